"""The tables of a document as its answers need them: rows by their names, figures by their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policytext.fields import Field, Span, is_figure
from policytext.folding import fold

LONGEST_ABOVE, MOST_ABOVE = 60, 2  # characters and lines above a table that may say what it is, and its unit
LEAST_FIGURES = 0.6  # of the cells of a column of figures

_NUMBER = re.compile(r"[\d.、,]+")
_NO_FIGURES = re.compile(r"序号|编号|项次|电话|(?:时限|时间|期限|进度|节点|日期)(?:要求|安排)?$|^(?:no\.?)$")
_LOOSE = re.compile(r"[^\d,。;]{0,12}\d[\d,.]*\D{0,6}")  # 1,210; 岗位550万个
_UNIT = re.compile(r"(?:计量|金额)?单位[：:]\s*[^\s）)]{1,12}")


@dataclass(frozen=True)
class Row:
    """`names`: its own cells of words that stand before the figures; `words` these and the cells that are merged over
    several rows, folded. `figures`: its cells in the columns of figures."""

    span: Span
    names: tuple[Span, ...]
    words: str
    figures: tuple[Field, ...]


@dataclass(frozen=True)
class Table:
    """A table that has columns of figures. `above`: the folded lines right above it; `unit`: where they give the unit
    of all its figures."""

    document_id: str
    start: int
    rows: tuple[Row, ...]
    above: str
    unit: Span | None


def tables_of_figures(document_id: str, text: str, fields: Sequence[Field]) -> Iterator[Table]:
    """`fields`: the cells of the document, in their order."""
    tables: dict[int, dict[Span, list[Field]]] = {}
    for field in fields:
        if field.row is not None:
            head = text.rfind("\n", 0, field.label_start) + 1
            tables.setdefault(head, {}).setdefault(field.row, []).append(field)
    for head, cells in tables.items():
        columns = _columns_of_figures(text, [field for row in cells.values() for field in row])
        rows = [_row(text, span, row, columns) for span, row in cells.items()]
        times = Counter(name for row in rows for name in row.names)
        found = tuple(_without_groups(row, times) for row in rows if row.figures and row.words)
        if found:
            yield Table(document_id, head, found, *_above(text, head))


def _columns_of_figures(text: str, cells: Sequence[Field]) -> set[int]:
    """Where the names of the columns stand whose cells are figures."""
    columns: dict[int, list[str]] = {}
    for cell in cells:
        if not _NO_FIGURES.search(cell.label):
            columns.setdefault(cell.label_start, []).append(fold(text[cell.start : cell.end]))
    return {
        column
        for column, words in columns.items()
        if sum(map(is_figure, words)) >= LEAST_FIGURES * len(words) or all(map(_LOOSE.fullmatch, words))
    }


def _row(text: str, span: Span, cells: Sequence[Field], columns: set[int]) -> Row:
    figures = tuple(cell for cell in cells if cell.label_start in columns)
    first = min((cell.label_start for cell in figures), default=0)
    names = tuple(
        (cell.start, cell.end)
        for cell in cells
        if cell.label_start < first and not _NUMBER.fullmatch(fold(text[cell.start : cell.end]))
    )
    return Row(span, names, fold("|".join(text[a:b] for a, b in names)), figures)


def _without_groups(row: Row, times: Counter[Span]) -> Row:
    """The row without names that are merged over several."""
    return replace(row, names=tuple(name for name in row.names if times[name] == 1) or row.names)


def _above(text: str, head: int) -> tuple[str, Span | None]:
    lines: list[Span] = []
    for match in reversed(list(re.finditer(r"[^\n]+", text[max(0, head - 400) : head]))):
        start, end = (place + max(0, head - 400) for place in match.span())
        if not match.group().strip():
            continue
        if len(match.group().strip()) > LONGEST_ABOVE or "\t" in match.group() or len(lines) == MOST_ABOVE:
            break
        lines.append((start, end))
    units = [match.span() for line in lines for match in _UNIT.finditer(text, *line)]
    return fold("|".join(text[a:b] for a, b in reversed(lines))), units[0] if units else None
