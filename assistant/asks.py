"""A question for several figures, taken apart: one ask for each, with the words that are its own.

"A和B各多少", "17年新建多少、完善提升多少，18年计划多少", "有多少？完成任务的百分之几" each name two or more
things. An ask keeps all terms of the question, those of its own piece in full weight and the others as context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import thresholds as t
from assistant.library import Library
from assistant.question import Question, Term
from assistant.terms import content_words, weigh
from assistant.understanding import relative_years_of, topic_of, units_of, years_of

_BREAK = re.compile(r"[,，;；:：?？/]|还有|对比|相比")
# 和 is part of many names; it parts two asks where the question says so, or a measure stands before it.
_AND = re.compile(r"、|以及|(?<=.)(?:和|与|跟|及|同|vs)(?=.)")
_SEVERAL = re.compile(r"分别|各(?:是|为|有|多少|几|自|占|达|落实|升|新|完成)|对照|对比|比较|哪个(?:多|大|高)|两者|相差|(?:19|20)?\d\d年?.*(?:19|20)?\d\d年?")
_MEASURE = re.compile(r"(?:数量?|率|比例|比重|占比|金额|额|次数|人数|户数|幅度?|标准|面积|规模|多少.{0,3}|几.)$")


def split_asks(question: Question, library: Library) -> list[Question]:
    """One question for each thing that is asked for, in order; the question itself when it asks for one."""
    pieces = [part for piece in _BREAK.split(question.text) if piece for part in part_and(piece, question.text)]
    asks: list[Question] = []
    years, offsets = question.years, question.relative_years
    several_years = len(question.years) + len(question.relative_years) > 1
    for piece in pieces:
        own_years, own_offsets = years_of(piece), relative_years_of(piece)
        if several_years and (own_years or own_offsets):
            years, offsets = own_years, own_offsets
        words = weigh(content_words(topic_of(piece, question.kind)), library)
        if not words and not (several_years and (own_years or own_offsets)):
            continue
        terms = _emphasise(question.terms, words)
        asks.append(
            replace(question, years=years, relative_years=offsets, units=units_of(piece), terms=terms, own=words)
        )
    return asks if len(asks) > 1 else [replace(question, own=question.terms)]


def part_and(piece: str, whole: str) -> list[str]:
    """The parts between 和, 与, 、 where they are several asks; the piece itself otherwise."""
    parts = [part for part in _AND.split(piece) if part]
    if len(parts) > 1 and (_SEVERAL.search(whole) or _MEASURE.search(parts[0])):
        return parts
    return [piece]


def _emphasise(terms: Sequence[Term], own: Sequence[Term]) -> tuple[Term, ...]:
    words = {term.word for term in own}
    if not words:
        return tuple(terms)
    return tuple(term if term.word in words else replace(term, weight=term.weight * t.OTHER_ASKS) for term in terms)
