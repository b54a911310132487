"""The permanent address of a document, /d/{document}#{clause}, and the panel beside an answer.
Plain HTML without scripts, so that it opens anywhere and stays the same for a colleague.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ui.page.address import home
from ui.page.markup import Markup, join, tag
from ui.page.render_source import Span, outline, text
from ui.texts import LANGUAGE_TAGS, Texts
from vectorstore.records import Record


@cache
def style() -> Markup:
    """The stylesheet of our own HTML, the same beside an answer and on a page of its own."""
    return Markup((files("ui.page") / "source.css").read_text(encoding="utf-8"))


def document_page(record: Record, span: Span | None, texts: Texts) -> Markup:
    """Return the whole page of one document: its data, its outline, its text with `span` marked."""
    document = record.document
    body = tag(
        "div",
        _head(record, texts),
        tag(
            "div",
            outline(record.clauses, None, texts),
            tag("main", text(document, record.clauses, span, texts), class_="text", id="text"),
            class_="document-body",
        ),
        class_="document-page",
    )
    return html_page(document.number or document.title, body, texts)


def _head(record: Record, texts: Texts) -> Markup:
    document = record.document
    facts = (
        ("number", document.number),
        ("issuer", document.issuer),
        ("issued", document.date),
        ("validity", texts(document.validity)),
        ("pages", str(len(document.pages)) if document.pages else None),
    )
    return tag(
        "header",
        tag("a", texts("back_to_page"), href=home(texts.language), class_="back"),
        tag("h1", document.title),
        tag("dl", *(_fact(texts(key), value) for key, value in facts if value)),
        *(tag("p", note, class_="note") for note in _details(record)),
        class_="document-head",
    )


def _fact(name: str, value: str) -> Markup:
    return tag("div", tag("dt", name), tag("dd", value))


def _details(record: Record) -> list[str]:
    words = record.document.text
    return [f"{name}：{words[start:end].strip()}" for name, (start, end) in record.document.details.items()]


def message_page(message: str, texts: Texts) -> Markup:
    """A page that says one sentence: an unknown document, a missing permission."""
    link = tag("a", texts("back_to_page"), href=home(texts.language))
    return html_page(texts("app"), tag("main", tag("p", message), tag("p", link), class_="message"), texts)


def html_page(title: str, body: Markup, texts: Texts) -> Markup:
    """A complete HTML document of our own, style included."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", style()),
    )
    page = tag("html", head, tag("body", body, class_="plain"), lang=LANGUAGE_TAGS[texts.language])
    return join([Markup("<!doctype html>"), page])
