"""The tables as Excel workbooks, every row with the clause it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ui.page.address import span_link
from ui.tables import DutyRow, FigureRow
from ui.texts import Texts
from vectorstore.records import DutyDepartment

Value = str | int | float | None

# A cell that begins with one of these is a formula to Excel; the words of a document must not become one.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def duty_workbook(rows: Iterable[DutyRow], base_url: str, texts: Texts) -> bytes:
    """Task, departments by role, limit, area, clause, document; and a link to the clause."""
    heads = ("task", "leading", "supporting", "scope_of_duty", "area", "clause", "from_document")
    values = [
        (
            [
                row.task,
                _names(row.leading),
                _names(row.supporting),
                row.scope,
                row.origin.area,
                row.origin.clause,
                row.origin.document,
            ],
            span_link(row.origin.document_id, row.origin.start, row.origin.end),
        )
        for row in rows
    ]
    return _workbook(texts("duties"), heads, (34, 28, 28, 20, 24, 30, 20), values, base_url, texts)


def figure_workbook(rows: Iterable[FigureRow], base_url: str, texts: Texts) -> bytes:
    """Indicator, year, value as a number and as printed, unit, qualifier, kind, clause, document."""
    heads = (
        "measure",
        "year",
        "number_value",
        "high_value",
        "unit",
        "qualifier",
        "value",
        "kind",
        "clause",
        "from_document",
    )
    values = [
        (
            [
                row.measure,
                row.figure.year,
                float(row.figure.value),
                None if row.figure.high is None else float(row.figure.high),
                row.figure.unit,
                texts(f"qualifier_{row.figure.qualifier}") if row.figure.qualifier else "",
                row.printed,
                texts(f"kind_{row.figure.kind}"),
                row.origin.clause,
                row.origin.document,
            ],
            span_link(row.origin.document_id, row.figure.start, row.figure.end),
        )
        for row in rows
    ]
    return _workbook(
        texts("figures"), heads, (34, 8, 16, 16, 10, 10, 18, 10, 34, 20), values, base_url, texts
    )


def _names(departments: Sequence[DutyDepartment]) -> str:
    return "、".join(d.name for d in departments)


def _workbook(
    title: str,
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[tuple[Sequence[Value], str]],
    base_url: str,
    texts: Texts,
) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    sheet.append([*(texts(head) for head in heads), texts("link")])
    for values, link in rows:
        sheet.append([*values, base_url + link])
        for cell in sheet[sheet.max_row]:
            _as_text(cell)
        sheet.cell(sheet.max_row, len(values) + 1).hyperlink = base_url + link
    _dress(sheet, [*widths, 30])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _as_text(cell: Cell) -> None:
    if isinstance(cell.value, str) and cell.value.startswith(FORMULA_SIGNS):
        cell.data_type = "s"
        cell.quotePrefix = True


def _dress(sheet: Worksheet, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EAF1FB")
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
