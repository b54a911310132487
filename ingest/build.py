"""Put the pipeline and the store together from the settings: the one module here that knows them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from ingest.passages import cut_passages
from ingest.pipeline import Pipeline
from ingest.readers import Limits, read_source
from ingest.reading import reading_version
from ingest.record import build_record
from ingest.source import SourceText
from settings import Settings
from vectorstore.embedding import Embedder, load_embedder
from vectorstore.records import Record
from vectorstore.store import Mode, PolicyStore, not_built


def build_embedder(settings: Settings) -> Embedder:
    """Raises: EmbeddingUnavailable."""
    key = settings.embedding_api_key
    return load_embedder(
        settings.embedding_model, settings.embedding_base_url, key.get_secret_value() if key else None
    )


def build_pipeline(settings: Settings, embedder: Embedder | None = None) -> Pipeline:
    """The pipeline over all formats that the readers know."""
    limits = Limits(
        file_mb=settings.max_upload_mb, pages=settings.max_pages, unpacked_mb=settings.max_unpacked_mb
    )

    def read(path: Path, root: Path) -> SourceText:
        return read_source(path, limits, root=root)

    def build(source: SourceText, sources: tuple[str, ...]) -> Record:
        return build_record(source, sources, chunk_chars=settings.chunk_chars)

    return Pipeline(
        settings.data_dir,
        embedder or build_embedder(settings),
        read,
        build,
        reading=reading_version(),
        chunking=chunking(settings),
        most_characters=settings.max_document_chars,
    )


def chunking(settings: Settings) -> str:
    """The name of the way in which documents are cut: part of the index's fingerprint."""
    return f"sentences-{settings.chunk_chars}"


def open_store(
    settings: Settings, mode: Mode = "read", embedder: Embedder | None = None, *, must_match: bool = True
) -> AbstractContextManager[PolicyStore]:
    """The store of these settings; see `PolicyStore.open`."""
    return PolicyStore.open(
        settings.data_dir,
        embedder or build_embedder(settings),
        mode,
        chunking=chunking(settings),
        must_match=must_match,
    )


def rebuild(settings: Settings, progress: Callable[[int], None] = lambda done: None) -> int:
    """Make the indexes anew for these settings, and cut the documents anew; how many passages there are.

    Raises: IndexNotBuilt, StoreLocked, EmbeddingUnavailable.
    """

    def recut(record: Record) -> Record:
        document = record.document
        passages = cut_passages(
            document.id, document.text, document.title, record.clauses, settings.chunk_chars
        )
        return replace(record, passages=passages)

    with open_store(settings, "write", must_match=False) as store:
        if not store.catalogue.document_ids():
            raise not_built(settings.data_dir)
        return store.rebuild(recut, progress)
