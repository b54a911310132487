"""From files to the store: discover, read, build records, write. The order of writing is the store's.

1. a file whose size and time are those of the last look is unchanged; else its hash decides
2. bytes that are known from another place are one more place of that document
3. else the file is read, and its text decides: a known text, a new version (same number and title), a new one
4. decisions are gathered and written together, some hundred passages at a time
5. places that are gone from the folders are given up, with the documents that have no other place
A file that cannot be read is reported, keeps what is there of it, and stops no other.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import get_args

from ingest.changes import Changes
from ingest.discovery import Discovery, Found, discover
from ingest.ledger import Known, Ledger
from ingest.report import IngestReport, Kind, Outcome, Progress
from ingest.source import SourceText
from policytext.errors import PolicyError
from vectorstore.catalogue import Catalogue, Place, Succession
from vectorstore.embedding import Embedder
from vectorstore.records import Record
from vectorstore.store import CATALOGUE_NAME, PolicyStore

Read = Callable[[Path, Path], SourceText]  # (file, folder that it must lie in)
Build = Callable[[SourceText, tuple[str, ...]], Record]

PASSAGES_A_WRITE = 256
# A file may change twice within the clock's tick: so shortly before the look, its time says nothing.
CLOCK_TICK_NS = 2_000_000_000


class NothingToRead(PolicyError):
    """The file has no text."""


class TextTooLong(PolicyError):
    """The text of one file is over the limit: it would be embedded for hours."""


class Pipeline:
    """`read` and `build` make a record of a file, `reading` names their version, `chunking` how it is cut."""

    def __init__(
        self,
        data_dir: Path,
        embedder: Embedder,
        read: Read,
        build: Build,
        *,
        reading: str,
        chunking: str,
        most_characters: int = 2_000_000,
    ) -> None:
        self.data_dir = data_dir
        self.embedder = embedder
        self.chunking = chunking
        self._read = read
        self._build = build
        self._most_characters = most_characters
        self._reading = f"{reading} {chunking}"

    def ingest(
        self,
        paths: Iterable[Path],
        progress: Callable[[Progress], None] = lambda progress: None,
        *,
        dry_run: bool = False,
        names: Mapping[Path, str] | None = None,
    ) -> IngestReport:
        """Bring the store to what lies at `paths`; `names` are shown in the place of file names.

        Raises: PathMissing, StoreLocked, IndexMismatch, EmbeddingUnavailable; trouble with a file is in the
        report.
        """
        began = time.perf_counter()
        discovery = discover(paths, without=self.data_dir)
        shown = {os.path.abspath(path): name for path, name in (names or {}).items()}
        with self._ledger(dry_run) as (ledger, store):
            run = _Run(self, ledger, store, discovery, progress, shown)
            run.look_at_files()
            run.give_up_places()
            run.write()
            return run.report(began, dry_run)

    @contextmanager
    def _ledger(self, dry_run: bool) -> Iterator[tuple[Ledger, PolicyStore | None]]:
        """The ledger, and the store to write into when this is no dry run."""
        if not dry_run:
            with PolicyStore.open(self.data_dir, self.embedder, "write", chunking=self.chunking) as store:
                yield Ledger.of(store.catalogue), store
            return
        path = self.data_dir / CATALOGUE_NAME
        if not path.is_file():
            yield Ledger(), None
            return
        catalogue = Catalogue(path)
        try:
            yield Ledger.of(catalogue), None
        finally:
            catalogue.close()

    def record_of(self, file: Found, name: str) -> tuple[Record, tuple[str, ...]]:
        """Read one file; the record, and what its reader should know. Raises: PolicyError."""
        source = self._read(file.path, file.root)
        if len(source.text) > self._most_characters:
            raise TextTooLong(
                f"{name}：文字过长（{len(source.text):,} 字，上限 {self._most_characters:,} 字）。"
                "请拆分后导入，或调整 POLICY_MAX_DOCUMENT_CHARS。"
            )
        record = self._build(source, (name,))
        if not record.passages:
            raise NothingToRead(f"{name}：文件中没有可读的文字。")
        return record, source.notes

    @property
    def reading(self) -> str:
        return self._reading


class _FileTrouble(Exception):
    """What is wrong with one file: reported, and the next one is looked at."""


@contextmanager
def _trouble_of(name: str) -> Iterator[None]:
    try:
        yield
    except PolicyError as error:
        raise _FileTrouble(str(error)) from error
    except Exception as error:
        # A reader's own mistake must not cost the other files.
        raise _FileTrouble(f"{name}：无法读取（{type(error).__name__}: {error}）。") from error


class _Run:
    """One ingest: looks at each file, decides, and writes from time to time."""

    def __init__(
        self,
        pipeline: Pipeline,
        ledger: Ledger,
        store: PolicyStore | None,
        discovery: Discovery,
        progress: Callable[[Progress], None],
        shown: Mapping[str, str],
    ) -> None:
        self._pipeline = pipeline
        self._ledger = ledger
        self._store = store
        self._discovery = discovery
        self._tell = progress
        self._shown = shown
        self._changes = Changes(ledger)
        self._outcomes: dict[Kind, list[Outcome]] = {kind: [] for kind in get_args(Kind)}
        self._files_done = 0
        self._passages_done = 0

    def look_at_files(self) -> None:
        for refusal in self._discovery.refusals:
            self._note("failed", Outcome(refusal.name, message=refusal.message))
        for file in sorted(self._discovery.files, key=_by_time):
            name = self._shown.get(str(file.path), file.name)
            self._progress("reading", name)
            try:
                self._look_at(file, name)
            except _FileTrouble as trouble:
                self._note("failed", Outcome(name, message=str(trouble)))
            self._files_done += 1
            if self._changes.passages >= PASSAGES_A_WRITE:
                self.write()

    def give_up_places(self) -> None:
        """Of files that are gone from the folders; a document without a place goes, or its former version
        that has a file comes back."""
        there = {file.key for file in self._discovery.files}
        gone = [key for key in self._ledger.places if self._discovery.covers(key) and key not in there]
        for key in gone:
            place = self._ledger.places.get(key)
            if place is not None:  # else its document has gone with another of its places
                self._changes.vacate(key)
                self._release(place.document_id, place.name)

    def write(self) -> None:
        """Make the decisions so far visible, all at once."""
        change = self._changes.take()
        if self._store is None or not (change.is_visible or change.touched):
            return
        self._store.apply(change, self._embedded)
        self._passages_done = self._changes.passages_seen  # texts that are there twice were told once
        self._progress("writing", "")

    def report(self, began: float, dry_run: bool) -> IngestReport:
        report = IngestReport(
            added=tuple(self._outcomes["added"]),
            replaced=tuple(self._outcomes["replaced"]),
            removed=tuple(self._outcomes["removed"]),
            unchanged=tuple(self._outcomes["unchanged"]),
            failed=tuple(self._outcomes["failed"]),
            dry_run=dry_run,
        )
        store = self._store
        if store is None:
            return replace(report, seconds=time.perf_counter() - began)
        if report.changed:
            if store.is_wasteful():
                store.rebuild()
            store.tidy()
        seconds = time.perf_counter() - began
        return replace(report, seconds=seconds, embedding_seconds=store.embeddings.seconds)

    # One file

    def _look_at(self, file: Found, name: str) -> None:
        place, now = self._ledger.places.get(file.key), time.time_ns()
        with _trouble_of(name):
            found = file.path.stat()
        current = self._is_read(place)
        if place is not None and current and _looks_the_same(place, found):
            return self._note("unchanged", self._outcome(place.document_id, name))
        with _trouble_of(name):
            sha256 = _sha256(file.path)
        seen = Place(
            file.key, name, "", found.st_size, found.st_mtime_ns, sha256, self._pipeline.reading, now
        )
        if place is not None and current and place.sha256 == sha256:
            self._changes.touch(seen, place.document_id)
            return self._note("unchanged", self._outcome(place.document_id, name))
        twin = self._ledger.holding(sha256, self._pipeline.reading)
        if twin is not None:
            return self._one_more_place(seen, twin)
        with _trouble_of(name):
            record, notes = self._pipeline.record_of(file, name)
        self._decide(record, seen, place, notes)

    def _is_read(self, place: Place | None) -> bool:
        """Whether reading the file again could show nothing new: the readers are the same, or the text is a
        former version, which stays one."""
        if place is None:
            return False
        if place.document_id in self._ledger.former:
            return True
        return place.document_id in self._ledger.documents and place.reading == self._pipeline.reading

    def _one_more_place(self, seen: Place, twin: Place) -> None:
        before = self._ledger.places.get(seen.path)
        self._changes.place(seen, twin.document_id)
        self._note(
            "unchanged",
            self._outcome(twin.document_id, seen.name, f"与“{twin.name}”内容相同，记为同一文件。"),
        )
        if before is not None:
            self._release(before.document_id, before.name)

    def _decide(self, record: Record, seen: Place, place: Place | None, notes: tuple[str, ...]) -> None:
        """What the text of a file makes of the documents: it is known, read anew, a new version, or new."""
        new = record.document
        before = place.document_id if place is not None and place.document_id != new.id else None
        if before not in self._ledger.documents:
            before = None
        known = new.id in self._ledger.documents
        versions = [key for key in self._ledger.versions_of(new.title, new.number) if key != new.id]
        self._write_first_if_pending([*versions, before, new.id])
        if not known and before is not None and place is not None and place.sha256 == seen.sha256:
            # The same bytes, read by other readers: not a version that anybody has written.
            self._changes.supersede(Succession(before, new.id, keep=False), moving_places=True)
            versions = [key for key in versions if key != before]
        for former in versions:
            self._changes.supersede(Succession(former, new.id))
        self._changes.put(record, Known(new.id, new.title, new.number))
        self._changes.place(seen, new.id)
        kind: Kind = "unchanged" if known else "replaced" if versions or before is not None else "added"
        self._note(kind, self._outcome(new.id, seen.name, notes=notes))
        if before is not None:
            self._release(before, seen.name)

    def _release(self, document_id: str, name: str) -> None:
        """A place of this document is no more: without another one the document goes."""
        # A place whose file is not there either, as after the folder was moved, keeps no document.
        if document_id not in self._ledger.documents or self._has_file(document_id):
            return
        former = next((key for key in self._ledger.formers_of(document_id) if self._has_file(key)), None)
        self._write_first_if_pending([document_id])
        if former is not None:
            self._note("replaced", Outcome(name, former, message="恢复为仍有文件的旧版本。"))
            return self._bring_back(former, document_id)
        self._note("removed", self._outcome(document_id, name))
        self._changes.remove(document_id)

    def _bring_back(self, former: str, document_id: str) -> None:
        if self._store is None:
            return self._ledger.remove(document_id)
        record = self._store.catalogue.former_record(former)
        document = record.document
        self._changes.supersede(Succession(document_id, former, keep=False))
        self._changes.put(record, Known(document.id, document.title, document.number))

    def _has_file(self, document_id: str) -> bool:
        return any(os.path.exists(place.path) for place in self._ledger.places_of(document_id))

    def _write_first_if_pending(self, document_ids: Iterable[str | None]) -> None:
        """What this run has decided on these documents must stand in the catalogue before more is decided."""
        if self._changes.has_put(document_ids):
            self.write()

    # Telling

    def _note(self, kind: Kind, outcome: Outcome) -> None:
        self._outcomes[kind].append(outcome)

    def _outcome(
        self, document_id: str, name: str, message: str = "", notes: tuple[str, ...] = ()
    ) -> Outcome:
        known = self._ledger.documents.get(document_id)
        if known is None:
            return Outcome(name, document_id, message=message or "已有更新的版本。", notes=notes)
        return Outcome(name, document_id, known.title, known.number, message, notes)

    def _embedded(self, made: int) -> None:
        self._passages_done += made
        self._progress("embedding", "")

    def _progress(self, stage: str, name: str) -> None:
        total = self._changes.passages_seen
        files = len(self._discovery.files)
        self._tell(Progress(stage, name, self._files_done, files, self._passages_done, total))


def _by_time(file: Found) -> tuple[int, str]:
    """Older files first, so that of two versions in one folder the later written one is the current one."""
    try:
        return file.path.stat().st_mtime_ns, file.key
    except OSError:
        return 0, file.key


def _looks_the_same(place: Place, found: os.stat_result) -> bool:
    same = (place.size, place.modified_ns) == (found.st_size, found.st_mtime_ns)
    return same and place.seen_ns - place.modified_ns > CLOCK_TICK_NS


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
