"""Keep the vectors of passages in Chroma, and find the nearest ones. Making vectors is `embedding.py`'s part.

Chroma is imported at the first use, never builds an embedding function, and is never asked with `where`.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from vectorstore.embedding import Matrix, Vector
from vectorstore.exact import ExactSearch
from vectorstore.following import Standing, nearest_standing, search_one_state
from vectorstore.hits import Hit
from vectorstore.index_folder import IndexMismatch

COLLECTION = "passages"
ITEMS_A_BATCH = 5000  # Chroma takes 5,461
NEIGHBOURS, BUILD_WIDTH, SEARCH_WIDTH = 16, 100, 200  # of the HNSW graph; fixed when a collection is made


class Vectors:
    """A search shows the state that `catalogue` is in; `exact` searches within documents. With `alone` nobody
    else writes, so that an open client knows everything."""

    def __init__(
        self,
        path: Path,
        fingerprint: str,
        catalogue: Standing,
        exact: ExactSearch,
        *,
        alone: bool = False,
    ) -> None:
        self._path = path
        self._fingerprint = fingerprint
        self._catalogue = catalogue
        self._exact = exact
        self._alone = alone
        self._seen = -1
        self._guard = threading.RLock()
        self._client: Any = None
        self._opened: Any = None

    def search(self, vector: Vector, top_k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """The `top_k` passages nearest to `vector`, best first; fewer when there are fewer.

        Scores are cosine similarities in [-1, 1]. `documents` narrows down to these ids, none of them means
        no hit; the search among them is exact, unless they are most of a very large store.
        """
        if top_k < 1:
            return []

        def search() -> list[Hit]:
            if documents is not None and self._exact.takes(self._catalogue.passage_count(documents)):
                return self._exact.search(vector, top_k, documents)
            return nearest_standing(
                self._catalogue, top_k, lambda wanted: self._nearest(vector, wanted), documents
            )

        return search_one_state(self._catalogue, self._follow, search)

    def write(self, ids: Sequence[str], vectors: Matrix) -> None:
        """Put the rows of `vectors` in the place of what had these ids."""
        collection = self._collection()
        for at in range(0, len(ids), ITEMS_A_BATCH):
            part = slice(at, at + ITEMS_A_BATCH)
            collection.upsert(ids=list(ids[part]), embeddings=np.asarray(vectors[part], dtype=np.float32))

    def remove(self, ids: Sequence[str]) -> None:
        """Ids that are not there are no error."""
        collection = self._collection()
        for at in range(0, len(ids), ITEMS_A_BATCH):
            collection.delete(ids=list(ids[at : at + ITEMS_A_BATCH]))

    def ids(self) -> set[str]:
        """Every passage id in the collection."""
        return set(self._ids())

    def _follow(self, revision: int) -> None:
        with self._guard:
            if revision == self._seen:
                return
            self._exact.forget()
            # A client that has answered once never sees what another process writes.
            if not self._alone and self._seen != -1:
                self.close()
            self._seen = revision

    def close(self) -> None:
        with self._guard:
            client, self._client, self._opened = self._client, None, None
        if client is not None:
            client.close()

    def _ids(self) -> Iterator[str]:
        collection = self._collection()
        at = 0
        while part := collection.get(limit=ITEMS_A_BATCH, offset=at, include=[])["ids"]:
            yield from part
            at += len(part)

    def _nearest(self, vector: Vector, wanted: int) -> list[Hit]:
        collection = self._collection()
        try:
            return _query(collection, vector, wanted)
        except Exception:
            # Another process has dropped entries that this client holds, or another thread has closed it:
            # once more with a new one. Chroma's errors for both are of no special class.
            if self._opened is collection:
                self.close()
            return _query(self._collection(), vector, wanted)

    def _collection(self) -> Any:
        with self._guard:
            if self._opened is None:
                self._client, self._opened = self._open()
            return self._opened

    def _open(self) -> tuple[Any, Any]:
        import chromadb
        from chromadb.config import Settings

        self._path.mkdir(parents=True, exist_ok=True)
        client: Any = chromadb.PersistentClient(
            str(self._path), settings=Settings(anonymized_telemetry=False)
        )
        collection = client.get_or_create_collection(
            COLLECTION,
            configuration={
                "hnsw": {
                    "space": "cosine",  # Chroma's default is l2
                    "max_neighbors": NEIGHBOURS,
                    "ef_construction": BUILD_WIDTH,
                    "ef_search": SEARCH_WIDTH,
                }
            },
            metadata={"fingerprint": self._fingerprint},
            embedding_function=None,
        )
        stored = (collection.metadata or {}).get("fingerprint")
        if stored != self._fingerprint:
            client.close()
            raise IndexMismatch(
                f"向量索引是用“{stored}”建立的，现在需要“{self._fingerprint}”。"
                "请运行：policy-assistant rebuild"
            )
        return client, collection


def _query(collection: Any, vector: Vector, wanted: int) -> list[Hit]:
    found = collection.query(query_embeddings=[vector], n_results=wanted, include=["distances"])
    pairs = zip(found["ids"][0], found["distances"][0], strict=True)
    return [Hit(passage_id, 1.0 - float(distance)) for passage_id, distance in pairs]
