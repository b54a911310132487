"""One row of a table of tasks: who does what it says, and by when, where both are asked for."""

from __future__ import annotations

import re

from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.library import Library
from policytext.fields import Field, Span

OF_DUTIES = re.compile(r"(?:部门|单位|主体|处室)$")
OF_TIME = re.compile(r"(?:时限|时间|期限|进度|节点)(?:要求|安排)?$")


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
