"""A date or a deadline: the best sentence that gives one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.answerable import is_answerable
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.figure_weights import names_head
from assistant.expected import asks_term, gives_date, gives_term
from assistant.library import Library, Sentence
from assistant.question import Question
from assistant.retrieval import Found, cover
from assistant.terms import held

_AND_AFTER = re.compile(
    r"(?:往后|以后|之后|今后|此后|后面)[^,，。?？]{0,4}每[年季月]|每[年季月][^,，。?？]{0,6}(?:往后|以后)"
)
_EVERY_LATER = re.compile(r"(?:起|此后|以后|之后),?每[年季月]")


def compose_when(question: Question, library: Library, found: Sequence[Found]) -> Answer | None:
    """None when no sentence that fits gives a date."""
    fitting = [f for f in found if f.of_place and f.of_year and not library.is_frame(f.sentence)]
    near = [f for f in fitting if f.score > fitting[0].score - t.OTHER_MARGIN]
    near = terms_first(question, library, near[: t.FIGURE_SENTENCES])
    for one in of_doer_first(question, near):
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
            if following := said_of_after(question, library, one):
                mark = draft.cite_clause(one.clause, following.start, following.end)
                draft.say(f"{one_line(text[following.start : following.end])}{mark}")
            draft.say(f"出处：{place(library, one.clause)}")
            return draft.answer()
    return None


_DOER = re.compile(r"各(?:省|自治区|市|州|县|区|乡镇|地区?|级|部门|单位|高校|学校|院校|医院|企业|机构)")


def of_doer_first(question: Question, near: Sequence[Found]) -> list[Found]:
    """ "各省…何时制定": what the provinces do stands before what a ministry does, where it is the same act."""
    doer = _DOER.search(question.text)
    act = question.terms[-1].word if question.terms else ""
    theirs = [
        one for one in near if doer and doer.group() in one.sentence.folded and held(act, one.sentence.folded)
    ]
    return theirs + [one for one in near if one not in theirs]


def terms_first(question: Question, library: Library, near: Sequence[Found]) -> list[Found]:
    """ "试点期限几年": a sentence that lays down how long it lasts goes before one that merely has a date, where it
    and its headings hold nearly as much of the question."""
    if not near or not asks_term(question):
        return [*near]
    least = near[0].coverage - t.TERM_COVERAGE
    lasting = [one for one in near if one.coverage >= least and gives_term(library, one.sentence)]
    return lasting + [one for one in near if one not in lasting]


def said_of_after(question: Question, library: Library, one: Found) -> Sentence | None:
    """2022年几月底前交，往后每年又是几月: the sentence behind it in its clause that says so for every later year."""
    if not _AND_AFTER.search(question.text):
        return None
    return next(
        (
            other
            for other in library.sentences(one.clause.document_id, one.clause.ordinal)
            if other.start > one.sentence.start
            and _EVERY_LATER.search(other.folded)
            and gives_date(question, library, other)
        ),
        None,
    )


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
