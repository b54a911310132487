"""Tables whose cells stand apart by blanks, and lines with blanks that are no table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_examples import own, read

from ingest.source import SourceText
from ingest.spaced_cells import with_spaced_cells

WIDE = "附件\n资助标准表\n类别　　　　山区　　平原\n小型水库　　　120　　　80\n灌溉渠道　　　45　　　30\n泵站　　　　　9　　　　6\n"
NARROW = """附件
主要指标
类别      指标          2021年    2025年
交通      公路里程      120       150
          等级航道      30        45
能源      新增装机                8
"""


def rows_of(text: str) -> list[list[str]]:
    """The cells of all tables that are found in `text`."""
    laid = with_spaced_cells(SourceText(text=text))
    assert len(laid.text) == len(text)
    assert all(a == b or (a.isspace() and b.isspace()) for a, b in zip(laid.text, text, strict=True))
    return [[laid.text[a:b] for a, b in row] for table in laid.tables for row in table.rows]


def test_ideographic_blanks_set_columns() -> None:
    assert rows_of(WIDE)[2:] == [["灌溉渠道", "45", "30"], ["泵站", "9", "6"]]


def test_a_cell_left_empty_is_found_by_where_the_others_stand() -> None:
    assert rows_of(NARROW)[1:] == [
        ["交通", "公路里程", "120", "150"],
        ["交通", "等级航道", "30", "45"],
        ["能源", "新增装机", "", "8"],
    ]


def test_each_row_is_a_clause() -> None:
    record = read(f"关于水利建设的通知\n各市：\n请抓好落实。\n{WIDE}注：山区以名录为准。\n")
    row = next(c for c in record.clauses if c.heading == "灌溉渠道")
    assert own(record, row).split() == ["灌溉渠道", "45", "30"]
    assert not record.clauses[-1].heading  # the note below the table is no row


def test_names_that_are_spread_out_stay_whole() -> None:
    table = "姓　名　　职　务　　电　话\n李　明　　站　长　　12345\n王小二　　科　员　　23456\n"
    assert rows_of(table)[1] == ["李　明", "站　长", "12345"]


@pytest.mark.parametrize(
    "text",
    [
        "组　长：    张三    副省长\n副组长：  李　四    省水利厅厅长\n成　员：    王五    省财政厅副厅长\n",
        "第一章　总　则\n第一条　为规范管理，制定本办法。\n第二条　本办法适用于全省。\n",
        "省水利厅　省财政厅　省教育厅\n省农业农村厅　省林草局　省能源局\n2021年3月5日\n",
        "1　总则\n1.1　编制目的\n1.2　编制依据\n2　组织指挥体系\n",
        "类别　　　　山区　　平原\n小型水库　　　120　　　80　　　7\n灌溉渠道　　　45　　　30　　　6\n",
    ],
)
def test_other_lines_with_blanks_are_no_table(text: str) -> None:
    assert rows_of(text) == []


@given(st.text(alphabet="类别指标名称甲乙12年% \u3000\n。", max_size=120))
def test_nothing_but_white_space_changes(text: str) -> None:
    rows_of(text)
