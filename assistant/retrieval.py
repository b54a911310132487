"""Find the sentences that speak of what is asked, best first.

1. Candidates: passages by words (BM25 over character pairs) and by vectors, from the store.
2. Every sentence of the candidates' clauses is scored: how much of the question's terms it holds, by weight,
   in the sentence, its clause, the headings above it or the title; how near its passage is to the question
   in the embedding; how high its passage stood by words.
On policy questions words beat vectors, and equal-weight fusion lost to words alone; hence weighted evidence.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant import thresholds as t
from assistant.expected import expectation
from assistant.library import YEAR, Library, Sentence
from assistant.question import Kind, Question, Term, is_told_at_length
from assistant.terms import held, longest_run, synonym_groups
from assistant.understanding import asks_rules, place_stem
from assistant.which_one import share_of_one
from policytext.places import province_of
from vectorstore.records import Clause
from vectorstore.store import PolicyStore


@dataclass(frozen=True)
class Found:
    """A sentence with its marks. `coverage` is the share of the terms' weight that it holds, with its
    surroundings; `own` the share that it holds by itself; `missing` are the terms held nowhere."""

    sentence: Sentence
    clause: Clause
    score: float
    coverage: float
    own: float
    similarity: float
    missing: tuple[str, ...]
    nearest: float  # the best cosine of the whole search; 0 when there was none
    of_year: bool  # is it of a year that is asked for?
    of_place: (
        bool  # does it speak of every place that is asked for, by itself or by its document, and of the very
    )
    # one of several (一级响应, 第二批)?
    evidence: float = 0.0  # weight of the terms it covers, in units of the rarest word's weight
    lead: float = 0.0  # how far its score stands above the best of any other clause
    document_lead: float = 0.0  # and above the best of any other document


_NATIONAL = re.compile(
    r"^(?:核对:?)?(?:(?:19|20)\d\d年[底末前]?)?全国|(?:国家|中央|全国|国务院)(?:的)?(?:规定|要求|层面|标准|是|对)|国家(?:一级|级)层面"
)
RECENT = 16  # questions whose findings are kept


@dataclass(frozen=True)
class _Candidate:
    """A passage that either index found, with its marks."""

    start: int
    end: int
    similarity: float
    words: float
    nearest: float


@dataclass(frozen=True)
class _Asked:
    """What of a question is compared with every sentence, made once."""

    question: Question
    topic: str  # without marks
    compact: str  # the terms alone
    weight: float  # of all terms, in units of the rarest word's weight


class Retriever:
    """Finds in one store; `library` is the snapshot that its answers are made from."""

    def __init__(self, store: PolicyStore, library: Library) -> None:
        self._store = store
        self._library = library
        # A generated answer asks again what the composed one has just asked.
        self._recent = lru_cache(maxsize=RECENT)(self._find)

    def find(self, question: Question, within: Collection[str] | None = None) -> list[Found]:
        """Sentences of the candidate clauses, best first; empty when nothing was found at all."""
        return list(self._recent(question, None if within is None else frozenset(within)))

    def _find(self, question: Question, within: Collection[str] | None) -> list[Found]:
        clauses: dict[tuple[str, int], list[_Candidate]] = {}
        for (document_id, ordinal), candidate in self._candidates(question, within):
            clauses.setdefault((document_id, ordinal), []).append(candidate)
        asked = self._asked(question)
        found: dict[tuple[str, int], Found] = {}
        for (document_id, ordinal), marks in clauses.items():
            for one in self._score_clause(asked, self._library.clause(document_id, ordinal), marks):
                key = (document_id, one.sentence.start)
                if key not in found or one.score > found[key].score:
                    found[key] = one
        ranked = sorted(found.values(), key=lambda f: (-f.score, f.sentence.document_id, f.sentence.start))
        if _NATIONAL.search(question.text) and not question.places and not question.documents:
            ranked = self._only_national(ranked)
        if question.spoken_of:
            ranked.sort(key=lambda one: -of_conversation(question, one))
        return with_lead(ranked[: t.MOST_FOUND])

    def _only_national(self, ranked: list[Found]) -> list[Found]:
        """Without the documents of provinces and cities, where one of the whole country speaks of what is asked."""
        national = [one for one in ranked if not self._library.is_local(one.sentence.document_id)]
        return national if national and national[0].coverage >= t.LEAST_COVERAGE_FIGURE else ranked

    def _asked(self, question: Question) -> _Asked:
        rarest = math.log(2 + len(self._library.folded_passages))
        return _Asked(
            question,
            re.sub(r"\W", "", question.topic),
            "".join(term.word for term in question.terms),
            sum(term.weight for term in question.terms) / rarest,
        )

    def _candidates(
        self, question: Question, within: Collection[str] | None
    ) -> Iterable[tuple[tuple[str, int], _Candidate]]:
        """((document, ordinal of the clause), passage) for each passage that either index found."""
        words = self._store.words.search(self._search_text(question), t.WORD_CANDIDATES, within)
        # The glossary's Chinese lies nearer to the documents than the English; words it does not know stay English.
        known = not question.english or question.terms
        vector = self._store.embedder.embed_query(question.text if known else question.original)
        vectors = self._store.vectors.search(vector, t.VECTOR_CANDIDATES, within)
        span = (t.SIMILARITY_FLOOR, t.SIMILARITY_CEILING) if known else t.SIMILARITY_ENGLISH
        top = max((hit.score for hit in words), default=1.0) or 1.0
        by_words = {hit.passage_id: hit.score / top for hit in words}
        by_vector = {hit.passage_id: stretch(hit.score, *span) for hit in vectors}
        nearest = max((hit.score for hit in vectors), default=0.0)
        lowest = min(by_vector.values(), default=0.0)
        for passage_id in by_words.keys() | by_vector.keys():
            passage = self._library.passage(passage_id)
            if passage is not None:
                similarity = by_vector.get(passage_id, lowest / 2)
                marks = (similarity, by_words.get(passage_id, 0.0), nearest)
                yield (passage.document_id, passage.clause), _Candidate(passage.start, passage.end, *marks)

    def _search_text(self, question: Question) -> str:
        extra = (other for term in question.terms for other in synonym_groups().get(term.word, ())[:3])
        return " ".join([question.topic or question.text, *extra])

    def _score_clause(self, asked: _Asked, clause: Clause, marks: list[_Candidate]) -> Iterable[Found]:
        """All sentences of the clause; of one as long as an article only those of the passages found."""
        sentences = self._library.sentences(clause.document_id, clause.ordinal)
        if clause.body_end - clause.start <= t.LONG_CLAUSE:
            whole = self._library.folded_clause(clause.document_id, clause.ordinal)
            yield from self._score(asked, clause, sentences, whole, sorted(marks, key=lambda m: m.start))
            return
        for mark in marks:
            first = bisect_right(sentences, mark.start - t.AROUND, key=lambda s: s.end)
            last = bisect_left(sentences, mark.end + t.AROUND, key=lambda s: s.start)
            near = sentences[first:last]
            inside = [s for s in near if s.start < mark.end and s.end > mark.start]
            yield from self._score(asked, clause, inside, "".join(s.folded for s in near), [mark])

    def _score(
        self,
        asked: _Asked,
        clause: Clause,
        sentences: Sequence[Sentence],
        whole: str,
        marks: Sequence[_Candidate],
    ) -> Iterable[Found]:
        """`whole`: the folded words around the sentences; `marks`: their passages, in order."""
        question = asked.question
        address = self._library.folded_address(clause.document_id, clause.ordinal)
        title = self._library.folded_titles[clause.document_id]
        speaks_of_place = self.fits_places(question, clause, whole)
        around = t.WEIGHT_TITLE * cover(question.terms, title, title, "", "")[1]
        for sentence in sentences:
            of_one = share_of_one(question.text, self._library, sentence)
            of_place = speaks_of_place and of_one > 0
            mark = next((m for m in reversed(marks) if m.start <= sentence.start), marks[0])
            coverage, own, missing = cover(question.terms, sentence.folded, whole, address, title)
            if missing and len(asked.compact) >= t.SHORTEST_RUN:
                share = longest_run(asked.compact, sentence.folded) / len(asked.compact)
                coverage, own = max(coverage, share), max(own, share)
            of_year = self.fits_years(question, sentence)
            score = around - (t.OTHER_ONES * (1 - of_one) if of_place else t.OTHER_PLACE)
            score += coverage + t.WEIGHT_SIMILARITY * mark.similarity + t.WEIGHT_WORDS * mark.words
            score += t.WEIGHT_PHRASE * phrase_held(asked.topic, sentence.folded)
            score += t.WEIGHT_EXPECTED * expectation(question, self._library, sentence)
            score -= 0.0 if of_year else t.OTHER_YEAR
            score -= t.FRAME if self._library.is_frame(sentence) else 0.0
            yield Found(
                sentence, clause, score, coverage, own, mark.similarity, missing, mark.nearest,
                of_year, of_place, coverage * asked.weight,
            )  # fmt: skip

    def fits_places(self, question: Question, clause: Clause, whole: str) -> bool:
        """Does the clause, a heading above it, or the document by its title or issuer speak of the places?"""
        if not question.places:
            return True
        head = self._library.head(clause.document_id)
        around = f"{whole}{''.join(clause.address)}{head}"
        rules = asks_rules(question.kind, question.text)
        fitting = [place in around or (rules and lies_in(place, head)) for place in question.places]
        several = len(fitting) > 1 and (question.kind is Kind.DESCRIBE or is_told_at_length(question.text))
        return any(fitting) if several else all(fitting)

    def fits_years(self, question: Question, sentence: Sentence) -> bool:
        """Is the sentence of a year that is asked for, by its own words or by its place?"""
        asked = self._library.years_asked(question.years, question.relative_years, sentence.document_id)
        if not asked:
            return True
        own = {int(year) for year in YEAR.findall(sentence.folded)}
        known = own | self._library.years_around(sentence.document_id, sentence.clause)
        return bool(asked & known) or not known


def of_conversation(question: Question, one: Found) -> float:
    """Its score for the order alone: that its document was just spoken of tells which of two answers, and not
    whether one does."""
    return one.score + (t.SPOKEN_OF if one.clause.document_id == question.spoken_of else 0.0)


def lies_in(place: str, head: str) -> bool:
    """Is `place` a city of a province that the title or the issuer names?"""
    province = province_of(place)
    return bool(province) and place_stem(str(province)) in head


def with_lead(ranked: list[Found]) -> list[Found]:
    """The ranked sentences, each with its lead over the best sentence of another clause and of another document."""
    if not ranked:
        return []
    best = ranked[0]
    clause = next((one.score for one in ranked if one.clause != best.clause), 0.0)
    document = next((one.score for one in ranked if one.clause.document_id != best.clause.document_id), 0.0)
    return [
        replace(
            one,
            lead=one.score - (clause if one.clause == best.clause else best.score),
            document_lead=one.score
            - (document if one.clause.document_id == best.clause.document_id else best.score),
        )
        for one in ranked
    ]


def phrase_held(topic: str, sentence: str) -> float:
    """Share of the topic that stands in the sentence as one phrase; 0 for a phrase too short to tell."""
    if len(topic) < t.LEAST_PHRASE:
        return 0.0
    run = longest_run(topic, sentence)
    return run / len(topic) if run >= t.LEAST_PHRASE else 0.0


def stretch(cosine: float, floor: float, ceiling: float) -> float:
    """A cosine as a share of the way from unrelated to matching, in [0, 1]."""
    share = (cosine - floor) / (ceiling - floor)
    return min(1.0, max(0.0, share))


def cover(
    terms: Sequence[Term], sentence: str, clause: str, address: str, title: str
) -> tuple[float, float, tuple[str, ...]]:
    """(share held with surroundings, share held by the sentence itself, terms held nowhere)."""
    return cover_all(terms, sentence, clause, address, title)[:3]


def cover_all(
    terms: Sequence[Term], sentence: str, clause: str, address: str, title: str
) -> tuple[float, float, tuple[str, ...], float]:
    """As `cover`, and the share of the weight that is held nowhere."""
    total = sum(term.weight for term in terms)
    if not total:
        return 0.0, 0.0, (), 0.0
    covered = own = lost = 0.0
    missing = []
    for term in terms:
        inside = held(term.word, sentence)
        best = max(
            t.WEIGHT_IN_SENTENCE * inside,
            t.WEIGHT_IN_CLAUSE * held(term.word, clause),
            t.WEIGHT_IN_ADDRESS * held(term.word, address),
            t.WEIGHT_IN_TITLE * held(term.word, title),
        )
        covered += term.weight * best
        own += term.weight * inside
        if best < t.HELD:
            missing.append(term.word)
            lost += term.weight
    return covered / total, own / total, tuple(missing), lost / total
