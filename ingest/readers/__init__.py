"""From a file to its text: one module a format. Nothing here says what the text means: see ingest.outline.

Text and web pages are read in this process. Formats with a parser of their own (docx, pdf, ofd, xlsx, scans,
.doc and .wps) are read in a process of their own with limits on memory and time: see `sandbox`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.readers import html, text
from ingest.readers.detect import SUFFIXES, Detected, detect
from ingest.readers.limits import DEFAULT_LIMITS, Limits, OutsideFolder, UnreadableFile
from ingest.readers.sandbox import read_in_sandbox
from ingest.source import SourceText

__all__ = ["DEFAULT_LIMITS", "SUFFIXES", "Limits", "UnreadableFile", "read_source"]

_HERE: dict[str, Callable[[Path, Limits], SourceText]] = {
    "text": text.read,
    "markdown": text.read_markdown,
    "html": html.read,
}


def read_source(
    path: Path,
    limits: Limits = DEFAULT_LIMITS,
    *,
    root: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> SourceText:
    """Return the text of the file, whatever its format. `root` is the folder that the file must lie in, links
    resolved; without it, the folder of `path`. `progress` is called with (page, pages) while a long file is
    read.

    Raises: UnreadableFile or one of its subclasses, with a message that names the file.
    """
    _check_inside(path, root)
    detected = detect(path, limits)
    source = _read(path, detected, limits, progress)
    return replace(source, notes=(*detected.notes, *source.notes))


def _read(
    path: Path, detected: Detected, limits: Limits, progress: Callable[[int, int], None] | None
) -> SourceText:
    if detected.format in _HERE:
        return _HERE[detected.format](path, limits)
    return read_in_sandbox(path, detected.format, limits, progress)


def _check_inside(path: Path, root: Path | None) -> None:
    """A link may lead from one place of the folder to another, never out of it."""
    try:
        inside = path.resolve().is_relative_to((root or path.parent).resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise UnreadableFile(
            path, "文件名或路径无效。", f"The path cannot be used ({type(error).__name__})."
        ) from error
    if not inside:
        raise OutsideFolder(path, "链接指向文件夹之外，未读取。", "A link out of the folder: not read.")
