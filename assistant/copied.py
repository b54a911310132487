"""The checks of a composed answer: every figure, department and date in it, with the quote it was copied from.

What a language model says is held against its quotes by meaning (`checking`); a composed answer is made of the
document's own words, so here it is enough, and strict, that the words stand in the quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answer import Answer, Check, Citation, ClaimKind
from policytext.dates import find_dates
from policytext.departments import find_departments
from policytext.folding import fold
from policytext.quantities import find_quantities
from policytext.references import find_document_numbers

_MARK = re.compile(r"\[\d+\]")
_PLACE = re.compile(r"^出处：")
_COUNT = re.compile(r"共\d+项")


def with_checks(answer: Answer) -> Answer:
    """The answer with a check for each claim, those of a verdict (相符, 不符) first."""
    known = {(check.kind, fold(check.text)) for check in answer.checks}
    found = {
        (kind, fold(text)): check_of(kind, text, answer.citations)
        for line in answer.text.split("\n")
        if not _PLACE.match(line)
        for kind, text in claims_of(_MARK.sub("", line))
    }
    return replace(answer, checks=(*answer.checks, *(c for key, c in found.items() if key not in known)))


def claims_of(line: str) -> Iterator[tuple[ClaimKind, str]]:
    for count in _COUNT.finditer(line):
        yield "figure", count.group()
    line = _COUNT.sub(lambda m: " " * len(m.group()), line)
    for date in find_dates(line):
        yield "date", date.text
    for number in find_document_numbers(line):
        yield "document", line[number.start : number.end]
    for quantity in find_quantities(line):
        if quantity.unit and any(c.isdigit() for c in fold(quantity.text)):
            yield "figure", quantity.text
    for department in find_departments(line):
        yield "department", department.name


def check_of(kind: ClaimKind, text: str, citations: tuple[Citation, ...]) -> Check:
    if _COUNT.fullmatch(text):
        return Check(kind, text, "computed", reason="由本回答列出的条目计数")
    words = fold(text)
    for citation in citations:
        printed = fold("".join([citation.quote, citation.document_number or "", citation.title]))
        if words in printed:
            return Check(kind, text, "supported", citation.n)
    return Check(kind, text, "not_found", reason="引文中没有这几个字")
