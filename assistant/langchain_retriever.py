"""The retrieval as a LangChain retriever, so that others' chains can use it."""

from __future__ import annotations

from collections.abc import Callable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.answer import Citation
from assistant.library import Library
from assistant.retrieval import Found, Retriever
from assistant.understanding import understand


class PolicyRetriever(BaseRetriever):
    """Clauses for a question, best first, each once: the clause's own words, with its address as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    parts: Callable[[], tuple[Library, Retriever]]
    top_k: int = 4

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        library, retriever = self.parts()
        found = retriever.find(understand(query, library))
        return [to_document(c) for c in clauses_of(library, found, self.top_k)]


def clauses_of(library: Library, found: list[Found], top_k: int) -> list[Citation]:
    """The clauses of the found sentences, best first, each once."""
    clauses = dict.fromkeys((f.clause.document_id, f.clause.ordinal) for f in found)
    chosen = [library.clause(*key) for key in list(clauses)[:top_k]]
    return [library.cite(c.document_id, c.start, c.body_end, n) for n, c in enumerate(chosen, 1)]


def to_document(citation: Citation) -> LangChainDocument:
    metadata = {
        "document_id": citation.document_id,
        "document_number": citation.document_number,
        "title": citation.title,
        "section": list(citation.section),
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
    }
    return LangChainDocument(page_content=citation.quote, metadata=metadata)
