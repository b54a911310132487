"""Put the page together: the shell, one view a tab, once in every language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI

from ui.page import ask, check, documents, duties, figures, history
from ui.page.address import home
from ui.page.choices import documents_part
from ui.page.gradio_parts import PRIVATE, browser_state, html
from ui.page.markup import Markup, join, tag
from ui.page.routes import export_routes, source_routes
from ui.page.table_rows import TableRows
from ui.page.visit import Place
from ui.source_page import style
from ui.texts import LANGUAGES, Texts
from ui.visibility import viewer

if TYPE_CHECKING:
    from ui.services import Services

VIEWS = (
    ("ask", ask.view),
    ("duties", duties.view),
    ("figures", figures.view),
    ("check", check.view),
    ("documents", documents.view),
    ("history", history.view),
)


def mount_page(app: FastAPI, services: Services) -> FastAPI:
    """Mount the page at / (Chinese) and /en on `app`, and the documents' own addresses beside it."""
    tables = TableRows(services)
    app.include_router(source_routes(services))
    app.include_router(export_routes(services, tables))
    # The root swallows every path, so it is mounted last.
    for language in reversed(LANGUAGES):
        texts = Texts(language)
        gr.mount_gradio_app(
            app,
            blocks(services, tables, texts),
            path=home(language).rstrip("/") or "/",
            theme=theme(),
            head=head(texts),
            footer_links=[],
            run_history=False,
            mcp_server=False,
            show_error=True,
            max_file_size=f"{services.settings.max_upload_mb}mb",
        )
    return app


def blocks(services: Services, tables: TableRows, texts: Texts) -> gr.Blocks:
    """The page in one language."""
    with gr.Blocks(
        title=texts("app"),
        analytics_enabled=False,
        fill_height=True,
        fill_width=True,
        delete_cache=(3600, 3600),
    ) as page:
        assert isinstance(page, gr.Blocks)
        kept = browser_state("conversation", None)
        archive = browser_state("archive", [])
        thread = html("", "thread", render=False)
        chosen = documents_part(texts)
        top = html(header(texts), "head")

        def name_visitor(request: gr.Request) -> Markup:
            with Place.seen(request):
                who = viewer()
            return header(texts, who.person.name if who else "")

        page.load(name_visitor, None, top, **PRIVATE)
        with gr.Tabs(elem_id="views"):
            for name, view in VIEWS:
                with gr.Tab(texts(name), id=name, elem_id=f"view-{name}", elem_classes="view") as tab:
                    view(Place(page, tab, services, tables, texts, kept, archive, thread, chosen))
        html(source_frame(texts), "source")
    return page


def header(texts: Texts, person: str = "") -> Markup:
    """Name, the other language, dark and light. The views are Gradio's tabs below it."""
    other = texts.other
    leave = tag("button", texts("logout", name=person), type="submit", class_="quiet")
    return tag(
        "div",
        tag("a", texts("skip"), href="#question", class_="skip"),
        tag("h1", texts("app"), class_="brand"),
        tag("span", class_="space"),
        tag("form", leave, method="post", action="/logout") if person else None,
        tag("a", texts("other_language"), href=home(other.language), lang=other.tag, class_="quiet"),
        tag(
            "button",
            "◐",
            type="button",
            class_="quiet",
            data_theme=True,
            aria_label=texts("theme"),
            title=texts("theme"),
        ),
        class_="head",
    )


def source_frame(texts: Texts) -> Markup:
    """The empty panel; page.js fills it from /d/{document}/panel when a mark is clicked."""
    empty = tag("p", texts("source_empty"), class_="source-empty")
    return join(
        [tag("aside", empty, id="source-panel", aria_label=texts("source"), data_language=texts.language)]
    )


def theme() -> gr.themes.Base:
    """Gradio's plainest theme with system fonts: nothing is fetched, and Chinese looks as usual."""
    fonts = ("system-ui", "-apple-system", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=fonts,
        font_mono=("ui-monospace", "Consolas", "monospace"),
        radius_size=gr.themes.sizes.radius_md,
    )


@cache
def css() -> str:
    """Our own HTML's style, then what fits Gradio's parts to it."""
    return style() + (files("ui.page") / "theme.css").read_text(encoding="utf-8")


def head(texts: Texts) -> str:
    """The page's style and script, before Gradio's own begin. As `css` Gradio would bind every rule to its
    container, and dark and light are a class of the body.
    """
    script = (files("ui.page") / "page.js").read_text(encoding="utf-8")
    # Gradio speaks the browser's language; a page must not mix two.
    language = f'window.policyLanguage = "{texts.tag}"; window.policyCopied = "{texts("copied")}";'
    language += f'window.policyMore = "{texts("more_views")}"; window.policyClose = "{texts("close")}";'
    return join(
        [
            Markup(
                f'<style>{css()}:root {{ --hint: "{texts("hint")}"; }}</style><script>{language}\n{script}</script>'
            )
        ]
    )
