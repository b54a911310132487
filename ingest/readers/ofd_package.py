"""The container of .ofd (GB/T 33190), a ZIP of XML: its documents, their pages and what the pages share; and
the ways in which the format writes numbers.

Elements are matched by their names without namespace, which differs between programs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.readers.archive import Archive, attribute, local_name
from ingest.readers.limits import DamagedFile, EncryptedFile

IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_A4 = (210.0, 297.0)
_RESOURCES = frozenset({"PublicRes", "DocumentRes", "PageRes"})
_SHARED = frozenset({"Font", "DrawParam", "CompositeGraphicUnit"})
_MOST_REPEATS = 10_000
_COMMAND = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True)
class Resources:
    """What pages refer to by ID: files of pictures; fonts, drawing parameters and composite units."""

    pictures: dict[str, str] = field(default_factory=dict)
    shared: dict[str, etree._Element] = field(default_factory=dict)


@dataclass(frozen=True)
class _Document:
    """What the pages of one document share: the page size, resources, and the names of backgrounds by ID."""

    size: tuple[float, float]
    templates: dict[str, str]
    resources: Resources


@dataclass(frozen=True)
class Place:
    """Where a page lies in the container, with the document that it belongs to."""

    name: str
    document: _Document


@dataclass(frozen=True)
class Template:
    """A page that another has below its own content, or above it where `order` is Foreground."""

    root: etree._Element
    order: str


@dataclass(frozen=True)
class OpenPage:
    """A page with its templates. `size` is in millimetres."""

    root: etree._Element
    size: tuple[float, float]
    templates: tuple[Template, ...]
    resources: Resources


class Package:
    """The container: from OFD.xml over the documents to their pages."""

    def __init__(self, archive: Archive, path: Path) -> None:
        self._archive = archive
        self._path = path
        self._root_name = next(
            (name for name in archive.names if name.lower().rpartition("/")[2] == "ofd.xml"), "OFD.xml"
        )
        self._root = archive.xml(self._root_name)
        self.title = next((words_of(e) for e in self._root.iter() if local_name(e) == "Title"), "")

    def pages(self) -> list[Place]:
        """The pages of all documents in their order. Raises: DamagedFile where there are none."""
        places: list[Place] = []
        for element in self._root.iter():
            if local_name(element) == "DocRoot":
                places += self._document(_join(self._root_name, words_of(element)))
        if not places:
            raise DamagedFile(self._path, "没有可读的页面，文件可能已损坏。", "It has no pages.")
        return places

    def open(self, place: Place) -> OpenPage:
        """The page with its templates and resources. Raises: DamagedFile."""
        root = self._archive.xml(place.name)
        area = next((e for e in root if local_name(e) == "Area"), None)
        own, shared = self._resources(root, place.name), place.document.resources
        resources = Resources(shared.pictures | own.pictures, shared.shared | own.shared)
        size = _box_size(area) or place.document.size
        return OpenPage(root, size, tuple(self._templates(root, place.document)), resources)

    def _templates(self, root: etree._Element, document: _Document) -> Iterator[Template]:
        used = {attribute(e, "TemplateID") or "": e for e in root if local_name(e) == "Template"}
        for identifier, element in used.items():
            name = document.templates.get(identifier)
            if name and name in self._archive:
                yield Template(self._archive.xml(name), attribute(element, "ZOrder") or "Background")

    def _document(self, name: str) -> list[Place]:
        if name not in self._archive and any("encrypt" in entry.lower() for entry in self._archive.names):
            raise EncryptedFile(self._path, "OFD 已加密，请去掉密码后再上传。", "The OFD is encrypted.")
        root = self._archive.xml(name)
        templates = {
            attribute(e, "ID") or "": _join(name, attribute(e, "BaseLoc") or "")
            for e in root.iter()
            if local_name(e) == "TemplatePage"
        }
        common = next((e for e in root if local_name(e) == "CommonData"), root)
        area = next((e for e in root.iter() if local_name(e) == "PageArea"), None)
        document = _Document(_box_size(area) or _A4, templates, self._resources(common, name))
        return [
            Place(_join(name, attribute(e, "BaseLoc") or ""), document)
            for pages in root
            if local_name(pages) == "Pages"
            for e in pages
            if local_name(e) == "Page"
        ]

    def _resources(self, root: etree._Element, name: str) -> Resources:
        """What stands in the resource files that `root`, in the entry `name`, lists."""
        found = Resources()
        listed = (_join(name, words_of(e)) for e in root if local_name(e) in _RESOURCES)
        for entry in dict.fromkeys(entry for entry in listed if entry in self._archive):
            tree = self._archive.xml(entry)
            base = _join(entry, (attribute(tree, "BaseLoc") or "").rstrip("/") + "/x")
            for element in tree.iter():
                identifier = attribute(element, "ID") or ""
                if local_name(element) == "MultiMedia":
                    file = next((words_of(e) for e in element if local_name(e) == "MediaFile"), "")
                    found.pictures[identifier] = _join(base, file)
                elif local_name(element) in _SHARED:
                    found.shared[identifier] = element
        return found


def steps(text: str | None) -> list[float]:
    """Distances between characters: "4.2 4.2 g 3 2.1" means that the last stands three times."""
    words = (text or "").split()
    found: list[float] = []
    index = 0
    while index < len(words) and len(found) < _MOST_REPEATS:
        if words[index] == "g" and index + 2 < len(words):
            times = min(int(_float(words[index + 1])), _MOST_REPEATS)
            found += [_float(words[index + 2])] * max(times, 0)
            index += 3
        else:
            found.append(_float(words[index]))
            index += 1
    return found


def commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """The commands of a path, each with its numbers: "M 0 0 L 10 0"."""
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
            _, _, width, height = numbers(words_of(element), 4)
            return (width, height) if width > 0 and height > 0 else None
    return None


def numbers(text: str | None, count: int, default: tuple[float, ...] | None = None) -> tuple[float, ...]:
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


def words_of(element: etree._Element) -> str:
    """What stands between the tags of an element without children."""
    return (element.text or "").strip()


def _join(base: str, name: str) -> str:
    """The name of an entry as seen from the entry `base`. Names that lead out of the container find
    nothing."""
    name = name.replace("\\", "/")
    if name.startswith("/"):
        return posixpath.normpath(name.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), name))
