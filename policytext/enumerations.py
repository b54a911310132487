"""Pair the subjects and the figures of a list in order: A、B分别为X和Y."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.dates import find_dates

if TYPE_CHECKING:
    from policytext.figures import FigureMention

_SPLITS = (re.compile("、"), re.compile(r"、|以及|和(?!其)"), re.compile(r"、|以及|[和与及](?!其)"))
_GAP = re.compile(r"[\s、,，]*(?:和|与|及|以及)?[\s]*")
_HALVES = (("城乡", ("城镇", "农村")), ("男女", ("男", "女")), ("中央和地方", ("中央", "地方")))


def pair_with_subjects(text: str, start: int, figures: Sequence[FigureMention]) -> list[FigureMention]:
    """The figures of a sentence that begins at `start`; those of a list carry their own subject as measure."""
    paired = list(figures)
    for run in _runs(text, paired):
        subjects = _subjects(text, start, paired, run)
        if len(subjects) == len(run):
            for index, subject in zip(run, subjects, strict=True):
                others = tuple(s for s in subjects if s != subject)
                paired[index] = replace(paired[index], measure=subject, peers=others)
        else:
            for index in run:
                paired[index] = replace(paired[index], listed=True)
    return paired


def _runs(text: str, figures: Sequence[FigureMention]) -> list[list[int]]:
    """Indexes of figures that follow each other with nothing but 、和 between them."""
    runs: list[list[int]] = []
    for index, figure in enumerate(figures):
        before = figures[index - 1] if index else None
        joined = before is not None and before.unit == figure.unit
        if (
            before
            and joined
            and _GAP.fullmatch(text[before.end : figure.start])
            and text[before.end : figure.start]
        ):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


def _subjects(text: str, start: int, figures: Sequence[FigureMention], run: Sequence[int]) -> list[str]:
    """As many subjects as the run has figures, or none: from the figures before, or from the words before."""
    first = figures[run[0]]
    count = len(run)
    words = first.before
    own = re.sub(r"^.*?(?=分别)|分别", "", words) if "分别" in words else words
    listed = [figures[i] for i in range(run[0])]
    split = _split_words(words, count)
    if split:
        return split
    # The run says something more of the figures before it: …, 分别完成年度任务135.4%、123.9%和172.6%.
    said_before = "分别" in text[first.part_start : first.start]
    if said_before and len(listed) >= count and len({f.measure for f in listed[-count:]}) == count:
        return [f.measure + own for f in listed[-count:]]
    return []


def _split_words(words: str, count: int) -> list[str]:
    head = re.split(r"分别", words)[0].strip() or words
    for split in _SPLITS:
        items = [item for item in split.split(head) if item]
        if len(items) == count and all(len(item) >= 2 for item in items):
            return _complete(items)
    for both, halves in _HALVES:
        if both in head and len(halves) == count:
            return [head.replace(both, half, 1) for half in halves]
    return []


def _complete(items: Sequence[str]) -> list[str]:
    """职工、居民医保报销比例: the short first ones take the end of the last."""
    last = items[-1]
    if all(find_dates(item) for item in items):
        return [_undated(item) if len(_undated(item)) > 3 else _undated(last) for item in items]
    # The longest of the short ones tells how much of the last one is its own.
    own = max((len(item) for item in items[:-1] if len(item) < 5), default=0)
    tail = last[own:] if own and len(last) >= own + 2 else ""
    return [*(item + tail if len(item) < 5 else item for item in items[:-1]), last]


def _undated(words: str) -> str:
    for date in reversed(find_dates(words)):
        words = words[: date.start] + words[date.end :]
    return words
