"""The words around a figure: what stands beside it, before it in its statement, and what leads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.composing.figure_spans import (
    is_former,
    leader,
    paired,
    part_around,
    part_span,
    statement_end,
    statement_start,
)
from assistant.library import Library
from policytext.folding import fold
from vectorstore.records import Figure

_COUNTED_ASIDE = re.compile(r"[（(][^（）()]*\d[^（）()]*[）)]")  # what it says belongs to its own figure

_COLON = re.compile(r"[:：]")
_LABEL = re.compile(r"[^:：;；。]+(?=[:：])")


@dataclass(frozen=True)
class Words:
    """The folded words around a figure; `led` are those of the figure that says what this one measures too."""

    part: str
    near: str  # its part and its measure
    before: str
    behind: str
    led: str = ""
    takes_over: bool = False  # is it the new value, and its leader the former one?


def words_around(library: Library, figure: Figure) -> Words:
    """Of a figure in a row (A、B月人均水平达1和2) what stands beside the figures belongs to all, the subjects to
    one each; of one whose part names but a class, what stands before includes the words of its leader."""
    start, end = part_span(library, figure)
    part = fold(library.slice(figure.document_id, start, end))
    near = f"{fold(figure.measure)}|{part}"
    if peers := paired(library, figure):
        part, last = fold(figure.measure), fold(peers[-1].measure)
        near = f"{part}|{last[len(last) // 2 :]}"
    lead = leader(library, figure)
    opens = statement_start(library, lead or figure)
    before = fold(f"{label_of(library, figure, opens)}{library.slice(figure.document_id, opens, start)}")
    behind = library.slice(figure.document_id, end, statement_end(library, figure))
    led = f"{fold(lead.measure)}|{fold(part_around(library, lead))}" if lead else ""
    takes_over = lead is not None and is_former(library, lead)
    return Words(part, near, before, fold(_COUNTED_ASIDE.sub("", behind)), led, takes_over)


def label_of(library: Library, figure: Figure, opens: int) -> str:
    """What a colon puts before every statement of the sentence: 沿河省份：2020年签约的，…；2021年签约的，…"""
    if _COLON.search(library.slice(figure.document_id, opens, figure.start)):
        return ""  # it has a label of its own
    said = library.slice(figure.document_id, figure.sentence_start, opens)
    return next(iter(reversed(_LABEL.findall(said))), "")


def said_before(library: Library, figure: Figure) -> str:
    """What stands before the figure's part in its clause."""
    clause = library.clause(figure.document_id, figure.clause)
    return fold(library.slice(figure.document_id, clause.start, part_span(library, figure)[0]))
