"""Clauses for the model from the library: those of the composed answer first, then what else was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from assistant.answer import Answer, Turn
from assistant.followup import understand_turn
from assistant.generating.evidence import Given, Understood
from assistant.library import Library
from assistant.question import Kind
from assistant.retrieval import Retriever
from assistant.scope import limit_documents
from vectorstore.records import Clause

MOST_FOUND = 8  # clauses beside those of the composed answer
BRANCH_CHARS = 1500  # a clause that is only a heading is given with what stands under it, up to this length

# All other kinds have one right answer: the generated text must give the composed one's figures and names.
_OPEN = frozenset({Kind.DESCRIBE, Kind.LIST, Kind.CHAT})


class LibraryEvidence:
    """Evidence from one snapshot of the catalogue."""

    def __init__(self, library: Library, retriever: Retriever) -> None:
        self._library = library
        self._retriever = retriever

    def understand(self, question: str, history: Sequence[Turn]) -> Understood:
        """How the question is understood in its conversation."""
        asked = understand_turn(question, history, self._library)
        return Understood(
            direct=asked.kind not in _OPEN,
            verdict_first=asked.kind is Kind.CHECK,
            english=asked.english,
            carried=asked.carried,
        )

    def passages(
        self, question: str, history: Sequence[Turn], composed: Answer, within: Collection[str] | None = None
    ) -> list[Given]:
        """Whole clauses of the documents `within` (None: all), numbered from 1, each once: the composed
        answer's, then what else was found."""
        found: dict[tuple[str, int], Given] = {}
        for clause in self._clauses(question, history, composed, within):
            key = (clause.document_id, clause.start)
            if key in found:
                continue
            citation = self._library.cite(clause.document_id, clause.start, self._end(clause))
            if citation.quote:
                date = self._library.document(clause.document_id).date
                found[key] = Given(replace(citation, n=len(found) + 1), date)
        return list(found.values())

    def _clauses(
        self, question: str, history: Sequence[Turn], composed: Answer, within: Collection[str] | None
    ) -> Iterator[Clause]:
        for citation in composed.citations:
            position = citation.start
            while position < citation.end:
                clause = self._library.clause_at(citation.document_id, position)
                yield clause
                position = max(clause.body_end, position + 1)
        asked = understand_turn(question, history, self._library)
        scope = limit_documents(asked, self._library, None if within is None else set(within))
        ranked = self._retriever.find(asked, scope.within)
        keys = dict.fromkeys((one.clause.document_id, one.clause.ordinal) for one in ranked)
        for document_id, ordinal in list(keys)[:MOST_FOUND]:
            yield self._library.clause(document_id, ordinal)

    def _end(self, clause: Clause) -> int:
        heading_only = len(self._library.own_text(clause).strip()) <= len(clause.marker + clause.heading) + 2
        return clause.end if heading_only and clause.end - clause.start <= BRANCH_CHARS else clause.body_end
