"""The text of a passage that is embedded, and the key under which its vector is kept."""

from __future__ import annotations

import hashlib

from vectorstore.records import Passage

# Part of the index's fingerprint: change it with `embedded_text`.
EMBEDDED_TEXT_FORM = "context-line-1"


def embedded_text(passage: Passage) -> str:
    """The context on a line of its own, then the words of the document."""
    return f"{passage.context}\n{passage.text}" if passage.context else passage.text


def embedded_key(passage: Passage) -> bytes:
    """SHA-256 of the embedded text; with the model's fingerprint it names one vector for ever."""
    return hashlib.sha256(embedded_text(passage).encode()).digest()
