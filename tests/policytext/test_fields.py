from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policytext.fields import find_fields

TABLE = """任务分工表
事项\t做法\t完成\t时限
一、治理
甲\t修渠。\t\t年底
\t植树。\t是\t明年
二、服务
乙\t送餐。\t是\t月底
以上事项按月报告，各单位要抓好落实。
丙\t不在表里\t是\t月底
"""


def values(text: str, label: str) -> list[str]:
    return [text[f.start : f.end] for f in find_fields(text) if f.label == label]


def test_cells_have_the_name_of_their_column():
    assert values(TABLE, "时限") == ["年底", "明年", "月底"]


def test_a_cell_left_empty_at_the_beginning_belongs_to_the_row_above():
    assert values(TABLE, "事项") == ["甲", "甲", "乙"]


def test_a_cell_left_empty_inside_a_row_has_no_value():
    assert values(TABLE, "完成") == ["是", "是"]


def test_a_row_begins_with_its_own_cells():
    merged = next(f for f in find_fields(TABLE) if TABLE[f.start : f.end] == "明年")
    assert merged.row is not None and TABLE[slice(*merged.row)] == "植树。\t是\t明年"


def test_a_table_of_other_columns_below_its_title_is_another_one():
    text = "事项\t做法\t时限\n甲\t修渠。\t年底\n附件2\n指标表\n指标\t来源\n入学率\t填报\n"
    assert values(text, "来源") == ["填报"]
    assert values(text, "时限") == ["年底"]


def test_bars_set_a_table_as_well():
    text = "| 事项 | 时限 |\n| --- | --- |\n| 修渠 | 年底 |\n"
    assert values(text, "时限") == ["年底"]


def test_a_labelled_value_ends_with_its_bracket_sentence_or_the_next_label():
    text = "1. 修渠。（完成时限：年底，适用范围：甲县）\n2. 植树。完成时限：明年。适用范围：乙县（不含丙镇）。其他。"
    assert values(text, "完成时限") == ["年底", "明年"]
    assert values(text, "适用范围") == ["甲县", "乙县（不含丙镇）"]


def test_a_single_colon_is_no_label():
    assert find_fields("会议要求如下：加强管理。会议认为：很好。") == []


@given(st.text(alphabet="甲乙：（）。；，\t\n| 时限范围1", max_size=80))
def test_spans_lie_in_the_text_and_are_never_empty(text):
    for field in find_fields(text):
        assert 0 <= field.start < field.end <= len(text)
        assert text[field.start : field.end].strip() == text[field.start : field.end]


def test_a_first_cell_left_out_is_told_by_the_figures():
    text = "领域\t指标\t2025年\n供水\t普及率\t>90%\n达标率\t>95%\n"
    named = next(f for f in find_fields(text) if text[f.start : f.end] == ">95%")
    assert named.label == "2025年" and [text[a:b] for a, b in named.names] == ["供水", "达标率"]


def test_the_names_of_columns_may_stand_in_two_rows():
    text = "对象\t罚款（万元）\n\t轻微\t严重\n单位\t2\t10\n个人\t1\t5\n"
    found = next(f for f in find_fields(text) if text[f.start : f.end] == "5")
    assert found.label == "罚款(万元)严重" and text[slice(*found.group)] == "罚款（万元）"


def test_a_table_below_the_heading_of_the_next_clause_has_its_own_names():
    text = "地区\t里程\n甲市\t320\n乙市\t280\n第三章 赔偿\n项目\t标准\n护栏\t380\n"
    assert values(text, "标准") == ["380"] and values(text, "里程") == ["320", "280"]


def test_figures_of_a_target_without_its_group_stay_below_their_years():
    text = (
        "类别\t指标\t2020年\t2025年\t属性\n服务\t网办率(%)\t50\t大幅提高\t预期性\n满意率(%)\t—\t85\t预期性\n"
    )
    assert values(text, "2025年") == ["大幅提高", "85"]
    assert values(text, "类别") == ["服务", "服务"]
