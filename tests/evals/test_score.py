"""The marks of an answer: each is lost for its own reason, and none for another."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from assistant.answer import Answer, Citation
from evals.report import page
from evals.run import QuestionsUnreadable, evaluate, questions, read_items
from evals.score import Question, Row, confusion, figures, fold, marks, table

QUOTE = "力争 2018 年全省城镇新增就业 110 万人"
CITATION = Citation(
    1, "d", "粤财办〔2018〕6号", "通知", "6号.txt", ("二、任务", "24. 就业"), QUOTE, 0, len(QUOTE)
)
ANSWER = Answer("answered", "110万人[1]", (CITATION,))
QUESTION = Question(
    "a", "fig18", "2018年城镇新增就业目标？", (("110万",),), (), ("新增就业110万人",), "粤财办[2018]6号"
)
SHARED = Path(__file__).parents[2].parent / "shared" / "questions"


def test_a_good_answer_has_all_marks() -> None:
    given = marks(QUESTION, ANSWER, corpus=fold(f"前文{QUOTE}后文"))
    assert given == {"right": 1, "cited": 1, "grounded": 1, "verbatim": 1}


@pytest.mark.parametrize(
    ("lost", "question", "answer"),
    [
        ("right", QUESTION, replace(ANSWER, status="not_found")),
        ("right", replace(QUESTION, forbidden=("110万人",)), ANSWER),
        ("right", replace(QUESTION, groups=(("110万",), ("省人社厅", "省人力资源社会保障厅"))), ANSWER),
        ("right", QUESTION, replace(ANSWER, text="110万人[1]" + "长" * 300)),
        ("cited", QUESTION, replace(ANSWER, citations=(replace(CITATION, quote="110 万人，新增就业 2018"),))),
        ("cited", replace(QUESTION, document="国发〔2017〕9号"), ANSWER),
        ("cited", QUESTION, replace(ANSWER, citations=(CITATION,) * 13)),
        ("grounded", QUESTION, replace(ANSWER, text="110万人[1]，增长3.5%")),
    ],
)
def test_each_mark_is_lost_for_its_own_reason(lost: str, question: Question, answer: Answer) -> None:
    given = marks(question, answer)
    assert [name for name, value in given.items() if value == 0] == [lost]


def test_a_quote_that_is_not_in_the_corpus_is_not_verbatim() -> None:
    assert marks(QUESTION, ANSWER, corpus=fold("另一份文件"))["verbatim"] == 0


def test_a_document_without_a_number_is_known_by_its_words() -> None:
    question = replace(QUESTION, document="a07")
    assert marks(question, ANSWER, source=fold(f"前文{QUOTE}后文"))["cited"] == 1
    assert marks(question, ANSWER, source=fold("另一份文件"))["cited"] == 0


def test_a_question_without_an_answer_must_be_refused() -> None:
    question = Question("n", "none", "2035年目标？", forbidden=("110",), refuse=True)
    refusal = Answer("not_found", "文件没有写明2035年的目标。")
    assert marks(question, refusal) == {"right": 1}
    assert marks(question, ANSWER) == {"right": 0}
    assert marks(question, replace(refusal, text="没有，但2018年为110万人")) == {"right": 0}


def test_an_error_is_a_wrong_answer_and_stops_nothing(tmp_path: Path) -> None:
    class Failing:
        def ask(self, question: str, *_: object) -> Answer:
            raise RuntimeError("broken")

    file = tmp_path / "q.jsonl"
    lines = [json.dumps({"id": i, "type": "fig18", "q": "目标？", "all": [["1"]]}) for i in ("a", "b")]
    file.write_text("\n".join(lines), encoding="utf-8")
    rows = evaluate([file], Failing())
    assert [row.status for row in rows] == ["error", "error"] and all("right" in row.lost for row in rows)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,200万元，增长3.5%[1]", {"1200", "3.5"}),
        ("1. 甲\n2. 乙", set()),
        ("共 34 项任务[2,3]【4】", set()),
        ("２０１８年", {"2018"}),
    ],
)
def test_figures_are_found_without_marks_and_numbering(text: str, found: set[str]) -> None:
    assert figures(text) == found


def test_turns_are_asked_with_what_was_said_before(tmp_path: Path) -> None:
    heard: list[Any] = []

    class Listening:
        def ask(self, question: str, history: Any = (), documents: Any = None, model: Any = None) -> Answer:
            heard.append([turn.content for turn in history])
            return ANSWER

    file = tmp_path / "q.jsonl"
    item = {"id": "m", "type": "multi", "doc": "x", "turns": [{"q": "甲？"}, {"q": "乙？", "refuse": True}]}
    file.write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    rows = evaluate([file], Listening())
    assert heard == [[], ["甲？", ANSWER.text]]
    assert [(r.question.id, r.question.refuse, r.question.document) for r in rows] == [
        ("m.1", False, "x"),
        ("m.2", True, "x"),
    ]


def test_the_table_and_the_matrix_count_every_row() -> None:
    refused = Row(replace(QUESTION, refuse=True), Answer("not_found", "没有"), 0.1, {"right": 1.0})
    rows = [Row(QUESTION, ANSWER, 0.05, marks(QUESTION, ANSWER)), refused]
    assert table(rows).splitlines()[-1].split()[:3] == ["ALL", "2", "1.000"]
    assert [line.split()[-3:] for line in confusion(rows).splitlines()[1:]] == [
        ["1", "0", "0"],
        ["0", "1", "0"],
    ]


def test_the_report_shows_markup_as_text() -> None:
    row = Row(replace(QUESTION, text="<script>"), replace(ANSWER, text="<b>"), 0.1, {"right": 0.0})
    assert "<script>" not in page([row]) and "&lt;script&gt;" in page([row])


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": "a", "type": "x", "turns": [{}]}'])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(QuestionsUnreadable, match="第 2 行"):
        read_items(file)


def shared_score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="the other scorer is not here")
def test_the_marks_are_those_of_the_scorer_that_asks_a_server() -> None:
    """Held against each other on every question, with answers that are right, empty, and another item's."""
    other = shared_score()
    corpus = fold(QUOTE)
    for file in sorted((Path(__file__).parents[2] / "evals").glob("*.jsonl")):
        if "retrieval" in file.name:
            continue
        for item in read_items(file):
            for question, turn in zip(questions(item), item.get("turns") or [item], strict=True):
                merged = {"refuse": False, **{k: item[k] for k in ("refuse", "doc") if k in item}, **turn}
                said = "、".join(group[0] for group in question.groups) or "没有"
                quoted = tuple(replace(CITATION, n=n, quote=e) for n, e in enumerate(question.evidence, 1))
                for answer in (ANSWER, Answer("not_found", "没有"), Answer("answered", said, quoted)):
                    reply = {**asdict(answer), "answer": answer.text}
                    if question.refuse or answer.citations:
                        theirs = other.mark(merged, item["type"], turn["q"], reply, corpus)
                        assert marks(question, answer, corpus=corpus) == theirs, (question, answer)
