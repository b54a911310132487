"""Vectors by the hash of their text and the fingerprint of their model, in the catalogue's file.

Nothing is embedded twice, and an ingest that was killed goes on from the vectors it had made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping

import numpy as np

from vectorstore.catalogue import among
from vectorstore.connections import Connections
from vectorstore.embedding import Embedder, Matrix, Vector

# A kill costs at most the vectors of one batch, two seconds of work.
TEXTS_A_COMMIT = 32


class EmbeddingCache:
    """Keeps vectors for good; `seconds` is the time that the model took since this object was made."""

    def __init__(self, connections: Connections, embedder: Embedder) -> None:
        self._connections = connections
        self._embedder = embedder
        self.seconds = 0.0

    def embed(self, texts: Mapping[bytes, str], progress: Callable[[int], None] = lambda made: None) -> None:
        """Make and keep the vectors of those `texts` (by their key) that are not there yet.
        `progress` is told of every text that is done, the known ones too."""
        known = self.known(texts)
        progress(len(known))
        missing = [key for key in texts if key not in known]
        for at in range(0, len(missing), TEXTS_A_COMMIT):
            keys = missing[at : at + TEXTS_A_COMMIT]
            began = time.perf_counter()
            vectors = self._embedder.embed_documents([texts[key] for key in keys])
            self.seconds += time.perf_counter() - began
            self._keep(keys, vectors)
            progress(len(keys))

    def known(self, keys: Collection[bytes]) -> set[bytes]:
        """Those of `keys` whose vectors are there."""
        return {key for key, _ in self._rows("embedded", keys)}

    def vectors(self, keys: Collection[bytes]) -> dict[bytes, Vector]:
        """The vectors of those `keys` that are there."""
        found = self._rows("embedded, vector", keys)
        return {key: np.frombuffer(vector, dtype=np.float32) for key, vector in found}

    def forget_unused(self) -> int:
        """Drop vectors of other models and of texts that no passage has; how many they were."""
        with self._connections.transaction() as connection:
            dropped = connection.execute(
                "DELETE FROM embeddings WHERE fingerprint <> ? "
                "OR embedded NOT IN (SELECT embedded FROM passages)",
                (self._embedder.fingerprint,),
            ).rowcount
        return int(dropped)

    def _keep(self, keys: Iterable[bytes], vectors: Matrix) -> None:
        fingerprint = self._embedder.fingerprint
        made = [
            (key, fingerprint, np.ascontiguousarray(vector, dtype=np.float32).tobytes())
            for key, vector in zip(keys, vectors, strict=True)
        ]
        with self._connections.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO embeddings (embedded, fingerprint, vector) VALUES (?, ?, ?)", made
            )

    def _rows(self, columns: str, keys: Collection[bytes]) -> Iterable[tuple[bytes, bytes]]:
        fingerprint = self._embedder.fingerprint
        selected = f"{columns}, fingerprint"
        for row in among(self._connections.here, selected, "embeddings", "embedded", keys):
            if row["fingerprint"] == fingerprint:
                yield row[0], row[1]
