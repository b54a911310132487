from __future__ import annotations

import pytest


def test_a_month_that_the_document_prints_is_given_with_its_sentence(ask):
    answer = ask("护理员技能考核几月举行？")
    assert answer.text.startswith("护理员技能考核于每年5月和11月举行")


def test_a_deadline_is_given_with_its_sentence(ask):
    assert "6月底前完成选址" in ask("渔港选址什么时候完成？").text


@pytest.mark.parametrize(
    "question",
    ["会计职称考试几月举行？", "教师资格考试什么时候举行？", "茶农资格考试什么时候报名？"],
)
def test_another_examination_than_the_documents_is_refused(ask, question):
    answer = ask(question)
    assert answer.status == "not_found"
    assert "5月和11月" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "乡村振兴工作要点几月启动？",
        "乡村振兴工作总结什么时候讨论？",
    ],
)
def test_a_title_with_a_year_is_no_date(ask, question):
    """关于…2020年工作总结及2021年工作要点的通知 says nothing of when."""
    answer = ask(question)
    assert answer.status == "not_found"
    assert "工作要点" not in answer.text
