"""The honest "the documents do not say": what is missing, and the nearest clauses, marked as no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.library import Library
from assistant.question import Kind, Question
from assistant.retrieval import Found
from policytext.departments import resolve_department

NEAREST = 3


def refuse(question: Question, library: Library, found: Sequence[Found], missing: str = "") -> Answer:
    """`missing` names what is not there, where the composer knows it better than the terms do."""
    if question.kind is Kind.CHAT:
        return Answer(
            "not_found",
            "这不是关于文件的问题。我只回答已收录文件里写明的内容，例如某项任务由谁负责、某个指标是多少。",
        )
    reason = missing or name_missing(question, library, found)
    nearest = nearest_clauses(library, found)
    tail = "下面是最接近的条款，并不是答案。" if nearest else ""
    if question.english:
        return Answer("not_found", f"The documents do not say. {reason}{tail}", nearest=nearest)
    return Answer("not_found", f"文件中没有说明。{reason}{tail}", nearest=nearest)


def name_missing(question: Question, library: Library, found: Sequence[Found]) -> str:
    """What the question asks for and the documents do not have, in one sentence."""
    text = "".join(d.text for d in library.documents())
    for place in question.places:
        if place not in text:
            return f"已收录的文件没有涉及{place}。"
    for year in question.years:
        if str(year) not in text:
            return f"已收录的文件没有{year}年的内容。"
    if question.kind is Kind.TASKS and question.departments:
        known = [n for d in question.departments for n in resolve_department(d, library.departments)]
        if not known:
            return f"没有一项任务写明由{'、'.join(question.departments)}负责。"
    absent = [term.word for term in question.terms if not library.frequency(term.word)]
    if absent:
        return f"没有提到“{'”“'.join(absent[:3])}”。"
    if question.kind in (Kind.FIGURE, Kind.COMPARE):
        return "有相关条款，但没有给出所问的数额。"
    return ""


def nearest_clauses(library: Library, found: Sequence[Found]) -> tuple[Citation, ...]:
    seen: dict[tuple[str, int], Citation] = {}
    for one in found:
        key = (one.sentence.document_id, one.sentence.clause)
        if key not in seen and len(seen) < NEAREST:
            seen[key] = library.cite(one.sentence.document_id, one.sentence.start, one.sentence.end)
    return tuple(replace(citation, n=n) for n, citation in enumerate(seen.values(), 1))
