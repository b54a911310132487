"""Check a draft for the command line, and render the result."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Claim
from policytext.errors import PolicyError
from settings import Settings
from ui.build import build_services
from ui.schemas import MAX_CHECK_CHARS, ClaimOut, ClaimsOut, spaced_like_before
from ui.texts import Texts
from vectorstore.records import Document


class TextTooLong(PolicyError):
    """The text is longer than what is checked at once."""


@dataclass(frozen=True)
class Checked:
    """A text with its claims, and the documents that it was held against."""

    text: str
    claims: Sequence[Claim]
    documents: Sequence[Document]
    milliseconds: int


def check_text(settings: Settings, text: str) -> Checked:
    """Raises: TextTooLong, IndexNotBuilt."""
    if len(text) > MAX_CHECK_CHARS:
        raise TextTooLong(f"文字太长：最多 {MAX_CHECK_CHARS} 字，现有 {len(text)} 字。The text is too long.")
    services = build_services(settings)
    words = spaced_like_before(text)
    started = time.perf_counter()
    claims = services.check(words)
    milliseconds = round((time.perf_counter() - started) * 1000)
    return Checked(words, claims, services.documents(), milliseconds)


def rendered(checked: Checked, form: str) -> bytes:
    """The result as `json` (the API's object), `docx` (the sheet to sign) or `table` (lines of text)."""
    if form == "json":
        found = ClaimsOut(
            claims=[ClaimOut.of(claim) for claim in checked.claims], milliseconds=checked.milliseconds
        )
        return (found.model_dump_json(indent=2) + "\n").encode("utf-8", "replace")
    if form == "docx":
        from ui.export.evidence import evidence_docx

        return evidence_docx(checked.text, checked.claims, checked.documents, Texts("zh"))
    lines = (f"{c.verdict}\t{c.text}\t{c.expected or ''}\t{c.reason}" for c in checked.claims)
    return "".join(line + "\n" for line in lines).encode("utf-8", "replace")
