"""Where the documents speak of a short statement, told by its words and not by its measure.

Asked in everyday words, a statement shares little of the measure that a clause prints (走访用人单位不得少于100家 for
访企拓岗每人100家), but its telling words stand together in one sentence only. That sentence, its headings and its title
must hold them; a noun that other sentences have and this one lacks speaks of something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from assistant.checking import thresholds as t
from assistant.checking.aligning import Word, content
from assistant.checking.grams import grams
from assistant.checking.matching import Match, layers, match
from assistant.checking.pool import Pool
from assistant.checking.reading import Measured, Reading
from assistant.terms import held, limits
from policytext.folding import fold

# Words that say how much, or that a thing is said, not of what.
_FRAME_WORD = re.compile(
    r"最多|最少|最高|最低|至少|至多|顶多|起码|超过|不能|必须|需要|可以|应该|只能|一共|总共|大概|大约|左右|时间|低于|高于|少于|期限|数量|标准|规定|要求|够了?"
    r"|比例|金额|人数|家数|次数|出现|发生"
)
# What counts a statement and says nothing of it: 第三条, （二）, 3.
NUMBERED = re.compile(r"^(?:第[一二三四五六七八九十百零\d]+[条款项]|[(（]?[一二三四五六七八九十\d]+[).、．])")
_SIZES = "大中小高低新老男女公私内外"  # before a noun they tell which one
_LIMIT = re.compile(r"[最至][多少高低]|不[能可许]|每[人年月天日个次班家户]|是不是|起码|顶多|一个")


@dataclass(frozen=True)
class Place:
    """A statement of the documents. `share` of the words by weight that it and its headings hold, `own` of those
    that stand in itself, `least` how well the worst is held; `missing` are words that name a thing, known elsewhere."""

    reading: Reading
    share: float
    own: float
    least: float
    missing: tuple[str, ...]


def telling_words(reading: Reading, bare: str = "") -> list[Word]:
    """The content words of a statement, its figures and dates left out; of `bare` where it is given."""
    if bare:
        return _telling(bare)
    spans = [(m.figure.start, m.figure.end) for m in reading.figures] + [
        (d.start, d.end) for d in reading.dates
    ]
    words = list(reading.words)
    for start, end in spans:
        first, last = start - reading.start, end - reading.start
        words[first:last] = "，" * (last - first)
    return _telling(fold("".join(words)).strip())


def heads(word: str, reading: Reading) -> bool:
    """Does a heading or the title hold the word, and not the sentence itself, which may be its clause's name?"""
    pairs = grams(word)
    return bool(pairs) and pairs <= reading.around and not pairs <= reading.pairs


def _telling(folded: str) -> list[Word]:
    found = joined_characters(content(_LIMIT.sub("，", folded)))
    return [w for w in found if len(w.text) > 1 and not _FRAME_WORD.fullmatch(w.text) and grams(w.text)]


def joined_characters(words: Sequence[Word]) -> list[Word]:
    """Single characters side by side are a word that the segmenter does not know (禁采期, 访企拓岗)."""
    joined: list[Word] = []
    open_run = False
    for word in words:
        single = len(word.text) == 1
        beside = open_run and joined[-1].end == word.start
        if beside and (single or (joined[-1].text in _SIZES and word.noun and word.text[-1] != "型")):
            joined[-1] = Word(joined[-1].text + word.text, joined[-1].start, True)
        else:
            joined.append(word)
        open_run = single
    return joined


def places(
    reading: Reading, pool: Pool, within: Collection[str] | None = None, bare: str = ""
) -> list[Place]:
    """The statements that hold the telling words of `reading`, best first; none for a statement of one word."""
    words = telling_words(reading, bare)
    if len(words) < t.LEAST_PLACED_WORDS:
        return []
    weights = {w.text: max(pool.weights(pair) for pair in grams(w.text)) for w in words}
    pairs = frozenset().union(*(grams(w.text) for w in words))
    found = [
        _place(candidate, words, weights, pool)
        for candidate, _ in pool.candidates(pairs, within, t.PLACES_LOOKED_AT)
    ]
    return sorted(found, key=lambda p: (-p.share, -p.own))


def _place(candidate: Reading, words: Sequence[Word], weights: dict[str, float], pool: Pool) -> Place:
    share = own = 0.0
    least = 1.0
    missing = []
    for word in words:
        inside = held(word.text, candidate.opening + candidate.folded)
        around = t.HELD_AROUND * (grams(word.text) <= candidate.around) or t.HELD_BEFORE * (
            grams(word.text) <= candidate.before
        )
        share += weights[word.text] * max(inside, around)
        own += weights[word.text] * inside
        least = min(least, max(inside, around))
        if max(inside, around) < t.HELD_BEFORE and limits(word.text) and pool.knows(word.text):
            missing.append(word.text)
    total = sum(weights[w.text] for w in words)
    return Place(candidate, share / total, own / total, least, tuple(missing))


def sure_places(
    reading: Reading,
    pool: Pool,
    within: Collection[str] | None,
    decides: Callable[[Reading], bool],
    bare: str = "",
) -> list[Place]:
    """Those that may be what is meant, of the statements that can decide: the best and its equals, if they hold
    enough, lack no thing and are not far behind a statement that cannot decide."""
    found = places(reading, pool, within, bare)
    sure = [
        p for p in found
        if p.share >= t.LEAST_PLACED and p.own >= t.LEAST_PLACED_OWN and not p.missing and decides(p.reading)
    ]  # fmt: skip
    least = max(sure[0].share - t.SAME_PLACE, found[0].share - t.FARTHEST_PLACE) if sure else 0.0
    return [p for p in sure if p.share >= least]


def placed_figure(
    reading: Reading, pool: Pool, within: Collection[str] | None, other: Callable[[Measured, Match], bool]
) -> tuple[Measured, Match] | None:
    """The one figure of a short statement, and the figure of its unit that answers for it in its place; `other`
    tells figures that are of another year or area."""
    strong = [m for m in reading.figures if not m.figure.weak]
    if len(strong) != 1 or strong[0].figure.change:
        return None
    claim = strong[0]
    whole = replace(claim, own=reading.pairs, part=reading.pairs)
    alone = replace(reading, figures=(whole,))
    weighed = layers(alone, whole, claim=True)

    def answers(candidate: Reading) -> list[Match]:
        found = (match(alone, whole, weighed, candidate, m, pool.weights) for m in candidate.figures)
        return [
            m
            for m in found
            if m.unit_fits and not (m.measured.figure.weak or m.measured.figure.change or other(claim, m))
        ]

    sure = sure_places(reading, pool, within, lambda candidate: bool(answers(candidate)))
    fitting = sorted((m for place in sure for m in answers(place.reading)), key=lambda m: -m.score)
    fitting = [m for m in fitting if not of_another_thing(reading, m, fitting)]
    if not fitting:
        return None
    best = fitting[0]
    rivals = [
        m for m in fitting[1:]
        if m.measured.figure.value != best.measured.figure.value and not _special_case(m, best, reading)
    ]  # fmt: skip
    if any(m.score > best.score - t.CLEARLY_PLACED for m in rivals):
        return None
    return claim, best


def of_another_thing(reading: Reading, found: Match, matches: Sequence[Match]) -> bool:
    """Does the noun that opens its line name another thing, and a line beside it the thing of the statement?"""
    if not found.reading.opening or reading.names_opening(found.reading):
        return False
    return any(
        m.unit_fits
        and m.reading.opening
        and reading.names_opening(m.reading)
        and stands_at(m) == stands_at(found)
        for m in matches
    )


def stands_at(found: Match) -> tuple[str, int]:
    """The document and the clause."""
    return found.reading.document_id, found.reading.clause


def _special_case(rival: Match, best: Match, said: Reading) -> bool:
    """Is the rival the figure of a case that the statement does not name: 其中检修班不得超过40人?"""
    ours, theirs = _part(best), _part(rival)
    if rival.reading is best.reading and theirs.startswith("其中") and not ours.startswith("其中"):
        return True
    mine, other = _unsaid(ours, said), _unsaid(theirs, said)
    return len(other - mine) >= t.WORDS_OF_A_CASE + len(mine - other)


def _part(found: Match) -> str:
    figure = found.measured.figure
    return fold(found.reading.text[figure.part_start : figure.start].strip())


def _unsaid(part: str, said: Reading) -> set[str]:
    """The words of a part of a sentence that the statement lacks."""
    return {w.text for w in content(part) if len(w.text) > 1 and w.text not in said.folded}
