from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("竹林防火指挥部的总指挥是谁？", "总指挥：何川 市政府副市长。[1]"),
        ("竹林防火指挥部由谁任总指挥？", "总指挥：何川 市政府副市长。[1]"),
        ("竹林防火指挥部的副总指挥是哪两位", "副总指挥：罗一帆 市林草局局长；唐静 市应急局局长。[1]"),
        ("市水务局在竹林防火指挥部的成员是谁", "成员：高原 市水务局副局长。[1]"),
    ],
)
def test_the_line_of_a_post_says_who_holds_it(ask, question, said):
    assert ask(question).text.splitlines()[0] == said


def test_the_quote_is_as_printed(ask):
    (citation,) = ask("竹林防火指挥部的总指挥是谁？").citations
    assert citation.quote == "总 指 挥：何川　　市政府副市长"


def test_a_member_of_a_department_that_the_list_does_not_have_is_not_guessed(ask):
    answer = ask("市司法局在竹林防火指挥部的成员是谁")
    assert answer.status == "not_found"
    assert "市司法局" in answer.text


def test_the_departments_of_a_body_are_listed_whole(ask):
    said = ask("竹林防火联席会议由哪些部门组成？").text
    assert all(name in said for name in ("市林草局", "市应急局", "市公安局", "市气象局"))
