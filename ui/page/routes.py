"""The addresses beside Gradio's: a document's own page and the source panel of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ui.export.workbooks import duty_workbook, figure_workbook
from ui.page.address import home
from ui.page.render_source import Span, source_panel
from ui.page.table_rows import TableRows
from ui.page_image import has_pages, page_image
from ui.source_page import document_page, message_page
from ui.tables import filter_duties, filter_figures
from ui.texts import Texts

if TYPE_CHECKING:
    from ui.services import Services

# Our documents' pages run no script and load nothing, whatever the document holds.
NOTHING_FROM_ELSEWHERE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    "Referrer-Policy": "no-referrer",
}

# The picture of a page may be SVG: it runs nothing and loads nothing where it is opened on its own, too.
PICTURE_ALONE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
}

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Position = Annotated[int | None, Query(ge=0)]
Language = Annotated[str, Query(pattern="^(zh|en)$")]


def source_routes(services: Services) -> APIRouter:
    """/d/{document}, /d/{document}/panel and /d/{document}/pages/{number}."""
    router = APIRouter(include_in_schema=False)

    @router.get("/en")
    def english() -> RedirectResponse:
        return RedirectResponse(home("en"))

    @router.get("/d/{document_id}")
    def whole_document(
        document_id: str, start: Position = None, end: Position = None, language: Language = "zh"
    ) -> HTMLResponse:
        texts = Texts(language)
        record = services.record(document_id)
        if record is None:
            return _html(message_page(texts("document_unknown"), texts), 404)
        return _html(document_page(record, _span(start, end), texts))

    @router.get("/d/{document_id}/panel")
    def panel(
        document_id: str, start: Position = None, end: Position = None, language: Language = "zh"
    ) -> HTMLResponse:
        texts = Texts(language)
        record = services.record(document_id)
        if record is None:
            return _html(message_page(texts("document_unknown"), texts), 404)
        span = _span(start, end) or (0, 0)
        path = services.file_of(document_id) if record.document.pages else None
        pictures = path is not None and has_pages(path)
        return _html(source_panel(record.document, record.clauses, span, texts, pictures))

    @router.get("/d/{document_id}/pages/{number}")
    def picture(document_id: str, number: Annotated[int, PathParameter(ge=1, le=100_000)]) -> Response:
        path = services.file_of(document_id)
        image = page_image(path, number) if path is not None and has_pages(path) else None
        if image is None:
            return Response(status_code=404)
        return Response(image.content, media_type=image.media_type, headers=PICTURE_ALONE)

    return router


def export_routes(services: Services, tables: TableRows) -> APIRouter:
    """/export/duties.xlsx and /export/figures.xlsx, with the filters of the tables."""
    router = APIRouter(include_in_schema=False)

    @router.get("/export/duties.xlsx")
    def duties(
        request: Request, q: str = "", department: str = "", document: str = "", language: Language = "zh"
    ) -> Response:
        rows = filter_duties(tables.rows().duties, q, department, document)
        texts = Texts(language)
        return _workbook(duty_workbook(rows, _base(request), texts), texts("duties"))

    @router.get("/export/figures.xlsx")
    def figures(
        request: Request,
        q: str = "",
        year: str = "",
        kind: str = "",
        document: str = "",
        several: bool = False,
        language: Language = "zh",
    ) -> Response:
        rows = filter_figures(tables.rows().figures, q, year, kind, document, several)
        texts = Texts(language)
        return _workbook(figure_workbook(rows, _base(request), texts), texts("figures"))

    return router


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _workbook(content: bytes, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return Response(content, media_type=XLSX, headers={"Content-Disposition": disposition})


def _span(start: int | None, end: int | None) -> Span | None:
    return (start, end) if start is not None and end is not None and end > start else None


def _html(content: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(content, status_code=status, headers=NOTHING_FROM_ELSEWHERE)
