"""What a reader may take: sizes, pages, time and memory, and the errors that name the file and the way
out."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from policytext.errors import PolicyError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in MB, times in seconds. A text file is small; a scan may be large."""

    file_mb: int = 50
    text_mb: int = 20
    pages: int = 2000
    unpacked_mb: int = 400
    entries: int = 5000
    ratio: int = 200  # unpacked to packed, for entries over 10 MB
    cells: int = 2_000_000  # of one workbook
    memory_mb: int = 2048  # address space of a reader
    scan_memory_mb: int = 6144  # the same where pages are recognised
    silence_s: float = 120.0  # longest time in which a reader gets no page further
    total_s: float = 4 * 3600.0
    scanned_pages: int = 300
    pixels: int = 100_000_000  # of one image


DEFAULT_LIMITS = Limits()


class UnreadableFile(PolicyError):
    """A file that no document can be read from. The message names the file, Chinese first."""

    def __init__(self, path: Path | str, chinese: str, english: str = "") -> None:
        self.file = shown_name(path)
        self.chinese, self.english = chinese, english
        super().__init__(f"{self.file}：{chinese}" + (f" {english}" if english else ""))


class TooLarge(UnreadableFile):
    """The file is over a limit of size, pages, entries or unpacked size."""


class EncryptedFile(UnreadableFile):
    """The file needs a password."""


class DamagedFile(UnreadableFile):
    """The file is cut off or its structure is broken."""


class UnsupportedFormat(UnreadableFile):
    """None of the readers knows the format."""


class NeedsLibreOffice(UnreadableFile):
    """.doc and .wps are read through LibreOffice, which is not installed."""


class OutsideFolder(UnreadableFile):
    """A link that leads out of the folder, or no regular file at all."""


class ReaderStopped(UnreadableFile):
    """The reader ran out of its time or memory, or crashed."""


class EncodingUnknown(UnreadableFile):
    """The bytes fit no encoding that is taken."""

    def __init__(self, path: Path | str, chinese: str) -> None:
        super().__init__(
            path,
            f"{chinese}请用编辑器另存为 UTF-8 后再试。",
            "Unknown text encoding: save the file as UTF-8 and try again.",
        )


def shown_name(path: Path | str) -> str:
    """The file's name as it is shown in a message: without its folders, control characters, or great
    length."""
    name = "".join(c if c.isprintable() else "�" for c in Path(path).name) or str(path)
    return name if len(name) <= 80 else f"{name[:50]}…{name[-20:]}"


def check_file(path: Path, limits: Limits) -> int:
    """Return the size in bytes. Raises: UnreadableFile for what is no regular file, TooLarge."""
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        raise UnreadableFile(
            path, "文件打不开。", f"The file cannot be opened ({type(error).__name__})."
        ) from error
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFile(path, "不是普通文件。", "Not a regular file.")
    if found.st_size > limits.file_mb * MEGABYTE:
        raise too_large(path, found.st_size, limits.file_mb)
    return found.st_size


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a text file. Raises: TooLarge over `text_mb`, UnreadableFile where it cannot be opened."""
    check_file(path, limits)
    most = min(limits.text_mb, limits.file_mb) * MEGABYTE
    try:
        with path.open("rb") as file:
            raw = file.read(most + 1)  # a file may grow between the look and the reading
    except OSError as error:
        raise UnreadableFile(
            path, "文件打不开。", f"The file cannot be opened ({type(error).__name__})."
        ) from error
    if len(raw) > most:
        raise too_large(path, path.stat().st_size, most // MEGABYTE)
    return raw


def too_large(path: Path, size: int, most_mb: int) -> TooLarge:
    """The error for a file of `size` bytes where `most_mb` MB are taken."""
    return TooLarge(
        path,
        f"文件有 {size / MEGABYTE:.1f} MB，超过上限 {most_mb} MB。请拆分后再上传。",
        f"The file is over the limit of {most_mb} MB.",
    )


def too_many_pages(path: Path, pages: int, most: int) -> TooLarge:
    """The error for a document of too many pages."""
    return TooLarge(
        path,
        f"共 {pages} 页，超过上限 {most} 页。请拆分后再上传。",
        f"{pages} pages are over the limit of {most}.",
    )
