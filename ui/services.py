"""What the ways in, page and API, work with: answers, the records behind them, uploads in the background.

It opens what is there and goes on without it: a server with no document shows that there is none. All methods
may be called from many threads.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from assistant.answer import Answer, Claim, Turn
from assistant.events import Event
from policytext.errors import PolicyError
from settings import Settings
from ui.uploads import Job, Uploads
from ui.visibility import allowed, is_hidden, require_role, viewer
from vectorstore.accounts import Accounts
from vectorstore.catalogue import Catalogue, DocumentUnknown, FormerVersion
from vectorstore.connections import Connections
from vectorstore.feedback import Feedback, FeedbackBook
from vectorstore.records import Clause, Document, Duty, Figure, Record

CATALOGUE_NAME = "catalogue.sqlite3"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WARMING_QUESTION = "2018年的目标是多少？"


class NotReady(PolicyError):
    """The server cannot answer yet."""


class Assistant(Protocol):
    """What is asked of `assistant.assistant.Assistant`."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        model: str | None = None,
    ) -> Answer: ...

    def ask_stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        model: str | None = None,
    ) -> Iterator[Event]: ...

    def check(self, text: str, documents: Collection[str] | None = None) -> tuple[Claim, ...]: ...


@dataclass(frozen=True)
class Shelf:
    """All records of one state of the catalogue, in the order in which they came."""

    revision: int = -1
    records: tuple[Record, ...] = ()
    by_id: dict[str, Record] = field(default_factory=dict)


class Services:
    """`open_assistant` makes the assistant at its first use; without a document it raises IndexNotBuilt."""

    def __init__(
        self,
        settings: Settings,
        open_assistant: Callable[[], Assistant],
        uploads: Uploads,
    ) -> None:
        self.settings = settings
        self.uploads = uploads
        self._open_assistant = open_assistant
        self._opening = threading.Lock()
        self._reading = threading.Lock()
        self._assistant: Assistant | None = None
        self._catalogue: Catalogue | None = None
        self._shelf = Shelf()
        self._warming = threading.Lock()
        self._warm = False

    # Answers

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        model: str | None = None,
    ) -> Answer:
        """Raises: IndexNotBuilt, DocumentUnknown, and what the configured model raises."""
        return self.assistant().ask(question, history, self._searched(documents), model)

    def ask_stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        model: str | None = None,
    ) -> Iterator[Event]:
        """Events of one answer, `Done` last. Raises before the first event: as `ask`."""
        return self.assistant().ask_stream(question, history, self._searched(documents), model)

    def check(self, text: str, documents: Collection[str] | None = None) -> tuple[Claim, ...]:
        return self.assistant().check(text, self._searched(documents))

    def assistant(self) -> Assistant:
        """Raises: IndexNotBuilt, IndexMismatch, EmbeddingUnavailable."""
        with self._opening:
            if self._assistant is None:
                self._assistant = self._open_assistant()
            return self._assistant

    def warm_up(self) -> None:
        """Load model and indexes, so that the first question does not wait for them.

        Raises: NotReady while another thread is at it, and what `assistant` raises.
        """
        if self._warm:
            return
        if not self._warming.acquire(blocking=False):
            raise NotReady("正在载入模型和索引，请稍候。The model and the indexes are being loaded.")
        try:
            self.assistant().ask(WARMING_QUESTION)
            self._warm = True
        finally:
            self._warming.release()

    # Records

    def revision(self) -> int:
        """Higher after every change of the catalogue; 0 while there is none."""
        catalogue = self._open_catalogue()
        return catalogue.revision() if catalogue else 0

    def records(self) -> tuple[Record, ...]:
        """All records that the one who asks may see, in the order in which they came."""
        records = self._newest().records
        if viewer() is None:
            return records
        return tuple(record for record in records if not is_hidden(record.document.id))

    def record(self, document_id: str) -> Record | None:
        return None if is_hidden(document_id) else self._newest().by_id.get(document_id)

    def former_versions(self) -> list[FormerVersion]:
        """Versions whose place a newer text has taken; `former_record` reads one."""
        catalogue = self._open_catalogue()
        found = catalogue.former_versions() if catalogue else []
        return [version for version in found if not is_hidden(version.replaced_by)]

    def former_record(self, document_id: str) -> Record | None:
        catalogue = self._open_catalogue()
        if catalogue is None or all(v.id != document_id for v in self.former_versions()):
            return None
        with contextlib.suppress(DocumentUnknown):
            return catalogue.former_record(document_id)
        return None

    def file_of(self, document_id: str) -> Path | None:
        """The file in which the document was found and which is still there; None when it may not be seen."""
        catalogue = self._open_catalogue()
        if catalogue is None or self.record(document_id) is None:
            return None
        paths = (Path(os.fsdecode(place.path)) for place in catalogue.places(document_id))
        return next((path for path in paths if path.is_file()), None)

    def documents(self) -> list[Document]:
        return [record.document for record in self.records()]

    def clauses(self) -> list[Clause]:
        return [clause for record in self.records() for clause in record.clauses]

    def duties(self) -> list[Duty]:
        return [duty for record in self.records() for duty in record.duties]

    def figures(self) -> list[Figure]:
        return [figure for record in self.records() for figure in record.figures]

    # Changes

    def upload(self, name: str, content: Path) -> Job:
        """Take the file at `content` under `name`; it is read in the background. Raises: NotAllowed."""
        require_role("editor")
        job = self.uploads.add(name, content)
        self._write_down("upload", job.name)
        return job

    def job(self, job_id: str) -> Job:
        """Raises: JobUnknown."""
        return self.uploads.job(job_id)

    @property
    def upload_kinds(self) -> tuple[str, ...]:
        """The endings that the readers know, without the dot."""
        from ingest.readers import SUFFIXES

        return tuple(suffix.lstrip(".") for suffix in SUFFIXES)

    def remove(self, document_id: str) -> None:
        """Forget a document. Raises: NotAllowed, DocumentUnknown, StoreLocked."""
        require_role("editor")
        self._require([document_id])
        self.uploads.remove(document_id)
        self._write_down("remove", document_id)

    def _write_down(self, action: str, subject: str) -> None:
        """One line more in the audit log, once there is a catalogue to hold it."""
        path = self.settings.data_dir / CATALOGUE_NAME
        if path.is_file():
            who = viewer()
            with contextlib.closing(Connections(path, writable=True)) as connections:
                Accounts(connections).write_down(who.person.name if who else "", action, subject)

    def add_feedback(self, feedback: Feedback) -> None:
        """Write down what a reader says of an answer."""
        connections = Connections(self.settings.data_dir / CATALOGUE_NAME, writable=True)
        with contextlib.closing(connections):
            FeedbackBook(connections).add(feedback)

    def close(self) -> None:
        self.uploads.close()
        with contextlib.ExitStack() as stack:
            if self._catalogue is not None:
                stack.callback(self._catalogue.close)
            close = getattr(self._assistant, "close", None)
            if close is not None:
                stack.callback(close)

    def _newest(self) -> Shelf:
        """The records, read once for each state of the catalogue."""
        catalogue = self._open_catalogue()
        if catalogue is None:
            return Shelf()
        with self._reading:
            revision = catalogue.revision()
            if revision != self._shelf.revision:
                records = tuple(catalogue.records())
                self._shelf = Shelf(revision, records, {r.document.id: r for r in records})
            return self._shelf

    def _searched(self, documents: Collection[str] | None) -> Collection[str] | None:
        """The documents that are searched: the wanted ones, and none that the one who asks may not see."""
        self._require(documents)
        return allowed(documents, self._newest().by_id)

    def _require(self, documents: Collection[str] | None) -> None:
        # A filter that names nothing must not become a search through everything.
        for document_id in documents or ():
            if self.record(document_id) is None:
                raise DocumentUnknown(f"没有编号为“{document_id[:80]}”的文件。No such document.")

    def _open_catalogue(self) -> Catalogue | None:
        with self._opening:
            path = self.settings.data_dir / CATALOGUE_NAME
            if self._catalogue is None and path.is_file():
                self._catalogue = Catalogue(path)
            return self._catalogue
