"""A passage that a search has found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """`score` is higher for better; its scale is the search's own."""

    passage_id: str
    score: float
