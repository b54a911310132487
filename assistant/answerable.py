"""Do the documents say anything of what is asked? One measure for every answer that is a description.

A sentence that shares words with a question need not answer it. Two marks together tell best, of eight that
were tried (docs/evaluation.md): how near the nearest passage is in the embedding, and how much weight of the
question's words is found nowhere around the sentence.
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
    fitness = t.FITNESS_NEAREST * best.nearest - t.FITNESS_MISSING * best.missing_share
    return fitness >= (t.LEAST_FITNESS_ENGLISH if question.english else t.LEAST_FITNESS)
