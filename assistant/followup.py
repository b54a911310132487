"""What a follow-up leaves out, filled in from the turns before it.

"那2017年呢？" keeps everything but the year; "森林公园呢" keeps everything but the topic; "谁负责" keeps the
topic; "第一项安排了多少资金？" takes the first line of the list just given; "去年新开工多少套" leans on the
topic before as a hint. What was taken over is told to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Turn
from assistant.library import Library
from assistant.question import Kind, Question, Term
from assistant.terms import content_words, synonym_groups, weigh
from assistant.thresholds import LEANING
from assistant.understanding import understand, years_of
from policytext.departments import find_departments
from policytext.folding import fold
from policytext.numerals import parse_number

MOST_TURNS = 8
_WHAT_ABOUT = re.compile(
    r"^(?:那|那么|还有|然后|再问|另外|换成|如果是|要是)*(?P<rest>.{1,18}?)(?:呢|怎么样|如何|又如何|又怎样)[?？]*$"
)
_POINTS_BACK = re.compile(
    r"这项|该项|此项|这一项|这个任务|该任务|这些|这件|上述|前者|后者|其中|它|他们|该工作|这项工作|这个(?:指标|数|目标|工作)|同样|刚才|上面|前面"
)
_NTH = re.compile(r"第(?P<n>[一二三四五六七八九十\d]+)(?:项|条|个)|最后一(?:项|条|个)")
_LINE = re.compile(r"^\s*(?:-|\d+[.、)])\s*(.+)$", re.MULTILINE)
_PLACE = re.compile(r"(?:出处：|Source: )[^\n]*?([^›\n]+)\s*$")
_SOURCE = re.compile(r"(?:出处：|Source: )([^›\n]+)")
_NEXT = re.compile(r"^(?:那|那么)?(?:下一?|上一?|再下一?)(?:项|条|个|件)")
_ITS_TASKS = re.compile(
    r"(?:它|该部门|这个部门|该单位|该厅|该局|他们|这个厅|这个局|这家).{0,6}(?:任务|职责|负责|工作|管)"
)
_PLANNED = re.compile(r"任务|目标|计划|打算|要")
_PROGRESS_WORDS = frozenset(("完成", "竣工", "开工", "完工", "建成", "实现", "达到"))
HINT = 0.25  # weight of the terms before, where the new question has few of its own


def understand_turn(text: str, history: Sequence[Turn], library: Library) -> Question:
    """The question of this turn, complete."""
    turns = list(history)[-2 * MOST_TURNS :]
    before: Question | None = None
    reply = listing = ""
    for turn in turns:
        if turn.role == "user":
            before = complete(turn.content, before, reply, listing, library)
        else:
            reply = turn.content
            listing = reply if len(_LINE.findall(reply)) > 1 else listing
    return complete(text, before, reply, listing, library)


def complete(text: str, before: Question | None, reply: str, listing: str, library: Library) -> Question:
    """`reply` is the answer before, `listing` the last one that was a list."""
    question = understand(text, library)
    if before is None or question.kind is Kind.CHAT or (question.kind is Kind.CHECK and question.terms):
        return question
    place = _PLACE.search(reply)
    if place and not question.years and not question.relative_years:
        question = replace(question, focus=place.group(1).strip())
    question = replace(question, spoken_of=document_of(reply, library))
    asks_the_same = question.kind in (Kind.DESCRIBE, Kind.FIGURE, Kind.COMPARE, Kind.LIST, before.kind)
    dated = question.years or question.relative_years
    if dated and not question.terms and asks_the_same and question.kind is not Kind.ABOUT:
        return with_years(question, before)
    if _NEXT.search(question.text) and before.ordinals:
        step = -1 if "上" in question.text else 1
        return replace(
            before, kind=Kind.ORDINAL, original=text, ordinals=(before.ordinals[-1] + step,), carried=None
        )
    if _ITS_TASKS.search(question.text) and (names := tuple(m.name for m in find_departments(reply))):
        return replace(question, kind=Kind.TASKS, departments=names[:1], topic="", terms=(), carried=names[0])
    line = listed_line(question.text, listing or reply)
    if line:
        return take_topic(question, line, library)
    rest = _WHAT_ABOUT.match(question.text)
    if rest:
        return replace(vary(question, before, rest.group("rest"), library), focus="")
    if question.departments and question.kind is Kind.TASKS:
        return question
    if not question.terms or (_POINTS_BACK.search(question.text) and len(question.terms) <= 2):
        return continue_topic(question, before, library)
    if len(question.terms) <= 2 and not question.places and question.kind is not Kind.ABOUT:
        return lean_on(question, before, library)
    return question


def document_of(reply: str, library: Library) -> str:
    """The id of the document that the reply came from; "" when it names none."""
    named = _SOURCE.search(reply)
    source = named.group(1).strip() if named else ""
    return next((d.id for d in library.documents() if source and source in (d.number, d.title)), "")


def listed_line(folded: str, reply: str) -> str:
    """The line of the list in the reply that "第一项" means; "" when the question means none."""
    match = _NTH.search(folded)
    lines = _LINE.findall(reply)
    if not match or not lines:
        return ""
    if match.group("n") is None:
        return str(lines[-1])
    number = int(parse_number(match.group("n")) or 0)
    return str(lines[number - 1]) if 0 < number <= len(lines) else ""


def take_topic(question: Question, line: str, library: Library) -> Question:
    name = re.sub(r"\[\d+\]|（[^）]*）$", "", re.sub(r"\[\d+\]", "", line)).strip()
    label = name
    name = re.sub(r"^\s*[\d（(一二三四五六七八九十]+[.、）)]\s*", "", name).strip()
    rest = _NTH.sub("", question.topic)
    terms = (
        *weigh(content_words(fold(name), library), library),
        *weigh(content_words(rest, library), library),
    )
    kind = Kind.DESCRIBE if question.kind is Kind.ORDINAL else question.kind
    return replace(
        question, kind=kind, ordinals=(), focus=label, topic=fold(name) + rest, terms=terms, carried=name
    )


def vary(question: Question, before: Question, rest: str, library: Library) -> Question:
    """The question before with another year, department or topic."""
    years = years_of(rest)
    if years or question.relative_years:
        left = re.sub(r"(?:19|20)?\d\d年?|去年|今年|前年|明年|那|的", "", rest)
        if len(left) <= 2:
            return with_years(question, before)
    if question.departments and before.kind is Kind.TASKS:
        return replace(
            before, original=question.original, departments=question.departments, topic="", terms=()
        )
    new = weigh(content_words(rest, library), library)
    if not new:
        return continue_topic(question, before, library)
    kept = tuple(replace(term, weight=term.weight * HINT) for term in before.terms if not replaced(term, new))
    kind = before.kind if question.kind is Kind.DESCRIBE else question.kind
    return replace(
        question, kind=kind, topic=rest, terms=new + kept, years=question.years or before.years,
        relative_years=before.relative_years, units=question.units or kept_units(before), carried=rest,
        text=rest + before.text[-12:],
    )  # fmt: skip


def kept_units(before: Question) -> tuple[str, ...]:
    """Money stays money and a share a share; what is counted changes with the thing."""
    return before.units if set(before.units) <= {"元", "%", "个百分点"} else ()


def with_years(question: Question, before: Question) -> Question:
    """The question before, of another year."""
    terms = before.terms
    if _PLANNED.search(question.text):  # what was begun or finished is of the year before
        terms = tuple(term for term in terms if term.word not in _PROGRESS_WORDS) or terms
    return replace(
        before, original=question.original, years=question.years, relative_years=question.relative_years, focus="",
        terms=terms,
        carried=before.topic or before.original,
    )  # fmt: skip


def replaced(term: Term, new: Sequence[Term]) -> bool:
    """Does a new word stand for this one? They share their last character: 湿地公园 and 森林公园."""
    return any(term.word[-1] == other.word[-1] for other in new)


def known_terms(before: Question, library: Library) -> tuple[Term, ...]:
    """What the documents have of the question before: it was answered without the rest."""
    known = tuple(
        term for term in before.terms
        if library.frequency(term.word) or any(map(library.frequency, synonym_groups().get(term.word, ())))
    )  # fmt: skip
    return known or before.terms


def continue_topic(question: Question, before: Question, library: Library) -> Question:
    keeps = question.kind is not Kind.WHO and not question.focus
    years = question.years or (before.years if keeps else ())
    topic, terms = before.topic, known_terms(before, library)
    if question.terms:  # "其中招生的有几所": its own words tell more than what they are about
        topic = f"{question.topic} {before.topic}"
        terms = question.terms + tuple(replace(x, weight=x.weight * LEANING) for x in terms)
    return replace(
        question, topic=topic, piece=question.topic, terms=terms, years=years,
        departments=question.departments, documents=question.documents or before.documents, ordinals=before.ordinals,
        relative_years=question.relative_years, carried=before.carried or before.topic,
    )  # fmt: skip


def lean_on(question: Question, before: Question, library: Library) -> Question:
    """Keep the topic before as a hint: it decides between clauses that fit the new words alike."""
    known = {term.word for term in question.terms}
    hints = tuple(
        replace(term, weight=term.weight * HINT)
        for term in known_terms(before, library)
        if term.word not in known
    )
    return replace(
        question,
        terms=question.terms + hints,
        topic=f"{question.topic} {before.topic}".strip(),
        piece=question.topic,
        carried=before.topic,
    )
