"""Does a sentence give the kind of thing that is asked for: a figure of the unit, a date, a contact?

The expected answer type of question answering, for the types that can be told from the text alone.
"""

from __future__ import annotations

import re

from assistant.library import Library, Sentence
from assistant.question import Kind, Question
from assistant.understanding import ANY_COUNT
from policytext.dates import find_dates
from vectorstore.records import Figure

_CONTACT = re.compile(
    r"\d{3,4}-\d{3,}|(?<!\d)1\d{10}(?!\d)|(?:电话|热线|专线|拨打|致电)[^,，。;；]{0,8}\d{3,}|www\.|https?:|@|公众号|小程序|app|网址|网站|邮箱"
)
_TIMES = re.compile(r"倍|关系|比例|几成")
_NOT_COUNTED = frozenset(("%", "个百分点", "元", "倍", "年", "个月", "月", "天", "日", "小时"))


def gives_expected(question: Question, library: Library, sentence: Sentence) -> bool:
    """False where the question expects neither, or the sentence has none."""
    if question.kind in (Kind.FIGURE, Kind.COMPARE):
        figures = library.figures_of(sentence.document_id, sentence.clause)
        return any(sentence.start <= f.start < sentence.end and fits_unit(question, f) for f in figures)
    if question.kind is Kind.WHEN:
        return gives_date(question, library, sentence)
    return False


def gives_date(question: Question, library: Library, sentence: Sentence) -> bool:
    """A bare year answers only a question for a year."""
    text = library.document(sentence.document_id).text
    dates = find_dates(text, sentence.start, sentence.end)
    return any(
        date.month or date.day or date.deadline or "年" in question.text or not date.year for date in dates
    )


def gives_contact(sentence: Sentence) -> bool:
    """Does it print a telephone number, an address of the web or of mail, or the name of an app?"""
    return bool(_CONTACT.search(sentence.folded))


def fits_unit(ask: Question, figure: Figure) -> bool:
    """A multiple (1.6倍) is no amount: it fits only where one is asked for."""
    unit = figure.unit.split("/")[0]
    if unit == "倍" and not _TIMES.search(ask.text):
        return False
    counted = ANY_COUNT in ask.units and unit not in _NOT_COUNTED
    return not ask.units or counted or figure.unit in ask.units or unit in ask.units
