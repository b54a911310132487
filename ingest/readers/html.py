"""Read web pages of government sites: the document's text in its order, without the page around it.

1. Parse (lxml, no network, no scripts run: nothing is executed and nothing is fetched).
2. Drop what is never text: scripts, styles, forms, comments, hidden elements; then the page's furniture.
3. Walk the tree: each block element is a line, each row of a data table a line with tabs between its cells.

Only white space is added or taken away, so a quote stands word for word in the source without its tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from ingest.readers.encoding import decode
from ingest.readers.furniture import detach, drop_furniture, is_hidden
from ingest.readers.limits import Limits, UnreadableFile, read_bytes
from ingest.readers.transcript import Cell, Transcript, squeeze
from ingest.source import SourceText

_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot
    th thead tr ul
"""
_SILENT_NAMES = """
    script style noscript template head title meta link iframe object embed applet svg math canvas audio video
    map select button input textarea datalist
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
SILENT = frozenset(_SILENT_NAMES.split())
_HEADING = re.compile(r"h([1-6])$")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.I)


def read(path: Path, limits: Limits) -> SourceText:
    """Return the text of the page. Raises: UnreadableFile when no text is left, TooLarge, EncodingUnknown."""
    raw = read_bytes(path, limits)
    declared = _META_CHARSET.search(raw[:4096])
    decoded = decode(raw, path, declared=declared.group(1).decode("ascii") if declared else None)
    root = _parse(decoded.text, path)
    transcript = Transcript()
    title = squeeze(" ".join(root.xpath("//head/title//text()")[:8]))
    for element in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        detach(element)
    for element in list(root.iter(*SILENT)):
        detach(element)
    for element in [e for e in root.iter(etree.Element) if is_hidden(e)]:
        detach(element)
    drop_furniture(root)
    _walk(root, transcript)
    transcript.end_line()
    if not transcript.has_text:
        raise UnreadableFile(path, "网页里没有正文文字。", "The page has no text.")
    return transcript.finish("html", title=title, notes=decoded.notes)


def _parse(text: str, path: Path) -> etree._Element:
    """Parse as HTML. libxml2 limits depth and size by itself, and gets neither network nor entities."""
    # A declaration of the encoding in a str is an error for lxml, and no longer true.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(path, "无法解析这个网页。", f"The page cannot be parsed ({error}).") from error
    return root


def _walk(root: etree._Element, transcript: Transcript) -> None:
    """Write the tree into the transcript, without recursion: crawled pages nest hundreds of spans."""
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = _tag(element)
        if leaving:
            if tag in BLOCKS:
                transcript.end_line(heading=_level(tag))
            transcript.write(element.tail or "")
            continue
        if tag == "table" and _is_data(element):
            transcript.end_line()
            _write_caption(element, transcript)
            transcript.table(_grid(element))
            transcript.write(element.tail or "")
            continue
        if tag == "pre":
            _write_lines(element, transcript)
            continue
        if tag in BLOCKS or tag == "br":
            transcript.end_line()
        transcript.write(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _write_lines(pre: etree._Element, transcript: Transcript) -> None:
    """Text whose line breaks count."""
    for line in _text(pre).split("\n"):
        transcript.end_line()
        transcript.write(line)
    transcript.end_line()
    transcript.write(pre.tail or "")


def _tag(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _level(tag: str) -> int | None:
    match = _HEADING.match(tag)
    return int(match.group(1)) if match else None


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        tag = _tag(child)
        if tag == "tr":
            yield child
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if _tag(row) == "tr")


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if _tag(cell) in {"td", "th"}]


def _is_data(table: etree._Element) -> bool:
    """A table of data has a row of two cells with text, and no table inside; others only lay out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return any(sum(bool(_text(cell).strip()) for cell in _cells(row)) > 1 for row in _rows(table))


def _write_caption(table: etree._Element, transcript: Transcript) -> None:
    for caption in table.iterchildren("caption"):
        transcript.write(_text(caption))
        transcript.end_line()


def _grid(table: etree._Element) -> list[list[Cell]]:
    """The cells of each row as printed, with the rows and columns that they span."""
    return [
        [Cell(_text(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in _cells(row)]
        for row in _rows(table)
    ]


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() else 1


def _text(element: etree._Element) -> str:
    """All text inside the element in its order, a space where a block or a line ends."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = _tag(node)
        if event == "start":
            parts.append(" " if tag in BLOCKS or tag == "br" else "")
            parts.append(node.text or "")
        else:
            parts.append(" " if tag in BLOCKS else "")
            parts.append((node.tail or "") if node is not element else "")
    return "".join(parts)
