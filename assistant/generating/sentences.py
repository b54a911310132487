"""Cut a reply into sentences while it arrives, and keep what is no part of the answer out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_SENTENCE = 800  # characters; what is longer has no end that could be checked, and is cut there
_MARKS = r"(?:[ \t]*(?:\[\^?\d{1,4}(?:[,，、\s]+\d{1,4})*\]|【\d{1,4}】))*"
# A question mark inside an address ends nothing: the half-width ones need Chinese or a space behind them.
_STOP = r"(?:[。！？]+|[!?]+(?=[\s\u4e00-\u9fff\[【”’」』）)》\"]|$))+"
_END = re.compile(r"(?:" + _STOP + r"[”’」』）)》\"]*" + _MARKS + r"[ \t]*|" + r"\n\s*)")
_OPEN_MARK = re.compile(r"[ \t]*(?:[\[【][\^\d,，、\s]{0,12})?$")


class SentenceStream:
    """Feed it pieces as they come; it gives back each sentence once it is certainly complete.

    A sentence is complete when the words behind it have begun: closing quotes and marks like [1] belong to
    the sentence before them, and may still be on their way.
    """

    def __init__(self) -> None:
        self._waiting = ""
        self._seen = 0  # characters of `_waiting` that hold no end of a sentence

    def feed(self, piece: str) -> Iterator[str]:
        """The sentences that `piece` completes."""
        self._waiting += piece
        while found := _END.search(self._waiting, self._seen):
            rest = self._waiting[found.end() :]
            if "\n" not in found.group() and (not rest or _OPEN_MARK.match(rest)):
                break
            yield from self._cut(found.end())
        while len(self._waiting) > LONGEST_SENTENCE:
            yield from self._cut(LONGEST_SENTENCE)
        if "[" not in self._waiting[-16:]:
            last_end = _END.search(self._waiting, self._seen)
            self._seen = last_end.start() if last_end else max(0, len(self._waiting) - 1)

    def flush(self) -> Iterator[str]:
        """What is left when the reply has ended."""
        if self._waiting.strip():
            yield self._waiting
        self._waiting, self._seen = "", 0

    def _cut(self, end: int) -> Iterator[str]:
        sentence, self._waiting, self._seen = self._waiting[:end], self._waiting[end:], 0
        if sentence.strip():
            yield sentence


class Thinking:
    """Drops what a reasoning model says to itself between <think> and </think>, also across pieces."""

    OPEN, CLOSE = "<think>", "</think>"

    def __init__(self) -> None:
        self._inside = False
        self._waiting = ""

    def feed(self, piece: str) -> str:
        """The part of what has come so far that is meant for the reader."""
        self._waiting += piece
        spoken = []
        while True:
            tag = self.CLOSE if self._inside else self.OPEN
            before, found, after = self._waiting.partition(tag)
            if not found:
                break
            if not self._inside:
                spoken.append(before)
            self._inside = not self._inside
            self._waiting = after
        kept = _beginning_of(tag, self._waiting)
        if not self._inside:
            spoken.append(self._waiting[: len(self._waiting) - kept])
        self._waiting = self._waiting[len(self._waiting) - kept :] if kept else ""
        return "".join(spoken)

    def flush(self) -> str:
        """A tag that was begun and never finished was no tag."""
        rest, self._waiting = ("" if self._inside else self._waiting), ""
        return rest


def _beginning_of(tag: str, text: str) -> int:
    """How many characters at the end of `text` may be the beginning of `tag`."""
    return next((n for n in range(min(len(tag) - 1, len(text)), 0, -1) if text.endswith(tag[:n])), 0)
