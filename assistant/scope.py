"""Which documents a question is limited to, and what it asks for that no document has."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.composing.about import meant
from assistant.library import Library
from assistant.question import Kind, Question
from policytext.folding import fold


@dataclass(frozen=True)
class Scope:
    """`within` None means all documents; `missing` says what no document has, "" when nothing is missing."""

    within: set[str] | None
    missing: str = ""


def limit_documents(question: Question, library: Library, within: set[str] | None) -> Scope:
    if question.documents is not None:
        named = set(question.documents)
        within = named if within is None else within & named
    if within is None and question.kind is Kind.ORDINAL:
        document = meant(question, library, None)
        within = {document.id} if document else None
    documents = library.documents(within)
    if question.wants_person:
        return Scope(within, "文件没有写明人员姓名或联系方式。")
    for place in question.places:
        holding = {d.id for d in documents if fold(place) in library.folded_text(d.id)}
        if not holding and (len(question.places) == 1 or question.kind is not Kind.DESCRIBE):
            return Scope(within, f"已收录的文件没有涉及{place}。")
    for year in question.years:
        if not any(str(year) in library.folded_text(d.id) for d in documents):
            return Scope(within, f"已收录的文件没有{year}年的内容。")
    return Scope(within)
