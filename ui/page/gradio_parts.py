"""Gradio's parts with the options that this page always wants."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from typing import Any, Final

import gradio as gr

from ui.texts import Texts
from vectorstore.records import Document

# Events are the page's own: programs use the HTTP API. Our parts show by themselves that work is under way.
PRIVATE: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}


# The browser encrypts what it keeps with this. It hides nothing from the owner of the browser, and must
# stay the same over a restart of the server.
STORAGE_SECRET: Final = "policy-assistant"


def browser_state(name: str, empty: Any) -> gr.BrowserState:
    """What the visitor's own browser keeps under `name`, over a reload and a change of language."""
    return gr.BrowserState(empty, storage_key=f"policy-assistant.{name}", secret=STORAGE_SECRET)


def html(value: str, name: str, **options: Any) -> gr.HTML:
    """A place for HTML of ours, without Gradio's text styles."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, padding=False, **options)


def tell(message: str, texts: Texts) -> None:
    """Show a short message in the corner, for a few seconds. Only within an event."""
    gr.Info(message, duration=5, title=texts("hint"))


def choice(label: str, everything: str, name: str) -> gr.Dropdown:
    """A drop-down list whose first entry, the empty value, means no limit."""
    return gr.Dropdown([(everything, "")], value="", label=label, elem_id=name, scale=1, min_width=140)


def refresh_choice(everything: str, values: Sequence[tuple[str, str]], chosen: str | None) -> dict[str, Any]:
    """The list as it is now; what was chosen stays as long as it is there."""
    known = chosen if any(value == chosen for _, value in values) else ""
    return gr.update(choices=[(everything, ""), *values], value=known)


def document_choices(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Documents by number, or by title when they have none."""
    return [(d.number or d.title, d.id) for d in documents]


DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# page.js hands the file to the browser: nothing of a visitor lies in a folder that others can read.
SAVE: Final = "(file) => window.policySave(file)"


def download(name: str, media_type: str, content: bytes) -> str:
    """A file in the form that page.js saves."""
    return json.dumps({"name": name, "type": media_type, "base64": b64encode(content).decode()})
