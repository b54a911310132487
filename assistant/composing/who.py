"""Who is responsible: the duty that answers for the sentence which fits the question best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.answerable import is_answerable, is_spoken_of
from assistant.composing.asked_duty import (
    Asked,
    asked_of,
    fit_of_duty,
    fit_of_statement,
    of_the_thing,
    own_words,
)
from assistant.composing.draft import Draft, one_line, place
from assistant.library import Library, Sentence
from assistant.question import Kind, Question, Term, is_told_at_length
from assistant.retrieval import Found, cover
from assistant.statements import statement_of
from assistant.terms import held
from assistant.wording import WHEN, word_list
from policytext.dates import find_dates
from policytext.departments import find_departments, resolve_department
from policytext.folding import fold
from vectorstore.records import Clause, Duty

_ANSWERS_FOR = re.compile(
    r"负责|牵头|主管|承担|组织|制定|召集|为.{0,6}(?:单位|部门)|指导|监督|会同|组成|协调|审批|管理|决定|批准|承办|受理"
)
# Who can do something and is no department: the holder of a post, or a body that no list knows.
_SOMEONE = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:秘书长|主任|总指挥|指挥长|组长|部长|省长|市长|负责人|负责同志|责任单位|建设单位|委员会|人民政府|"
    r"(?:承办|经办|主管|审核|管理|监督|执法|服务)机构)"
)
_NAMED_ROLE = re.compile(r"牵头|主办|配合|参与|协办|(?:责任|负责|主管)(?:单位|部门)")
# 由谁先行清偿: whatever it is, a sentence that says 由…先行清偿 tells who.
_BY_WHOM = re.compile(r"由谁(?:来|去|负责)*(?P<act>[\u4e00-\u9fff]{3,8}?)[的呢啊]*[?!。]*$")
_BY_SOMEONE = re.compile(r"由[^,。;]{2,30}(?:牵头|负责|组织|任|担任)")
_SEAT = re.compile(r"设在|设于|挂靠")
_SEVERAL = re.compile(r"哪些|哪几")
BRIEF_STATEMENT = 60  # characters of one that is said beside another
LONGEST_STATEMENT = 140  # characters; a longer one is cited, and the departments named
ROLE_WORDS = {
    "lead": "牵头",
    "support": "配合",
    "responsible": "负责",
    "guide": "指导",
    "participate": "参与",
}


@dataclass(frozen=True)
class FoundDuty:
    """`fit`: the sentence's score, and how the duty fits what is asked of who does it."""

    duty: Duty
    clause: Clause
    found: Found
    fit: float


def duty_over(library: Library, clause: Clause, start: int) -> Duty | None:
    """The duty that answers for the words at `start`: of the clause itself, or of one above it."""
    for holder in [clause, *library.ancestors(clause)]:
        covering = [
            d for d in library.duties_of(holder) if d.covers_start <= start < max(d.covers_end, d.end)
        ]
        if covering:
            return min(covering, key=lambda d: d.covers_end - d.covers_start)
    return None


def duty_for(question: Question, library: Library, one: Found) -> Duty | None:
    """The duty that answers for what the question asks of a sentence. Of several statements in it
    (财政部负责…；水利部负责…) the one that speaks of it; one that does not says nothing of the others."""
    sentence, holders = one.sentence, [one.clause, *library.ancestors(one.clause)]
    duties = [d for holder in holders for d in library.duties_of(holder)]
    stated = [
        d for d in duties if library.is_statement(d) and d.start < sentence.end and sentence.start < d.end
    ]
    over = [d for d in duties if d.covers_start <= sentence.start < max(d.covers_end, d.end)]
    around = min(
        (d for d in over if d not in stated), key=lambda d: d.covers_end - d.covers_start, default=None
    )
    best = best_statement(question, library, sentence, stated)
    if best is None:
        return around
    if around and (asks_all(question, around, best) or heads_it(question, library, around, best)):
        return around
    leads = "lead" in {d.role for d in best.departments}
    return around if around and _NAMED_ROLE.search(question.text) and not leads else best


def asks_all(question: Question, around: Duty, best: Duty) -> bool:
    """由哪些部门负责 asks for several, 这事谁负责 for nothing by name: the statement of a single step answers neither."""
    asked = [x for x in question.terms if x.word not in word_list("task")]
    more = len(around.departments) > len(best.departments)
    if "部门" in question.text and not names_department(best) and names_department(around):
        return True  # 医疗机构应当承担…: no department
    return not asked or (bool(_SEVERAL.search(question.text)) and more)


def heads_it(question: Question, library: Library, around: Duty, best: Duty) -> bool:
    """Does the heading over `around` hold all that is asked, and the statement of one step below it less?"""
    title, act = library.folded_titles[best.document_id], asked_of(question).act
    asked = [x for x in question.terms if x.word not in word_list("task") and x.word not in title]
    heading, words = fold(library.clause(around.document_id, around.clause).heading), own_words(library, best)
    named = cover(asked, heading, heading, "", "")[1]
    does_it = bool(act) and act in words
    return named >= t.TITLE_ALONE and not does_it and named > cover(asked, words, words, "", "")[1]


def names_department(duty: Duty) -> bool:
    return any(find_departments(department.name) for department in duty.departments)


def best_statement(
    question: Question, library: Library, sentence: Sentence, stated: Sequence[Duty]
) -> Duty | None:
    """The statement that holds most of the terms; None when words of the sentence outside of all hold more."""
    ordered = sorted(stated, key=lambda d: d.start)
    asked = [x for x in question.terms if x.word not in word_list("task")]
    marked = [(_held(library, asked, sentence, d.start, d.end), d) for d in ordered]
    if not marked:
        return None
    most, best = max(marked, key=lambda one: one[0])
    ends = [sentence.start, *(d.end for d in ordered)]
    gaps = zip(ends, [*(d.start for d in ordered), sentence.end], strict=True)
    outside = max((_held(library, asked, sentence, a, b) for a, b in gaps if a < b), default=0.0)
    return best if most >= outside else None


def _held(library: Library, terms: Sequence[Term], sentence: Sentence, start: int, end: int) -> float:
    words = fold(library.slice(sentence.document_id, start, end))
    return cover(terms, words, words, "", "")[1]


_OTHER_PARTY = re.compile(
    r"(?P<by>向|报|送|交|与|和|跟|同)(?:谁|哪一?[个些家级](?:部门|单位|机构|机关|政府)?)(?!.{0,8}(?:负责|牵头|承担|管))"
)


def compose_other_party(question: Question, library: Library, found: Sequence[Found]) -> Answer | None:
    """Whom something is reported to, or done with (向哪个部门备案, 和谁签订): the sentence that says so. Who answers
    for it is not asked. None for every other question."""
    asked = _OTHER_PARTY.search(question.text)
    if asked is None:
        return None
    by = re.compile(rf"{'[向报送交]' if asked.group('by') in '向报送交' else '[与和同]'}[^,。;]{{2,40}}")
    near = [one for one in found if one.score > found[0].score - t.OTHER_MARGIN and one.of_place]
    naming = [one for one in near if by.search(one.sentence.folded) and is_answerable(question, library, one)]
    return say_sentence(Draft(library), question, naming[0]) if naming else None


def find_duties(question: Question, library: Library, found: Sequence[Found]) -> list[FoundDuty]:
    """The duties behind the found sentences, best first, each once."""
    seen: dict[tuple[str, int], FoundDuty] = {}
    asked = asked_of(question)
    for rank, one in enumerate(found):
        duty = duty_for(question, library, one)
        if duty is None and not rank:
            duty = said_behind(question, library, one)
        if duty and (duty.document_id, duty.start) not in seen:
            fit = one.score + fit_of_duty(asked, library, duty, one)
            seen[duty.document_id, duty.start] = FoundDuty(duty, one.clause, one, fit)
    return sorted(seen.values(), key=lambda d: -d.fit)


def said_behind(question: Question, library: Library, one: Found) -> Duty | None:
    """Behind a sentence that says what there is (国家建立抽查机制。), the statement of who does it: the first in the
    clause that speaks of the rarest thing asked for."""
    asked = max(question.terms, key=lambda x: x.weight, default=None)
    if (
        asked is None
        or asked.weight < t.RARE
        or one.own < t.SAYS_WHAT_IS
        or not held(asked.word, one.sentence.folded)
        or _BY_SOMEONE.search(one.sentence.folded)
    ):
        return None
    for duty in sorted(library.duties_of(one.clause), key=lambda d: d.start):
        words = fold(library.slice(duty.document_id, duty.start, duty.end))
        if duty.start >= one.sentence.end and library.is_statement(duty) and held(asked.word, words):
            return duty
    return None


def phrase(duty: Duty) -> str:
    """The departments in the order of the document, with their roles where it tells them apart."""
    roles = list(dict.fromkeys(d.role for d in duty.departments))
    groups = [(role, [d.name for d in duty.departments if d.role == role]) for role in roles]
    if [role for role, _ in groups] == ["lead", "responsible"]:
        return f"由{'、'.join(groups[0][1])}牵头，{'、'.join(groups[1][1])}共同负责"
    return "由" + "，".join(f"{'、'.join(names)}{ROLE_WORDS[role]}" for role, names in groups)


def cite_duty(draft: Draft, duty: Duty, clause: Clause, start: int, end: int) -> str:
    """Cite what the duty covers together with the words that name the departments."""
    first, last = min(duty.covers_start, duty.start), max(duty.covers_end, duty.end)
    holder = draft.library.clause(duty.document_id, duty.clause)
    if first >= holder.start and holder.body_end - holder.start <= t.LONGEST_CLAUSE_QUOTE:
        first, last = min(first, holder.start), max(last, holder.body_end)
    if last - first <= t.LONGEST_QUOTE:
        return draft.cite(duty.document_id, first, last)
    marks = draft.cite(duty.document_id, duty.start, duty.end)
    return draft.cite_clause(clause, start, end) + marks


def compose_who(question: Question, library: Library, found: Sequence[Found]) -> Answer | None:
    """None when no duty answers for anything that fits the question well enough."""
    if seat := compose_seat(question, library, found):
        return seat
    least = t.LEAST_COVERAGE
    asked, found = asked_of(question), of_the_thing(question, found)
    fitting = [
        d for d in find_duties(question, library, found) if d.found.coverage >= least and d.found.of_place
    ]
    if question.kind is Kind.CHECK:  # a duty for something near to it confirms nothing, and refutes nothing
        fitting = [d for d in fitting if not lacks_thing(question, d.found)]
    if fitting and not is_spoken_of(question, library, fitting[0].found):
        fitting = []
    said = said_in_text(question, library, found)
    if said and question.kind is Kind.CHECK and lacks_thing(question, said):
        said = None
    if said and (not fitting or fitting[0].fit < fit_of_said(asked, said) - margin(asked, fitting[0].duty)):
        return say_sentence(Draft(library), question, said)
    if not fitting:
        return None
    fitting = stated_first(question, library, fitting)
    others = elsewhere(fitting)
    draft = Draft(library)
    for one in [fitting[0], *others]:
        say_duty(draft, question, one, briefly=bool(others))
    return draft.answer()


def lacks_thing(question: Question, one: Found) -> bool:
    """Is a rare word of a short statement held nowhere around the sentence? One who tells at length has other words."""
    if question.english or is_told_at_length(statement_of(question.original)):
        return False
    rare = (term.word for term in question.terms if term.weight >= t.RARE and len(term.word) > 1)
    return bool((set(rare) - word_list("task")) & set(one.missing))


def compose_seat(question: Question, library: Library, found: Sequence[Found]) -> Answer | None:
    """Where an office is (办公室设在…): the sentence that says so. It is no duty, and no duty says it."""
    if not _SEAT.search(question.text):
        return None
    saying = [one for one in found[:15] if _SEAT.search(one.sentence.folded)]
    fitting = next((one for one in saying if one.of_place and is_answerable(question, library, one)), None)
    return say_sentence(Draft(library), question, fitting) if fitting else None


def margin(asked: Asked, duty: Duty) -> float:
    """How much better a sentence must fit than the duty; none where nobody has the part in the duty that is asked for."""
    has_part = asked.role is None or asked.role in {department.role for department in duty.departments}
    return t.DUTY_MARGIN if has_part else 0.0


def stated_first(question: Question, library: Library, fitting: list[FoundDuty]) -> list[FoundDuty]:
    """A sentence that says itself who does what is asked stands before one that only lies under a bracket and fits
    no better."""
    best, act = fitting[0], asked_of(question).act
    if library.is_statement(best.duty) or _SEVERAL.search(question.text) or _NAMED_ROLE.search(question.text):
        return fitting
    for one in fitting[1:]:
        as_good = one.fit > best.fit - t.FITS_AS_WELL and one.found.own >= best.found.own
        # Below the bracket of the whole clause, the statement with the very act: 县级农业农村部门负责受理申请.
        does_it = bool(act) and one.clause == best.clause and act in own_words(library, one.duty)
        if (
            (as_good or does_it)
            and library.is_statement(one.duty)
            and one.clause.document_id == best.clause.document_id
        ):
            return [one, *(other for other in fitting if other is not one)]
    return fitting


def compose_duty(question: Question, library: Library, near: Sequence[Found]) -> Answer | None:
    """The duty over sentences that are known to be meant; None when there is none."""
    duties = find_duties(question, library, near)
    draft = Draft(library)
    if duties:
        say_duty(draft, question, duties[0])
    return draft.answer() if duties else None


def elsewhere(fitting: Sequence[FoundDuty]) -> list[FoundDuty]:
    """Duties of other documents that fit as well: shown side by side, never merged."""
    best = fitting[0]
    others: dict[str, FoundDuty] = {}
    for one in fitting[1:]:
        close = one.found.score > best.found.score - t.FITS_AS_WELL and one.found.own >= best.found.own
        if close and one.duty.document_id != best.duty.document_id:
            others.setdefault(one.duty.document_id, one)
    return list(others.values())[:2]


def said_in_text(question: Question, library: Library, found: Sequence[Found]) -> Found | None:
    """The best sentence that says by itself who does something: 国务院办公厅是…的主管单位."""
    if by := _BY_WHOM.search(question.text):
        said = re.compile(rf"由[^,。;]{{2,30}}{by['act']}")
        for one in found[:3]:
            if said.search(one.sentence.folded) and is_answerable(question, library, one):
                return one
    verb = _ANSWERS_FOR.search(question.text)
    asked = asked_of(question)
    ranked = sorted(found[:15], key=lambda one: -(fit_of_said(asked, one) + verb_bonus(verb, one)))
    for one in ranked:
        text = library.slice(one.sentence.document_id, one.sentence.start, one.sentence.end)
        if duty_for(question, library, one) or library.is_inner_title(one.sentence):
            continue
        if (
            (_ANSWERS_FOR.search(one.sentence.folded) or (asked.act and asked.act in one.sentence.folded))
            and (find_departments(text) or _SOMEONE.search(text))
            and is_answerable(question, library, one)
        ):
            return one
    return None


def fit_of_said(asked: Asked, one: Found) -> float:
    return one.score + fit_of_statement(asked, one.sentence.folded)


def verb_bonus(verb: re.Match[str] | None, one: Found) -> float:
    """For a sentence with the question's own verb; more where it names the body that does it (主管单位)."""
    if verb is None or verb.group() not in one.sentence.folded:
        return 0.0
    return (
        0.5
        if re.search(rf"{verb.group()}(?:单位|部门)|由.{{2,20}}{verb.group()}", one.sentence.folded)
        else 0.3
    )


def say_sentence(draft: Draft, question: Question, one: Found) -> Answer:
    sentence = one.sentence
    mark = draft.cite_clause(one.clause, sentence.start, sentence.end)
    text = one_line(draft.library.slice(sentence.document_id, sentence.start, sentence.end))
    stated = ""
    if question.kind is Kind.CHECK:
        named = find_departments(text)
        right = all(resolve_department(a, [d.name for d in named]) for a in question.departments)
        stated = "相符。" if right else "不符。"
    draft.say(f"{stated}{text}{mark}")
    draft.say(f"出处：{place(draft.library, one.clause)}")
    return draft.answer()


def verdict(question: Question, duty: Duty) -> str:
    """相符 or 不符, when the question makes a statement about the department; "" when it only asks."""
    if question.kind is not Kind.CHECK:
        return ""
    names = [d.name for d in duty.departments]
    return "相符。" if all(resolve_department(asked, names) for asked in question.departments) else "不符。"


def say_duty(draft: Draft, question: Question, best: FoundDuty, *, briefly: bool = False) -> None:
    """Who does it; of a statement in running text its own words, which also say what is done (核定, 执行), unless it is
    said `briefly`."""
    duty, sentence = best.duty, best.found.sentence
    mark = cite_duty(draft, duty, best.clause, sentence.start, sentence.end)
    scope = f"（适用范围：{duty.scope}）" if duty.scope else ""
    said = one_line(draft.library.slice(duty.document_id, duty.start, duty.end)).rstrip("。；;，")
    states = draft.library.is_statement(duty) or said.startswith("由")
    longest = BRIEF_STATEMENT if briefly else LONGEST_STATEMENT
    worded = states and len(said) <= longest and not question.english
    time = "" if worded else time_said(question, draft.library, duty)
    draft.say(f"{verdict(question, duty)}{said if worded else phrase(duty) + scope}{time}。{mark}")
    draft.say(f"出处：{place(draft.library, best.clause)}")


def time_said(question: Question, library: Library, duty: Duty) -> str:
    """The part of the words that name the departments which says by when, where that is asked too
    (教育部负责，2019年9月底前公布)."""
    if not WHEN.search(question.text):
        return ""
    words = library.slice(duty.document_id, duty.start, duty.end).strip("（）()。")
    dated = [part for part in re.split(r"[，,；;]", words) if find_dates(part) and not find_departments(part)]
    return f"，{'，'.join(part.strip() for part in dated)}" if dated else ""
