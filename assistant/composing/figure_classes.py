"""The class that a figure is of: 三类大件, 3家企业, 95岁 in a question, and beside the figure 三类, 3家的, 90至99周岁."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import thresholds as t
from assistant.composing.figure_spans import counted, is_limit_of, part_span, statement_end, statement_start
from assistant.library import Library
from assistant.question import Question
from policytext.folding import fold
from policytext.numerals import parse_number
from policytext.quantities import Qualifier, Quantity, find_quantities
from policytext.units import base_unit
from vectorstore.records import Figure

_MARK = re.compile(r"(?P<which>第?[一二三四五六七八九十\d]+|[a-eⅰⅱⅲⅳ])(?P<kind>[类级档等型期])(?!以?[上下])")
_AGES = re.compile(
    r"(?<![一二三四五六七八九十百千万第])(?P<tens>[二三四五六七八九])十(?P<more>[多几])?(?!年|[天月日元个家人])"
)
_AGE_UNITS = frozenset(("岁", "周岁"))
_GOVERNS = re.compile(r"[^,，]{0,6}的[,，:：]")  # 60万吨以下的，甲150人，乙200人: holds for all that follow
_CLOSE = 6  # characters between the two ends of a range: 30万吨及以上至60万吨以下
_SUM = Decimal(1000)
_HALF_DECADE = Decimal(5)


@dataclass(frozen=True)
class Value:
    """A quantity of the question."""

    value: Decimal
    unit: str
    digits: str = ""
    qualifier: Qualifier = ""
    high: Decimal | None = None  # the upper end of a range: 0至6岁


@dataclass(frozen=True)
class Class:
    """What the question names the figure's class by (三类, 95), and how closely: 60周岁以上 holds 95 loosely."""

    name: str
    closeness: float
    is_range: bool = False  # with two ends: 30万吨及以上至60万吨以下


def of_class(ask: Question, library: Library, figure: Figure) -> Class | None:
    """The figure's class, if it is the one that the question names by a mark (三类) or a number."""
    for text in (ask.piece, ask.text):
        marks = {mark.group() for mark in _MARK.finditer(fold(text))}
        values = values_of(fold(text))
        if text != ask.piece and not is_whole(ask):  # 500万元以下和以上的: the side is that of another ask
            values = [replace(value, qualifier="") for value in values]
        if marks or values:
            return _mark_beside(library, figure, marks) or _value_beside(library, figure, values)
    return None


def values_of(text: str) -> list[Value]:
    """The question's own quantities: 3家, 95岁, 三人户, 超过10万元, 0至6岁; 八十多 is an age."""
    values = [_value_of(quantity) for quantity in find_quantities(text)]
    for match in _AGES.finditer(text):
        tens = parse_number(f"{match['tens']}十")
        if tens is not None:
            values.append(Value(tens + (_HALF_DECADE if match["more"] else 0), "岁"))
    return values


def _value_of(quantity: Quantity) -> Value:
    digits = re.sub(r"\D", "", quantity.text)
    bare_sum = not quantity.unit and quantity.value >= _SUM  # 15万的车
    unit = "元" if bare_sum else quantity.unit.split("/")[0]
    return Value(quantity.value, unit, digits, quantity.qualifier, quantity.high)


def _mark_beside(library: Library, figure: Figure, marks: set[str]) -> Class | None:
    """A mark in the figure's own part, behind the figure before it."""
    if not marks:
        return None
    start, end = part_span(library, figure)
    part = fold(library.slice(figure.document_id, start, end))
    return next((Class(mark.group(), 1.0) for mark in _MARK.finditer(part) if mark.group() in marks), None)


def _value_beside(library: Library, figure: Figure, values: list[Value]) -> Class | None:
    """A value that lies within the class named last before the figure in its statement."""
    for value in values:
        limits = _limits_before(library, figure, value.unit)
        if limits and all(_holds(one, value) for one in limits):
            closed = len(limits) > 1 or limits[0].high is not None or not limits[0].qualifier
            is_range = len(limits) > 1 or limits[0].high is not None
            return Class(value.digits or str(value.value), 1.0 if closed else t.OPEN_CLASS, is_range)
    return None


def is_of_other_class(ask: Question, library: Library, figure: Figure) -> bool:
    """Is it for another class than that of the value in the question: one that this value lies outside of, or is the
    value printed for a later statement of its sentence (超过48小时的, behind 超过24小时的50%)?"""
    outside = lies_outside(ask, library, figure)
    return outside or any(_printed_later(library, figure, value) for value in values_asked(ask))


def lies_outside(ask: Question, library: Library, figure: Figure) -> bool:
    """10万元至20万元的补贴2000元, for 8万的车."""
    limited = [(value, _limits_before(library, figure, value.unit)) for value in values_asked(ask)]
    ranged = [
        (value, limits) for value, limits in limited if any(x.qualifier or x.high is not None for x in limits)
    ]
    return bool(ranged) and not any(all(_holds(one, value) for one in limits) for value, limits in ranged)


def values_asked(ask: Question) -> list[Value]:
    """Of one of several asks those of its own piece alone (500万元以下和以上的分别)."""
    own = values_of(fold(ask.piece))
    return own or (values_of(fold(ask.text)) if is_whole(ask) else [])


def is_whole(ask: Question) -> bool:
    """Is it the question itself, and not one of several asks of it?"""
    return ask.piece in ("", ask.topic)


def _printed_later(library: Library, figure: Figure, value: Value) -> bool:
    """Does a later statement of the sentence print the very value, and this one and those before it do not?"""
    same = [
        one
        for one in counted(library, figure)
        if one.sentence_start == figure.sentence_start
        and (one.value, one.unit, one.high) == (value.value, value.unit, value.high)
    ]
    return bool(same) and same[0].start >= statement_end(library, figure)


def _limits_before(library: Library, figure: Figure, unit: str) -> list[Figure]:
    """The figures of the unit's dimension that stand last before `figure`: one, or the two ends of a range."""
    opens = statement_start(library, figure)
    before = [
        one
        for one in counted(library, figure)
        if opens <= one.start and one.end <= figure.start and _same_dimension(one, unit)
    ]
    if not before:
        return []
    between = fold(library.slice(figure.document_id, before[-1].end, figure.start))
    alike = figure.unit.split("/")[0] == before[-1].unit.split("/")[0]
    if alike and not is_limit_of(library, before[-1], figure):
        return []
    shared = any(
        before[-1].end <= one.start < figure.start and one.unit == figure.unit
        for one in counted(library, figure)
    )
    if shared and not _GOVERNS.match(between):
        return []
    limits = [before[-1]]
    if len(before) > 1:
        between = fold(library.slice(figure.document_id, before[-2].end, before[-1].start))
        if len(between) <= _CLOSE and re.search(r"[至到且不~-]", between):
            limits.insert(0, before[-2])
    return limits


def _same_dimension(figure: Figure, unit: str) -> bool:
    own = figure.unit.split("/")[0]
    return own == unit or {own, unit} <= _AGE_UNITS or bool(own and base_unit(own)[0] == base_unit(unit)[0])


def _holds(limit: Figure, asked: Value) -> bool:
    """超过10万元 lies within 10万元以上, and not within 10万元以下."""
    own, value = limit.unit.split("/")[0], asked.value
    if own != asked.unit and not {own, asked.unit} <= _AGE_UNITS:
        value = value * base_unit(asked.unit)[1] / base_unit(own)[1]
    above = asked.qualifier in ("at_least", "over")
    below = asked.qualifier in ("at_most", "under")
    if asked.high is not None:
        return (limit.value, limit.high) == (asked.value, asked.high)
    if limit.high is not None:
        return limit.value <= value <= limit.high and not (above and value == limit.high)
    match limit.qualifier:
        case "at_least" | "over":
            return value >= limit.value and not (below and value == limit.value)
        case "at_most":
            return value <= limit.value and not (above and value == limit.value)
        case "under":
            return value < limit.value or (below and value == limit.value)
        case _:
            return value == limit.value
