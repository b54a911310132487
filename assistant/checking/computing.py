"""Figures that no document prints but that follow from figures it does print: differences, growth, totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from assistant.checking import thresholds as t
from assistant.checking.matching import CLASSIFIERS, Match
from assistant.checking.reading import Measured, Reading
from assistant.checking.totals import is_total
from policytext.figures import FigureMention
from policytext.numerals import plain_number, scaled_number

_TOTAL = re.compile(r"合计|总计|共计|一共|共(?!同|享|建|产|青)|总和|总共|之和|加起来|两者共|两项共|三项共")
_SIZES = range(2, 6)  # parts of a sum


@dataclass(frozen=True)
class Sum:
    """How a figure follows: shown as 130元－120元＝10元."""

    shown: str
    reason: str
    confidence: float
    evidence: Reading


def computed(reading: Reading, claim: Measured, matches: Sequence[Match]) -> Sum | None:
    """The claim as a difference, a growth or a total of the figures found for its subject; None when it is none."""
    figure = claim.figure
    good = [m for m in matches if m.score >= t.LEAST_SUBJECT]
    if figure.change:
        return _difference(figure, _levels(matches, figure))
    if _TOTAL.search(reading.words) and good:
        return _total(figure, good)
    return None


def _levels(matches: Sequence[Match], figure: FigureMention) -> list[Match]:
    """Figures that are levels, of the units from which the claimed difference can come."""
    fitting = []
    for found in matches:
        for measured in found.reading.figures:
            level = measured.figure
            share = figure.quantity.unit_kind == "points" and level.quantity.unit_kind == "percent"
            same = (
                level.unit == figure.unit
                or {level.unit, figure.unit} <= CLASSIFIERS
                or share
                or figure.quantity.unit_kind == "percent"
            )
            if not level.change and not level.weak and same and _near(measured, found):
                fitting.append(Match(found.reading, measured, found.score, True))
    return fitting


def _near(measured: Measured, found: Match) -> bool:
    return measured is found.measured or bool(measured.own & found.measured.own)


def _difference(figure: FigureMention, levels: Sequence[Match]) -> Sum | None:
    sign = 1 if figure.change == "increase" else -1
    for a, b in combinations(levels, 2):
        early, late = sorted((a, b), key=lambda m: (m.measured.figure.year or 0, m.measured.figure.start))
        low, high = early.measured.figure, late.measured.figure
        alike = low.unit == high.unit or {low.unit, high.unit} <= CLASSIFIERS
        if not alike or low.value == high.value or not _pair(early, late):
            continue
        if figure.year and high.year and high.year != figure.year:
            continue
        step = (high.value - low.value) * sign
        points = figure.unit == "个百分点" and low.unit == "%"
        if step == figure.value and (points or figure.unit == low.unit or figure.unit in CLASSIFIERS):
            text = f"{_plain(high)}－{_plain(low)}＝{_plain_value(step * sign, low.unit)}"
            return Sum(text, f"由原文计算：{text}", min(0.95, a.score), late.reading)
        if figure.unit == "%" and low.value and low.unit != "%":
            growth = step / low.value * 100
            if _rounds(growth, figure.value):
                text = f"（{_plain(high)}－{_plain(low)}）÷{_plain(low)}≈{plain_number(figure.value)}%"
                return Sum(text, f"由原文计算：{text}", min(0.9, a.score), late.reading)
    return None


def _pair(a: Match, b: Match) -> bool:
    """Two figures of one measure: most of what the one is called, the other is called too."""
    mine, theirs = a.measured.own, b.measured.own
    shared = len(mine & theirs)
    return shared * 2 >= min(len(mine), len(theirs)) and shared > 0


def _total(figure: FigureMention, matches: Sequence[Match]) -> Sum | None:
    """The claim as the sum of figures of one statement, or of the several statements that are nearest to its subject, of
    its year. A printed total (共18项) is no part of another one, and where one is printed nothing is added up over
    several statements: 共18项 and the 5项 of one of its fields make no 23项."""
    for found in matches[:3]:
        parts = [m.figure for m in found.reading.figures if _is_part(figure, m.figure) and not is_total(m)]
        if shown := _adds_up(figure, [chosen for size in _SIZES for chosen in combinations(parts[:8], size)]):
            return Sum(shown, f"由原文计算：{shown}", min(0.9, found.score), found.reading)
    several = [m for m in matches if _is_part(figure, m.measured.figure) and _same_year(figure, m)]
    nearest = [tuple(m.measured.figure for m in several[:size]) for size in _SIZES if size <= len(several)]
    if not any(is_total(m.measured) for m in several) and (shown := _adds_up(figure, nearest)):
        return Sum(shown, f"由原文计算：{shown}", 0.6, matches[0].reading)
    return None


def _is_part(figure: FigureMention, part: FigureMention) -> bool:
    alike = part.unit == figure.unit or {part.unit, figure.unit} <= CLASSIFIERS
    return alike and not part.change and not part.weak


def _same_year(figure: FigureMention, found: Match) -> bool:
    return found.score >= t.LEAST_SUBJECT and figure.year in (None, found.measured.figure.year)


def _adds_up(figure: FigureMention, sums: Sequence[Sequence[FigureMention]]) -> str:
    """The first of the sums that makes the figure, as it is shown."""
    for chosen in sums:
        if sum((f.value for f in chosen), Decimal(0)) == figure.value:
            return "＋".join(_plain(f) for f in chosen) + f"＝{_plain_value(figure.value, figure.unit)}"
    return ""


def _rounds(exact: Decimal, said: Decimal) -> bool:
    places = max(0, -int(said.normalize().as_tuple().exponent))
    return round(exact, places) == said


def _plain(figure: FigureMention) -> str:
    return _plain_value(figure.value, figure.unit)


def _plain_value(value: Decimal, unit: str) -> str:
    return scaled_number(value) + unit
