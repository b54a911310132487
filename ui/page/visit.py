"""What a view is given when it is laid out."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from ui.page.table_rows import TableRows
from ui.texts import Texts
from ui.visibility import seen_by

if TYPE_CHECKING:
    from ui.services import Services


@dataclass(frozen=True)
class Place:
    """The page and the tab that a view belongs to, and what it works with."""

    page: gr.Blocks
    tab: gr.Tab
    services: Services
    tables: TableRows
    texts: Texts
    # The conversation of this visitor, kept in the browser: the views of asking and of history share it.
    kept: gr.BrowserState
    archive: gr.BrowserState
    thread: gr.HTML  # where the running conversation is shown
    documents: gr.Dropdown  # those that it is limited to

    @staticmethod
    def seen(request: gr.Request) -> contextlib.AbstractContextManager[None]:
        """Everything inside is asked by the visitor of `request`. Never yield inside: the thread changes."""
        state = getattr(request.request, "state", None)
        return seen_by(getattr(state, "viewer", None))
