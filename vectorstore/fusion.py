"""Make one ranking of several."""

from __future__ import annotations

from collections.abc import Sequence

from vectorstore.hits import Hit


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[Hit]], weights: Sequence[float] | None = None, k: int = 60
) -> list[Hit]:
    """Fuse rankings by reciprocal rank (Cormack, Clarke, Büttcher 2009): the sum of weight / (k + rank).

    Best first; of equal scores the one that an earlier ranking has. Scores of the rankings do not count.
    """
    weighed = [1.0] * len(rankings) if weights is None else weights
    scores: dict[str, float] = {}
    for ranking, weight in zip(rankings, weighed, strict=True):
        for rank, hit in enumerate(ranking, start=1):
            scores[hit.passage_id] = scores.get(hit.passage_id, 0.0) + weight / (k + rank)
    ordered = sorted(scores.items(), key=lambda item: -item[1])
    return [Hit(passage_id, score) for passage_id, score in ordered]
