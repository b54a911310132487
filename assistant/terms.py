"""Content words of a question, and how well a text holds them.

A word counts by its rarity in the documents (inverse document frequency over passages). It is held by a text
in one of four ways, each weaker than the one before: word for word, by a synonym, by its character pairs,
or as an abbreviation whose characters stand in order within a few characters.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from importlib.resources import files

import rjieba

from assistant.library import Library
from assistant.question import Term
from assistant.wording import word_list

EXACT, SYNONYM, PAIRS, ABBREVIATION = 1.0, 0.85, 0.75, 0.6
ASKING_TAGS = frozenset("rdupcyeoqwxhkm")  # pronouns, adverbs, particles, counts: they never name a thing
FUNCTION_CHARACTERS = "要到能会可得过了的各共都又还被把给让用在有是和与"  # around a word, by a wrong cut
# Weights of words that no document has, beside ln(1 + passages / frequency) of the others.
UNKNOWN_NOUN, UNKNOWN_OTHER = 4.0, 2.0
GRADE = re.compile(r"[一二三四五六七八九十]级")  # counted by its form, it tells one from another
DEPUTY = frozenset("副总非")  # before a word they make another one
WEAK = 0.4  # factor for single characters and for words that only name a kind of number
LONGEST_SAYING = 4  # words of the segmenter
GRADE = re.compile("[一二三四五六七八九十特]级")
ABBREVIATION_SPREAD = 5  # the abbreviation's characters lie within so many times its length


def content_words(topic: str, library: Library) -> list[str]:
    """The words of a folded topic that can tell one clause from another, each once, in order."""
    words: list[str] = []
    tagged = cut_before_average(rjieba.tag(topic, False), library)
    for word, tag in join_characters(join_sayings(tagged, library), library):
        digits = (
            any(c.isdigit() for c in word) or (word[0] == "第" and len(word) > 2) or GRADE.fullmatch(word)
        )
        if (
            word in word_list("generic")
            or not any(c.isalnum() for c in word)
            or (tag[0] in ASKING_TAGS and tag != "eng" and not digits)
        ):
            continue
        if len(word) == 1 and tag[0] in "vadz":
            continue  # 拿、花、搞: a verb of one character tells nothing
        words.append(word)
    return list(dict.fromkeys(words))


def cut_before_average(tagged: list[tuple[str, str]], library: Library) -> list[tuple[str, str]]:
    """小学生|均|公用经费 is 小学|生均|公用经费 where the documents have 生均公用 and not 小学生均."""
    words = list(tagged)
    for place in range(1, len(words) - 1):
        (word, tag), (average, _), (measure, _) = words[place - 1 : place + 2]
        printed = average == "均" and len(word) > 2 and library.frequency(f"{word[-1]}均{measure}")
        if printed and not library.frequency(f"{word}均"):
            words[place - 1 : place + 1] = [(word[:-1], tag), (f"{word[-1]}均", "n")]
    return words


def join_sayings(tagged: list[tuple[str, str]], library: Library) -> list[tuple[str, str]]:
    """Join what the segmenter cuts apart where the whole is a saying with synonyms (网约车) that no document prints."""
    joined: list[tuple[str, str]] = []
    start = 0
    while start < len(tagged):
        for end in range(min(len(tagged), start + LONGEST_SAYING), start + 1, -1):
            whole = "".join(word for word, _ in tagged[start:end])
            if len(whole) > 2 and whole in synonym_groups() and not library.frequency(whole):
                joined.append((whole, "n"))
                start = end
                break
        else:
            joined.append(tagged[start])
            start += 1
    return joined


def join_characters(tagged: list[tuple[str, str]], library: Library) -> list[tuple[str, str]]:
    """Join single characters that the segmenter's dictionary does not know as a word (湖长制, 农担), where the
    documents have them side by side: they are the better dictionary."""
    joined: list[tuple[str, str]] = []
    run = False  # is the last word one of single characters?
    for word, tag in tagged:
        if joined and joined[-1][0] in DEPUTY and len(word) > 1 and library.frequency(joined[-1][0] + word):
            joined[-1] = (joined[-1][0] + word, "n")  # 副召集人 is no 召集人
            run = False
            continue
        if joined and len(joined[-1][0]) == 1 and joined[-1][0].isascii() and word in ("级", "类", "型"):
            joined[-1] = (joined[-1][0] + word, "n")  # C级
            continue
        single = len(word) == 1 and word.isalpha() and not word.isascii()
        single = single and word not in FUNCTION_CHARACTERS and word not in word_list("generic")
        if single and run and library.frequency(joined[-1][0] + word):
            joined[-1] = (joined[-1][0] + word, "n")
        else:
            joined.append((word, tag))
        run = single
    return joined


def weigh(words: list[str], library: Library) -> tuple[Term, ...]:
    """The words as terms with their inverse document frequency.

    A word that no document has is taken apart into known words where it holds some (教育领域: 教育). What stays
    unknown weighs as much as a rare word when it can name a thing, and little when it is a single character.
    """
    total = max(1, len(library.folded_passages))
    known: dict[str, float] = {}
    for word in words:
        whole = library.frequency(word) or any(library.frequency(x) for x in synonym_groups().get(word, ()))
        for part in [word] if whole else parts_of(word, library):
            frequency = library.frequency(part)
            weight = math.log(1 + total / (0.5 + frequency)) if frequency else unknown_weight(part)
            weak = len(part) == 1 or part in word_list("measure")
            known.setdefault(part, weight * (WEAK if weak else 1.0))
    return tuple(Term(word, weight) for word, weight in known.items())


def unknown_weight(word: str) -> float:
    """A noun that no document has may be what is missing; other unknown words are mostly turns of phrase."""
    return UNKNOWN_NOUN if names_thing(word) or word.isascii() else UNKNOWN_OTHER


def parts_of(word: str, library: Library) -> list[str]:
    """The longest known words inside an unknown one, and what lies between, of two characters and more."""
    word = word.strip(FUNCTION_CHARACTERS)
    found: list[str] = []
    unknown = ""
    position = 0
    while position < len(word):
        ends = range(len(word), position + 1, -1)
        end = next((e for e in ends if library.frequency(word[position:e])), None)
        if end is None:
            unknown += word[position]
            position += 1
        else:
            found += [unknown, word[position:end]]
            unknown, position = "", end
    return [part for part in [*found, unknown] if len(part) > 1 and part not in word_list("generic")]


def names_thing(word: str) -> bool:
    """Is it a noun, and not only a count like 市数 or 次数?"""
    return len(word) > 1 and word[-1] not in "数次" and all(tag[0] == "n" for _, tag in rjieba.tag(word))


def limits(word: str) -> bool:
    """Does it say which one is meant, as nouns, abbreviations and ordinals do (高中, 第四)? Verbs are often but
    turns of phrase, for which documents have others."""
    return len(word) > 1 and all(tag[0] in "njsf" or tag == "m" for _, tag in rjieba.tag(word))


@lru_cache(maxsize=1)
def synonym_groups() -> dict[str, tuple[str, ...]]:
    """What an asker may say → what documents say; synonyms.txt has a line for each, the asker's word first."""
    groups: dict[str, list[str]] = {}
    for line in files("assistant").joinpath("synonyms.txt").read_text("utf-8").splitlines():
        word, *others = line.split("#")[0].split() or [""]
        groups.setdefault(word, []).extend(others)
    return {word: tuple(dict.fromkeys(others)) for word, others in groups.items()}


@lru_cache(maxsize=50_000)
def held(word: str, text: str) -> float:
    """How well the folded `text` holds the folded `word`, 0 to 1."""
    if word in text:
        if text.count(word) > text.count(f"副{word}") + text.count(f"非{word}"):
            return EXACT
        return ABBREVIATION if f"副{word}" in text else 0.0  # 非居民 is no 居民
    if any(other in text for other in synonym_groups().get(word, ())):
        return SYNONYM
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    if len(word) > 2:
        share = sum(pair in text for pair in pairs) / len(pairs)
        if share:
            return max(PAIRS * share, ABBREVIATION if abbreviates(word, text) else 0.0)
    return ABBREVIATION if 2 <= len(word) <= 4 and abbreviates(word, text) else 0.0


def abbreviates(word: str, text: str) -> bool:
    """Do the characters of `word` stand in `text` in this order, close together? (低保: 最低生活保障)"""
    if word.isascii():
        return False
    start = text.find(word[0])
    while start >= 0:
        position = start
        for character in word[1:]:
            position = text.find(character, position + 1)
            if position < 0:
                return False
        if position - start < ABBREVIATION_SPREAD * len(word) - 3:
            return True
        start = text.find(word[0], start + 1)
    return False


def longest_run(topic: str, text: str) -> int:
    """Length of the longest run of characters that both have: what typing errors leave whole."""
    best = 0
    for start in range(len(topic)):
        while start + best < len(topic) and topic[start : start + best + 1] in text:
            best += 1
    return best
