"""Which documents a question is limited to, and what it asks for that no document has."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.composing.about import meant
from assistant.library import Library
from assistant.missing import PERSON, Missing, no_place, no_year
from assistant.question import Kind, Question, is_told_at_length
from policytext.folding import fold


@dataclass(frozen=True)
class Scope:
    """`within` None means all documents; `missing` says what no document has; `visible` are the documents that
    the asker may see at all, of which the question may name some."""

    within: set[str] | None
    missing: Missing | None = None
    visible: set[str] | None = None


def limit_documents(question: Question, library: Library, visible: set[str] | None) -> Scope:
    within = visible
    if question.documents is not None:
        named = set(question.documents)
        within = named if within is None else within & named
    if within is None and question.kind is Kind.ORDINAL:
        document = meant(question, library, None)
        within = {document.id} if document else None
    documents = library.documents(within)
    if question.wants_person:
        return Scope(within, PERSON, visible)
    for place in question.places:
        holding = {d.id for d in documents if fold(place) in library.folded_text(d.id)}
        any_will_do = question.kind is Kind.DESCRIBE or is_told_at_length(question.text)
        if not holding and (len(question.places) == 1 or not any_will_do):
            return Scope(within, no_place(place), visible)
    for year in question.years:
        if not any(str(year) in library.folded_text(d.id) for d in documents):
            return Scope(within, no_year(year), visible)
    return Scope(within, visible=visible)
