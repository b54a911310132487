"""What an answer that is being written says of itself, in order: tokens, checked sentences, the answer."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer, Citation, Verdict


@dataclass(frozen=True)
class Token:
    """A piece of the model's own words, not yet checked: show it as text, never as markup."""

    text: str


@dataclass(frozen=True)
class SentenceChecked:
    """A complete sentence with its verdict. `supported` and `computed` stay in the answer, with their
    citations; any other verdict is struck out, and `reason` says why."""

    text: str
    verdict: Verdict
    citations: tuple[Citation, ...] = ()
    reason: str = ""

    @property
    def kept(self) -> bool:
        return self.verdict in ("supported", "computed")


@dataclass(frozen=True)
class Done:
    """The whole answer; always the last event."""

    answer: Answer


Event = Token | SentenceChecked | Done
