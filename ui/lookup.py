"""The tables of responsibilities and figures as the API shows them, narrowed down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.departments import resolve_department
from policytext.folding import fold
from ui.schemas import DutyOut, FigureOut
from vectorstore.catalogue import DocumentUnknown
from vectorstore.records import Duty, Figure, Record

if TYPE_CHECKING:
    from ui.services import Services


def duties_found(services: Services, department: str | None, document: str | None) -> list[DutyOut]:
    """Duties in the order of the text; those of `department`, whose short name will do."""
    records = _records(services, document)
    wanted = None if not department else _full_names(department, records)
    return [
        DutyOut.of(duty, record.document, record.clauses[duty.clause])
        for record in records
        for duty in record.duties
        if wanted is None or any(d.name in wanted for d in duty.departments)
    ]


def figures_found(
    services: Services, q: str | None, year: int | None, document: str | None
) -> list[FigureOut]:
    """Figures in the order of the text; with `q`, those whose measure or sentence holds it."""
    return [
        FigureOut.of(figure, record.document, record.clauses[figure.clause])
        for record in _records(services, document)
        for figure in record.figures
        if (year is None or figure.year == year) and (not q or fold(q) in _searched(record, figure))
    ]


def _records(services: Services, document: str | None) -> tuple[Record, ...]:
    """All records, or the one that `document` names by its id or number. Raises: DocumentUnknown."""
    records = services.records()
    if not document:
        return records
    wanted = fold(document)
    found = tuple(r for r in records if r.document.id == document or fold(r.document.number or "") == wanted)
    if not found:
        raise DocumentUnknown(f"没有编号或文号为“{document[:80]}”的文件。No such document.")
    return found


def _full_names(department: str, records: tuple[Record, ...]) -> set[str]:
    names = list(dict.fromkeys(name for r in records for duty in r.duties for name in _names(duty)))
    return set(resolve_department(department, names))


def _names(duty: Duty) -> list[str]:
    return [department.name for department in duty.departments]


def _searched(record: Record, figure: Figure) -> str:
    return fold(figure.measure + record.document.text[figure.sentence_start : figure.sentence_end])
