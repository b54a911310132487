"""Do the documents say anything of what is asked? One measure for every kind of answer.

A sentence that shares words with a question need not answer it. Five marks together tell best, of twenty-two that
were tried (docs/evaluation.md): how high the sentence scores, how much weight of rare words it covers, how far its
document leads before the others, how near the nearest of all passages is in the embedding, and how much of the
question stands nowhere in the whole document.
"""

from __future__ import annotations

from assistant import thresholds as t
from assistant.library import Library
from assistant.question import Kind, Question, is_told_at_length
from assistant.retrieval import Found, cover_all


def is_answerable(question: Question, library: Library, best: Found) -> bool:
    """May `best` be shown as an answer to `question`?"""
    if not best.of_year or not best.of_place:
        return False
    return is_spoken_of(question, library, best)


def is_spoken_of(question: Question, library: Library, best: Found) -> bool:
    """Does the sentence speak of what is asked, whatever its year and place?"""
    if best.coverage >= t.SURE_COVERAGE and not best.missing:
        return True
    if not best.nearest:  # an embedding whose cosines were never calibrated
        return best.coverage >= t.LEAST_COVERAGE
    least = t.LEAST_FITNESS_OF.get(question.kind.name, t.LEAST_FITNESS)
    if question.kind is not Kind.WHO and may_stand_for_figure(question):
        least = min(least, t.LEAST_FITNESS_TOLD)
    if question.focus and best.clause.address[-1:] == (question.focus,):
        least -= t.FOCUS  # a follow-up on the clause that was just shown
    return fitness_of(question, library, best) >= least


def may_stand_for_figure(question: Question) -> bool:
    """May a sentence be shown where the figure is not clear? Only for a question told at length: a short one, and
    one that names a year, names the very figure that it asks for."""
    return is_told_at_length(question.text) and not question.years and not question.english


def fitness_of(question: Question, library: Library, best: Found) -> float:
    """Log-odds that the sentence answers. A logistic model; its weights and how they were fitted: thresholds.py."""
    return (
        t.FITNESS
        + t.FITNESS_SCORE * best.score
        + t.FITNESS_EVIDENCE * best.evidence
        + t.FITNESS_NEAREST * best.nearest
        + t.FITNESS_LEAD * min(best.document_lead, t.MOST_LEAD)
        - t.FITNESS_LACKING * share_lacking(question, library, best.clause.document_id)
        + (t.FITNESS_ENGLISH if question.english else 0.0)
    )


def share_lacking(question: Question, library: Library, document_id: str) -> float:
    """Share of the terms' weight that the whole document holds nowhere, in [0, 1]."""
    return cover_all(question.terms, library.folded_text(document_id), "", "", "")[3]
