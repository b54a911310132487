"""Figures of tables that the question names by row and column: 甲县有多少船员, 甲县和乙县的船舶各多少艘, 东部初中的定额.

1. Every word of the question must be held by the row, the name of a column, or what stands around the table: a
   question that says more (有多少船员领了补助) asks for something else.
2. The row is the one whose name holds most of the question, and says least besides, in the table that speaks of it
   most; of one table, a few that fit alike are all shown.
3. The column is the one of the year that is asked for, or whose name holds words that the row does not. Where the
   question names none, the row is shown with all its figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.library import YEAR, Library
from assistant.question import Kind, Question, Term
from assistant.statements import statement_of
from assistant.tables import Row, Table
from assistant.terms import held
from assistant.units_asked import ANY_COUNT
from assistant.wording import ASKING_WORDS, word_list
from policytext.fields import Field, Span
from policytext.folding import fold
from policytext.quantities import Quantity, find_quantities

_ASKS_FIGURE = re.compile(r"多少|几[^年月天日]|各")
_BARE = frozenset((Kind.DESCRIBE, Kind.LIST))
_BRACKET = re.compile(r"\((?:单位:)?([^()]*)\)")
_AND = re.compile(r"以及|[和与及、,，跟]")
_FALL = re.compile(r"下降|降低|减少|降幅")
_PLAIN = re.compile(r"[\d.,]+")
_OF_ALL = re.compile(r"上述|上表|本表|表中|以上标准|均")
MOST_FIGURES = 4  # of a row of which no column is named
MOST_ALIKE = 3  # rows that fit alike


@dataclass(frozen=True)
class _Fit:
    """A row with how well it fits, and what of the question its name holds."""

    table: Table
    row: Row
    score: float


def compose_figures_of_rows(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """None when the question names no row, or it is not clear which row or column it asks for."""
    if not _asks_figure(question):
        return None
    terms, tables = _terms(question), _tables(library, within)
    rows = _of_parts(question, terms, tables, library) or _alike(question, terms, tables, library)
    columns = _columns(question, terms, rows, library) if rows else []
    return _say(rows, columns, library) if columns else None


def judge_figure_of_row(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """Is the one figure that a statement gives that of the row and column which it names? None when it names none, or
    gives a figure of another unit or kind."""
    statement = fold(statement_of(question.original))
    stated = [x for x in find_quantities(statement) if statement[x.start] != "一"]  # 每补一张: no claim
    terms = [x for x in _terms(question) if not re.search(r"\d", x.word)]
    fit = _best(question, terms, _tables(library, within), library) if len(stated) == 1 else None
    columns = _columns(question, terms, [fit], library) if fit else []
    if fit is None or len(columns) != 1:
        return None
    if _lacks(terms, f"{fit.row.words}|{columns[0]}|{_near(fit.table, library)}"):
        return None
    field = next((x for x in fit.row.figures if x.label == columns[0]), None)
    value = _with_unit(fit, field, library) if field else ""
    printed = find_quantities(value)
    if len(printed) != 1 or not _comparable(stated[0], printed[0], statement, value):
        return None
    same = (printed[0].value, printed[0].high) == (stated[0].value, stated[0].high)
    return _say([fit], columns, library, "相符。" if same else "不符。")


def _comparable(stated: Quantity, printed: Quantity, statement: str, value: str) -> bool:
    """Are both of one unit (每座120万元: 120万元/座), and does the statement set no other limit (不超过) or change (下降)
    than is printed?"""
    limits = stated.qualifier in ("", printed.qualifier)
    base, *per = printed.unit.split("/")
    alike = stated.unit == printed.unit or (
        stated.unit == base and all(re.search(rf"[每一]\d*{re.escape(part)}", statement) for part in per)
    )
    return alike and limits and bool(_FALL.search(statement)) == bool(_FALL.search(value))


def _terms(question: Question) -> list[Term]:
    return [x for x in question.terms if x.word not in word_list("task") and not YEAR.fullmatch(x.word)]


def _tables(library: Library, within: set[str] | None) -> list[Table]:
    return [x for x in library.tables if within is None or x.document_id in within]


def _asks_figure(question: Question) -> bool:
    if question.kind in (Kind.FIGURE, Kind.COMPARE) or _ASKS_FIGURE.search(question.text):
        return True
    return question.kind in _BARE and not ASKING_WORDS.search(question.text)


def _of_parts(
    question: Question, terms: Sequence[Term], tables: Sequence[Table], library: Library
) -> list[_Fit]:
    """The rows of 甲县和乙县, one for each part of the question; [] when it has no such parts."""
    parts = _split(question.text, terms)
    rows: list[_Fit] = []
    for part in parts:
        own = [x for x in terms if x.word in part]
        best = _best(question, own, tables, library, part) if own else None
        if best is None or any(best.table is not row.table for row in rows):
            return []
        rows += [best] if all(best.row is not row.row for row in rows) else []
    if len(rows) < 2:
        return []
    said = "|".join((*(row.row.words for row in rows), _around(rows[0].table, library)))
    return [] if _lacks(terms, said) else rows


def _split(text: str, terms: Sequence[Term]) -> list[str]:
    """The parts that 和 and its like set apart, where they stand in no word of the question (普及率)."""
    words = [match.span() for x in terms for match in re.finditer(re.escape(x.word), text)]
    parts, begin = [], 0
    for match in _AND.finditer(text):
        if not any(a <= match.start() < b for a, b in words):
            parts.append(text[begin : match.start()])
            begin = match.end()
    return [part for part in [*parts, text[begin:]] if part]


def _best(
    question: Question, terms: Sequence[Term], tables: Sequence[Table], library: Library, text: str = ""
) -> _Fit | None:
    """The row that fits clearly better than all others."""
    alike = _alike(question, terms, tables, library, text)
    return alike[0] if len(alike) == 1 else None


def _alike(
    question: Question, terms: Sequence[Term], tables: Sequence[Table], library: Library, text: str = ""
) -> list[_Fit]:
    """The row that fits clearly better than all others, or a few of one table that fit alike."""
    fits = _fits(question, terms, tables, library, text or question.text)
    ranked = sorted((x for x in fits if _columns(question, terms, [x], library)), key=lambda x: -x.score)
    best = [x for x in ranked if ranked[0].score - x.score < t.CELL_MARGIN]
    named = [
        x for x in best if _precision(library, x.table, x.row, text or question.text) >= t.CELL_PRECISION
    ]
    alike = (
        len(best) <= MOST_ALIKE
        and all(x.table is best[0].table for x in best)
        and len(best) in (1, len(named))
    )
    return best if alike else []


def _fits(
    question: Question, terms: Sequence[Term], tables: Sequence[Table], library: Library, text: str
) -> Iterator[_Fit]:
    total = sum(x.weight for x in terms)
    for table in tables if total else ():
        around = _around(table, library)
        for row in table.rows:
            said = f"{row.words}|{around}"
            if _lacks(terms, said) or any(name in text and name not in said for name in question.places):
                continue
            inside = [(x.weight, held(x.word, row.words)) for x in terms]
            recall = sum(weight * share for weight, share in inside) / total
            named = sum(weight for weight, share in inside if share >= t.CELL_HELD)
            precise = _precision(library, table, row, text)
            name = fold("".join(library.slice(table.document_id, *span) for span in row.names))
            whole = len(name) > 1 and name in text
            if (whole or named >= t.LIMITING) and (recall >= t.CELL_OWN or precise >= t.CELL_PRECISION):
                near = f"{row.words}|{_near(table, library)}"
                told = sum(x.weight * held(x.word, near) for x in terms) / total
                score = recall + t.WEIGHT_ROW_PRECISION * precise + t.WEIGHT_TABLE * told
                yield _Fit(table, row, score)


def _lacks(terms: Sequence[Term], said: str) -> bool:
    """Is a word of the question held nowhere? A kind of number (比例) need not be: the figure shows that it is one."""
    return any(held(x.word, said) < t.CELL_HELD for x in terms if x.word not in word_list("measure"))


def _around(table: Table, library: Library) -> str:
    """What stands around the rows: the names of the columns, the lines above, the headings and the title."""
    first = table.rows[0].figures[0].start
    headings = (
        library.folded_address(table.document_id, library.clause_at(table.document_id, at).ordinal)
        for at in (table.start, first)
    )
    names = library.slice(table.document_id, table.start, table.rows[0].span[0])
    return "|".join((*headings, table.above, library.folded_titles[table.document_id], fold(names)))


def _near(table: Table, library: Library) -> str:
    """What the table itself says: the names of its columns, the lines above and the heading of its clause."""
    clause = library.clause_at(table.document_id, table.start)
    names = library.slice(table.document_id, table.start, table.rows[0].span[0])
    return "|".join((fold("|".join(clause.address[-1:])), table.above, fold(names)))


def _precision(library: Library, table: Table, row: Row, text: str) -> float:
    """The share of the row's own name that the question has, by pairs of characters; of a name that lists several
    (低保户、特困人员), the best of them."""
    name = fold("".join(library.slice(table.document_id, *span) for span in row.names))
    members = [re.sub(r"\W", "", member) for member in (name, *name.split("、"))]
    return max(_share_of_pairs(member, text) for member in members)


def _share_of_pairs(name: str, text: str) -> float:
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else float(bool(name) and name in text)


def _columns(question: Question, terms: Sequence[Term], rows: Sequence[_Fit], library: Library) -> list[str]:
    """The names of the columns that are asked for; [] when the table has none for what is asked."""
    table = rows[0].table
    labels = list(dict.fromkeys(field.label for fit in rows for field in fit.row.figures))
    words = "|".join(fit.row.words for fit in rows)
    asked = library.years_asked(question.years, question.relative_years, table.document_id)
    of_years = [label for label in labels if any(str(year) in label for year in asked)]
    if asked and not of_years:
        clause = library.clause_at(table.document_id, rows[0].row.figures[0].start)
        around = library.years_around(table.document_id, clause.ordinal)
        if any(YEAR.search(label) for label in labels) or any(
            str(year) not in words + table.above and year not in around for year in asked
        ):
            return []
    labels = of_years or labels
    marks = {label: _mark(question, terms, label, words) for label in labels}
    labels = [label for label in labels if _of_unit(question, label, rows, library)]
    named = [label for label in labels if marks[label] > 0]
    if named:
        best = max(marks.values())
        joint = question.kind is not Kind.CHECK and bool(_AND.search(question.text))
        return [label for label in named if joint or marks[label] >= best - t.CELL_MARGIN]
    return labels if len(labels) <= MOST_FIGURES else []


def _of_unit(question: Question, label: str, rows: Sequence[_Fit], library: Library) -> bool:
    """Are the figures of the column of a unit that the question may ask for, as far as one is printed?"""
    cells = [(fit, x) for fit in rows for x in fit.row.figures if x.label == label]
    printed = {q.unit for cell in cells for q in find_quantities(_with_unit(*cell, library))} - {""}
    asked = {unit for unit in question.units if unit != ANY_COUNT}
    exact = question.units and ANY_COUNT not in question.units and "" not in question.units
    return (
        not exact
        or not printed
        or bool(asked & {part for unit in printed for part in (unit, unit.split("/")[0])})
    )


def _with_unit(fit: _Fit, field: Field, library: Library) -> str:
    """The figure with the unit that the name of its column or row gives in brackets, or the line above the table."""
    value = fold(library.slice(fit.table.document_id, field.start, field.end))
    if not _PLAIN.fullmatch(value):
        return value
    bracket = _BRACKET.search(field.label) or re.search(r"\(([^()\d]{1,8})\)$", _name(fit, library))
    return value + (bracket.group(1) if bracket else _unit_above(fit.table, library))


def _name(fit: _Fit, library: Library) -> str:
    return fold(library.slice(fit.table.document_id, *fit.row.names[-1])) if fit.row.names else ""


def _unit_above(table: Table, library: Library) -> str:
    """The unit of all figures of a table, folded; "" where the line above gives none, or several."""
    said = fold(library.slice(table.document_id, *table.unit)).split(":")[-1] if table.unit else ""
    return "" if re.search(r"[、,]", said) else said


def _mark(question: Question, terms: Sequence[Term], label: str, words: str) -> float:
    """The weight of the words that the column's name holds and the row does not, and of its unit."""
    unit = _BRACKET.search(label)
    name = _BRACKET.sub("", label)
    said = sum(x.weight * held(x.word, name) for x in terms if held(x.word, words) < t.CELL_HELD)
    counted = unit and re.search(rf"(?:多少|几){re.escape(unit.group(1))}", question.text)
    return said + t.WEIGHT_COLUMN_UNIT * bool(counted)


def _say(rows: Sequence[_Fit], columns: Sequence[str], library: Library, verdict: str = "") -> Answer:
    draft = Draft(library)
    table = rows[0].table
    for fit in rows:
        name = " ".join(one_line(library.slice(table.document_id, *span)) for span in fit.row.names)
        for field in (x for x in fit.row.figures if x.label in columns):
            draft.say(f"{verdict}{name}：{_figure(draft, table, fit.row, field)}")
    notes = [span for fit in rows for span in fit.row.remarks]
    notes += [table.note] if table.note and _speaks_of(table.note, rows, columns, library) else []
    said_once = {one_line(library.slice(table.document_id, *span)): span for span in reversed(notes)}
    for words, (start, end) in reversed(said_once.items()):
        said = words if re.match(r"备?注|说明", words) else f"备注：{words}"
        draft.say(f"{said}{draft.cite(table.document_id, start, end)}")
    first = rows[0].row.figures[0]
    draft.say(f"出处：{place(library, library.clause_at(table.document_id, first.start))}")
    return draft.answer()


def _speaks_of(note: Span, rows: Sequence[_Fit], columns: Sequence[str], library: Library) -> bool:
    """Does the note below the table speak of all its figures, or have a word of the row or the column?"""
    words = fold(library.slice(rows[0].table.document_id, *note))
    names = [*(name for fit in rows for name in fit.row.words.split("|")), *columns]
    shared = any(name[i : i + 2] in words for name in names for i in range(len(name) - 1))
    return bool(_OF_ALL.search(words)) or shared


def _figure(draft: Draft, table: Table, row: Row, field: Field) -> str:
    """The column and the figure, with the unit that stands above the table."""
    of = draft.library.slice
    spans = [*([field.group] if field.group else []), (field.label_start, field.label_end)]
    label = "".join(re.sub(r"\s", "", of(table.document_id, *span)) for span in spans)
    value = one_line(of(table.document_id, field.start, field.end))
    # By itself as well: of two figures beside each other, the row does not show where one ends.
    marks = [draft.cite(table.document_id, field.start, field.end), draft.cite(table.document_id, *row.span)]
    marks += [draft.cite(table.document_id, *span) for span in spans]
    if table.unit and _PLAIN.fullmatch(value) and not _BRACKET.search(field.label):
        said = one_line(of(table.document_id, *table.unit))
        several = not _unit_above(table, draft.library)
        value += f"（{said}）" if several else re.split(r"[：:]\s*", said, maxsplit=1)[1]
        marks.append(draft.cite(table.document_id, *table.unit))
    return f"{label} {value}{''.join(dict.fromkeys(marks))}"
