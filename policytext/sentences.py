"""Split text into sentences and statements. Spans cover everything, in order, without gaps."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)》]*|\n+")
_STATEMENT_END = re.compile(r"[。！？!?；;]+[”’」』）)》]*|\n+")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of sentences within `start`..`end`; each ends behind 。！？ or a line break."""
    return _split(_SENTENCE_END, text, start, len(text) if end is None else end)


def split_statements(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Like `split_sentences`, and ends at ；as well."""
    return _split(_STATEMENT_END, text, start, len(text) if end is None else end)


def _split(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    position = start
    for match in pattern.finditer(text, start, end):
        spans.append((position, match.end()))
        position = match.end()
    if position < end:
        spans.append((position, end))
    return spans
