import pytest

from policytext.dates import find_dates, with_named_days


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [("2018年3月26日", 2018, 3, 26), ("二〇〇五年六月", 2005, 6, None), ("二○○五年十二月三十一日", 2005, 12, 31),
     ("2017 年 9 月 1 日", 2017, 9, 1), ("2018-03-26", 2018, 3, 26), ("7月1日", None, 7, 1), ("2018年度", 2018, None, None)],
)  # fmt: skip
def test_a_date_is_read(text: str, year: int | None, month: int | None, day: int | None) -> None:
    (date,) = find_dates(text)
    assert (date.year, date.month, date.day) == (year, month, day)


@pytest.mark.parametrize(
    "text", ["4月底前出台", "2018年底前完成", "自受理之日起30日内", "10个工作日内", "年底前"]
)
def test_a_deadline_is_told(text: str) -> None:
    assert find_dates(text)[-1].deadline


def test_a_range_of_years_is_one_mention() -> None:
    (date,) = find_dates("（2016-2020 年）")
    assert (date.year, date.end_year) == (2016, 2020)


@pytest.mark.parametrize("text", ["粤财办〔2018〕6号", "3个月", "近三月"])
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(text) == []


def test_the_same_date_has_the_same_key() -> None:
    assert find_dates("2017年底")[0].key == find_dates("2017 年末")[0].key


@pytest.mark.parametrize(
    ("one", "other"),
    [("2017年底", "2017年12月31日"), ("年底前", "12月底前"), ("2019年中前", "2019年6月底前"), ("6月30日", "6月末"),
     ("2019年元旦", "2019年1月1日"), ("国庆节前", "10月1日前"), ("“五一”劳动节前", "5月1日前")],
)  # fmt: skip
def test_two_names_of_one_day_have_the_same_key(one: str, other: str) -> None:
    assert find_dates(one)[0].key == find_dates(other)[0].key


@pytest.mark.parametrize("text", ["五一大道改造", "七一勋章获得者", "八一中学", "国庆期间", "第五一起"])
def test_a_name_that_dates_nothing_is_no_day(text: str) -> None:
    assert find_dates(text) == []


def test_a_named_day_is_written_as_documents_write_it() -> None:
    assert with_named_days("2019年元旦施行,国庆前检查", lambda _: False) == "2019年1月1日施行,10月1日前检查"
    assert with_named_days("国庆前检查", lambda name: name == "国庆") == "国庆前检查"
