"""The values of an answer: what the API returns and what the page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

ClaimKind = Literal["figure", "department", "date", "document"]
Verdict = Literal["supported", "contradicted", "different", "computed", "not_found"]
Status = Literal["answered", "not_found"]
Mode = Literal["composed", "generated"]

_MARK = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True)
class Turn:
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True)
class Citation:
    """Where words stand: `quote` is always the slice `start`..`end` of the document's canonical text."""

    n: int
    document_id: str
    document_number: str | None
    title: str
    source: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True)
class Check:
    """One figure, department, date or document of an answer, and the citation (its n) that shows it."""

    kind: ClaimKind
    text: str
    verdict: Verdict
    citation: int | None = None
    expected: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Claim:
    """One figure, department, date or document of a text that was handed in, with its verdict.
    `start`..`end` is its place in that text; `confidence` lies in [0, 1]."""

    kind: ClaimKind
    text: str
    start: int
    end: int
    verdict: Verdict
    expected: str | None = None
    reason: str = ""
    confidence: float = 0.0
    citation: Citation | None = None
    others: tuple[Citation, ...] = ()  # other documents that say something else


@dataclass(frozen=True)
class Answer:
    """`text` carries [n] marks that point into `citations`. `nearest` are the nearest clauses of a refusal."""

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    checks: tuple[Check, ...] = ()
    nearest: tuple[Citation, ...] = ()
    mode: Mode = "composed"
    model: str | None = None
    milliseconds: int = 0
    notes: tuple[str, ...] = ()  # what was carried over from the turn before, a document no longer in force …
    suggestions: tuple[str, ...] = ()  # follow-up questions

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The citations that the text or a check points to: what the answer rests on."""
        marked = {int(n) for n in _MARK.findall(self.text)} | {check.citation for check in self.checks}
        return tuple(one for one in self.citations if one.n in marked) or self.citations

    @property
    def further(self) -> tuple[Citation, ...]:
        """The other ones, of clauses that fit nearly as well: to read on, not what the answer rests on."""
        basis = self.basis
        return tuple(one for one in self.citations if one not in basis)
