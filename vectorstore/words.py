"""Keep the words of passages in tantivy, and find passages by them. Cutting text into terms is in `terms.py`.

Queries are built of terms, never parsed: whatever a user types is text to look for, not a query language.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import tantivy

from vectorstore.following import Standing, nearest_standing, search_one_state
from vectorstore.hits import Hit
from vectorstore.terms import terms

FIELD_BOOSTS: Mapping[str, float] = {"body": 1.0, "context": 0.6, "title": 0.3}
SINGLE_CHARACTER_WEIGHT = 0.25
# A question of 100,000 characters is looked for by its first terms.
MOST_QUERY_CHARACTERS = 2000
MOST_QUERY_TERMS = 256
WRITER_HEAP_BYTES = 50_000_000


@dataclass(frozen=True)
class Wording:
    """A passage as word search sees it."""

    passage_id: str
    document_id: str
    body: str
    context: str
    title: str


class Words:
    """Many readers, one writer. A search shows the state that `catalogue` is in."""

    def __init__(self, path: Path, catalogue: Standing) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(path), reuse=True)
        self._index.register_tokenizer(
            "terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        self._index.config_reader("manual")
        self._catalogue = catalogue
        self._writing = threading.Lock()
        self._seen = -1

    def search(
        self,
        question: str,
        top_k: int,
        documents: Collection[str] | None = None,
        boosts: Mapping[str, float] | None = None,
    ) -> list[Hit]:
        """The `top_k` passages that share the most telling terms with `question`, best first, by BM25.

        `documents` narrows down to these ids; none of them means no hit. `boosts` weighs the fields
        body, context and title, in the place of FIELD_BOOSTS; a field that is left out is not searched.
        """
        query = self._query(question, documents, FIELD_BOOSTS if boosts is None else boosts)
        if query is None or top_k < 1:
            return []
        return search_one_state(
            self._catalogue,
            self._follow,
            lambda: nearest_standing(self._catalogue, top_k, lambda wanted: self._best(query, wanted)),
        )

    def write(self, wordings: Iterable[Wording], without: Iterable[str] = ()) -> None:
        """Put `wordings` in the place of what had their ids, and drop the passages `without`; one commit."""
        with self._writing:
            writer = self._index.writer(heap_size=WRITER_HEAP_BYTES, num_threads=1)
            for passage_id in without:
                writer.delete_documents_by_term("passage_id", passage_id)
            for wording in wordings:
                writer.delete_documents_by_term("passage_id", wording.passage_id)
                writer.add_document(_document(wording))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()

    def ids(self) -> set[str]:
        """Every passage id in the index, as last committed."""
        self._index.reload()
        searcher = self._index.searcher()
        total = searcher.num_docs
        if not total:
            return set()
        found = searcher.search(tantivy.Query.all_query(), limit=total, count=False).hits
        return {_passage_id(searcher, at) for _, at in found}

    def _follow(self, revision: int) -> None:
        """Searchers see what other processes have committed only after a reload."""
        if revision != self._seen:
            self._index.reload()
            self._seen = revision

    def _best(self, query: tantivy.Query, wanted: int) -> list[Hit]:
        searcher = self._index.searcher()
        found = searcher.search(query, limit=wanted, count=False).hits
        return [Hit(_passage_id(searcher, at), float(score)) for score, at in found]

    def _query(
        self, question: str, documents: Collection[str] | None, boosts: Mapping[str, float]
    ) -> tantivy.Query | None:
        unique = dict.fromkeys(terms(question[:MOST_QUERY_CHARACTERS]))
        parts = [
            (tantivy.Occur.Should, self._term(field, term, boost))
            for term in islice(unique, MOST_QUERY_TERMS)
            for field, boost in boosts.items()
        ]
        if not parts or (documents is not None and not documents):
            return None
        matching = tantivy.Query.boolean_query(parts)
        if documents is None:
            return matching
        within = tantivy.Query.term_set_query(self._schema, "document_id", list(documents))
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, matching),
                (tantivy.Occur.Must, tantivy.Query.const_score_query(within, 0.0)),
            ]
        )

    def _term(self, field: str, term: str, boost: float) -> tantivy.Query:
        weight = boost * (SINGLE_CHARACTER_WEIGHT if len(term) == 1 else 1.0)
        query = tantivy.Query.term_query(self._schema, field, term, index_option="freq")
        return tantivy.Query.boost_query(query, weight)


def _passage_id(searcher: tantivy.Searcher, at: tantivy.DocAddress) -> str:
    return str(searcher.doc(at).get_first("passage_id"))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    for field in FIELD_BOOSTS:
        builder.add_text_field(field, tokenizer_name="terms", index_option="freq")
    return builder.build()


def _document(wording: Wording) -> tantivy.Document:
    return tantivy.Document(
        passage_id=wording.passage_id,
        document_id=wording.document_id,
        body=" ".join(terms(wording.body)),
        context=" ".join(terms(wording.context)),
        title=" ".join(terms(wording.title)),
    )
