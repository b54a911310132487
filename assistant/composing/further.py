"""Further passages of the answering document, cited to read on.

A question told at length is often answered by the sentence next to the one that ranks first, and its second half
by another clause. What stands near the top is cited beside the answer; nothing of it is said in the answer's words.
A look-up is answered by one clause; another one that says the same of the same thing is cited beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft
from assistant.grounding import numbers
from assistant.library import Library
from assistant.retrieval import Found
from policytext.departments import find_departments

PLACE = "出处："


def with_further(answer: Answer, library: Library, found: Sequence[Found]) -> Answer:
    """The answer with the best clauses of its document that it does not cite yet, behind its own citations."""
    if not answer.citations or "\n- " in answer.text:  # a list is whole
        return answer
    document_id = answer.citations[0].document_id
    draft = Draft(library)
    draft.citations = list(answer.citations)
    near = [one for one in found if one.sentence.document_id == document_id]
    for one in near:
        if len(draft.citations) >= t.FURTHER_CITATIONS or one.score < near[0].score - t.FURTHER_MARGIN:
            break
        if not library.is_frame(one.sentence):
            draft.cite_clause(one.clause, one.sentence.start, one.sentence.end)
    return replace(answer, citations=tuple(draft.citations))


def with_same_elsewhere(answer: Answer, library: Library, found: Sequence[Found]) -> Answer:
    """The answer with the clauses, of other documents too, that speak of the same and give all its
    figures, or name all its departments where it has no figure."""
    known = {one.document_id for one in answer.citations}
    best = max((one.score for one in found if one.clause.document_id in known), default=0.0)
    said = [line for line in answer.text.split("\n") if not line.startswith(PLACE)]
    figures, names = numbers("\n".join(said)), {d.name for line in said for d in find_departments(line)}
    draft = Draft(library)
    draft.citations = list(answer.citations)
    most = len(answer.citations) + t.SAME_ELSEWHERE
    near = (one for one in found if one.score >= best - t.SAME_MARGIN and one.of_year and one.of_place)
    for one in near:
        sentence = library.slice(one.clause.document_id, one.sentence.start, one.sentence.end)
        if len(draft.citations) < most and (
            figures <= numbers(sentence) if figures else names_all(library, one, names)
        ):
            draft.cite_clause(one.clause, one.sentence.start, one.sentence.end)
    return replace(answer, citations=tuple(draft.citations))


def names_all(library: Library, one: Found, names: Collection[str]) -> bool:
    """Does the clause, whose bracket says who does it, name every one of them?"""
    words = library.own_text(one.clause)
    return bool(names) and all(name in words for name in names)
