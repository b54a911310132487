"""Into how many grades or classes a thing is divided: the sentence that says so, with what is said of each below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.lists import list_members, members_of
from assistant.library import Library
from assistant.question import Kind, Question
from assistant.retrieval import Found, cover

_CLASS = r"(?:等级|级别|等次|类别|类型|级|类|档|种|等|型|阶段|层次|批)"
_ASKED = re.compile(
    rf"(?:分|划分|区分)(?:为|成|了|作)*(?:几|哪几|哪些|多少|哪)个?大?(?P<class>{_CLASS})|"
    rf"(?:有|是|设)(?:几|哪几|多少)个?大?(?P<has>等级|级别|等次|级|档)(?!医|公|建)"
)
_INTO = r"(?:分|划分|区分|划)(?:为|成)"
_NUMBER = r"[一两二三四五六七八九十\d]+个?大?"
# Its words in a question say nothing of what is divided.
_OF_DIVISION = re.compile(rf"分为?|分成|划分|区分|\s*{_CLASS}")
LEAST_HELD = 0.8  # share of the thing's name that the sentence, its clause, headings and title must hold


def compose_division(question: Question, library: Library, found: Sequence[Found]) -> Answer | None:
    """None when nothing of the kind is asked, or none of the sentences found divides what is asked of."""
    asked = _ASKED.search(question.text)
    if not asked or question.english or question.kind is Kind.CHECK:
        return None
    divides = re.compile(rf"{_INTO}[^。;]{{0,80}}?(?:{_NUMBER}{_kind(asked)}|(?:{_kind(asked)}[^。;]*){{2}})")
    best = next(
        (
            one
            for one in found[: t.LABELS_LOOKED_AT]
            if one.of_year
            and one.of_place
            and divides.search(one.sentence.folded)
            and _of_it(question, library, one)
        ),
        None,
    )
    if best is None:
        return None
    sentence = best.sentence
    if len(members_of(library, best.clause)) > 1 and library.ends(best.clause, sentence.end):
        return list_members(library, best.clause, (sentence.start, sentence.end))
    draft = Draft(library)
    mark = draft.cite_clause(best.clause, sentence.start, sentence.end)
    draft.say(f"{one_line(library.slice(sentence.document_id, sentence.start, sentence.end))}{mark}")
    draft.say(f"出处：{place(library, best.clause)}")
    return draft.answer()


def _kind(asked: re.Match[str]) -> str:
    """The words of documents for the class that is asked for: 级 is printed as 等级 too."""
    word = asked["class"] or asked["has"]
    return r"(?:等级|级别|级)" if "级" in word else r"(?:类别|类型|类)" if "类" in word else word


def _of_it(question: Question, library: Library, one: Found) -> bool:
    """Is it the thing asked of that the sentence divides, and not another of its document? The best sentence of all
    may say it in other words (救灾响应 for 救助响应)."""
    if one.lead > 0 and one.coverage >= t.LEAST_COVERAGE:
        return True
    terms = [term for term in question.terms if not _OF_DIVISION.fullmatch(term.word)]
    address = library.folded_address(one.clause.document_id, one.clause.ordinal)
    title = library.folded_titles[one.clause.document_id]
    around = f"{one.sentence.folded}{address}{title}"
    own = cover(terms, one.sentence.folded, "", "", "")[1]
    return bool(terms) and cover(terms, around, "", "", "")[1] >= LEAST_HELD and own >= t.LEAST_OWN
