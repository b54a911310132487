"""A SourceText and the errors of the readers as JSON lines, between the sandbox and this process. No
pickle."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.readers import limits
from ingest.readers.limits import ReaderStopped, UnreadableFile
from ingest.source import Heading, SourceText, Table
from vectorstore.records import Page


def source_line(source: SourceText) -> str:
    """One line of JSON that holds the whole source."""
    return json.dumps({"source": asdict(source)}, ensure_ascii=True)


def error_line(error: UnreadableFile) -> str:
    """One line of JSON that holds an error."""
    name = type(error).__name__
    return json.dumps({"error": name, "chinese": error.chinese, "english": error.english})


def progress_line(page: int, pages: int) -> str:
    """One line of JSON that says how far the reader is."""
    return json.dumps({"page": page, "pages": pages})


def parse_source(value: dict[str, Any]) -> SourceText:
    """The source out of its JSON object. Raises: KeyError, TypeError, ValueError where it is none."""
    fields = dict(value)
    fields["pages"] = tuple(Page(**page) for page in value["pages"])
    fields["headings"] = tuple(Heading(**heading) for heading in value["headings"])
    fields["tables"] = tuple(
        Table(table["start"], table["end"], tuple(tuple((a, b) for a, b in row) for row in table["rows"]))
        for table in value["tables"]
    )
    fields["notes"] = tuple(str(note) for note in value["notes"])
    return SourceText(**fields)


def parse_error(value: dict[str, Any], path: Path) -> UnreadableFile:
    """The error of the reader, with the name of the file that was asked for."""
    kind = getattr(limits, str(value.get("error")), None)
    if not (isinstance(kind, type) and issubclass(kind, UnreadableFile)):
        kind = ReaderStopped
    error = UnreadableFile.__new__(kind)
    UnreadableFile.__init__(error, path, str(value.get("chinese", "")), str(value.get("english", "")))
    return error
