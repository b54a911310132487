"""English words of public administration and what Chinese documents say for them.

1. `glossary.tsv` has a line for each term; a term with several renderings has them in order, apart by |; one
   without any says nothing that a document would print ("created" of jobs).
2. Provinces and cities are added by their pinyin (Hunan, Xi'an), and by their English names (Inner Mongolia).
3. A text is read word by word, the longest terms first, as written and then by their stems: "prepaid" and
   "prepay", "subsidies" and "subsidy" are the same. No language is understood: words are laid beside words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from pypinyin import lazy_pinyin

from policytext.places import place_names

_WORD = re.compile(r"[a-z][a-z0-9]*(?:[.'’&][a-z0-9]+)*")
_BETWEEN = re.compile(r"[\s’'-]*")  # what may stand between the words of one term
_SPELLING = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"is(e|es|ed|ing)$"), r"iz\1"),
    (re.compile(r"yse"), "yze"),
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed|ing|er|i|al|h)"), "or"),  # labour, neighbourhood
    (re.compile(r"^cent(?:re|er)(s?)$"), r"center\1"),
    (re.compile(r"^(program|kilogram|gram)me(s?)$"), r"\1\2"),
    (re.compile(r"^licenc"), "licens"),
    (re.compile(r"ll(ed|ing|ment)$"), r"l\1"),
)  # labour and labor, organise and organize
# Names that are not the pinyin of what they name.
_OTHER_NAMES = {
    "inner mongolia": "内蒙古", "tibet": "西藏", "xizang": "西藏", "shaanxi": "陕西", "hong kong": "香港", "macao": "澳门",
    "macau": "澳门", "taiwan": "台湾", "harbin": "哈尔滨", "hohhot": "呼和浩特", "urumqi": "乌鲁木齐", "turpan": "吐鲁番",
    "kashgar": "喀什", "shigatse": "日喀则", "karamay": "克拉玛依", "ordos": "鄂尔多斯", "qiqihar": "齐齐哈尔",
    "hulunbuir": "呼伦贝尔", "ulanqab": "乌兰察布", "bayannur": "巴彦淖尔", "xilingol": "锡林郭勒", "alxa": "阿拉善",
    "altay": "阿勒泰", "aksu": "阿克苏", "ili": "伊犁", "hotan": "和田地区", "nagqu": "那曲", "nyingchi": "林芝", "qamdo": "昌都",
    "lu'an": "六安", "bozhou": "亳州", "garze": "甘孜", "ngawa": "阿坝", "shantou": "汕头", "canton": "广州", "peking": "北京",
}  # fmt: skip


@dataclass(frozen=True)
class Translated:
    """The words `start`..`end` of a text, and their renderings, the usual one first."""

    start: int
    end: int
    chinese: tuple[str, ...]


def plain(word: str) -> str:
    """Xian for Xi'an's: without apostrophes and what they add."""
    return re.sub(r"['’]", "", re.sub(r"['’]s$", "", word))


def stem(word: str) -> str:
    """What inflected forms of one plain word share: inspect of inspected, subsidy of subsidies."""
    for pattern, usual in _SPELLING:
        word = pattern.sub(usual, word)
    if len(word) > 4 and re.search(r"(?:s|sh|ch|x|zz)es$", word):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not re.search(r"(?:ss|us|is)$", word):
        word = word[:-1]
    if word.endswith("paid"):  # prepaid, unpaid
        word = word[:-2] + "y"
    word = re.sub(r"i(?:ed|e)$", "y", word) if len(word) > 3 else word
    shorter = re.sub(r"(?:ing|ed)$", "", word)
    if shorter != word and len(shorter) > 2 and re.search(r"[aeiouy]", shorter):
        word = re.sub(r"([bdgklmnprt])\1$", r"\1", shorter)
    return word.removesuffix("e") if len(word) > 4 else word


class Glossary:
    """The terms by their words, as written and by stems."""

    def __init__(self, terms: Iterable[tuple[str, str]], names: Iterable[tuple[str, str]]) -> None:
        """`names` have no inflected forms: Xianning is no form of Xian."""
        written: dict[tuple[str, ...], list[str]] = {}
        stemmed: dict[tuple[str, ...], list[str]] = {}
        for english, chinese in terms:
            _add(written, plain_words(english), chinese)
            _add(stemmed, tuple(map(stem, plain_words(english))), chinese)
        for english, chinese in names:
            _add(written, plain_words(english), chinese)
        self._written = {key: tuple(value) for key, value in written.items()}
        self._stemmed = {key: tuple(value) for key, value in stemmed.items()}
        self._longest = max(map(len, self._stemmed), default=0)

    def __len__(self) -> int:
        return len(self._written)

    def find(self, text: str) -> tuple[list[Translated], list[tuple[int, int]]]:
        """The terms of the lower-case `text` in order, none over another, and the spans of the other words."""
        words = [(plain(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]
        stems = [stem(word) for word, *_ in words]
        joined = [bool(_BETWEEN.fullmatch(text, a[2], b[1])) for a, b in pairwise(words)]
        taken = [False] * len(words)
        found: list[Translated] = []
        for count in range(min(self._longest, len(words)), 0, -1):
            for first in range(len(words) - count + 1):
                last = first + count
                if any(taken[first:last]) or not all(joined[first : last - 1]):
                    continue
                key = tuple(word for word, *_ in words[first:last])
                chinese = self._written.get(key) or self._stemmed.get(tuple(stems[first:last]))
                if chinese is not None:
                    found.append(Translated(words[first][1], words[last - 1][2], chinese))
                    taken[first:last] = [True] * count
        others = [(start, end) for (_, start, end), used in zip(words, taken, strict=True) if not used]
        return sorted(found, key=lambda one: one.start), others


def plain_words(english: str) -> tuple[str, ...]:
    return tuple(map(plain, _WORD.findall(english.lower())))


def _add(table: dict[tuple[str, ...], list[str]], key: tuple[str, ...], chinese: str) -> None:
    renderings = table.setdefault(key, [])
    renderings += [one for one in chinese.split("|") if one not in renderings]


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The glossary with all places, read at the first use."""
    return Glossary(_terms(), _places())


def _terms() -> Iterator[tuple[str, str]]:
    for line in files("assistant").joinpath("glossary.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            english, chinese = line.split("\t")
            yield english.strip(), chinese.strip()


def _places() -> Iterator[tuple[str, str]]:
    yield from _OTHER_NAMES.items()
    for name in place_names():  # provinces first: Jilin is the province before it is the city
        if name not in _OTHER_NAMES.values():
            yield "".join(lazy_pinyin(name)).removesuffix("shi" if name.endswith("市") else ""), name


def choose_renderings(
    renderings: list[tuple[str, ...]], frequency: Callable[[str], int], texts: list[str]
) -> list[str]:
    """One rendering for each term. The passage that speaks of most of the terms, whichever their renderings, has
    the words of the documents; a term that it does not have takes the rendering that the documents use most."""
    known = [[one for one in some if frequency(one)] or [some[0]] for some in renderings]
    if all(len(some) == 1 for some in known):
        return [some[0] for some in known]
    rarity = [1 / (1 + min(frequency(one) for one in some)) ** 0.5 for some in known]
    best = max(
        texts,
        key=lambda text: sum(
            weight for some, weight in zip(known, rarity, strict=True) if any(one in text for one in some)
        ),
        default="",
    )
    return [
        next((one for one in some if one in best), None)
        or max(some, key=lambda one: (frequency(one), -some.index(one)))
        for some in known
    ]
