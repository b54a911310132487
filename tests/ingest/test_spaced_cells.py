"""Tables whose cells stand apart by blanks, and lines with blanks that are no table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_examples import clause, own, read

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


def test_columns_of_words_that_stand_right_below_each_other_are_a_table() -> None:
    table = (
        "类型          认定条件              补贴标准\n"
        "加工企业      日加工100吨以上       每年8万元\n"
        "配送中心      仓储3000平方米以上    每年5万元\n"
        "供应网点      经营60平方米以上      每年6000元\n"
    )
    assert rows_of(table)[2] == ["配送中心", "仓储3000平方米以上", "每年5万元"]


def test_a_cell_that_goes_on_in_the_next_line_has_all_its_departments() -> None:
    record = read(
        "一、任务分工\n"
        "任务          责任单位          完成时间\n"
        "修订预案      应急物资处        5月底前\n"
        "组织演练      应急物资处、      9月底前\n"
        "              安全仓储处\n"
        "网点挂牌      粮食调控处        7月15日前\n"
    )
    found = clause(record, "组织演练")
    (duty,) = [d for d in record.duties if d.clause == found.ordinal]
    assert [d.name for d in duty.departments] == ["应急物资处", "安全仓储处"]
    assert [c.heading for c in record.clauses][-3:] == ["修订预案", "组织演练", "网点挂牌"]
