"""Turn a Record into rows of the catalogue's tables, and rows back into its values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from vectorstore.embedding_text import embedded_key
from vectorstore.records import (
    Clause,
    Document,
    Duty,
    DutyDepartment,
    Figure,
    Page,
    Passage,
    Record,
    Relation,
)

DOCUMENT = "id, title, number, issuer, date, validity, expires, text"
PAGE = 'document_id, number, "start", "end", confidence'
DETAIL = 'document_id, label, "start", "end"'
RELATION = 'document_id, position, kind, target, "start", "end"'
CLAUSE = 'document_id, ordinal, parent, level, marker, heading, address, "start", body_end, "end"'
DUTY = 'document_id, position, clause, covers_start, covers_end, "start", "end", scope'
DUTY_DEPARTMENT = 'document_id, duty, position, name, role, "start", "end"'
FIGURE = (
    'document_id, position, clause, "start", "end", sentence_start, sentence_end, '
    "value, high, unit, measure, kind, qualifier, year"
)
PASSAGE = 'id, document_id, clause, "start", "end", text, context'


def insert_record(connection: sqlite3.Connection, record: Record) -> None:
    """Write all rows of `record`. The caller holds the transaction, and has removed what was there."""
    document = record.document
    key = document.id
    _insert(connection, "documents", DOCUMENT, [_document_row(document)])
    _insert(
        connection, "pages", PAGE, ((key, p.number, p.start, p.end, p.confidence) for p in document.pages)
    )
    _insert(connection, "details", DETAIL, ((key, label, *span) for label, span in document.details.items()))
    _insert(
        connection,
        "relations",
        RELATION,
        ((key, at, r.kind, r.target, r.start, r.end) for at, r in enumerate(document.relations)),
    )
    _insert(connection, "clauses", CLAUSE, (_clause_row(key, clause) for clause in record.clauses))
    _insert(
        connection,
        "duties",
        DUTY,
        (
            (key, at, d.clause, d.covers_start, d.covers_end, d.start, d.end, d.scope)
            for at, d in enumerate(record.duties)
        ),
    )
    _insert(
        connection,
        "duty_departments",
        DUTY_DEPARTMENT,
        (
            (key, duty, at, named.name, named.role, named.start, named.end)
            for duty, d in enumerate(record.duties)
            for at, named in enumerate(d.departments)
        ),
    )
    _insert(
        connection,
        "figures",
        FIGURE,
        (_figure_row(key, at, figure) for at, figure in enumerate(record.figures)),
    )
    _insert(
        connection,
        "passages",
        f"{PASSAGE}, embedded",
        ((p.id, key, p.clause, p.start, p.end, p.text, p.context, embedded_key(p)) for p in record.passages),
    )


def document_of(
    row: sqlite3.Row,
    pages: Iterable[sqlite3.Row],
    details: Iterable[sqlite3.Row],
    relations: Iterable[sqlite3.Row],
    sources: Iterable[str],
) -> Document:
    return Document(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        number=row["number"],
        issuer=row["issuer"],
        date=row["date"],
        validity=row["validity"],
        expires=row["expires"],
        pages=tuple(Page(p["number"], p["start"], p["end"], p["confidence"]) for p in pages),
        sources=tuple(sources),
        details={d["label"]: (d["start"], d["end"]) for d in details},
        relations=tuple(Relation(r["kind"], r["target"], r["start"], r["end"]) for r in relations),
    )


def clause_of(row: sqlite3.Row) -> Clause:
    return Clause(**{**_fields(row), "address": tuple(json.loads(row["address"]))})


def duty_of(row: sqlite3.Row, departments: Iterable[sqlite3.Row]) -> Duty:
    return Duty(
        document_id=row["document_id"],
        clause=row["clause"],
        departments=tuple(DutyDepartment(d["name"], d["role"], d["start"], d["end"]) for d in departments),
        covers_start=row["covers_start"],
        covers_end=row["covers_end"],
        start=row["start"],
        end=row["end"],
        scope=row["scope"],
    )


def figure_of(row: sqlite3.Row) -> Figure:
    values = _fields(row)
    del values["position"]
    high = None if values["high"] is None else Decimal(values["high"])
    return Figure(**{**values, "value": Decimal(values["value"]), "high": high})


def passage_of(row: sqlite3.Row) -> Passage:
    return Passage(**_fields(row))


def _fields(row: sqlite3.Row) -> dict[str, Any]:
    return {name: row[name] for name in row.keys()}  # noqa: SIM118 - iterating a Row gives values, not names


def _document_row(d: Document) -> tuple[Any, ...]:
    return (d.id, d.title, d.number, d.issuer, d.date, d.validity, d.expires, d.text)


def _clause_row(key: str, c: Clause) -> tuple[Any, ...]:
    address = json.dumps(c.address, ensure_ascii=False)
    return (key, c.ordinal, c.parent, c.level, c.marker, c.heading, address, c.start, c.body_end, c.end)


def _figure_row(key: str, position: int, f: Figure) -> tuple[Any, ...]:
    # Decimals are kept as their text: a float would turn 1.1 into 1.1000000000000001.
    high = None if f.high is None else str(f.high)
    span = (f.start, f.end, f.sentence_start, f.sentence_end)
    return (
        key,
        position,
        f.clause,
        *span,
        str(f.value),
        high,
        f.unit,
        f.measure,
        f.kind,
        f.qualifier,
        f.year,
    )


def _insert(
    connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    marks = ", ".join("?" * (columns.count(",") + 1))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def grouped(rows: Iterable[sqlite3.Row], *names: str) -> Mapping[Any, list[sqlite3.Row]]:
    """Rows by the value of one column, or by the tuple of several; their order is kept."""
    groups: dict[Any, list[sqlite3.Row]] = {}
    for row in rows:
        key = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
        groups.setdefault(key, []).append(row)
    return groups
