"""Tables of plain text, and which rows name the columns."""

from __future__ import annotations

from pathlib import Path

from reading_examples import outline, read

from ingest.readers import read_source
from ingest.record import build_record
from ingest.source import SourceText, Table
from ingest.tables import body_rows, column_names, with_text_tables

TABS = (
    "重点任务分工表\n序号\t任务\t牵头单位\t配合单位\n1\t新建学校\t市教育局\t市财政局、市住建局\n2\t扩大"
    "学位\t市教育局\t各县区政府\n"
)
BARS = (
    "# 任务\n\n| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 检修管网 | 县住建局 |\n| 2 | 储备煤炭 | "
    "县发展改革局 |\n\n年底前完成。\n"
)

OPEN_BARS = (
    "重点任务分工表\n\n序号｜任务｜牵头单位｜配合单位\n"
    "1｜冷库补助｜农业农村厅｜财政厅、商务厅\n"
    "2｜线路开通｜交通运输厅｜各县（市、区）人民政府\n"
)


def set_table(rows: list[str]) -> tuple[str, Table]:
    """Rows written with tabs; a cell ^ is the one above it, < the one before it."""
    text, spans = "", []
    for row in rows:
        line: list[tuple[int, int]] = []
        for column, words in enumerate(row.split("|")):
            if words == "^":
                line.append(spans[-1][column])
            elif words == "<":
                line.append(line[-1])
            else:
                line.append((len(text), len(text) + len(words)))
                text += words + "\t"
        text = text.rstrip("\t") + "\n"
        spans.append(tuple(line))
    return text, Table(0, len(text), tuple(spans))


def test_rows_set_with_tabs_have_duties() -> None:
    record = read(TABS)
    assert outline(record)[1:] == ["1新建学校", "2扩大学位"]
    assert [[(d.name, d.role) for d in x.departments] for x in record.duties] == [
        [("市教育局", "lead"), ("市财政局", "support"), ("市住建局", "support")],
        [("市教育局", "lead"), ("各县区政府", "support")],
    ]


def test_rows_set_with_bars_end_where_the_text_goes_on() -> None:
    record = read(BARS)
    assert [record.clauses[d.clause].heading for d in record.duties] == ["检修管网", "储备煤炭"]
    assert record.document.text[record.clauses[-1].start :].strip() == "年底前完成。"


def test_a_table_of_contents_is_no_table() -> None:
    assert not with_text_tables(SourceText(text="总则\t1\n附则\t2\n")).tables


def test_a_title_above_the_column_names_and_names_over_two_rows() -> None:
    text, table = set_table(
        [
            "任务分工|<|<|<",
            "序号|任务|责任单位|<",
            "^|^|牵头|配合",
            "1|检修管网|县住建局|县财政局",
            "序号|任务|责任单位|<",
            "2|储煤|县发改局|县交通局",
        ]
    )
    assert column_names(text, table) == ["序号", "任务", "责任单位牵头", "责任单位配合"]
    record = read(text, tables=(table,))
    assert [d.role for d in record.duties[0].departments] == ["lead", "support"]
    assert [c.heading for c in record.clauses if c.marker] == ["检修管网", "储煤"]


def test_names_that_a_new_page_repeats_are_no_row() -> None:
    text, table = set_table(["序号|任务", "1|甲", "序号|任务", "2|乙"])
    assert [text[slice(*row[1])] for row in body_rows(text, table)] == ["甲", "乙"]


def test_rows_with_bars_between_their_cells_have_duties() -> None:
    record = read(OPEN_BARS)
    text = record.document.text
    assert [
        (text[d.covers_start : d.covers_end], [(x.name, x.role) for x in d.departments])
        for d in record.duties
    ] == [
        ("1｜冷库补助", [("农业农村厅", "lead"), ("财政厅", "support"), ("商务厅", "support")]),
        ("2｜线路开通", [("交通运输厅", "lead"), ("各县（市、区）人民政府", "support")]),
    ]


def test_a_statement_answers_for_itself_and_not_for_the_items_before_it() -> None:
    record = read("一、保障\n（一）建立台账；\n（二）统一编码；\n（三）细则由市财政局负责制定。\n")
    text = record.document.text
    (duty,) = record.duties
    assert text[duty.covers_start : duty.covers_end] == "细则由市财政局负责制定。"


def test_a_statement_in_a_clause_takes_nothing_from_the_bracket_behind_it() -> None:
    record = read("一、编码\n推广使用编码。编码由市邮政局统一制定。用户免费。（市商务局负责）\n")
    text = record.document.text
    bracket = next(d for d in record.duties if d.departments[0].name == "市商务局")
    assert "推广使用编码" in text[bracket.covers_start : bracket.covers_end]


def test_headings_between_rows_of_tabs_end_no_table(tmp_path: Path) -> None:
    file = tmp_path / "tasks.txt"
    file.write_text(
        "序号\t任务\t责任单位\n一、农业\n1\t修渠\t市水利局\n二、工业\n2\t扩园\t市工信局\n", "utf-8"
    )
    record = build_record(read_source(file), (file.name,))
    assert [(x.name) for d in record.duties for x in d.departments] == ["市水利局", "市工信局"]


def test_the_second_row_of_names_is_no_clause() -> None:
    record = read(
        "类别\t新建\t\t改建\t\n\t山区\t坝区\t山区\t坝区\n县道\t120\t95\t70\t55\n乡道\t80\t62\t48\t36\n"
    )
    assert [c.heading for c in record.clauses if c.heading] == ["县道", "乡道"]


def test_headings_between_rows_do_not_part_a_table() -> None:
    record = read(
        "重点任务分工表\n序号\t任务\t责任单位\n一、夯实基础，补齐短板\n1\t检修管网\t县住建局\n"
        "二、强化监管\n2\t抽查企业\t县市场监管局\n3\t公开结果\t县司法局\n"
    )
    found = [(record.clauses[d.clause].address[-2:], d.departments[0].name) for d in record.duties]
    assert found == [
        (("一、夯实基础，补齐短板", "1 检修管网"), "县住建局"),
        (("二、强化监管", "2 抽查企业"), "县市场监管局"),
        (("二、强化监管", "3 公开结果"), "县司法局"),
    ]


def test_a_heading_above_the_names_of_other_columns_begins_another_table() -> None:
    text = "任务\t责任单位\n修路\t甲局\n建桥\t乙局\n投资计划\n项目\t金额\n公路\t丙局\n桥梁\t丁局\n"
    assert len(with_text_tables(SourceText(text=text)).tables) == 2


def test_a_row_without_the_group_it_shares_is_filled_in() -> None:
    text = (
        "类别\t指标\t2020年\t2025年\t属性\n水利\t灌溉面积（万亩）\t10\t12\t预期性\n"
        "用水效率（%）\t55\t稳步提升\t预期性\n"
    )
    table = with_text_tables(SourceText(text=text)).tables[0]
    assert [[text[a:b] for a, b in row][:2] for row in body_rows(text, table)] == [
        ["水利", "灌溉面积（万亩）"],
        ["水利", "用水效率（%）"],
    ]


def test_rows_are_named_by_what_is_to_be_done_and_not_by_a_field_that_comes_again() -> None:
    record = read(
        "开放措施\n序号\t领域\t开放措施\t负责部门\n1\t文化\t允许设立演出场所\t市文旅局\n"
        "2\t文化\t扩大音像制作业务\t市文旅局\n3\t金融\t支持开办外币业务\t市金融局\n4\t金融\t鼓励投资重点项目\t市金融局\n"
    )
    assert [record.clauses[d.clause].address[-2:] for d in record.duties][:3] == [
        ("文化", "1 允许设立演出场所"),
        ("文化", "2 扩大音像制作业务"),
        ("金融", "3 支持开办外币业务"),
    ]
