"""What must hold for every answer, held over the development questions on the notice (each fourth, single turns).

The line 出处 is the address of a clause, 共N项 a count that the answer makes itself: they need no quote. A year
may stand in a heading above the quote (二、2018年…), which the citation carries as its section, and so does the
number of the part that a list is of (10. …方面，共4项：).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.grounding import numbers
from assistant.library import YEAR
from evals.run import read_items
from evals.score import figures
from policytext.departments import find_departments
from policytext.folding import fold

EVALS = Path(__file__).parents[2] / "evals"
EACH = 4
Asked = list[tuple[str, Answer]]
_MARK = re.compile(r"\[(\d+)\]")
_PART = re.compile(r"^\d+\. ?(?=.*，共\d+项：)")


@pytest.fixture(scope="module")
def asked(assistant: Assistant) -> Asked:
    """Questions with their answers."""
    items = [item for name in ("notice", "voices") for item in read_items(EVALS / f"{name}.jsonl")]
    questions = [item["q"] for item in items if "q" in item][::EACH]
    assert len(questions) > 100
    return [(question, assistant.ask(question)) for question in questions]


@pytest.fixture(scope="module")
def answered(asked: Asked) -> Asked:
    found = [(question, answer) for question, answer in asked if answer.status == "answered"]
    assert len(found) > len(asked) / 2  # the other tests would hold of nothing
    return found


def said(answer: Answer) -> str:
    """What the answer says, without marks and without the address."""
    lines = answer.text.splitlines()
    kept = [_PART.sub("", line) for line in lines if not line.startswith(("出处：", "Source: "))]
    return _MARK.sub(" ", "\n".join(kept))


def all_figures(text: str) -> set[str]:
    """The figures of a text with those at the beginning of its lines, which number a clause."""
    return figures("；" + text.replace("\n", "；"))


def test_every_quote_is_the_slice_of_its_document(asked, library):
    wrong = [
        (question, citation)
        for question, answer in asked
        for citation in (*answer.citations, *answer.nearest)
        if citation.quote != library.document(citation.document_id).text[citation.start : citation.end]
    ]
    assert not wrong


def test_every_figure_stands_in_a_quote(answered):
    for question, answer in answered:
        printed = all_figures("\n".join(citation.quote for citation in answer.citations))
        printed |= {year for c in answer.citations for year in YEAR.findall("；".join(c.section))}
        assert all_figures(said(answer)) <= printed, (question, answer.text)


def test_every_department_stands_in_a_quote(answered):
    for question, answer in answered:
        quotes = fold(" ".join(citation.quote for citation in answer.citations))
        missing = [d.name for d in find_departments(said(answer)) if fold(d.name) not in quotes]
        assert not missing, (question, answer.text)


def test_every_mark_has_its_citation_and_every_answer_one(answered):
    for question, answer in answered:
        marks = {int(mark) for mark in _MARK.findall(answer.text)}
        assert marks, question
        assert marks <= {citation.n for citation in answer.citations}, (question, answer.text)


def test_a_refusal_quotes_nothing_as_an_answer_and_gives_no_figure(asked):
    for question, answer in asked:
        if answer.status == "not_found":
            assert not answer.citations, question
            assert all(figure in fold(question) for figure in figures(answer.text)), (question, answer.text)


def test_every_check_of_an_answer_is_shown_by_a_citation(answered):
    for question, answer in answered:
        unshown = [check for check in answer.checks if check.verdict == "not_found"]
        assert not unshown, (question, unshown)


def test_the_cells_of_a_row_are_numbers_of_their_own():
    assert numbers("南汀市\t1210\t3460") == {"1210", "3460"}
    assert numbers("共有 1 210 人") == {"1210"}
