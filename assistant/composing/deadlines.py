"""What is due by a date: every sentence that names it."""

from __future__ import annotations

from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line
from assistant.composing.lists import fits_years
from assistant.library import Library, Sentence
from assistant.question import Question
from assistant.retrieval import cover
from assistant.wording import DEADLINE
from policytext.dates import DateMention, find_dates

FITTING = 0.5  # share of the question's further terms that a sentence or its headings must hold


def compose_deadline(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """None when no sentence of the year asked for names the deadline."""
    asked = DEADLINE.search(question.text)
    if asked is None:
        return None
    draft = Draft(library)
    for clause in library.clauses(within):
        if draft.full or not fits_years(question, library, clause):
            continue
        address = library.folded_address(clause.document_id, clause.ordinal)
        for sentence in library.sentences(clause.document_id, clause.ordinal):
            if names_deadline(question, asked.group(), sentence) and fits(question, sentence, address):
                mark = draft.cite_clause(clause, sentence.start, sentence.end)
                draft.say(
                    f"- {one_line(library.slice(sentence.document_id, sentence.start, sentence.end))}{mark}"
                )
    return draft.answer() if draft.citations else None


def names_deadline(question: Question, words: str, sentence: Sentence) -> bool:
    """Does the sentence print the `words` of the deadline, and by the same year, month and day (12月底前), where
    both give them? Or the same date in other words (年底前, 12月31日前)?"""
    asked = [date for date in find_dates(question.text) if date.deadline]
    printed = [date for date in find_dates(sentence.folded) if date.deadline]
    if words not in sentence.folded or not asked:
        return words in sentence.folded or any(
            a.key[1:] == b.key[1:] and same_day(a, b) for a in asked for b in printed
        )
    return not printed or any(same_day(a, b) for a in asked for b in printed)


def same_day(a: DateMention, b: DateMention) -> bool:
    pairs = zip(a.key, b.key, strict=True)
    return all(x == y or x is None or y is None or "" in (x, y) for x, y in pairs)


def fits(question: Question, sentence: Sentence, address: str) -> bool:
    dates = " ".join(date.text for date in find_dates(question.text) if date.deadline)
    terms = [term for term in question.terms if term.word not in dates]
    return not terms or cover(terms, sentence.folded, sentence.folded, address, "")[0] >= FITTING
