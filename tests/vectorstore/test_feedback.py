"""Feedback: what is written down, and the questions that come of it."""

from __future__ import annotations

import json
from pathlib import Path

from vectorstore.connections import Connections
from vectorstore.feedback import Feedback, FeedbackBook, evals_lines

RIGHT = Feedback(
    "由谁负责？",
    "由省民政厅负责。[1]",
    "answered",
    "right",
    before=("加强最低生活保障是什么？",),
    shown=("省民政厅",),
    quotes=("（负责部门：省民政厅）",),
    number="粤财办〔2018〕6号",
)
WRONG = Feedback("目标是多少？", "110万人。[1]", "answered", "wrong", "应为120万人")
REFUSED = Feedback("2030年呢？", "没有写明。", "not_found", "right")


def test_feedback_comes_back_as_it_was_given(tmp_path: Path):
    book = FeedbackBook(Connections(tmp_path / "catalogue.sqlite3", writable=True))
    for one in (RIGHT, WRONG, REFUSED):
        book.add(one)
    kept = book.all()
    assert [(k.question, k.opinion, k.comment, k.before) for k in kept] == [
        (f.question, f.opinion, f.comment, f.before) for f in (RIGHT, WRONG, REFUSED)
    ]
    assert all(k.at for k in kept)


def test_right_answer_becomes_a_question_with_what_must_be_in_it():
    item = json.loads(evals_lines([RIGHT])[0])
    assert item["doc"] == "粤财办〔2018〕6号"
    assert item["turns"][-1] == {"q": "由谁负责？", "all": [["省民政厅"]], "ev": ["（负责部门：省民政厅）"]}
    assert item["turns"][0] == {"q": "加强最低生活保障是什么？"}


def test_right_refusal_becomes_a_question_to_refuse():
    assert json.loads(evals_lines([REFUSED])[0])["refuse"] is True


def test_wrong_answer_carries_the_readers_words_and_asks_for_nothing():
    item = json.loads(evals_lines([WRONG])[0])
    assert item["comment"] == "应为120万人"
    assert "all" not in item and "ev" not in item
