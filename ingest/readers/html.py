"""Read web pages of government sites: the document's text in its order, without the page around it.

1. Parse (lxml, no network, no scripts run: nothing is executed and nothing is fetched).
2. Drop what is never text: scripts, styles, forms, comments, hidden elements; then the page's furniture.
3. Walk the tree: each block element is a line, each row of a data table a line with tabs between its cells.

Only white space is added or taken away, so a quote stands word for word in the source without its tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from ingest.readers.encoding import decode
from ingest.readers.furniture import find_furniture, is_hidden
from ingest.readers.limits import DamagedFile, Limits, UnreadableFile, read_bytes
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
_INLINE = re.compile(r"</?(?:font|span|b|i|u|em|strong|small|big|a|o:p|st1:\w+)\b[^>]{0,2000}>", re.I)
_HEADING = re.compile(r"h([1-6])$")
Skipped = Set[etree._Element]
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.I)


def read(path: Path, limits: Limits) -> SourceText:
    """Return the text of the page. Raises: UnreadableFile when no text is left, TooLarge, EncodingUnknown."""
    raw = read_bytes(path, limits)
    declared = _META_CHARSET.search(raw[:4096])
    decoded = decode(raw, path, declared=declared.group(1).decode("ascii") if declared else None)
    root = _parse(decoded.text, path)
    title = squeeze(" ".join(root.xpath("//head/title//text()")[:8]))
    skipped = {e for e in root.iter(etree.Element) if _tag(e) in SILENT or is_hidden(e)}
    skipped |= find_furniture(root, skipped)
    transcript = Transcript()
    _walk(root, transcript, skipped)
    transcript.end_line()
    if not transcript.has_text:
        raise UnreadableFile(path, "网页里没有正文文字。", "The page has no text.")
    return transcript.finish("html", title=title, notes=decoded.notes)


def _parse(text: str, path: Path) -> etree._Element:
    """Parse as HTML. Nothing is fetched, and HTML has no entities of its own."""
    # A declaration of the encoding in a str is an error for lxml, and no longer true.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    root, whole = _tree(text, path)
    if not whole:
        # Crawled pages forget to close <font> and <span> by the thousand: without them the rest is shallow.
        root, whole = _tree(_INLINE.sub("", text), path)
    if not whole:
        raise DamagedFile(
            path, "网页嵌套过深，无法完整读取。", "The page is nested too deeply to be read whole."
        )
    return root


def _tree(text: str, path: Path) -> tuple[etree._Element, bool]:
    """The tree, and whether it holds all of the text: the parser stops in silence where it gets too deep."""
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(path, "无法解析这个网页。", f"The page cannot be parsed ({error}).") from error
    return root, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _walk(root: etree._Element, transcript: Transcript, skipped: Skipped) -> None:
    """Write the tree into the transcript, without recursion: crawled pages nest hundreds of spans."""
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = _tag(element)
        if leaving or element in skipped:
            if tag in BLOCKS:
                transcript.end_line(heading=_level(tag) if leaving else None)
            transcript.write(element.tail or "")
        elif tag == "table" and _is_data(element, skipped):
            transcript.end_line()
            for caption in element.iterchildren("caption"):
                transcript.line(_text(caption, skipped))
            transcript.table(_grid(element, skipped))
            transcript.write(element.tail or "")
        elif tag == "pre":
            _write_lines(_text(element, skipped), transcript)
            transcript.write(element.tail or "")
        else:
            if tag in BLOCKS or tag == "br":
                transcript.end_line()
            transcript.write(element.text or "")
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))


def _write_lines(text: str, transcript: Transcript) -> None:
    """Text whose line breaks count."""
    for line in text.split("\n"):
        transcript.line(line)


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


def _is_data(table: etree._Element, skipped: Skipped) -> bool:
    """A table of data has a row of two cells with text, and no table inside; others only lay out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return any(sum(bool(_text(cell, skipped).strip()) for cell in _cells(row)) > 1 for row in _rows(table))


def _grid(table: etree._Element, skipped: Skipped) -> list[list[Cell]]:
    """The cells of each row as printed, with the rows and columns that they span."""
    return [
        [Cell(_text(cell, skipped), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in _cells(row)]
        for row in _rows(table)
        if row not in skipped
    ]


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() else 1


def _text(element: etree._Element, skipped: Skipped) -> str:
    """All text inside the element in its order, a space where a block or a line ends."""
    if element in skipped:
        return ""
    if not len(element):
        return element.text or ""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        space = " " if _tag(node) in BLOCKS or _tag(node) == "br" else ""
        if event == "start":
            parts.append(space)
            if node in skipped:
                walk.skip_subtree()
            else:
                parts.append(node.text or "")
        else:
            parts.append(space + ((node.tail or "") if node is not element else ""))
    return "".join(parts)
