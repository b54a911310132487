"""The honest "the documents do not say": what is missing, and the nearest clauses, marked as no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.library import Library
from assistant.missing import AMOUNT, Missing, no_duty, no_duty_within, no_words
from assistant.question import Kind, Question
from assistant.retrieval import Found
from policytext.departments import resolve_department

NEAREST = 3


NOT_ABOUT_DOCUMENTS = Missing(
    "这不是关于文件的问题。我只回答已收录文件里写明的内容，例如某项任务由谁负责、某个指标是多少。",
    "This is no question about the documents. I answer from what they say: who is responsible, what a figure is.",
)


def refuse(
    question: Question, library: Library, found: Sequence[Found], missing: Missing | None = None
) -> Answer:
    """`missing` is what is not there, where it is known better than by the words of the question."""
    if question.kind is Kind.CHAT:
        text = NOT_ABOUT_DOCUMENTS.english if question.english else NOT_ABOUT_DOCUMENTS.chinese
        return Answer("not_found", text)
    reason = missing or name_missing(question, library)
    nearest = nearest_clauses(library, found)
    if question.english:
        said = ["The documents do not say.", reason.english if reason else ""]
        said += ["The clauses below come nearest; they are not the answer."] if nearest else []
        return Answer("not_found", " ".join(filter(None, said)), nearest=nearest)
    tail = "下面是最接近的条款，并不是答案。" if nearest else ""
    return Answer("not_found", f"文件中没有说明。{reason.chinese if reason else ''}{tail}", nearest=nearest)


def name_missing(question: Question, library: Library) -> Missing | None:
    """What the question asks for and the documents do not have; None when it cannot be named."""
    if question.kind is Kind.TASKS and question.departments:
        known = [n for d in question.departments for n in resolve_department(d, library.departments)]
        return (no_duty_within if known else no_duty)(question.departments)
    absent = [x.word for x in question.terms if not library.frequency(x.word) and x.word == x.word.strip()]
    if absent:
        return no_words(absent[:3])
    return AMOUNT if question.kind in (Kind.FIGURE, Kind.COMPARE) else None


def nearest_clauses(library: Library, found: Sequence[Found]) -> tuple[Citation, ...]:
    seen: dict[tuple[str, int], Citation] = {}
    for one in found:
        key = (one.sentence.document_id, one.sentence.clause)
        if key not in seen and len(seen) < NEAREST:
            seen[key] = library.cite(one.sentence.document_id, one.sentence.start, one.sentence.end)
    return tuple(replace(citation, n=n) for n, citation in enumerate(seen.values(), 1))
