from __future__ import annotations

import pytest


def first_line(answer) -> str:
    return answer.text.splitlines()[0]


def test_all_departments_are_named_in_the_order_of_the_document(ask):
    assert first_line(ask("建设现代渔港由谁负责？")) == "由省海洋渔业局、省发展改革委负责。[1]"


def test_the_leading_department_is_told_from_those_that_support_it(ask):
    said = first_line(ask("打造茶叶品牌由哪些单位负责？"))
    assert said.startswith("由省商务厅牵头，省市场监管局、省文化和旅游厅配合")


def test_a_detail_of_the_text_leads_to_the_bracket_behind_it(ask):
    assert first_line(ask("茶树良种繁育基地谁负责？")).startswith("由省林业厅负责")


def test_the_second_bracket_of_a_clause_answers_for_the_sentence_before_it(ask):
    assert first_line(ask("茶叶冷链仓库由谁负责？")).startswith("由省商务厅、省人力资源社会保障厅负责")


def test_everyday_words_find_the_task(ask):
    assert "省商务厅负责" in first_line(ask("农村网店的事归谁管"))


def test_a_sentence_that_names_the_department_answers_where_there_is_no_bracket(ask):
    answer = ask("休渔补贴资金由谁拨付？")
    assert "省财政厅负责拨付资金" in first_line(answer)


def test_the_quote_holds_the_task_and_its_bracket(ask):
    (citation,) = ask("打造茶叶品牌由哪些单位负责？").citations
    assert "茶叶博览会" in citation.quote
    assert "牵头单位：省商务厅" in citation.quote


def test_a_wrong_guess_is_corrected(ask):
    said = first_line(ask("农村电商由省林业厅负责吗？"))
    assert said.startswith("不符。")
    assert "省商务厅" in said


def test_a_right_guess_is_confirmed(ask):
    assert first_line(ask("农村电商由省商务厅负责吗？")).startswith("相符。")


@pytest.mark.parametrize(
    "question",
    [
        "现代渔港气象观测由省海洋渔业局负责，对吗",
        "茶叶品牌海外推广由省商务厅负责，对吗",
        "茶叶冷链物流补贴由省财政厅负责，对吗",
    ],
)
def test_the_duty_for_something_near_to_it_confirms_nothing(ask, question):
    assert ask(question).status == "not_found"


def test_a_choice_between_two_departments_is_answered_with_the_right_one(ask):
    said = first_line(ask("更新老旧渔船是省林业厅还是省海洋渔业局负责？"))
    assert "由省海洋渔业局负责" in said
    assert "林业" not in said


def test_an_answer_says_where_it_stands(ask):
    assert "出处：海农发〔2021〕15号 › （一）渔业振兴 › 1. 建设现代渔港" in ask("建设现代渔港由谁负责？").text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("火险预警由谁发布？", "市应急局负责火险预警发布"),
        ("竹林防火取水池选址归哪个部门？", "市水务局负责取水池选址"),
        ("无人机购置经费由谁负责？", "市财政局负责无人机购置经费"),
        ("竹林蓄水囊的养护由谁承担？", "宜宾江安竹业总公司承担竹林蓄水囊的日常养护"),
    ],
)
def test_of_several_statements_in_a_sentence_the_one_that_is_asked_for_answers(ask, question, said):
    assert first_line(ask(question)) == f"{said}。[1]"


def test_a_row_of_a_table_names_who_leads_and_who_supports(ask):
    said = first_line(ask("宜宾的防火隔离带开设由谁牵头？"))
    assert said.startswith("由林草局牵头，水务局、各县（区）人民政府配合")


def test_a_statement_about_another_department_is_corrected(ask):
    said = first_line(ask("火险预警发布由市水务局负责，对吗？"))
    assert said.startswith("不符。市应急局负责火险预警发布")


def test_all_departments_that_lead_are_named(ask):
    said = first_line(ask("步道网络规划由哪几个部门牵头？"))
    assert said.startswith("由国家林草局、国家发展改革委牵头，自然资源部、文化和旅游部、体育总局共同负责")


def test_the_time_in_the_bracket_is_said_where_it_is_asked_for_too(ask):
    said = first_line(ask("步道网络规划由谁牵头，什么时候公布首批名录？"))
    assert "国家林草局" in said
    assert "2023年9月底前公布首批步道名录" in said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("步道质量抽检由谁组织？", "市场监管总局会同有关部门每半年组织一次抽检"),
        ("山地森林步道建设方案由谁组织实施？", "国家林草局负责组织实施本方案"),
        ("步道方案由谁负责解释？", "本方案由国家林草局会同体育总局负责解释"),
        ("步道经济由谁负责？", "各省级人民政府落实"),
    ],
)
def test_the_documents_own_words_say_who_does_what_is_asked(ask, question, said):
    assert said in first_line(ask(question))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("发生游客伤亡要报哪个部门？", "报当地应急管理部门"),
        ("步道管理机构要和谁共享预警信息？", "与气象部门建立预警信息共享机制"),
    ],
)
def test_whom_something_is_reported_to_is_not_who_answers_for_it(ask, question, said):
    assert said in first_line(ask(question))


def test_who_publishes_a_thing_is_not_who_issued_the_document(ask):
    answer = ask("步道质量抽检结果由谁公布？")
    assert "发文机关" not in answer.text
    assert "市场监管总局" in answer.text
