"""Read .xlsx: values, not formulas; each row a line with tabs, each sheet a table, so that a duty is a row.

A sheet's name is a line before its table when the book has several. Rows above the header (the title of the
table) are lines of their own. Hidden sheets, rows and columns are left out, with a note.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from ingest.readers.archive import Archive, damaged
from ingest.readers.limits import MEGABYTE, Limits, TooLarge, UnreadableFile
from ingest.readers.transcript import Cell, Transcript
from ingest.source import SourceText

_UNIT = re.compile(r'"([^"]{1,20})"[^"]*$')  # 0.0"亿元"
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MOST_COLUMNS = 512
_COVERED = (0, 0)
_MERGES_UP_TO = 8 * MEGABYTE  # larger sheets are read row by row, without their merged cells


def read(path: Path, limits: Limits, progress: Callable[[int, int], None]) -> SourceText:
    """Return the text with its tables. Raises: UnreadableFile, DamagedFile, TooLarge, EncryptedFile."""
    with Archive(path, limits) as archive:
        archive.refuse_doctypes()
        large = any(len(archive.read(n)) > _MERGES_UP_TO for n in archive.names if "worksheets/" in n)
    try:
        book = openpyxl.load_workbook(path, read_only=large, data_only=True, keep_links=False)
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        raise damaged(path, error) from error
    transcript = Transcript()
    notes: list[str] = []
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if len(sheets) < len(book.worksheets):
        notes.append(f"未读取隐藏的工作表 {len(book.worksheets) - len(sheets)} 个。")
    budget = limits.cells
    for number, sheet in enumerate(sheets, 1):
        rows = _rows(sheet, large, path, budget)
        budget -= sum(map(len, rows))
        if len(sheets) > 1 and rows:
            transcript.line(sheet.title, heading=1)
        _write(rows, transcript)
        progress(number, len(sheets))
    book.close()
    if not transcript.has_text:
        raise UnreadableFile(path, "工作簿里没有内容。", "The workbook is empty.")
    return transcript.finish("xlsx", notes=notes)


def _rows(sheet: Worksheet, large: bool, path: Path, budget: int) -> list[list[Cell]]:
    """The rows with content, cells as printed. Raises: TooLarge."""
    merged = {} if large else _merged(sheet)
    hidden_columns = set() if large else _hidden_columns(sheet)
    columns = [column for column in range(1, _MOST_COLUMNS + 1) if column not in hidden_columns]
    filled: dict[int, dict[int, Any]] = {}
    count = 0
    for number, column, cell in _values(sheet, large):
        count += 1
        if count > budget:
            raise TooLarge(path, "单元格过多，请拆分工作簿。", "Too many cells: split the workbook.")
        if not large and sheet.row_dimensions[number].hidden:
            continue
        filled.setdefault(number, {})[column] = cell
    kept = sorted(filled)
    rows: list[list[Cell]] = []
    for number in kept:
        row: list[Cell] = []
        last = max(filled[number])
        for column in columns:
            size = merged.get((number, column), (1, 1))
            if size == _COVERED:
                continue
            if column > last:
                break
            cell = filled[number].get(column)
            height = bisect_left(kept, number + size[0]) - bisect_left(kept, number)
            width = bisect_left(columns, column + size[1]) - bisect_left(columns, column)
            row.append(
                Cell(_printed(cell.value, cell.number_format) if cell is not None else "", height, width)
            )
        rows.append(row)
    return rows


def _values(sheet: Worksheet, large: bool) -> Iterator[tuple[int, int, Any]]:
    """The cells with a value, with their row and column, from 1. A formatted but empty sheet costs
    nothing."""
    if large:
        for row in sheet.iter_rows(max_col=_MOST_COLUMNS):
            yield from ((cell.row, cell.column, cell) for cell in row if cell.value is not None)
    else:
        # `iter_rows` would make a cell for every place up to the furthest one.
        for (number, column), cell in sheet._cells.items():
            if cell.value is not None and column <= _MOST_COLUMNS:
                yield number, column, cell


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For the corner of each merged range its rows and columns; its other cells are covered."""
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for area in islice(sheet.merged_cells.ranges, 20_000):
        rows, columns = area.size["rows"], area.size["columns"]
        if rows * columns > 20_000:
            continue
        places |= dict.fromkeys(area.cells, _COVERED)
        places[(area.min_row, area.min_col)] = (rows, columns)
    return places


def _hidden_columns(sheet: Worksheet) -> set[int]:
    return {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min and dimension.max
        for column in range(dimension.min, min(dimension.max, _MOST_COLUMNS) + 1)
    }


def _printed(value: object, number_format: str) -> str:
    """The value as the reader of the sheet sees it, as far as its format is a usual one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, number_format)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _date(value: datetime.date, number_format: str) -> str:
    day = f"{value.day}日" if "d" in number_format.lower() or not number_format else ""
    clock = f" {value:%H:%M}" if isinstance(value, datetime.datetime) and (value.hour or value.minute) else ""
    return f"{value.year}年{value.month}月{day}{clock}"


def _number(value: int | float, number_format: str) -> str:
    """Percentages, fixed decimals, thousands and units as they are shown; else the shortest decimals."""
    shown = number_format.split(";")[0]
    unit = _UNIT.search(shown)
    shown = _QUOTED.sub("", shown)
    if "%" in shown:
        value = value * 100
    decimals = shown.partition(".")[2]
    places = len(decimals) - len(decimals.lstrip("0"))
    comma = "," if "#,##" in shown else ""
    plain = format(round(value, 10), ".15g") if isinstance(value, float) else str(value)
    text = f"{value:{comma}.{places}f}" if places or comma else plain
    return text + ("%" if "%" in shown else "") + (unit.group(1) if unit else "")


def _write(rows: list[list[Cell]], transcript: Transcript) -> None:
    """Write a sheet: lines for the rows above the header, a table from there on."""
    header = _header(rows)
    for row in rows[:header]:
        transcript.line(" ".join(cell.text for cell in row if cell.text))
    if rows[header:]:
        transcript.table(rows[header:])


def _header(rows: list[list[Cell]]) -> int:
    """The first row that fills most of its columns: what stands above it is the title of the table."""
    width = max((sum(bool(cell.text) for cell in row) for row in rows), default=0)
    if width < 2:
        return len(rows)
    return next(
        (i for i, row in enumerate(rows) if sum(bool(cell.text) for cell in row) >= max(2, 0.6 * width)),
        len(rows),
    )
