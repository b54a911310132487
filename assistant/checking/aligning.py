"""Where the words of a statement stand in a sentence, in the same order. What that means is `wordings`' part."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import rjieba

from assistant.terms import synonym_groups

Way = Literal["same", "synonym", "opposite"]
# Function words, and adverbs that change neither truth nor scope; those that do are `wordings`' strong words.
_FUNCTION_TAGS = frozenset("ucpyeoxrdqk")
_FUNCTION = re.compile(
    "是|为|有|由|以|将|把|被|对|在|于|到|向|从|就|都|均|要|应|应当|需|需要|可|"
    "可以|能|能够|并|且|进行|予以|加以|给予|还|还有|也|了|着|过|上|中|里|内|会|"
    "不得|不|未|无|没有|禁止|严禁|不准|无需|必须|允许|得|再|能|宜|必|积极|认真|切实|"
    "进一步|不断|大力|正在|继续|已|已经|等|其|该|此|之|所|方面|而且|并且|只|仅|较|"
    "很"
)


@dataclass(frozen=True)
class Word:
    """A content word of a statement; `start` is its place there, `noun` whether it names something."""

    text: str
    start: int
    noun: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Held:
    """Where a sentence holds a word."""

    start: int
    end: int
    way: Way


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """(word, tag, place) of everything in a folded text."""
    place = 0
    for word, tag in rjieba.tag(text, False):
        place = text.find(word, place)
        yield word, tag, place
        place += len(word)


def is_content(word: str, tag: str) -> bool:
    if _FUNCTION.fullmatch(word) or not any(c.isalnum() for c in word):
        return False
    named = tag[0] not in _FUNCTION_TAGS or tag == "eng" or any(c.isdigit() for c in word)
    return named or word in opposites()


@lru_cache(maxsize=2000)
def content(text: str) -> tuple[Word, ...]:
    """The content words of a folded text, in order."""
    return tuple(
        Word(word, place, tag[0] in "nbjlistafzmgh")
        for word, tag, place in tokens(text)
        if is_content(word, tag)
    )


def members(text: str) -> list[str]:
    """The members of a list of things: 甲、乙以及丙或者丁."""
    return re.split(r"或者|以及|[、和及与或]", text)


@lru_cache(maxsize=1)
def opposites() -> dict[str, tuple[str, ...]]:
    """word → the values that exclude it."""
    found: dict[str, list[str]] = {}
    for line in files("assistant").joinpath("opposites.txt").read_text("utf-8").splitlines():
        first, *others = line.split("#")[0].split() or [""]
        several = len(others) > 1 and first.endswith(("级", "前", "部"))
        for other in others:
            found.setdefault(first, []).append(other)
            found.setdefault(other, []).append(first)
            if several:
                found[other] += [o for o in others if o != other]
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


def align(words: tuple[Word, ...], sentence: str) -> list[Held | None]:
    """A place for each word, None where the sentence does not hold it in this order; as many characters as can be,
    as near together as can be. Longest increasing chain, by dynamic programming."""
    places = [_places(word.text, sentence) for word in words]
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {}
    flat = [(i, k) for i, row in enumerate(places) for k in range(len(row))]
    for i, k in flat:
        here = places[i][k]
        gain = len(words[i].text) * (1.0 if here.way == "same" else 0.8)
        score, back = gain, None
        for (j, m), (before, _) in best.items():
            there = places[j][m]
            if j < i and there.end <= here.start:
                # Few long gaps before many short ones: hence the root.
                chained = before + gain - 0.1 * math.sqrt(here.start - there.end)
                if chained > score:
                    score, back = chained, (j, m)
        best[i, k] = (score, back)
    found: list[Held | None] = [None] * len(words)
    at = max(best, key=lambda key: best[key][0], default=None)
    while at is not None:
        found[at[0]] = places[at[0]][at[1]]
        at = best[at][1]
    return found


def _places(word: str, sentence: str) -> list[Held]:
    exact = [Held(m.start(), m.end(), "same") for m in re.finditer(re.escape(word), sentence)]
    if exact:
        return exact[:8]
    others: list[Held] = []
    ways: tuple[tuple[Way, tuple[str, ...]], ...] = (
        ("synonym", synonym_groups().get(word, ())), ("opposite", opposites().get(word, ())),
    )  # fmt: skip
    for way, alternatives in ways:
        for other in alternatives:
            others += [Held(m.start(), m.end(), way) for m in re.finditer(re.escape(other), sentence)]
    return others[:8]
