"""Which format a file has: by its content first, by its ending where the content leaves it open.

Names lie: a .doc is often a web page or RTF, a .txt sometimes a PDF. What the content says is read, with a
note.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.archive import check_archive
from ingest.readers.limits import (
    DamagedFile,
    EncryptedFile,
    Limits,
    UnreadableFile,
    UnsupportedFormat,
    check_file,
)

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "office",
    ".wps": "office",
    ".rtf": "office",
    ".odt": "office",
    ".pdf": "pdf",
    ".ofd": "ofd",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
}
"""Endings of the files that are looked for in a folder, and the format that each promises."""

_NAMES = {
    "text": "纯文本",
    "markdown": "Markdown",
    "html": "网页",
    "docx": "Word 文档（docx）",
    "office": "Word 97 / WPS / RTF 文档",
    "pdf": "PDF",
    "ofd": "OFD",
    "xlsx": "Excel 工作簿（xlsx）",
    "image": "图片",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b",
    re.I | re.S,
)
_HEAD = 8192


@dataclass(frozen=True)
class Detected:
    """The format by name, and a note for the reader where the file's ending promised another."""

    format: str
    notes: tuple[str, ...] = ()


def detect(path: Path, limits: Limits) -> Detected:
    """Return the format. Raises: UnreadableFile, TooLarge, EncryptedFile, DamagedFile, UnsupportedFormat."""
    size = check_file(path, limits)
    if size == 0:
        raise UnreadableFile(path, "文件是空的。", "The file is empty.")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    promised = SUFFIXES.get(path.suffix.lower())
    found = _by_content(path, head, limits)
    if found is None:
        return Detected(_of_text(path, head, promised))
    if promised is None or promised == found:
        return Detected(found)
    return Detected(found, (f"扩展名是 {path.suffix}，内容是{_NAMES[found]}，按内容读取。",))


def _by_content(path: Path, head: bytes, limits: Limits) -> str | None:
    """The format that the first bytes are sure of; None for what may be text."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(path, limits)
    if head.startswith(_OLE):
        return _of_compound(path)
    if head.startswith(b"{\\rtf"):
        return "office"
    if head.startswith(_IMAGES):
        return "image"
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return None


def _of_archive(path: Path, limits: Limits) -> str:
    check_archive(path, limits)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    folded = {name.lower().lstrip("/") for name in names}
    if any(name == "ofd.xml" or name.endswith("/ofd.xml") for name in folded):
        return "ofd"
    if "word/document.xml" in folded or any(name.startswith("word/") for name in folded):
        return "docx"
    if any(name.startswith("xl/") for name in folded):
        return "xlsx"
    if "mimetype" in folded and "content.xml" in folded:
        return "office"
    raise UnsupportedFormat(
        path, "是压缩包或不支持的格式，请解压后上传其中的文件。", "A ZIP of another kind: unpack it first."
    )


def _of_compound(path: Path) -> str:
    """Old Microsoft and WPS files. The names of their streams stand in UTF-16 in the directory."""
    raw = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise EncryptedFile(
            path, "文件已加密，请去掉密码后再上传。", "The file is encrypted: remove its password."
        )
    if "WordDocument".encode("utf-16-le") in raw or path.suffix.lower() in {".doc", ".wps"}:
        return "office"
    raise UnsupportedFormat(
        path, "是旧版表格或演示文件，请另存为 .xlsx 后上传。", "An old workbook or slides: save as .xlsx."
    )


def _of_text(path: Path, head: bytes, promised: str | None) -> str:
    """The format of what has no signature: the ending decides between text, Markdown and a page."""
    if promised in {"text", "markdown"}:
        return promised
    if promised == "html":
        return "html" if re.search(rb"<[a-zA-Z!]", head) else "text"
    if promised is not None:
        raise DamagedFile(
            path,
            f"扩展名是 {path.suffix}，内容却不是{_NAMES[promised]}，或文件已损坏。"
            "请确认文件，或改用正确的扩展名。",
            f"The content is not what the ending {path.suffix} promises.",
        )
    if path.suffix:
        raise UnsupportedFormat(
            path,
            f"不支持 {path.suffix[:20]} 格式。支持：{' '.join(sorted(SUFFIXES))}",
            "This format is not supported.",
        )
    return "text"
