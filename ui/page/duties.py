"""The view of responsibilities: who answers for what, filtered as one types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import gradio as gr

from ui.page.gradio_parts import PRIVATE, choice, document_choices, html, refresh_choice
from ui.page.markup import Markup, tag
from ui.page.render_tables import duty_table, load_picture
from ui.page.visit import Place
from ui.tables import DutyRow, filter_duties, loads
from ui.texts import Texts


def view(place: Place) -> None:
    """Lay out the view and connect it."""
    texts = place.texts
    html(tag("p", texts("duties_lead"), class_="lead-words"), "duties-lead")
    with gr.Row(elem_classes="filters"):
        query = gr.Textbox(
            label=texts("filter"), placeholder=texts("filter_duties_hint"), elem_id="duties-filter", scale=3
        )
        department = choice(texts("of_department"), texts("all_departments"), "duties-department")
        document = choice(texts("from_document"), texts("all_documents"), "duties-document")
    with gr.Row(elem_classes="table-and-picture"):
        table = html("", "duties-table", scale=3)
        picture = html("", "duties-picture", scale=1)
    chosen_bar = gr.HTML("", elem_id="duties-bridge", visible="hidden", js_on_load=BAR_BRIDGE)

    def rows() -> tuple[DutyRow, ...]:
        return place.tables.rows().duties

    def draw(words: str, name: str, source: str) -> tuple[Markup, Markup | None]:
        found = filter_duties(rows(), words or "", name or "", source or "")
        export = export_link("duties", texts, q=words, department=name, document=source)
        return duty_table(found, len(rows()), export, texts), load_picture(loads(found), texts)

    def drawn(words: str, name: str, source: str, request: gr.Request) -> tuple[Markup, Markup | None]:
        with place.seen(request):
            return draw(words, name, source)

    def opened(words: str, name: str, source: str, request: gr.Request) -> tuple[Any, ...]:
        with place.seen(request):
            names = [load.department for load in loads(rows())]
            return (
                refresh_choice(texts("all_departments"), [(n, n) for n in names], name),
                refresh_choice(texts("all_documents"), document_choices(place.services.documents()), source),
                *draw(words, name, source),
            )

    def one_department(name: str, event: gr.EventData) -> str:
        asked = str(event.department)
        return "" if asked == name else asked

    inputs, outputs = [query, department, document], [table, picture]
    place.tab.select(opened, inputs, [department, document, *outputs], **PRIVATE)
    # Not `input`: Gradio 6.31 does not send it from a tab that was drawn later.
    for changed in (query.change, department.change, document.change):
        changed(drawn, inputs, outputs, trigger_mode="always_last", **PRIVATE)
    chosen_bar.select(one_department, [department], [department], **PRIVATE)


BAR_BRIDGE = "window.policyDepartment = (name) => trigger('select', {department: name});"


def export_link(name: str, texts: Texts, **values: str) -> str:
    """The address of the workbook with the same rows as the table."""
    given = {key: value for key, value in values.items() if value}
    return f"/export/{name}.xlsx?{urlencode({**given, 'language': texts.language})}"
