"""Verdicts on figures.

1. Evidence is found by subject: the statements that hold most of what the claim speaks of.
2. In each statement the figure whose measure fits best is the one that answers; the number plays no part.
3. Of the statements that fit almost as well as the best, one that agrees supports the claim.
4. Else the best says what is right: another value, year, unit or qualifier; or nothing when it fits too little.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answer import Verdict
from assistant.checking import thresholds as t
from assistant.checking.agreement import (
    agrees,
    other_basis,
    roughly,
    same_amount,
    scope_conflict,
    year_conflict,
)
from assistant.checking.computing import computed
from assistant.checking.evidence import FigureEvidence
from assistant.checking.finding import Finding
from assistant.checking.grams import grams
from assistant.checking.matching import CLASSIFIERS, Match, own_covered, period
from assistant.checking.placing import of_another_thing, placed_figure, stands_at, telling_words
from assistant.checking.pool import Pool
from assistant.checking.reading import Measured, Reading
from assistant.checking.totals import counts_another_thing, of_the_whole, printed_total
from assistant.terms import held, limits
from policytext.figures import FigureMention
from policytext.folding import fold
from policytext.numerals import plain_number
from policytext.quantities import comparable

QUALIFIERS = {
    "": "没有限定词", "about": "约", "nearly": "近", "over": "超过", "at_least": "不少于（以上）",
    "at_most": "不超过（以下）", "under": "低于",
}  # fmt: skip


def check_figures(
    reading: Reading, pool: Pool, within: Collection[str] | None = None, strict: bool = False
) -> list[Finding]:
    """A verdict for each figure of the statement that is a claim."""
    evidence = FigureEvidence(reading, pool, within)
    found = [f for m in reading.figures if (f := _check_figure(reading, m, evidence, strict))]
    if strict or not any(f.verdict == "not_found" for f in found):
        return found
    placed = check_placed(reading, pool, within)
    return [placed if placed and f.start == placed.start and f.verdict == "not_found" else f for f in found]


def check_placed(reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """The verdict on the one figure of a short statement that is placed by its words alone."""

    def other(claim: Measured, found: Match) -> bool:
        return (
            scope_conflict(reading, found)
            or counts_another_thing(claim, found)
            or year_conflict(reading, claim, found)
            or other_basis(claim.figure, found.measured.figure)
        )

    found = placed_figure(reading, pool, within, other)
    if found is None:
        return None
    claim, best = found
    figure = claim.figure
    if agrees(reading, claim, best):
        return _finding(figure, "supported", shown(best), "", 0.6, best.reading)
    same = same_amount(claim, best)
    verdict, reason = _difference(figure, best.measured.figure, best, same, False)
    return _finding(figure, verdict, shown(best), reason, 0.6, best.reading)


def _check_figure(
    reading: Reading, claim: Measured, evidence: FigureEvidence, strict: bool
) -> Finding | None:
    """The verdict on one figure; None for a word such as 两项 of which the documents say nothing."""
    figure = claim.figure
    if figure.weak and figure.value == 1 and not figure.qualifier:
        return None  # 一个, 一项 count nothing
    matches = [m for m in evidence.matches(claim) if not scope_conflict(reading, m)]
    matches = [m for m in matches if not of_another_thing(reading, m, matches)]
    matches = matches if strict else of_the_named(reading, matches)
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
    if agreeing and _neighbour_is_meant(reading, agreeing[0], matches):
        return _finding(figure, "not_found", None, "分不清各数对应的指标", 0.3, agreeing[0].reading)
    if agreeing and (best := agreeing[0]).score >= (t.LEAST_SUPPORT_STRICT if strict else t.LEAST_SUPPORT):
        others = _disagreeing(claim, best, close)
        return _finding(
            figure, "supported", shown(best), _note(others), min(1.0, 0.5 + best.score / 2), best.reading,
            tuple(m.reading for m in others),
        )  # fmt: skip
    sums = computed(reading, claim, matches)
    if sums:
        return _finding(figure, "computed", sums.shown, sums.reason, sums.confidence, sums.evidence)
    if total := printed_total(reading, claim, matches):
        verdict, reason = _difference(figure, total.measured.figure, total, same_amount(claim, total), False)
        return _finding(figure, verdict, shown(total), reason, 0.6, total.reading)
    whole = of_the_whole(claim, close, matches)
    if not whole and not figure.weak:
        return _finding(figure, "not_found", None, "文件中没有找到对应的指标", 0.4, matches[0].reading)
    return _disagreement(reading, claim, whole) if whole else None


def of_the_named(reading: Reading, matches: Sequence[Match]) -> list[Match]:
    """Without those of documents that lack a noun of the statement, where another document's figure lacks none:
    养老服务联席会议纪要 is not judged by the rules of another 联席会议."""
    nouns = [w.text for w in telling_words(reading) if limits(w.text)]
    near = matches[: t.NAMED_LOOKED_AT]
    lacking = {id(m): any(not _speaks_of(noun, m.reading) for noun in nouns) for m in near}
    whole = [m for m in near if not lacking[id(m)] and m.unit_fits and m.score >= t.LEAST_SUBJECT]
    documents = {m.reading.document_id for m in whole}
    return [m for m in matches if not documents or m.reading.document_id in documents]


def _speaks_of(noun: str, reading: Reading) -> bool:
    pairs = grams(noun)
    return held(noun, reading.folded) >= t.HELD_BEFORE or pairs <= reading.around or pairs <= reading.before


def _neighbour_is_meant(reading: Reading, best: Match, matches: Sequence[Match]) -> bool:
    """Does a paragraph beside the best one hold a noun of the statement that the best one lacks, with a figure of
    the same unit that says otherwise? 供水管道满20年, where 满20年 stands below 供热管道 and 满30年 below 供水管道."""
    own = _paragraph(best.reading)
    value = best.measured.figure.value
    beside = [
        _paragraph(m.reading)
        for m in matches
        if m.unit_fits and m.measured.figure.value != value and stands_at(m) == stands_at(best)
    ]
    nouns = [w.text for w in telling_words(reading) if limits(w.text)]
    lacking = [w for w in nouns if held(w, own) < t.HELD_BEFORE and not grams(w) <= best.reading.around]
    return any(w in paragraph for w in lacking for paragraph in beside if paragraph != own)


def _paragraph(reading: Reading) -> str:
    """The folded line of the text in which a statement stands."""
    start = reading.text.rfind("\n", 0, reading.start) + 1
    end = reading.text.find("\n", reading.end - 1)
    return fold(reading.text[start : end if end >= 0 else len(reading.text)])


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
    if figure.listed and not theirs.listed:
        return _finding(figure, "not_found", None, "分不清各数对应的指标", 0.3, best.reading)
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
    if not same and roughly(mine, theirs):
        return "different", f"约数，原文为{shown(best)}"
    if not same:
        what = "" if best.unit_fits else "单位不同，"
        return "contradicted", f"{what}原文为{shown(best)}"
    if mine.change and theirs.change and mine.change != theirs.change:
        return "contradicted", f"增减方向相反，原文为“{fold(best.measured.figure.measure)}{shown(best)}”"
    if other_basis(mine, theirs):
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
