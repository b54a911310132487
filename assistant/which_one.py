"""Which of several is asked for that only a number tells apart: 一级响应, 三级医院, 第二批试点.

What is said of one of them is not true of another: a sentence of the fourth grade answers nothing about a fifth.
A sentence is of those that it names itself; else of those that its headings name, its clause, its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.library import Library, Sentence
from policytext.folding import fold
from policytext.numerals import parse_number
from vectorstore.records import Clause

_N = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})"
# 分为四级, 哪几类, 省市县三级: numbers of how many there are. 三级以上 holds more than one.
_COUNT = r"(?<![\d一二三四五六七八九十分为共设成到有哪这各省市县乡镇村])"
_ASKED = re.compile(
    rf"{_COUNT}(?P<graded>{_N})(?P<unit>级)(?!以上|以下|及以|政府|人民|书记|联动|财政|政务|平台)|第(?P<n>{_N})(?P<of>批|期|轮|档)"
)
_AND = r"(?:[级批期轮档])?[、,和及与或]第?"


def asked_one(text: str) -> tuple[str, frozenset[int]]:
    """The unit and the numbers that the folded question names; no numbers where it names none."""
    named = [(m["unit"] or m["of"], m["graded"] or m["n"]) for m in _ASKED.finditer(text)]
    if not named:
        return "", frozenset()
    unit = named[0][0]
    return unit, frozenset(_value(number) for of, number in named if of == unit)


def share_of_one(text: str, library: Library, sentence: Sentence) -> float:
    """How much of what the sentence speaks of is the one that the folded question `text` asks for: less than 1 where
    it names others beside it, 0 where it is of others; 1 where the question asks for none."""
    unit, asked = asked_one(text)
    if not asked:
        return 1.0
    address = library.clause(sentence.document_id, sentence.clause).address
    around = (
        sentence.folded,
        *(fold(label) for label in reversed(address)),
        library.folded_clause(sentence.document_id, sentence.clause),
        library.folded_titles[sentence.document_id],
    )
    for words in around:
        if re.search(rf"{_N}{unit}及?以[上下]", words):
            return 1.0
        if named := set(_numbers(words, unit)):
            return len(named & asked) / len(named)
    return float(bool(asked & set(_numbers(library.folded_text(sentence.document_id), unit))))


def names_it(text: str, library: Library, part: Clause) -> bool:
    """Does the part's heading, or the title, name the one that the folded question `text` asks for? True where it
    asks for none."""
    unit, asked = asked_one(text)
    named = f"{fold(part.heading)}|{library.folded_titles[part.document_id]}"
    return not asked or bool(asked & set(_numbers(named, unit)))


def _numbers(words: str, unit: str) -> Iterator[int]:
    """The numbers before the unit: 一级, 三、四级, 一至三级; of the other units those with 第 (一批项目 is no first one)."""
    first_one = "" if unit == "级" else "第"
    if first_one and f"首{unit}" in words:
        yield 1
    for match in re.finditer(rf"{first_one}((?:{_N}{_AND})*)(?:({_N}){unit}?[至到-]第?)?({_N}){unit}", words):
        before, first, last = match.groups()
        yield from map(_value, re.findall(_N, before))
        yield from range(_value(first) if first else _value(last), _value(last) + 1)


def _value(number: str) -> int:
    return int(parse_number(number) or 0)
