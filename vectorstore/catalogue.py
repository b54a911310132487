"""The catalogue: what was read out of every document, in one SQLite file. It is the source of truth; the
vectors and the words are indexes of it.

Every committed change of what can be read raises `revision()`. Searching is `words.py`'s and `vectors.py`'s
part, the order of writing over all three is `store.py`'s.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from policytext.errors import PolicyError
from policytext.folding import fold
from vectorstore import rows
from vectorstore.connections import Connections
from vectorstore.record_json import record_from_json, record_to_json
from vectorstore.records import Clause, Document, Duty, Figure, Passage, Record
from vectorstore.validity import Statement, Verdicts

FORMER = "id, replaced_by, replaced_at, title, number"
PLACE = "path, name, document_id, size, modified_ns, sha256, reading, seen_ns"
IDS_A_QUERY = 500  # SQLite takes a limited number of parameters


class DocumentUnknown(PolicyError):
    """No document has the id that was asked for."""


@dataclass(frozen=True)
class Place:
    """A file under which a document was found. `path` tells places apart, `name` is what people are shown.
    `reading` names the version of the readers, `seen_ns` the time at which the file was last compared."""

    path: str
    name: str
    document_id: str
    size: int = 0
    modified_ns: int = 0
    sha256: str = ""
    reading: str = ""
    seen_ns: int = 0


@dataclass(frozen=True)
class FormerVersion:
    """A document whose place a newer text with the same number and title has taken."""

    id: str
    replaced_by: str
    replaced_at: str  # ISO time, UTC
    title: str
    number: str | None


@dataclass(frozen=True)
class Succession:
    """`former` goes, `successor` comes; with `keep` the former one can still be shown."""

    former: str
    successor: str
    keep: bool = True


@dataclass(frozen=True)
class Change:
    """What one transaction does, in this order. Ids are those of documents, `vacate` are paths."""

    supersede: tuple[Succession, ...] = ()
    remove: tuple[str, ...] = ()
    vacate: tuple[str, ...] = ()  # places that are no more
    places: tuple[Place, ...] = ()
    touched: tuple[Place, ...] = ()  # places of which only the file's time or the reading has changed
    put: tuple[Record, ...] = ()  # in the place of what had the same ids

    @property
    def gone(self) -> tuple[str, ...]:
        """Documents that cannot be asked for afterwards."""
        return (*(succession.former for succession in self.supersede), *self.remove)

    @property
    def is_visible(self) -> bool:
        """Whether a reader would see any difference."""
        return bool(self.put or self.gone or self.vacate or self.places)


class Catalogue:
    """All reading methods see the last committed state; lists are in the order in which documents came."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        if writable:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._connections = Connections(path, writable=writable)

    @property
    def connections(self) -> Connections:
        """For the other tables of this file: the embeddings and the journal."""
        return self._connections

    def close(self) -> None:
        self._connections.close()

    # Reading

    def revision(self) -> int:
        """A number that is higher after every change; cheap enough to ask before each answer."""
        return int(self.fact("revision") or 0)

    def fact(self, name: str) -> str | None:
        found = self._connections.here.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def document_ids(self) -> list[str]:
        return [key for (key,) in self._connections.here.execute("SELECT id FROM documents ORDER BY rowid")]

    def identities(self) -> list[tuple[str, str, str | None]]:
        """(id, title, number) of all documents."""
        found = self._select("id, title, number", "documents", "1", (), "rowid")
        return [(row["id"], row["title"], row["number"]) for row in found]

    def documents(self) -> list[Document]:
        """All documents, with their validity as of today by what all of them say."""
        with self._connections.snapshot() as connection:
            return _documents(connection, None)

    def document(self, document_id: str) -> Document:
        """Raises: DocumentUnknown."""
        return self._document(document_id)

    def _document(self, document_id: str, as_read: bool = False) -> Document:
        with self._connections.snapshot() as connection:
            found = _documents(connection, [document_id], as_read)
        if not found:
            raise DocumentUnknown(f"没有编号为“{document_id}”的文件。可用 policy-assistant documents 查看。")
        return found[0]

    def record(self, document_id: str) -> Record:
        """The document with everything that was read out of it. Raises: DocumentUnknown."""
        return self._record(document_id)

    def record_as_read(self, document_id: str) -> Record:
        """The record without what others and the calendar say of its validity: to be written again."""
        return self._record(document_id, as_read=True)

    def _record(self, document_id: str, as_read: bool = False) -> Record:
        with self._connections.snapshot():
            return Record(
                document=self._document(document_id, as_read),
                clauses=tuple(self.clauses(document_id)),
                duties=tuple(self.duties(document_id)),
                figures=tuple(self.figures(document_id)),
                passages=tuple(self.passages(document_id)),
            )

    def records(self) -> Iterator[Record]:
        """All records, read one at a time. A document that goes while this runs is left out."""
        for document_id in self.document_ids():
            try:
                yield self.record(document_id)
            except DocumentUnknown:
                continue

    def clauses(self, document_id: str) -> list[Clause]:
        found = self._select(rows.CLAUSE, "clauses", "document_id = ?", (document_id,), "ordinal")
        return [rows.clause_of(row) for row in found]

    def duties(self, document_id: str | None = None, department: str | None = None) -> list[Duty]:
        """Duties of one document or of all; with `department`, those that print exactly this name."""
        where, values = _conditions(document_id=document_id)
        if department is not None:
            answering = "SELECT document_id, duty FROM duty_departments WHERE name = ?"
            where += f" AND (document_id, position) IN ({answering})"
            values = (*values, department)
        with self._connections.snapshot():
            found = self._select(rows.DUTY, "duties", where, values, "document_id, position")
            named = self._select(
                rows.DUTY_DEPARTMENT,
                "duty_departments",
                *_conditions(document_id=document_id),
                "document_id, duty, position",
            )
        departments = rows.grouped(named, "document_id", "duty")
        return [rows.duty_of(d, departments.get((d["document_id"], d["position"]), [])) for d in found]

    def figures(
        self, document_id: str | None = None, year: int | None = None, text: str | None = None
    ) -> list[Figure]:
        """Figures of one document or of all; with `text`, those whose measure or sentence holds it."""
        where, values = _conditions(document_id=document_id, year=year)
        with self._connections.snapshot() as connection:
            found = self._select(rows.FIGURE, "figures", where, values, "document_id, position")
            figures = [rows.figure_of(row) for row in found]
            if text is None:
                return figures
            ids = {figure.document_id for figure in figures}
            texts = {d.id: d.text for d in _documents(connection, ids)}
        wanted = fold(text)
        return [f for f in figures if wanted in _searched(f, texts[f.document_id])]

    def passages(self, document_id: str | None = None) -> list[Passage]:
        where, values = _conditions(document_id=document_id)
        found = self._select(rows.PASSAGE, "passages", where, values, 'document_id, "start"')
        return [rows.passage_of(row) for row in found]

    def passages_by_id(self, ids: Iterable[str]) -> list[Passage]:
        """In the order of `ids`; an id that is no more is left out."""
        wanted = list(ids)
        found: dict[str, Passage] = {}
        for row in self._among(rows.PASSAGE, "passages", "id", wanted):
            found[row["id"]] = rows.passage_of(row)
        return [found[key] for key in wanted if key in found]

    def existing_passages(self, ids: Collection[str]) -> set[str]:
        """Those of `ids` that stand in the catalogue: an index may know more than is there."""
        return {row["id"] for row in self._among("id", "passages", "id", ids)}

    def passage_count(self, document_ids: Collection[str]) -> int:
        """How many passages these documents have together."""
        counted = self._among("id", "passages", "document_id", document_ids)
        return sum(1 for _ in counted)

    def passage_keys(self, document_ids: Collection[str] | None = None) -> dict[str, bytes]:
        """Passage id → key of its vector, for some documents or for all."""
        if document_ids is None:
            found: Iterable[sqlite3.Row] = self._select("id, embedded", "passages", "1", (), "rowid")
        else:
            found = self._among("id, embedded", "passages", "document_id", document_ids)
        return {row["id"]: row["embedded"] for row in found}

    def places(self, document_id: str | None = None) -> list[Place]:
        found = self._select(PLACE, "places", *_conditions(document_id=document_id), "path")
        return [Place(*row) for row in found]

    def former_versions(self, document_id: str | None = None) -> list[FormerVersion]:
        """Versions that `document_id` has replaced, or all; the newest first."""
        where, values = _conditions(replaced_by=document_id)
        found = self._select(FORMER, "former_versions", where, values, "replaced_at DESC, rowid DESC")
        return [FormerVersion(*row) for row in found]

    def former_record(self, document_id: str) -> Record:
        """Raises: DocumentUnknown."""
        found = self._connections.here.execute(
            "SELECT record FROM former_versions WHERE id = ?", (document_id,)
        ).fetchone()
        if found is None:
            raise DocumentUnknown(f"没有编号为“{document_id}”的旧版本。")
        return record_from_json(json.loads(zlib.decompress(found[0])))

    def resolve(self, name: str) -> list[str]:
        """Ids of the documents that `name` means: an id or its beginning, a number, a title, a file name."""
        wanted = fold(name)
        if not wanted:
            return []
        documents = self.documents()
        ways = (
            [d.id for d in documents if d.id == name.strip()],
            [d.id for d in documents if wanted in (fold(d.number or ""), fold(d.title))],
            [
                d.id
                for d in documents
                if wanted in {fold(part) for s in d.sources for part in (s, Path(s).name)}
            ],
            [d.id for d in documents if len(wanted) >= 4 and d.id.startswith(name.strip())],
        )
        return next((ids for ids in ways if ids), [])

    # Writing

    def apply(self, change: Change, connection: sqlite3.Connection) -> None:
        """Write `change` within the caller's transaction, and raise the revision."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        for succession in change.supersede:
            self._supersede(connection, succession, at)
        _forget(connection, change.remove)
        connection.executemany("DELETE FROM places WHERE path = ?", ((path,) for path in change.vacate))
        for place in (*change.places, *change.touched):
            _write_place(connection, place)
        for record in change.put:
            _put(connection, record)
        if change.is_visible:
            raise_revision(connection)

    def put(self, record: Record) -> None:
        """Write one record alone, without the indexes: for tests and repairs of the catalogue."""
        with self._connections.transaction() as connection:
            self.apply(Change(put=(record,)), connection)

    def remove(self, document_id: str) -> None:
        """Forget one document alone, without the indexes."""
        with self._connections.transaction() as connection:
            self.apply(Change(remove=(document_id,)), connection)

    def _supersede(self, connection: sqlite3.Connection, succession: Succession, at: str) -> None:
        former, successor = succession.former, succession.successor
        # What the former one had replaced is a former version of the newest now.
        connection.execute(
            "UPDATE former_versions SET replaced_by = ? WHERE replaced_by = ?", (successor, former)
        )
        if succession.keep:
            record = self.record_as_read(former)
            packed = zlib.compress(json.dumps(record_to_json(record), ensure_ascii=False).encode())
            connection.execute(
                f"INSERT OR REPLACE INTO former_versions ({FORMER}, record) VALUES (?, ?, ?, ?, ?, ?)",
                (former, successor, at, record.document.title, record.document.number, packed),
            )
        # Its places stay: a file that still holds the former text need not be read again each time.
        connection.execute("DELETE FROM documents WHERE id = ?", (former,))

    def _select(
        self, columns: str, table: str, where: str, values: tuple[object, ...], order: str
    ) -> list[sqlite3.Row]:
        query = f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {order}"
        return self._connections.here.execute(query, values).fetchall()

    def _among(self, columns: str, table: str, column: str, wanted: Collection[str]) -> Iterator[sqlite3.Row]:
        return among(self._connections.here, columns, table, column, wanted)


def among(
    connection: sqlite3.Connection, columns: str, table: str, column: str, wanted: Collection[object]
) -> Iterator[sqlite3.Row]:
    """Rows whose `column` is one of `wanted`, asked for in parts that SQLite takes."""
    values = list(dict.fromkeys(wanted))
    for at in range(0, len(values), IDS_A_QUERY):
        part = values[at : at + IDS_A_QUERY]
        marks = ", ".join("?" * len(part))
        yield from connection.execute(f"SELECT {columns} FROM {table} WHERE {column} IN ({marks})", part)


def raise_revision(connection: sqlite3.Connection) -> None:
    """Tell readers that something has changed; within the caller's transaction."""
    connection.execute("UPDATE facts SET value = CAST(value AS INTEGER) + 1 WHERE name = 'revision'")


def set_fact(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Within the caller's transaction."""
    connection.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (name, value))


def _conditions(**wanted: object) -> tuple[str, tuple[object, ...]]:
    """A WHERE clause and its values for the columns that are asked for; None asks for nothing."""
    given = {column: value for column, value in wanted.items() if value is not None}
    return " AND ".join(["1", *(f"{column} = ?" for column in given)]), tuple(given.values())


def _documents(
    connection: sqlite3.Connection, wanted: Collection[str] | None, as_read: bool = False
) -> list[Document]:
    if wanted is not None and not wanted:
        return []
    columns = f"rowid AS place, {rows.DOCUMENT}"
    if wanted is None:
        found = connection.execute(f"SELECT {columns} FROM documents").fetchall()
    else:
        found = list(among(connection, columns, "documents", "id", wanted))
    ids = [row["id"] for row in found]

    def parts(columns: str, table: str, order: str) -> dict[str, list[sqlite3.Row]]:
        selected = among(connection, columns, table, "document_id", ids)
        ordered = sorted(selected, key=lambda row: tuple(row[name] for name in order.split()))
        return dict(rows.grouped(ordered, "document_id"))

    pages, details = parts(rows.PAGE, "pages", "number start"), parts(rows.DETAIL, "details", "start label")
    relations = parts(rows.RELATION, "relations", "position")
    places = parts("document_id, name, path", "places", "name path")
    documents = [
        rows.document_of(
            row,
            pages.get(row["id"], ()),
            details.get(row["id"], ()),
            relations.get(row["id"], ()),
            dict.fromkeys(place["name"] for place in places.get(row["id"], ())),
        )
        for row in sorted(found, key=lambda row: int(row["place"]))
    ]
    return documents if as_read else _as_of_today(connection, documents)


def _as_of_today(connection: sqlite3.Connection, documents: list[Document]) -> list[Document]:
    stated = connection.execute(
        "SELECT document_id, date, kind, target FROM relations JOIN documents ON documents.id = document_id "
        "WHERE kind IN ('repeals', 'amends')"
    )
    verdicts = Verdicts(Statement(*row) for row in stated)
    today = date.today().isoformat()
    return [
        replace(
            d,
            validity=verdicts.validity(d.id, (d.number, d.title), d.date, d.expires, d.validity, today),
        )
        for d in documents
    ]


def _put(connection: sqlite3.Connection, record: Record) -> None:
    """The rows of the record, in the place of those it had. Its sources are its places if there are none."""
    key = record.document.id
    kept = connection.execute("SELECT rowid FROM documents WHERE id = ?", (key,)).fetchone()
    connection.execute("DELETE FROM documents WHERE id = ?", (key,))
    connection.execute("DELETE FROM former_versions WHERE id = ?", (key,))
    rows.insert_record(connection, record)
    if kept is not None:  # a document that is read anew keeps its place in the order
        connection.execute("UPDATE documents SET rowid = ? WHERE id = ?", (kept[0], key))
    known = connection.execute("SELECT 1 FROM places WHERE document_id = ?", (key,)).fetchone()
    if known is None:
        for source in record.document.sources:
            # Two documents may come under one name: a place of its own for each.
            _write_place(connection, Place(path=f"{key}/{source}", name=source, document_id=key))


def _forget(connection: sqlite3.Connection, document_ids: Iterable[str]) -> None:
    for document_id in document_ids:
        connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        connection.execute("DELETE FROM former_versions WHERE replaced_by = ?", (document_id,))
        connection.execute("DELETE FROM places WHERE document_id = ?", (document_id,))


def _write_place(connection: sqlite3.Connection, place: Place) -> None:
    connection.execute(
        f"INSERT OR REPLACE INTO places ({PLACE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", astuple(place)
    )


def _searched(figure: Figure, text: str) -> str:
    searched: str = fold(figure.measure + "\n" + text[figure.sentence_start : figure.sentence_end])
    return searched
