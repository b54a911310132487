from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.quantities import comparable, find_quantities, same_value


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("3591 亿元", "359100000000", "元", ""), ("457 元/月", "457", "元/月", ""), ("1.5:1", "1.5", "比", ""),
        ("近4万名", "40000", "人", "nearly"), ("14.68万余辆", "146800", "辆", "over"), ("73 万余人次", "730000", "人次", "over"),
        ("超过1亿人", "100000000", "人", "over"), ("不少于1000个", "1000", "个", "at_least"), ("1名以上", "1", "人", "at_least"),
        ("20户以上", "20", "户", "at_least"), ("每月130元", "130", "元/月", ""), ("百分之五十", "50", "%", ""),
        ("1057 公里", "1057", "公里", ""), ("3 个百分点", "3", "个百分点", ""), ("１，３６０人", "1360", "人", ""),
        ("一千二百万人", "12000000", "人", ""), ("1.1亿", "110000000", "", ""), ("500万元及以下", "5000000", "元", "at_most"),
        ("十五个工作日", "15", "个工作日", ""), ("近 3000 多个", "3000", "个", "nearly"),
    ],
)  # fmt: skip
def test_a_quantity_is_read_with_unit_and_qualifier(text: str, value: str, unit: str, qualifier: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.unit, quantity.qualifier) == (Decimal(value), unit, qualifier)


@pytest.mark.parametrize(
    "text",
    ["粤财办〔2018〕6号", "17. 加强最低生活保障", "“十三五”规划", "12345热线", "12348广东法网", "“8+1”社会救助体系",
     "2018年3月26日", "（2009-2020年）", "2016、2017年", "世界 500 强", "PM2.5浓度", "第34次会议", "百千万工程", "上一年"],
)  # fmt: skip
def test_digits_that_are_no_figures_are_left_alone(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("联席会议每年召开两次", ["两次"]), ("渔港等级分为五级", ["五级"]), ("每三年复核一次", ["三年", "一次"]),
        ("每一年", []), ("每季度一次性发放", []), ("再次检查", []),
    ],
)  # fmt: skip
def test_how_often_and_how_many_grades_are_counted_in_characters(text: str, counted: list[str]) -> None:
    assert [quantity.text for quantity in find_quantities(text)] == counted


def test_a_range_has_both_ends() -> None:
    months, share = find_quantities("缓缴3—12个月，比例为10%—20%")
    assert (months.value, months.high, months.unit) == (3, 12, "个月")
    assert (share.value, share.high) == (10, 20)


def test_chinese_counts_that_are_words_are_weak() -> None:
    assert all(q.weak for q in find_quantities("两项补贴、四项制度"))
    assert not find_quantities("163家博物馆")[0].weak


def test_a_line_break_ends_a_number() -> None:
    assert [q.value for q in find_quantities("共 50\n3 个试点")] == [3]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.1亿人", "11000万人"),
        ("每月130元", "130 元/月"),
        ("1 公里", "1000米"),
        ("60%", "百分之六十"),
        ("1000名", "一千人"),
        ("三年", "36个月"),
    ],
)
def test_the_same_quantity_in_other_words_is_the_same(one: str, other: str) -> None:
    assert same_value(find_quantities(one)[0], find_quantities(other)[0])


@pytest.mark.parametrize(
    ("one", "other"), [("3%", "3个百分点"), ("110万人", "110万户"), ("60元/月", "60元/年"), ("5人", "5人次")]
)
def test_other_units_are_not_the_same(one: str, other: str) -> None:
    a, b = find_quantities(one)[0], find_quantities(other)[0]
    assert not (comparable(a, b) and same_value(a, b))


@given(
    st.text(alphabet="0123456789.,%万亿元人个 不少于超过以上年月日〔〕第一二百分之（）\n-~:+/每", max_size=40)
)
def test_spans_are_slices_in_order_without_overlap(text: str) -> None:
    position = 0
    for quantity in find_quantities(text):
        assert position <= quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
        assert quantity.text == text[quantity.start : quantity.end]
        position = quantity.end
