"""Which year a figure is of."""

from __future__ import annotations

import pytest

from policytext.figures import FigureMention, find_figures


def figure(text: str, printed: str, year: int | None = 2017) -> FigureMention:
    (found,) = [f for f in find_figures(text, year=year) if f.text == printed]
    return found


@pytest.mark.parametrize("turned", ["列入", "纳入了", "作为", "转入", "列为"])
def test_a_figure_turned_into_the_plan_of_a_later_year_is_of_that_year(turned: str) -> None:
    text = f"2017年改造农房900户，验收合格的300户{turned}2018年计划。"
    assert figure(text, "300户").year == 2018
    assert figure(text, "900户").year == 2017


def test_a_year_that_follows_for_another_reason_is_not_the_figures() -> None:
    assert figure("验收合格300户，余下的在2018年继续改造。", "300户").year == 2017


def test_a_target_said_behind_the_figure_is_of_the_year_behind_it() -> None:
    assert figure("全省新增就业110万人，这是2018年的目标。", "110万人").year == 2018


def test_a_basis_of_comparison_is_not_the_year_of_the_figure() -> None:
    assert figure("渔民人均收入比2016年增长6.8%。", "6.8%").year == 2017


def test_a_level_that_gives_way_to_another_is_of_no_year_that_is_known() -> None:
    text = "补贴标准由每月120元提高到每月150元。"
    assert figure(text, "120元").year is None
    assert figure(text, "150元").year == 2017


def test_a_year_in_a_title_dates_no_figure() -> None:
    assert figure("按照《渔港建设规划（2013年）》新建渔港12座。", "12座").year == 2017


def test_a_date_right_before_the_number_is_its_own() -> None:
    text = "2016年的860艘和2017年的1000艘渔船都已改造。"
    assert (figure(text, "860艘").year, figure(text, "1000艘").year) == (2016, 2017)


def test_a_range_of_years_dates_a_figure_by_its_last_year() -> None:
    assert figure("2018-2020年新建渔港40座。", "40座").year == 2020
