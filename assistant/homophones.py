"""Slips of a pinyin keyboard: 全科医升 for 全科医生, 经信为 for 经信委.

1. The words of the documents, and the usual short names of departments, are kept by how they sound, without tones
   and with the common confusions (zh/z, in/ing) made one.
2. A stretch of the question that no document prints, and that the segmenter could only cut to pieces, is looked up by
   its sound. It becomes the word that sounds the same and shares a character with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import rjieba
from pypinyin.pinyin_dict import pinyin_dict

from assistant.library import Library
from assistant.wording import word_list
from policytext.departments import short_names

SHORTEST, LONGEST = 2, 5  # characters of a slip
_CONFUSED = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"(?<=[aei])ng$"), "n"))
_VERBS = "交领拿换退买卖租开去来回到给做找付缴补发住坐带送接打"  # they begin no word that was missed (自己交|职工养老保险)
_GEOGRAPHIC = "河江湖海山岛湾港县区市镇乡村"  # what English says in its own word: River
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Mended:
    """The text with slips put right, and what was changed: (as typed, as understood)."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


def mend(folded: str, library: Library) -> Mended:
    """`folded` with the slips put right that the documents' words explain."""
    changes: list[tuple[str, str]] = []
    for typed in stretches(folded):
        right = words_by_sound(library).get(sound_of(typed), "")
        shared = any(a == b for a, b in zip(typed, right, strict=False))
        part = any(typed in longer for longer, _ in changes)
        # Whether a document prints it is asked last: that reads them all.
        if right != typed and shared and not part and not library.frequency(typed):
            changes.append((typed, right))
    for typed, right in changes:
        folded = folded.replace(typed, right)
    return Mended(folded, tuple(changes))


@lru_cache(maxsize=2)
def words_by_sound(library: Library) -> dict[str, str]:
    words: dict[str, str] = {}
    for word in (*vocabulary(library), *short_names()):
        words.setdefault(sound_of(word), word)
    return words


def word_of_pinyin(latin: str, library: Library) -> str:
    """The documents' word that is written so in pinyin (maozhou: 茅洲); "" for none."""
    for pattern, one in ((r"([zcs])h", r"\1"), (r"(?<=[aei])ng", "n"), (r"['’-]", "")):
        latin = re.sub(pattern, one, latin)
    return words_by_pinyin(library).get(latin, "")


@lru_cache(maxsize=2)
def words_by_pinyin(library: Library) -> dict[str, str]:
    """The words by their sound, the syllables together as pinyin writes names: Maozhou River is 茅洲河."""
    words: dict[str, str] = {}
    for word in vocabulary(library, new_words=True):  # few names stand in the segmenter's dictionary
        sound = sound_of(word)
        words.setdefault(sound.replace("-", ""), word)
        if len(word) > SHORTEST and word[-1] in _GEOGRAPHIC:
            words.setdefault(sound.rpartition("-")[0].replace("-", ""), word)
    return words


def vocabulary(library: Library, new_words: bool = False) -> Iterator[str]:
    """The words of the documents of two characters and more, each once; with the segmenter's guesses at words that
    it does not know (茅洲河), or without."""
    seen: set[str] = set()
    for _, text in library.folded_passages:
        for word in rjieba.cut(text, new_words):
            if len(word) >= SHORTEST and word not in seen and _HAN.fullmatch(word):
                seen.add(word)
                yield word


def stretches(folded: str) -> list[str]:
    """Stretches that may be slips, the longest first: of several words, one of them a single character."""
    spans: list[tuple[int, int]] = []
    position = 0
    for word in rjieba.cut(folded, False):
        spans.append((position, position + len(word)))
        position += len(word)
    found: list[str] = []
    for first in range(len(spans)):
        for last in range(first + 1, min(first + LONGEST, len(spans))):
            start, end = spans[first][0], spans[last][1]
            single = any(e - s == 1 for s, e in spans[first : last + 1])
            if SHORTEST <= end - start <= LONGEST and single and may_be_slip(folded[start:end]):
                found.append(folded[start:end])
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def may_be_slip(typed: str) -> bool:
    asking = word_list("generic")
    names = (
        typed[0] not in asking
        and typed[0] not in _VERBS
        and (len(typed) > SHORTEST or typed[-1] not in asking)
    )
    return bool(_HAN.fullmatch(typed)) and names


def sound_of(word: str) -> str:
    """How it is read, without tones: quan-ke-yi-sen for 全科医生."""
    return "-".join(map(_syllable, word))


@lru_cache(maxsize=10_000)
def _syllable(character: str) -> str:
    readings = pinyin_dict.get(ord(character), character).split(",")
    plain = "".join(c for c in unicodedata.normalize("NFD", readings[0]) if not unicodedata.combining(c))
    for pattern, one in _CONFUSED:
        plain = pattern.sub(one, plain)
    return plain
