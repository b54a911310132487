"""The view of figures: every number of the documents, results beside targets, filtered as one types."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.page.duties import export_link
from ui.page.gradio_parts import PRIVATE, choice, document_choices, html, refresh_choice
from ui.page.markup import Markup, tag
from ui.page.render_tables import figure_table
from ui.page.visit import Place
from ui.tables import FigureRow, filter_figures

KINDS = ("achieved", "target", "standard")


def view(place: Place) -> None:
    """Lay out the view and connect it."""
    texts = place.texts
    html(tag("p", texts("figures_lead"), class_="lead-words"), "figures-lead")
    with gr.Row(elem_classes="filters"):
        query = gr.Textbox(
            label=texts("filter"), placeholder=texts("filter_figures_hint"), elem_id="figures-filter", scale=3
        )
        year = choice(texts("year"), texts("all_years"), "figures-year")
        kind = choice(texts("kind"), texts("all_kinds"), "figures-kind")
        document = choice(texts("from_document"), texts("all_documents"), "figures-document")
        several = gr.Checkbox(label=texts("several_years"), elem_id="figures-several", scale=0, min_width=160)
    table = html("", "figures-table")

    def rows() -> tuple[FigureRow, ...]:
        return place.tables.rows().figures

    def draw(words: str, when: str, what: str, source: str, many: bool) -> Markup:
        found = filter_figures(rows(), words or "", when or "", what or "", source or "", many)
        export = export_link(
            "figures", texts, q=words, year=when, kind=what, document=source, several="true" if many else ""
        )
        return figure_table(found, len(rows()), export, texts)

    def drawn(words: str, when: str, what: str, source: str, many: bool, request: gr.Request) -> Markup:
        with place.seen(request):
            return draw(words, when, what, source, many)

    def opened(
        words: str, when: str, what: str, source: str, many: bool, request: gr.Request
    ) -> tuple[Any, ...]:
        with place.seen(request):
            years = sorted({str(row.figure.year) for row in rows() if row.figure.year}, reverse=True)
            return (
                refresh_choice(texts("all_years"), [(y, y) for y in years], when),
                refresh_choice(texts("all_kinds"), [(texts(f"kind_{k}"), k) for k in KINDS], what),
                refresh_choice(texts("all_documents"), document_choices(place.services.documents()), source),
                draw(words, when, what, source, many),
            )

    inputs = [query, year, kind, document, several]
    place.tab.select(opened, inputs, [year, kind, document, table], **PRIVATE)
    # Not `input`: Gradio 6.31 does not send it from a tab that was drawn later.
    for changed in (query.change, year.change, kind.change, document.change, several.change):
        changed(drawn, inputs, table, trigger_mode="always_last", **PRIVATE)
