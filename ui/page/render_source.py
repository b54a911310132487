"""The source: a document's text with its outline, the quoted words marked. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from ui.page.address import clause_anchor, clause_link, document_link
from ui.page.markup import Markup, escape, join, tag
from ui.texts import Texts
from vectorstore.records import Clause, Document

# The panel beside an answer stays quick for a whole statute book: beyond this many characters
# it holds the clauses around the quote only.
WHOLE_CHARS = 60_000
AROUND_CHARS = 12_000

Span = tuple[int, int]


def source_panel(
    document: Document, clauses: Sequence[Clause], span: Span, texts: Texts, pictures: bool = False
) -> Markup:
    """Return the panel beside the conversation: head, outline and text, with `span` marked.
    With `pictures` the page of the quote can be looked at."""
    shown = _around(clauses, span) if len(document.text) > WHOLE_CHARS else clauses
    note = tag("p", texts("window"), class_="note") if len(shown) < len(clauses) else None
    current = clause_at(clauses, span[0])
    return tag(
        "article",
        _panel_head(document, span, texts),
        tag(
            "div",
            outline(clauses, current, texts, within=set(c.start for c in shown)),
            tag(
                "div",
                note,
                page_picture(document, span, texts) if pictures else None,
                text(document, shown, span, texts),
                class_="text",
                tabindex=0,
                role="region",
                aria_label=texts("source"),
            ),
            class_="panel-body",
        ),
        class_="panel",
        data_document=document.id,
    )


def page_picture(document: Document, span: Span, texts: Texts) -> Markup | None:
    """The page on which the quote begins, folded; the picture is fetched when it is opened."""
    page = next((p for p in document.pages if p.start <= span[0] < p.end), None)
    if page is None:
        return None
    name = texts("page_picture", page=page.number)
    address = f"{document_link(document.id)}/pages/{page.number}"
    picture = tag("img", src=address, alt=name, loading="lazy")
    return tag("details", tag("summary", name), picture, class_="page-picture")


def _panel_head(document: Document, span: Span, texts: Texts) -> Markup:
    link = f"{document_link(document.id)}?start={span[0]}&end={span[1]}#quote"
    return tag(
        "header",
        tag(
            "div",
            tag("p", document.number or document.title, class_="number"),
            tag("p", document.title, class_="title") if document.number else None,
        ),
        validity_mark(document, texts),
        tag("a", texts("open_document"), href=link, target="_blank", class_="quiet"),
        tag("button", texts("copy_link"), type="button", class_="quiet", data_copy_link=link),
        tag("button", "×", type="button", class_="quiet close", data_close=True, aria_label=texts("close")),
        class_="panel-head",
    )


def validity_mark(document: Document, texts: Texts) -> Markup | None:
    """Say so when a document is no longer in force; silence means that it is."""
    if document.validity == "in_force":
        return None
    return tag("span", texts(document.validity), class_="validity")


def outline(
    clauses: Sequence[Clause], current: Clause | None, texts: Texts, within: set[int] | None = None
) -> Markup:
    """Return the outline as links. Clauses without a heading of their own are left out.

    `within` holds the starts of the clauses that are on the page: the others are linked to the document.
    """
    return tag(
        "nav",
        *(_outline_link(c, c is current, within is None or c.start in within) for c in clauses if label(c)),
        class_="outline",
        aria_label=texts("outline"),
    )


def _outline_link(clause: Clause, current: bool, here: bool) -> Markup:
    return tag(
        "a",
        label(clause),
        href=f"#{clause_anchor(clause.start)}" if here else clause_link(clause),
        class_=f"level-{min(clause.level, 4)}",
        aria_current="true" if current else None,
        data_anchor=clause_anchor(clause.start) if here else None,
    )


def label(clause: Clause) -> str:
    """What the outline calls a clause."""
    return clause.address[-1].replace("*", "") if clause.address and (clause.heading or clause.marker) else ""


def clause_at(clauses: Sequence[Clause], position: int) -> Clause | None:
    """The clause whose own words hold `position`, or the nearest one before with a name in the outline."""
    before = [c for c in clauses if c.start <= position and label(c)]
    return before[-1] if before else None


def text(document: Document, clauses: Sequence[Clause], span: Span | None, texts: Texts) -> Markup:
    """Return the clauses' words in order; each clause is a section with its anchor."""
    marked = [(c, _paragraphs(document.text, c, span)) for c in clauses]
    return join(
        tag(
            "section",
            tag(
                "a",
                "#",
                href=clause_link(c),
                class_="permalink",
                aria_label=f"{texts('clause_link')} {label(c)}",
            )
            if label(c)
            else None,
            body,
            id=clause_anchor(c.start),
            class_=f"clause level-{min(c.level, 4)}",
        )
        for c, body in marked
    )


def _paragraphs(words: str, clause: Clause, span: Span | None) -> Markup:
    """One <p> a line; the first line of a named clause is its heading as far as the heading goes."""
    parts: list[Markup] = []
    position = clause.start
    for line in words[clause.start : clause.body_end].splitlines(keepends=True):
        if line.strip():
            heading = not parts and bool(clause.heading) and _is_heading(line, clause)
            parts.append(
                tag(
                    "p",
                    highlight(words, position, position + len(line.rstrip()), span),
                    class_="heading" if heading else None,
                )
            )
        position += len(line)
    return join(parts)


def _is_heading(line: str, clause: Clause) -> bool:
    return len(line.strip().strip("*")) <= len(clause.marker) + len(clause.heading) + 8


def highlight(words: str, start: int, end: int, span: Span | None) -> Markup:
    """Return `words[start:end]`, the part inside `span` in <mark>; the first is called "quote".

    The emphasis marks `**` that a conversion left in the text are not shown; positions count them.
    """
    if span is None or span[1] <= max(start, span[0]) or span[0] >= end:
        return _shown(words[start:end])
    first, last = max(start, span[0]), min(end, span[1])
    begins = not words[span[0] : first].strip()
    return join(
        [
            _shown(words[start:first]),
            tag("mark", _shown(words[first:last]), id="quote" if begins else None),
            _shown(words[last:end]),
        ]
    )


def _shown(words: str) -> Markup:
    return escape(words.replace("**", ""))


def _around(clauses: Sequence[Clause], span: Span) -> list[Clause]:
    low, high = span[0] - AROUND_CHARS, span[1] + AROUND_CHARS
    return [c for c in clauses if c.body_end > low and c.start < high]
