"""The rows of the two tables, responsibilities and figures, as the page and the workbooks show them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz import fuzz

from policytext.folding import fold
from vectorstore.records import Clause, Document, DutyDepartment, Figure, Record

# Words that say plan or result, and not what is measured.
PLAN_OR_RESULT = re.compile(
    r"\d{4}年|力争|计划|预计|确保|继续|进一步|全省|全国|全市|全年|我省|我市|各级|完成|实现|达到|落实|累计|共|将"
)
MEANT_CHARS = 6  # shorter subjects are alike by chance
SIMILAR = 85  # of 100, rapidfuzz's ratio

LEADING = frozenset({"lead", "responsible"})


@dataclass(frozen=True)
class Origin:
    """Where a row comes from: the document, its clause by its address, and the span that shows it."""

    document_id: str
    document: str  # the number, or the title of a document without one
    address: tuple[str, ...]
    start: int
    end: int

    @property
    def area(self) -> str:
        """The heading above the clause."""
        return self.address[-2] if len(self.address) > 1 else ""

    @property
    def clause(self) -> str:
        return self.address[-1] if self.address else ""


@dataclass(frozen=True)
class DutyRow:
    """A task with those who answer for it."""

    task: str
    departments: tuple[DutyDepartment, ...]
    scope: str
    origin: Origin
    searched: str  # everything that a filter looks at, folded

    @property
    def leading(self) -> tuple[DutyDepartment, ...]:
        return tuple(d for d in self.departments if d.role in LEADING)

    @property
    def supporting(self) -> tuple[DutyDepartment, ...]:
        return tuple(d for d in self.departments if d.role not in LEADING)


@dataclass(frozen=True)
class FigureRow:
    """A figure as printed, with what it measures. Rows of one `series` measure the same in the same unit."""

    measure: str
    printed: str
    figure: Figure
    origin: Origin
    series: str
    searched: str


def duty_rows(records: Iterable[Record]) -> list[DutyRow]:
    """One row a duty, in the order of the documents."""
    return [row for record in records for row in _duties(record)]


def _duties(record: Record) -> Iterable[DutyRow]:
    clauses = {c.ordinal: c for c in record.clauses}
    for duty in record.duties:
        clause = clauses[duty.clause]
        origin = _origin(record.document, clause, duty.covers_start, duty.end)
        task = _plain(clause.heading) or _beginning(record.document.text[duty.covers_start : duty.covers_end])
        names = " ".join(d.name for d in duty.departments)
        searched = fold(" ".join([task, names, duty.scope, *origin.address, origin.document]))
        yield DutyRow(task, duty.departments, duty.scope, origin, searched)


def figure_rows(records: Iterable[Record]) -> list[FigureRow]:
    """One row a figure, in the order of the documents."""
    return [row for record in records for row in _figures(record)]


def _figures(record: Record) -> list[FigureRow]:
    clauses = {c.ordinal: c for c in record.clauses}
    return _name_series([_figure(record, figure, clauses[figure.clause]) for figure in record.figures])


def _figure(record: Record, figure: Figure, clause: Clause) -> FigureRow:
    words = record.document.text
    origin = _origin(record.document, clause, figure.sentence_start, figure.sentence_end)
    measure, printed = _plain(figure.measure), " ".join(words[figure.start : figure.end].split())
    sentence = words[figure.sentence_start : figure.sentence_end]
    searched = fold(" ".join([measure, sentence, str(figure.year or ""), *origin.address, origin.document]))
    return FigureRow(measure, printed, figure, origin, f"{fold(measure)}|{figure.unit}", searched)


def _origin(document: Document, clause: Clause, start: int, end: int) -> Origin:
    address = tuple(_plain(part) for part in clause.address)
    return Origin(document.id, document.number or document.title, address, start, end)


def _plain(words: str) -> str:
    return " ".join(words.replace("*", "").split()).rstrip("。：:")


def _beginning(words: str, most: int = 40) -> str:
    """The first words of a task that has no heading."""
    sentence = _plain(words.strip().split("。")[0])
    return sentence if len(sentence) <= most else sentence[:most] + "…"


def matching(rows: Sequence[DutyRow | FigureRow], query: str) -> list[int]:
    """Positions of the rows that hold every word of `query`, in order."""
    words = [fold(word) for word in query.split()]
    return [at for at, row in enumerate(rows) if all(word in row.searched for word in words)]


def filter_duties(
    rows: Sequence[DutyRow], query: str = "", department: str = "", document: str = ""
) -> list[DutyRow]:
    """The rows that fit all that is asked for; an empty string asks for nothing."""
    found = [rows[at] for at in matching(rows, query)]
    return [
        row
        for row in found
        if (not department or any(d.name == department for d in row.departments))
        and (not document or row.origin.document_id == document)
    ]


def filter_figures(
    rows: Sequence[FigureRow],
    query: str = "",
    year: str = "",
    kind: str = "",
    document: str = "",
    several_years: bool = False,
) -> list[FigureRow]:
    """As `filter_duties`; `several_years` keeps what can be compared over years."""
    comparable = {group[0].series for group in series(rows) if points(group)} if several_years else set()
    found = [rows[at] for at in matching(rows, query)]
    return [
        row
        for row in found
        if (not year or str(row.figure.year or "") == year)
        and (not kind or row.figure.kind == kind)
        and (not document or row.origin.document_id == document)
        and (not several_years or row.series in comparable)
    ]


@dataclass(frozen=True)
class Load:
    """How many tasks a department leads and how many it supports."""

    department: str
    leads: int
    supports: int


def loads(rows: Iterable[DutyRow]) -> list[Load]:
    """Every department, those with the most tasks first."""
    leads: Counter[str] = Counter()
    supports: Counter[str] = Counter()
    for row in rows:
        leads.update({d.name for d in row.leading})
        supports.update({d.name for d in row.supporting} - {d.name for d in row.leading})
    names = sorted({*leads, *supports}, key=lambda n: (-leads[n] - supports[n], -leads[n], n))
    return [Load(name, leads[name], supports[name]) for name in names]


def _name_series(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """Give rows of one document the same `series` when they measure the same in the same unit."""
    named: list[FigureRow] = []
    first: dict[str, list[FigureRow]] = {}
    for row in rows:
        known = first.setdefault(row.figure.unit, [])
        same = next((k for k in known if _same_measure(k, row)), None)
        if same is None:
            known.append(row)
        named.append(row if same is None else replace(row, series=same.series))
    return named


def _same_measure(a: FigureRow, b: FigureRow) -> bool:
    if a.series == b.series:
        return True
    if a.figure.year == b.figure.year:
        return False
    one, other = sorted((_subject(a.measure), _subject(b.measure)), key=len)
    if len(one) < MEANT_CHARS:
        return one == other
    ends_alike = other.endswith(one) and 2 * len(one) > len(other)
    return ends_alike or fuzz.ratio(one, other) >= SIMILAR


def _subject(measure: str) -> str:
    """What is measured, without the words that tell a plan from a result."""
    return PLAN_OR_RESULT.sub("", fold(measure))


def series(rows: Iterable[FigureRow]) -> list[list[FigureRow]]:
    """Rows that measure the same beside each other, by year, results before targets."""
    groups: dict[str, list[FigureRow]] = {}
    for row in rows:
        groups.setdefault(row.series, []).append(row)
    return [sorted(group, key=_when) for group in groups.values()]


def _when(row: FigureRow) -> tuple[int, bool]:
    return row.figure.year or 0, row.figure.kind == "target"


def points(group: Sequence[FigureRow]) -> list[tuple[int, Decimal]]:
    """(year, value) of a series for a plot: one a year, empty when there are not two years."""
    by_year = {row.figure.year: row.figure.value for row in group if row.figure.year}
    found = sorted((year, value) for year, value in by_year.items() if year is not None)
    return found if len(found) > 1 else []
