"""Verdicts on figures.

1. Evidence is found by subject: the statements that hold most of what the claim speaks of.
2. In each statement the figure whose measure fits best is the one that answers; the number plays no part.
3. Of the statements that fit almost as well as the best, one that agrees supports the claim.
4. Else the best says what is right: another value, year, unit or qualifier; or nothing when it fits too little.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.answer import Verdict
from assistant.checking import thresholds as t
from assistant.checking.computing import computed
from assistant.checking.finding import Finding
from assistant.checking.matching import CLASSIFIERS, Match, layers, match, own_covered, period
from assistant.checking.pool import Pool
from assistant.checking.reading import Measured, Reading
from policytext.dates import find_dates
from policytext.figures import FigureMention
from policytext.folding import fold
from policytext.numerals import plain_number
from policytext.quantities import comparable, same_value

QUALIFIERS = {
    "": "没有限定词", "about": "约", "nearly": "近", "over": "超过", "at_least": "不少于（以上）",
    "at_most": "不超过（以下）", "under": "低于",
}  # fmt: skip


_FAR = re.compile("(?:不低于|不少于|不得低于|不得少于|不超过|不高于|不得超过)...")


def check_figure(
    reading: Reading, claim: Measured, pool: Pool, within: Collection[str] | None = None, strict: bool = False
) -> Finding | None:
    """The verdict on one figure; None for a word such as 两项 of which the documents say nothing."""
    figure = claim.figure
    if figure.weak and figure.value == 1 and not figure.qualifier:
        return None  # 一个, 一项 count nothing
    matches = find_matches(reading, claim, pool, within)
    if not matches or matches[0].score < t.LEAST_SUBJECT:
        sums = computed(reading, claim, matches)
        if sums:
            return _finding(figure, "computed", sums.shown, sums.reason, sums.confidence, sums.evidence)
        return (
            None
            if figure.weak
            else _finding(figure, "not_found", None, "文件中没有找到对应的指标", 0.5, None)
        )
    close = [m for m in matches if m.score >= matches[0].score - t.NEAR_TIE]
    unprinted = [m for m in close if strict and not _period_printed(claim, m)]
    wide = [m for m in matches if m in close or _names_the_same(claim, m, matches[0])]
    agreeing = [
        m
        for m in wide
        if m not in unprinted
        and m.unit_fits
        and agrees(reading, claim, m)
        and not year_conflict(reading, claim, m)
    ]
    if agreeing and (best := agreeing[0]).score >= (t.LEAST_SUPPORT_STRICT if strict else t.LEAST_SUPPORT):
        others = _disagreeing(claim, best, close)
        return _finding(
            figure, "supported", shown(best), _note(others), min(1.0, 0.5 + best.score / 2), best.reading,
            tuple(m.reading for m in others),
        )  # fmt: skip
    sums = computed(reading, claim, matches)
    if sums:
        return _finding(figure, "computed", sums.shown, sums.reason, sums.confidence, sums.evidence)
    return _disagreement(reading, claim, close)


def _period_printed(claim: Measured, found: Match) -> bool:
    """Does the claim give the period (每月) that the document gives?"""
    mine, theirs = claim.figure.quantity, found.measured.figure.quantity
    return comparable(mine, theirs) or period(claim) == period(found.measured)


def _names_the_same(claim: Measured, found: Match, best: Match) -> bool:
    """Is a worse match still of the very measure that the claim names, in another statement?"""
    goal_missed = claim.figure.kind == "target" and found.measured.figure.kind == "achieved"
    other = found.reading is not best.reading and not goal_missed
    named = len(claim.own) >= t.LEAST_OWN_PAIRS and own_covered(claim, found.measured) >= t.OWN_COVERED
    return other and named and found.score >= best.score - t.WIDE_TIE


def find_matches(
    reading: Reading, claim: Measured, pool: Pool, within: Collection[str] | None
) -> list[Match]:
    """The best figure of every statement that speaks of the subject, best first."""
    weighed = layers(reading, claim, claim=True)
    telling = [p for p, level in weighed.items() if level >= t.TELLING_LEVEL]
    best: list[Match] = []
    for candidate, _ in pool.candidates(telling, within):
        if not candidate.figures:
            continue
        found = [match(reading, claim, weighed, candidate, m, pool.weights) for m in candidate.figures]
        if not claim.figure.weak:
            found = [m for m in found if not m.measured.figure.weak or agrees(reading, claim, m)]
        if found:
            best.append(_choose(reading, claim, found))
    return sorted(best, key=lambda m: -m.score)


def _choose(reading: Reading, claim: Measured, found: Sequence[Match]) -> Match:
    """The figure of one statement that answers; among such as cannot be told apart, one that agrees."""
    top = max(m.score for m in found)
    tied = [m for m in found if m.score >= top - t.SAME_MEASURE]
    return next((m for m in tied if agrees(reading, claim, m)), max(found, key=lambda m: m.score))


def agrees(reading: Reading, claim: Measured, found: Match) -> bool:
    """The same value, unit, qualifier and direction of change."""
    mine, theirs = claim.figure, found.measured.figure
    return (
        same_amount(claim, found)
        and _same_qualifier(reading, mine, found)
        and not (mine.change and theirs.change and mine.change != theirs.change)
        and not _other_basis(mine, theirs)
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
    if mine.qualifier or re.match(r"[不以]", theirs.text) or not theirs.qualifier:
        return False
    far = _FAR.search(fold(found.reading.text[theirs.part_start : theirs.start]))
    return bool(far and far.group() in fold(reading.text[: reading.end]))


def _other_basis(mine: FigureMention, theirs: FigureMention) -> bool:
    """比2015年 is not 比2016年."""
    a = [d.year for d in find_dates(mine.relative_to) if d.year]
    b = [d.year for d in find_dates(theirs.relative_to) if d.year]
    return bool(a and b and a != b)


def year_conflict(reading: Reading, claim: Measured, found: Match) -> bool:
    """Does the claim say another year than the evidence? A year that the evidence prints anywhere near is none."""
    mine, theirs = claim.figure.year, found.measured.figure.year
    if mine is None or (reading.year == mine and not claim.figure.year_explicit):
        return False
    if mine == theirs:
        return False
    if theirs is None:
        return claim.figure.year_explicit and not _printed(mine, found)
    explicit = found.measured.figure.year_explicit
    return explicit or not _printed(mine, found)


def _printed(year: int, found: Match) -> bool:
    """Does the statement print this year, alone or within a range?"""
    return any(
        d.year == year or (d.year and d.end_year and d.year <= year <= d.end_year)
        for d in found.reading.dates
    )


def shown(found: Match) -> str:
    """The figure as the document prints it, blanks left out."""
    return "".join(found.measured.figure.text.split())


def _disagreement(reading: Reading, claim: Measured, close: Sequence[Match]) -> Finding | None:
    figure = claim.figure
    same = [m for m in close if same_amount(claim, m)]
    digits = [m for m in close if _digits(m.measured.figure) == _digits(figure)]
    best = (same or digits or close)[0]
    theirs = best.measured.figure
    least = t.LEAST_CONTRADICTION_WEAK if figure.weak else t.LEAST_CONTRADICTION
    conflict = year_conflict(reading, claim, best)
    if not same and conflict and not any(not year_conflict(reading, claim, m) for m in close):
        text = f"文件中没有{figure.year}年的数字；{theirs.year or ''}{'年为' if theirs.year else '原文为'}{shown(best)}"
        return _finding(
            figure, "not_found" if best.unit_fits else "contradicted", shown(best), text, 0.6, best.reading
        )
    if not same:
        fitting = [m for m in digits or close if not year_conflict(reading, claim, m)]
        best = fitting[0] if fitting else best
        theirs = best.measured.figure
    other_unit = not best.unit_fits and _digits(figure) != _digits(theirs)
    if best.subject < least or other_unit or (figure.change and not theirs.change):
        return (
            None
            if figure.weak
            else _finding(figure, "not_found", None, "文件中没有找到对应的指标", 0.4, best.reading)
        )
    verdict, reason = _difference(figure, theirs, best, bool(same), conflict)
    return _finding(figure, verdict, shown(best), reason, min(1.0, best.score), best.reading)


def _digits(figure: FigureMention) -> str:
    """The bare number without its order of magnitude: the same digits with another unit are a slip of the unit."""
    return plain_number(figure.value).replace(".", "").strip("0")


def _difference(
    mine: FigureMention, theirs: FigureMention, best: Match, same: bool, conflict: bool
) -> tuple[Verdict, str]:
    if not same and _digits(mine) == _digits(theirs) and {mine.unit, theirs.unit} <= CLASSIFIERS:
        return "different", f"量词不同：原文为{shown(best)}"
    if not same:
        what = "" if best.unit_fits else "单位不同，"
        return "contradicted", f"{what}原文为{shown(best)}"
    if mine.change and theirs.change and mine.change != theirs.change:
        return "contradicted", f"增减方向相反，原文为“{fold(best.measured.figure.measure)}{shown(best)}”"
    if _other_basis(mine, theirs):
        return "contradicted", f"比较的基期不同，原文是与{theirs.relative_to}相比"
    if conflict:
        return (
            "different",
            f"年度不同：原文是{theirs.year}年" if theirs.year else f"原文没有说是{mine.year}年",
        )
    return "different", f"限定词不同：原文为{shown(best)}（{QUALIFIERS[theirs.qualifier]}）"


def _disagreeing(claim: Measured, best: Match, close: Sequence[Match]) -> list[Match]:
    """Figures of other documents on the same subject and year that say something else."""
    return [
        m for m in close
        if m.reading.document_id != best.reading.document_id and m.unit_fits and m.score >= t.LEAST_CONTRADICTION
        and m.measured.figure.year == best.measured.figure.year
        and not same_amount(claim, m)
    ]  # fmt: skip


def _note(others: Sequence[Match]) -> str:
    return f"另有文件的说法不同：{'、'.join(shown(m) for m in others)}" if others else ""


def _finding(
    figure: FigureMention, verdict: Verdict, expected: str | None, reason: str, confidence: float,
    evidence: Reading | None, others: tuple[Reading, ...] = (),
) -> Finding:  # fmt: skip
    return Finding(
        "figure", figure.text, figure.start, figure.end, verdict, expected, reason, round(confidence, 2),
        evidence, others,
    )  # fmt: skip
