"""Which year a figure is of: a date bound to it, else the last one before it that is no basis of comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.dates import DateMention, find_dates

if TYPE_CHECKING:
    from policytext.figures import FigureMention

_BASIS = re.compile(r"(?:比(?!例|重)|较(?!大|好|高|多)|相比)[^,，;；。:：、]{0,12}$|与$")
_FROM = re.compile(r"(?:由|从)[^,，;；。]{0,12}$")
_TO = re.compile(
    r"[^,，;；。]{0,8}?(?:提高|增加|增长|上升|下降|降低|扩大|缩小|调整|减少|增|降|升|扩|减|缩|放宽|调)(?:到|至|为)"
)
_SAYS_WHEN = re.compile(r"[,，\s]*(?:这|此|该数|也)?(?:是|系|为|就是|即为|即)?")  # 110万人，这是2018年的目标
_TURNED_INTO = re.compile(
    r"\s*(?:作为|列入|列为|纳入|转入|计入|结转到?)(?:了|到)?\s*"
)  # …300户列入2018年计划
TITLE = re.compile(r"《[^》]*》(?:[(（][^)）]*[)）])?")


def former_level(text: str, figure: FigureMention) -> FigureMention | None:
    """The figure as that of an earlier year where another one takes its place, else None."""
    if not _is_former_level(text, figure):
        return None
    opening = max(text.rfind(word, figure.sentence_start, figure.start) for word in "由从")
    printed = any(d.year == figure.year for d in find_dates(text, opening, figure.start))
    if printed:  # only a year between 由 and the number is that of the former level
        return replace(figure, kind="achieved")
    return replace(figure, kind="achieved", year=None, end_year=None, year_explicit=False)


def _is_former_level(text: str, figure: FigureMention) -> bool:
    """由120元提高到130元: the first is of an earlier year, which its place does not tell."""
    before, behind = text[figure.sentence_start : figure.start], text[figure.end : figure.sentence_end]
    return bool(_FROM.search(before) and _TO.match(behind))


def dates_of(text: str, start: int, end: int) -> list[DateMention]:
    titles = [(start + m.start(), start + m.end()) for m in TITLE.finditer(text[start:end])]
    dates = [d for d in find_dates(text, start, end) if d.year]
    return [d for d in dates if not any(s <= d.start < e for s, e in titles)]


def is_basis(text: str, date: DateMention) -> bool:
    return bool(_BASIS.search(text[max(0, date.start - 16) : date.start].rstrip()))


def date_figure(
    text: str,
    figure: FigureMention,
    dates: Sequence[DateMention],
    figures: Sequence[FigureMention],
    index: int,
) -> FigureMention:
    """The year printed for this figure in its sentence."""
    turned = [d for d in dates if d.start > figure.end and _TURNED_INTO.fullmatch(text[figure.end : d.start])]
    if turned:
        return _with_date(figure, turned[0])
    before = [d for d in dates if d.end <= figure.start and not is_basis(text, d)]
    bound = [d for d in before if re.fullmatch(r"[的\s]*", text[d.end : figure.start])]
    if bound:
        return _with_date(figure, bound[-1])
    paired = _paired_date(text, figure, before, figures, index)
    if paired:
        return _with_date(figure, paired)
    free = [
        d
        for d in before
        if not any(re.fullmatch(r"[的\s]*", text[d.end : f.start]) for f in figures if f.start >= d.end)
    ]
    if not free:
        free = [
            d for d in dates if d.start >= figure.end and _SAYS_WHEN.fullmatch(text[figure.end : d.start])
        ]
    return _with_date(figure, free[-1]) if free else figure


def _paired_date(
    text: str,
    figure: FigureMention,
    before: Sequence[DateMention],
    figures: Sequence[FigureMention],
    index: int,
) -> DateMention | None:
    """2013年底和2014年…分别新增50687套和14009套: as many dates as figures, in order."""
    place = text.rfind("分别", figure.sentence_start, figure.start)
    if place < 0:
        return None
    listed = [f for f in figures if f.start > place]
    dates = [d for d in before if d.end <= place]
    if len(dates) < 2 or not re.fullmatch(r"[\s和与、及]*", text[dates[-2].end : dates[-1].start]):
        return None
    rank = listed.index(figure) if figure in listed else -1
    return dates[-2 + rank % 2] if rank >= 0 and len(listed) % 2 == 0 else None


def _with_date(figure: FigureMention, date: DateMention) -> FigureMention:
    if date.end_year:
        return replace(figure, year=date.end_year, end_year=date.end_year, year_explicit=True)
    return replace(figure, year=date.year, year_explicit=True)


def year_of(heading: Sequence[str]) -> int | None:
    for label in reversed(heading):
        dates = [d for d in find_dates(label) if d.year and not d.end_year]
        if dates:
            return dates[-1].year
    return None
