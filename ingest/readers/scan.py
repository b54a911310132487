"""Recognise scans: pictures, and pages of a PDF that are pictures. Through rapidocr, whose models lie in its
wheel.

Each page keeps its confidence, the mean over its characters. Printed lines of tables are found in the
picture.
"""

from __future__ import annotations

import io
import os
import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from ingest.readers.limits import Limits, TooLarge, UnreadableFile, too_many_pages
from ingest.readers.page_flow import PageLines, confidence_notes, place_tables, write_pages
from ingest.readers.page_layout import Piece, order_lines
from ingest.readers.ruled_tables import Rule, find_tables, rule
from ingest.readers.transcript import Transcript
from ingest.source import SourceText

Picture = NDArray[np.uint8]
Boxes = NDArray[np.float64]  # four corners each, from the upper left one on

_FULL = str.maketrans("():;,?!", "（）：；，？！")
_NARROW = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef”》])[():;,?!]|[():;,?!](?=[\u2e80-\u9fff\uff00-\uffef“《])"
)
_DOTS = 200  # an inch, at which pages of a PDF are drawn
_LONGEST = 3200  # dots: larger pictures are made smaller
_LEAST_CONFIDENCE = 0.5  # below it a line is noise, not text
_LONG_LINE = 300.0  # dots
_THREADS = 2


def read(path: Path, limits: Limits, progress: Callable[[int, int], None]) -> SourceText:
    """Return the text of a picture, or of all the pictures in a TIFF. Raises: UnreadableFile, TooLarge."""
    Image.MAX_IMAGE_PIXELS = limits.pixels
    pages: list[PageLines] = []
    try:
        with Image.open(path, formats=("PNG", "JPEG", "TIFF")) as image:
            count = int(getattr(image, "n_frames", 1))
            if count > limits.scanned_pages:
                raise too_many_pages(path, count, limits.scanned_pages)
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                if frame.width * frame.height > limits.pixels:
                    raise Image.DecompressionBombError
                pages.append(_recognise(_grey(frame), number))
                progress(number, count)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge(
            path,
            f"图片超过 {limits.pixels // 1_000_000} 百万像素，未打开。",
            "The picture is too large: not opened.",
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise UnreadableFile(
            path, "图片已损坏或不完整，无法打开。", f"The picture cannot be opened ({type(error).__name__})."
        ) from error
    transcript = Transcript()
    write_pages(pages, transcript)
    if not transcript.has_text:
        raise UnreadableFile(path, "图片里没有识别出文字。", "No text was recognised.")
    return transcript.finish("scan", notes=confidence_notes(pages))


def recognise_pdf_page(page: pypdfium2.PdfPage, number: int) -> PageLines:
    """The lines of a page that is drawn and then recognised."""
    width, height = page.get_size()
    scale = min(_DOTS / 72, _LONGEST / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    picture: Picture = np.array(bitmap.to_numpy(), dtype=np.uint8, copy=True)
    bitmap.close()
    return _recognise(picture.reshape(picture.shape[:2]), number)


def recognise_bytes(raw: bytes, number: int, path: Path) -> PageLines:
    """The lines of a page that a container holds as a picture. Raises: UnreadableFile."""
    try:
        with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "TIFF", "BMP")) as image:
            return _recognise(_grey(image), number)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableFile(
            path, f"第{number}页的图片无法打开。", f"The picture of page {number} cannot be opened."
        ) from error


def _grey(frame: Image.Image) -> Picture:
    image = ImageOps.exif_transpose(frame)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    image = image.convert("L")
    if max(image.size) > _LONGEST:
        image.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    return np.asarray(image, dtype=np.uint8)


def _recognise(picture: Picture, number: int) -> PageLines:
    height, width = picture.shape
    found = _engine()(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
    boxes = np.asarray(found.boxes if found.boxes is not None else [], dtype=np.float64).reshape(-1, 4, 2)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), _slant(boxes), 1.0)
    upright = np.asarray(turn, dtype=np.float64)
    pieces = _even_sizes(list(_pieces(_turned(boxes, upright), found.txts or (), found.scores or ())))
    letters = sum(len(piece.text) for piece in pieces)
    confidence = sum(piece.confidence * len(piece.text) for piece in pieces) / letters if letters else 0.0
    tables, outside = find_tables(_rules(picture, upright), pieces)
    blocks = place_tables(order_lines(outside), tables)
    return PageLines(number, float(width), float(height), blocks, round(confidence, 4))


def _slant(boxes: Boxes) -> float:
    """By how many degrees the lines of the page fall, from the long ones."""
    tops = boxes[:, 1] - boxes[:, 0]
    long = tops[tops[:, 0] > _LONG_LINE]
    return float(np.median(np.degrees(np.arctan2(long[:, 1], long[:, 0])))) if len(long) else 0.0


def _turned(boxes: Boxes, turn: NDArray[np.float64]) -> Boxes:
    """The corners of the boxes on the turned page."""
    return boxes @ turn[:, :2].T + turn[:, 2]


def _pieces(boxes: Boxes, texts: Sequence[str], scores: Sequence[float]) -> Iterator[Piece]:
    """The recognised lines with their places, in dots."""
    for box, text, score in zip(boxes, texts, scores, strict=True):
        if not text.strip() or score < _LEAST_CONFIDENCE:
            continue
        (x0, y0), (x1, y1) = box.min(axis=0), box.max(axis=0)
        size = float(y1 - y0) * 0.82  # boxes have a margin
        yield Piece(
            widen_marks(text.strip()), float(x0), float(x1), float(y1) - 0.2 * size, size, float(score)
        )


def _even_sizes(pieces: list[Piece]) -> list[Piece]:
    """Heights of recognised lines waver: those near the usual one get it, so that one paragraph has one
    size."""
    if not pieces:
        return []
    usual = statistics.median(piece.size for piece in pieces)
    # The box of one or two characters has more margin than that of a line.
    return [
        replace(p, size=usual) if abs(p.size - usual) < (0.4 if len(p.text) < 4 else 0.22) * usual else p
        for p in pieces
    ]


def widen_marks(text: str) -> str:
    """Punctuation beside Chinese characters in full width: in a picture the two widths look alike."""
    return _NARROW.sub(lambda match: match.group().translate(_FULL), text)


def _rules(picture: Picture, turn: NDArray[np.float64]) -> list[Rule]:
    """Long dark lines, level and upright, of the turned page."""
    picture = cv2.warpAffine(picture, turn, picture.shape[::-1], borderValue=255).astype(np.uint8)
    dark = cv2.adaptiveThreshold(~picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 15, -2)
    rules: list[Rule | None] = []
    for level in (True, False):
        length = max(picture.shape[1] // 25, 30) if level else max(picture.shape[0] // 40, 30)
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if level else (1, length))
        lines = cv2.dilate(cv2.erode(dark, kernel), kernel)
        contours, _ = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            x, y, w, h = cv2.boundingRect(contour)
            if level and h <= 8:
                rules.append(rule(x, y + h / 2, x + w, y + h / 2))
            elif not level and w <= 8:
                rules.append(rule(x + w / 2, y, x + w / 2, y + h))
    return [line for line in rules if line is not None]


@cache
def _engine() -> Any:
    """The recognition engine with the models of its wheel: nothing is downloaded."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,  # with it whole lines are lost
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
        }
    )
