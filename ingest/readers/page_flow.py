"""From the lines of all pages to the text: running heads and page numbers out, paragraphs whole again.

A line goes on in the next one when it fills its column and the next one is not indented; so does the last
line of a page. What stands at the same place of many pages is a running head.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.page_layout import Line, space_between
from ingest.readers.ruled_tables import RuledTable
from ingest.readers.transcript import Transcript

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—－–_~·•一]{0,3}\s*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?\s*[-—－–_~·•一]{0,3}"
    r"|第\s*[一二三四五六七八九十百]{1,5}\s*页|[ivxlIVXL]{1,6})\s*$"
)
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}\s?[.．、](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十百零〇\d]{1,5}[章节条编]|附件\s?\d{0,2}[：:]?)"
)
_CONTENTS = re.compile(r".{1,80}?(?:[.．·…]\s?){4,}\s*\d{1,4}\s*$")
_DOCUMENT_NUMBER = re.compile(r"\S{1,14}[〔\[（(]\s?\d{4}\s?[〕\]）)]\s?\d{1,5}\s?号\s*$")
_MARKER_BEFORE = re.compile(r"[。；：！？:;）)]$")  # 第三条 may also begin a line in mid sentence
_SENTENCE_END = re.compile(r"[。；：！？:;]$")
LOW_CONFIDENCE = 0.9
_EDGE = 0.12  # of the page's height: where running heads and page numbers stand
_AT_EDGE = 3  # lines at the top and at the bottom that may be running heads


@dataclass(frozen=True)
class PageLines:
    """The blocks of one page in reading order."""

    number: int
    width: float
    height: float
    blocks: tuple[Line | RuledTable, ...]
    confidence: float | None = None


def place_tables(lines: Sequence[Line], tables: Sequence[RuledTable]) -> tuple[Line | RuledTable, ...]:
    """The lines with the tables between them, each before the first line that stands below its upper edge."""
    blocks: list[Line | RuledTable] = list(lines)
    for table in sorted(tables, key=lambda table: table.y0):
        below = (i for i, block in enumerate(blocks) if isinstance(block, Line) and block.base > table.y0)
        blocks.insert(next(below, len(blocks)), table)
    return tuple(blocks)


def confidence_notes(pages: Sequence[PageLines]) -> tuple[str, ...]:
    """What the reader should know of recognised pages: that they are, and which are uncertain."""
    scanned = [page for page in pages if page.confidence is not None]
    if not scanned:
        return ()
    weak = [page for page in scanned if (page.confidence or 0.0) < LOW_CONFIDENCE]
    notes = [f"扫描识别 {len(scanned)} 页，引用前请核对原件。"]
    if weak:
        numbers = "、".join(f"第{page.number}页（{page.confidence:.0%}）" for page in weak[:20])
        notes.append(f"识别把握较低：{numbers}{'等' if len(weak) > 20 else ''}。")
    return tuple(notes)


def write_pages(pages: Sequence[PageLines], transcript: Transcript) -> None:
    """Write all pages. Each begins in the transcript where its first character stands."""
    pages = _with_common_edges(pages)
    heads = _running_heads(pages)
    contents = sum(_is_contents(block) for page in pages for block in page.blocks) > 2
    previous: Line | RuledTable | None = None
    pitch = _pitch(pages)
    body = _body_size(pages)
    for page in pages:
        blocks = [
            block
            for block in page.blocks
            if not _is_margin(block, page, heads) and not (contents and _is_contents(block))
        ]
        first = True
        for block in blocks:
            if isinstance(block, RuledTable):
                if first:
                    transcript.page(page.number, page.confidence)
                _write_table(block, transcript, previous if first else None)
            else:
                before = previous if isinstance(previous, Line) else None
                goes_on = before is not None and _goes_on(before, block, first, pitch, body)
                _write_line(block, transcript, page if first else None, goes_on, before)
            previous = block
            first = False
        if first:
            transcript.page(page.number, page.confidence, within_line=True)
    transcript.end_line()


def _write_table(table: RuledTable, transcript: Transcript, previous: Line | RuledTable | None) -> None:
    """Write a table. At the top of a page it may go on from the page before, with its header printed again."""
    if isinstance(previous, RuledTable) and previous.has_columns_of(table):
        again = previous.rows[0] == table.rows[0]
        transcript.table(table.rows[1:] if again else table.rows, goes_on=True)
    else:
        transcript.table(table.rows)


def _write_line(
    line: Line, transcript: Transcript, page: PageLines | None, goes_on: bool, previous: Line | None
) -> None:
    if not goes_on:
        transcript.end_line()
    if page is not None:
        transcript.page(page.number, page.confidence, within_line=goes_on)
    if goes_on and previous is not None:
        transcript.write(space_between(previous.text, line.text))
    transcript.write(line.text)


def _goes_on(line: Line, following: Line, new_page: bool, pitch: float, body: float) -> bool:
    """Whether the paragraph of `line` goes on in `following`."""
    em = max(line.size, 1.0)
    if abs(line.size - following.size) > 0.12 * em + 0.6:
        return False
    moved = following.base - line.base
    near = new_page or moved < 0 or moved < 1.45 * max(pitch, 1.2 * em)
    if _DOCUMENT_NUMBER.match(following.text):
        return False
    if _is_title_line(line, body) and _is_title_line(following, body):
        return near and not new_page
    right = line.column[1]
    if line.x1 < right - 2.3 * em:
        return False
    if _MARKER.match(following.text) and _MARKER_BEFORE.search(line.text):
        return False
    if following.x0 > following.column[0] + 0.9 * em:
        # Indented: a new paragraph, or the second line of a centred title.
        centred = _is_centred(line) and _is_centred(following)
        return centred and near and not new_page and not _SENTENCE_END.search(line.text)
    if _is_contents(line) or _is_contents(following):
        return False
    return near


def _is_title_line(line: Line, body: float) -> bool:
    """A centred line in larger type: titles are broken where it looks well, not where the line is full."""
    return line.size > 1.15 * body and _is_centred(line)


def _is_centred(line: Line) -> bool:
    return abs(line.centre - sum(line.column) / 2) < 0.8 * line.size


def _body_size(pages: Sequence[PageLines]) -> float:
    """The height of most of the text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line):
                sizes[round(block.size * 2) / 2] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _with_common_edges(pages: Sequence[PageLines]) -> list[PageLines]:
    """Pages of one column get the edges that the widest of them has: a page of short lines shows no right
    edge."""
    columns_of = {page.number: _columns(page) for page in pages}
    single = [page for page in pages if len(columns_of[page.number]) == 1]
    columns = [column for page in single for column in columns_of[page.number]]
    if not columns:
        return list(pages)
    left = min(column[0] for column in columns)
    right = max(*(column[1] for column in columns), 0.8 * max(page.width for page in single))
    return [
        replace(page, blocks=tuple(_widened(block, left, right) for block in page.blocks))
        if len(columns_of[page.number]) == 1
        else page
        for page in pages
    ]


def _columns(page: PageLines) -> set[tuple[float, float]]:
    return {block.column for block in page.blocks if isinstance(block, Line)}


def _widened(block: Line | RuledTable, left: float, right: float) -> Line | RuledTable:
    return replace(block, column=(left, right)) if isinstance(block, Line) else block


def _pitch(pages: Sequence[PageLines]) -> float:
    """The usual distance from line to line."""
    steps = [
        b.base - a.base
        for page in pages
        for a, b in zip(page.blocks, page.blocks[1:], strict=False)
        if isinstance(a, Line) and isinstance(b, Line) and 0 < b.base - a.base < 4 * a.size
    ]
    return statistics.median(steps) if steps else 0.0


def _edge_lines(page: PageLines) -> list[tuple[Line, bool]]:
    """The lines that may be running heads, and whether they stand at the top."""
    lines = sorted((b for b in page.blocks if isinstance(b, Line)), key=lambda line: line.base)
    top = [(line, True) for line in lines[:_AT_EDGE] if line.base < _EDGE * page.height]
    bottom = [(line, False) for line in lines[-_AT_EDGE:] if line.base > (1 - _EDGE) * page.height]
    return top + bottom


def _running_heads(pages: Sequence[PageLines]) -> frozenset[tuple[str, bool]]:
    """What stands at the edge of at least three pages and of a third of them, digits aside. Facing pages
    differ."""
    counts: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        counts.update({(_plain(line.text), top) for line, top in _edge_lines(page)})
    least = max(3, len(pages) // 3) if len(pages) > 2 else 2
    return frozenset(head for head, count in counts.items() if count >= least)


def _plain(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", text))


def _is_margin(block: Line | RuledTable, page: PageLines, heads: frozenset[tuple[str, bool]]) -> bool:
    """Whether the block is a running head or a page number."""
    if isinstance(block, RuledTable):
        return False
    top, bottom = block.base < _EDGE * page.height, block.base > (1 - _EDGE) * page.height
    if (top or bottom) and _PAGE_NUMBER.match(block.text):
        return True
    return (top and (_plain(block.text), True) in heads) or (bottom and (_plain(block.text), False) in heads)


def _is_contents(block: Line | RuledTable) -> bool:
    """A line of the table of contents: its heading stands again where it belongs."""
    return isinstance(block, Line) and _CONTENTS.match(block.text) is not None
