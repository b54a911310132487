"""Two years or two things side by side, in the document's sentences: what was done, what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answer import Answer
from assistant.answerable import is_answerable
from assistant.asks import split_asks
from assistant.composing.draft import Draft, one_line, place
from assistant.library import Library
from assistant.question import Question
from assistant.retrieval import Found


def compose_sides(
    question: Question, library: Library, find: Callable[[Question], Sequence[Found]]
) -> Answer | None:
    """None when fewer than two sides have a sentence of their own."""
    best: dict[int, tuple[Question, Found]] = {}
    for ask in split_asks(question, library):
        one = next((f for f in find(ask) if f.of_year and f.of_place), None)
        if one and is_answerable(ask, library, one):
            best.setdefault(one.sentence.start, (ask, one))
    if len(best) < 2:
        return None
    last = list(best.values())[-1][1]
    draft = Draft(library)
    for ask, one in best.values():
        sentence = one.sentence
        mark = draft.cite_clause(one.clause, sentence.start, sentence.end)
        year = f"{ask.years[0]}年：" if ask.years else ""
        draft.say(
            f"{year}{one_line(library.slice(sentence.document_id, sentence.start, sentence.end))}{mark}"
        )
    draft.say(f"出处：{place(library, last.clause)}")
    return draft.answer()
