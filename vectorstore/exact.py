"""Find nearest vectors among the passages of some documents, exactly, from the vectors of the catalogue.

A filter inside Chroma costs time in proportion to the whole collection; comparing the few is faster, and
misses none.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection

import numpy as np

from vectorstore.embedding import Matrix, Vector
from vectorstore.hits import Hit

# 50,000 vectors of 384 numbers are 77 MB.
ROWS_KEPT = 50_000

Rows = tuple[tuple[str, ...], Matrix]


class ExactSearch:
    """Holds the vectors of the documents that were asked for last; `load` gives those of one document."""

    def __init__(self, load: Callable[[str], Rows], rows_kept: int = ROWS_KEPT) -> None:
        self._load = load
        self._rows_kept = rows_kept
        self._kept: OrderedDict[str, Rows] = OrderedDict()
        self._guard = threading.Lock()

    def takes(self, rows: int) -> bool:
        """Whether so many vectors are held at once; more would be loaded again for each search."""
        return rows <= self._rows_kept

    def forget(self) -> None:
        """The catalogue has changed."""
        with self._guard:
            self._kept.clear()

    def search(self, vector: Vector, top_k: int, documents: Collection[str]) -> list[Hit]:
        """The `top_k` passages of `documents` nearest to `vector`, best first, by cosine similarity."""
        ids: list[str] = []
        scores = [np.empty(0, dtype=np.float32)]
        for document_id in dict.fromkeys(documents):
            names, matrix = self._rows(document_id)
            ids.extend(names)
            if names:
                scores.append(matrix @ vector)
        together = np.concatenate(scores)
        best = np.argsort(-together, kind="stable")[:top_k]
        return [Hit(ids[at], float(together[at])) for at in best]

    def _rows(self, document_id: str) -> Rows:
        with self._guard:
            if document_id in self._kept:
                self._kept.move_to_end(document_id)
                return self._kept[document_id]
        rows = self._load(document_id)
        with self._guard:
            self._kept[document_id] = rows
            held = sum(len(names) for names, _ in self._kept.values())
            while held > self._rows_kept and len(self._kept) > 1:
                _, (names, _) = self._kept.popitem(last=False)
                held -= len(names)
        return rows
