"""Fold text for searching and comparing: what a reader takes for the same becomes the same.

White space and emphasis marks go, full-width forms become half width, traditional characters simplified ones,
brackets of one kind one form. The canonical text is never folded: quotes are slices of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import opencc

_DROPPED = frozenset("*_`\u200b\ufeff\u00ad")
_UNIFIED = str.maketrans(
    {"〔": "[", "〕": "]", "【": "[", "】": "]", "–": "-", "—": "-", "―": "-", "－": "-", "～": "~", "∶": ":"}
)
# Ⅱ级响应 and II类水 are asked for as 二级 and 二类.
_ROMAN = re.compile(r"(?<![A-Za-zⅠ-Ⅹ])(?:[Ⅰ-Ⅹ]|I{1,3}|IV|VI{0,3}|IX|X)(?=[级类型])")
_ROMAN_VALUES = dict(
    zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), "一二三四五六七八九十", strict=True)
)


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@dataclass(frozen=True)
class Folded:
    """`offsets[i]` is the place in the original of character i of `text`; one more than `text` is long."""

    text: str
    offsets: tuple[int, ...]


def fold_with_offsets(text: str) -> Folded:
    """Fold `text` and keep where every character came from."""
    folded: list[str] = []
    offsets: list[int] = []
    for place, character in _characters(_simplified(text)):
        for form in unicodedata.normalize("NFKC", character).translate(_UNIFIED).lower():
            if not form.isspace() and form not in _DROPPED:
                folded.append(form)
                offsets.append(place)
    return Folded("".join(folded), (*offsets, len(text)))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` without what does not matter for comparing."""
    plain = _ROMAN.sub(_chinese_numeral, _simplified(text))
    form = unicodedata.normalize("NFKC", plain).translate(_UNIFIED).lower()
    return "".join(c for c in form if not c.isspace() and c not in _DROPPED)


def _chinese_numeral(roman: re.Match[str]) -> str:
    return _ROMAN_VALUES[unicodedata.normalize("NFKC", roman.group())]


def _characters(text: str) -> Iterator[tuple[int, str]]:
    """(place, character), with the Roman numeral of a grade as one Chinese one."""
    numerals = {match.start(): match for match in _ROMAN.finditer(text)}
    behind = 0
    for place, character in enumerate(text):
        if place in numerals:
            behind = numerals[place].end()
            yield place, _chinese_numeral(numerals[place])
        elif place >= behind:
            yield place, character


def _simplified(text: str) -> str:
    """Traditional characters made simplified ones, one for one; left alone where the length would change."""
    converted = str(_converter().convert(text))
    return converted if len(converted) == len(text) else text


@lru_cache(maxsize=2048)
def fold_lines(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Fold lightly for reading numbers: lines stay lines, and a blank between two digits stays.

    Offsets point into `text`, so that `offsets[i]` is at least `start`.
    """
    stop = len(text) if end is None else min(end, len(text))
    folded: list[str] = []
    offsets: list[int] = []
    blank = -1
    for place in range(start, stop):
        character = text[place]
        if character in "\n\r":
            blank = -1
            folded.append("\n")
            offsets.append(place)
            continue
        if "\u4e00" <= character <= "\u9fff":  # most of a text: nothing to fold
            blank = -1
            folded.append(character)
            offsets.append(place)
            continue
        for form in unicodedata.normalize("NFKC", character).translate(_UNIFIED):
            if form.isspace():
                blank = place
            elif form not in _DROPPED:
                if blank >= 0 and folded and folded[-1].isdigit() and form.isdigit():
                    folded.append(" ")
                    offsets.append(blank)
                blank = -1
                folded.append(form)
                offsets.append(place)
    return Folded("".join(folded), (*offsets, stop))
