"""One figure beside the others of its sentence: which of them the words of the question tell.

A word that says which one is meant (夜间, 初中, 西部) and stands at another figure of the same unit forbids this one:
昼间达标率达到93%以上，夜间达标率达到78%以上.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import rjieba

from assistant import thresholds as t
from assistant.composing.figure_classes import is_of_other_class, lies_outside
from assistant.composing.figure_kinds import asked_kind, asks_change, is_change
from assistant.composing.figure_spans import capped_share, ends_of_range, paired
from assistant.composing.figure_weights import FoundFigure
from assistant.expected import fits_unit
from assistant.library import Library
from assistant.question import Question, Term
from assistant.retrieval import Found
from assistant.terms import held
from assistant.wording import word_list
from policytext.dates import find_dates

MANY = 3  # figures that a sentence sets out for as many cases
_SUM = re.compile(r"累计|以来|总计|合计")
_TELLING_TAGS = ("n", "j", "s", "f", "t", "m", "b", "a", "vn")


def told_apart(ask: Question, library: Library, ranked: Sequence[FoundFigure]) -> list[FoundFigure]:
    """The ranked figures again, those that a word of the ask or its year gives to another one marked down."""
    telling = [term for term in ask.own or ask.terms if tells_which(term)]
    marked = []
    meant_for_others = bool(ranked) and is_of_other_class(ask, library, ranked[0].figure)
    for one in ranked:
        others = [other for other in ranked if other is not one and beside(one, other)]
        if is_sum_of_years(one) and any(prints_year(other, ask.years) for other in others):
            continue
        if asks_change(ask) and not is_change(one.near) and any(is_change(other.near) for other in others):
            continue
        if is_of_opposite(ask, one) or is_of_other_class(ask, library, one.figure):
            continue
        given_to_other = any(holds_more(telling, other, one) or is_meant(ask, other, one) for other in others)
        off = t.OF_ANOTHER if given_to_other else 0.0
        dated = prints_year(one, ask.years) and any(is_sum_of_years(other) for other in others)
        marked.append(replace(one, score=one.score - off, dated=dated))
    if meant_for_others and not any(one.classed for one in marked):
        return []  # 70岁, where the best sentence sets out what those of 80 and of 90 years get
    return sorted(marked, key=lambda c: (-c.score, c.figure.start))


def is_of_opposite(ask: Question, one: FoundFigure) -> bool:
    """非居民 where 居民 is asked for, which is no case of it."""
    denied = [term.word for term in ask.own or ask.terms if f"非{term.word}" in one.near]
    return any(f"非{word}" not in ask.text and not held(word, one.own_words) for word in denied)


def is_meant(ask: Question, other: FoundFigure, one: FoundFigure) -> bool:
    """Is the other one of the class that is named (一级管网降至5%以下), or what was really done, and this one is not?"""
    if other.classed and not one.classed:
        return True
    asked = asked_kind(ask)
    return bool(asked) and one.figure.kind != asked == other.figure.kind


def beside(one: FoundFigure, other: FoundFigure) -> bool:
    same = one.figure.document_id == other.figure.document_id and one.figure.unit == other.figure.unit
    return same and one.figure.sentence_start == other.figure.sentence_start


def tells_which(term: Term) -> bool:
    """Is it a word for which one is meant, and no turn of phrase or name of a measure? Verbs tell little: 改造 stands
    at what is done and at what is to be done."""
    if term.weight < t.RARE or len(term.word) < 2 or term.word in word_list("measure"):
        return False
    return all(tag.startswith(_TELLING_TAGS) for _, tag in rjieba.tag(term.word))


def holds_more(telling: Sequence[Term], other: FoundFigure, one: FoundFigure) -> bool:
    """Has the other figure every telling word that this one has, and beside it one more?"""
    missed = False
    for term in telling:
        mine = held(term.word, one.own_words) >= t.HEAD_HELD
        if mine and held(term.word, other.own_words) < t.HEAD_HELD:
            return False
        missed = missed or (not mine and held(term.word, other.near) >= t.HEAD_HELD)
    return missed


def prints_year(one: FoundFigure, years: Sequence[int]) -> bool:
    """Does its own part print the only year that is asked for, and that year alone (2018年1180亿元)?"""
    return any((date.year,) == tuple(years) and not date.end_year for date in find_dates(one.near))


def is_sum_of_years(one: FoundFigure) -> bool:
    """2015年至2018年，累计减负3940亿元; “十三五”以来累计12.6亿平方米: the sum that the years behind it make up."""
    dates = [date for date in find_dates(one.own_words) if date.year]
    return bool(_SUM.search(one.own_words)) or bool(dates and dates[0].end_year)


def is_of_no_class(ask: Question, library: Library, group: Sequence[FoundFigure]) -> bool:
    """语言残疾儿童, where the document has 视力, 听力 and 肢体残疾儿童: nothing tells which of several figures is meant,
    and the word that would tell it is printed nowhere around them."""
    first = group[0].figure
    apart = [
        one
        for one in group[1:]
        if one.figure not in paired(library, first)
        and not ends_of_range(library, first, one.figure)
        and capped_share(library, one.figure) != first
        and capped_share(library, first) != one.figure
    ]
    return len(apart) >= MANY - 1 and lacks_word(ask, library, first.document_id, first.clause)


def sets_out_others(question: Question, library: Library, found: Found) -> bool:
    """The same of a sentence: does it set out figures of the kind that is asked for, none for the case asked?"""
    sentence = found.sentence
    figures = library.figures_of(sentence.document_id, sentence.clause)
    fitting = [f for f in figures if sentence.start <= f.start < sentence.end and fits_unit(question, f)]
    if len(fitting) > 1 and all(lies_outside(question, library, f) for f in fitting):
        return True
    alike = max(Counter(f.unit for f in fitting).values(), default=0)
    return alike >= MANY and lacks_word(question, library, sentence.document_id, sentence.clause)


def lacks_word(ask: Question, library: Library, document_id: str, clause: int) -> bool:
    """Is a word that says which one is meant held nowhere in the clause, its headings and the title?"""
    address = library.folded_address(document_id, clause)
    around = f"{library.folded_clause(document_id, clause)}|{address}|{library.folded_titles[document_id]}"
    return any(tells_which(term) and held(term.word, around) < t.HELD for term in ask.own or ask.terms)
