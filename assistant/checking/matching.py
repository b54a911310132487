"""How well a figure of a document measures what a claimed figure is said to measure. The number plays no part.

Both ways: the claim's subject must be held by the document's words, and the document's subject by the claim's,
so that 就业困难人员实现就业 is not taken for 城镇新增就业. What stands nearest to a figure counts most.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.checking.grams import Weights, grams
from assistant.checking.reading import Measured, Reading
from policytext.quantities import comparable, same_value

# Where a pair stands → how much it tells of what a figure measures.
OWN, PART, SENTENCE, BEFORE, AROUND = 1.0, 0.8, 0.3, 0.15, 0.05  # in the claim: weight of the pair
ALONE, SHARED = 0.85, 0.6  # of a sentence with one figure; of parts of a sentence that hold none
HELD_OWN, HELD_PART, HELD_SENTENCE, HELD_BEFORE, HELD_AROUND = (
    1.0,
    0.92,
    0.7,
    0.55,
    0.6,
)  # in the document: credit
FORWARD = 0.6  # share of the claim's side in the score
NEIGHBOURS = 0.12  # for the same characters right before and behind the figure
CONDITION = 0.06  # for the same figure before it: 500万元及以下的，…
PLACE = 0.03  # for the same place among as many figures: the second 500万元 of two
OTHER_UNIT, CONFUSED_UNIT, OTHER_CHANGE, OTHER_YEAR, OTHER_KIND = 0.75, 0.95, 0.8, 0.9, 0.97


CLASSIFIERS = frozenset(["个", "家", "所", "处", "座", "间", "项", "件", "条", "支", "只", "张"])
_PERIOD = re.compile(r"(?:每人每|每|人均每)?(?P<period>年|月)(?:人均|均)|每(?:人每)?(?P<each>年|月)")


@dataclass(frozen=True)
class Match:
    """A figure of a document as evidence for a claim. `score` lies in [0, 1.12]; `subject` is the score before
    unit, year and kind are looked at."""

    reading: Reading
    measured: Measured
    score: float
    unit_fits: bool
    subject: float = 0.0


def layers(reading: Reading, measured: Measured, claim: bool) -> dict[str, float]:
    """Every pair that tells something of the figure, with its weight (claim) or credit (document)."""
    strong_before = claim and reading.points_back
    sentence = _sentence_level(reading) if claim else HELD_SENTENCE
    before = 0.9 if strong_before else BEFORE if claim else HELD_BEFORE
    levels = (
        (reading.around, AROUND if claim else HELD_AROUND), (reading.before, before),
        (grams(reading.opening), sentence), (reading.pairs, sentence), (measured.part, PART if claim else HELD_PART),
        (measured.own, OWN if claim else HELD_OWN),
    )  # fmt: skip
    found: dict[str, float] = {}
    if claim and sentence == SENTENCE:
        elsewhere = frozenset().union(*(m.part for m in reading.figures))
        found = dict.fromkeys(reading.pairs - elsewhere, SHARED)
    for pairs, level in levels:
        for pair in pairs:
            if found.get(pair, 0.0) < level:
                found[pair] = level
    return found


def _sentence_level(reading: Reading) -> float:
    """In a sentence with one figure every word speaks of it."""
    return ALONE if sum(not m.figure.weak for m in reading.figures) == 1 else SENTENCE


def match(
    claim_reading: Reading, claim: Measured, claim_layers: Mapping[str, float], reading: Reading,
    measured: Measured, weights: Weights,
) -> Match:  # fmt: skip
    """The score of one figure of a document for one claim."""
    held = layers(reading, measured, claim=False)
    telling = [(p, weights(p) * level) for p, level in claim_layers.items() if level >= SENTENCE]
    total = sum(weight for _, weight in telling) or 1.0
    forward = sum(weight * held.get(p, 0.0) for p, weight in telling) / total
    own = measured.own or measured.part
    wanted = sum(weights(p) for p in own)
    given = sum(weights(p) * min(1.0, claim_layers.get(p, 0.0) + 0.25) for p in own if p in claim_layers)
    backward = given / wanted if wanted else forward
    score = FORWARD * forward + (1 - FORWARD) * backward
    score += NEIGHBOURS * neighbours(claim, measured)
    if _same_place(claim_reading, claim, reading, measured):
        score += PLACE
    if _same_condition(claim_reading, claim, reading, measured):
        score += CONDITION
    fits = unit_fits(claim, measured)
    return Match(reading, measured, score * _type_factor(claim, measured, fits), fits, score)


def own_covered(claim: Measured, measured: Measured) -> float:
    """Share of the pairs of the claim's measure that stand in the part of the document's sentence."""
    near = measured.own | measured.part
    return len(claim.own & near) / len(claim.own) if claim.own else 0.0


def unit_fits(claim: Measured, measured: Measured) -> bool:
    """Comparable units; a period (每月) may stand in the words, or be left out by the claim."""
    mine, theirs = claim.figure.quantity, measured.figure.quantity
    if comparable(mine, theirs):
        return True
    if mine.unit.split("/")[0] != theirs.unit.split("/")[0] or mine.unit_kind != "money":
        return False
    a, b = period(claim), period(measured)
    return not a or a == b


def period(measured: Measured) -> str:
    """月 or 年 of an amount of money, from its unit or the words around it."""
    unit = measured.figure.unit
    if "/" in unit:
        return unit.split("/")[-1]
    found = _PERIOD.search(measured.left + measured.figure.measure)
    return (found["period"] or found["each"]) if found else ""


def _type_factor(claim: Measured, measured: Measured, unit_fits: bool) -> float:
    mine, theirs = claim.figure, measured.figure
    kinds = {mine.quantity.unit_kind, theirs.quantity.unit_kind}
    factor = 1.0 if unit_fits else CONFUSED_UNIT if kinds == {"percent", "points"} else OTHER_UNIT
    if bool(mine.change) != bool(theirs.change):
        factor *= OTHER_CHANGE
    if mine.year and theirs.year and mine.year != theirs.year:
        factor *= OTHER_YEAR
    if mine.kind == "target" and theirs.kind == "achieved":
        factor *= OTHER_KIND
    return factor


def _same_place(claim_reading: Reading, claim: Measured, reading: Reading, measured: Measured) -> bool:
    mine, theirs = claim_reading.figures, reading.figures
    return len(mine) == len(theirs) > 1 and mine.index(claim) == theirs.index(measured)


def _same_condition(claim_reading: Reading, claim: Measured, reading: Reading, measured: Measured) -> bool:
    """Is the figure before the same in both: 500万元及以下的，不超过1%?"""
    mine, theirs = claim_reading.figures, reading.figures
    i, j = mine.index(claim), theirs.index(measured)
    if i == 0 or j == 0:
        return False
    a, b = mine[i - 1].figure, theirs[j - 1].figure
    return bool(a.qualifier) and a.qualifier == b.qualifier and same_value(a.quantity, b.quantity)


def neighbours(claim: Measured, measured: Measured) -> float:
    """How many characters next to the figures are the same, 0 to 1."""
    left = _common(claim.left[::-1], measured.left[::-1])
    right = _common(claim.right, measured.right)
    return min(1.0, (left + right) / 10)


def _common(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
