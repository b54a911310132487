"""The page on which one logs in: plain HTML, no script."""

from __future__ import annotations

from ui.page.markup import Markup, tag
from ui.source_page import html_page
from ui.texts import Texts


def login_page(texts: Texts, message: str) -> Markup:
    """Name and password; `message` says what was wrong with the last try."""
    form = tag(
        "form",
        tag("h1", texts("app")),
        tag("p", message, class_="note", role="alert") if message else None,
        _field("name", texts("login_name"), "text", "username"),
        _field("password", texts("login_password"), "password", "current-password"),
        tag("button", texts("login"), type="submit"),
        method="post",
        class_="login",
    )
    return html_page(texts("login"), tag("main", form), texts)


def _field(name: str, label: str, kind: str, complete: str) -> Markup:
    box = tag("input", name=name, type=kind, autocomplete=complete, required=True, autofocus=name == "name")
    return tag("label", label, box)
