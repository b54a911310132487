"""Tables: which rows name the columns, and tables that plain text sets with tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.cell_kinds import is_heading, kind_of
from ingest.source import SourceText, Span, Table
from policytext.column_names import LONGEST_HEAD, names_column
from policytext.fields import is_figure
from policytext.folding import fold

_RULE = re.compile(r"[\s|｜:\-+]+")
_BAR = re.compile(r"[|｜]")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
LONGEST_HEADING = 40  # characters of a numbered one between rows
LEAST_BARS = 2  # of a row without a bar at its beginning


def with_text_tables(source: SourceText) -> SourceText:
    """`source` with the tables that its lines form, where the file itself marks none."""
    if source.tables or not re.search(r"[\t|｜]", source.text):
        return source
    return replace(source, tables=tuple(_text_tables(source.text)))


def header_rows(text: str, table: Table) -> range:
    """The rows that name the columns. Rows above them (a title over the whole width) name nothing."""
    for number, row in enumerate(table.rows):
        cells = {cell for cell in row if cell[1] > cell[0]}
        if len(cells) < 2:
            continue
        spanned = any(row.count(cell) > 1 for cell in cells)
        below = table.rows[number + 1] if number + 1 < len(table.rows) else ()
        shared = any(cell in row for cell in below if cell[1] > cell[0])
        short = all(b - a <= 16 for a, b in below)
        two = (spanned and shared and short) or (short and _names_parts(text, row, below))
        return range(number, number + 2 if two and len(table.rows) > number + 2 else number + 1)
    return range(0)


def _names_parts(text: str, above: Sequence[Span], below: Sequence[Span]) -> bool:
    """Do the words of the row below name the columns that the one above leaves empty, and leave out its first one?"""
    full = [[end > start for start, end in row] for row in (above, below)]
    words = [fold(text[a:b]) for a, b in below if b > a]
    named = len(words) > 1 and not any(is_figure(word) and not _YEAR.match(word) for word in words)
    return named and not any(full[1][:1]) and not all(full[0]) and all(map(any, zip(*full, strict=False)))


def column_names(text: str, table: Table) -> list[str]:
    """The name of each column, folded, the lowest header row last: 责任单位牵头单位 for one below another."""
    names: list[str] = []
    header = header_rows(text, table)
    for number in header:
        above = ""
        for column, (start, end) in enumerate(table.rows[number]):
            name = fold(text[start:end])
            if not name and number + 1 < header.stop:
                name = above  # it stands over several columns
            above = name
            if column >= len(names):
                names.append(name)
            elif name not in names[column]:
                names[column] += name
    return names


def body_rows(text: str, table: Table) -> Iterator[tuple[Span, ...]]:
    """The rows below the column names, without names that a new page repeats."""
    header = header_rows(text, table)
    named = [fold("\t".join(text[a:b] for a, b in table.rows[number])) for number in header]
    for row in table.rows[header.stop :]:
        if fold("\t".join(text[a:b] for a, b in row)) not in named:
            yield row


def goes_on(text: str, row: Sequence[Span], above: Sequence[Span]) -> int | None:
    """The column in which the row goes on with a cell of the one above (甲局、 / 乙局); None when it says more."""
    fresh = [column for column, cell in enumerate(row) if cell[1] > cell[0] and cell not in above]
    if len(fresh) != 1 or fresh[0] >= len(above):
        return None
    return fresh[0] if re.search(r"[、，,和与及]$", text[slice(*above[fresh[0]])]) else None


def _text_tables(text: str) -> Iterator[Table]:
    """Two lines or more, right below each other, with as many tabs or bars each. A heading between two rows is one of a
    single cell, and a row may leave out the cell that it shares with the row above."""
    rows: list[tuple[Span, ...]] = []
    heading: Span | None = None  # behind the last row, before it is known what follows
    for match in re.finditer(r"[^\n]*(?:\n|$)", text):
        row = _cells(text, match.start(), match.end())
        if row == () or (rows and match.start() == len(text)):
            continue
        width = len(rows[0]) if rows else 0
        goes = row is not None and (not rows or len(row) == width)
        if goes and row is not None and not (heading and _are_names(text, row)):
            rows += [*([(heading,)] if heading else []), row]
            heading = None
            continue
        if row and len(row) == width - 1 and _lacks_group(text, row, rows[-1]):
            rows.append((rows[-1][0], *row))
            continue
        if row is None and rows and heading is None and _is_between(text, match.start(), match.end()):
            line = match.group()
            heading = (match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip()))
            continue
        if len(rows) > 1:
            yield _table(rows)
        rows, heading = [row] if row else [], None
    if len(rows) > 1:
        yield _table(rows)


def _is_between(text: str, start: int, end: int) -> bool:
    """Is the line such as stands between rows as the heading of those below: short words, no name of a table?"""
    words = text[start:end].strip()
    if re.search(r"[\t|｜。；;：:]|表(?:[（(].*)?$|^(?:附|表|注)", words):
        return False
    if is_heading(words):
        return len(words) <= LONGEST_HEADING
    return 1 < len(words) <= LONGEST_HEAD and "，" not in words and kind_of(words) == "words"


def _are_names(text: str, row: Sequence[Span]) -> bool:
    """Does the row name the columns of another table?"""
    named = [bool(names_column(fold(text[a:b]))) for a, b in row if b > a]
    return 2 * sum(named) >= len(named)


def _lacks_group(text: str, row: Sequence[Span], above: Sequence[Span]) -> bool:
    """Are the cells of the kinds of those behind the first one above, but for one, and not of those from it on?"""
    kinds = [kind_of(text[a:b]) for a, b in row]
    before = [kind_of(text[a:b]) for a, b in above]
    behind = sum(x == y or "blank" in (x, y) for x, y in zip(kinds, before[1:], strict=False))
    beside = sum(x == y for x, y in zip(kinds, before, strict=False))
    return len(above) > 3 and behind > beside and behind >= len(kinds) - 1 and before[0] == "words"


def _table(rows: list[tuple[Span, ...]]) -> Table:
    return Table(rows[0][0][0], max(end for _, end in rows[-1]), tuple(rows))


def _cells(text: str, start: int, end: int) -> tuple[Span, ...] | None:
    """The cells of a line that is a row, () for a ruler between rows, None for other lines."""
    line = text[start:end].rstrip("\n")
    places = [match.start() for match in _BAR.finditer(line)]
    framed = len(places) > 2 and line.strip()[0] in "|｜"
    bars = framed or ("\t" not in line and len(places) >= LEAST_BARS)
    if bars and _RULE.fullmatch(line.strip()):
        return ()
    if not bars and ("\t" not in line.strip() or re.search(r"[。；]\s*$", line.split("\t")[0])):
        return None
    cells: list[Span] = []
    position = start + (places[0] + 1 if framed else len(line) - len(line.lstrip(" ")))
    closed = framed and line.strip()[-1] in "|｜"
    stop = start + (places[-1] if closed else len(line.rstrip()))
    for part in re.split(_BAR if bars else r"\t", text[position:stop]):
        first = position + len(part) - len(part.lstrip())
        last = position + len(part.rstrip())
        cells.append((first, max(first, last)) if part.strip() else (position, position))
        position += len(part) + 1
    # A title and a page number are a line of a table of contents.
    contents = len(cells) == 2 and text[slice(*cells[1])].strip().isdigit()
    return tuple(cells) if len(cells) > 1 and not contents else None
