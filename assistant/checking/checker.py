"""Check a text against the documents, and the sentences of an answer against their quotes: one mechanism.

1. Read the text into statements with their figures, dates, departments, document numbers and titles.
2. For each find the statement of the documents that speaks of the same thing (`pool`, `matching`).
3. Decide (`figures`, `departments`, `dates`, `documents`), and tell the words that decide as a citation.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.answer import Check, Citation, Claim
from assistant.checking.dates import check_dates
from assistant.checking.departments import check_departments
from assistant.checking.documents import check_documents
from assistant.checking.figures import check_figures
from assistant.checking.finding import Finding
from assistant.checking.negation import turned_round
from assistant.checking.obligations import check_acts, check_obligations
from assistant.checking.pool import Pool, pool_of_citations, pool_of_library
from assistant.checking.reading import Reading, read_draft
from assistant.library import Library


class Checker:
    """Checks against one snapshot of the library. Thread-safe; what it needs is made at the first check."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._quoted = lru_cache(maxsize=512)(self._pool_of)

    def check(self, text: str, documents: Collection[str] | None = None) -> tuple[Claim, ...]:
        """A verdict for every claim of `text`, in order."""
        pool = self._whole()
        within = set(documents) if documents is not None else None
        found: list[Finding] = []
        for reading in read_draft(text):
            found += check_statement(reading, pool, within)
        return tuple(self._claim(f) for f in sorted(found, key=lambda f: (f.start, f.end)))

    def verify(self, sentence: str, citations: Sequence[Citation], question: str = "") -> tuple[Check, ...]:
        """A check for every claim of one sentence of an answer, held against the quotes it cites and nothing else."""
        pool = self._quoted(tuple(citations))
        found: list[Finding] = []
        for reading in read_draft(sentence, before=question):
            found += check_statement(reading, pool, None, strict=True)
            turned = turned_round(reading, pool)
            found += [turned] if turned else []
        return tuple(_check(f) for f in sorted(found, key=lambda f: (f.start, f.end)))

    def _pool_of(self, citations: tuple[Citation, ...]) -> Pool:
        return pool_of_citations(citations, self._library)

    def _whole(self) -> Pool:
        with self._lock:
            if self._pool is None:
                self._pool = pool_of_library(self._library)
            return self._pool

    def _claim(self, finding: Finding) -> Claim:
        return Claim(
            finding.kind, finding.text, finding.start, finding.end, finding.verdict, finding.expected,
            finding.reason, finding.confidence, self._cite(finding.evidence, finding.document_id),
            tuple(c for r in finding.others if (c := self._cite(r, None))),
        )  # fmt: skip

    def _cite(self, reading: Reading | None, document_id: str | None) -> Citation | None:
        if reading is not None:
            return self._library.cite(reading.document_id, reading.start, reading.end, 1)
        if document_id is None:
            return None
        document = self._library.document(document_id)
        printed = document.number or document.title
        place = max(0, document.text.find(printed))
        return self._library.cite(document_id, place, place + len(printed), 1)


def check_statement(
    reading: Reading, pool: Pool, within: Collection[str] | None, strict: bool = False
) -> list[Finding]:
    """Findings for everything in one statement that can be checked."""
    found = check_figures(reading, pool, within, strict)
    found += check_departments(reading, pool, within, strict)
    found += check_dates(reading, pool, within, strict)
    found += check_documents(reading, pool, within, strict)
    if strict:
        return found
    if not found:
        return check_obligations(reading, pool, within)
    # Who answers for a clause is not who pays for what it speaks of, nor who may do what it forbids.
    only_who = all(f.kind == "department" for f in found)
    done = check_acts(reading, pool, within) if only_who else None
    return [done] if done else found


def _check(finding: Finding) -> Check:
    source = finding.evidence.document_id if finding.evidence else finding.document_id
    number = int(source) if source else None
    return Check(finding.kind, finding.text, finding.verdict, number, finding.expected, finding.reason)
