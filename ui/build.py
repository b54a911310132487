"""Put the services together from the settings. Heavy parts are imported when they are first needed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial

from settings import Settings
from ui.services import Assistant, Services
from ui.upkeep import forget
from ui.uploads import Pipeline, Uploads
from vectorstore.catalogue import Catalogue

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


def forget_with_files(settings: Settings, document_id: str) -> None:
    """Remove a document, and its file when it was uploaded. Raises: StoreLocked."""
    build_services(settings).uploads.remove(document_id)


@contextlib.contextmanager
def open_catalogue(settings: Settings) -> Iterator[Catalogue]:
    """The catalogue alone, for reading: no model and no index is needed. Raises: IndexNotBuilt."""
    from vectorstore.store import CATALOGUE_NAME, IndexNotBuilt

    path = settings.data_dir / CATALOGUE_NAME
    if not path.is_file():
        raise IndexNotBuilt(f"{settings.data_dir} 中还没有文件。请先运行：policy-assistant ingest 文件夹")
    catalogue = Catalogue(path)
    try:
        yield catalogue
    finally:
        catalogue.close()
