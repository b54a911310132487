"""An answer while it is being put together: its lines, and its citations numbered as they are used."""

from __future__ import annotations

from dataclasses import replace

from assistant import thresholds as t
from assistant.answer import Answer, Citation
from assistant.library import Library
from vectorstore.records import Clause


class Draft:
    """Collects lines with [n] marks. The same words are cited once, under one number."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.citations: list[Citation] = []
        self.lines: list[str] = []
        self.notes: list[str] = []

    @property
    def full(self) -> bool:
        return len(self.citations) >= t.MOST_CITATIONS

    def cite(self, document_id: str, start: int, end: int) -> str:
        """Cite the words `start`..`end`; the mark to put behind a statement: "[1]"."""
        citation = self.library.cite(document_id, start, end)
        for known in self.citations:
            inside = known.start <= citation.start and citation.end <= known.end
            if known.document_id == citation.document_id and inside:
                return f"[{known.n}]"
        citation = replace(citation, n=len(self.citations) + 1)
        self.citations.append(citation)
        return f"[{citation.n}]"

    def cite_clause(self, clause: Clause, start: int, end: int) -> str:
        """Cite `start`..`end` with its whole clause where that is short, else with what stands around it."""
        if clause.body_end - clause.start <= t.LONGEST_CLAUSE_QUOTE:
            return self.cite(clause.document_id, clause.start, clause.body_end)
        sentences = self.library.sentences(clause.document_id, clause.ordinal)
        first, last = widen([(s.start, s.end) for s in sentences], start, end, t.LONGEST_CLAUSE_QUOTE)
        return self.cite(clause.document_id, first, last)

    def say(self, line: str) -> None:
        self.lines.append(line)

    def answer(self) -> Answer:
        return Answer("answered", "\n".join(self.lines), tuple(self.citations), notes=tuple(self.notes))


def widen(spans: list[tuple[int, int]], start: int, end: int, longest: int) -> tuple[int, int]:
    """The sentences around `start`..`end`, as many on both sides as fit into `longest` characters."""
    inside = [i for i, (s, e) in enumerate(spans) if e > start and s < end]
    if not inside:
        return start, end
    first, last = inside[0], inside[-1]
    while True:
        grown = False
        if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= longest:
            last, grown = last + 1, True
        if first > 0 and spans[last][1] - spans[first - 1][0] <= longest:
            first, grown = first - 1, True
        if not grown:
            return spans[first][0], spans[last][1]


def place(library: Library, clause: Clause, depth: int = 2) -> str:
    """Where a clause stands, for the reader: 粤财办〔2018〕6号 › （六）… › 17. …"""
    document = library.document(clause.document_id)
    name = document.number or f"《{document.title}》"
    return " › ".join([name, *clause.address[-depth:]])


def one_line(text: str) -> str:
    """The words without line breaks, which belong to the layout of the source."""
    return "".join(line.strip() for line in text.splitlines())
