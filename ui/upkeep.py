"""Look after the store: compare the indexes with the catalogue, forget documents."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from settings import Settings

if TYPE_CHECKING:
    from vectorstore.verification import Finding


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
