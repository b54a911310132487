"""Questions about a place: what a rule of the province covers, and what it does not."""

from __future__ import annotations

import pytest

from assistant.question import Kind
from assistant.understanding import covered_by_province, places_of


@pytest.mark.parametrize("city", ["赣州", "上饶市", "景德镇"])
def test_a_city_that_no_document_names_is_under_the_rule_of_its_province(ask, city):
    answer = ask(f"{city}的老年人怎么领取银龄卡？")
    assert "银龄卡在户籍所在地的银行网点免费领取" in answer.text
    assert answer.citations[0].document_number == "赣民规〔2022〕7号"


@pytest.mark.parametrize("question", ["杭州的老年人怎么领取银龄卡？", "海口的老年人能领银龄卡吗"])
def test_a_city_of_another_province_is_not(ask, question):
    assert ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "赣州市建成银龄食堂多少个？",
        "上饶的银龄食堂有多少个？",
        "九江的银龄护理补贴月人均水平是多少？",
    ],
)
def test_the_provinces_figure_is_not_given_for_a_city(ask, question):
    answer = ask(question)
    assert answer.status == "not_found"
    assert not answer.citations


def test_a_refused_figure_names_the_city(ask):
    assert "没有涉及九江" in ask("九江的银龄护理补贴月人均水平是多少？").text


def test_the_figure_of_the_province_itself_is_given(ask):
    assert ask("江西省银龄护理补贴月人均水平是多少？").text.startswith("315元")


@pytest.mark.parametrize("country", ["泰国", "日本", "加拿大"])
def test_a_foreign_country_in_the_question_does_not_refuse_a_description(ask, country):
    answer = ask(f"{country}来的老年人能领取银龄卡吗？")
    assert "银龄卡在户籍所在地的银行网点免费领取" in answer.text


def test_a_figure_of_a_foreign_country_is_refused(ask):
    assert ask("泰国的银龄食堂有多少个？").status == "not_found"


def test_a_rule_is_looked_for_in_the_province_and_a_figure_in_the_city(library):
    assert places_of("赣州怎么领取银龄卡", Kind.DESCRIBE, library) == ("江西",)
    assert places_of("赣州有多少个食堂", Kind.FIGURE, library) == ("赣州",)


def test_a_city_that_a_document_names_stands_for_itself(library):
    assert places_of("清远的职教基地怎么建", Kind.DESCRIBE, library) == ("清远",)


def test_the_city_that_its_province_stands_in_for_is_no_word_of_the_topic():
    assert "赣州" not in covered_by_province("赣州老年人领取银龄卡", ("江西",))
    assert "赣州" in covered_by_province("赣州老年人领取银龄卡", ("赣州",))
