"""A date or a deadline: the best sentence that gives one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.answerable import is_answerable
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.figure_weights import names_head
from assistant.expected import gives_date
from assistant.library import Library
from assistant.question import Question
from assistant.retrieval import Found, cover


def compose_when(question: Question, library: Library, found: Sequence[Found]) -> Answer | None:
    """None when no sentence that fits gives a date."""
    fitting = [f for f in found if f.of_place and f.of_year and not library.is_frame(f.sentence)]
    near = [f for f in fitting if f.score > fitting[0].score - t.OTHER_MARGIN]
    for one in near[: t.FIGURE_SENTENCES]:
        sentence = one.sentence
        if not gives_date(question, library, sentence):
            continue
        around = "|".join(
            (
                library.folded_clause(one.clause.document_id, one.clause.ordinal),
                library.folded_address(one.clause.document_id, one.clause.ordinal),
                library.folded_titles[one.clause.document_id],
            )
        )
        if (
            speaks_of_it(question, library, one)
            and names_head(question.terms, around)
            and is_answerable(question, library, one)
        ):
            text = library.document(sentence.document_id).text
            draft = Draft(library)
            mark = draft.cite_clause(one.clause, sentence.start, sentence.end)
            draft.say(f"{one_line(text[sentence.start : sentence.end])}{mark}")
            draft.say(f"出处：{place(library, one.clause)}")
            return draft.answer()
    return None


def speaks_of_it(question: Question, library: Library, one: Found) -> bool:
    """Does the clause itself hold enough of the question? What only the title holds, every date of a document has."""
    clause = library.folded_clause(one.clause.document_id, one.clause.ordinal)
    address = library.folded_address(one.clause.document_id, one.clause.ordinal)
    held = cover(question.terms, one.sentence.folded, clause, address, "")[0]
    event = question.terms[-1] if question.terms else None  # 启动: what came to pass at the date
    of_other = (
        event and event.weight >= t.RARE and event.word in one.missing and library.frequency(event.word)
    )
    return not question.terms or held >= (t.LEAST_HELD_WHEN_OTHER if of_other else t.LEAST_HELD_WHEN)
