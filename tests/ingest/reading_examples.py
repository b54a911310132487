"""Documents that the tests of reading share."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from ingest.readers import read_source
from ingest.record import build_record
from ingest.source import SourceText
from vectorstore.records import Clause, Record

ROOT = Path(__file__).parents[2]
NOTICE = next((ROOT / "corpus").glob("*.txt"))


def extra_corpus() -> list[Path]:
    """Pages of the State Council, where they are at hand."""
    folder = os.environ.get("POLICY_EXTRA_CORPUS") or ROOT.parent / "shared" / "corpus"
    return sorted(Path(folder).glob("*.html"))


@lru_cache
def record_of(path: Path) -> Record:
    return build_record(read_source(path), (path.name,))


def read(text: str, **kinds: object) -> Record:
    return build_record(SourceText(text=text, page_breaks_inside=True, **kinds), ("测试.txt",))  # type: ignore[arg-type]


def outline(record: Record) -> list[str]:
    """One line a clause: its depth as spaces, marker and heading."""
    return ["  " * c.level + (c.marker + c.heading or "-") for c in record.clauses]


def clause(record: Record, heading: str) -> Clause:
    return next(c for c in record.clauses if c.heading.startswith(heading))


def own(record: Record, found: Clause) -> str:
    return record.document.text[found.start : found.body_end]
