"""Read .txt and .md: the text as it stands, in an encoding that is sure. Marks of Markdown stay in the text."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.readers.encoding import decode
from ingest.readers.limits import Limits, UnreadableFile, read_bytes
from ingest.source import Heading, SourceText

_HEADING = re.compile(r"^(#{1,6})[ \t]+\S.*$", re.M)
_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.M | re.S)


def read(path: Path, limits: Limits) -> SourceText:
    """Return the text. Files converted from pages break sentences where a page ended, so this is said of all.
    Raises: UnreadableFile when it is empty or binary, TooLarge, EncodingUnknown."""
    decoded = decode(read_bytes(path, limits), path)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableFile(path, "文件里没有文字。", "The file has no text.")
    return SourceText(text=text, kind="text", headings=(), notes=decoded.notes, page_breaks_inside=True)


def read_markdown(path: Path, limits: Limits) -> SourceText:
    """Return the text with the lines that begin with # as headings. Raises as `read` does."""
    source = read(path, limits)
    fences = [match.span() for match in _FENCE.finditer(source.text)]
    headings = tuple(
        Heading(match.start(), match.end(), len(match.group(1)))
        for match in _HEADING.finditer(source.text)
        if not any(start <= match.start() < end for start, end in fences)
    )
    return SourceText(
        text=source.text, kind="markdown", headings=headings, notes=source.notes, page_breaks_inside=True
    )
