"""A question for a model, and how much its answer may cost."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer, Turn


@dataclass(frozen=True)
class Asked:
    """A question with its conversation, the answer without a model, and the documents that it is limited to
    (None: all)."""

    question: str
    history: tuple[Turn, ...]
    composed: Answer
    documents: frozenset[str] | None = None


@dataclass(frozen=True)
class Limits:
    """`prompt_tokens` for the whole prompt, `reply_chars` for the reply that the reader sees."""

    timeout_s: float = 60.0
    prompt_tokens: int = 6000
    reply_chars: int = 6000
