"""Is it true that …? The number of an English question against the figure that it speaks of.

The words of the question were translated term by term, so no sentence can be laid beside it; its number can. With an
equal figure of the thing it is as stated; with another it is not, but only where one figure is clearly meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import thresholds as t
from assistant.answer import Answer, Check, Verdict
from assistant.composing.figure_choice import choose, is_fit
from assistant.composing.figure_weights import FoundFigure, find_figures
from assistant.composing.figures import compose_figure
from assistant.library import Library
from assistant.question import Question
from assistant.retrieval import Found

_SCALE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d.]*[\d])\s*"
    r"(?:(hundred|thousand|million|billion|trillion)\b)?\s*"
    r"(percentage points?\b|%|percent\b|per cent\b|yuan\b|rmb\b|(?:days?|months?|years?|hours?)\b)?",
    re.IGNORECASE,
)
_UNITS = {"%": ("%",), "points": ("个百分点",), "yuan": ("元",), "day": ("天", "日", "个工作日"), "month": ("个月", "月"),
          "year": ("年",), "hour": ("小时", "个小时")}  # fmt: skip
_AT_LEAST = re.compile(r"at least|no less than|not less than|more than|over\b|exceed|above", re.IGNORECASE)
_AT_MOST = re.compile(
    r"at most|no more than|not more than|less than|within|under\b|below|up to", re.IGNORECASE
)
_LIMITS = {"over": _AT_MOST, "at_least": _AT_MOST, "at_most": _AT_LEAST, "under": _AT_LEAST}
_NOT = re.compile(r"\b(?:not|no longer|never)\b|n't\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stated:
    """The number of an English question in base units; `units` are what its figure may have, () for things."""

    value: Decimal
    units: tuple[str, ...]
    text: str


def number_in(text: str) -> Stated | None:
    """The only number of the question that is no year; None for none or several."""
    found = []
    for match in _NUMBER.finditer(text):
        digits, scale, unit = match.groups()
        if re.fullmatch(r"(?:19|20)\d\d", digits) and not scale and not unit:
            continue
        name = "" if not unit else _unit_name(unit.lower())
        value = Decimal(digits.replace(",", "")) * _SCALE.get((scale or "").lower(), 1)
        found.append(Stated(value, _UNITS.get(name, ()), match.group().strip()))
    return found[0] if len(found) == 1 else None


def _unit_name(unit: str) -> str:
    if "point" in unit:
        return "points"
    if unit in ("%", "percent", "per cent"):
        return "%"
    return "yuan" if unit == "rmb" else unit.rstrip("s")


def compose_english_check(
    question: Question, library: Library, find: Callable[[Question], Sequence[Found]]
) -> Answer | None:
    """The figure with its verdict, or without one where it is not plain; None when no figure fits."""
    stated = number_in(question.original)
    if stated is None or _NOT.search(question.original):
        return compose_figure(question, library, find, choose(question, library, find))
    # The number that is to be checked must not choose the figure.
    terms = tuple(term for term in question.terms if not any(c.isdigit() for c in term.word))
    bare = replace(
        question, terms=terms, text=_without(stated, question.text), topic=_without(stated, question.topic)
    )
    groups = choose(bare, library, find)
    if not groups:
        return None
    best = groups[0][0]
    candidates = [c for c in find_figures(bare, library, find(bare)) if _of_kind(stated, c)]
    equal = [c for c in candidates if _equal(stated, c)]
    least = max(t.CLEAR_LOCAL, best.local - t.LEAST_LOCAL_FIRST)
    fitting = [c for c in equal if c.local >= least and is_fit(bare, c, False) and not _of_neighbour(c, best)]
    if fitting:
        chosen = fitting[0]
        if _other_limit(question, chosen):
            return compose_figure(question, library, find, [[chosen]])
        return _told(compose_figure(question, library, find, [[chosen]]), "supported", stated)
    answer = compose_figure(question, library, find, groups)
    sure = len(groups) == 1 == len(groups[0]) and best.clear and best.local >= t.SURE_LOCAL and not best.lost
    if equal or not sure or not _of_kind(stated, best) or len(terms) < 2:
        return answer
    return _told(answer, "contradicted", stated)


def _told(answer: Answer | None, verdict: Verdict, stated: Stated) -> Answer | None:
    if answer is None:
        return None
    word = "相符。" if verdict == "supported" else "不符。"
    check = Check("figure", stated.text, verdict, 1)
    return replace(answer, text=f"{word}\n{answer.text}", checks=(check, *answer.checks))


def _without(stated: Stated, text: str) -> str:
    number = re.match(r"[\d.,]+", stated.text)
    digits = number.group().replace(",", "") if number else ""
    return re.sub(rf"(?<!\d){re.escape(digits)}(?!\d)%?", "", text)


def _equal(stated: Stated, one: FoundFigure) -> bool:
    return stated.value == one.figure.value and one.figure.high is None


def _of_neighbour(one: FoundFigure, best: FoundFigure) -> bool:
    """Is it in the sentence of a figure that says otherwise and that the question describes better?"""
    same = (one.figure.document_id, one.figure.sentence_start) == (
        best.figure.document_id,
        best.figure.sentence_start,
    )
    return same and one.figure.value != best.figure.value and one.local < best.local


def _of_kind(stated: Stated, one: FoundFigure) -> bool:
    """Per cent with per cent, money with money, time with time, things with things."""
    unit = one.figure.unit.split("/")[0]
    known = {u for units in _UNITS.values() for u in units}
    return unit in stated.units if stated.units else bool(unit) and unit not in known - {"元"}


def _other_limit(question: Question, one: FoundFigure) -> bool:
    """At least where the document says at most, and the other way round."""
    other = _LIMITS.get(one.figure.qualifier)
    return bool(other and other.search(question.original))
