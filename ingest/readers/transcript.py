"""Write down a document line by line: its canonical text, with pages, tables and headings as spans into it.

Every reader writes through this, so that the same document gives the same text whatever its format: one
paragraph
a line, one row of a table a line with tabs between its columns, no white space at the ends, no empty lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.source import Heading, SourceText, Table
from vectorstore.records import Page

_SPACE = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+")
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u201c\u201d"
_BROKEN = re.compile(rf"(?<=[{_WIDE}])[ \t]*\r?\n[ \t\r\n]*(?=[{_WIDE}])")
_MOST_PLACES = 500_000  # a table that claims to cover more is read as if no cell spanned anything

Span = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """A cell as printed, and how many rows and columns it spans."""

    text: str
    rows: int = 1
    columns: int = 1


def squeeze(text: str) -> str:
    """The text on one line: runs of white space become one space, ideographic spaces inside stay as they
    are."""  # A line break of the file's own between two Chinese characters is no space to a Chinese reader.
    return _SPACE.sub(" ", _BROKEN.sub("", text)).strip()


class Transcript:
    """Collects lines. `write` adds to the line that is open, `end_line` closes it, `finish` gives the
    text."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0  # of the lines with the line breaks between them
        self._open: list[str] = []
        self._headings: list[Heading] = []
        self._tables: list[Table] = []
        self._pages: list[tuple[int, int, float | None]] = []  # number, start, confidence

    @property
    def has_text(self) -> bool:
        return self._length > 0

    def write(self, text: str) -> None:
        """Add to the open line."""
        if text:
            self._open.append(text)

    def end_line(self, heading: int | None = None) -> Span | None:
        """Close the line and return its span; an empty one leaves nothing. `heading` is its level, from 1."""
        line = squeeze("".join(self._open))
        self._open.clear()
        if not line:
            return None
        span = self._append(line)
        if heading is not None:
            self._headings.append(Heading(*span, heading))
        return span

    def line(self, text: str, heading: int | None = None) -> Span | None:
        """Write a whole line."""
        self.end_line()
        self.write(text)
        return self.end_line(heading)

    def page(self, number: int, confidence: float | None = None, *, within_line: bool = False) -> None:
        """A page begins here; `within_line` inside the open line, which goes on."""
        written = len(squeeze("".join(self._open))) if within_line else 0
        if not within_line:
            self.end_line()
        if number > 1 and not self._pages:
            self._pages.append((1, 0, None))
        self._pages.append((number, self._next() + written, confidence))

    def table(self, rows: Sequence[Sequence[Cell]], *, goes_on: bool = False) -> None:
        """Write a table. A cell that spans rows or columns is printed once, where it begins; in the table's
        grid it stands in every place that it covers."""
        # `goes_on`: the rows belong to the table before, which a page end broke.
        self.end_line()
        printed: dict[tuple[int, int], Span] = {}
        grid: list[tuple[Span, ...]] = []
        for places in _places(rows):
            spans = self._print_row(rows, places, printed)
            if any(start < end for start, end in spans):
                grid.append(spans)
        if grid:
            before = self._tables.pop() if goes_on and self._tables else None
            grid = [*(before.rows if before else ()), *grid]
            width = max(map(len, grid))
            padded = tuple(row + ((row[-1][1], row[-1][1]),) * (width - len(row)) for row in grid)
            first = min(start for row in grid for start, end in row if start < end)
            self._tables.append(Table(first, self._length, padded))

    def _print_row(
        self,
        rows: Sequence[Sequence[Cell]],
        places: Sequence[tuple[int, int] | None],
        printed: dict[tuple[int, int], Span],
    ) -> tuple[Span, ...]:
        """Append one line, and return the span of the cell in each of its columns."""
        position = self._next()
        line: list[str] = []
        spans: list[Span] = []
        for place in places:
            if place is not None and place not in printed:
                text = squeeze(rows[place[0]][place[1]].text)
                printed[place] = (position, position + len(text))
                line.append(text)
            else:
                line.append("")
            spans.append(printed[place] if place is not None else (position, position))
            position += len(line[-1]) + 1
        text = "\t".join(line).rstrip("\t")
        if not text:
            return ()
        _, end = self._append(text)
        return tuple((min(a, end), min(b, end)) for a, b in spans)

    def _next(self) -> int:
        """Where the next line will start."""
        return self._length + 1 if self._lines else 0

    def _append(self, line: str) -> Span:
        start = self._next()
        self._lines.append(line)
        self._length = start + len(line)
        return start, self._length

    def finish(
        self, kind: str, *, title: str = "", notes: Sequence[str] = (), page_breaks_inside: bool = False
    ) -> SourceText:
        """Return the text with everything that points into it."""
        self.end_line()
        text = "\n".join(self._lines)
        starts = [min(start, len(text)) for _, start, _ in self._pages]
        starts[:1] = [0] * bool(starts)
        ends = [*starts, len(text)][1:]
        pages = tuple(
            Page(number, start, end, confidence)
            for (number, _, confidence), start, end in zip(self._pages, starts, ends, strict=True)
        )
        return SourceText(
            text=text,
            kind=kind,
            pages=pages,
            headings=tuple(self._headings),
            tables=tuple(self._tables),
            notes=tuple(notes),
            title=title,
            page_breaks_inside=page_breaks_inside,
        )


def _places(rows: Sequence[Sequence[Cell]]) -> list[list[tuple[int, int] | None]]:
    """For each row the (row, index) of the cell that covers each column; None where there is none."""
    grid: list[list[tuple[int, int] | None]] = []
    covered: dict[int, tuple[tuple[int, int], int]] = {}  # column → cell, rows that it still covers
    plain = sum(cell.rows * cell.columns for row in rows for cell in row) > _MOST_PLACES
    for number, row in enumerate(rows):
        places: list[tuple[int, int] | None] = []
        for index, cell in enumerate(row):
            _take_covered(places, covered)
            for _ in range(1 if plain else cell.columns):
                column = len(places)
                places.append((number, index))
                if cell.rows > 1 and not plain:
                    covered[column] = ((number, index), cell.rows)
        _take_covered(places, covered)
        while covered and len(places) <= max(covered):
            places.append(None)
            _take_covered(places, covered)
        covered = {c: (cell, left - 1) for c, (cell, left) in covered.items() if left > 1}
        grid.append(places)
    return grid


def _take_covered(
    places: list[tuple[int, int] | None], covered: Mapping[int, tuple[tuple[int, int], int]]
) -> None:
    while len(places) in covered:
        places.append(covered[len(places)][0])
