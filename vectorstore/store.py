"""The catalogue, the vectors and the words under one roof, for many readers or one writer.

A write takes these steps, and a kill between any two leaves the old state or the new one:
1. embed what is new; vectors are kept in the catalogue as they are made
2. write into the journal which index entries are going to differ
3. put the new entries into vectors and words; searches join on the catalogue, so nobody sees them yet
4. change the catalogue, in one transaction: this is the moment at which the new state begins
5. drop the entries that are no more, and finish the journal's row
Opening for writing mends what an unfinished row names, from the catalogue.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

import numpy as np

from policytext.errors import PolicyError
from vectorstore.catalogue import Catalogue, Change, raise_revision
from vectorstore.embedding import Embedder
from vectorstore.embedding_text import embedded_key, embedded_text
from vectorstore.embeddings import EmbeddingCache
from vectorstore.exact import ExactSearch, Rows
from vectorstore.index_folder import Fingerprints, IndexFolder, IndexMismatch, check, current_folder, switch
from vectorstore.journal import Journal
from vectorstore.lock import writer_lock
from vectorstore.records import Passage, Record
from vectorstore.vectors import Vectors
from vectorstore.words import Wording, Words

Mode = Literal["read", "write"]
Progress = Callable[[int], None]

CATALOGUE_NAME = "catalogue.sqlite3"
PASSAGES_A_COMMIT = 2000
# Chroma's files never shrink: after this many dropped entries, and more than there are living ones, a new
# index is made from the vectors that are kept in the catalogue.
GARBAGE_BEFORE_REBUILD = 5000


class IndexNotBuilt(PolicyError):
    """Nothing was ingested yet."""


class PolicyStore:
    """Use `open`. `words` and `vectors` always show the newest committed state."""

    def __init__(
        self,
        data_dir: Path,
        catalogue: Catalogue,
        embedder: Embedder,
        fingerprints: Fingerprints,
        mode: Mode,
    ) -> None:
        self.data_dir = data_dir
        self.mode = mode
        self.catalogue = catalogue
        self.embedder = embedder
        self.embeddings = EmbeddingCache(catalogue.connections, embedder)
        self.journal = Journal(catalogue.connections)
        self.fingerprints = fingerprints
        self._guard = threading.RLock()
        self._folder: IndexFolder | None = None
        self._words: Words | None = None
        self._vectors: Vectors | None = None

    @classmethod
    @contextlib.contextmanager
    def open(
        cls,
        data_dir: Path,
        embedder: Embedder,
        mode: Mode = "read",
        *,
        chunking: str | None = None,
        must_match: bool = True,
    ) -> Iterator[PolicyStore]:
        """Open what lies in `data_dir`. `chunking` names the way in which documents are cut into passages;
        None takes the index's own. Without `must_match` an index that does not fit is opened for a rebuild.

        Raises: IndexNotBuilt: reading, and there is no document. IndexMismatch: the index was made with
        another model or chunking. StoreLocked: writing, and another process writes.
        """
        with contextlib.ExitStack() as stack:
            path = data_dir / CATALOGUE_NAME
            if mode == "write":
                stack.enter_context(writer_lock(data_dir))
            elif not path.is_file():
                raise not_built(data_dir)
            catalogue = Catalogue(path, writable=mode == "write")
            stack.callback(catalogue.close)
            cut = chunking if chunking is not None else catalogue.fact("chunking") or ""
            store = cls(data_dir, catalogue, embedder, Fingerprints(embedder.fingerprint, cut), mode)
            stack.callback(store.close)
            if mode == "write":
                store._prepare_writing(must_match)
            else:
                store._prepare_reading(must_match)
            yield store

    def close(self) -> None:
        with self._guard:
            if self._vectors is not None:
                self._vectors.close()
            self._words = self._vectors = None

    # Reading

    def revision(self) -> int:
        """Higher after every change of what can be found."""
        return self.catalogue.revision()

    @property
    def words(self) -> Words:
        """Opened at the first use."""
        with self._guard:
            folder = self._current()
            if self._words is None:
                self._words = Words(folder.words, self.catalogue)
            return self._words

    @property
    def vectors(self) -> Vectors:
        """Opened at the first use, which imports Chroma."""
        with self._guard:
            folder = self._current()
            if self._vectors is None:
                self._vectors = self._new_vectors(folder)
            return self._vectors

    # Writing

    def write(self, records: Iterable[Record], progress: Progress = lambda done: None) -> None:
        """Add `records`, or put them in the place of those with the same ids."""
        self.apply(Change(put=tuple(records)), progress)

    def remove(self, document_ids: Iterable[str]) -> None:
        """Forget documents, with their places and former versions."""
        self.apply(Change(remove=tuple(document_ids)))

    def apply(self, change: Change, progress: Progress = lambda done: None) -> None:
        """Make `change` visible as a whole. `progress` is told of the passages as they are embedded."""
        self.embeddings.embed({k: text for r in change.put for k, text in _texts(r).items()}, progress)
        before = self._indexed([*(r.document.id for r in change.put), *change.gone])
        after = {p.id: (p, r.document.title) for r in change.put for p in r.passages}
        changed = [key for key, entry in after.items() if before.get(key) != entry]
        dropped = [key for key in before if key not in after]
        if not changed and not dropped:
            with self.catalogue.connections.transaction() as connection:
                self.catalogue.apply(change, connection)
            return
        entry = self.journal.begin(_summary(change), [*changed, *dropped])
        self._index(after[key] for key in changed)
        with self.catalogue.connections.transaction() as connection:
            self.catalogue.apply(change, connection)
            connection.execute(
                "UPDATE facts SET value = CAST(value AS INTEGER) + ? WHERE name = 'garbage'",
                (len(dropped) + sum(key in before for key in changed),),
            )
        self._unindex(dropped)
        self.journal.finish(entry)

    def rebuild(
        self, recut: Callable[[Record], Record] | None = None, progress: Progress = lambda done: None
    ) -> int:
        """Make both indexes anew from the catalogue, in a new folder that takes over at the end; how many
        passages they hold. `recut` cuts a record into other passages."""
        recut = recut or (lambda record: record)
        folder = current_folder(self.catalogue, self.data_dir).following
        folder.create(self.fingerprints)
        words = Words(folder.words, self.catalogue)
        vectors = self._new_vectors(folder)
        try:
            for record in self._recut(recut):
                self.embeddings.embed(_texts(record), progress)
            titled = ((p, r.document.title) for r in self._recut(recut) for p in r.passages)
            total = self._index(titled, words, vectors)
        finally:
            vectors.close()
        entry = self.journal.begin("rebuild", [])
        with self.catalogue.connections.transaction() as connection:
            for document_id in self.catalogue.document_ids():
                record = self.catalogue.record_as_read(document_id)
                new = recut(record)
                known = self.catalogue.passage_keys([document_id])
                if new != record or known != {p.id: embedded_key(p) for p in new.passages}:
                    self.catalogue.apply(Change(put=(new,)), connection)
            raise_revision(connection)
            switch(connection, folder, self.fingerprints)
            # Whatever earlier writes had left undone, the new index has right.
            connection.execute(
                "UPDATE journal SET passages = NULL, finished_at = at WHERE finished_at IS NULL"
            )
        self.journal.finish(entry)
        self.close()
        self.tidy()
        return total

    def tidy(self) -> None:
        """Give room back: vectors that no passage has, folders of former indexes, free pages of the file."""
        self.embeddings.forget_unused()
        current_folder(self.catalogue, self.data_dir).drop_others()
        connection = self.catalogue.connections.here
        connection.execute("PRAGMA incremental_vacuum").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def is_wasteful(self) -> bool:
        """Whether the index has dropped so much that a rebuild is worth its time."""
        garbage = int(self.catalogue.fact("garbage") or 0)
        if garbage < GARBAGE_BEFORE_REBUILD:
            return False
        return garbage > 2 * len(self.catalogue.passage_keys())

    def mend(self, passage_ids: Collection[str]) -> None:
        """Let the index entries of these passages be what the catalogue says: there, or gone."""
        standing = self.catalogue.passages_by_id(passage_ids)
        self.embeddings.embed({embedded_key(p): embedded_text(p) for p in standing})
        titles = {d.id: d.title for d in self.catalogue.documents()} if standing else {}
        self._index((passage, titles[passage.document_id]) for passage in standing)
        known = {passage.id for passage in standing}
        self._unindex([key for key in passage_ids if key not in known])

    # Parts of the steps

    def _indexed(self, document_ids: Iterable[str]) -> dict[str, tuple[Passage, str]]:
        """What the indexes were made of for these documents: passages by id, with their document's title."""
        titles = {key: title for key, title, _ in self.catalogue.identities()}
        standing = [key for key in dict.fromkeys(document_ids) if key in titles]
        return {p.id: (p, titles[key]) for key in standing for p in self.catalogue.passages(key)}

    def _recut(self, recut: Callable[[Record], Record]) -> Iterator[Record]:
        for document_id in self.catalogue.document_ids():
            yield recut(self.catalogue.record_as_read(document_id))

    def _prepare_reading(self, must_match: bool) -> None:
        if not self.catalogue.document_ids():
            raise not_built(self.data_dir)
        if must_match:
            check(self.catalogue, current_folder(self.catalogue, self.data_dir), self.fingerprints)

    def _prepare_writing(self, must_match: bool) -> None:
        folder = current_folder(self.catalogue, self.data_dir)
        if not self.catalogue.document_ids() and not self.journal.unfinished():
            self._start_afresh(folder)
        elif must_match:
            check(self.catalogue, folder, self.fingerprints)
            self._recover()

    def _start_afresh(self, folder: IndexFolder) -> None:
        """An empty catalogue takes any model: a new, empty index is made unless the one there fits."""
        with contextlib.suppress(IndexMismatch):
            return check(self.catalogue, folder, self.fingerprints)
        folder.following.create(self.fingerprints)
        with self.catalogue.connections.transaction() as connection:
            switch(connection, folder.following, self.fingerprints)
        folder.following.drop_others()

    def _recover(self) -> None:
        for entry, passage_ids in self.journal.unfinished():
            self.mend(passage_ids)
            self.journal.finish(entry)

    def _current(self) -> IndexFolder:
        """After a rebuild another folder holds the indexes."""
        folder = current_folder(self.catalogue, self.data_dir)
        if folder != self._folder:
            self.close()
            self._folder = folder
        return folder

    def _new_vectors(self, folder: IndexFolder) -> Vectors:
        exact = ExactSearch(self._vectors_of)
        alone = self.mode == "write"
        return Vectors(folder.vectors, self.fingerprints.vectors, self.catalogue, exact, alone=alone)

    def _vectors_of(self, document_id: str) -> Rows:
        keys = self.catalogue.passage_keys([document_id])
        vectors = self.embeddings.vectors(set(keys.values()))
        ids = tuple(passage_id for passage_id, key in keys.items() if key in vectors)
        if not ids:
            return (), np.empty((0, self.embedder.dim), dtype=np.float32)
        return ids, np.stack([vectors[keys[passage_id]] for passage_id in ids])

    def _index(
        self,
        titled: Iterable[tuple[Passage, str]],
        words: Words | None = None,
        vectors: Vectors | None = None,
    ) -> int:
        """Write passages, each with its document's title, into both indexes; how many they were."""
        remaining = iter(titled)
        total = 0
        while part := list(islice(remaining, PASSAGES_A_COMMIT)):
            keys = [embedded_key(passage) for passage, _ in part]
            made = self.embeddings.vectors(set(keys))
            rows = np.stack([made[key] for key in keys])
            (vectors or self.vectors).write([passage.id for passage, _ in part], rows)
            (words or self.words).write(
                Wording(p.id, p.document_id, p.text, p.context, title) for p, title in part
            )
            total += len(part)
        return total

    def _unindex(self, passage_ids: Collection[str]) -> None:
        if passage_ids:
            self.vectors.remove(list(passage_ids))
            self.words.write((), without=passage_ids)


def _texts(record: Record) -> dict[bytes, str]:
    return {embedded_key(p): embedded_text(p) for p in record.passages}


def not_built(data_dir: Path) -> IndexNotBuilt:
    """The error for an empty `data_dir`, with the command that fills it."""
    return IndexNotBuilt(f"{data_dir} 中还没有文件。请先运行：policy-assistant ingest 文件夹")


def _summary(change: Change) -> str:
    put = [record.document.number or record.document.title for record in change.put]
    return f"put {', '.join(put)[:200]}; gone {len(change.gone)}"
