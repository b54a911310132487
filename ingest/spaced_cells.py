"""Tables whose cells stand apart by blanks, as the columns of typed text do: 类别　　　中西部　　东部. The blanks between
two cells become a tab, so that it is a table like every other.

1. A gap is two blanks or more, or an ideographic one, but not inside of a word that is spread out (姓　名).
2. The first row names the columns, and the cells of one column are figures, dates or departments in every row, or
   each of several rows has all its cells right below the names.
3. A row that lacks cells is read by where they stand below the names; one that does not tell ends the table. A cell
   alone, below one that ends with a comma, goes on with it.

Only white space changes, one character for one, so that all offsets stay true.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.cell_kinds import columns_differ, kind_of, may_be_head
from ingest.source import SourceText, Span, Table
from policytext.column_names import LONGEST_HEAD, names_column
from policytext.folding import fold
from policytext.numbering import parse_marker

LEAST_ROWS = 2
ASIDE = 3  # half widths that a cell may stand beside the name of its column

LEAST_LINED_UP = 3  # rows of a table that is told by its places alone

_GAP = re.compile(r"[ \u00a0\u3000]{2,}|\u3000")
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_GOES_ON = re.compile(r"[、，,和与及]$")
_NO_CELL = re.compile(r"[。；;]$|[：:]$")


@dataclass(frozen=True)
class _Row:
    """A line with the spans of its cells, and where each begins, in half widths."""

    start: int
    end: int
    cells: tuple[Span, ...]
    places: tuple[int, ...]


_Cells = tuple[Span, ...]  # one for each column; an empty one has start == end


def with_spaced_cells(source: SourceText) -> SourceText:
    """`source` with tabs between the cells of such tables, and the tables among its own."""
    tables = list(_tables(source))
    if not tables:
        return source
    letters = list(source.text)
    for table in tables:
        for row in table.rows:
            _set_tabs(letters, row)
    merged = [replace(table, rows=tuple(_filled(table.rows))) for table in tables]
    found = sorted([*source.tables, *merged], key=lambda table: table.start)
    return replace(source, text="".join(letters), tables=tuple(found))


def _set_tabs(letters: list[str], row: _Cells) -> None:
    """One tab for each column but the first, in the blanks before its cell; behind the last cell there is none."""
    full = [column for column, (start, end) in enumerate(row) if end > start]
    ends = [_line_start(letters, row[full[0]][0]), *(row[column][1] for column in full)]
    for begin, before, column in zip(ends, [0, *full], full, strict=False):
        for place in range(column - before):
            letters[begin + place] = "\t"


def _line_start(letters: Sequence[str], place: int) -> int:
    while place and letters[place - 1] != "\n":
        place -= 1
    return place


def _filled(rows: Sequence[_Cells]) -> Iterator[_Cells]:
    """The rows with first cells that are merged with the row above."""
    above: _Cells = ()
    for row in rows:
        first = next(column for column, (start, end) in enumerate(row) if end > start)
        above = (*above[:first], *row[first:]) if above else row
        yield above


def _tables(source: SourceText) -> Iterator[Table]:
    marked = [(t.start, t.end) for t in source.tables] + [(h.start, h.end) for h in source.headings]
    lines = [
        (match.start(), match.end())
        for match in re.finditer(r"[^\n]+", source.text)
        if match.group().strip() and not any(a < match.end() and match.start() < b for a, b in marked)
    ]
    rows = [_row(source.text, *line) for line in lines]
    place = 0
    while place < len(rows):
        cells = _table_at(source.text, rows[place:])
        if cells:
            last = max(end for _, end in cells[-1])
            yield Table(cells[0][0][0], last, tuple(cells))
            place = next((i for i in range(place, len(rows)) if rows[i].start > last), len(rows))
        else:
            place += 1


def _row(text: str, start: int, end: int) -> _Row:
    cells: list[Span] = []
    begin = start
    for gap in [*_GAP.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if text[begin:stop].strip():
            cells.append((begin, begin + len(text[begin:stop].rstrip())))
        begin = gap.end() if gap else end
    cells = list(_joined(text, cells))
    return _Row(start, end, tuple(cells), tuple(_width(text[start:a]) for a, _ in cells))


def _joined(text: str, cells: Sequence[Span]) -> Iterator[Span]:
    """The cells, two single characters with one blank between as one: 姓　名; a third one beside them says that
    each is a cell of its own."""
    letter = [b - a == 1 and bool(_LETTER.match(text, a)) for a, b in cells]
    near = [
        x and y and c - b == 1
        for x, y, (_, b), (c, _) in zip(letter, letter[1:], cells, cells[1:], strict=False)
    ]
    place = 0
    while place < len(cells):
        two = near[place : place + 1] == [True] and near[place + 1 : place + 2] != [True]
        yield (cells[place][0], cells[place + 1][1]) if two else cells[place]
        place += 1 + two


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _table_at(text: str, rows: Sequence[_Row]) -> list[_Cells]:
    """The table whose columns the first row names; [] when it names none."""
    head = rows[0]
    names = [text[a:b] for a, b in head.cells]
    if (
        len(names) < 2
        or not all(may_be_head(name) for name in names)
        or parse_marker(text[head.start : head.end])
    ):
        return []
    if any(kind_of(name) in ("figure", "departments") for name in names):
        return []
    if not any(names_column(fold(name)) for name in names):
        return []
    found: list[_Cells] = [head.cells]
    lined_up = True
    for row in rows[1:]:
        if len(row.cells) > 1 and all(names_column(fold(text[a:b])) for a, b in row.cells):
            break  # the names of another table
        placed = _placed(text, row, head) or _going_on(text, row, head, found[-1])
        lined_up = lined_up and (not placed or _is_lined_up(row, head))
        if not placed and not _is_heading(text, row):
            break
        if placed:
            found.append(placed)
    body = [[text[a:b] for a, b in row] for row in found[1:]]
    whole = [[cell or "-" for cell in row] for row in body]
    told = len(body) >= LEAST_ROWS and columns_differ(names, whole, pure=False)
    set_out = (
        lined_up
        and len(body) >= LEAST_LINED_UP
        and 2 * sum(names_column(fold(x)) for x in names) >= len(names)
    )
    return found if told or set_out else []


def _is_lined_up(row: _Row, head: _Row) -> bool:
    places = zip(row.places, head.places, strict=False)
    return len(row.cells) == len(head.cells) and all(abs(own - name) <= 1 for own, name in places)


def _going_on(text: str, row: _Row, head: _Row, above: _Cells) -> _Cells:
    """The one cell of the row as that of its column, where the cell above goes on in it; () where it does not."""
    if len(row.cells) != 1:
        return ()
    column = next((n for n, at in enumerate(head.places) if n and abs(at - row.places[0]) <= ASIDE), 0)
    if not column or column >= len(above) or not _GOES_ON.search(text[slice(*above[column])]):
        return ()
    (start, end), behind = row.cells[0], len(head.cells) - column - 1
    room = start - row.start >= column
    return (*[(row.start, row.start)] * column, (start, end), *[(end, end)] * behind) if room else ()


def _placed(text: str, row: _Row, head: _Row) -> _Cells:
    """The cells of the row below the names of the columns; () when it is no row, or does not tell."""
    width, count = len(head.cells), len(row.cells)
    if not 1 < count <= width or _NO_CELL.search(text[row.start : row.end].rstrip()):
        return ()
    if count == width:
        return row.cells
    columns = [
        next((n for n, at in enumerate(head.places) if abs(at - place) <= ASIDE), -1) for place in row.places
    ]
    if -1 in columns or any(a >= b for a, b in pairwise(columns)):
        return ()
    if not _have_room(row, columns):
        return ()
    cells = dict(zip(columns, row.cells, strict=True))
    ends = [row.start, *(end for _, end in row.cells)]
    empty = [ends[sum(column > c for c in columns)] for column in range(width)]
    return tuple(cells.get(column, (empty[column], empty[column])) for column in range(width))


def _have_room(row: _Row, columns: Sequence[int]) -> bool:
    """Are there blanks enough before every cell for the tabs of the columns left out?"""
    ends = [row.start, *(end for _, end in row.cells)]
    steps = [b - a for a, b in pairwise([0, *columns])]
    return all(start - end >= step for end, (start, _), step in zip(ends, row.cells, steps, strict=False))


def _is_heading(text: str, row: _Row) -> bool:
    """Is it a short line of words between the rows?"""
    words = text[row.start : row.end].strip()
    return (
        len(row.cells) == 1
        and len(words) <= LONGEST_HEAD
        and kind_of(words) == "words"
        and not _NO_CELL.search(words)
    )
