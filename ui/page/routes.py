"""The addresses beside Gradio's: a document's own page and the source panel of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from ui.page.address import home
from ui.page.render_source import Span, source_panel
from ui.source_page import document_page, message_page
from ui.texts import Texts

if TYPE_CHECKING:
    from ui.services import Services

# Our documents' pages run no script and load nothing, whatever the document holds.
NOTHING_FROM_ELSEWHERE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    "Referrer-Policy": "no-referrer",
}

Position = Annotated[int | None, Query(ge=0)]
Language = Annotated[str, Query(pattern="^(zh|en)$")]


def source_routes(services: Services) -> APIRouter:
    """/d/{document} and /d/{document}/panel."""
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
        return _html(source_panel(record.document, record.clauses, span, texts))

    return router


def _span(start: int | None, end: int | None) -> Span | None:
    return (start, end) if start is not None and end is not None and end > start else None


def _html(content: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(content, status_code=status, headers=NOTHING_FROM_ELSEWHERE)
