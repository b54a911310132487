"""Read .ofd, the national format for fixed pages (GB/T 33190): a ZIP of XML with text at places, like a PDF.

Elements are matched by their names without namespace, which differs between programs. Signatures, seals,
annotations and attachments are left out. A page that is one picture is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from ingest.readers.archive import Archive, attribute, local_name
from ingest.readers.limits import Limits, UnreadableFile, too_many_pages
from ingest.readers.ofd_package import IDENTITY, OpenPage, Package, commands, numbers, steps, words_of
from ingest.readers.page_flow import PageLines, confidence_notes, place_tables, write_pages
from ingest.readers.page_layout import Piece, order_lines
from ingest.readers.ruled_tables import Rule, find_tables, rule
from ingest.readers.transcript import Transcript
from ingest.source import SourceText

_POINTS = 72 / 25.4  # in a millimetre, the unit of OFD
_LEAST_GLYPHS = 12
_LEAST_PICTURE = 0.4
_DEEPEST = 30
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026]")


def read(path: Path, limits: Limits, progress: Callable[[int, int], None]) -> SourceText:
    """Return the text with its pages. Raises: EncryptedFile, DamagedFile, TooLarge, UnreadableFile."""
    with Archive(path, limits) as archive:
        package = Package(archive, path)
        places = package.pages()
        if len(places) > limits.pages:
            raise too_many_pages(path, len(places), limits.pages)
        pages: list[PageLines] = []
        for number, place in enumerate(places, 1):
            pages.append(_page_lines(package.open(place), archive, number))
            progress(number, len(places))
    transcript = Transcript()
    write_pages(pages, transcript)
    if not transcript.has_text:
        raise UnreadableFile(
            path, "没有文字，也没有可识别的图像。", "It has neither text nor pictures of text."
        )
    return transcript.finish("ofd", title=package.title, notes=confidence_notes(pages))


def _page_lines(page: OpenPage, archive: Archive, number: int) -> PageLines:
    """The lines of one page, its backgrounds below it."""
    width, height = page.size
    content = _Content()
    for template in page.templates:
        content.add(template.root)
    content.add(page.root)
    if len(content.pieces) < _LEAST_GLYPHS:
        picture = page.resources.pictures.get(content.picture(_LEAST_PICTURE * width * height) or "")
        if picture is not None and picture in archive:
            return _recognised(archive, picture, number)
    tables, outside = find_tables(content.rules, content.pieces)
    blocks = place_tables(order_lines(outside), tables)
    return PageLines(number, width * _POINTS, height * _POINTS, blocks)


def _recognised(archive: Archive, name: str, number: int) -> PageLines:
    # Imported only here: the engine takes a second and 300 MB.
    from ingest.readers.scan import recognise_bytes

    return recognise_bytes(archive.read(name), number, archive.path)


class _Content:
    """What stands on a page: text, printed lines, pictures with the area they cover."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.rules: list[Rule] = []
        self._pictures: list[tuple[float, str]] = []

    def add(self, root: etree._Element, depth: int = 0) -> None:
        """Add the objects below `root`, through layers and blocks."""
        for element in root:
            name = local_name(element)
            if attribute(element, "Visible") == "false":
                continue
            if name == "TextObject":
                self.pieces += _pieces(element)
            elif name == "PathObject":
                self.rules += _rules(element)
            elif name == "ImageObject":
                _, _, width, height = numbers(attribute(element, "Boundary"), 4)
                self._pictures.append((width * height, attribute(element, "ResourceID") or ""))
            elif name in {"Content", "Layer", "PageBlock"} and depth < _DEEPEST:
                self.add(element, depth + 1)

    def picture(self, least: float) -> str | None:
        """The ID of the largest picture, when it covers at least so many square millimetres."""
        area, identifier = max(self._pictures, default=(0.0, ""))
        return identifier if area >= least else None


def _pieces(element: etree._Element) -> Iterator[Piece]:
    """The characters of a text object, each at its place."""
    x, y, *_ = numbers(attribute(element, "Boundary"), 4)
    a, b, c, d, e, f = numbers(attribute(element, "CTM"), 6, IDENTITY)
    if abs(b) > 0.2 * max(abs(a), 1e-6):  # slanted or upright text is a watermark
        return
    size = numbers(attribute(element, "Size"), 1)[0] or 4.0
    left = top = 0.0
    for code in element:
        if local_name(code) != "TextCode" or not code.text:
            continue
        # A text code without a place goes on where the one before it stopped.
        left = numbers(attribute(code, "X"), 1, (left,))[0]
        top = numbers(attribute(code, "Y"), 1, (top,))[0]
        across = steps(attribute(code, "DeltaX"))
        down = steps(attribute(code, "DeltaY"))
        for index, character in enumerate(code.text):
            advance = size if _WIDE.match(character) else size / 2
            if index < len(across) and 0 < across[index] < 1.3 * size:
                advance = across[index]  # as wide as its font makes it; a longer step is a gap
            start = x + a * left + c * top + e
            base = y + b * left + d * top + f
            width = abs(a) * advance
            yield Piece(
                character, start * _POINTS, (start + width) * _POINTS, base * _POINTS, abs(d) * size * _POINTS
            )
            left += across[index] if index < len(across) else advance
            top += down[index] if index < len(down) else 0.0


def _rules(element: etree._Element) -> Iterator[Rule]:
    """The level and upright lines of a path."""
    x, y, *_ = numbers(attribute(element, "Boundary"), 4)
    a, b, c, d, e, f = numbers(attribute(element, "CTM"), 6, IDENTITY)
    data = next((words_of(child) for child in element if local_name(child) == "AbbreviatedData"), "")
    first = last = (0.0, 0.0)
    for command, values in commands(data):
        if command == "C":
            point = first
        elif len(values) >= 2:
            px, py = values[-2:]
            point = ((x + a * px + c * py + e) * _POINTS, (y + b * px + d * py + f) * _POINTS)
        else:
            continue
        if command in {"S", "M"}:
            first = point
        elif command in {"L", "C"}:
            found = rule(*last, *point)
            if found is not None:
                yield found
        last = point
