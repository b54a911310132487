"""The view of earlier conversations: they lie in the visitor's own browser, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from ui.export.conversations import conversation_docx, conversation_markdown
from ui.page.choices import documents_offered
from ui.page.conversation import Conversation, from_archive, from_browser, keep, to_browser
from ui.page.gradio_parts import DOCX, PRIVATE, SAVE, download, html
from ui.page.markup import Markup, join, tag
from ui.page.render_conversation import conversation_html
from ui.page.visit import Place
from ui.texts import Texts

BRIDGE = "window.policyHistory = (action, id, name) => trigger('select', {action, id, name});"


def view(place: Place) -> None:
    """Lay out the view and connect it."""
    texts = place.texts
    html(tag("p", texts("history_lead"), class_="lead-words"), "history-lead")
    listed = html("", "history-list")
    bridge = gr.HTML("", elem_id="history-bridge", visible="hidden", js_on_load=BRIDGE)
    file = gr.Textbox(visible="hidden", elem_id="history-file")

    def show(current: Any, archive: Any) -> Markup:
        return history_list(all_conversations(current, archive), texts)

    def act(current: Any, archive: Any, request: gr.Request, event: gr.EventData) -> tuple[Any, ...]:
        """Do what a button asks: (kept, archive, thread, documents, list, file)."""
        known = all_conversations(current, archive)
        chosen = next((c for c in known if c.id == str(event.id)), None)
        if chosen is None:
            return (gr.skip(),) * 6
        match str(event.action):
            case "docx" | "md" as kind:
                exported = exported_file(chosen, kind, base_url(request), texts)
                return *((gr.skip(),) * 5), exported
            case "open":
                rest = [c for c in known if c.id != chosen.id]
                with place.seen(request):
                    return changed(chosen, rest, place)
            case "delete":
                rest = [c for c in known if c.id != chosen.id]
            case _:
                named = replace(chosen, name=str(event.name).strip()[:80] or chosen.name)
                rest = [named if c.id == chosen.id else c for c in known]
        current_id = from_browser(current).id
        now = next((c for c in rest if c.id == current_id), None)
        with place.seen(request):
            return changed(now, [c for c in rest if c.id != current_id], place)

    private = {**PRIVATE}
    place.tab.select(show, [place.kept, place.archive], listed, **private)
    changing = [place.kept, place.archive, place.thread, place.documents, listed, file]
    bridge.select(act, [place.kept, place.archive], changing, **private).then(None, [file], js=SAVE)


def all_conversations(current: Any, archive: Any) -> list[Conversation]:
    """The running conversation first, then the earlier ones, newest first."""
    running = from_browser(current)
    earlier = from_archive(archive)
    return [running, *earlier] if running.exchanges else earlier


def changed(now: Conversation | None, rest: Sequence[Conversation], place: Place) -> tuple[Any, ...]:
    """The outputs of an action: (kept, archive, thread, documents, list, file)."""
    kept = to_browser(now) if now else None
    shown = conversation_html(from_browser(kept), place.services, place.texts)
    documents = documents_offered(place.services, now.documents if now else ())
    listed = history_list([*([now] if now else []), *rest], place.texts)
    return kept, keep(rest), shown, documents, listed, ""


def exported_file(conversation: Conversation, kind: str, base: str, texts: Texts) -> str:
    """The conversation as a file for page.js to save."""
    name = (conversation.name or texts("app"))[:40].replace("/", " ")
    if kind == "docx":
        return download(f"{name}.docx", DOCX, conversation_docx(conversation, base, texts))
    return download(f"{name}.md", "text/markdown", conversation_markdown(conversation, base, texts).encode())


def base_url(request: gr.Request) -> str:
    """The address under which this visitor sees the page."""
    assert request.request is not None
    url = request.request.url
    return f"{url.scheme}://{url.netloc}"


def history_list(conversations: Sequence[Conversation], texts: Texts) -> Markup:
    """Each conversation with its name, how long it is, and what can be done with it."""
    if not conversations:
        return tag("p", texts("history_empty"), class_="nothing")
    return tag("ul", *(_entry(c, texts) for c in conversations), class_="history")


def _entry(value: Conversation, texts: Texts) -> Markup:
    def button(key: str, **more: Any) -> Markup:
        label = texts.labelled(key, value.name)
        return tag(
            "button", texts(key), type="button", class_="quiet", aria_label=label, data_id=value.id, **more
        )

    last = value.exchanges[-1]
    return tag(
        "li",
        tag("button", value.name, type="button", class_="open", data_history="open", data_id=value.id),
        tag(
            "p",
            join([texts("history_count", count=len(value.exchanges)), " · ", last.question]),
            class_="soft",
        ),
        tag(
            "div",
            button("rename", data_history="rename", data_prompt=texts("rename_prompt"), data_name=value.name),
            button("export_docx", data_history="docx"),
            button("export_md", data_history="md"),
            button("delete", data_history="delete", data_confirm=texts("delete_confirm", name=value.name)),
            class_="actions",
        ),
    )
