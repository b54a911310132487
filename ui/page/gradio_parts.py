"""Gradio's parts with the options that this page always wants."""

from __future__ import annotations

from typing import Any, Final

import gradio as gr

# Events are the page's own: programs use the HTTP API. Our parts show by themselves that work is under way.
PRIVATE: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}


def html(value: str, name: str, **options: Any) -> gr.HTML:
    """A place for HTML of ours, without Gradio's text styles."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, padding=False, **options)
