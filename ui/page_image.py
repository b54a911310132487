"""The picture of a page: of a PDF or an OFD, or of a scan that is an image. Others have no pages to look at."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, UnidentifiedImageError

from ingest.readers.limits import UnreadableFile
from ingest.readers.ofd_picture import MEDIA_TYPE as SVG
from ingest.readers.ofd_picture import draw_page

KINDS = frozenset({".pdf", ".ofd", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
WIDTH_PX = 1100  # legible, and a few hundred kilobytes
MAX_PIXELS = 60_000_000

# PDFium is not safe in several threads, and a large page takes a few hundred megabytes.
_ONE_AT_A_TIME = threading.Lock()
_UNREADABLE = (
    OSError,
    EOFError,
    UnreadableFile,
    UnidentifiedImageError,
    Image.DecompressionBombError,
    pypdfium2.PdfiumError,
)


@dataclass(frozen=True)
class PageImage:
    """A picture as it is sent to a browser."""

    content: bytes
    media_type: str


def has_pages(path: Path) -> bool:
    """Whether `page_image` can draw pages of the file, by its ending."""
    return path.suffix.lower() in KINDS


def page_image(path: Path, number: int) -> PageImage | None:
    """Page `number` (1-based), as SVG of an OFD, else as PNG; None when the file has no such page or cannot be
    drawn."""
    ending = path.suffix.lower()
    try:
        with _ONE_AT_A_TIME:
            if ending == ".ofd":
                drawn = draw_page(path, number)
                return PageImage(drawn, SVG) if drawn is not None else None
            image = _pdf_page(path, number) if ending == ".pdf" else _image_page(path, number)
    except _UNREADABLE:
        return None
    if image is None:
        return None
    out = BytesIO()
    image.convert("RGB").save(out, "PNG")
    return PageImage(out.getvalue(), "image/png")


def _pdf_page(path: Path, number: int) -> Image.Image | None:
    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        width, height = page.get_size()
        if width <= 0 or height / width > MAX_PIXELS / WIDTH_PX**2:
            return None
        drawn = page.render(scale=WIDTH_PX / width).to_pil()
        assert isinstance(drawn, Image.Image)
        return drawn
    finally:
        document.close()


def _image_page(path: Path, number: int) -> Image.Image | None:
    with Image.open(path) as image:
        if not 1 <= number <= getattr(image, "n_frames", 1) or image.width * image.height > MAX_PIXELS:
            return None
        image.seek(number - 1)
        image.thumbnail((WIDTH_PX, 4 * WIDTH_PX))
        return image.copy()
