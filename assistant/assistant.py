"""The assistant: answers and checks from the newest state of the catalogue, whoever writes to it.

It holds the snapshot that answers are made from and replaces it when the catalogue has changed. What is said
with a language model is `generating`'s part, what is said without one is `answering`'s.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Claim, Turn
from assistant.answering import Composer
from assistant.checking import Checker
from assistant.events import Done, Event
from assistant.generating import Generator
from assistant.library import Library
from assistant.retrieval import Retriever
from vectorstore.store import PolicyStore


@dataclass(frozen=True)
class Snapshot:
    """Everything made from one revision of the catalogue."""

    revision: int
    library: Library
    retriever: Retriever
    composer: Composer
    checker: Checker


class Assistant:
    """Thread-safe: many may ask at once. `generator` is None when no language model is configured."""

    def __init__(
        self,
        store: PolicyStore,
        generator: Callable[[Snapshot], Generator] | None = None,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.close = close
        self._store = store
        self._make_generator = generator
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        model: str | None = None,
    ) -> Answer:
        """The answer, composed or generated. Raises: IndexNotBuilt: nothing was ingested yet."""
        *_, last = self.ask_stream(question, history, documents, model)
        assert isinstance(last, Done)
        return last.answer

    def ask_stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        model: str | None = None,
    ) -> Iterator[Event]:
        """Events of one answer; the last is always `Done`."""
        snapshot = self.snapshot()
        composed = snapshot.composer.ask(question, history, documents)
        if self._make_generator is None or composed.status == "not_found":
            yield Done(composed)
            return
        yield from self._make_generator(snapshot).stream(question, history, composed, model, documents)

    def check(self, text: str, documents: Collection[str] | None = None) -> tuple[Claim, ...]:
        """A verdict for every claim of `text`, in order."""
        return self.snapshot().checker.check(text, documents)

    def snapshot(self) -> Snapshot:
        """The snapshot of the catalogue's present revision."""
        revision = self._store.catalogue.revision()
        current = self._snapshot
        if current is not None and current.revision == revision:
            return current
        with self._lock:
            if self._snapshot is None or self._snapshot.revision != revision:
                self._snapshot = self._read(revision)
            return self._snapshot

    def _read(self, revision: int) -> Snapshot:
        catalogue = self._store.catalogue
        # A record says what its own text says; whether it is in force depends on the others and on the day.
        validity = {document.id: document.validity for document in catalogue.documents()}
        library = Library(
            replace(
                record,
                document=replace(
                    record.document, validity=validity.get(record.document.id, record.document.validity)
                ),
            )
            for record in catalogue.records()
        )
        checker = Checker(library)
        retriever = Retriever(self._store, library)
        return Snapshot(revision, library, retriever, Composer(library, retriever, checker), checker)
