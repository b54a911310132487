"""Any sentence-transformers model: a local folder, or a hub name that was fetched before."""

from __future__ import annotations

import hashlib
import os
import threading
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from vectorstore.embedding import EmbeddingUnavailable, Matrix, Vector, set_thread_environment, unit_rows


class TransformersEmbedder:
    """Loads torch at the first use, which takes seconds. The model's own prompts are used."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._guard = threading.Lock()

    @cached_property
    def fingerprint(self) -> str:
        folder = Path(self._name)
        return (
            f"sentence-transformers-{folder.name}-{_digest(folder)}"
            if folder.is_dir()
            else (f"sentence-transformers-{self._name}")
        )

    @cached_property
    def dim(self) -> int:
        model = self._model
        # The method was renamed in version 6; the old name still answers with a warning.
        ask = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
        return int(ask())

    def embed_query(self, text: str) -> Vector:
        vector = self._model.encode_query([text], convert_to_numpy=True, show_progress_bar=False)
        row: Vector = unit_rows(np.asarray(vector, dtype=np.float32))[0]
        return row

    def embed_documents(self, texts: list[str]) -> Matrix:
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        vectors = self._model.encode_document(texts, convert_to_numpy=True, show_progress_bar=False)
        return unit_rows(np.asarray(vectors, dtype=np.float32))

    @property
    def _model(self) -> Any:
        with self._guard:
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        set_thread_environment()
        # Nothing leaves the machine unless it is asked for: HF_HUB_OFFLINE=0 allows the download of a model.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EmbeddingUnavailable(
                "没有安装 sentence-transformers。请运行：pip install 'policy-assistant[models]'"
            ) from error
        try:
            return SentenceTransformer(self._name, device="cpu", trust_remote_code=False)
        except Exception as error:  # the library raises errors of many kinds, all with this one meaning
            raise EmbeddingUnavailable(
                f"向量模型“{self._name}”无法加载（{error}）。"
                "请把 POLICY_EMBEDDING_MODEL 设为一个本地模型文件夹，或设 HF_HUB_OFFLINE=0 允许下载。"
            ) from error


def _digest(folder: Path) -> str:
    """Of the configuration and the sizes of all files: the same model in another place is the same model."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            digest.update(f"{path.relative_to(folder)} {path.stat().st_size}\n".encode())
            if path.suffix == ".json" and path.stat().st_size < 100_000:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
