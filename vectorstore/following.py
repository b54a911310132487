"""How an index keeps step with the catalogue while other processes write."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from vectorstore.hits import Hit

MOST_TRIES = 5


class Standing(Protocol):
    """What an index asks of the catalogue: whether anything has changed, and which passages there are."""

    def revision(self) -> int: ...

    def existing_passages(self, ids: Collection[str]) -> set[str]: ...

    def passage_count(self, document_ids: Collection[str]) -> int: ...


def search_one_state(
    catalogue: Standing, follow: Callable[[int], None], search: Callable[[], list[Hit]]
) -> list[Hit]:
    """Hits that belong to one state of the catalogue: `follow` brings the index to a revision, and the search
    is made again when the catalogue has changed under it."""
    for _ in range(MOST_TRIES):
        revision = catalogue.revision()
        follow(revision)
        hits = search()
        if catalogue.revision() == revision:
            break
    return hits


def nearest_standing(
    catalogue: Standing,
    top_k: int,
    nearest: Callable[[int], list[Hit]],
    documents: Collection[str] | None = None,
) -> list[Hit]:
    """The `top_k` best hits that stand in the catalogue, and in `documents` if they are given. `nearest` gives
    the best n of the index, which may hold others: then we look further down."""
    within = None if documents is None else frozenset(documents)
    wanted = top_k
    while True:
        hits = nearest(wanted)
        standing = catalogue.existing_passages([hit.passage_id for hit in hits])
        kept = [hit for hit in hits if hit.passage_id in standing and _is_within(hit, within)]
        if len(kept) >= top_k or len(hits) < wanted:
            return kept[:top_k]
        wanted *= 4


def _is_within(hit: Hit, documents: frozenset[str] | None) -> bool:
    return documents is None or hit.passage_id.rpartition(":")[0] in documents
