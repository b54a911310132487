"""How the objects of an OFD page look, as attributes of SVG: colours, lines, the family of a font.

Nothing of the file gets into an attribute but numbers; words come from the tables here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from ingest.readers.archive import attribute, local_name
from ingest.readers.ofd_package import numbers, steps

Paint = dict[str, str]
Shared = Mapping[str, etree._Element]

DEFAULT: Paint = {"fill": "#000000", "stroke": "#000000", "stroke-width": "0.353"}

_DEEPEST = 10
_ENDS = {"Round": "round", "Square": "square"}
_CORNERS = {"Round": "round", "Bevel": "bevel"}
_LEAST_LINE = 0.05  # a line of no width is drawn as thin as can be seen
_HEX = re.compile(r"#?([0-9A-Fa-f]{1,2})")

# Fonts of offices by their names, and what a reader's machine may call the like; the last is generic.
_FAMILIES = (
    (re.compile("仿宋|fang", re.I), "FangSong, STFangsong, FangSong_GB2312, serif"),
    (re.compile("楷|kai", re.I), "KaiTi, STKaiti, KaiTi_GB2312, serif"),
    (re.compile("黑|等线|微软|hei|sans|arial|gothic|helvet", re.I), "sans-serif"),
    (re.compile("mono|courier|consol", re.I), "monospace"),
)


def number(value: float) -> str:
    """A number as SVG writes it."""
    return f"{value:.6g}"


def paint(element: etree._Element, shared: Shared, inherited: Paint) -> Paint:
    """The colours and lines of an object or a layer: what it has inherited, its drawing parameters, its own."""
    found = dict(inherited)
    for source in (*reversed(list(_parameters(element, shared))), element):
        found |= _line(source) | _colours(source)
    return found


def _parameters(element: etree._Element, shared: Shared) -> Iterator[etree._Element]:
    """The drawing parameters that the element names, then those that these are built upon."""
    name = attribute(element, "DrawParam")
    for _ in range(_DEEPEST):
        source = shared.get(name or "")
        if source is None or local_name(source) != "DrawParam":
            return
        yield source
        name = attribute(source, "Relative")


def _line(source: etree._Element) -> Paint:
    found: Paint = {}
    if attribute(source, "LineWidth"):
        width = max(numbers(attribute(source, "LineWidth"), 1)[0], _LEAST_LINE)
        found["stroke-width"] = number(width)
    if attribute(source, "Cap"):
        found["stroke-linecap"] = _ENDS.get(attribute(source, "Cap") or "", "butt")
    if attribute(source, "Join"):
        found["stroke-linejoin"] = _CORNERS.get(attribute(source, "Join") or "", "miter")
    dashes = [abs(step) for step in steps(attribute(source, "DashPattern"))[:20]]
    if any(dashes):
        found["stroke-dasharray"] = " ".join(map(number, dashes))
    return found


def _colours(source: etree._Element) -> Paint:
    found: Paint = {}
    for child in source:
        name = {"FillColor": "fill", "StrokeColor": "stroke"}.get(local_name(child))
        if name:
            found[name] = _colour(child)
            found[f"{name}-opacity"] = number(_share(child))
    return found


def opacity(element: etree._Element) -> Paint:
    """How far an object can be looked through."""
    return {"opacity": number(_share(element))} if attribute(element, "Alpha") else {}


def _share(element: etree._Element) -> float:
    return min(max(numbers(attribute(element, "Alpha"), 1, (255.0,))[0] / 255, 0.0), 1.0)


def _colour(element: etree._Element) -> str:
    """A colour of grey, RGB or CMYK by the count of its numbers; of a gradient, the first; of a pattern, none."""
    if any(local_name(child) == "Pattern" for child in element):
        return "none"
    stops = (e for e in element.iter() if local_name(e) in {"Color", "FillColor", "StrokeColor"})
    value = next((v for e in stops if (v := attribute(e, "Value"))), "0 0 0")
    parts = [_level(word) for word in value.replace(",", " ").split()[:4]]
    if len(parts) == 1:
        parts *= 3
    if len(parts) == 4:
        *inks, black = parts
        parts = [(255 - ink) * (255 - black) // 255 for ink in inks]
    return "#{:02x}{:02x}{:02x}".format(*parts) if len(parts) == 3 else "#000000"


def _level(word: str) -> int:
    """A level from 0 to 255, written as a number or as #FF."""
    if word.startswith("#"):
        found = _HEX.fullmatch(word)
        return int(found[1], 16) if found else 0
    return int(min(max(numbers(word, 1)[0], 0), 255))


@dataclass(frozen=True)
class Font:
    """A family that the reader's machine has, and whether the letters are heavy or slanted."""

    family: str = "serif"
    bold: bool = False
    italic: bool = False

    def attributes(self) -> Paint:
        """The font as attributes of SVG."""
        bold = {"font-weight": "bold"} if self.bold else {}
        italic = {"font-style": "italic"} if self.italic else {}
        return {"font-family": self.family, **bold, **italic}


def font(element: etree._Element, shared: Shared) -> Font:
    """The font of a text object."""
    source = shared.get(attribute(element, "Font") or "")
    if source is None:
        source = element
    name = f"{attribute(source, 'FontName') or ''} {attribute(source, 'FamilyName') or ''}"[:200]
    family = next((family for pattern, family in _FAMILIES if pattern.search(name)), "serif")
    heavy = numbers(attribute(element, "Weight"), 1)[0] >= 600 or bool(
        re.search("bold|粗|小标宋", name, re.I)
    )
    return Font(family, heavy or _true(source, "Bold"), _true(source, "Italic") or _true(element, "Italic"))


def _true(element: etree._Element, name: str) -> bool:
    return attribute(element, name) in {"true", "1"}
