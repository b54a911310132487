"""Mend text that was converted from pages: sentences that a page end broke over lines become whole again.

1. Emphasis marks (**) are taken out.
2. Two neighbouring lines are joined where the first stops in mid sentence and the second goes on with it.

Nothing else changes, so that every slice of the mended text stands in the source when white space is ignored.
Where a line may be a heading, a title or a signature it is left alone: two paragraphs made one would mix what
they say, and a break that stays only cuts a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.source import Heading, SourceText, Table
from policytext.duties import names_who_answers
from policytext.numbering import parse_marker
from vectorstore.records import Page

_ENDED = re.compile(r"[。！？!?：:…][”’」』）)》]*$|(?<!\d)[.]$|[;；]$|[）)]$")
_GOES_ON = re.compile(r"[，、,（(《〈“‘「—]$")
_LABEL = re.compile(r"[（(【\[]?[\u4e00-\u9fff \u3000]{2,9}[：:]")
_TITLE_END = re.compile(
    r"的?(?:通知|意见|批复|函|复函|办法|方案|规定|决定|公告|通告|条例|细则|答复|预案|报告|规划|计划|"
    r"纲要|要点|清单|总结|任务|制度|目录|标准|指南|文件)$"
)
_DATE = re.compile(
    r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[二〇○０零一二三四五六七八九十]{4,}年.{1,3}月.{1,3}日"
)
_CLOSING = {"》": "《", "”": "“", "）": "（", ")": "("}
_ROW = re.compile(r"\t|^[|｜]|[|｜][^|｜]*[|｜]")  # a row of a table
_SHORT = 24  # a line of fewer characters without a comma may be a heading
_LOOK_BACK = 800  # characters of a paragraph that its last break is judged by
_WRAPPED_MOST = 60  # a text whose lines are all longer is not wrapped at a column


@dataclass(frozen=True)
class _Line:
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def mend(source: SourceText) -> SourceText:
    """`source` with its breaks mended, all spans moved. Marks of emphasis go from plain text of any kind."""
    cuts = (
        [(m.start(), m.end(), "") for m in re.finditer(r"\*\*", source.text)] if "**" in source.text else []
    )
    if source.page_breaks_inside:
        cuts = sorted([*cuts, *_breaks(source)])
    return _without(source, cuts) if cuts else source


@dataclass(frozen=True)
class _Layout:
    """How the text is set. `column`: the width at which all its lines are wrapped, 0 for whole paragraphs.
    `run_in`: styles of numbers whose headings have their text behind them on the same line, nearly always."""

    column: int
    run_in: frozenset[str]


def _breaks(source: SourceText) -> Iterator[tuple[int, int, str]]:
    """What stands between two lines that belong together, and what takes its place."""
    text = source.text
    fixed = sorted([*((h.start, h.end) for h in source.headings), *((t.start, t.end) for t in source.tables)])
    lines = list(_lines(text))
    layout = _layout([line.of(text) for line in lines])
    paragraph, begun = "", False
    for line, following in pairwise(lines):
        paragraph = (paragraph + line.of(text))[-_LOOK_BACK:]
        before, after = paragraph.replace("**", "").strip(), following.of(text).replace("**", "").strip()
        begun = begun or bool(re.search(r"[。；]", before))
        while fixed and fixed[0][1] <= line.start:
            fixed.pop(0)
        apart = (bool(fixed) and fixed[0][0] < following.end) or bool(
            _ROW.search(before) or _ROW.search(after)
        )
        blank = text.count("\n", line.end, following.start) > 1
        width = line.end - text.rfind("\n", 0, line.start) - 1  # indentation included
        full = layout.column > 0 and width >= layout.column - 1
        if not apart and (
            _in_mid_word(before, after, full) or _continues(before, after, begun, blank, full, layout)
        ):
            words = re.match(r"[A-Za-z]", after) and re.search(r"[A-Za-z,]$", before)
            yield line.end, following.start, " " if words else ""
        else:
            paragraph = ""


def _lines(text: str) -> Iterator[_Line]:
    """The lines that have words, without the white space around them."""
    for match in re.finditer(r"[^\n]+", text):
        words = match.group(0)
        stripped = words.strip()
        if stripped:
            start = match.start() + len(words) - len(words.lstrip())
            yield _Line(start, start + len(stripped))


def _in_mid_word(before: str, after: str, full: bool) -> bool:
    """Whether the break is beyond doubt: inside of a number, or at the end of a full line without a mark."""
    if re.match(r"[》”’）)，。；、：！？,;]", after):
        return True  # no line begins with a closing mark
    head, tail = re.search(r"(\d+)[.．]?$", before), re.match(r"(\d+)(?![\d.．、）)])", after)
    if head and tail and len(before) > 4:
        # 2018年 begins a sentence unless its digits are parted as well.
        return not re.match(r"\d+年", after) or len(head.group(1)) + len(tail.group(1)) == 4
    marker = parse_marker(after)
    strong = marker is not None and marker.kind in ("chinese", "chinese_paren", "chapter", "article", "annex")
    return full and not _ENDED.search(before) and not strong


def _continues(before: str, after: str, begun: bool, blank: bool, full: bool, layout: _Layout) -> bool:
    """Whether `after` goes on with the sentence at the end of the paragraph `before`."""
    if _DATE.match(after):
        return False
    if (_unclosed(before) and len(before) < 400) or _GOES_ON.search(before):
        return not (parse_marker(after) and not re.match(r"[\d]", after))
    if _ENDED.search(before):
        return bool(blank and re.search(r"[；;]$", before) and len(before) > 80 and not _starts_anew(after))
    if _starts_anew(after) or not begun or (names_who_answers(before) and not full):
        return False
    marker = parse_marker(before)
    if marker and marker.kind in layout.run_in and re.match(r"[^。；]{0,20}。", after):
        return True
    if not re.search(r"[，。；：]", before) or (layout.column and not full):
        return False
    return len(before) > _SHORT and not (_TITLE_END.search(before) and "。" not in before)


def _layout(lines: list[str]) -> _Layout:
    styles: Counter[str] = Counter()
    with_text: Counter[str] = Counter()
    for line in lines:
        marker = parse_marker(line)
        if marker is not None:
            styles[marker.kind] += 1
            with_text[marker.kind] += bool(re.search(r"[。；：].", line))
    run_in = frozenset(
        kind for kind, count in styles.items() if count >= 5 and with_text[kind] >= 0.8 * count
    )
    return _Layout(_wrap_column(lines), run_in)


def _starts_anew(line: str) -> bool:
    return bool(parse_marker(line) or _LABEL.match(line))


def _unclosed(text: str) -> bool:
    """Whether the last bracket or title mark of `text` is still open."""
    for place in range(len(text) - 1, max(-1, len(text) - 120), -1):
        if text[place] in _CLOSING:
            return False
        if text[place] in "《“（(":
            return True
    return False


def _wrap_column(lines: list[str]) -> int:
    """The width at which every line of the text is wrapped; 0 for text of whole paragraphs."""
    open_ended = [len(line) for line in lines if not _ENDED.search(line)]
    if len(open_ended) < 12 or len(open_ended) < 0.5 * len(lines):
        return 0
    widest = sorted(open_ended)[int(len(open_ended) * 0.9)]
    full = sum(abs(length - widest) <= 2 for length in open_ended)
    return widest if widest <= _WRAPPED_MOST and full >= 0.6 * len(open_ended) else 0


def _without(source: SourceText, cuts: list[tuple[int, int, str]]) -> SourceText:
    """`source` with each cut replaced by its text, and every span moved along."""
    parts, places, shifts = [], [0], [0]
    position = shift = 0
    for start, end, filler in cuts:
        start = max(start, position)
        end = max(end, start)
        parts += [source.text[position:start], filler]
        shift += end - start - len(filler)
        places.append(end)
        shifts.append(shift)
        position = end
    parts.append(source.text[position:])
    starts = [start for start, _, _ in cuts]

    def move(place: int) -> int:
        index = bisect_right(places, place) - 1
        # A place inside a cut moves to its beginning.
        if index < len(starts) and starts[index] < place:
            place = starts[index]
        return place - shifts[index]

    return replace(
        source,
        text="".join(parts),
        pages=tuple(Page(p.number, move(p.start), move(p.end), p.confidence) for p in source.pages),
        headings=tuple(Heading(move(h.start), move(h.end), h.level) for h in source.headings),
        tables=tuple(
            Table(
                move(t.start), move(t.end), tuple(tuple((move(a), move(b)) for a, b in row) for row in t.rows)
            )
            for t in source.tables
        ),
    )
