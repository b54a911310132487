"""Who holds a post (召集人, 总指挥), and which departments a body is made of (由…组成).

The documents answer only where a line begins with the post that is asked for: 副总指挥 is no 总指挥, and the
member of a department that the list does not have is not guessed from the others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.answerable import is_answerable
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.refusal import refuse
from assistant.library import Library
from assistant.missing import not_listed
from assistant.question import Kind, Question
from assistant.retrieval import Found, cover
from policytext.departments import find_departments, resolve_department
from policytext.posts import POST, PostLine
from vectorstore.records import Clause

_ASKS_PERSON = re.compile(r"谁|哪[几一两二三四五\d]?[位个名]|什么人|哪些人|名单|叫什么")
_ASKS_BODIES = re.compile(
    r"由哪.{0,8}组成|(?:成员|组成)(?:单位|部门)(?!.{0,12}(?:职责|负责|分工))|"
    r"(?:拉|加入|参加|纳入|吸收).{0,6}哪.{0,3}(?:单位|部门)|哪.{0,3}(?:单位|部门).{0,4}(?:进来|加入|参加|组成)"
)
_MADE_OF = re.compile(
    r"由[^。;]{0,200}、[^。;]{0,200}组成|(?:成员单位|组成单位)(?:为|包括|有|:)[^。]{0,200}、"
)
LEAST_CONTEXT = 0.5  # share of the other words that the place of a post must hold


@dataclass(frozen=True)
class _Held:
    line: PostLine
    clause: Clause
    fit: float


def compose_post(
    question: Question, library: Library, within: Collection[str] | None, found: Sequence[Found]
) -> Answer | None:
    """None when it asks for no post, or no line is labelled with it where the question looks for it."""
    posts = [match.group() for match in POST.finditer(re.sub(r"成员(?:单位|部门)", "", question.text))]
    if not posts or question.kind is Kind.CHECK or not _ASKS_PERSON.search(question.text):
        return None
    lines = [best for post in dict.fromkeys(posts) if (best := _best(question, library, within, post))]
    if not lines:
        return None
    draft = Draft(library)
    for one in lines:
        document_id, text = one.clause.document_id, library.document(one.clause.document_id).text
        entries = [text[a:b] for a, b in one.line.entries]
        if question.departments:
            entries = [entry for entry in entries if _of_department(question, entry)]
            if not entries:
                return refuse(question, library, found, not_listed(question.departments, one.line.post))
        mark = draft.cite(document_id, one.line.start, one.line.entries[-1][1])
        draft.say(f"{one.line.post}：{'；'.join(' '.join(entry.split()) for entry in entries)}。{mark}")
    draft.say(f"出处：{place(library, lines[0].clause)}")
    return draft.answer()


def _best(question: Question, library: Library, within: Collection[str] | None, post: str) -> _Held | None:
    """The line of the post whose heading, document or neighbourhood fits the other words of the question."""
    terms = [term for term in question.terms if not POST.fullmatch(term.word)]
    held: list[_Held] = []
    for document_id, line in library.posts:
        if line.post != post or (within is not None and document_id not in within):
            continue
        clause = library.clause_at(document_id, line.start)
        heading = library.folded_address(document_id, clause.ordinal)
        around = f"{heading}{library.folded_titles[document_id]}"
        fit = cover(terms, heading, around, around, around)[0] if terms else 1.0
        held.append(_Held(line, clause, fit))
    best = max(held, key=lambda one: one.fit, default=None)
    return best if best is not None and best.fit >= LEAST_CONTEXT else None


def _of_department(question: Question, entry: str) -> bool:
    # A name of two characters must not become the place of the department behind it.
    named = [mention.name for words in entry.split() for mention in find_departments(words)]
    return any(resolve_department(asked, named) for asked in question.departments)


def compose_bodies(question: Question, library: Library, found: Sequence[Found]) -> Answer | None:
    """The sentence that lists the members, whole; None when none of the best found does."""
    if question.kind is Kind.CHECK or question.english or not _ASKS_BODIES.search(question.text):
        return None
    listing = [one for one in found[: t.LABELS_LOOKED_AT] if _MADE_OF.search(one.sentence.folded)]
    best = next((one for one in listing if one.of_place and is_answerable(question, library, one)), None)
    if best is None:
        return None
    draft = Draft(library)
    sentence = best.sentence
    mark = draft.cite_clause(best.clause, sentence.start, sentence.end)
    draft.say(f"{one_line(library.slice(sentence.document_id, sentence.start, sentence.end))}{mark}")
    draft.say(f"出处：{place(library, best.clause)}")
    return draft.answer()
