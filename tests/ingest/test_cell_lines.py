"""Tables whose cells stand on lines of their own, and lists of short lines that are none."""

from __future__ import annotations

import random
import re

import pytest
from reading_examples import NOTICE, clause, read

from ingest.cell_lines import with_cell_lines
from ingest.readers import read_source
from ingest.source import Heading, SourceText

LETTER = (
    "关于做好码头整治工作的通知\n某府办〔2021〕9号\n各县（区）人民政府：\n现将任务分工印发给你们。\n"
    "某市人民政府办公室\n2021年3月5日\n附件\n码头整治任务分工表\n"
)
TASKS = [
    ("拆除废弃码头", "市交通运输局", "市水利局、市城管局", "2021年6月底前"),
    ("岸线复绿", "市园林局", "市自然资源局", "2021年10月底前"),
    ("污水接管，完成验收", "市生态环境局", "市住建局", "2021年12月底前"),
    ("趸船登记", "市农业农村局", "市公安局", "长期坚持"),
]
HEAD = ("任务", "牵头单位", "参加单位", "完成时限")


def counted(rows: list[tuple[str, ...]], head: tuple[str, ...] = HEAD) -> list[list[str]]:
    return [["序号", *head], *([str(number), *row] for number, row in enumerate(rows, 1))]


def in_lines(rows: list[list[str]], gap: str = "\n") -> str:
    return gap.join(cell for row in rows for cell in row) + "\n"


def rows_of(text: str) -> list[list[str]]:
    """The cells of all tables that are found in `text`."""
    laid = with_cell_lines(SourceText(text=text))
    assert re.sub(r"\s", "", laid.text) == re.sub(r"\s", "", text)
    assert len(laid.text) == len(text)
    return [[laid.text[a:b] for a, b in row] for table in laid.tables for row in table.rows]


def test_each_row_is_a_clause_with_its_duty() -> None:
    record = read(LETTER + in_lines(counted(TASKS)))
    found = clause(record, "岸线复绿")
    assert record.document.text[found.start : found.end].split() == ["2", *TASKS[1]]
    duty = next(d for d in record.duties if d.clause == found.ordinal)
    assert [(d.name, d.role) for d in duty.departments] == [
        ("市园林局", "lead"),
        ("市自然资源局", "participate"),
    ]
    assert found.address[0].endswith("码头整治任务分工表")


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n　　", " \n \n"])
def test_blank_lines_and_indents_between_the_cells_do_not_matter(gap: str) -> None:
    assert rows_of(LETTER + in_lines(counted(TASKS), gap)) == counted(TASKS)


def test_a_table_without_numbers_is_told_by_its_columns() -> None:
    rows = [["县区", "淘汰老旧船舶（艘）", "安置船员（人）"], ["甲县", "120", "300"], ["乙县", "95", "1,210"]]
    assert rows_of("附件2\n各县区任务表\n" + in_lines(rows)) == rows
    assert (
        rows_of("附件2\n各县区任务表\n（单位：万元）\n" + in_lines(rows) + "注：数据截至2020年底。\n") == rows
    )
    plan = [
        ["工作任务", "主要内容", "责任单位", "完成时限"],
        *([a, a + "方案", b, d] for a, b, _, d in TASKS),
    ]
    assert rows_of("一、安排\n" + in_lines(plan) + "二、要求\n请抓紧落实。\n") == plan


def test_two_tables_behind_each_other_stay_apart() -> None:
    other = [["县区", "淘汰老旧船舶（艘）"], ["甲县", "120"], ["乙县", "95"], ["丙县", "7"]]
    text = LETTER + in_lines(counted(TASKS)) + "附件2\n各县区任务表\n" + in_lines(other)
    assert len(with_cell_lines(SourceText(text=text)).tables) == 2
    assert rows_of(text) == [*counted(TASKS), *other]


def test_names_that_a_page_repeats_and_headings_between_rows_do_not_end_a_table() -> None:
    head, *rows = counted(TASKS)
    text = (
        in_lines([head, *rows[:2]])
        + in_lines([head])
        + in_lines(rows[2:3])
        + "（二）水上\n"
        + in_lines(rows[3:])
    )
    assert rows_of(text) == [head, *rows]


@pytest.mark.parametrize("row", range(2, 5))
@pytest.mark.parametrize("column", range(2, 5))
def test_a_row_that_lacks_a_cell_ends_the_table_and_shifts_none(row: int, column: int) -> None:
    rows = counted(TASKS)
    del rows[row][column]
    found = rows_of(LETTER + in_lines(rows) + "抄送：市委办公室。\n")
    assert found == (rows[:row] if row > 2 else [])


def test_a_row_that_lacks_a_figure_leaves_the_table_as_it_is() -> None:
    rows = [["县区", "船舶（艘）", "船员（人）"], ["甲县", "120", "300"], ["乙县", "95"], ["丙县", "7", "21"]]
    assert rows_of("各县区任务表\n" + in_lines(rows)) == []


def test_what_stands_behind_the_last_row_is_no_cell_of_it() -> None:
    rows = counted(TASKS)
    for behind in ("某市人民政府\n2021年3月5日\n", "附件2\n名单\n", "各地要抓好落实。\n", "二、要求\n"):
        assert rows_of(in_lines(rows) + behind) == rows


@pytest.mark.parametrize(
    "text",
    [
        "总体要求\n主要任务\n保障措施\n工作目标\n工作要求\n",
        "责任单位\n市教育局\n市财政局\n市公安局\n市住建局\n市水利局\n",
        "成员单位\n责任部门\n市教育局\n市财政局\n市公安局\n市住建局\n市水利局\n市民政局\n",
        "某市教育局\n某市财政局\n2021年3月5日\n某市公安局\n2021年3月6日\n",
        "工作任务\n完成时限\n一、修路\n2021年底前\n二、架桥\n2022年底前\n三、通车\n2023年底前\n",
        "任务分工表\n工作任务\n修路\n架桥\n通车\n绿化\n照明\n",
        "序号\n1\n2\n3\n4\n5\n",
        "序号\n任务\n1\n修路\n架桥\n2\n通车\n绿化\n3\n",
        "联系人姓名\n联系电话\n请各单位于5月底前报送。\n张三\n",
    ],
)
def test_ordinary_short_lines_are_no_table(text: str) -> None:
    assert rows_of(LETTER + text) == []


@pytest.mark.parametrize("seed", range(40))
def test_any_whole_table_is_found_and_any_shuffled_one_is_not_misread(seed: int) -> None:
    chosen = random.Random(seed)
    columns = chosen.sample(range(4), chosen.randint(2, 4))
    rows = [chosen.choice(TASKS) for _ in range(chosen.randint(2, 9))]
    table = counted([tuple(row[c] for c in columns) for row in rows], tuple(HEAD[c] for c in columns))
    assert rows_of(LETTER + in_lines(table)) == table
    cells = [cell for row in table[1:] for cell in row]
    chosen.shuffle(cells)
    for row in rows_of(LETTER + in_lines([table[0], cells]))[1:]:
        assert row[0].isdigit()
        assert not any(cell.isdigit() for cell in row[1:])


@pytest.mark.parametrize("seed", range(40))
def test_lists_of_headings_addressees_and_signatures_are_left_alone(seed: int) -> None:
    chosen = random.Random(seed)
    lines = [
        "总体要求", "工作目标", "主要任务", "责任单位", "时间安排", "某市教育局", "某市财政局", "2021年3月5日", "各县（区）人民政府：",
        "附件", "名单", "一、总体要求", "（一）加强领导", "1．修路。", "（此件公开发布）", "2021年", "张三", "3",
    ]  # fmt: skip
    assert rows_of("\n".join(chosen.choices(lines, k=60)) + "\n") == []


def test_lines_that_the_file_marks_itself_are_no_cells() -> None:
    text = in_lines(counted(TASKS))
    place = text.index("拆除")
    assert not with_cell_lines(SourceText(text=text, headings=(Heading(place, place + 6, 2),))).tables


def test_a_document_without_such_tables_stays_as_it_is() -> None:
    source = read_source(NOTICE)
    assert with_cell_lines(source) is source


def test_years_name_columns_and_figures_may_have_limits():
    text = "各地改造指标\n地区类别\n2022年开工比例\n2025年底前完成比例\n" + "\n".join(
        ["河源片区", "不低于30%", "100%", "山前片区", "不低于25%", "95%以上", "海岛片区", "10%", "90%以上"]
    )
    laid = with_cell_lines(SourceText(text)).text.splitlines()
    assert laid[1].split("\t") == ["地区类别", "2022年开工比例", "2025年底前完成比例"]
    assert laid[3].split("\t") == ["山前片区", "不低于25%", "95%以上"]


GROUPED = [
    ["领域", "指标", "2025年"],
    ["供水", "自来水普及率", ">90%"],
    ["水质达标率", ">95%"],
    ["灌溉", "灌溉面积", "1200万亩"],
]


def test_a_merged_cell_belongs_to_the_rows_below_it() -> None:
    text = "一、目标\n农村水利主要指标\n" + in_lines(GROUPED) + "注：面积为累计数。\n"
    assert rows_of(text) == [
        GROUPED[0], GROUPED[1], ["供水", *GROUPED[2]], GROUPED[3],
    ]  # fmt: skip
    record = read(text)
    assert clause(record, "水质达标率").address[-2:] == ("供水", "水质达标率")
    assert any(c.start == record.document.text.index("注：") for c in record.clauses)


def test_headings_between_rows_that_have_figures_are_groups() -> None:
    head = ["指标", "2020年", "2025年", "属性"]
    rows = [
        ["经济"],
        ["产值", "5%", "6%", "预期性"],
        ["品牌", "—", "30个", "预期性"],
        ["民生"],
        ["入户", "60%", "90%", "约束性"],
    ]
    assert rows_of("发展指标表\n" + in_lines([head, *rows]) + "二、要求\n") == [head, *rows]
    counted_head = ["序号", *head]
    numbers = iter("123")
    counted_rows = [row if len(row) == 1 else [next(numbers), *row] for row in rows]
    assert rows_of("发展指标表\n" + in_lines([counted_head, *counted_rows])) == [counted_head, *counted_rows]


def test_a_row_that_lacks_a_figure_is_not_filled_with_the_next_one() -> None:
    head, *rows = [
        ["指标", "2020年", "2025年"],
        ["供水"],
        ["普及率", "60%", "90%"],
        ["达标率", "95%"],
        ["面积", "3%", "4%"],
        ["渠道", "5%", "7%"],
    ]
    assert rows_of("发展指标表\n" + in_lines([head, *rows])) == []


MEASURES = [
    ["序号", "举措", "内容", "负责部门"],
    ["一、通关领域（共2项）"],
    ["1", "提前申报", "凭提单概要申报，到港即放行。", "海关总署"],
    ["2", "一单多报", "申报项目由100项精简至30项。", "海关总署、移民局"],
    ["二、监管领域（共1项）"],
    ["3", "退货中心仓", "在综合保税区内设立退货中心仓。", "财政部"],
]


def test_a_numbered_heading_may_stand_above_the_first_row() -> None:
    text = "推广清单\n" + in_lines(MEASURES)
    assert rows_of(text) == MEASURES
    record = read(text)
    found = clause(record, "一单多报")
    assert found.address[-2:] == ("一、通关领域（共2项）", "2 一单多报")
    duty = next(d for d in record.duties if d.clause == found.ordinal)
    assert [d.name for d in duty.departments] == ["海关总署", "移民局"]


def test_below_a_heading_the_numbers_may_begin_again() -> None:
    again = [["1", *row[1:]] if row[0] == "3" else row for row in MEASURES]
    assert rows_of("推广清单\n" + in_lines(again)) == again


def test_a_column_of_notes_may_be_left_empty() -> None:
    rows = [
        ["序号", "项目", "标准（元）", "备注"],
        ["1", "护栏", "380", "含立柱"],
        ["2", "标志", "2600"],
        ["3", "行道树", "400"],
    ]
    assert rows_of("赔偿标准\n" + in_lines(rows) + "某县公路局\n2021年3月5日\n") == rows


def test_the_title_of_a_table_is_no_column_of_it() -> None:
    rows = [
        ["类型", "新建（万元/张）", "改建（万元/张）"],
        ["护理床", "1.5", "0.8"],
        ["普通床", "0.7", "0.4"],
        ["托位", "1.2", "0.6"],
    ]
    assert rows_of("机构建设补助标准\n" + in_lines(rows)) == rows


def test_rows_of_targets_end_with_their_kind_whatever_stands_for_a_figure() -> None:
    rows = [
        ["类别", "指标", "2020年", "2025年", "指标属性"],
        ["粮食安全", "粮食产量（万吨）", "50", "稳定在50以上", "约束性"],
        ["农业科技贡献率（%）", "—", "65", "预期性"],
        ["绿色发展", "耕地质量等级", "4.8", "稳步提升", "预期性"],
        ["农膜回收率（%）", "80", "85", "预期性"],
    ]
    head, first, second, third, fourth = rows
    text = "一、目标\n专栏1 主要指标\n" + in_lines(rows) + "二、任务\n建设农田。\n"
    assert rows_of(text) == [head, first, [first[0], *second], third, [third[0], *fourth]]


def test_headings_between_rows_of_targets_stay_alone() -> None:
    rows = [
        ["指标", "2020年", "2025年", "属性"],
        ["创新"],
        ["研发投入增长（%）", "7", "8以上", "预期性"],
        ["生态"],
        ["森林覆盖率（%）", "23", "有所提高", "约束性"],
        ["湿地保护率（%）", "50", "55", "预期性"],
    ]
    assert rows_of("一、目标\n" + in_lines(rows) + "二、任务\n植树。\n") == rows


def test_a_row_of_targets_that_lacks_more_than_its_group_ends_the_table() -> None:
    rows = [["指标", "2020年", "2025年", "属性"], *([f"甲{n}", "1", "2", "预期性"] for n in "一二三")]
    broken = [["甲四", "预期性"], ["甲五", "3", "4", "预期性"]]
    assert rows_of("一、目标\n" + in_lines(rows) + in_lines(broken)) == rows
