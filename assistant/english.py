"""English questions on Chinese documents: the question in Chinese words, by a glossary and by turns of phrase.

1. The turn of phrase tells what is asked for (by when: 什么时候; `assistant.english_asks`).
2. The glossary gives the Chinese of the other words; of several renderings the one that the documents have.
3. "A of B" and "A for B" are B的A in Chinese: terms that such a word joins change places.
4. A name in pinyin that the glossary does not know is the word of the documents that sounds so.
What remains is left to the multilingual embedding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.dictionary import LONGEST, function_words, look_up
from assistant.english_asks import HOW_MANY, asked_for
from assistant.glossary import Translated, choose_renderings, glossary
from assistant.homophones import word_of_pinyin
from assistant.library import Library
from policytext.references import find_document_numbers

_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_WORD = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# The documents' own words within an English question: What tasks does 省民政厅 have?
_OWN_WORDS = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff〔〕\[\]（）、\d]*[\u4e00-\u9fff号]|[\u4e00-\u9fff]")
_ASKS_IN_ENGLISH = re.compile(
    r"\s*(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|does|do|did|has|have|had|can|could|may|must|"
    r"should|will|would|list|check|verify|confirm|tell|give|show|name|please|under|according|by|in|within|for|until|"
    r"since|at|the|find|compare|date)\b",
    re.IGNORECASE,
)

_NUMBER = re.compile(r"(?<![A-Za-z])(\d[\d,.]*\d%?|\d%?)(?:[ -](thousand|million|billion)\b)?", re.IGNORECASE)
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
AND = "和"
# Between two terms: "A of the B" is B的A, "A and B" A和B.
_SMALL = r"(?: (?:the|a|an|all|each|every|its|their|this|these|those|any|such))*"
_OF = re.compile(rf" (?:of|for){_SMALL} $")
_AND = re.compile(rf"(?: (?:and|or|as well as|vs\.?|versus)(?: (?:for|of))?|,){_SMALL} $|/$")
_AND_ASKS = re.compile(
    r"[,;?](?!\d)|\band (?=how|what|who|which|when|(?:the )?(?:number|share|rate|amount|proportion|percentage) of)",
    re.IGNORECASE,
)


def is_english(question: str) -> bool:
    """Is the question asked in English? Names and abbreviations inside a Chinese one do not make it so, nor do
    a document's words inside an English one make that Chinese."""
    for number in reversed(find_document_numbers(question)):
        question = f"{question[: number.start]} {question[number.end :]}"
    words, characters = len(_LATIN_WORD.findall(question)), len(_HAN.findall(question))
    framed = characters < 4 or _ASKS_IN_ENGLISH.match(question)
    return bool(words >= 3 and framed) or (words >= 1 and not characters)


def to_chinese(question: str, library: Library | None = None) -> str:
    """A Chinese question with the terms that the glossary knows, in Chinese order. `library` settles which of
    several renderings is meant, and names that are written in pinyin."""
    parts = [_read(part, library) for part in _AND_ASKS.split(question)]
    renderings = [term.chinese for _, terms, _ in parts for term in terms]
    texts = [text for _, text in library.folded_passages] if library else []
    chosen = iter(choose_renderings(renderings, library.frequency if library else lambda _: 1, texts))
    chinese = [
        _with_asked(text, [(term, next(chosen)) for term in terms], asked) for text, terms, asked in parts
    ]
    return "，".join(filter(None, chinese))


def _read(text: str, library: Library | None) -> tuple[str, list[Translated], str]:
    """(the text, its terms in order, what it asks for)."""
    asked, rest = asked_for(text)
    terms = [Translated(m.start(), m.end(), (m.group(),)) for m in _OWN_WORDS.finditer(rest)]
    rest = _OWN_WORDS.sub(lambda m: " " * len(m.group()), rest)
    found, others = glossary().find(rest.lower())
    names = [Translated(start, end, (_name(rest[start:end], library),)) for start, end in others]
    general = [
        one
        for one in _general(rest, others, library)
        if not any(one.start == n.start and any(n.chinese) for n in names)
    ]
    scaled = asked != "是否正确"  # a statement's number is judged as it is written
    numbers = [
        Translated(m.start(), m.end(), (_number(m, scaled),))
        for m in _NUMBER.finditer(rest)
        if not any(one.start <= m.start() < one.end for one in found)
    ]
    terms += [one for one in (*found, *names, *general, *numbers) if any(one.chinese)]
    return text, sorted(terms, key=lambda term: term.start), asked


def _general(text: str, words: list[tuple[int, int]], library: Library | None) -> Iterator[Translated]:
    """What the general dictionary has for the words that the glossary does not know, as far as documents print it."""
    first = 0
    while library and first < len(words):
        count = 1
        for more in range(min(LONGEST, len(words) - first), 0, -1):
            spans = words[first : first + more]
            if any(text[a[1] : b[0]].strip(" -") for a, b in pairwise(spans)):
                continue
            meanings = look_up(tuple(text[start:end].lower() for start, end in spans))
            if printed := tuple(one for one in meanings if library.frequency(one)):
                yield Translated(spans[0][0], spans[-1][1], printed)
                count = more
                break
        first += count


def _name(word: str, library: Library | None) -> str:
    """A name of the documents behind an unknown word: an abbreviation (APP), or pinyin (Maozhou)."""
    if re.fullmatch(r"[A-Z][A-Z0-9]{1,5}", word):
        return word
    named = word[:1].isupper() and word.lower() not in function_words()
    return word_of_pinyin(word.lower(), library) if library and named else ""


def _with_asked(text: str, terms: list[tuple[Translated, str]], asked: str) -> str:
    """The terms in Chinese order with what is asked for behind them; what is counted (how many cities take part)
    stands last, beside the word that asks for its number."""
    groups = list(_groups(text.lower(), terms))
    if (
        asked == HOW_MANY
        and len(groups) > 1
        and not _WORD.search(text[: terms[0][0].start].lower().replace("how many", ""))
    ):
        groups = [*groups[1:], groups[0]]
    return _in_chinese_order(groups) + asked


def _in_chinese_order(groups: list[list[list[str]]]) -> str:
    """The terms one behind the other, each once; what "of" and "for" join is turned round."""
    ordered = [word for group in groups for chunk in reversed(group) for word in chunk]
    kept: list[str] = []
    for word in ordered:
        if word not in kept or (word == AND and kept[-1] != AND):
            kept.append(word)
    return "".join(kept).strip(AND)


def _groups(lower: str, terms: list[tuple[Translated, str]]) -> Iterator[list[list[str]]]:
    """Terms that stand together; within a group, chunks that "of" or "for" joins."""
    group: list[list[str]] = []
    before: Translated | None = None
    for term, chinese in terms:
        between = lower[before.end : term.start] if before else ""
        if before and _OF.fullmatch(between):
            group.append([chinese])
        elif before and _AND.fullmatch(between):
            group[-1] += [AND, chinese]
        elif before and not between.strip(" -'’"):
            group[-1].append(chinese)
        else:
            if group:
                yield group
            group = [[chinese]]
        before = term
    if group:
        yield group


def _number(match: re.Match[str], scaled: bool) -> str:
    """2018年, 2520 or 1300万, as documents write it."""
    digits, scale = match.group(1).replace(",", ""), (match.group(2) or "").lower()
    if scale and scaled:
        value = Decimal(digits.rstrip("%")) * _SCALE[scale]
        unit, name = (10**8, "亿") if value >= 10**8 else (10**4, "万")
        return f"{value / unit:f}{name}"
    return f"{digits}年" if re.fullmatch(r"(?:19|20)\d\d", digits) else digits
