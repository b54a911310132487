"""A snapshot of the catalogue in memory: the outline, duties, figures and sentences that answers are made of.

It is built once for a revision of the catalogue and never changes; a new revision makes a new snapshot.
Searching by words and by vectors is `vectorstore`'s part.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.answer import Citation
from assistant.tables import Table, tables_of_figures
from policytext.fields import Field, find_fields
from policytext.folding import fold
from policytext.places import find_places
from policytext.posts import PostLine, find_posts
from policytext.sentences import split_sentences
from vectorstore.records import Clause, Document, Duty, Figure, Passage, Record

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

LEAST_TITLE = 6  # characters of a title that is part of another

# What stands around the words of a document and says nothing of its subject: where and when it was published, whom
# it addresses, that it is sent out.
_FRAME = re.compile(
    r"(?:信息来源|来源|作者|发布(?:日期|时间|机构)|编辑|责任编辑|浏览次数|索引号|字体|打印)[:：]"
    r"|.{0,60}印发给你们.{0,40}$|.{0,80}(?:通知|公告|解读|说明|意见)如下[:：。]?$|.{0,80}作(?:如下|以下)(?:解读|修订|调整|说明)[。:：]?$"
    r"|[^。,，]{2,80}[:：]$|第[一二三四五六七八九十]+章.{0,20}$"
)

# A bracket or a label that names departments: no statement of its own.
_NAMES_ONLY = re.compile(r"[（(【\[]|(?:责任|负责|牵头|主管|配合|指导|实施)(?:单位|部门)|部门分工")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a clause, with its folded text for comparing."""

    document_id: str
    clause: int
    start: int
    end: int
    folded: str


class Library:
    """Look-ups over all records, in the order in which the documents were added."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records: dict[str, Record] = {record.document.id: record for record in records}
        self._duties: dict[tuple[str, int], list[Duty]] = {}
        self._figures: dict[tuple[str, int], list[Figure]] = {}
        for record in self.records.values():
            for duty in record.duties:
                self._duties.setdefault((duty.document_id, duty.clause), []).append(duty)
            for figure in record.figures:
                self._figures.setdefault((figure.document_id, figure.clause), []).append(figure)
        self._folded_texts: dict[str, str] = {}
        self.sentences = lru_cache(maxsize=50_000)(self._sentences)
        self.folded_clause = lru_cache(maxsize=20_000)(self._folded_clause)
        self.folded_address = lru_cache(maxsize=50_000)(self._folded_address)
        self.frequency = lru_cache(maxsize=20_000)(self._frequency)
        self.is_local = lru_cache(maxsize=20_000)(self._is_local)

    def document(self, document_id: str) -> Document:
        return self.records[document_id].document

    def documents(self, within: Collection[str] | None = None) -> list[Document]:
        return [r.document for r in self.records.values() if within is None or r.document.id in within]

    def clause(self, document_id: str, ordinal: int) -> Clause:
        return self.records[document_id].clauses[ordinal]

    def clauses(self, within: Collection[str] | None = None) -> Iterator[Clause]:
        for document in self.documents(within):
            yield from self.records[document.id].clauses

    def children(self, clause: Clause) -> list[Clause]:
        return [c for c in self.records[clause.document_id].clauses if c.parent == clause.ordinal]

    def ancestors(self, clause: Clause) -> list[Clause]:
        """The clauses above, nearest first."""
        found = []
        parent = clause.parent
        while parent is not None:
            above = self.clause(clause.document_id, parent)
            found.append(above)
            parent = above.parent
        return found

    def duties(self, within: Collection[str] | None = None) -> list[Duty]:
        return [duty for document in self.documents(within) for duty in self.records[document.id].duties]

    def duties_of(self, clause: Clause) -> list[Duty]:
        return self._duties.get((clause.document_id, clause.ordinal), [])

    def is_statement(self, duty: Duty) -> bool:
        """Is it a statement in running text (财政部负责筹集资金), which speaks of itself and no more?"""
        text = self.document(duty.document_id).text
        return duty.covers_start == duty.start and not _NAMES_ONLY.match(text, duty.start)

    def figures_of(self, document_id: str, ordinal: int) -> list[Figure]:
        return self._figures.get((document_id, ordinal), [])

    def year_of(self, document_id: str) -> int | None:
        """The year of a document: of its date, else of its number."""
        document = self.document(document_id)
        found = YEAR.search(document.date or "") or YEAR.search(document.number or "")
        return int(found.group()) if found else None

    def years_asked(self, years: Collection[int], offsets: Collection[int], document_id: str) -> set[int]:
        """The years of a question for one document: 去年 is the year before the document's."""
        base = self.year_of(document_id)
        return {*years, *(base + offset for offset in offsets if base)}

    def years_around(self, document_id: str, ordinal: int) -> set[int]:
        """The years that a clause speaks of by its place: the nearest heading's, else the document's."""
        clause = self.clause(document_id, ordinal)
        for label in reversed(clause.address):
            if YEAR.search(label):
                return {int(year) for year in YEAR.findall(label)}
        year = self.year_of(document_id)
        titled = {int(year) for year in YEAR.findall(self.document(document_id).title)}
        return ({year} if year else set()) | (titled if len(titled) == 1 else set())

    def slice(self, document_id: str, start: int, end: int) -> str:
        return self.document(document_id).text[start:end]

    def own_text(self, clause: Clause) -> str:
        return self.slice(clause.document_id, clause.start, clause.body_end)

    def ends(self, clause: Clause, position: int) -> bool:
        """Does nothing of the clause's own text stand behind `position`?"""
        return not self.slice(clause.document_id, position, clause.body_end).strip()

    def clause_at(self, document_id: str, position: int) -> Clause:
        """The clause whose own text holds `position`."""
        clauses = self.records[document_id].clauses
        return next((c for c in clauses if c.start <= position < c.body_end), clauses[0])

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """Every department that answers for something, as printed, each once."""
        names = (d.name for duty in self.duties() for d in duty.departments)
        return tuple(dict.fromkeys(names))

    @cached_property
    def _passages(self) -> dict[str, Passage]:
        return {p.id: p for record in self.records.values() for p in record.passages}

    def passage(self, passage_id: str) -> Passage | None:
        """None when the index knows a passage that the catalogue no longer has."""
        return self._passages.get(passage_id)

    @cached_property
    def folded_passages(self) -> tuple[tuple[str, str], ...]:
        """(document id, folded passage) for all passages: what word frequencies are counted on."""
        return tuple((p.document_id, fold(p.text)) for r in self.records.values() for p in r.passages)

    def folded_text(self, document_id: str) -> str:
        """The document's text, title and number, folded: to see whether it has a word at all."""
        if document_id not in self._folded_texts:
            document = self.document(document_id)
            parts = (document.title, document.number or "", document.issuer or "", document.text)
            self._folded_texts[document_id] = fold("\n".join(parts))
        return self._folded_texts[document_id]

    @cached_property
    def fields(self) -> dict[str, list[tuple[str, Field]]]:
        """(document id, cell or labelled value) by the folded name of the column or label, in their order."""
        found: dict[str, list[tuple[str, Field]]] = {}
        for document in self.documents():
            for field in find_fields(document.text):
                found.setdefault(field.label, []).append((document.id, field))
        return found

    @cached_property
    def tables(self) -> list[Table]:
        """The tables with columns of figures of all documents, in their order."""
        cells: dict[str, list[Field]] = {}
        for document_id, field in (x for values in self.fields.values() for x in values):
            cells.setdefault(document_id, []).append(field)
        return [
            table
            for document_id, fields in cells.items()
            for table in tables_of_figures(
                document_id, self.document(document_id).text, sorted(fields, key=lambda x: x.start)
            )
        ]

    @cached_property
    def rows(self) -> set[tuple[str, int]]:
        """(document id, ordinal) of the clauses that are rows of tables."""
        rows = {(key, field.row[0]) for values in self.fields.values() for key, field in values if field.row}
        return {(key, self.clause_at(key, start).ordinal) for key, start in rows}

    @cached_property
    def posts(self) -> list[tuple[str, PostLine]]:
        """(document id, line that says who holds a post) of all documents, in their order."""
        return [(d.id, line) for d in self.documents() for line in find_posts(d.text)]

    @cached_property
    def folded_titles(self) -> dict[str, str]:
        return {d.id: fold(d.title) for d in self.documents()}

    def _frequency(self, word: str) -> int:
        """Number of passages that hold the folded `word`."""
        return sum(word in text for _, text in self.folded_passages)

    def head(self, document_id: str) -> str:
        """Title and issuer, which tell of what place a document is."""
        document = self.document(document_id)
        return f"{document.title}{document.issuer or ''}"

    def is_title(self, sentence: Sentence) -> bool:
        """Is it the title, or the title and the line that addresses the reader? Both answer nothing."""
        rest = self._behind_title(sentence)
        alone = rest != sentence.folded and (not rest or rest.endswith(":"))
        return alone or self.is_inner_title(sentence)

    def is_frame(self, sentence: Sentence) -> bool:
        """Is it the title, or a line that stands around the words of a document and says nothing of its subject?"""
        rest = self._behind_title(sentence)
        return not rest or self.is_inner_title(sentence) or bool(_FRAME.match(rest))

    def is_inner_title(self, sentence: Sentence) -> bool:
        """Is it the title of the measure that a notice sends out, above its text?"""
        title = self.folded_titles[sentence.document_id]
        return len(sentence.folded) >= LEAST_TITLE and sentence.folded in title

    def _behind_title(self, sentence: Sentence) -> str:
        """The folded sentence without the title with which it may begin."""
        return sentence.folded.removeprefix(self.folded_titles[sentence.document_id])

    def _is_local(self, document_id: str) -> bool:
        """Is it a document of a province or city, by its title or issuer?"""
        document = self.document(
            document_id
        )  # apart, lest a title's last word and the issuer's first make a place
        return any(p.level != "country" for p in find_places(f"{document.title} {document.issuer or ''}"))

    def mentions(self, word: str) -> bool:
        """Does any document print the folded `word`, in its text or its title?"""
        return bool(self.frequency(word)) or any(word in title for title in self.folded_titles.values())

    def _sentences(self, document_id: str, ordinal: int) -> tuple[Sentence, ...]:
        clause = self.clause(document_id, ordinal)
        text = self.document(document_id).text
        brackets = [(d.start, d.end) for d in self.duties_of(clause) if not self.is_statement(d)]
        found = []
        for span in split_sentences(text, clause.start, clause.body_end):
            start, end = strip_span(text, *span)
            # The words that only name the departments are no statement, and no part of the one behind them.
            for first, last in brackets:
                says_more = last >= end and not _NAMES_ONLY.match(text, start)  # …，由财政厅负责管理。
                if first <= start < last and not says_more:
                    start, end = strip_span(text, min(last, end), end)
            if start < end:
                found.append(Sentence(document_id, ordinal, start, end, fold(text[start:end])))
        return tuple(found)

    def _folded_clause(self, document_id: str, ordinal: int) -> str:
        return "".join(sentence.folded for sentence in self.sentences(document_id, ordinal))

    def _folded_address(self, document_id: str, ordinal: int) -> str:
        return fold("".join(self.clause(document_id, ordinal).address))

    def cite(self, document_id: str, start: int, end: int, n: int = 0) -> Citation:
        """The words `start`..`end` as a citation, white space at its ends left out."""
        document = self.document(document_id)
        start, end = strip_span(document.text, start, end)
        page = next((p.number for p in document.pages if p.start <= start < p.end), None)
        return Citation(
            n=n,
            document_id=document_id,
            document_number=document.number,
            title=document.title,
            source=document.sources[0] if document.sources else "",
            section=self.clause_at(document_id, start).address,
            quote=document.text[start:end],
            start=start,
            end=end,
            page=page,
        )


def strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
