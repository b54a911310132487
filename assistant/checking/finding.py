"""What was found out about one claim, before it is told as a `Claim` or a `Check`."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import ClaimKind, Verdict
from assistant.checking.reading import Reading


@dataclass(frozen=True)
class Finding:
    """`start`..`end` lies in the text that was handed in. `evidence` is the statement that decides."""

    kind: ClaimKind
    text: str
    start: int
    end: int
    verdict: Verdict
    expected: str | None = None
    reason: str = ""
    confidence: float = 0.0
    evidence: Reading | None = None
    others: tuple[Reading, ...] = ()
    document_id: str | None = None  # where a document itself is the evidence
