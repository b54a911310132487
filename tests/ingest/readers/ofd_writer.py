"""Write .ofd files for the tests, as the programs of Chinese offices lay them out."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEADING = 5.0, 9.0  # millimetres
LEFT, RIGHT, TOP, BOTTOM = 26.0, 184.0, 40.0, 262.0


class OfdWriter:
    """Collects the objects of pages, and writes the container."""

    def __init__(self, header: str) -> None:
        self._pages: list[list[str]] = []
        self._header = header
        self._y = BOTTOM

    def paragraph(self, text: str, indent: int = 2, align: str = "left") -> None:
        """Set a paragraph, breaking lines at the width of the page; long ones break over pages."""
        lines, line, used = [], "", indent * SIZE if align == "left" else 0.0
        for character in text:
            width = advance(character)
            if used + width > RIGHT - LEFT and character not in "，。、；：）”》":
                lines.append(line)
                line, used = "", 0.0
            line += character
            used += width
        for index, part in enumerate([*lines, line]):
            length = sum(map(advance, part))
            x = LEFT + (indent * SIZE if index == 0 else 0)
            x = {"left": x, "centre": (LEFT + RIGHT - length) / 2, "right": RIGHT - length}[align]
            self._line(part, x)

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Set a table with printed lines."""
        height = LEADING + 2
        self._room(height * len(rows))
        top = self._y
        edges = [LEFT]
        for width in widths:
            edges.append(edges[-1] + width)
        for index in range(len(rows) + 1):
            self._path(edges[0], top + index * height, edges[-1], top + index * height)
        for edge in edges:
            self._path(edge, top, edge, top + height * len(rows))
        for index, row in enumerate(rows):
            for edge, text in zip(edges, row, strict=False):
                self._text(text, edge + 1, top + index * height + 7, size=3.4)
        self._y = top + height * len(rows) + LEADING

    def _line(self, text: str, x: float) -> None:
        self._room(LEADING)
        self._text(text, x, self._y)
        self._y += LEADING

    def _room(self, height: float) -> None:
        if self._y + height > BOTTOM or not self._pages:
            self._pages.append([])
            self._y = TOP
            number = len(self._pages)
            self._text(self._header, 80, 15, size=3.0)
            self._text(f"— {number} —", 98, 285, size=3.5)

    def _text(self, text: str, x: float, y: float, size: float = SIZE) -> None:
        steps = [advance(character, size) for character in text[:-1]]
        even = len(set(steps)) == 1 and len(steps) > 2
        delta = f"g {len(steps)} {steps[0]}" if even else " ".join(map(str, steps))
        self._pages[-1].append(
            f'<ofd:TextObject ID="{self._next()}" Boundary="{x} {y - size} {size * len(text)} {size * 1.3}" '
            f'Font="1" Size="{size}"><ofd:TextCode X="0" Y="{size}" DeltaX="{delta}">{escape(text)}'
            "</ofd:TextCode></ofd:TextObject>"
        )

    def _path(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._pages[-1].append(
            f'<ofd:PathObject ID="{self._next()}" Boundary="{x0} {y0} {x1 - x0 + 0.1} {y1 - y0 + 0.1}" '
            f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}'
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def _next(self) -> int:
        return 100 + sum(map(len, self._pages))

    def save(self, path: Path, extra: dict[str, str] | None = None) -> Path:
        """Write the container; `extra` entries take the place of those of the same name."""
        pages = "".join(
            f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(self._pages))
        )
        entries = {
            "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
            "<ofd:DocID>1</ofd:DocID><ofd:Title>方案</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>"
            f"0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        }
        for index, objects in enumerate(self._pages):
            entries[f"Doc_0/Pages/Page_{index}/Content.xml"] = (
                f'<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer ID="5">{"".join(objects)}</ofd:Layer>'
                "</ofd:Content></ofd:Page>"
            )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in {**entries, **(extra or {})}.items():
                archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
        return path


def advance(character: str, size: float = SIZE) -> float:
    return size if character > "\u2e7f" or character in "“”‘’—…〔〕×∶" else size / 2
