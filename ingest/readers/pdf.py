"""Read .pdf: the text layer glyph by glyph, pages without one by recognition.

Glyphs are placed by their own coordinates, not in the order of the library: it misplaces quotation marks that
come from another font. See `page_layout`, `ruled_tables` and `page_flow` for what is made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

from ingest.readers.limits import DamagedFile, EncryptedFile, Limits, TooLarge, UnreadableFile, too_many_pages
from ingest.readers.page_flow import PageLines, confidence_notes, place_tables, write_pages
from ingest.readers.page_layout import order_lines
from ingest.readers.pdf_glyphs import page_content
from ingest.readers.ruled_tables import find_tables
from ingest.readers.transcript import Transcript
from ingest.source import SourceText

_LEAST_GLYPHS = 12  # a page with fewer and a picture over much of it is a scan
_LEAST_PICTURE = 0.4
_TAIL = 4096


def read(path: Path, limits: Limits, progress: Callable[[int, int], None]) -> SourceText:
    """Return the text with its pages. Raises: EncryptedFile, DamagedFile, TooLarge, UnreadableFile."""
    _check_end(path)
    document = _open(path)
    try:
        count = len(document)
        if count == 0:
            raise DamagedFile(path, "没有可读的页面，文件可能已损坏。", "It has no pages that can be read.")
        if count > limits.pages:
            raise too_many_pages(path, count, limits.pages)
        pages = _read_pages(document, path, limits, progress)
    finally:
        document.close()
    transcript = Transcript()
    write_pages(pages, transcript)
    if not transcript.has_text:
        raise UnreadableFile(
            path, "没有文字，也没有可识别的图像。", "It has neither text nor pictures of text."
        )
    scanned = sum(page.confidence is not None for page in pages)
    return transcript.finish("scan" if scanned * 2 > count else "pdf", notes=confidence_notes(pages))


def _check_end(path: Path) -> None:
    """A file that is cut off opens in part: pages would be missing without a word."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise DamagedFile(
            path, "PDF 不完整（结尾缺失），请重新取得文件。", "The PDF is cut off: fetch the file again."
        )


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedFile(
                path, "PDF 已加密，请去掉密码后再上传。", "The PDF needs a password: remove it first."
            ) from error
        raise DamagedFile(
            path, "PDF 已损坏或不完整，请重新取得文件。", "The PDF is damaged or cut off."
        ) from error


def _read_pages(
    document: pypdfium2.PdfDocument, path: Path, limits: Limits, progress: Callable[[int, int], None]
) -> list[PageLines]:
    pages: list[PageLines] = []
    scanned = 0
    for index in range(len(document)):
        page = document[index]
        try:
            pages.append(_read_page(page, index + 1))
        finally:
            page.close()
        scanned += pages[-1].confidence is not None
        if scanned > limits.scanned_pages:
            raise TooLarge(
                path,
                f"扫描页超过 {limits.scanned_pages} 页。请拆分后再上传。",
                f"More than {limits.scanned_pages} scanned pages.",
            )
        progress(index + 1, len(document))
    return pages


def _read_page(page: pypdfium2.PdfPage, number: int) -> PageLines:
    """The lines of the page from its text layer, or recognised where it is a picture of text."""
    content = page_content(page)
    printed = sum(not piece.text.isspace() for piece in content.pieces)
    scanned = printed < _LEAST_GLYPHS and content.pictures > _LEAST_PICTURE
    if scanned or is_garbled([piece.text for piece in content.pieces]):
        # Imported only here: the engine takes a second and 300 MB.
        from ingest.readers.scan import recognise_pdf_page

        return recognise_pdf_page(page, number)
    tables, outside = find_tables(content.rules, content.pieces)
    return PageLines(number, content.width, content.height, place_tables(order_lines(outside), tables))


def is_garbled(glyphs: Sequence[str]) -> bool:
    """Whether the text layer is none: fonts that do not say which characters their signs are."""
    unknown = sum(glyph == "\ufffd" or "\ue000" <= glyph <= "\uf8ff" for glyph in glyphs)
    return unknown > 0.3 * max(len(glyphs), _LEAST_GLYPHS)
