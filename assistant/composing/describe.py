"""What the documents say of something: a whole clause when the question names it, else the best sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.answerable import is_answerable
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.lists import list_members
from assistant.composing.statement_asked import span_of_figure
from assistant.composing.who import cite_duty, duty_over, phrase
from assistant.expected import (
    applied_for,
    asks_members,
    gives_expected,
    is_of_applied,
    leads_members,
    leads_others,
)
from assistant.library import Library
from assistant.question import Kind, Question
from assistant.retrieval import Found, cover
from assistant.which_one import names_it
from policytext.folding import fold
from vectorstore.records import Clause

_DEFINITION = re.compile(
    r"什么是|是什么|何谓|指什么|指的是|什么意思|定义|啥是|是啥|哪些.{0,6}属于|怎么?界定|(?:是|指)哪[几两三四五六七八九十\d]"
)
_WHICH_EACH = re.compile(r"哪几(?:大|项|个|类|条|种|张|道)*(?P<called>[\u4e00-\u9fff]{1,4})(?:[,?!。]|$)")
_MONTH = re.compile(r"(?<!\d)1?\d月")
_BEHIND_NAME = r"[”\"]?(?:\([^()]*\))?[”\"]?,?(?:是指|系指|指的是|指|是|包括)"  # 本办法所称X(以下简称Y),是指


def compose_describe(
    question: Question, library: Library, found: Sequence[Found], longest: int
) -> Answer | None:
    """At most `longest` characters of the document; None when nothing fits well enough."""
    found = [one for one in found if one.of_year and one.of_place]
    found = [one for one in found if not library.is_title(one.sentence)]
    found = [one for one in found if not set(one.missing) & {x.word for x in applied_for(question)}]
    found = prefer_label(question, prefer_definition(question, found))
    found = before_all(of_month(question, found) or naming_each(question, found), found)
    if not found or not is_answerable(question, library, found[0]):
        return None
    best = found[0]
    if is_heading_of_part(library, best) and names_it(question.text, library, best.clause):
        return list_members(library, best.clause)
    lead = next(iter(library.ancestors(best.clause)), None)
    if lead is not None and asks_members(question) and leads_asked(question, library, lead):
        return list_members(library, lead)
    draft = Draft(library)
    start, end = span_to_quote(question, library, found, longest)
    if leads_members(library, best.clause) and library.ends(best.clause, end):
        return list_members(library, best.clause, (start, end))  # whoever leads to items says them
    mark = draft.cite_clause(best.clause, start, end)
    text = library.slice(best.sentence.document_id, start, end).strip()
    draft.say(f"{one_line(text)}{mark}")
    duty = duty_over(library, best.clause, best.sentence.start)
    said = duty is not None and text.endswith(library.slice(duty.document_id, duty.start, duty.end))
    if duty is not None and duty.start >= start and not library.is_statement(duty) and not said:
        where = cite_duty(draft, duty, best.clause, start, end)
        draft.say(f"{phrase(duty)}。{where}")
    draft.say(f"出处：{place(library, best.clause)}")
    cite_others(draft, found)
    return draft.answer()


def leads_asked(question: Question, library: Library, lead: Clause) -> bool:
    """Are the members below the clause of the kind that is asked for?"""
    words = library.folded_clause(lead.document_id, lead.ordinal)
    applied = is_of_applied(question, library, lead)
    return applied and leads_members(library, lead) and not leads_others(question.text, words)


def prefer_definition(question: Question, found: list[Found]) -> list[Found]:
    """For "什么是…": a sentence near the top that says what it is stands before the others."""
    if not found or not _DEFINITION.search(question.text) or not question.topic:
        return found
    names = {
        re.sub(r"\W|的?定义|界定", "", question.topic),
        question.terms[-1].word if question.terms else "",
    }
    saying = [
        one
        for one in found[: t.DEFINITIONS_LOOKED_AT]
        if any(re.search(rf"{re.escape(name)}{_BEHIND_NAME}", one.sentence.folded) for name in names if name)
    ]
    return before_all(saying, found)


def prefer_label(question: Question, found: list[Found]) -> list[Found]:
    """A line that begins with what is asked for (召集人：…, 咨询电话：…) gives it."""
    words = [re.escape(term.word) for term in question.terms[-2:] if len(term.word) > 1]
    label = re.compile(rf"(?:{'|'.join(words)})[人长]?:") if words else None
    saying = [
        one
        for one in found[: t.LABELS_LOOKED_AT]
        if label and label.match(one.sentence.folded) and one.score > found[0].score - t.LABEL_MARGIN
    ]
    return before_all(saying, found)


def of_month(question: Question, found: Sequence[Found]) -> list[Found]:
    """The sentences of the month that the question names (2019年8月有什么安排): they say what is due then."""
    month = _MONTH.search(question.text)
    named = re.compile(rf"(?<!\d){month.group()}") if month else None
    return [one for one in found[: t.LABELS_LOOKED_AT] if named and named.search(one.sentence.folded)]


def naming_each(question: Question, found: Sequence[Found]) -> list[Found]:
    """For 哪几关: the sentences that list such things by name, each with the word asked for (政治关、法律关、保密关)."""
    asked = _WHICH_EACH.search(question.text)
    if not asked:
        return []
    one = rf"[^、,。;:]{{1,10}}{asked['called']}"
    listing = re.compile(rf"{one}(?:、{one})+|{one}[和及与]{one}")
    return [f for f in found[: t.LABELS_LOOKED_AT] if listing.search(f.sentence.folded)]


def before_all(first: list[Found], found: list[Found]) -> list[Found]:
    return first + [one for one in found if one not in first]


def is_heading_of_part(library: Library, best: Found) -> bool:
    """Is the sentence nothing but the heading of clauses below it?"""
    return library.ends(best.clause, best.sentence.end) and len(library.children(best.clause)) > 1


def span_to_quote(
    question: Question, library: Library, found: Sequence[Found], longest: int
) -> tuple[int, int]:
    """The span of whole sentences that answers: the clause, when its heading is what is asked about."""
    best = found[0]
    clause = best.clause
    if clause.body_end - clause.start <= longest and names_heading(question, clause):
        return clause.start, clause.body_end
    heads = best.sentence.start <= clause.start + 2 and not library.ends(clause, best.sentence.end)
    if (
        heads
        and len(best.sentence.folded) <= t.HEADING_SENTENCE
        and clause.body_end - clause.start <= longest
    ):
        return clause.start, clause.body_end  # a heading alone answers nothing
    if best.sentence.folded.endswith("?"):
        return best.sentence.start, with_reply(library, best, longest)
    if question.kind is Kind.FIGURE and gives_expected(question, library, best.sentence):
        return span_of_figure(question, library, found)
    same = [f for f in found[:12] if f.clause == clause and f.score > best.score - t.SENTENCE_MARGIN]
    start, end = best.sentence.start, best.sentence.end
    for one in sorted(same, key=lambda f: abs(f.sentence.start - start)):
        first, last = min(start, one.sentence.start), max(end, one.sentence.end)
        if last - first <= longest:
            start, end = first, last
    if end - start > longest:
        end = start + longest
    return start, end


def with_reply(library: Library, best: Found, longest: int) -> int:
    """Where the quote ends: a question printed in the document (问：…怎么办？) goes with what is replied to it."""
    end = best.sentence.end
    for following in library.sentences(best.clause.document_id, best.clause.ordinal):
        if following.start < end:
            continue
        if following.folded.endswith("?") or following.end - best.sentence.start > longest:
            break
        end = following.end
    return end


def names_heading(question: Question, clause: Clause) -> bool:
    heading = fold(clause.heading)
    return bool(heading) and cover(question.terms, heading, heading, "", "")[1] >= t.HEADING_NAMED


def cite_others(draft: Draft, found: Sequence[Found]) -> None:
    """Further clauses that fit nearly as well, as citations to read on."""
    best = found[0]
    for one in found[1:]:
        if len(draft.citations) >= t.DESCRIBE_CITATIONS:
            return
        if one.score > best.score - t.OTHER_MARGIN and one.clause != best.clause:
            draft.cite_clause(one.clause, one.sentence.start, one.sentence.end)
