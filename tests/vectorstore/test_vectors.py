from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pytest

from vectorstore.embedding import Matrix, unit_rows
from vectorstore.exact import ExactSearch, Rows
from vectorstore.fusion import reciprocal_rank_fusion
from vectorstore.hits import Hit
from vectorstore.index_folder import IndexMismatch
from vectorstore.vectors import Vectors

DIM = 16
IDS = [f"d{number % 4}:{number}" for number in range(200)]


def rows(count: int = 200) -> Matrix:
    return unit_rows(np.random.default_rng(7).standard_normal((count, DIM)).astype(np.float32))


def load(document_id: str) -> Rows:
    mine = [at for at, key in enumerate(IDS) if key.startswith(document_id + ":")]
    return tuple(IDS[at] for at in mine), rows()[mine]


class Catalogue:
    """Knows the passages `known`, or all."""

    def __init__(self, known: set[str] | None = None) -> None:
        self.known = known
        self.at = 0

    def revision(self) -> int:
        return self.at

    def existing_passages(self, ids: Collection[str]) -> set[str]:
        return set(ids) if self.known is None else self.known & set(ids)

    def passage_count(self, document_ids: Collection[str]) -> int:
        return 50 * len(document_ids)


def open_vectors(tmp_path: Path, catalogue: Catalogue, fingerprint: str = "model-1") -> Vectors:
    return Vectors(tmp_path / "vectors", fingerprint, catalogue, ExactSearch(load))


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture
def vectors(tmp_path: Path, catalogue: Catalogue) -> Vectors:
    vectors = open_vectors(tmp_path, catalogue)
    vectors.write(IDS, rows())
    return vectors


def test_the_nearest_comes_first_with_its_cosine(vectors: Vectors) -> None:
    hits = vectors.search(rows()[42], 5)
    assert hits[0].passage_id == IDS[42]
    assert hits[0].score == pytest.approx(1.0, abs=1e-4)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_search_within_documents_is_exact(vectors: Vectors) -> None:
    vector = rows()[42]
    everywhere = vectors.search(vector, 200)
    within = vectors.search(vector, 10, ["d1", "d3"])
    assert [h.passage_id for h in within] == [
        h.passage_id for h in everywhere if h.passage_id.startswith(("d1:", "d3:"))
    ][:10]
    assert vectors.search(vector, 10, []) == []
    assert vectors.search(vector, 0) == []


def test_most_of_a_large_store_is_searched_in_the_index(vectors: Vectors, tmp_path: Path) -> None:
    small = ExactSearch(load, rows_kept=60)
    large = Vectors(tmp_path / "vectors", "model-1", Catalogue(), small)
    for documents in (["d1", "d3"], ["d2"], []):
        found = large.search(rows()[42], 10, documents)
        assert [h.passage_id for h in found] == [
            h.passage_id for h in vectors.search(rows()[42], 10, documents)
        ]


def test_entries_that_the_catalogue_does_not_know_are_never_found(tmp_path: Path) -> None:
    known = set(IDS[150:])
    vectors = open_vectors(tmp_path, Catalogue(known))
    vectors.write(IDS, rows())
    hits = vectors.search(rows()[0], 40)
    assert len(hits) == 40 and all(hit.passage_id in known for hit in hits)


def test_writing_again_replaces_and_removing_removes(vectors: Vectors) -> None:
    vectors.write(IDS[:1], rows()[100:101])
    assert {h.passage_id for h in vectors.search(rows()[100], 2)} == {IDS[0], IDS[100]}
    vectors.remove([*IDS[:150], "was never there"])
    assert vectors.ids() == set(IDS[150:])
    assert len(vectors.search(rows()[0], 200)) == 50


def test_vectors_of_another_model_are_refused(vectors: Vectors, tmp_path: Path) -> None:
    vectors.close()
    with pytest.raises(IndexMismatch, match="policy-assistant rebuild"):
        open_vectors(tmp_path, Catalogue(), "model-2").search(rows()[0], 1)


WRITER = """
import sys
from test_vectors import *
vectors = open_vectors(Path(sys.argv[1]), Catalogue())
vectors.remove(IDS[:100])
vectors.write(["new:0"], rows()[:1])
vectors.close()
"""


def test_a_reader_follows_another_process(vectors: Vectors, catalogue: Catalogue, tmp_path: Path) -> None:
    assert vectors.search(rows()[0], 1)[0].passage_id == IDS[0]
    here = Path(__file__).parent
    paths = [str(here), str(here.parents[1])]
    command = f"import sys; sys.path[:0] = {paths!r}\n{WRITER}"
    subprocess.run([sys.executable, "-c", command, str(tmp_path)], check=True)
    # Before it is told of a change it may not know it, but it must not fail.
    assert isinstance(vectors.search(rows()[0], 150), list)
    catalogue.at += 1
    assert vectors.search(rows()[0], 1)[0].passage_id == "new:0"
    assert len(vectors.search(rows()[0], 200)) == 101


def test_exact_search_forgets_the_documents_asked_for_longest_ago() -> None:
    asked: list[str] = []

    def counting(document_id: str) -> Rows:
        asked.append(document_id)
        return load(document_id)

    exact = ExactSearch(counting, rows_kept=100)
    for document_id in ("d0", "d1", "d1", "d2", "d0"):
        exact.search(rows()[0], 1, [document_id])
    assert asked == ["d0", "d1", "d2", "d0"]


def test_fusion_prefers_what_both_rankings_have() -> None:
    words = [Hit("a", 9.0), Hit("b", 8.0)]
    vectors = [Hit("c", 0.9), Hit("b", 0.8)]
    assert [hit.passage_id for hit in reciprocal_rank_fusion([words, vectors])] == ["b", "a", "c"]
    assert reciprocal_rank_fusion([]) == []
