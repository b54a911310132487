"""How many there are in all: 改革举措一共有23项 is answered by the total of the same noun, 改革举措共18项, not by the
figure of a part (口岸通关领域共5项)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking import thresholds as t
from assistant.checking.grams import grams
from assistant.checking.matching import Match
from assistant.checking.reading import Measured, Reading
from policytext.folding import fold

_COUNTS_ALL = r"(?:合计|总计|共计|一共|总共|总数|总量|总额|共)(?:为|有|达到?|是|约)?"
_IS_TOTAL = re.compile(_COUNTS_ALL + r"$")
_NOUN = re.compile(rf"([\u4e00-\u9fff]{{2}}),?{_COUNTS_ALL}$")


def is_total(measured: Measured) -> bool:
    return _IS_TOTAL.search(measured.left) is not None


def of_the_whole(claim: Measured, close: Sequence[Match], matches: Sequence[Match]) -> Sequence[Match]:
    """The matches that may contradict the claim: of one that counts all, those whose own words have the noun that it
    counts, printed totals before others."""
    noun = _NOUN.search(claim.left)
    if noun is None:
        return close
    own = [m for m in matches if m.score >= t.LEAST_SUBJECT and noun[1] in m.reading.folded]
    return [m for m in own if is_total(m.measured)] or [m for m in close if m in own]


def printed_total(reading: Reading, claim: Measured, matches: Sequence[Match]) -> Match | None:
    """The printed total of what the claim counts: its statement has the noun, and with the headings and the title above
    it nearly all that the claim says. None when none is printed, or two differ."""
    noun = _NOUN.search(claim.left)
    before = fold(reading.text[reading.start : claim.figure.start])
    said = grams(re.sub(rf",?{_COUNTS_ALL}$", "", before))
    totals = [
        m
        for m in matches
        if noun and said and m.unit_fits and is_total(m.measured) and noun[1] in m.reading.folded
        and len(said & (m.reading.pairs | m.reading.around)) >= t.WHOLE_HELD * len(said)
    ]  # fmt: skip
    return totals[0] if len({m.measured.figure.value for m in totals}) == 1 else None


def counts_another_thing(claim: Measured, found: Match) -> bool:
    """Does the claim count all of a noun that the statement does not have?"""
    noun = _NOUN.search(claim.left)
    return noun is not None and noun[1] not in found.reading.folded
