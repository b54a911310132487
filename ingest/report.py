"""What an ingest did, or would do: one outcome a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["added", "replaced", "removed", "unchanged", "failed"]


@dataclass(frozen=True)
class Outcome:
    """A file, or a document that went. `notes` are for the reader of the document, `message` says what was
    wrong or done."""

    name: str
    document_id: str | None = None
    title: str = ""
    number: str | None = None
    message: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class IngestReport:
    """Files by what became of them; `removed` are documents that have no file any more."""

    added: tuple[Outcome, ...] = ()
    replaced: tuple[Outcome, ...] = ()
    removed: tuple[Outcome, ...] = ()
    unchanged: tuple[Outcome, ...] = ()
    failed: tuple[Outcome, ...] = ()
    dry_run: bool = False
    seconds: float = 0.0
    embedding_seconds: float = 0.0

    @property
    def changed(self) -> bool:
        return bool(self.added or self.replaced or self.removed)

    @property
    def files(self) -> int:
        return len(self.added) + len(self.replaced) + len(self.unchanged) + len(self.failed)


@dataclass(frozen=True)
class Progress:
    """How far an ingest is. `stage` is reading, embedding or writing; passages count over the whole run, and
    their total grows as files are read."""

    stage: str
    name: str
    files_done: int
    files: int
    passages_done: int = 0
    passages: int = 0
