"""The picture of a page of .ofd, as SVG: text, paths and images at their places on the page.

The text is set in fonts of the reader's machine. Embedded fonts, clips, gradients, patterns, seals and
annotations are not drawn. The SVG is built of elements and attributes named here: of the file it takes numbers,
the text between tags, and PNG and JPEG images, so it holds no script and no address whatever the file holds.
It is drawn in the server's own process; what a page may take is therefore far less than what a reader may.
"""

from __future__ import annotations

import math
import time
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from lxml import etree
from PIL import Image

from ingest.readers.archive import Archive, attribute, local_name
from ingest.readers.limits import DEFAULT_LIMITS, MEGABYTE, DamagedFile, Limits, TooLarge
from ingest.readers.ofd_package import (
    IDENTITY,
    OpenPage,
    Package,
    Resources,
    commands,
    numbers,
    steps,
    words_of,
)
from ingest.readers.ofd_paint import DEFAULT, Paint, font, number, opacity, paint

MEDIA_TYPE = "image/svg+xml"

_SVG = "http://www.w3.org/2000/svg"
_XML_MB = 32  # all XML that one page needs
_IMAGES_MB = 24  # all images of one page
_MOST_OBJECTS = 100_000  # and lines of text in them
_MOST_SECONDS = 20.0
_MOST_CHARACTERS = 4_000_000  # of text, and of the numbers of paths
_MOST_PIXELS = 60_000_000
_DEEPEST = 20
_SIDES_MM = (5.0, 5000.0)
_LAYERS = {"Background": 0, "Body": 1, "Foreground": 2}
_AS_THEY_ARE = {"PNG": "image/png", "JPEG": "image/jpeg"}
_IMAGES = (*_AS_THEY_ARE, "BMP", "TIFF")  # the last two are unknown to browsers: they become PNG
# A command of OFD: what SVG calls it, and how many numbers it takes.
_PATH = {
    "S": ("M", 2),
    "M": ("M", 2),
    "L": ("L", 2),
    "Q": ("Q", 4),
    "B": ("C", 6),
    "A": ("A", 7),
    "C": ("Z", 0),
}

Matrix = tuple[float, ...]


def draw_page(path: Path, page_number: int, limits: Limits = DEFAULT_LIMITS) -> bytes | None:
    """Page `page_number` (1-based) as SVG; None when there is no such page or nothing to draw on it.
    Raises: UnreadableFile."""
    with _SmallArchive(path, limits) as archive:
        package = Package(archive, path)
        places = package.pages()
        if not 1 <= page_number <= len(places):
            return None
        page = package.open(places[page_number - 1])
        low, high = _SIDES_MM
        if not all(low <= side <= high for side in page.size):
            raise DamagedFile(path, "页面大小无效。", "A page has no possible size.")
        return _Picture(archive, page).drawn()


class _SmallArchive(Archive):
    """A container of which only so much XML is opened."""

    _left = _XML_MB * MEGABYTE

    def xml(self, name: str) -> etree._Element:
        self._left -= self.size(name)
        if self._left < 0:
            raise TooLarge(
                self.path, "页面内容过大，无法生成图像。", "Its pages are too large for a picture."
            )
        return super().xml(name)


class _Picture:
    """An SVG in the making, with what may still be drawn."""

    def __init__(self, archive: Archive, page: OpenPage) -> None:
        self._archive = archive
        self._page = page
        self._resources: Resources = page.resources
        self._objects = _MOST_OBJECTS
        self._deadline = time.monotonic() + _MOST_SECONDS
        self._characters = _MOST_CHARACTERS
        self._bytes = _IMAGES_MB * MEGABYTE
        self._images: dict[str, str | None] = {}
        width, height = map(number, page.size)
        self._svg = etree.Element(
            f"{{{_SVG}}}svg",
            {
                "width": f"{width}mm",
                "height": f"{height}mm",
                "viewBox": f"0 0 {width} {height}",
                "lang": "zh-Hans",  # which of the forms of a character a font shows
            },
            nsmap={None: _SVG},
        )
        self._add(self._svg, "rect", {"width": width, "height": height, "fill": "#ffffff"})

    def drawn(self) -> bytes | None:
        """The SVG with everything on the page; None where nothing is."""
        for _, root in sorted(self._layers(), key=lambda layer: layer[0]):
            self._draw(root, self._svg, DEFAULT)
        if not any(
            True for _ in self._svg.iter(*(f"{{{_SVG}}}{name}" for name in ("text", "path", "image")))
        ):
            return None
        return bytes(etree.tostring(self._svg, encoding="utf-8", xml_declaration=True))

    def _layers(self) -> list[tuple[tuple[int, int], etree._Element]]:
        """The layers of the templates and of the page, with the order in which they lie: backgrounds first,
        at each height those of the templates below those of the page."""
        found = [
            ((_LAYERS.get(template.order, 0), 0), layer)
            for template in self._page.templates
            for layer in _layers_of(template.root)
        ]
        own = _layers_of(self._page.root)
        return found + [((_LAYERS.get(attribute(e, "Type") or "", 1), 1), e) for e in own]

    def _draw(self, element: etree._Element, into: etree._Element, inherited: Paint, depth: int = 0) -> None:
        """Draw a layer, a block or an object."""
        self._spend(0)
        if depth > _DEEPEST:
            raise self._too_much()
        if attribute(element, "Visible") in {"false", "0"}:
            return
        name = local_name(element)
        own = paint(element, self._resources.shared, inherited)
        if name in {"Layer", "PageBlock", "Content"}:
            for child in element:
                self._draw(child, into, own, depth + 1)
        elif name == "TextObject":
            self._text(element, into, own)
        elif name == "PathObject":
            self._path(element, into, own)
        elif name == "ImageObject":
            self._image(element, into)
        elif name == "CompositeObject":
            self._composite(element, into, own, depth)

    def _text(self, element: etree._Element, into: etree._Element, own: Paint) -> None:
        size = numbers(attribute(element, "Size"), 1)[0]
        if size <= 0:
            return
        wide = numbers(attribute(element, "HScale"), 1, (1.0,))[0] or 1.0
        group = self._add(
            into,
            "g",
            {
                **_placed(element, (wide, 0.0, 0.0, 1.0, 0.0, 0.0)),
                **_inked(element, own, fill=True),
                **font(element, self._resources.shared).attributes(),
                "font-size": number(size),
            },
        )
        turned = numbers(attribute(element, "CharDirection"), 1)[0]
        rotation = {"rotate": number(turned)} if turned in {90.0, 180.0, 270.0} else {}
        left = top = 0.0
        for code in element:
            if local_name(code) == "TextCode" and code.text:
                left = numbers(attribute(code, "X"), 1, (left,))[0]
                top = numbers(attribute(code, "Y"), 1, (top,))[0]
                self._spend(len(code.text))
                places = _places(code, left / wide, top, wide)
                line = self._add(group, "text", {**places, **rotation})
                # White space is kept, for each character has its place in the lists.
                line.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                line.text = code.text

    def _path(self, element: etree._Element, into: etree._Element, own: Paint) -> None:
        data = next((words_of(e) for e in element if local_name(e) == "AbbreviatedData"), "")
        self._spend(len(data))
        outline = _outline(data)
        if outline:
            rule = {"fill-rule": "evenodd"} if attribute(element, "Rule") == "Even-Odd" else {}
            ink = _inked(element, own, fill=False)
            self._add(into, "path", {"d": outline, **_placed(element), **ink, **rule})

    def _image(self, element: etree._Element, into: etree._Element) -> None:
        address = self._address(attribute(element, "ResourceID") or "")
        if address is None:
            return
        # An image is a square of one millimetre, which its matrix stretches; without one it fills its box.
        _, _, width, height = numbers(attribute(element, "Boundary"), 4)
        stretched = () if attribute(element, "CTM") else (width, 0.0, 0.0, height, 0.0, 0.0)
        whole = {"width": "1", "height": "1", "preserveAspectRatio": "none", "href": address}
        self._add(into, "image", {**whole, **_placed(element, stretched or IDENTITY), **opacity(element)})

    def _composite(self, element: etree._Element, into: etree._Element, own: Paint, depth: int) -> None:
        """A unit of objects that is drawn at several places."""
        unit = self._resources.shared.get(attribute(element, "ResourceID") or "")
        group = self._add(into, "g", {**_placed(element), **opacity(element)})
        for content in unit if unit is not None else ():
            if local_name(content) == "Content":
                self._draw(content, group, own, depth + 1)

    def _address(self, identifier: str) -> str | None:
        """The image as a data: address; None where it is missing or no browser could show it."""
        name = self._resources.pictures.get(identifier)
        if name is None or name not in self._archive:
            return None
        if self._archive.size(name) > self._bytes:
            raise self._too_much()
        if name not in self._images:
            self._images[name] = _data_address(self._archive.read(name))
        address = self._images[name]
        self._bytes -= len(address or "") * 3 // 4  # each time, for it is written each time
        return address

    def _spend(self, characters: int) -> None:
        """Count one more object, of so many characters."""
        self._objects -= 1
        self._characters -= characters
        if min(self._objects, self._characters) < 0 or time.monotonic() > self._deadline:
            raise self._too_much()

    def _too_much(self) -> TooLarge:
        return TooLarge(self._archive.path, "页面内容过多，无法生成图像。", "Too much is drawn on the page.")

    @staticmethod
    def _add(into: etree._Element, name: str, attributes: dict[str, str]) -> etree._Element:
        return etree.SubElement(into, f"{{{_SVG}}}{name}", attributes)


def _layers_of(root: etree._Element) -> list[etree._Element]:
    return [layer for content in root if local_name(content) == "Content" for layer in content]


def _placed(element: etree._Element, within: Matrix = IDENTITY) -> Paint:
    """The object's place on the page: its box, its matrix, and `within` what is drawn there."""
    x, y, *_ = numbers(attribute(element, "Boundary"), 4)
    a, b, c, d, e, f = numbers(attribute(element, "CTM"), 6, IDENTITY)
    p, q, r, s, *_ = within
    matrix = (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s)
    if matrix == IDENTITY[:4]:
        return {"transform": f"translate({number(x + e)} {number(y + f)})"}
    return {"transform": f"matrix({' '.join(map(number, (*matrix, x + e, y + f)))})"}


def _inked(element: etree._Element, own: Paint, fill: bool) -> Paint:
    """The colours, as far as the object is filled and its line drawn: `fill` is what is done unsaid."""
    ink = {**own, **opacity(element)}
    if (attribute(element, "Fill") or str(fill).lower()) not in {"true", "1"}:
        ink["fill"] = "none"
    if (attribute(element, "Stroke") or str(not fill).lower()) not in {"true", "1"}:
        return {name: value for name, value in ink.items() if not name.startswith("stroke")}
    return ink


def _places(code: etree._Element, left: float, top: float, wide: float) -> Paint:
    """Where the characters stand. Without distances the browser sets them one after the other."""
    text = code.text or ""
    across = [step / wide for step in steps(attribute(code, "DeltaX"))[: len(text)]]
    down = steps(attribute(code, "DeltaY"))[: len(text)]
    if down and not across:
        across = [0.0] * len(down)
    return {"x": _positions(text, left, across), "y": _positions(text, top, down)}


def _positions(text: str, first: float, distances: list[float]) -> str:
    found = [number(first)]
    for index, distance in enumerate(distances[: len(text) - 1]):
        if text[index] > "\uffff":  # SVG counts such a character twice
            found.append(found[-1])
        first += distance
        found.append(number(first))
    return " ".join(found)


def _outline(data: str) -> str:
    """The path in the words of SVG; it begins at a point, or is none."""
    parts: list[str] = []
    for command, values in commands(data):
        name, count = _PATH[command]
        values = values[:count]
        if len(values) < count or not all(map(math.isfinite, values)) or (not parts and name != "M"):
            continue
        parts.append(f"{name}{' '.join(map(number, values))}")
    return " ".join(parts) if len(parts) > 1 else ""


def _data_address(raw: bytes) -> str | None:
    try:
        with Image.open(BytesIO(raw), formats=_IMAGES) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            media_type = _AS_THEY_ARE.get(image.format or "", "image/png")
            if image.format not in _AS_THEY_ARE:
                out = BytesIO()
                image.save(out, "PNG")
                raw = out.getvalue()
    except (OSError, ValueError, EOFError, SyntaxError, Image.DecompressionBombError):
        return None
    return f"data:{media_type};base64,{b64encode(raw).decode('ascii')}"
