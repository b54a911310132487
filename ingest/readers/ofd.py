"""Read .ofd, the national format for fixed pages (GB/T 33190): a ZIP of XML with text at places, like a PDF.

Elements are matched by their names without namespace, which differs between programs. Signatures, seals,
annotations and attachments are left out. A page that is one picture is recognised.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ingest.readers.archive import Archive, attribute, local_name
from ingest.readers.limits import DamagedFile, EncryptedFile, Limits, UnreadableFile, too_many_pages
from ingest.readers.page_flow import PageLines, confidence_notes, place_tables, write_pages
from ingest.readers.page_layout import Piece, order_lines
from ingest.readers.ruled_tables import Rule, find_tables, rule
from ingest.readers.transcript import Transcript
from ingest.source import SourceText

_POINTS = 72 / 25.4  # in a millimetre, the unit of OFD
_A4 = (210.0, 297.0)
_LEAST_GLYPHS = 12
_LEAST_PICTURE = 0.4
_DEEPEST = 30
_MOST_REPEATS = 10_000
_COMMAND = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026]")


def read(path: Path, limits: Limits, progress: Callable[[int, int], None]) -> SourceText:
    """Return the text with its pages. Raises: EncryptedFile, DamagedFile, TooLarge, UnreadableFile."""
    with Archive(path, limits) as archive:
        package = _Package(archive, path)
        places = package.pages()
        if len(places) > limits.pages:
            raise too_many_pages(path, len(places), limits.pages)
        pages: list[PageLines] = []
        for number, place in enumerate(places, 1):
            pages.append(package.page(place, number))
            progress(number, len(places))
    transcript = Transcript()
    write_pages(pages, transcript)
    if not transcript.has_text:
        raise UnreadableFile(
            path, "没有文字，也没有可识别的图像。", "It has neither text nor pictures of text."
        )
    return transcript.finish("ofd", title=package.title, notes=confidence_notes(pages))


@dataclass(frozen=True)
class _Place:
    """Where a page lies in the container, with the document that it belongs to."""

    name: str
    document: _Document


@dataclass(frozen=True)
class _Document:
    """What the pages of one document share: the page size, the backgrounds and the pictures by their IDs."""

    size: tuple[float, float]
    templates: dict[str, str]
    pictures: dict[str, str]


class _Package:
    """The container: from OFD.xml over the documents to their pages."""

    def __init__(self, archive: Archive, path: Path) -> None:
        self._archive = archive
        self._path = path
        self._root_name = next(
            (name for name in archive.names if name.lower().rpartition("/")[2] == "ofd.xml"), "OFD.xml"
        )
        self._root = archive.xml(self._root_name)
        self.title = next((_text(e) for e in self._root.iter() if local_name(e) == "Title"), "")

    def pages(self) -> list[_Place]:
        """The pages of all documents in their order."""
        places: list[_Place] = []
        for element in self._root.iter():
            if local_name(element) == "DocRoot":
                places += self._document(_join(self._root_name, _text(element)))
        if not places:
            raise DamagedFile(self._path, "没有可读的页面，文件可能已损坏。", "It has no pages.")
        return places

    def _document(self, name: str) -> list[_Place]:
        if name not in self._archive and any("encrypt" in entry.lower() for entry in self._archive.names):
            raise EncryptedFile(self._path, "OFD 已加密，请去掉密码后再上传。", "The OFD is encrypted.")
        root = self._archive.xml(name)
        templates = {
            attribute(e, "ID") or "": _join(name, attribute(e, "BaseLoc") or "")
            for e in root.iter()
            if local_name(e) == "TemplatePage"
        }
        area = next((e for e in root.iter() if local_name(e) == "PageArea"), None)
        document = _Document(_box_size(area) or _A4, templates, self._pictures(root, name))
        return [
            _Place(_join(name, attribute(e, "BaseLoc") or ""), document)
            for pages in root
            if local_name(pages) == "Pages"
            for e in pages
            if local_name(e) == "Page"
        ]

    def _pictures(self, root: etree._Element, name: str) -> dict[str, str]:
        """The files of pictures by the IDs of their resources."""
        found: dict[str, str] = {}
        for element in root.iter():
            if local_name(element) not in {"PublicRes", "DocumentRes"}:
                continue
            resources = _join(name, _text(element))
            if resources not in self._archive:
                continue
            tree = self._archive.xml(resources)
            base = _join(resources, (attribute(tree, "BaseLoc") or "").rstrip("/") + "/x")
            for media in tree.iter():
                if local_name(media) == "MultiMedia":
                    file = next((_text(e) for e in media if local_name(e) == "MediaFile"), "")
                    found[attribute(media, "ID") or ""] = _join(base, file)
        return found

    def page(self, place: _Place, number: int) -> PageLines:
        """The lines of one page, its backgrounds below it."""
        root = self._archive.xml(place.name)
        area = next((e for e in root if local_name(e) == "Area"), None)
        width, height = _box_size(area) or place.document.size
        content = _Content()
        for element in root:
            if local_name(element) == "Template":
                template = place.document.templates.get(attribute(element, "TemplateID") or "")
                if template and template in self._archive:
                    content.add(self._archive.xml(template))
        content.add(root)
        if len(content.pieces) < _LEAST_GLYPHS:
            picture = content.picture(_LEAST_PICTURE * width * height)
            if picture is not None and place.document.pictures.get(picture, "") in self._archive:
                return self._recognised(place.document.pictures[picture], number)
        tables, outside = find_tables(content.rules, content.pieces)
        blocks = place_tables(order_lines(outside), tables)
        return PageLines(number, width * _POINTS, height * _POINTS, blocks)

    def _recognised(self, name: str, number: int) -> PageLines:
        # Imported only here: the engine takes a second and 300 MB.
        from ingest.readers.scan import recognise_bytes

        return recognise_bytes(self._archive.read(name), number, self._path)


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
                _, _, width, height = _numbers(attribute(element, "Boundary"), 4)
                self._pictures.append((width * height, attribute(element, "ResourceID") or ""))
            elif name in {"Content", "Layer", "PageBlock"} and depth < _DEEPEST:
                self.add(element, depth + 1)

    def picture(self, least: float) -> str | None:
        """The ID of the largest picture, when it covers at least so many square millimetres."""
        area, identifier = max(self._pictures, default=(0.0, ""))
        return identifier if area >= least else None


def _pieces(element: etree._Element) -> Iterator[Piece]:
    """The characters of a text object, each at its place."""
    x, y, *_ = _numbers(attribute(element, "Boundary"), 4)
    a, b, c, d, e, f = _numbers(attribute(element, "CTM"), 6, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    if abs(b) > 0.2 * max(abs(a), 1e-6):  # slanted or upright text is a watermark
        return
    size = _numbers(attribute(element, "Size"), 1)[0] or 4.0
    left = top = 0.0
    for code in element:
        if local_name(code) != "TextCode" or not code.text:
            continue
        # A text code without a place goes on where the one before it stopped.
        left = _numbers(attribute(code, "X"), 1, (left,))[0]
        top = _numbers(attribute(code, "Y"), 1, (top,))[0]
        steps = _steps(attribute(code, "DeltaX"))
        drops = _steps(attribute(code, "DeltaY"))
        for index, character in enumerate(code.text):
            advance = size if _WIDE.match(character) else size / 2
            if index < len(steps) and 0 < steps[index] < 1.3 * size:
                advance = steps[index]  # as wide as its font makes it; a longer step is a gap
            start = x + a * left + c * top + e
            base = y + b * left + d * top + f
            width = abs(a) * advance
            yield Piece(
                character, start * _POINTS, (start + width) * _POINTS, base * _POINTS, abs(d) * size * _POINTS
            )
            left += steps[index] if index < len(steps) else advance
            top += drops[index] if index < len(drops) else 0.0


def _steps(text: str | None) -> list[float]:
    """Distances between characters: "4.2 4.2 g 3 2.1" means that the last stands three times."""
    words = (text or "").split()
    steps: list[float] = []
    index = 0
    while index < len(words) and len(steps) < _MOST_REPEATS:
        if words[index] == "g" and index + 2 < len(words):
            times = min(int(_float(words[index + 1])), _MOST_REPEATS)
            steps += [_float(words[index + 2])] * max(times, 0)
            index += 3
        else:
            steps.append(_float(words[index]))
            index += 1
    return steps


def _rules(element: etree._Element) -> Iterator[Rule]:
    """The level and upright lines of a path."""
    x, y, *_ = _numbers(attribute(element, "Boundary"), 4)
    a, b, c, d, e, f = _numbers(attribute(element, "CTM"), 6, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    data = next((_text(child) for child in element if local_name(child) == "AbbreviatedData"), "")
    first = last = (0.0, 0.0)
    for command, values in _commands(data):
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


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    command, values = "", list[float]()
    for word in _COMMAND.findall(data[:1_000_000]):
        if word.isalpha():
            if command:
                yield command, values
            command, values = word, []
        else:
            values.append(float(word))
    if command:
        yield command, values


def _box_size(area: etree._Element | None) -> tuple[float, float] | None:
    """Width and height of the page, in millimetres."""
    for element in area if area is not None else ():
        if local_name(element) == "PhysicalBox":
            _, _, width, height = _numbers(_text(element), 4)
            return (width, height) if width > 0 and height > 0 else None
    return None


def _numbers(text: str | None, count: int, default: tuple[float, ...] | None = None) -> tuple[float, ...]:
    """`count` numbers, or the default where they are missing or none."""
    words = (text or "").replace(",", " ").split()
    if len(words) < count:
        return default or (0.0,) * count
    return tuple(_float(word) for word in words[:count])


def _float(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        return 0.0
    return value if abs(value) < 1e6 else 0.0


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()


def _join(base: str, name: str) -> str:
    """The name of an entry as seen from the entry `base`. Names that lead out of the container find
    nothing."""
    name = name.replace("\\", "/")
    if name.startswith("/"):
        return posixpath.normpath(name.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), name))
