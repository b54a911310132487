"""Read who answers for what: the duties of a document, each with the clause and the sentences that it covers.

1. Words of responsibility in the text cover the sentences before them, back to the duty before in the same
   clause. At the heading of a clause they cover all of it.
2. A table with a column of departments has a duty a row.
3. "列第一位者为牵头单位，下同" holds from there to the end of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.source import SourceText, Span, Table
from ingest.tables import body_rows, column_names, goes_on
from policytext.duties import find_duties, first_leads, split_departments
from policytext.duty_names import DutyMention, NamedDepartment, Role
from policytext.duty_statements import says_only_who
from vectorstore.records import Clause, Duty, DutyDepartment

_COLUMNS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"(?:牵头|主办|主责)(?:责任)?(?:单位|部门|处室)?$"), "lead"),
    (re.compile(r"(?:配合|协办|协同|支持)(?:责任)?(?:单位|部门|处室)?$"), "support"),
    (re.compile(r"(?:参与|参加)(?:单位|部门)?$"), "participate"),
    (re.compile(r"指导(?:单位|部门)?$"), "guide"),
    (
        re.compile(
            r"(?:责任|负责|承办|落实|实施|完成|主管|执行)(?:单位|部门|主体|处室|机构)(?:及分工)?$|^(?:部门|单位)(?:分工)?$"
        ),
        "responsible",
    ),
)
_INLINE = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十]{1,3}[，、：:])$")


def read_duties(document_id: str, source: SourceText, clauses: Sequence[Clause]) -> tuple[Duty, ...]:
    """Duties in the order of the text."""
    printed = list(_in_text(document_id, source, clauses))
    found = [*_raised(source.text, clauses, printed), *_in_tables(document_id, source, clauses)]
    return tuple(sorted(found, key=lambda duty: duty.start))


@dataclass(frozen=True)
class _Block:
    """A clause up to the end of its own text, with the enumerations inside (一是…二是…): a duty behind them
    covers them all."""

    clause: Clause
    inline: tuple[Clause, ...]
    end: int


def _in_text(document_id: str, source: SourceText, clauses: Sequence[Clause]) -> Iterator[Duty]:
    leading = False
    for block in _blocks(source, clauses):
        covered = block.clause.start
        span: tuple[int, int] | None = None
        for mention in find_duties(source.text, covered, block.end):
            leading = leading or mention.first_leads_rule
            duty = first_leads(mention) if leading and mention.form != "prose" else mention
            covers = _covers(source.text, block, covered, duty, span)
            clause = _smallest(block, covers[0], duty.start)
            yield _duty(
                document_id, clause.ordinal, duty.departments, *covers, duty.start, duty.end, duty.scope
            )
            if names_only(source.text, duty):  # a statement says nothing of the sentences around it
                span, covered = covers, mention.end


def names_only(text: str, duty: DutyMention) -> bool:
    """Does it only name who answers for what stands before it, and says nothing itself?"""
    return duty.form in ("bracket", "label") or (duty.form == "behind" and says_only_who(text, duty))


def _raised(text: str, clauses: Sequence[Clause], duties: Sequence[Duty]) -> Iterator[Duty]:
    """The duties; one behind the last of several items, none of which has its own, answers for all of them when
    it stands on its own line or the items are one sentence (1.…；2.…。)."""
    children: dict[int, list[Clause]] = {}
    for clause in clauses:
        if clause.parent is not None:
            children.setdefault(clause.parent, []).append(clause)
    # A statement in running text answers for its own words and for no item.
    holding = Counter(duty.clause for duty in duties if duty.covers_start != duty.start)
    for duty in duties:
        last = clauses[duty.clause]
        siblings = children.get(last.parent, []) if last.parent is not None else []
        alone = holding[last.ordinal] == 1 and duty.end >= len(text[: last.end].rstrip())
        statement = duty.covers_start == duty.start  # in running text: it speaks of itself
        behind = len(siblings) > 1 and siblings[-1] is last and duty.covers_start == last.start
        if not behind or not alone or statement:
            yield duty
            continue
        above = clauses[siblings[0].parent or 0]
        others = holding[above.ordinal] + sum(holding[c.ordinal] for c in siblings[:-1])
        one_sentence = all(text[c.start : c.end].rstrip().endswith(("；", ";")) for c in siblings[:-1])
        own_line = not text[text.rfind("\n", 0, duty.start) + 1 : duty.start].strip()
        if others or not (one_sentence or own_line):
            yield duty
        else:
            yield replace(duty, clause=above.ordinal, covers_start=above.start)


def _blocks(source: SourceText, clauses: Sequence[Clause]) -> Iterator[_Block]:
    """Clauses outside of tables, enumerations inside a paragraph joined to what they stand in."""
    above: Clause | None = None
    inline: list[Clause] = []
    for clause in clauses:
        if any(t.start <= clause.start < t.end for t in source.tables):
            continue
        if above is not None and _INLINE.match(clause.marker):
            inline.append(clause)
            continue
        if above is not None:
            yield _block(source, above, inline)
        above, inline = clause, []
    if above is not None:
        yield _block(source, above, inline)


def _block(source: SourceText, clause: Clause, inline: list[Clause]) -> _Block:
    end = inline[-1].body_end if inline else clause.body_end
    end = min([t.start for t in source.tables if clause.start <= t.start < end], default=end)
    return _Block(clause, tuple(inline), end)


def _covers(
    text: str, block: _Block, covered: int, duty: DutyMention, before_it: tuple[int, int] | None
) -> tuple[int, int]:
    """The span that a duty answers for. `covered` is where the duty before ended, `before_it` what that one
    covers."""
    clause = block.clause
    if duty.form == "prose":
        return duty.start, duty.end
    line = text.rfind("\n", 0, duty.start) + 1
    own_line = not text[line : duty.start].strip(_EDGE)
    if duty.form == "behind" and not own_line:  # it speaks of its own paragraph
        covered = max(covered, line + len(text[line:]) - len(text[line:].lstrip(_EDGE)))
        return covered, _trimmed(text, covered, duty.start) if names_only(text, duty) else duty.end
    if not names_only(text, duty):
        return duty.start, duty.end
    words = text[covered : duty.start]
    if covered == clause.start and _is_heading(words, clause):
        more = clause.end > block.end or text[duty.end : block.end].strip()
        return clause.start, _trimmed(text, clause.start, clause.end if more else duty.start)
    if not words.strip(_EDGE) and before_it is not None:
        return before_it
    first = covered + len(words) - len(words.lstrip(_EDGE))
    return first, _trimmed(text, first, duty.start)


_EDGE = " \n\t\u3000。；;，,"


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _is_heading(before: str, clause: Clause) -> bool:
    """Whether nothing but the heading (or nothing at all) stands before the duty."""
    words = before.strip().rstrip("。：:")
    return not words or (
        len(words) <= len(clause.marker) + len(clause.heading) + 3
        and bool(clause.heading)
        and "。" not in words
    )


def _smallest(block: _Block, start: int, end: int) -> Clause:
    """The enumeration inside the block that holds the whole span, else its clause."""
    return next((c for c in block.inline if c.start <= start and end <= c.end), block.clause)


def _duty(
    document_id: str, clause: int, departments: Sequence[NamedDepartment], covers_start: int, covers_end: int,
    start: int, end: int, scope: str,
) -> Duty:  # fmt: skip
    named = tuple(DutyDepartment(d.name, d.role, d.start, d.end) for d in departments)
    return Duty(document_id, clause, named, covers_start, covers_end, start, end, scope)


def _in_tables(document_id: str, source: SourceText, clauses: Sequence[Clause]) -> Iterator[Duty]:
    text = source.text
    for table in source.tables:
        columns = _columns(text, table)
        rows = _with_rests(text, body_rows(text, table)) if columns else ()
        for row, rests in rows:
            departments = [
                department
                for column, role in columns.items()
                if column < len(row) and row[column] != row[0]
                for cell in (row[column], *rests.get(column, ()))
                for department in split_departments(text, cell[0], cell[1], role)
            ]
            if departments:
                yield _of_row(document_id, clauses, row, departments, columns)


def _with_rests(
    text: str, rows: Iterable[tuple[Span, ...]]
) -> Iterator[tuple[tuple[Span, ...], dict[int, list[Span]]]]:
    """Each row with the cells below it that go on with one of its own, by their columns."""
    above: tuple[Span, ...] = ()
    rests: dict[int, list[Span]] = {}
    for row in rows:
        column = goes_on(text, row, above)
        if column is not None:
            rests.setdefault(column, []).append(row[column])
            continue
        if above:
            yield above, rests
        above, rests = row, {}
    if above:
        yield above, rests


def _of_row(
    document_id: str,
    clauses: Sequence[Clause],
    row: Sequence[tuple[int, int]],
    departments: Sequence[NamedDepartment],
    columns: dict[int, Role],
) -> Duty:
    """The duty of one row: it covers what the other cells say."""
    start, end = min(d.start for d in departments), max(d.end for d in departments)
    others = [cell for i, cell in enumerate(row) if i not in columns and cell[1] > cell[0]] or [(start, end)]
    # Cells over several rows stand in the line of the first one: the last cell is the row's own.
    place = max(cell[0] for cell in others)
    clause = next((c for c in reversed(clauses) if c.start <= place), clauses[0])
    first = max(clause.start, min(cell[0] for cell in others))
    return _duty(document_id, clause.ordinal, departments, first, max(b for _, b in others), start, end, "")


def _columns(text: str, table: Table) -> dict[int, Role]:
    """Columns whose name says that departments stand in them."""
    found: dict[int, Role] = {}
    for column, name in enumerate(column_names(text, table)):
        role = next((role for pattern, role in _COLUMNS if pattern.search(name)), None)
        if role is not None and len(name) <= 14:
            found[column] = role
    return found
