"""What claims are held against: the statements of a library or of a few quotes, found by what they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.answer import Citation
from assistant.checking.grams import Weights, grams
from assistant.checking.reading import Reading, read
from assistant.library import Library
from policytext.duties import find_duties
from vectorstore.records import Duty, DutyDepartment

CANDIDATES = 24  # statements that are looked at closely for one claim


@dataclass(frozen=True)
class Source:
    """A document, or a quote of one, as far as claims are checked against it."""

    document_id: str
    number: str
    title: str
    issuer: str = ""
    date: str = ""


@dataclass
class Pool:
    """Statements with an index of their pairs. Made once, never changed."""

    readings: Sequence[Reading]
    duties: Sequence[Duty]
    sources: Sequence[Source]
    other_names: Sequence[str] = ()  # of departments that are known but answer for nothing here
    weights: Weights = field(init=False)
    _postings: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.weights = Weights(r.pairs for r in self.readings)
        self._postings = defaultdict(list)
        for index, reading in enumerate(self.readings):
            for pair in reading.pairs:
                self._postings[pair].append(index)

    @cached_property
    def department_names(self) -> tuple[str, ...]:
        """The departments that answer for something, longest first."""
        names = {d.name for duty in self.duties for d in duty.departments if len(d.name) >= 3}
        names |= {n for n in self.other_names if len(n) >= 3}
        return tuple(sorted(names, key=lambda n: (-len(n), n)))

    def candidates(
        self, pairs: Collection[str], within: Collection[str] | None = None, top: int = CANDIDATES
    ) -> list[tuple[Reading, float]]:
        """The statements that hold most of `pairs` by weight, best first, with the share they hold."""
        scores: dict[int, float] = defaultdict(float)
        total = 0.0
        for pair in pairs:
            weight = self.weights(pair)
            total += weight
            for index in self._postings.get(pair, ()):
                scores[index] += weight
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        found = []
        for index, score in best:
            reading = self.readings[index]
            if within is None or reading.document_id in within:
                found.append((reading, score / total))
                if len(found) == top:
                    break
        return found

    def knows(self, word: str) -> bool:
        """Does a statement hold this word?"""
        postings = [self._postings.get(pair, []) for pair in grams(word)]
        rarest = min(postings, key=len, default=[])
        return any(word in self.readings[index].folded for index in rarest)

    def duty_of(self, reading: Reading) -> list[Duty]:
        """The duties that cover a statement; else those of its clause."""
        duties = self._duties_of(reading.document_id)
        covering = [
            d for d in duties if d.covers_start < reading.end and reading.start < max(d.covers_end, d.end)
        ]
        return covering or [d for d in duties if d.clause == reading.clause]

    def _duties_of(self, document_id: str) -> list[Duty]:
        return self._by_document.get(document_id, [])

    @cached_property
    def _by_document(self) -> dict[str, list[Duty]]:
        found: dict[str, list[Duty]] = defaultdict(list)
        for duty in self.duties:
            found[duty.document_id].append(duty)
        return found


def pool_of_library(library: Library) -> Pool:
    """All statements of all documents."""
    readings: list[Reading] = []
    for record in library.records.values():
        document = record.document
        year, place_year = year_in(document.title), library.year_of(document.id)
        for clause in record.clauses:
            readings += read(
                document.text, clause.start, clause.body_end, heading=clause.address, title=document.title,
                year=year, document_id=document.id, clause=clause.ordinal, place_year=place_year,
            )  # fmt: skip
    sources = [
        Source(d.id, d.number or "", d.title, d.issuer or "", d.date or "") for d in library.documents()
    ]
    return Pool(readings, library.duties(), sources)


def pool_of_citations(citations: Iterable[Citation], library: Library) -> Pool:
    """The statements of the quotes; `document_id` of each is the citation's number, so that it can be named.
    The library tells what the words of a quote mean by their place: who leads, which column of a table."""
    readings: list[Reading] = []
    duties: list[Duty] = []
    sources = []
    for citation in citations:
        name = str(citation.n)
        readings += read(
            citation.quote, heading=citation.section, title=citation.title, year=year_in(citation.title),
            document_id=name,
        )  # fmt: skip
        duties += _known_duties(citation, name, library) or _duties_in(citation.quote, name)
        sources.append(Source(name, citation.document_number or "", citation.title))
    return Pool(readings, duties, sources, library.departments)


def _known_duties(citation: Citation, name: str, library: Library) -> list[Duty]:
    """The duties of the document whose words stand in the quote, placed in it."""
    record = library.records.get(citation.document_id)
    if record is None or record.document.text[citation.start : citation.end] != citation.quote:
        return []
    start, end = citation.start, citation.end
    found = []
    for duty in record.duties:
        if duty.covers_start < end and start < max(duty.covers_end, duty.end):
            printed = (d for d in duty.departments if start <= d.start and d.end <= end)
            departments = tuple(replace(d, start=d.start - start, end=d.end - start) for d in printed)
            if departments:
                found.append(Duty(
                    name, -1, departments, max(0, duty.covers_start - start), duty.covers_end - start,
                    duty.start - start, duty.end - start, duty.scope,
                ))  # fmt: skip
    return found


def _duties_in(quote: str, name: str) -> list[Duty]:
    """The duties that a quote prints; each covers what stands before it up to the one before."""
    found = []
    covered = 0
    for mention in find_duties(quote):
        departments = tuple(DutyDepartment(d.name, d.role, d.start, d.end) for d in mention.departments)
        found.append(Duty(name, -1, departments, covered, mention.start, mention.start, mention.end))
        covered = mention.end
    return found


def year_in(title: str) -> int | None:
    """The last year that a title speaks of."""
    from policytext.dates import find_dates

    years = [d.end_year or d.year for d in find_dates(title) if d.year]
    return years[-1] if years else None
