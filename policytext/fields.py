"""Find named values in a text: the cells of a table below the names of its columns, and labels in a clause
(指标来源：医院填报。; （负责部门：…，适用范围：…）).

1. Lines of cells (set with tabs or bars) right below each other are a table; its first one names the columns
   when it is short words only; so does the second one, where it leaves out the columns that the first one names, or
   the first one those of the second (新建: 山区, 坝区). A few short lines between rows are headings inside the table.
2. A cell left empty before the first one of its row belongs to the row above, as merged cells do; so does one that
   is left out, where the figures of the row, or the kind of target at its end, tell that it is the first.
3. A label counts only when the text has it twice or more: then it is the form's, and no chance colon.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.column_names import is_kind_of_target, names_column
from policytext.folding import fold

Span = tuple[int, int]
LONGEST_NAME = 16  # characters of a column's name, folded
MOST_BETWEEN, LONGEST_BETWEEN = 3, 40  # headings inside a table, and their characters

_LABEL = re.compile(r"(?:^|(?<=[。；;，,（(\s]))([\u4e00-\u9fff]{2,8})[ \u3000]*[：:]", re.MULTILINE)
_NO_LABEL = re.compile(r"(?:包括|其中|例如|比如|如下|以下|分为|分别|另外|[是为有即])$")
_FIGURE = re.compile(
    r"(?:不低于|不少于|不超过|不高于|大于|小于|高于|低于|超过|达到|累计|约|下降|提高|增长|[≥≤><])?"
    r"[-+]?\d[\d,.]*(?:[%‰]|[万亿千百]?[\u4e00-\u9fff]{0,2})(?:以上|以下|以内|左右)?"
)
_NO_NAME = re.compile(r"[。；;：:，,]")
_YEAR = re.compile(r"(?:19|20)\d{2}年")
_OPEN, _CLOSE = "（(", "）)"


@dataclass(frozen=True)
class Field:
    """A value `start`..`end` and what names it. `label` is folded; `label_start`..`label_end` is where it is
    printed; `group` is the name of several columns above it, part of the label as well. A cell has its `row`, and in
    `names` the other cells of the row; a label in a clause has neither."""

    label: str
    label_start: int
    label_end: int
    start: int
    end: int
    row: Span | None = None
    names: tuple[Span, ...] = ()
    group: Span | None = None


def find_fields(text: str) -> list[Field]:
    """All named values, cells first, each in the order of the text; empty ones left out."""
    return [*_cells(text), *_labelled(text)]


def is_figure(words: str) -> bool:
    """Are the folded words of a cell a figure and no more: 1,210; 下降20%左右; ≥30万人?"""
    return _FIGURE.fullmatch(words) is not None


def _labelled(text: str) -> Iterator[Field]:
    labels = list(_LABEL.finditer(text))
    times = Counter(match.group(1) for match in labels)
    for number, match in enumerate(labels):
        if times[match.group(1)] < 2 or _NO_LABEL.search(match.group(1)):
            continue
        following = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        start, end = _stripped(text, match.end(), _value_end(text, match, following))
        if start < end:
            yield Field(fold(match.group(1)), match.start(1), match.end(1), start, end)


def _value_end(text: str, label: re.Match[str], following: int) -> int:
    """Where the value ends: at the next label, the end of its line or cell, the bracket around it, or, in
    running text, of its sentence."""
    line = text.rfind("\n", 0, label.start()) + 1
    line_end = text.find("\n", label.end())
    in_cell = "\t" in text[line : line_end if line_end >= 0 else len(text)]
    depth = 0
    for place in range(label.end(), following):
        character = text[place]
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth < 0 or character in "\n\t" or (not in_cell and not depth and character in "。；;"):
            return place
    return following


def _stripped(text: str, start: int, end: int) -> Span:
    """Without white space, an open bracket and the mark that ends a value."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "。；;，,（("):
        end -= 1
    return start, end


def _cells(text: str) -> Iterator[Field]:
    for rows in _tables(text):
        columns, body = _header(text, rows)
        names = [fold("".join(text[a:b] for a, b in parts)) for parts in columns]
        printed = [[fold(text[a:b]) for a, b in row] for row in rows[: len(rows) - len(body)]]
        for row in _below(text, body, len(columns)):
            full = [cell for cell in row if cell[1] > cell[0]]
            if [fold(text[a:b]) for a, b in row] in printed or len(full) < 2:
                continue
            for column, (start, end) in enumerate(row):
                if end > start and names[column]:
                    others = tuple(cell for cell in full if cell != (start, end))
                    span = (_first_own(text, full), full[-1][1])
                    *group, label = columns[column]
                    yield Field(names[column], *label, start, end, span, others, group[0] if group else None)


def _header(
    text: str, rows: Sequence[Sequence[Span]]
) -> tuple[list[tuple[Span, ...]], Sequence[Sequence[Span]]]:
    """The printed names of each column, the one above several columns first; and the rows below them."""
    first = rows[0]
    if len(rows) < 3 or not _names_parts(text, first, rows[1]):
        return [(cell,) for cell in first], rows[1:]
    columns: list[tuple[Span, ...]] = []
    above = first[0]
    for column, cell in enumerate(rows[1]):
        own = first[column] if column < len(first) else (0, 0)
        above = own if own[1] > own[0] else above
        columns.append((above, cell) if cell[1] > cell[0] else (above,))
    return columns, rows[2:]


def _names_parts(text: str, first: Sequence[Span], second: Sequence[Span]) -> bool:
    """Does the second row name parts of the columns that the first one names, and leave out the rest?"""
    own = [fold(text[a:b]) for a, b in second]
    above = [b > a for a, b in first] + [False] * (len(second) - len(first))
    words = [word for word in own if word]
    fits = all(x or y for x, y in zip(own, above, strict=False)) and not own[0] and len(own) == len(above)
    return (
        fits
        and not all(above)
        and len(words) > 1
        and not any(len(word) > LONGEST_NAME or _NO_NAME.search(word) for word in words)
        and not any(is_figure(word) and not _YEAR.match(word) for word in words)
    )


def _first_own(text: str, cells: Sequence[Span]) -> int:
    """The first cell that stands in the line of the last one."""
    line = text.rfind("\n", 0, cells[-1][0]) + 1
    return min(start for start, _ in cells if start >= line)


def _below(text: str, rows: Sequence[Sequence[Span]], width: int) -> Iterator[list[Span]]:
    """The rows with as many cells as there are columns; those merged with the row above are filled in."""
    above: list[Span] = []
    for row in rows:
        if len(row) > width:
            continue
        lacking = width - len(row)
        if lacking and _lacks_first(text, row, above):
            cells = [*[(row[0][0], row[0][0])] * lacking, *row]
        else:
            cells = [*row, *[(row[-1][1], row[-1][1])] * lacking]
        first = next((i for i, (a, b) in enumerate(cells) if b > a), width)
        if above and _goes_on(text, cells, first, above):
            start, end = above[first]
            if not text[end : cells[first][0]].strip():
                above[first] = (start, cells[first][1])
            continue
        if above:
            yield above
        above = [*above[:first], *cells[first:]] if above else cells
    if above:
        yield above


def _goes_on(text: str, cells: Sequence[Span], column: int, above: Sequence[Span]) -> bool:
    """Does the row hold no more than the rest of a cell of the row above: 甲局、 / 乙局?"""
    alone = 0 < column < len(above) and not any(end > start for start, end in cells[column + 1 :])
    return alone and text[slice(*above[column])].endswith(("、", "，", "和", "及"))


def _lacks_first(text: str, row: Sequence[Span], above: Sequence[Span]) -> bool:
    """Do the figures of the row stand below those of the row above only when its first cells are left out? A row of
    targets ends with their kind (约束性), whatever stands in place of a figure."""
    if above and all(is_kind_of_target(fold(text[slice(*cells[-1])])) for cells in (row, above)):
        return True
    own, others = ([is_figure(fold(text[a:b])) for a, b in cells] for cells in (row, above))
    return any(own) and own == others[len(others) - len(own) :] and own != others[: len(own)]


def _tables(text: str) -> Iterator[list[list[Span]]]:
    """The rows of each table, the names of its columns first."""
    rows: list[list[Span]] = []
    between = 0
    for match in re.finditer(r"[^\n]*", text):
        row = _row(text, *match.span())
        if row and between and _begins_table(text, row, rows):
            yield from [rows] if len(rows) > 1 else []
            rows = []
        if row:
            if rows or _names_columns(text, row):
                rows.append(row)
            between = 0
        elif (words := match.group().strip()) and rows:
            between += 1
            if between > MOST_BETWEEN or len(words) > LONGEST_BETWEEN or re.search(r"。|[：:]$", words):
                yield from [rows] if len(rows) > 1 else []
                rows, between = [], 0
    if len(rows) > 1:
        yield rows


def _row(text: str, start: int, end: int) -> list[Span]:
    """The cells of a line, [] when it is none, or a ruler."""
    line = text[start:end]
    bars = line.lstrip().startswith("|") and line.count("|") > 2
    if (not bars and "\t" not in line.strip(" \n")) or not re.search(r"[^\s|:\-+]", line):
        return []
    if bars:
        start, end = start + line.index("|") + 1, start + line.rindex("|")
    cells = []
    for part in re.split(r"\|" if bars else r"\t", text[start:end]):
        first = start + len(part) - len(part.lstrip())
        last = start + len(part.rstrip())
        cells.append((first, last) if first < last else (start, start))
        start += len(part) + 1
    return cells


def _begins_table(text: str, row: Sequence[Span], rows: Sequence[Sequence[Span]]) -> bool:
    """Is the row, below a line of words, the first one of another table? It has another number of cells, only names of
    columns, or none of the figures that each row of the table above has."""
    if len(row) != len(rows[0]) or all(names_column(fold(text[a:b])) for a, b in row):
        return True
    figures = [[is_figure(fold(text[a:b])) for a, b in cells] for cells in (*rows[1:], row)]
    return (
        _names_columns(text, row) and len(rows) > 1 and all(map(any, figures[:-1])) and not any(figures[-1])
    )


def _names_columns(text: str, row: Sequence[Span]) -> bool:
    """Is each cell the name of a column? Those right of the first one may stand over several columns."""
    words = [fold(text[a:b]) for a, b in row]
    short = all(len(word) <= LONGEST_NAME and not _NO_NAME.search(word) for word in words)
    return short and bool(words[0]) and sum(map(bool, words)) > 1
