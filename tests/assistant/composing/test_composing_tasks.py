from __future__ import annotations

import re

import pytest


def tasks(answer) -> list[str]:
    return re.findall(r"^- (\d+)\.", answer.text, re.MULTILINE)


def test_a_department_gets_all_its_tasks_and_no_others(ask):
    assert tasks(ask("省商务厅有哪些任务？")) == ["3", "4", "5"]


def test_the_number_of_tasks_is_said_first(ask):
    assert ask("省商务厅有哪些任务？").text.startswith("省商务厅共3项任务")


def test_a_short_name_means_the_full_one(ask):
    assert tasks(ask("海洋渔业局负责哪些工作？")) == ["1", "2"]
    assert "省人力资源社会保障厅" in ask("人社厅有哪些任务？").text


def test_the_role_is_said_where_it_is_not_plain_responsibility(ask):
    assert "打造茶叶品牌（配合）" in ask("省市场监管局有哪些任务？").text
    assert "打造茶叶品牌（牵头）" in ask("省商务厅有哪些任务？").text


def test_each_task_has_its_own_citation(ask):
    answer = ask("省商务厅有哪些任务？")
    assert len(answer.citations) == 3
    assert all("省商务厅" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question", ["外事办有哪些任务？", "省教育厅在海州省有哪些任务？", "省地震局负责什么？"]
)
def test_a_department_without_a_task_is_refused(ask, question):
    assert ask(question).status == "not_found"


def test_a_refused_department_is_named(ask):
    assert "外事办" in ask("外事办有哪些任务？").text


def test_documents_limit_the_tasks(ask, document_id):
    answer = ask("省人力资源社会保障厅有哪些任务？", documents={document_id("海农发〔2021〕15号")})
    assert tasks(answer) == ["3"]
    assert {c.document_number for c in answer.citations} == {"海农发〔2021〕15号"}


def test_tasks_shared_by_a_number_of_departments(ask, document_id):
    answer = ask("哪些任务由两家单位共同负责？", documents={document_id("海农发〔2021〕15号")})
    assert tasks(answer) == ["1", "3"]


def test_a_department_asked_for_with_its_place_is_that_of_the_document_of_the_place(ask):
    answer = ask("宜宾市应急局负责什么？")
    assert "火险预警发布" in answer.text
    assert "瞭望塔维修" in answer.text  # whose table prints 应急局 alone


@pytest.mark.parametrize("question", ["成都市应急局负责什么？", "四川省应急局有哪些任务？"])
def test_a_department_of_another_place_has_no_tasks(ask, question):
    assert ask(question).status == "not_found"


def test_a_department_with_a_name_of_its_own_is_known_from_the_documents(ask):
    said = ask("宜宾市竹业办负责哪些工作？").text
    assert "编印竹林防火手册" in said
    assert "组织竹林防火应急演练" in said


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("体育总局在步道建设里管哪两块？", "加强宣传推广"),
        ("中国计生协有哪些任务？", "加强宣传推广"),
        ("国家林草局在步道建设里管什么？", "生态保护"),
    ],
)
def test_tasks_are_found_for_everyday_words_and_for_bodies_that_no_vocabulary_knows(ask, question, task):
    assert task in ask(question).text
