"""The conversation of one visitor: values, and their form in the browser's own storage. No module state."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.answer import Turn
from ui.page.render_answer import Exchange

NAME_CHARS = 24  # of Chinese; other letters are half as wide


@dataclass(frozen=True)
class Conversation:
    """Questions and answers in order. `name` is the first question until the visitor gives another."""

    id: str
    name: str = ""
    exchanges: tuple[Exchange, ...] = field(default=())
    documents: tuple[str, ...] = ()  # the ids of those that are searched; all when there is none

    def with_exchange(self, added: Exchange) -> Conversation:
        """The conversation with one more turn."""
        name = self.name or _beginning(added.question)
        return replace(self, name=name, exchanges=(*self.exchanges, added))

    def holds(self, exchange_id: str) -> bool:
        return any(e.id == exchange_id for e in self.exchanges)

    def turns(self) -> tuple[Turn, ...]:
        """What was said, for the assistant; turns that failed are no part of it."""
        return tuple(
            turn
            for e in self.exchanges
            if e.answer
            for turn in (Turn("user", e.question), Turn("assistant", e.answer.text))
        )


def _beginning(question: str) -> str:
    """As much of the question as names a conversation, never half a word."""
    width = 0
    for at, letter in enumerate(question):
        width += 1 if letter.isascii() else 2
        if width > 2 * NAME_CHARS:
            kept = question[:at]
            inside = letter.isascii() and not letter.isspace() and " " in kept
            return f"{kept.rpartition(' ')[0] if inside else kept.rstrip()}…"
    return question


_FORM = TypeAdapter(Conversation)


def new_conversation() -> Conversation:
    return Conversation(secrets.token_hex(8))


def new_exchange_id() -> str:
    return secrets.token_hex(4)


def to_browser(conversation: Conversation) -> dict[str, Any]:
    """The form that the browser keeps: JSON without surprises."""
    return asdict(conversation)


def from_browser(kept: Mapping[str, Any] | None) -> Conversation:
    """The conversation that the browser kept. What does not fit (an older release) starts anew."""
    try:
        return _FORM.validate_python(kept) if kept else new_conversation()
    except ValidationError:
        return new_conversation()


MOST_KEPT = 60  # a browser keeps a few megabytes for a page


def keep(conversations: Sequence[Conversation]) -> list[dict[str, Any]]:
    """The form of the earlier conversations that the browser keeps; the oldest go when there are too many."""
    return [to_browser(c) for c in conversations[:MOST_KEPT] if c.exchanges]


def from_archive(kept: object) -> list[Conversation]:
    """The earlier conversations that the browser kept, newest first; what does not fit is left out."""
    entries = kept if isinstance(kept, list) else []
    return [c for c in (from_browser(e) for e in entries if isinstance(e, dict)) if c.exchanges]
