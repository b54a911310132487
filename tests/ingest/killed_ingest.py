"""Run as a process: ingest a folder, and kill this very process with SIGKILL at one step of the writing."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline_examples import make_pipeline
from store_examples import CharacterEmbedder

from ingest import pipeline
from vectorstore import embeddings
from vectorstore.catalogue import Catalogue
from vectorstore.embeddings import EmbeddingCache
from vectorstore.journal import Journal
from vectorstore.vectors import Vectors
from vectorstore.words import Words

STEPS: dict[str, tuple[type[Any], str]] = {
    "some vectors are kept": (EmbeddingCache, "_keep"),
    "the journal is begun": (Journal, "begin"),
    "vectors are written": (Vectors, "write"),
    "words are written": (Words, "write"),
    "the catalogue is about to change": (Catalogue, "apply"),
    "vectors are dropped": (Vectors, "remove"),
}


def die_after(step: str) -> None:
    owner, name = STEPS[step]
    original: Callable[..., Any] = getattr(owner, name)

    def once(*args: Any, **kwargs: Any) -> None:
        original(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, once)


class SlowEmbedder(CharacterEmbedder):
    """Takes its time, so that a kill from outside comes in the middle."""

    def embed_documents(self, texts: list[str]) -> Any:
        time.sleep(0.02)
        return super().embed_documents(texts)


if __name__ == "__main__":
    folder, when = Path(sys.argv[1]), sys.argv[2]
    embeddings.TEXTS_A_COMMIT = 2
    pipeline.PASSAGES_A_WRITE = 4
    if when in STEPS:
        die_after(when)
    print("started", flush=True)
    make_pipeline(folder.parent / "data", SlowEmbedder()).ingest([folder])
    print("finished", flush=True)
