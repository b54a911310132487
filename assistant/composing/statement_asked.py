"""Of the sentence that is shown for a figure: the one statement that speaks of what is asked, where one alone does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import thresholds as t
from assistant.expected import fits_unit, gives_expected
from assistant.library import Library, Sentence
from assistant.question import Question
from assistant.retrieval import Found
from assistant.terms import held
from policytext.folding import fold

_SEMICOLON = re.compile(r"[；;]")
Span = tuple[int, int]


def span_of_figure(question: Question, library: Library, found: Sequence[Found]) -> Span:
    """The best sentence, from the statement that is meant to its end, with those of its clause that fit as well."""
    best = found[0]
    start, end = statement_asked(question, library, best.sentence)
    if (start, end) != (best.sentence.start, best.sentence.end):
        return start, end
    for one in found:
        as_well = one.clause == best.clause and one.score > best.score - t.FITS_AS_WELL
        if as_well and gives_expected(question, library, one.sentence):
            start, end = min(start, one.sentence.start), max(end, one.sentence.end)
    return (start, end) if end - start <= t.LONGEST_FIGURE else (best.sentence.start, best.sentence.end)


def statement_asked(question: Question, library: Library, sentence: Sentence) -> Span:
    """新建小区不少于20平方米；已建成的小区不少于15平方米: of statements that each give a figure, the only one with
    words of the question that no other has; the whole sentence where none or several have."""
    whole = (sentence.start, sentence.end)
    text = library.slice(sentence.document_id, *whole)
    if re.search(r"[:：]", text):  # a label belongs to every statement behind it
        return whole
    marks = [sentence.start + mark.end() for mark in _SEMICOLON.finditer(text)]
    spans = list(zip([sentence.start, *marks], [*marks, sentence.end], strict=True))
    giving = [span for span in spans if gives_figure(question, library, sentence, span)]
    if len(giving) < 2:
        return whole
    said = [words_held(question, fold(library.slice(sentence.document_id, *span))) for span in giving]
    own = [words - set().union(*said[:i], *said[i + 1 :]) for i, words in enumerate(said)]
    meant = [span for span, words in zip(giving, own, strict=True) if words]
    return meant[0] if len(meant) == 1 else whole


def gives_figure(question: Question, library: Library, sentence: Sentence, span: Span) -> bool:
    figures = library.figures_of(sentence.document_id, sentence.clause)
    return any(span[0] <= figure.start < span[1] and fits_unit(question, figure) for figure in figures)


def words_held(question: Question, statement: str) -> set[str]:
    years = {str(year) for year in question.years if str(year) in statement}
    return years | {term.word for term in question.terms if held(term.word, statement) >= t.HEAD_HELD}
