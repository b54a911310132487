"""Read .txt and .md: the text as it stands, in an encoding that is sure. Marks of Markdown stay in the text.

Rows of cells between tabs, and the tables of Markdown, are given as tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from ingest.readers.encoding import decode
from ingest.readers.limits import Limits, UnreadableFile, read_bytes
from ingest.source import Heading, SourceText, Span, Table
from policytext.fields import LONGEST_BETWEEN, is_figure
from policytext.folding import fold

_HEADING = re.compile(r"^(#{1,6})[ \t]+\S.*$", re.M)
_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.M | re.S)
_TAB_CELL = re.compile(r"[^\t]*")
_PIPE_CELL = re.compile(r"(?<=\|)(?:[^|\\]|\\.)*(?=\|)")
_PIPE_RULE = re.compile(r"[\s|:-]*-[\s|:-]*$")


def read(path: Path, limits: Limits) -> SourceText:
    """Return the text. Files converted from pages break sentences where a page ended, so this is said of all.
    Raises: UnreadableFile when it is empty or binary, TooLarge, EncodingUnknown."""
    text, notes = _decoded(path, limits)
    tables = tuple(_tables(text, _tab_cells))
    return SourceText(text=text, kind="text", tables=tables, notes=notes, page_breaks_inside=True)


def read_markdown(path: Path, limits: Limits) -> SourceText:
    """Return the text with the lines that begin with # as headings. Raises as `read` does."""
    text, notes = _decoded(path, limits)
    fences = [match.span() for match in _FENCE.finditer(text)]
    headings = tuple(
        Heading(match.start(), match.end(), len(match.group(1)))
        for match in _HEADING.finditer(text)
        if not any(start <= match.start() < end for start, end in fences)
    )
    tables = tuple(_tables(text, _pipe_cells))
    return SourceText(
        text=text, kind="markdown", headings=headings, tables=tables, notes=notes, page_breaks_inside=True
    )


def _decoded(path: Path, limits: Limits) -> tuple[str, tuple[str, ...]]:
    decoded = decode(read_bytes(path, limits), path)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableFile(path, "文件里没有文字。", "The file has no text.")
    return text, decoded.notes


def _tables(text: str, cells_of: Callable[[str, int], list[Span] | None]) -> Iterator[Table]:
    """The runs of two rows or more, with the headings between them. `cells_of` gives the cells of a line, [] for a
    rule, None for other lines."""
    rows: list[list[Span]] = []
    start = 0
    lines = [*text.split("\n"), "", ""]
    for line, following in pairwise(lines):
        cells = cells_of(line, start)
        if cells:
            rows.append(cells)
        elif cells is None:
            below = cells_of(following, start + len(line) + 1) if rows and _is_heading(line) else None
            if below and _go_on(text, rows, below):
                rows.append([_trimmed(line, 0, len(line), start)])
            else:
                yield from _table(rows)
                rows = []
        start += len(line) + 1


def _table(rows: list[list[Span]]) -> Iterator[Table]:
    if len(rows) > 1:
        width = max(map(len, rows))
        padded = tuple((*row, *[(row[-1][1], row[-1][1])] * (width - len(row))) for row in rows)
        yield Table(rows[0][0][0], rows[-1][-1][1], padded)


def _is_heading(line: str) -> bool:
    return 0 < len(line.strip()) <= LONGEST_BETWEEN and not re.search(r"[。；;：:]", line)


def _go_on(text: str, rows: list[list[Span]], below: list[Span]) -> bool:
    """Is the row below a heading one of the same table: a number or a figure stands in it where one stands in a row
    above, or in the first row of all, a number below the name of its column?"""
    above = next((row for row in reversed(rows) if len(row) > 1), [])
    if len(below) != len(above):
        return False
    own, others = ([is_figure(fold(text[a:b])) for a, b in row] for row in (below, above))
    first = len(rows) == 1 and own[0] and not others[0]
    return first or any(x and y for x, y in zip(own, others, strict=True))


def _tab_cells(line: str, start: int) -> list[Span] | None:
    """The cells between tabs, when two of them have text: a tab before a paragraph makes no table."""
    if "\t" not in line:
        return None
    cells = [_trimmed(line, *match.span(), start) for match in _split(line)]
    return cells if sum(a < b for a, b in cells) > 1 else None


def _split(line: str) -> Iterator[re.Match[str]]:
    end = -1
    for match in _TAB_CELL.finditer(line):
        if match.start() > end:  # not the empty match behind a cell
            yield match
            end = match.end()


def _pipe_cells(line: str, start: int) -> list[Span] | None:
    """The cells of a row of a Markdown table; [] for the rule below its header."""
    stripped = line.strip()
    if stripped.count("|") < 3 or not stripped.startswith("|") or not stripped.endswith("|"):
        return None
    if _PIPE_RULE.match(stripped):
        return []
    return [_trimmed(line, *match.span(), start) for match in _PIPE_CELL.finditer(line)]


def _trimmed(line: str, a: int, b: int, start: int) -> Span:
    """The span of the cell in the text, without the white space at its ends."""
    cell = line[a:b]
    a += len(cell) - len(cell.lstrip())
    return start + a, start + a + len(cell.strip())
