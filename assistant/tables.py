"""The tables of a document as its answers need them: rows by their names, figures by their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policytext.fields import Field, Span, is_figure
from policytext.folding import fold

LONGEST_ABOVE, MOST_ABOVE = 60, 2  # characters and lines above a table that may say what it is, and its unit
LONGEST_NOTE = 120
LEAST_FIGURES = 0.6  # of the cells of a column of figures

_NUMBER = re.compile(r"[\d.、,]+")
_NO_FIGURES = re.compile(r"序号|编号|项次|电话|(?:时限|时间|期限|进度|节点|日期)(?:要求|安排)?$|^(?:no\.?)$")
_LOOSE = re.compile(r"[^\d,。;]{0,12}\d[\d,.]*\D{0,6}")  # 1,210; 岗位550万个
_RANGE = re.compile(r"\d[\d,.]*[^\d,。;]{0,6}\d[\d,.]*[^\d,。;]{0,6}")  # 10人以上30人以下; 80(含)-90
_REMARKS = re.compile(r"备注|说明|附注")
_NOTE = re.compile(r"\s*((?:备?注|说明)\d*[：:][^\n]+)")
_UNIT = re.compile(r"(?:计量|金额)?单位[：:]\s*[^\s）)]{1,12}")


@dataclass(frozen=True)
class Row:
    """`names`: its own cells of words that stand before the figures; `words` these and the cells that are merged over
    several rows, and ranges (80以下) that may say which row it is, folded. `figures`: its cells in the columns of figures."""

    span: Span
    names: tuple[Span, ...]
    words: str
    figures: tuple[Field, ...]
    remarks: tuple[Span, ...] = ()  # what its column of notes says


@dataclass(frozen=True)
class Table:
    """A table that has columns of figures. `above`: the folded lines right above it; `unit`: where they give the unit
    of all its figures."""

    document_id: str
    start: int
    rows: tuple[Row, ...]
    above: str
    unit: Span | None
    note: Span | None = None  # the line 注：… right below it


def tables_of_figures(document_id: str, text: str, fields: Sequence[Field]) -> Iterator[Table]:
    """`fields`: the cells of the document, in their order."""
    rows_of: dict[Span, list[Field]] = {}
    for field in fields:
        if field.row is not None:
            rows_of.setdefault(field.row, []).append(field)
    tables: dict[int, dict[Span, list[Field]]] = {}
    for span, own in rows_of.items():
        first = min(field.group[0] if field.group else field.label_start for field in own)
        tables.setdefault(text.rfind("\n", 0, first) + 1, {})[span] = own
    for head, cells in tables.items():
        columns = _columns_of_figures(text, [field for row in cells.values() for field in row])
        rows = [_row(text, span, row, columns) for span, row in cells.items()]
        times = Counter(name for row in rows for name in row.names)
        found = tuple(_without_groups(row, times) for row in rows if row.figures and row.words)
        if found:
            yield Table(document_id, head, found, *_above(text, head), _note(text, found[-1].span[1]))


def _columns_of_figures(text: str, cells: Sequence[Field]) -> set[int]:
    """Where the names of the columns stand whose cells are figures."""
    columns: dict[int, list[str]] = {}
    for cell in cells:
        if not _NO_FIGURES.search(cell.label):
            columns.setdefault(cell.label_start, []).append(fold(text[cell.start : cell.end]))
    return {
        column
        for column, words in columns.items()
        if sum(map(is_figure, words)) >= LEAST_FIGURES * len(words) or all(map(_is_loose, words))
    }


def _is_loose(words: str) -> bool:
    return bool(_LOOSE.fullmatch(words) or _RANGE.fullmatch(words))


def _row(text: str, span: Span, cells: Sequence[Field], columns: set[int]) -> Row:
    figures = tuple(cell for cell in cells if cell.label_start in columns)
    first = min((cell.label_start for cell in figures), default=0)
    names = tuple(
        (cell.start, cell.end)
        for cell in cells
        if cell.label_start < first and not _NUMBER.fullmatch(fold(text[cell.start : cell.end]))
    )
    remarks = tuple((x.start, x.end) for x in cells if _REMARKS.search(x.label) and len(x.label) <= 4)
    ranges = ((x.start, x.end) for x in figures if re.search(r"[^\d.,%]", fold(text[x.start : x.end])))
    return Row(span, names, fold("|".join(text[a:b] for a, b in (*names, *ranges))), figures, remarks)


def _without_groups(row: Row, times: Counter[Span]) -> Row:
    """The row without names that are merged over several."""
    return replace(row, names=tuple(name for name in row.names if times[name] == 1) or row.names)


def _note(text: str, end: int) -> Span | None:
    note = _NOTE.match(text, text.find("\n", end)) if "\n" in text[end:] else None
    return note.span(1) if note and len(note.group(1)) <= LONGEST_NOTE else None


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
