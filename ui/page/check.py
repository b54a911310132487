"""The view to check a text: every figure, department, date and document number of it with its verdict."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answer import Claim
from policytext.errors import PolicyError
from ui.export.evidence import evidence_docx
from ui.page.gradio_parts import DOCX, PRIVATE, SAVE, download, html, tell
from ui.page.markup import Markup, tag
from ui.page.render_check import checked
from ui.page.visit import Place
from ui.word_text import word_text

MAX_CHARS = 50_000

log = logging.getLogger(__name__)


def view(place: Place) -> None:
    """Lay out the view and connect it."""
    texts = place.texts
    html(tag("p", texts("check_lead"), class_="lead-words"), "check-lead")
    with gr.Row(elem_id="check-input"):
        text = gr.Textbox(
            label=texts("check_text"),
            placeholder=texts("check_hint"),
            lines=7,
            max_lines=16,
            elem_id="check-text",
            scale=4,
        )
        with gr.Column(scale=1, min_width=180):
            go = gr.Button(texts("check_go"), variant="primary", elem_id="check-go")
            word = gr.UploadButton(texts("check_word"), file_types=[".docx"], elem_id="check-word")
            sheet = gr.Button(texts("check_sheet"), elem_id="check-sheet", interactive=False)
    result = html("", "check-result")
    found = gr.State(())
    file = gr.Textbox(visible="hidden", elem_id="check-file")

    def check(words: str, request: gr.Request) -> tuple[Markup, tuple[Claim, ...], dict[str, Any]]:
        words = (words or "").strip()
        if not words or len(words) > MAX_CHARS:
            tell(texts("check_long", limit=MAX_CHARS) if words else texts("check_empty"), texts)
            return tag("p"), (), gr.update(interactive=False)
        try:
            with place.seen(request):
                claims = place.services.check(words)
        except PolicyError as failure:
            return tag("p", str(failure), class_="error", role="alert"), (), gr.update(interactive=False)
        return checked(words, claims, texts), claims, gr.update(interactive=bool(claims))

    def read(upload: str) -> str:
        try:
            return word_text(Path(upload))
        except PolicyError as failure:
            tell(str(failure), texts)
            return ""

    def evidence(words: str, claims: tuple[Claim, ...], request: gr.Request) -> str:
        with place.seen(request):
            documents = place.services.documents()
        content = evidence_docx((words or "").strip(), claims, documents, texts)
        return download(f"{texts('evidence_name')}.docx", DOCX, content)

    outputs = [result, found, sheet]
    go.click(check, [text], outputs, concurrency_limit=4, **PRIVATE)
    word.upload(read, [word], [text], **PRIVATE).then(check, [text], outputs, **PRIVATE)
    sheet.click(evidence, [text, found], [file], **PRIVATE).then(None, [file], js=SAVE)
