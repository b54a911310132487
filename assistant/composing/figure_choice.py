"""Which of the weighed figures answer: one for each ask, none twice, with those that fit alike beside it."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import thresholds as t
from assistant.asks import split_asks
from assistant.composing.figure_contrast import is_of_no_class, told_apart
from assistant.composing.figure_kinds import is_given
from assistant.composing.figure_spans import (
    AND,
    capped_share,
    ends_of_range,
    is_former,
    paired,
    statement_start,
)
from assistant.composing.figure_weights import FoundFigure, find_figures, stands_alone
from assistant.library import Library
from assistant.question import Question
from assistant.retrieval import Found
from policytext.folding import fold
from vectorstore.records import Figure

MOST_SHARED, SHARED_DEPTH = 4, 4  # asks, and figures of each, that are shared out together
_ASKED_OUTRIGHT = re.compile(r"多少|几|上限|下限|最高|最低|什么")


def choose(
    question: Question, library: Library, find: Callable[[Question], Sequence[Found]]
) -> list[list[FoundFigure]]:
    """For each ask the figures that answer it, none twice; empty when the first ask has none."""
    asks = split_asks(question, library)
    ranked = [
        others_first(ask, library, told_apart(ask, library, find_figures(ask, library, find(ask))))
        for ask in asks
    ]
    groups: list[list[FoundFigure]] = []
    shares = share_out(ranked)
    shared = [one for ask, one in zip(asks, shares, strict=True) if one and is_fit(ask, one, False)]
    for ask, best, all_ranked in zip(asks, shares, ranked, strict=True):
        known = {id_of(one) for group in groups for one in group}
        if (
            best is None
            or id_of(best) in known
            or not (is_fit(ask, best, bool(groups)) or is_supported(ask, best, shared))
        ):
            continue
        group = [c for c in all_ranked if goes_with(ask, library, c, best)]
        group = [c for c in group if c is best or not (id_of(c) in known or says_the_same(c, best))]
        next_score = max((c.score for c in all_ranked if c not in group), default=0.0)
        group = [replace(c, margin=c.score - next_score, alone=stands_alone(ask, library, c)) for c in group]
        group = only_alone(group)
        if is_of_no_class(ask, library, group):
            continue
        groups.append(sorted(group, key=lambda c: c.figure.start))
    return groups


def only_alone(group: list[FoundFigure]) -> list[FoundFigure]:
    """Of two that fit alike, a whole and some of it, the one that alone has a telling word of the ask."""
    alone = [one for one in group if one.alone]
    of_them = len(alone) == 1 and alone[0].of_them
    return alone if of_them else group


def id_of(one: FoundFigure) -> tuple[str, int]:
    return one.figure.document_id, one.figure.start


def share_out(ranked: Sequence[Sequence[FoundFigure]]) -> list[FoundFigure | None]:
    """One figure for each ask, none twice, so that all asks together fit best: 个人 and 小微企业 both fit the
    larger sum, but only one of them fits the smaller one nearly as well."""
    if len(ranked) < 2 or len(ranked) > MOST_SHARED:
        return one_after_another(ranked)
    none: list[FoundFigure | None] = [None]
    choices = [[*one[:SHARED_DEPTH]] or none for one in ranked]
    best, best_score = one_after_another(ranked), -math.inf
    for row in itertools.product(*choices):
        chosen = [one for one in row if one is not None]
        score = sum(one.score for one in chosen)
        if len({id_of(one) for one in chosen}) == len(chosen) and score > best_score:
            best, best_score = list(row), score
    return best


def one_after_another(ranked: Sequence[Sequence[FoundFigure]]) -> list[FoundFigure | None]:
    """Each ask in turn takes its best figure of those that are left."""
    taken: set[tuple[str, int]] = set()
    chosen: list[FoundFigure | None] = []
    for figures in ranked:
        best = next((one for one in figures if id_of(one) not in taken), None)
        taken |= {id_of(best)} if best else set()
        chosen.append(best)
    return chosen


def others_first(ask: Question, library: Library, ranked: list[FoundFigure]) -> list[FoundFigure]:
    """ "单户500万元以下的费率是多少" gives 500万元 as a condition: any other figure that fits goes before it."""
    given = [c for c in ranked if is_given(ask, library, c.figure)]
    if not given or not _ASKED_OUTRIGHT.search(ask.text):
        return ranked
    others = [c for c in ranked if c not in given]
    fitting = bool(others) and is_fit(ask, others[0], False)
    return others + given if fitting else ranked


def is_fit(ask: Question, best: FoundFigure, further: bool) -> bool:
    least = t.LEAST_COVERAGE_FIGURE
    least_local = t.LEAST_LOCAL if further else t.LEAST_LOCAL_FIRST
    covered = best.found.coverage >= least or (
        best.local >= t.SURE_LOCAL and best.found.coverage >= t.LEAST_BESIDE
    )
    # The number of the question stands nowhere where it lies within a range.
    beside = best.found.coverage >= t.LEAST_BESIDE or best.local >= t.CLEAR_LOCAL
    covered = covered or (best.in_range and beside)
    if not ask.own and not ask.terms:
        return best.local >= t.LEAST_PAIRS
    return covered and best.reach >= least_local and best.head and best.lost <= t.MOST_LOST


def is_supported(ask: Question, best: FoundFigure, others: Sequence[FoundFigure]) -> bool:
    """单位和个人各交百分之几: a figure of the sentence that answers another ask needs fewer words of its own."""
    beside = any(
        one.figure.sentence_start == best.figure.sentence_start
        and one.figure.document_id == best.figure.document_id
        and one.figure.unit == best.figure.unit
        and one.figure.start != best.figure.start
        for one in others
    )
    return beside and is_fit(
        ask, replace(best, local=best.local + t.SUPPORT, reach=best.reach + t.SUPPORT), False
    )


def says_the_same(one: FoundFigure, best: FoundFigure) -> bool:
    """The same value again in the sentence: 比例为16%，目前低于16%的…"""
    return one.figure.value == best.figure.value and one.figure.high == best.figure.high


def fits_alike(candidate: FoundFigure, best: FoundFigure) -> bool:
    """Of the same sentence and unit, and not to be told apart by the words of the question."""
    same = (
        candidate.figure.sentence_start == best.figure.sentence_start
        and candidate.figure.unit == best.figure.unit
    )
    return candidate is best or (same and candidate.score > best.score - t.SAME_FIT)


def goes_with(ask: Question, library: Library, one: FoundFigure, best: FoundFigure) -> bool:
    """Is it given beside the best one?"""
    further = in_asked_row(ask, library, one, best) or is_other_side(ask, library, one, best)
    capped = best.figure == capped_share(library, one.figure) or one.figure == capped_share(
        library, best.figure
    )
    return fits_alike(one, best) or further or capped or is_alternative(library, one, best)


def is_alternative(library: Library, one: FoundFigure, best: FoundFigure) -> bool:
    """连续逾期3次或者累计逾期6次: the two cases of one rule, which the question does not tell apart; and the two
    ends of a range, 500元以上5000元以下."""
    first, second = sorted((one.figure, best.figure), key=lambda figure: figure.start)
    same = first.sentence_start == second.sentence_start and first.unit == second.unit
    if one is best or not same:
        return False
    if ends_of_range(library, first, second):
        return True
    if one.score < best.score - t.CLEAR_MARGIN:
        return False
    between = fold(library.slice(first.document_id, first.end, second.start))
    return bool(re.fullmatch(r"[^,，;；。:：]{0,8}或者?[^,，;；。:：]{0,8}", between))


def in_asked_row(ask: Question, library: Library, one: FoundFigure, best: FoundFigure) -> bool:
    """ "整改率分别是多少": the whole row of figures (93.8%和100%) is asked for."""
    if one.figure.unit != best.figure.unit or one.figure not in paired(library, best.figure):
        return False
    if not re.search(r"分别|各", ask.text) and not names_row(ask, library, best.figure):
        return False
    return ask.own == ask.terms


def names_row(ask: Question, library: Library, figure: Figure) -> bool:
    """ "职工和居民医保的报销比例": are two things that 和 joins the subjects of one row (职工、居民医保…分别达)?"""
    before = fold(library.slice(figure.document_id, statement_start(library, figure), figure.start))
    sides = AND.split(ask.topic)
    if len(sides) != 2 or "分别" not in before:
        return False
    return all(any(term.word in side and term.word in before for term in ask.terms) for side in sides)


def is_other_side(ask: Question, library: Library, one: FoundFigure, best: FoundFigure) -> bool:
    """放宽前后分别是几年: both values of one change are asked for."""
    same = one.figure.sentence_start == best.figure.sentence_start and one.figure.unit == best.figure.unit
    return same and "前后" in ask.text and (is_former(library, one.figure) != is_former(library, best.figure))
