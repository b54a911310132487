"""Further passages of the answering document, cited to read on.

A question told at length is often answered by the sentence next to the one that ranks first, and its second half
by another clause. What stands near the top is cited beside the answer; nothing of it is said in the answer's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft
from assistant.library import Library
from assistant.retrieval import Found


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
