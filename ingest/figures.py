"""Read the figures of each clause: `policytext.figures` finds them, the clause gives year and subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.figures import find_figures
from vectorstore.records import Clause, Figure

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")


def read_figures(document_id: str, text: str, title: str, clauses: Sequence[Clause]) -> tuple[Figure, ...]:
    """Figures in the order of the text."""
    return tuple(figure for clause in clauses for figure in _of_clause(document_id, text, title, clause))


def _of_clause(document_id: str, text: str, title: str, clause: Clause) -> Iterator[Figure]:
    for mention in find_figures(
        text, clause.start, clause.body_end, year=context_year(clause, title), heading=clause.address
    ):
        yield Figure(
            document_id=document_id,
            clause=clause.ordinal,
            start=mention.start,
            end=mention.end,
            sentence_start=mention.sentence_start,
            sentence_end=mention.sentence_end,
            value=mention.value,
            unit=mention.unit,
            measure=mention.measure,
            kind=mention.kind,
            high=mention.high,
            qualifier=mention.qualifier,
            year=mention.year,
        )


def context_year(clause: Clause, title: str) -> int | None:
    """The year that the nearest heading above names, when it names one only; else the title's."""
    for label in (*reversed(clause.address), title):
        years = set(_YEAR.findall(label))
        if len(years) == 1:
            return int(years.pop())
    return None
