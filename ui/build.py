"""Put the services together from the settings. Heavy parts are imported when they are first needed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from settings import Settings
from ui.services import Assistant, Services
from ui.uploads import Pipeline, Uploads

UPLOADS_FOLDER = "uploads"


def build_services(settings: Settings) -> Services:
    """Nothing is opened yet: neither the store nor a model."""
    uploads = Uploads(
        settings.data_dir / UPLOADS_FOLDER,
        open_pipeline=partial(open_pipeline, settings),
        forget=partial(forget, settings),
    )
    return Services(settings, partial(open_assistant, settings), uploads)


def open_assistant(settings: Settings) -> Assistant:
    """Raises: IndexNotBuilt, IndexMismatch, EmbeddingUnavailable."""
    from assistant.build import build_assistant

    return build_assistant(settings)


def open_pipeline(settings: Settings) -> Pipeline:
    """Raises: EmbeddingUnavailable."""
    from ingest.build import build_pipeline

    return build_pipeline(settings)


def forget(settings: Settings, document_id: str) -> Iterable[Path]:
    """Remove a document from the store; the files in which it was found. Raises: StoreLocked."""
    from ingest.build import open_store

    with open_store(settings, "write") as store:
        files = [Path(os.fsdecode(place.path)) for place in store.catalogue.places(document_id)]
        store.remove([document_id])
    return files
