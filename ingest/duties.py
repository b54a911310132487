"""Read who answers for what: the duties of a document, each with the clause and the sentences that it covers.

1. Words of responsibility in the text cover the sentences before them, back to the duty before in the same clause.
   At the heading of a clause they cover all of it.
2. A table with a column of departments has a duty a row.
3. "列第一位者为牵头单位，下同" holds from there to the end of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.source import SourceText, Table
from policytext.duties import DutyMention, NamedDepartment, Role, find_duties, first_leads, split_departments
from vectorstore.records import Clause, Duty, DutyDepartment

_COLUMNS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"^(?:牵头|主办|主责)"), "lead"),
    (re.compile(r"^(?:配合|协办|协同|支持)"), "support"),
    (re.compile(r"^(?:参与|参加)"), "participate"),
    (re.compile(r"^指导"), "guide"),
    (re.compile(r"^(?:责任|负责|承办|落实|实施|完成|主管|执行)(?:单位|部门|主体|处室|机构)|^(?:部门|单位)(?:分工)?$"), "responsible"),
)
_INLINE = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十]{1,3}[，、：:])$")


def read_duties(document_id: str, source: SourceText, clauses: Sequence[Clause]) -> tuple[Duty, ...]:
    """Duties in the order of the text."""
    found = [*_in_text(document_id, source, clauses), *_in_tables(document_id, source, clauses)]
    return tuple(sorted(found, key=lambda duty: duty.start))


@dataclass(frozen=True)
class _Block:
    """A clause with the enumerations inside its paragraph (一是…二是…), which a duty behind them covers too."""

    start: int
    end: int


def _in_text(document_id: str, source: SourceText, clauses: Sequence[Clause]) -> Iterator[Duty]:
    leading = False
    for block in _blocks(source, clauses):
        covered = block.start
        for mention in find_duties(source.text, block.start, block.end):
            leading = leading or mention.first_leads_rule
            duty = first_leads(mention) if leading else mention
            start, end = _covers(source.text, clauses, block, covered, duty)
            clause = _smallest(clauses, start, duty.start)
            yield _duty(document_id, clause.ordinal, duty.departments, start, end, duty.start, duty.end, duty.scope)
            covered = mention.end


def _blocks(source: SourceText, clauses: Sequence[Clause]) -> Iterator[_Block]:
    """Own spans of clauses outside of tables, enumerations inside a paragraph joined to what they stand in."""
    position, end = -1, -1
    for clause in clauses:
        if any(t.start <= clause.start < t.end for t in source.tables):
            continue
        if position >= 0 and _INLINE.match(clause.marker):
            end = clause.body_end
            continue
        if position >= 0:
            yield _Block(position, _before_tables(source, position, end))
        position, end = clause.start, clause.body_end
    if position >= 0:
        yield _Block(position, _before_tables(source, position, end))


def _before_tables(source: SourceText, start: int, end: int) -> int:
    return min([t.start for t in source.tables if start <= t.start < end], default=end)


def _covers(
    text: str, clauses: Sequence[Clause], block: _Block, covered: int, duty: DutyMention
) -> tuple[int, int]:
    """The span that a duty answers for."""
    if duty.form == "prose":
        return duty.start, duty.end
    before = text[covered : duty.start]
    clause = next((c for c in clauses if c.start == block.start), None)
    heading_only = clause is not None and covered == block.start and _is_heading(before, clause)
    if clause is not None and heading_only and (clause.end > block.end or text[duty.end : block.end].strip()):
        return block.start, clause.end
    if not before.strip(" \n\t\u3000。；;，,"):
        # Labels that stand before what they speak of.
        return covered, block.end
    first = covered + len(before) - len(before.lstrip(" \n\t\u3000。；;，,"))
    return first, covered + len(before.rstrip())


def _is_heading(before: str, clause: Clause) -> bool:
    """Whether nothing but the heading stands before the duty."""
    words = before.strip().rstrip("。：:")
    return len(words) <= len(clause.marker) + len(clause.heading) + 3 and bool(clause.heading) and "。" not in words


def _smallest(clauses: Sequence[Clause], start: int, end: int) -> Clause:
    """The deepest clause that holds the whole span."""
    fitting = [c for c in clauses if c.start <= start and end <= c.end]
    return max(fitting, key=lambda c: (c.level, c.ordinal)) if fitting else clauses[0]


def _duty(
    document_id: str, clause: int, departments: Sequence[NamedDepartment], covers_start: int, covers_end: int,
    start: int, end: int, scope: str,
) -> Duty:  # fmt: skip
    named = tuple(DutyDepartment(d.name, d.role, d.start, d.end) for d in departments)
    return Duty(document_id, clause, named, covers_start, covers_end, start, end, scope)


def _in_tables(document_id: str, source: SourceText, clauses: Sequence[Clause]) -> Iterator[Duty]:
    for table in source.tables:
        columns = _columns(source.text, table)
        if not columns:
            continue
        for row in table.rows[1:]:
            departments: list[NamedDepartment] = []
            for column, role in columns:
                if column < len(row) and row[column] != row[0]:
                    departments += split_departments(source.text, *row[column], role)
            own = [(a, b) for a, b in row if b > a]
            if not departments or not own:
                continue
            start, end = min(d.start for d in departments), max(d.end for d in departments)
            named = [i for i, _ in enumerate(row) if i not in dict(columns)]
            first = min(row[i][0] for i in named if row[i][1] > row[i][0]) if named else start
            last = max(row[i][1] for i in named) if named else end
            inside = [c for c in clauses if c.start <= max(a for a, _ in own[:2]) < c.body_end]
            clause = inside[-1] if inside else clauses[0]
            yield _duty(document_id, clause.ordinal, departments, min(first, clause.start), max(last, first), start, end, "")


def _columns(text: str, table: Table) -> list[tuple[int, Role]]:
    """Columns whose name says that departments stand in them."""
    if not table.rows:
        return []
    found: list[tuple[int, Role]] = []
    for column, (start, end) in enumerate(table.rows[0]):
        name = re.sub(r"[\s\u3000]", "", text[start:end])
        role = next((role for pattern, role in _COLUMNS if pattern.search(name)), None)
        if role is not None and len(name) <= 14:
            found.append((column, role))
    return found
