"""The addresses of the page: a document, a clause of it, the words of a quote."""

from __future__ import annotations

from urllib.parse import quote

from assistant.answer import Citation
from vectorstore.records import Clause


def clause_anchor(start: int) -> str:
    """The name of the clause that begins at `start`. The place in the text lasts as long as the document's id
    (both are made from the text), so a link stays good when the outline is read better.
    """
    return f"c{start}"


def document_link(document_id: str) -> str:
    return f"/d/{quote(document_id, safe='')}"


def clause_link(clause: Clause) -> str:
    return f"{document_link(clause.document_id)}#{clause_anchor(clause.start)}"


def span_link(document_id: str, start: int, end: int) -> str:
    """The document with the words `start`..`end` marked, opened at them."""
    return f"{document_link(document_id)}?start={start}&end={end}#quote"


def citation_link(citation: Citation) -> str:
    return span_link(citation.document_id, citation.start, citation.end)


def home(language: str) -> str:
    """The page in `language`: Chinese at the root, every other language below its code."""
    return "/" if language == "zh" else f"/{language}/"
