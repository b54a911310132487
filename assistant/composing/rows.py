"""Rows of a table that the question names: their figures in the column that it asks for (甲县有多少船员, 甲县和乙县的
船舶各多少艘), and who does a task and by when, where both are asked for.

All words of the question must stand in the row, the name of its column, or the headings above: a question that
says more (有多少船员领了补助) asks for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.library import Library
from assistant.question import Kind, Question
from assistant.wording import word_list
from policytext.fields import Field, Span
from policytext.folding import fold

OF_DUTIES = re.compile(r"(?:部门|单位|主体|处室)$")
OF_TIME = re.compile(r"(?:时限|时间|期限|进度|节点)(?:要求|安排)?$")
_ASKS_FIGURE = re.compile(r"多少|几[^年月天日]|各")
_BRACKET = re.compile(r"\((?:单位:)?([^()]*)\)")
_NUMBER = re.compile(r"[\d.、,]+")
_FIGURE = re.compile(r"[^\d,。;]{0,12}\d[\d,.]*\D{0,6}")  # 1,210; 岗位550万个
LONGEST_ROW_NAME = 20
_UNIT_COUNTS = 3.0  # weight of a column's unit that the question counts in


@dataclass(frozen=True)
class Cell:
    """A figure in the column that is asked for; `at` is where the question names its row."""

    document_id: str
    field: Field
    name: Span
    at: int


def compose_figures_of_rows(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """None when the question names no row, or it is not clear which column it asks for."""
    asks = question.kind in (Kind.FIGURE, Kind.COMPARE) or _ASKS_FIGURE.search(question.text)
    if not asks or question.english:
        return None
    tables: dict[tuple[str, int], list[Cell]] = {}
    for cell in _named(question, library, within):
        tables.setdefault((cell.document_id, cell.field.label_start), []).append(cell)
    marked = sorted(
        ((_fit(question, cells, library), cells) for cells in tables.values()), key=lambda x: -x[0]
    )
    if not marked or marked[0][0] <= 0 or (len(marked) > 1 and marked[0][0] == marked[1][0]):
        return None
    return _say(_longest(marked[0][1], library), library)


def _named(question: Question, library: Library, within: set[str] | None) -> Iterator[Cell]:
    """The figures of the rows whose names the question holds."""
    for label, values in library.fields.items():
        for document_id, field in values if not OF_TIME.search(label) else ():
            if (within is not None and document_id not in within) or field.row is None:
                continue
            if not _FIGURE.fullmatch(fold(library.slice(document_id, field.start, field.end))):
                continue
            name = row_name(library, document_id, field)
            words = fold(library.slice(document_id, *name))
            if 1 < len(words) <= LONGEST_ROW_NAME and words in question.text:
                yield Cell(document_id, field, name, question.text.index(words))


def row_name(library: Library, document_id: str, field: Field) -> Span:
    """The first cell of the row that is no number; an empty span where there is none."""
    named = [c for c in field.names if not _NUMBER.fullmatch(fold(library.slice(document_id, *c)))]
    first = min(named, default=(field.start, field.start))
    return first if first < (field.start, field.end) else (field.start, field.start)


def _fit(question: Question, cells: list[Cell], library: Library) -> float:
    """How well the column's name and its cells (岗位550万个) hold what is asked for; 0 where a word of the question
    stands nowhere around."""
    first = cells[0]
    document_id, label = first.document_id, first.field.label
    unit = _BRACKET.search(label)
    said = "|".join(fold(library.slice(document_id, c.field.start, c.field.end)) for c in cells)
    name = f"{_BRACKET.sub('', label)}|{said}"
    rows = "|".join(fold(library.slice(document_id, *cell.name)) for cell in cells)
    clause = library.clause_at(document_id, first.field.start)
    around = library.folded_address(document_id, clause.ordinal) + library.folded_titles[document_id]
    terms = [x for x in question.terms if x.word not in word_list("task")]
    years = library.years_around(document_id, clause.ordinal)
    asked = library.years_asked(question.years, question.relative_years, document_id)
    if any(str(year) not in label + rows and year not in years for year in asked):
        return 0.0
    if any(x.word not in f"{name}|{rows}|{around}" for x in terms):
        return 0.0
    held = sum(x.weight for x in terms if x.word in name and x.word not in rows)
    counted = unit is not None and re.search(rf"(?:多少|几){re.escape(unit.group(1))}", question.text)
    return held + _UNIT_COUNTS * bool(counted)


def _longest(cells: list[Cell], library: Library) -> list[Cell]:
    """In the order of the question, without a row whose name is only part of another one's."""
    names = {cell: fold(library.slice(cell.document_id, *cell.name)) for cell in cells}
    kept = [c for c in cells if not any(names[c] != n and names[c] in n for n in names.values())]
    return sorted(kept, key=lambda cell: cell.at)


def compose_parts_of_row(document_id: str, row: Span, library: Library) -> Answer:
    """Who does the task of a row and by when: the columns of departments and of time, in their order."""
    draft = Draft(library)
    parts: dict[int, Field] = {}
    for label, values in library.fields.items():
        if OF_DUTIES.search(label) or OF_TIME.search(label):
            parts |= {x.start: x for other, x in values if other == document_id and x.row == row}
    clause = library.clause_at(document_id, row[0])
    mark = draft.cite(document_id, *row)
    for _, field in sorted(parts.items()):
        label = re.sub(r"\s", "", library.slice(document_id, field.label_start, field.label_end))
        head = draft.cite(document_id, field.label_start, field.label_end)
        draft.say(f"{label}：{one_line(library.slice(document_id, field.start, field.end))}{mark}{head}")
    draft.say(f"出处：{place(library, clause)}")
    return draft.answer()


def _say(cells: list[Cell], library: Library) -> Answer:
    draft = Draft(library)
    for cell in cells:
        field, document_id = cell.field, cell.document_id
        label = re.sub(r"\s", "", library.slice(document_id, field.label_start, field.label_end))
        # By itself as well: of two figures beside each other, the row does not show where one ends.
        own = draft.cite(document_id, field.start, field.end)
        row = draft.cite(document_id, *(field.row or (field.start, field.end)))
        head = draft.cite(document_id, field.label_start, field.label_end)
        name, value = (
            one_line(library.slice(document_id, *span)) for span in (cell.name, (field.start, field.end))
        )
        draft.say(f"{name}：{label} {value}{own}{row}{head}")
    draft.say(f"出处：{place(library, library.clause_at(cells[0].document_id, cells[0].field.start))}")
    return draft.answer()
