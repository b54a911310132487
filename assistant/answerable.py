"""Do the documents say anything of what is asked? One measure for every answer that is a description.

A sentence that shares words with a question need not answer it. Four marks together tell best, of fifteen that
were tried (docs/evaluation.md): whether the sentence that holds the words lies in the passage that is nearest in
the embedding, how near that is, how much weight of rare words it covers, and how far it leads before all others.
"""

from __future__ import annotations

from assistant import thresholds as t
from assistant.question import Question
from assistant.retrieval import Found


def is_answerable(question: Question, best: Found) -> bool:
    """May `best` be shown as an answer to `question`?"""
    if not best.of_year or not best.of_place:
        return False
    if best.coverage >= t.SURE_COVERAGE and not best.missing:
        return True
    if not best.nearest:  # an embedding whose cosines were never calibrated
        return best.coverage >= t.LEAST_COVERAGE
    least = t.LEAST_FITNESS
    if question.focus and best.clause.address[-1:] == (question.focus,):
        least -= t.FOCUS  # a follow-up on the clause that was just shown
    return fitness_of(best) >= least


def fitness_of(best: Found) -> float:
    """Log-odds, but for a constant, that the sentence answers. A logistic model."""
    return (
        t.FITNESS_SIMILARITY * best.similarity
        - t.FITNESS_NEAREST * best.nearest
        + t.FITNESS_EVIDENCE * best.evidence
        + t.FITNESS_LEAD * best.lead
    )
