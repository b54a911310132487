"""Read .docx as its reader sees it: paragraphs, automatic numbers written out, tables, footnotes at the end.

Left out: headers and footers, deleted and hidden text, comments, field codes, the table of contents. Text
boxes stand as lines of their own before the paragraph that they hang on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from ingest.readers.archive import Archive, attribute, local_name
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_styles import Styles
from ingest.readers.limits import Limits, UnreadableFile
from ingest.readers.transcript import Cell, Transcript
from ingest.source import SourceText

_SKIPPED = frozenset(
    [
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pPr",
        "rPr",
        "rt",
        "sdtPr",
        "tblPr",
        "trPr",
        "tcPr",
        "comment",
    ]
)
_LAID_OUT, _ASKED_FOR = "\f", "\v"  # marks of page breaks between the pieces of text
_TEXT = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}


def read(path: Path, limits: Limits, progress: Callable[[int, int], None]) -> SourceText:
    """Return the text. Raises: UnreadableFile when there is none, DamagedFile, EncryptedFile, TooLarge."""
    with Archive(path, limits) as archive:
        name = _main_part(archive)
        folder = name.rpartition("/")[0]
        styles = Styles(_part(archive, f"{folder}/styles.xml"))
        numbering = Numbering(_part(archive, f"{folder}/numbering.xml"), styles)
        reader = _Reader(styles, numbering)
        body = next((e for e in archive.xml(name) if local_name(e) == "body"), None)
        if body is not None:
            reader.body(body)
        for part in ("footnotes", "endnotes"):
            reader.notes(_part(archive, f"{folder}/{part}.xml"))
        if not reader.transcript.has_text:
            pictures = any("/media/" in entry for entry in archive.names)
            raise UnreadableFile(
                path,
                "文档里没有文字"
                + ("，只有图片；请另存为 PDF 后上传，将按扫描件识别。" if pictures else "。"),
                "The document has no text.",
            )
    return reader.transcript.finish("docx", title=reader.title)


def _main_part(archive: Archive) -> str:
    """The name of the part that holds the text: word/document.xml in nearly every file."""
    if "word/document.xml" in archive or "_rels/.rels" not in archive:
        return "word/document.xml"
    for relation in archive.xml("_rels/.rels"):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _part(archive: Archive, name: str) -> etree._Element | None:
    return archive.xml(name) if name in archive else None


class _Reader:
    """Walks the blocks of the document in their order and writes them down."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.transcript = Transcript()
        self.title = ""
        self._styles = styles
        self._numbering = numbering
        self._page = 1
        self._laid_out = False

    def body(self, body: etree._Element) -> None:
        """Write the whole body of the document."""
        self._laid_out = any(local_name(e) == "lastRenderedPageBreak" for e in body.iter())
        self.blocks(body)

    def blocks(self, parent: etree._Element) -> None:
        """Write the paragraphs and tables below `parent`, through the wrappers around them."""
        for block in parent:
            name = local_name(block)
            if name == "p":
                self._paragraph(block)
            elif name == "tbl":
                self._table(block)
            elif name not in _SKIPPED:
                self.blocks(block)

    def notes(self, part: etree._Element | None) -> None:
        """Write footnotes or endnotes, one a line, with the numbers that the reader sees."""
        number = 0
        for note in part if part is not None else ():
            if attribute(note, "type") is not None:  # the separator lines
                continue
            text = " ".join("".join(_text(p)) for p in note if local_name(p) == "p").strip()
            if text:
                number += 1
                self.transcript.line(f"注{number}：{text}")

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = self._styles.of(paragraph)
        if style.is_contents:
            return
        for box in _boxes(paragraph):
            self.blocks(box)
        self.transcript.end_line()
        number = self._numbering.next(paragraph, style)
        level = style.heading
        if number:
            self.transcript.write(number)
        for piece in _text(paragraph):
            if piece in (_LAID_OUT, _ASKED_FOR):
                self._next_page(piece)
            elif "\n" in piece:
                first, *others = piece.split("\n")
                self.transcript.write(first)
                for other in others:
                    self.transcript.end_line(level)
                    self.transcript.write(other)
            else:
                self.transcript.write(piece)
        span = self.transcript.end_line(level)
        if span and style.is_title and not self.title:
            self.title = "".join(piece for piece in _text(paragraph) if piece.strip()).strip()

    def _next_page(self, mark: str) -> None:
        """A page begins: where the program that saved the file had it, else where the writer asked for
        one."""
        if mark == _ASKED_FOR and self._laid_out:
            return
        self._page += 1
        self.transcript.page(self._page, within_line=True)

    def _table(self, table: etree._Element) -> None:
        grid = [_cells(row) for row in _rows(table)]
        filled = [[self._cell_text(cell) if keep else "" for cell, keep, _ in row] for row in grid]
        if not any(sum(bool(text.strip()) for text in row) > 1 for row in filled):
            for row in grid:
                for cell, keep, _ in row:
                    if keep:
                        self.blocks(cell)
            return
        self.transcript.table(_spanned(grid, filled))

    def _cell_text(self, cell: etree._Element) -> str:
        parts: list[str] = []
        for paragraph in cell.iter():
            if local_name(paragraph) == "p":
                number = self._numbering.next(paragraph, self._styles.of(paragraph))
                text = "".join(piece for piece in _text(paragraph) if piece not in (_LAID_OUT, _ASKED_FOR))
                parts.append(f"{number}{text}")
        return " ".join(part for part in parts if part.strip())


_Grid = list[list[tuple[etree._Element, bool, tuple[int, int]]]]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = local_name(child)
        if name == "tr":
            yield child
        elif name in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _rows(child)


def _cells(row: etree._Element) -> list[tuple[etree._Element, bool, tuple[int, int]]]:
    """Each cell of the row, whether it is printed (not a lower part of a merged one), its column and
    width."""
    cells: list[tuple[etree._Element, bool, tuple[int, int]]] = []
    column = 0
    for child in row.iter():
        name = local_name(child)
        if name != "tc" or _nearest_row(child) is not row:
            continue
        width, keep = 1, True
        for setting in _settings(child, "tcPr"):
            if local_name(setting) == "gridSpan":
                width = min(max(_number(attribute(setting, "val"), 1), 1), 1000)
            elif local_name(setting) == "vMerge":
                keep = attribute(setting, "val") == "restart"
        cells.append((child, keep, (column, width)))
        column += width
    return cells


def _nearest_row(cell: etree._Element) -> etree._Element | None:
    return next((e for e in cell.iterancestors() if local_name(e) == "tr"), None)


def _settings(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in element:
        if local_name(child) == name:
            yield from child


def _spanned(grid: _Grid, filled: list[list[str]]) -> list[list[Cell]]:
    """The printed cells of each row, with the rows that they reach down over."""
    rows: list[list[Cell]] = []
    for number, row in enumerate(grid):
        cells: list[Cell] = []
        for (_, keep, (column, width)), text in zip(row, filled[number], strict=True):
            if keep:
                cells.append(Cell(text, 1 + _reach(grid, number + 1, column), width))
        rows.append(cells)
    return rows


def _reach(grid: _Grid, number: int, column: int) -> int:
    """How many rows from `number` on continue the merged cell of this column."""
    reach = 0
    while number + reach < len(grid) and any(
        not keep and place[0] == column for _, keep, place in grid[number + reach]
    ):
        reach += 1
    return reach


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The text boxes that hang on the paragraph, each once: Word writes them in a new and an old form."""
    return [
        box
        for box in paragraph.iter()
        if local_name(box) == "txbxContent"
        and not any(local_name(e) == "Fallback" for e in box.iterancestors())
    ]


def _text(element: etree._Element) -> Iterator[str]:
    """The pieces of text in the element, in their order: "\\n" for a line break, a mark where a page
    begins."""
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name == "lastRenderedPageBreak":
            yield _LAID_OUT
        elif name == "br" and attribute(child, "type") == "page":
            yield _ASKED_FOR
        elif name in _TEXT:
            yield _TEXT[name]
        elif name == "r" and _is_hidden(child):
            continue
        elif name not in _SKIPPED and name not in {"txbxContent", "Fallback"}:
            yield from _text(child)


def _is_hidden(run: etree._Element) -> bool:
    return any(
        local_name(setting) == "vanish" and attribute(setting, "val") not in {"0", "false"}
        for setting in _settings(run, "rPr")
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else default
