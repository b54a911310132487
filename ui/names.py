"""What a document is called, wherever there is room for number and title."""

from __future__ import annotations

from typing import Protocol


class Named(Protocol):
    """A document, or a former version of one."""

    @property
    def number(self) -> str | None: ...
    @property
    def title(self) -> str: ...


def full_name(document: Named) -> str:
    """Number and title; the title alone when it has no number."""
    return f"{document.number or ''} {document.title}".strip()
