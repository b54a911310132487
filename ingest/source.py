"""What a reader hands on: the canonical text of one file, and what the file says about its structure."""

from __future__ import annotations

from dataclasses import dataclass

from vectorstore.records import Page

Span = tuple[int, int]


@dataclass(frozen=True)
class Heading:
    """A line that the file marks as a heading; level 1 is the top."""

    start: int
    end: int
    level: int


@dataclass(frozen=True)
class Table:
    """A table at `start`..`end`: `rows[row][column]` is the span of the cell that covers this place. A cell
    over several rows or columns has the same span in each of them; an empty one has start == end."""

    start: int
    end: int
    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class SourceText:
    """One file as read. All spans are offsets into `text`."""

    text: str
    kind: str = "text"  # text, markdown, html, docx, pdf, scan, ofd, xlsx
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[
        str, ...
    ] = ()  # what the reader of the file should know: the encoding, pages with low confidence
    page_breaks_inside: bool = False  # sentences may be broken by blank lines where a page ended
    title: str = (
        ""  # that the file carries beside its text (of a page, of the properties); a hint, not in `text`
    )
