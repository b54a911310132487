"""Look after the store: make the indexes anew, compare them with the catalogue, forget documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from settings import Settings

if TYPE_CHECKING:
    from vectorstore.records import Record
    from vectorstore.verification import Finding


def rebuild(settings: Settings, progress: Callable[[int], None] = lambda embedded: None) -> int:
    """Cut all documents into passages as the settings say, and make both indexes anew; how many passages.

    Raises: StoreLocked, EmbeddingUnavailable.
    """
    from ingest.build import open_store
    from ingest.passages import cut_passages

    def recut(record: Record) -> Record:
        document = record.document
        passages = cut_passages(
            document.id, document.text, document.title, record.clauses, settings.chunk_chars
        )
        return replace(record, passages=passages)

    with open_store(settings, "write", must_match=False) as store:
        return store.rebuild(recut, progress)


def verify(settings: Settings, *, repair: bool) -> list[Finding]:
    """Where catalogue, vectors and words differ. Raises: IndexNotBuilt, StoreLocked."""
    from ingest.build import open_store
    from vectorstore.verification import verify as compare

    with open_store(settings, "write" if repair else "read") as store:
        return compare(store, repair=repair)


def forget(settings: Settings, document_id: str) -> Iterable[Path]:
    """Remove a document from the store; the files in which it was found. Raises: StoreLocked."""
    from ingest.build import open_store

    with open_store(settings, "write") as store:
        files = [Path(os.fsdecode(place.path)) for place in store.catalogue.places(document_id)]
        store.remove([document_id])
    return files
