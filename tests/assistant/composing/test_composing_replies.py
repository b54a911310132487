"""A document that is itself questions and replies: the reply is what answers."""

from __future__ import annotations


def test_the_printed_question_is_quoted_with_its_reply(ask):
    answer = ask("海北省医保热线说门诊慢性病的药能一次开多久")
    assert answer.status == "answered"
    assert "十二周" in answer.text


def test_the_reply_ends_where_the_next_question_begins(ask):
    assert "垫付" not in ask("海北省医保热线说门诊慢性病的药能一次开多久").text
