"""What the model is given to answer from, and what of the question matters for checking its answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer, Citation, Turn


@dataclass(frozen=True)
class Given:
    """A passage for the prompt: the citation of a whole clause, and the date of its document (ISO)."""

    citation: Citation
    date: str | None = None


@dataclass(frozen=True)
class Understood:
    """What of the question matters here. `carried` is what the code took over from the turns before."""

    direct: bool = False  # one direct answer: who, how much, when
    verdict_first: bool = False  # is this right?
    english: bool = False
    carried: str | None = None


class Evidence(Protocol):
    """Where questions are understood and clauses come from."""

    def understand(self, question: str, history: Sequence[Turn]) -> Understood: ...

    def passages(
        self, question: str, history: Sequence[Turn], composed: Answer, within: Collection[str] | None
    ) -> Sequence[Given]: ...
