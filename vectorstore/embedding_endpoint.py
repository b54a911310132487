"""An OpenAI-compatible embedding endpoint. The texts leave this machine when it is somewhere else."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from vectorstore.embedding import EmbeddingUnavailable, Matrix, Vector, unit_rows

TEXTS_A_REQUEST = 64
TIMEOUT_S = 60.0


class EndpointEmbedder:
    """Model `name` at `base_url` (which ends before /embeddings)."""

    def __init__(self, name: str, base_url: str | None, api_key: str | None) -> None:
        if not base_url:
            raise EmbeddingUnavailable(
                f"使用 openai:{name} 时，请用 POLICY_EMBEDDING_BASE_URL 给出接口地址，例如 http://127.0.0.1:8080/v1"
            )
        self._name = name
        self._url = base_url.rstrip("/") + "/embeddings"
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}

    @property
    def fingerprint(self) -> str:
        # Not the address: the same model at another one gives the same vectors.
        return f"endpoint-{self._name}"

    @cached_property
    def dim(self) -> int:
        return int(self.embed_query("维度").shape[0])

    def embed_query(self, text: str) -> Vector:
        row: Vector = self._ask([text])[0]
        return row

    def embed_documents(self, texts: list[str]) -> Matrix:
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        parts = [self._ask(texts[at : at + TEXTS_A_REQUEST]) for at in range(0, len(texts), TEXTS_A_REQUEST)]
        return np.concatenate(parts)

    def _ask(self, texts: list[str]) -> Matrix:
        import httpx

        # An empty input is an error to most servers.
        body = {"model": self._name, "input": [text or " " for text in texts]}
        try:
            reply = httpx.post(self._url, json=body, headers=self._headers, timeout=TIMEOUT_S)
            reply.raise_for_status()
            rows: list[dict[str, Any]] = sorted(reply.json()["data"], key=lambda row: int(row["index"]))
            vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
            raise EmbeddingUnavailable(
                f"向量接口 {self._url} 没有给出可用的回答（{error}）。请检查地址、密钥和模型名称。"
            ) from error
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise EmbeddingUnavailable(f"向量接口 {self._url} 的回答与所送文本的数目不符。")
        return unit_rows(vectors)
