"""The figures of the documents that answer for the figures of one statement, found by subject.

The figures of a statement are looked up together: two of them do not measure the same thing, so each figure of
a document goes to the claim that it fits best.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence

from assistant.checking import thresholds as t
from assistant.checking.agreement import agrees
from assistant.checking.matching import Match, layers, match
from assistant.checking.pool import Pool
from assistant.checking.reading import Measured, Reading


class FigureEvidence:
    """Evidence for every figure of `reading`."""

    def __init__(self, reading: Reading, pool: Pool, within: Collection[str] | None = None) -> None:
        self._reading = reading
        self._pool = pool
        self._within = within
        self._layers = {m.figure.start: layers(reading, m, claim=True) for m in reading.figures}
        self._chosen: dict[int, dict[int, Match]] = {}

    def matches(self, claim: Measured) -> list[Match]:
        """The figure that answers in every statement that speaks of the claim's subject, best first."""
        weighed = self._layers[claim.figure.start]
        telling = [p for p, level in weighed.items() if level >= t.TELLING_LEVEL]
        found = []
        for candidate, _ in self._pool.candidates(telling, self._within):
            if candidate.figures and (chosen := self._choose(candidate).get(claim.figure.start)):
                found.append(chosen)
        return sorted(found, key=lambda m: -m.score)

    def _choose(self, candidate: Reading) -> dict[int, Match]:
        """Which figure of one statement answers for which claim."""
        if id(candidate) not in self._chosen:
            rows = {m.figure.start: self._row(m, candidate) for m in self._reading.figures}
            rows = {place: row for place, row in rows.items() if row}
            claims = {m.figure.start: m for m in self._reading.figures}
            self._chosen[id(candidate)] = _uncross(_share_out(rows), rows, claims)
        return self._chosen[id(candidate)]

    def _row(self, claim: Measured, candidate: Reading) -> list[tuple[Match, bool]]:
        """All figures of the statement for one claim, with whether they agree. Words (两项) count where they do."""
        weighed = self._layers[claim.figure.start]
        row = []
        for measured in candidate.figures:
            found = match(self._reading, claim, weighed, candidate, measured, self._pool.weights)
            agreeing = agrees(self._reading, claim, found)
            if agreeing or claim.figure.weak or not measured.figure.weak:
                row.append((found, agreeing))
        return row


def _share_out(rows: Mapping[int, Sequence[tuple[Match, bool]]]) -> dict[int, Match]:
    """Best pairs first; a claim that would have to reach too far keeps the figure that it fits best."""
    best = {place: max(m.score for m, _ in row) for place, row in rows.items()}
    # Figures that cannot be told apart go to a claim that agrees: hence the small bonus.
    ranked = sorted(
        (-(m.score + t.SAME_MEASURE * agreeing), place, index)
        for place, row in rows.items()
        for index, (m, agreeing) in enumerate(row)
    )
    chosen: dict[int, Match] = {}
    taken: set[int] = set()
    for _, place, index in ranked:
        found = rows[place][index][0]
        start = found.measured.figure.start
        if place in chosen or start in taken or found.score < best[place] - t.FARTHEST_REACH:
            continue
        chosen[place] = found
        if found.unit_fits and found.score >= t.LEAST_SUBJECT:
            taken.add(start)
    for place, row in rows.items():
        if place not in chosen:
            chosen[place] = max((m for m, _ in row), key=lambda m: m.score)
    return chosen


def _uncross(
    chosen: dict[int, Match], rows: Mapping[int, Sequence[tuple[Match, bool]]], claims: Mapping[int, Measured]
) -> dict[int, Match]:
    """Two figures that were exchanged (产区备六个月、销区备三个月) must not be taken for each other because their
    numbers agree: each claim goes to the figure beside which its own distinguishing words stand."""
    for first, second in itertools.combinations(sorted(chosen), 2):
        one, other = chosen[first], chosen[second]
        mine = claims[first].own - claims[second].own
        theirs = claims[second].own - claims[first].own
        by_one = one.measured.own - other.measured.own
        by_other = other.measured.own - one.measured.own
        crossed = mine & by_other and theirs & by_one
        straight = mine & by_one or theirs & by_other
        if crossed and not straight and one.reading is other.reading:
            chosen[first] = _of_figure(rows[first], other) or one
            chosen[second] = _of_figure(rows[second], one) or other
    return chosen


def _of_figure(row: Sequence[tuple[Match, bool]], wanted: Match) -> Match | None:
    start = wanted.measured.figure.start
    return next((match for match, _ in row if match.measured.figure.start == start), None)
