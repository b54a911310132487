"""From pieces of text on a page to its lines in reading order. Shared by PDF, OFD and recognised scans.

1. Pieces on one baseline make a row; a wide gap in it begins a new fragment.
2. Where fragments of many rows keep clear of one upright gap, the page has two columns there: left before
right. 3. Elsewhere the fragments of a row make one line.

Coordinates run to the right and down, in points.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026\u2460-\u24ff]")
_WORD_END, _WORD_START = re.compile(r"[A-Za-z][,;.]?$"), re.compile(r"[A-Za-z]")
_GAP = 1.6  # in character heights: a wider gap ends a fragment
_LEAST_ROWS = 4  # rows that two columns must stand side by side for


@dataclass(frozen=True)
class Piece:
    """Text at a place: one glyph of a PDF, or one recognised line. `base` is the baseline, `size` the
    height."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    confidence: float = 1.0


@dataclass(frozen=True)
class Line:
    """A line of text. `column` is (left, right): the edges of the column that it stands in."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    column: tuple[float, float] = (0.0, 0.0)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


def order_lines(pieces: Sequence[Piece]) -> list[Line]:
    """The lines of a page in reading order, each with the edges of its column."""
    rows = [_fragments(row) for row in _rows(pieces)]
    rows = [row for row in rows if row]
    if not rows:
        return []
    gutter = _gutter(rows)
    lines: list[Line] = []
    waiting: list[list[Line]] = []
    for row in rows:
        if gutter is not None and not _crosses(row, gutter):
            waiting.append(row)
            continue
        lines += _band(waiting, gutter)
        waiting = []
        lines.append(_joined(row))
    return _with_columns(lines + _band(waiting, gutter))


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by their baselines, top to bottom. A raised or lowered small sign stays in its row."""
    rows: list[list[Piece]] = []
    base = size = 0.0
    for piece in sorted(pieces, key=lambda p: (p.base, p.x0)):
        if rows and piece.base - base <= 0.45 * max(size, piece.size):
            rows[-1].append(piece)
            if piece.size > size:
                base, size = piece.base, piece.size
        else:
            rows.append([piece])
            base, size = piece.base, piece.size
    return rows


def _fragments(row: list[Piece]) -> list[Line]:
    """The row in fragments, left to right, each without wide gaps."""
    fragments: list[list[Piece]] = []
    spaced = False
    for piece in sorted(row, key=lambda p: p.x0):
        if piece.text.isspace():
            spaced = True
            continue
        if fragments:
            last = fragments[-1][-1]
            if len(piece.text) == 1 and last.text.strip() == piece.text and _same_place(last, piece):
                continue  # bold type made by printing twice
            if piece.x0 - max(p.x1 for p in fragments[-1][-3:]) <= _GAP * max(piece.size, last.size):
                fragments[-1].append(replace(piece, text=f" {piece.text}") if spaced else piece)
                spaced = False
                continue
        fragments.append([piece])
        spaced = False
    return [_line(pieces) for pieces in fragments]


def _same_place(a: Piece, b: Piece) -> bool:
    return abs(a.x0 - b.x0) < 0.12 * b.size


def _line(pieces: Sequence[Piece]) -> Line:
    parts: list[str] = []
    for index, piece in enumerate(pieces):
        if index:
            parts.append(_space(pieces[index - 1], piece))
        parts.append(piece.text)
    return Line(
        "".join(parts),
        min(piece.x0 for piece in pieces),
        max(piece.x1 for piece in pieces),
        statistics.median(piece.base for piece in pieces),
        statistics.median(piece.size for piece in pieces),
    )


def _space(left: Piece, right: Piece) -> str:
    """A space where the gap is wider than letters leave: narrow between Latin words, wide between Chinese."""
    if right.text[0] == " ":
        return ""
    gap = right.x0 - left.x1
    wide = _WIDE.match(left.text[-1]) or _WIDE.match(right.text[0])
    return " " if gap > (0.7 if wide else 0.18) * min(left.size, right.size) else ""


def space_between(left: str, right: str) -> str:
    """What stands between two lines of one paragraph: a space between Latin words, nothing else. A number
    that a line end broke would have another value with a space in it."""
    return " " if _WORD_END.search(left) and _WORD_START.match(right) else ""


def _joined(row: Sequence[Line], mark: str = " ") -> Line:
    """The fragments of a row as one line."""
    if len(row) == 1:
        return row[0]
    mark = "\t" if len(row) > 2 else mark
    return Line(
        mark.join(line.text for line in row),
        row[0].x0,
        row[-1].x1,
        row[0].base,
        max(line.size for line in row),
    )


def _gutter(rows: Sequence[Sequence[Line]]) -> float | None:
    """The middle of the gap between two columns, or None on a page of one column."""
    left = min(line.x0 for row in rows for line in row)
    right = max(line.x1 for row in rows for line in row)
    width = right - left
    best: tuple[int, float] | None = None
    for place in _gap_middles(rows):
        if not left + 0.3 * width < place < right - 0.3 * width:
            continue
        beside = _beside(rows, place)
        if beside >= _LEAST_ROWS and (best is None or beside > best[0]):
            best = (beside, place)
    if best is None or not _is_running_text(rows, best[1], left, right):
        return None
    return best[1]


def _gap_middles(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Candidates for the gutter: the middles of the gaps of all rows, roughly each once."""
    middles = {round((a.x1 + b.x0) / 2 / 4) * 4.0 for row in rows for a, b in pairwise(row)}
    return sorted(middles)


def _crosses(row: Iterable[Line], place: float) -> bool:
    return any(line.x0 < place < line.x1 for line in row)


def _beside(rows: Sequence[Sequence[Line]], place: float) -> int:
    """The longest run of rows that keep clear of `place` and have text on both sides in most of them."""
    best = run = 0
    for row in rows:
        if _crosses(row, place):
            run = 0
        elif any(line.x1 <= place for line in row) and any(line.x0 >= place for line in row):
            run += 1
            best = max(best, run)
    return best


def _is_running_text(rows: Sequence[Sequence[Line]], place: float, left: float, right: float) -> bool:
    """Columns of text are mostly full lines, at most one fragment a side; columns of a table are not."""
    sides = [[], []]  # type: list[list[float]]
    for row in rows:
        if _crosses(row, place):
            continue
        for side, width in ((0, place - left), (1, right - place)):
            found = [line for line in row if (line.x0 >= place) == bool(side)]
            if found:
                sides[side].append(
                    sum(line.x1 - line.x0 for line in found) / width if len(found) == 1 else 0.0
                )
    return all(side and statistics.median(side) > 0.72 for side in sides)


def _band(rows: Sequence[Sequence[Line]], gutter: float | None) -> list[Line]:
    """Rows beside the gutter: the left column, then the right one; single rows as they stand."""
    if gutter is None or not rows:
        return []
    both = [row for row in rows if row[0].x1 <= gutter and row[-1].x0 >= gutter]
    if len(both) < 2:
        return [_joined(row) for row in rows]
    sides: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        for right in (False, True):
            found = [line for line in row if (line.x0 >= gutter) == right]
            if found:
                sides[right].append(_joined(found))
    return [*_with_columns(sides[0]), *_with_columns(sides[1])]


def _with_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines with the edges of their column: those of the lines that have none yet."""
    bare = [line for line in lines if line.column == (0.0, 0.0)]
    if not bare:
        return list(lines)
    edges = (min(line.x0 for line in bare), max(line.x1 for line in bare))
    return [
        line if line.column != (0.0, 0.0) else Line(line.text, line.x0, line.x1, line.base, line.size, edges)
        for line in lines
    ]
