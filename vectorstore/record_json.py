"""A Record as JSON and back: for `export`, and for the former versions that the catalogue keeps."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

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

RecordJson = dict[str, Any]


def record_to_json(record: Record) -> RecordJson:
    """Only JSON's own types; numbers of figures as strings, so that 1.10 stays 1.10."""
    values: RecordJson = _plain(asdict(record))
    return values


def record_from_json(values: RecordJson) -> Record:
    """The inverse of `record_to_json`."""
    return Record(
        document=_document(values["document"]),
        clauses=tuple(Clause(**{**c, "address": tuple(c["address"])}) for c in values["clauses"]),
        duties=tuple(
            Duty(**{**d, "departments": tuple(DutyDepartment(**named) for named in d["departments"])})
            for d in values["duties"]
        ),
        figures=tuple(_figure(f) for f in values["figures"]),
        passages=tuple(Passage(**p) for p in values["passages"]),
    )


def _document(values: RecordJson) -> Document:
    return Document(
        **{
            **values,
            "pages": tuple(Page(**page) for page in values["pages"]),
            "sources": tuple(values["sources"]),
            "details": {label: (span[0], span[1]) for label, span in values["details"].items()},
            "relations": tuple(Relation(**relation) for relation in values["relations"]),
        }
    )


def _figure(values: RecordJson) -> Figure:
    high = None if values["high"] is None else Decimal(values["high"])
    return Figure(**{**values, "value": Decimal(values["value"]), "high": high})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value
