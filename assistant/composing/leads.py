"""The article whose own lead-in asks what the question asks: 有下列情形之一的，不予救助：, 应当提交以下材料：.

Such an article answers whole, and before a sentence that merely shares more words with the question: the words of
what it is about stand in its title and headings, not in each of its lines.
"""

from __future__ import annotations

from collections.abc import Collection

from assistant.answer import Answer
from assistant.composing.lists import list_members
from assistant.expected import asks_members, is_of_applied, leads_members, leads_to_asked, what_is_led
from assistant.library import Library
from assistant.question import Kind, Question
from assistant.retrieval import cover
from vectorstore.records import Clause

_KINDS = (Kind.DESCRIBE, Kind.LIST, Kind.DEADLINE)
LEAST_HELD = 0.75  # share of the question's other terms that the lead, its headings and its members must hold


def compose_lead(question: Question, library: Library, within: Collection[str] | None) -> Answer | None:
    """None where the question asks for no such things, or no article leads to them."""
    if question.kind not in _KINDS or question.english or not asks_members(question):
        return None
    ranked = [
        (fit, -clause.ordinal, clause)
        for clause in library.clauses(within)
        if (fit := _fit(question, library, clause)) >= LEAST_HELD
    ]
    return list_members(library, max(ranked, key=lambda one: one[:2])[2]) if ranked else None


def _fit(question: Question, library: Library, clause: Clause) -> float:
    """How well the lead, its place and its members hold what the question is about; 0 where it leads to others."""
    if not leads_members(library, clause):
        return 0.0
    lead = library.folded_clause(clause.document_id, clause.ordinal)
    terms = [term for term in question.terms if not what_is_led(term.word)]
    if not terms or not leads_to_asked(question.text, lead):
        return 0.0
    members = "".join(library.folded_clause(c.document_id, c.ordinal) for c in library.children(clause))
    address = library.folded_address(clause.document_id, clause.ordinal)
    title = library.folded_titles[clause.document_id]
    around = f"{lead}{address}{title}"
    if not is_of_applied(question, library, clause):
        return 0.0
    if any(place not in f"{around}{library.head(clause.document_id)}" for place in question.places):
        return 0.0
    share = cover(terms, f"{around}{members}", "", "", "")[1]
    # Of two that hold as much, the one that says it nearer to the list.
    return share + 0.1 * cover(terms, lead, members, address, title)[0] if share >= LEAST_HELD else 0.0
