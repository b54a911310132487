"""A library made straight from folders of documents, without a store: what the benchmarks work on."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.library import Library
from ingest.readers import html, text
from ingest.readers.limits import Limits
from ingest.record import build_record
from vectorstore.records import Record

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "corpus", ROOT.parent / "shared" / "corpus")
_READERS = {".txt": text.read, ".md": text.read_markdown, ".html": html.read, ".htm": html.read}


def library_of(folders: Iterable[Path] = FOLDERS) -> Library:
    """Every readable document of the folders, each text once, in the order of the file names."""
    records: dict[str, Record] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            reader = _READERS.get(path.suffix.lower())
            if reader is not None:
                record = build_record(reader(path, Limits()), (str(path.name),))
                records.setdefault(record.document.id, record)
    return Library(records.values())
