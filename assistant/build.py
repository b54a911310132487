"""Put the assistant together from the settings: the one module here that knows every part."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from assistant.assistant import Assistant, Snapshot
from assistant.generating import ChatModels, Generator, Limits, TraceLog, Tracing, load_callbacks, set_up_otel
from assistant.generating.library_evidence import LibraryEvidence
from settings import Settings
from vectorstore.embedding import load_embedder
from vectorstore.store import PolicyStore


def build_assistant(settings: Settings) -> Assistant:
    """The assistant over what lies in the data folder; `close` it in the end.

    Raises: IndexNotBuilt, IndexMismatch, EmbeddingUnavailable.
    """
    key = settings.embedding_api_key
    embedder = load_embedder(
        settings.embedding_model, settings.embedding_base_url, key.get_secret_value() if key else None
    )
    stack = contextlib.ExitStack()
    store = stack.enter_context(PolicyStore.open(settings.data_dir, embedder, "read"))
    return Assistant(store, build_generator(settings), stack.close)


def build_generator(settings: Settings) -> Callable[[Snapshot], Generator] | None:
    """Makes the generator for a snapshot; None when no language model is configured."""
    key = settings.chat_api_key
    models = ChatModels(
        settings.chat_models,
        settings.chat_base_url,
        key.get_secret_value() if key else None,
        settings.chat_timeout_s,
        settings.chat_temperature,
    )
    if not models:
        return None
    if settings.trace_otel:
        set_up_otel()
    tracing = Tracing(
        TraceLog(settings.trace_path, settings.trace_text),
        tuple(load_callbacks(settings.trace_callbacks)),
        settings.trace_otel,
    )
    limits = Limits(settings.chat_timeout_s, settings.chat_prompt_tokens, settings.chat_reply_chars)

    def make(snapshot: Snapshot) -> Generator:
        evidence = LibraryEvidence(snapshot.library, snapshot.retriever)
        return Generator(models, evidence, snapshot.checker.verify, limits, tracing)

    return make
