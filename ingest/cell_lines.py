"""Tables whose cells stand on lines of their own, as web pages are copied into plain text: 序号 / 重点任务 /
牵头单位 / 1 / … / 甲局 / 2 / …. Each row is laid on one line, its cells apart by tabs, as every other table is.

1. A table begins with the names of its columns. Rows counted 1, 2, 3 at the distance of the columns are one.
2. Without numbers, the names must be words that name columns, and the cells of one column must be figures,
   dates or departments in every row where those of another are not: a cell too few would shift them all.
3. A cell merged over several rows, and a heading over those that follow, stand once, above the first of them. They
   are told by the figures, which stand at the same place in every row: between two rows there is a name more.
4. Where the last column says whether a target is binding (约束性) or expected, every row ends with such a word,
   whatever the cells before it are: 保持稳定 among the figures.
5. What does not fit is left as it stands, and the row at which the distance changes ends the table.

Only white space changes, one character for one, so that all offsets stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.cell_kinds import columns_differ, is_heading, kind_of, may_be_head
from ingest.source import SourceText, Table
from policytext.column_names import LONGEST_HEAD, is_kind_of_target, names_column
from policytext.folding import fold
from policytext.numbering import parse_marker

LONGEST_CELL, LONGEST_OPEN_CELL = 300, 60  # characters; open: of a table without numbers
MOST_COLUMNS = 12
LEAST_ROWS = 2  # of a table with numbers, or below a title that says 表
LEAST_OPEN_ROWS = 3  # of one without either
MOST_SIGNERS = 2  # between a table and the date below it

_NUMBER_HEAD = re.compile(r"序号|编号|项次|no\.?")
_NOTES = re.compile(r"(?:备注|说明|附注)$")
_TITLE = re.compile(r"(?:表|清单|一览)(?:[（(].{1,16}[）)])?$")
_KIND_HEAD = re.compile(r"(?:指标)?(?:属性|性质|类型)")
_UNIT_LINE = re.compile(r"[（(]?单位[：:].{1,12}$")
_BEHIND = re.compile(r"(?:备?注|说明|抄送|主送|附注|来源|联系人?)\s*\d*\s*[：:]")


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str


_Rows = list[Sequence[_Line]]


def with_cell_lines(source: SourceText) -> SourceText:
    """`source` with each row of such tables on one line, and the tables among its own."""
    text, found = source.text, list(_tables(source))
    if not found:
        return source
    parts, position = [], 0
    for rows in found:
        for left, right in _joins(rows):
            parts += [text[position : left.end], "\t".ljust(right.start - left.end)]
            position = right.start
    laid = "".join([*parts, text[position:]])
    tables = [
        Table(rows[0][0].start, rows[-1][-1].end, tuple(tuple((c.start, c.end) for c in row) for row in rows))
        for rows in found
    ]
    return replace(source, text=laid, tables=tuple(sorted([*source.tables, *tables], key=lambda t: t.start)))


def _joins(rows: _Rows) -> Iterator[tuple[_Line, _Line]]:
    """The cells beside each other of every row, without one that is merged with the row above."""
    behind = 0
    for row in rows:
        yield from pairwise(cell for cell in row if cell.start >= behind)
        behind = row[-1].end


def _tables(source: SourceText) -> Iterator[_Rows]:
    """The rows of each table, the names of its columns first."""
    lines, place, end = _lines(source), 0, 0
    while place < len(lines):
        end = _run_end(lines, place) if place >= end else end
        rows = _table_at(lines, place, end)
        if rows:
            yield rows
        place = max(place + 1, lines.index(rows[-1][-1], place) + 1 if rows else 0)


def _lines(source: SourceText) -> list[_Line]:
    """The lines that have words. Those that the file marks as its own tables and headings are no cells: their
    text is left out."""
    marked = sorted([(t.start, t.end) for t in source.tables] + [(h.start, h.end) for h in source.headings])
    lines = []
    for match in re.finditer(r"[^\n]+", source.text):
        words = match.group().strip()
        while marked and marked[0][1] <= match.start():
            marked.pop(0)
        if words:
            start = match.start() + match.group().index(words)
            own = marked and marked[0][0] < match.end()
            lines.append(_Line(start, start + len(words), "" if own else words))
    return lines


def _table_at(lines: Sequence[_Line], place: int, end: int) -> _Rows | None:
    """The table that begins at `place`; `end` is that of the lines that may be cells of one without numbers."""
    first = fold(lines[place].text) if len(lines[place].text) <= LONGEST_HEAD else ""
    if _NUMBER_HEAD.fullmatch(first):
        return _numbered(lines, place)
    if not names_column(first):
        return None
    return _of_targets(lines, place, end) or _open(lines, place, end) or _merged(lines, place, end)


def _numbered(lines: Sequence[_Line], place: int) -> _Rows | None:
    """A table that begins with the name of its column of numbers; a heading may stand above its first row."""
    width = next(
        (n for n in range(2, MOST_COLUMNS + 1) if place + n < len(lines) and _is(lines[place + n], 1)), 0
    )
    last = lines[place + width - 1].text
    headings = (False, True) if not is_heading(last) else (True,)
    for headed in headings if width > 2 and (is_heading(last) or not names_column(fold(last))) else (False,):
        head = lines[place : place + width - headed]
        rows = _counted_rows(lines, place + len(head), head, headed=headed) if len(head) > 1 else []
        if rows and all(may_be_head(line.text) for line in head):
            return [head, *rows]
    return None


def _counted_rows(lines: Sequence[_Line], place: int, head: Sequence[_Line], *, headed: bool) -> _Rows:
    """The rows 1, 2, 3 that begin at `place`, each as wide as the head; below a numbered heading they may begin with 1
    again, and a last column of notes may be left empty. Of a table that is `headed`, any short line before a number
    may be a heading."""
    rows: _Rows = []
    number, width = 1, len(head)
    while True:
        first, number = _next_row(lines, place, head, number, headed=headed)
        row = lines[first : first + _width_at(lines, first, head, number)]
        if not row or not _is(row[0], number) or not all(_may_be_cell(c.text) for c in row):
            break
        if headed and first > place and len(lines[first - 1].text) <= LONGEST_HEAD:
            rows.append([lines[first - 1]])
        rows.append(row)
        place, number = first + len(row), number + 1
    following = lines[place : place + 2 * width]
    if rows and not _is_whole([r for r in rows if len(r) > 1], following, number):
        rows.pop()
    return rows if sum(len(row) > 1 for row in rows) >= LEAST_ROWS else []


def _width_at(lines: Sequence[_Line], first: int, head: Sequence[_Line], number: int) -> int:
    """The number of cells of the row at `first`: one less than the head when the next row, or what cannot be a cell,
    stands in place of its note; 0 when the lines end before."""
    width = len(head)
    last = first + width - 1
    if last >= len(lines) + (width > 2):
        return 0
    ends = last == len(lines) or not _may_be_cell(lines[last].text)
    ends = ends or any(_DAY.fullmatch(line.text) for line in lines[last : last + 2])  # who signs, and when
    behind = ends or is_heading(lines[last].text) or _is(lines[last], number + 1)
    whole = last + 1 < len(lines) and _is(lines[last + 1], number + 1)
    return width - 1 if behind and not whole and width > 2 and _NOTES.search(head[-1].text) else width


def _next_row(
    lines: Sequence[_Line], place: int, head: Sequence[_Line], number: int, *, headed: bool
) -> tuple[int, int]:
    """Where the next row begins, and its number: behind names of the columns that a new page repeats, and a heading of
    the rows that follow."""
    width = len(head)
    if [line.text for line in lines[place : place + width]] == [line.text for line in head]:
        place += width
    above, first = (lines[place], lines[place + 1]) if place + 1 < len(lines) else (None, None)
    if above and first and is_heading(above.text) and (headed or number > 1):
        return (place + 1, next((n for n in (number, 1) if _is(first, n)), number))
    headed = headed and above is not None and len(above.text) <= LONGEST_HEAD
    if headed and first and above and _is(first, number) and kind_of(above.text) == "words":
        return place + 1, number
    return place, number


def _is(line: _Line, number: int) -> bool:
    return (
        re.fullmatch(r"0?(\d{1,3})[.．、]?", line.text) is not None
        and int(line.text.rstrip(".．、")) == number
    )


def _is_whole(rows: _Rows, following: Sequence[_Line], number: int) -> bool:
    """Has the last row all its cells? So it is where the next number follows; where that stands elsewhere, the
    row has a cell too few or too many; where none follows, the cells must be such as stand above them."""
    if following and _is(following[0], number):
        return True
    if any(_is(line, number) for line in [*rows[-1][1:], *following]):
        return False
    for column, cell in enumerate(rows[-1][1:], 1):
        kinds = {kind_of(row[column].text) for row in rows[:-1] if column < len(row)} - {"blank"}
        kind = kind_of(cell.text)
        if kind == "sentences" and kind not in kinds:
            return False
        if len(rows) > 2 and len(kinds) == 1 and kinds != {"words"} and kind not in (*kinds, "blank"):
            return False
    return True


def _open(lines: Sequence[_Line], place: int, end: int) -> _Rows | None:
    """A table without numbers, whose columns must tell themselves apart."""
    titled = _is_titled(lines, place)
    signed = end < len(lines) and _DAY.fullmatch(lines[end].text) is not None
    least = LEAST_ROWS if titled else LEAST_OPEN_ROWS
    for width in range(2, MOST_COLUMNS + 1):
        head, count = lines[place : place + width], (end - place) // width - 1
        if count < least or (end - place) % width > MOST_SIGNERS * signed:
            continue
        if not all(may_be_head(line.text) for line in head):
            return None
        known = sum(names_column(fold(line.text)) for line in head)
        if known < (width / 2 if titled else width):
            continue
        if _differ(
            head, _cut(lines, place, width, min(count, LEAST_OPEN_ROWS))
        ):  # before all rows are looked at
            rows = _cut(lines, place, width, count)
            if _differ(head, rows):
                return [head, *rows]
    return None


def _of_targets(lines: Sequence[_Line], place: int, end: int) -> _Rows | None:
    """A table of targets, each of whose rows ends with the word that says of what kind the target is."""
    first = lines[place : min(place + MOST_COLUMNS, end)]
    width = next((n for n, line in enumerate(first, 1) if _KIND_HEAD.fullmatch(fold(line.text))), 0)
    head = lines[place : place + width]
    if width < 3 or not all(may_be_head(line.text) for line in head):
        return None
    below = range(place + width, end)
    ends = [i + 1 for i in below if is_kind_of_target(fold(lines[i].text))]
    starts = [place + width, *ends]
    parts = [lines[a:b] for a, b in pairwise(starts)]
    for merged in (True, False):
        rows = list(_rows_by_ends(parts, width, merged=merged))
        whole = [row for row in rows if len(row) > 1]
        if len(whole) >= LEAST_OPEN_ROWS and _have_values(whole):
            return [head, *rows]
    return None


def _rows_by_ends(parts: Sequence[Sequence[_Line]], width: int, *, merged: bool) -> Iterator[Sequence[_Line]]:
    """The rows up to one of another width. `merged`: the first cell may be left out where it is that of the row above;
    else a heading may stand above a row."""
    group: _Line | None = None
    for part in parts:
        if len(part) == width:
            group = part[0]
            yield part
        elif merged and len(part) == width - 1 and group:
            yield [group, *part]
        elif not merged and len(part) == width + 1:
            yield part[:1]
            yield part[1:]
        else:
            return


def _have_values(rows: _Rows) -> bool:
    """Are there a column that is mostly of figures, and before it one that has none?"""
    shares = [sum(_is_value(row[c].text) for row in rows) / len(rows) for c in range(len(rows[0]))]
    return any(share > 1 / 2 and not all(shares[:c]) for c, share in enumerate(shares))


def _is_titled(lines: Sequence[_Line], place: int) -> bool:
    """Does a line that says 表 stand above, with or without the unit between?"""
    above = [line.text for line in lines[max(0, place - 2) : place]]
    if above and _UNIT_LINE.match(above[-1]):
        above.pop()
    return bool(above and _TITLE.search(above[-1]))


def _unsigned(lines: Sequence[_Line], end: int) -> int:
    """The end without those who sign above a date."""
    while (
        0 < end < len(lines)
        and _DAY.fullmatch(lines[end].text)
        and kind_of(lines[end - 1].text) == "departments"
    ):
        end -= 1
    return end


def _merged(lines: Sequence[_Line], place: int, end: int) -> _Rows | None:
    """A table without numbers, with merged cells in its first column, or headings between its rows."""
    titled, end = _is_titled(lines, place), _unsigned(lines, end)
    for width in range(2, MOST_COLUMNS + 1):
        head = lines[place : place + width]
        if place + width >= end or not all(may_be_head(line.text) for line in head):
            return None
        known = sum(names_column(fold(line.text)) for line in head)
        title = lines[place].text.endswith(lines[place + 1].text)  # 主要指标 above 指标
        if known < (width / 2 if titled else width) or title or _is_value(lines[place].text):
            continue
        for names in (2, 1):
            rows = _rows_by_values(lines[place + width : end], width, names)
            whole = [row for row in rows if len(row) > 1]
            if len(whole) >= LEAST_OPEN_ROWS and _differ(head, whole) and not _are_names(whole[0]):
                return [head, *rows]
    return None


def _rows_by_values(lines: Sequence[_Line], width: int, names: int) -> _Rows:
    """The rows of one or two words, the first of two, and then values; [] when a row has another form. `names`: the
    columns before the values. Of two, the first word is a merged cell; of one, a heading above the row."""
    values = [_is_value(line.text) for line in lines]
    first = next((i for i, value in enumerate(values) if value), len(lines))
    count = next((i for i, value in enumerate(values[first:]) if not value), len(lines) - first)
    behind = width - names - count  # columns of words behind the values: 约束性
    if first not in (names, 2) or not count or behind < 0:
        return []
    rows: _Rows = []
    place, group = 0, None
    while place < len(lines):
        words = next((i for i, value in enumerate(values[place:]) if value), 0)
        last = place + words + count
        form = [False] * words + [True] * count + [False] * behind
        if words not in (1, 2) or values[place : last + behind] != form:
            return []
        if place == 0 and names == 1 and words == 2 and names_column(fold(lines[0].text)):
            return []  # the name of a column, and what was taken for the first one stands above the table
        group = lines[place] if words == 2 else group
        if names == 1 and words == 2:
            rows.append([lines[place]])
        own = lines[place + words - 1 : last + behind]
        rows.append([group, *own] if names == 2 and group else own)
        place = last + behind
    return rows


def _are_names(row: Sequence[_Line]) -> bool:
    return all(names_column(fold(cell.text)) for cell in row)


def _is_value(text: str) -> bool:
    return kind_of(text) in ("figure", "date", "blank")


def _differ(head: Sequence[_Line], rows: _Rows) -> bool:
    return columns_differ([c.text for c in head], [[c.text for c in row] for row in rows])


def _cut(lines: Sequence[_Line], place: int, width: int, count: int) -> _Rows:
    """The first rows behind the names of the columns."""
    starts = range(place + width, place + (count + 1) * width, width)
    return [lines[i : i + width] for i in starts if i + width <= len(lines)]


def _run_end(lines: Sequence[_Line], place: int) -> int:
    """Behind the last line that may be a cell of the table that begins at `place`."""
    end = place
    while end < len(lines) and _may_be_cell(lines[end].text):
        text = lines[end].text
        if len(text) > LONGEST_OPEN_CELL or re.search(r"。|[：:；;]$", text) or _DAY.fullmatch(text):
            break
        titled = end > place and _TITLE.search(text)
        if titled and end + 1 < len(lines) and names_column(fold(lines[end + 1].text)):
            break  # the next table
        end += 1
    return end


_DAY = re.compile(r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


def _may_be_cell(text: str) -> bool:
    marker = parse_marker(text)
    outline = marker is not None and marker.kind in (
        "annex", "part", "chapter", "section", "article", "chinese", "chinese_paren"
    )  # fmt: skip
    open_line = not outline and not re.search(r"[\t|｜]|[：:]$", text) and not _BEHIND.match(text)
    return 0 < len(text) <= LONGEST_CELL and open_line
