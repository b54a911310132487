"""The view of the documents: what is loaded, upload, two versions beside each other, removal."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from ingest.readers.detect import SUFFIXES
from policytext.errors import PolicyError
from ui.names import full_name
from ui.page.address import document_link
from ui.page.gradio_parts import PRIVATE, html, tell
from ui.page.markup import Markup, tag
from ui.page.render_compare import comparison
from ui.page.render_source import validity_mark
from ui.page.visit import Place
from ui.texts import Texts
from ui.uploads import Job
from vectorstore.records import Document

POLL_S = 0.2
STAGES = {
    "waiting": "stage_waiting",
    "reading": "stage_reading",
    "embedding": "stage_embedding",
    "writing": "stage_writing",
}
OTHER_SPELLINGS = {".text", ".markdown", ".htm", ".xhtml", ".docm", ".xlsm", ".jpeg", ".tiff"}
BRIDGE = "window.policyDocuments = (action, id) => trigger('select', {action, id});"


def view(place: Place) -> None:
    """Lay out the view and connect it."""
    services, texts = place.services, place.texts
    html(tag("p", texts("documents_lead"), class_="lead-words"), "documents-lead")
    with gr.Row(elem_id="documents-upload"):
        upload = gr.UploadButton(
            texts("upload"),
            file_count="multiple",
            file_types=sorted(SUFFIXES),
            variant="primary",
            elem_id="upload",
            scale=0,
            min_width=140,
        )
        html(tag("p", upload_hint(place), class_="soft"), "upload-hint")
    progress = html("", "upload-progress")
    listed = html("", "documents-list")
    bridge = gr.HTML("", elem_id="documents-bridge", visible="hidden", js_on_load=BRIDGE)
    with gr.Accordion(texts("compare"), open=False, elem_id="compare"):
        with gr.Row(elem_classes="filters"):
            old = gr.Dropdown([], label=texts("compare_old"), elem_id="compare-old")
            new = gr.Dropdown([], label=texts("compare_new"), elem_id="compare-new")
            go = gr.Button(texts("compare_go"), elem_id="compare-go", scale=0, min_width=100)
        result = html("", "compare-result")

    def show(request: gr.Request) -> tuple[Markup, Any, Any]:
        with place.seen(request):
            return shown(place)

    def receive(paths: Sequence[str], request: gr.Request) -> Iterator[tuple[Any, ...]]:
        lines: list[Markup] = []
        for path in paths:
            lines.append(tag("p"))
            for lines[-1] in ingested(place, Path(path), request):
                yield tag("div", *lines, class_="progress"), gr.skip(), gr.skip(), gr.skip()
        with place.seen(request):
            now = shown(place)
        yield tag("div", *lines, class_="progress"), *now

    def act(request: gr.Request, event: gr.EventData) -> tuple[Any, ...]:
        with place.seen(request):
            try:
                services.remove(str(event.id))
                tell(texts("removed"), texts)
            except PolicyError as failure:
                tell(str(failure), texts)
            return shown(place)

    def compare(first: str | None, second: str | None, request: gr.Request) -> Markup:
        with place.seen(request):
            records = [services.record(d) or services.former_record(d) for d in (first, second) if d]
        if first == second or len(records) < 2 or records[0] is None or records[1] is None:
            return tag("p", texts("compare_choose"), class_="note")
        return comparison(records[0].document, records[1].document, texts)

    outputs = [listed, old, new]
    place.tab.select(show, None, outputs, **PRIVATE)
    upload.upload(receive, [upload], [progress, *outputs], concurrency_limit=1, **PRIVATE)
    bridge.select(act, None, outputs, **PRIVATE)
    go.click(compare, [old, new], result, **PRIVATE)


def shown(place: Place) -> tuple[Markup, Any, Any]:
    """The list, and both choices for a comparison."""
    documents = place.services.documents()
    choices = [(full_name(d), d.id) for d in documents]
    former = place.services.former_versions()
    choices += [(f"{full_name(v)} · {v.replaced_at[:10]}", v.id) for v in former]
    choice = gr.update(choices=choices)
    return document_table(documents, place.texts), choice, choice


def ingested(place: Place, path: Path, request: gr.Request) -> Iterator[Markup]:
    """Lines that say how far the file is; the last one says how it ended."""
    texts, name = place.texts, path.name
    yield tag("p", texts("uploading", name=name), tag("progress", max=100, aria_label=name))
    try:
        with place.seen(request):
            job = place.services.upload(name, path)
        while not job.ended:
            time.sleep(POLL_S)
            job = place.services.job(job.id)
            yield under_way(job, texts)
    except PolicyError as failure:
        yield _failed(name, str(failure), texts)
        return
    if job.state == "failed":
        yield _failed(name, job.message, texts)
        return
    yield tag("p", texts("upload_done", name=name), " ", job.message, class_="done", role="status")


def under_way(job: Job, texts: Texts) -> Markup:
    """The line of a file that is being read: how far it is, and what is done with it or waited for."""
    percent = round(100 * job.progress)
    bar = tag("progress", max=100, value=percent if percent else None, aria_label=job.name)
    stage = texts(STAGES.get(job.stage, "stage_queued"), percent=percent)
    return tag(
        "p", texts("uploading", name=job.name), bar, tag("span", stage, class_="soft", title=job.message)
    )


def _failed(name: str, reason: str, texts: Texts) -> Markup:
    return tag("p", texts("upload_failed", name=name, reason=reason), class_="error", role="alert")


def upload_hint(place: Place) -> str:
    """What can be uploaded, and how large it may be."""
    settings = place.services.settings
    return place.texts(
        "upload_hint",
        kinds=" ".join(kind.lstrip(".") for kind in sorted(set(SUFFIXES) - OTHER_SPELLINGS)),
        megabytes=settings.max_upload_mb,
        pages=f"{settings.max_pages:,}",
        characters=f"{settings.max_document_chars:,}",
    )


def document_table(documents: Sequence[Document], texts: Texts) -> Markup:
    """Every document with its data, the newest by date first."""
    if not documents:
        return tag("p", texts("welcome_empty"), class_="nothing")
    ordered = sorted(documents, key=lambda d: (d.date or "", d.title), reverse=True)
    heads = ("title", "number", "issuer", "issued", "validity", "pages", "state")
    row = tag("tr", *(tag("th", texts(h), scope="col") for h in heads), tag("td"))
    return tag(
        "table", tag("thead", row), tag("tbody", *(_row(d, texts) for d in ordered)), class_="table documents"
    )


def _row(document: Document, texts: Texts) -> Markup:
    confirm = texts("remove_confirm", title=document.title)
    remove = tag(
        "button",
        texts("remove"),
        type="button",
        class_="quiet",
        data_remove=document.id,
        data_confirm=confirm,
        aria_label=texts.labelled("remove", document.title),
    )
    title = tag("a", document.title, href=document_link(document.id), class_="to-clause", data_open=True)
    return tag(
        "tr",
        tag("th", title, scope="row"),
        tag("td", document.number, class_="document", data_label=texts("number")),
        tag("td", document.issuer, data_label=texts("issuer")),
        tag("td", document.date, class_="number", data_label=texts("issued")),
        tag("td", validity_mark(document, texts) or texts("in_force"), data_label=texts("validity")),
        tag("td", str(len(document.pages) or ""), class_="number", data_label=texts("pages")),
        tag("td", texts("state_ready"), class_="kind-achieved", data_label=texts("state")),
        tag("td", remove),
    )
