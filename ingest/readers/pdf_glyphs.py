"""What stands on a page of a PDF: glyphs with their places, printed lines, pictures. Through pypdfium2.

All places are turned so that most of the text runs level, and count from the upper left corner, in points.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.page_layout import Piece
from ingest.readers.ruled_tables import Rule, rule

_MOST_GLYPHS = 200_000  # of one page
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 400  # of one path; more is a drawing, not a table
# Fonts without a proper map give radicals where the reader sees characters.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


@dataclass(frozen=True)
class PageContent:
    """Everything of a page that its reader uses. `pictures` is the share of the page that pictures cover."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...]
    pictures: float


@dataclass(frozen=True)
class _Glyph:
    """As the library gives it: from the lower left corner, `turn` in quarters against the clock."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    size: float
    turn: int | None


def page_content(page: pypdfium2.PdfPage) -> PageContent:
    """Read the page."""
    left, bottom, right, top = page.get_bbox()
    glyphs = list(_glyphs(page))
    turns = Counter(glyph.turn for glyph in glyphs if glyph.turn is not None)
    turn = turns.most_common(1)[0][0] if turns else (page.get_rotation() // 90) % 4
    frame = _Frame(left, bottom, right - left, top - bottom, turn)
    pieces = tuple(frame.piece(glyph) for glyph in glyphs if glyph.turn == turn)
    rules, pictures = _objects(page, frame)
    return PageContent(*frame.size, pieces, tuple(rules), pictures)


@dataclass(frozen=True)
class _Frame:
    """The page's box, and how its content is turned to be read."""

    left: float
    bottom: float
    width: float
    height: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The place from the upper left corner of the turned page."""
        x, y = x - self.left, y - self.bottom
        if self.turn == 1:
            return y, x
        if self.turn == 2:
            return self.width - x, y
        if self.turn == 3:
            return self.height - y, self.width - x
        return x, self.height - y

    def piece(self, glyph: _Glyph) -> Piece:
        xs = [self.point(glyph.left, glyph.bottom)[0], self.point(glyph.right, glyph.top)[0]]
        return Piece(glyph.text, min(xs), max(xs), self.point(glyph.x, glyph.y)[1], glyph.size)

    def rule(self, start: tuple[float, float], end: tuple[float, float]) -> Rule | None:
        return rule(*self.point(*start), *self.point(*end))


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[_Glyph]:
    """The glyphs in the order of the file, without those that the library makes up."""
    textpage = page.get_textpage()
    raw = textpage.raw
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0  # first half of a character beyond 16 bits
    try:
        for index in range(min(pdfium.FPDFText_CountChars(raw), _MOST_GLYPHS)):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            if pdfium.FPDFText_IsGenerated(raw, index) == 1:
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            text = _character(code, pdfium.FPDFText_IsHyphen(raw, index) == 1)
            if not text or not pdfium.FPDFText_GetLooseCharBox(raw, index, box):
                continue
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            pdfium.FPDFText_GetMatrix(raw, index, matrix)
            size = pdfium.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
            yield _Glyph(
                text,
                box.left,
                box.bottom,
                box.right,
                box.top,
                x.value,
                y.value,
                max(size, 0.5),
                _turn(matrix),
            )
    finally:
        textpage.close()


def _character(code: int, hyphen: bool) -> str:
    """The character as its reader sees it; "" for control characters."""
    if hyphen or code == 0x02:  # the library's sign for a hyphen at the end of a line
        return "-"
    if code < 0x20 or code in (0x7F, 0xFEFF, 0xFFFE, 0xFFFF):
        return ""
    return _RADICALS.get(code) or chr(code)


def _turn(matrix: pdfium.FS_MATRIX) -> int | None:
    """Quarter turns of the text; None for slanted text, which is a watermark."""
    degrees = math.degrees(math.atan2(matrix.b, matrix.a))
    turn = round(degrees / 90)
    return turn % 4 if abs(degrees - 90 * turn) < 8 else None


def _objects(page: pypdfium2.PdfPage, frame: _Frame) -> tuple[list[Rule], float]:
    """The printed lines, and the share of the page that pictures cover."""
    rules: list[Rule] = []
    area = 0.0
    for count, item in enumerate(page.get_objects(max_depth=3)):
        if count >= _MOST_OBJECTS:
            break
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            area += abs(right - left) * abs(top - bottom)
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH and item.level == 0:
            rules += _path_rules(item, frame)
    return rules, area / max(frame.width * frame.height, 1.0)


def _path_rules(item: pypdfium2.PdfObject, frame: _Frame) -> list[Rule]:
    """The lines that a path draws: thin boxes that are filled, and level and upright strokes."""
    left, bottom, right, top = item.get_bounds()
    thin = frame.rule((left, bottom), (right, top))
    if thin is not None:
        return [thin]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(item.raw)
    if not stroke.value or count > _MOST_SEGMENTS:
        return []
    matrix = item.get_matrix()
    rules: list[Rule | None] = []
    first = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            rules.append(frame.rule(last, point))
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            rules.append(frame.rule(last, first))
    return [line for line in rules if line is not None]
