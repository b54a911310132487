"""The picture of a page: of a PDF, or of a scan that is an image. Other formats have no pages to look at."""

from __future__ import annotations

import threading
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, UnidentifiedImageError

KINDS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
WIDTH_PX = 1100  # legible, and a few hundred kilobytes
MAX_PIXELS = 60_000_000

# PDFium is not safe in several threads.
_ONE_AT_A_TIME = threading.Lock()


def has_pages(path: Path) -> bool:
    """Whether `page_image` can draw pages of the file, by its ending."""
    return path.suffix.lower() in KINDS


def page_image(path: Path, number: int) -> bytes | None:
    """Page `number` (1-based) as PNG; None when the file has no such page or cannot be drawn."""
    try:
        with _ONE_AT_A_TIME:
            image = _pdf_page(path, number) if path.suffix.lower() == ".pdf" else _image_page(path, number)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, pypdfium2.PdfiumError, EOFError):
        return None
    if image is None:
        return None
    out = BytesIO()
    image.convert("RGB").save(out, "PNG")
    return out.getvalue()


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
