"""Does a figure of a document say the same as a claim: value, unit, qualifier, direction, basis, year?"""

from __future__ import annotations

import re
from decimal import Context, Decimal

from assistant.checking.matching import Match
from assistant.checking.reading import Measured, Reading
from policytext.dates import find_dates
from policytext.figures import FigureMention
from policytext.folding import fold
from policytext.quantities import comparable, same_value

_WHOLE = re.compile(r"(?<![占与比居和具成])全(?:国|省|市|县|区)")
_FAR = re.compile("(?:不低于|不少于|不得低于|不得少于|不超过|不高于|不得超过)...")


def agrees(reading: Reading, claim: Measured, found: Match) -> bool:
    """The same value, unit, qualifier and direction of change."""
    mine, theirs = claim.figure, found.measured.figure
    return (
        same_amount(claim, found)
        and _same_qualifier(reading, mine, found)
        and not (mine.change and theirs.change and mine.change != theirs.change)
        and not other_basis(mine, theirs)
    )


def same_amount(claim: Measured, found: Match) -> bool:
    """The same value; where only the period differs in print, or the classifier, the bare numbers are compared."""
    mine, theirs = claim.figure.quantity, found.measured.figure.quantity
    if comparable(mine, theirs):
        return same_value(mine, theirs)
    return found.unit_fits and mine.value == theirs.value and mine.high == theirs.high


def _same_qualifier(reading: Reading, mine: FigureMention, found: Match) -> bool:
    """A qualifier may stand away from its number: 按不低于采购金额的30%."""
    theirs = found.measured.figure
    if mine.qualifier == theirs.qualifier:
        return True
    if mine.qualifier == "at_most" and not theirs.qualifier:
        behind = found.reading.text[theirs.end : theirs.end + 10]
        return bool(
            re.match(r"\s*(?:目标|合理|规定)?(?:范围|区间)?(?:之|以)?内", behind)
        )  # 控制在3.5%目标范围内
    if mine.qualifier or re.match(r"[不以]", theirs.text) or not theirs.qualifier:
        return False
    far = _FAR.search(fold(found.reading.text[theirs.part_start : theirs.start]))
    return bool(far and far.group() in fold(reading.text[: reading.end]))


def other_basis(mine: FigureMention, theirs: FigureMention) -> bool:
    """比2015年 is not 比2016年."""
    a = [d.year for d in find_dates(mine.relative_to) if d.year]
    b = [d.year for d in find_dates(theirs.relative_to) if d.year]
    return bool(a and b and a != b)


def roughly(mine: FigureMention, theirs: FigureMention) -> bool:
    """Is the claim a round figure for what is printed: 突破5.6万元 for 56732元?"""
    if theirs.qualifier or not comparable(mine.quantity, theirs.quantity):
        return False
    if not mine.qualifier:
        return _rounds_to(mine.value, theirs.value)
    share = theirs.value / mine.value if mine.value else Decimal(0)
    if mine.qualifier in ("over", "at_least"):
        return Decimal(1) <= share <= Decimal("1.1")
    return Decimal("0.9") <= share <= (Decimal(1) if mine.qualifier == "nearly" else Decimal("1.1"))


def _rounds_to(said: Decimal, printed: Decimal) -> bool:
    """Is `said` the printed value with fewer digits: 193.46万 for 1934642?"""
    digits = len(said.normalize().as_tuple().digits)
    if digits < 2 or digits >= len(printed.normalize().as_tuple().digits):
        return False
    return Context(prec=digits).create_decimal(printed) == said


def scope_conflict(reading: Reading, found: Match) -> bool:
    """全国 is not 全省: does each name another area as a whole? A statement of several figures may name several."""
    if sum(not m.figure.weak for m in reading.figures) != 1:
        return False
    said, printed = (set(_WHOLE.findall(r.folded)) for r in (reading, found.reading))
    return bool(said and printed and not said & printed)


def year_conflict(reading: Reading, claim: Measured, found: Match) -> bool:
    """Does the claim say another year than the evidence? A year that the evidence prints anywhere near is none."""
    mine, theirs = claim.figure.year, found.measured.figure.year
    if mine is None or (reading.year == mine and not claim.figure.year_explicit):
        return False
    if mine == theirs or (claim.figure.year_explicit and not _has_year(reading, mine)):
        return False  # a year that stands behind a semicolon holds only perhaps
    if theirs is None:
        near = found.reading.year is not None and abs(found.reading.year - mine) <= 1
        return claim.figure.year_explicit and not near and not _has_year(found.reading, mine)
    if _in_its_part(found, mine):
        return False  # 将2017年各地上报的…户作为2018年任务
    explicit = found.measured.figure.year_explicit
    return explicit or not _has_year(found.reading, mine)


def _in_its_part(found: Match, year: int) -> bool:
    """Does the part of the sentence that holds the figure print this year as well?"""
    figure, text = found.measured.figure, found.reading.text
    part = text[figure.part_start : figure.part_end]
    if "分别" in part or "由" in part:
        return False
    return any(
        d.year == year and d.end_year is None for d in find_dates(text, figure.part_start, figure.part_end)
    )


def _has_year(reading: Reading, year: int) -> bool:
    """Does the statement print this year, alone or within a range?"""
    return any(
        d.year == year or (d.year and d.end_year and d.year <= year <= d.end_year) for d in reading.dates
    )
