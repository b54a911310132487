"""Who is responsible: the duty that answers for the sentence which fits the question best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.answerable import is_answerable, is_spoken_of
from assistant.composing.draft import Draft, one_line, place
from assistant.library import Library, Sentence
from assistant.question import Kind, Question, Term
from assistant.retrieval import Found, cover
from assistant.wording import word_list
from policytext.departments import find_departments, resolve_department
from policytext.folding import fold
from vectorstore.records import Clause, Duty

_ANSWERS_FOR = re.compile(
    r"负责|牵头|主管|承担|组织|制定|召集|为.{0,6}(?:单位|部门)|指导|监督|会同|组成|协调|审批|管理|决定|批准|承办|受理"
)
# Who can do something and is no department: the holder of a post, or a body that no list knows.
_SOMEONE = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:秘书长|主任|总指挥|指挥长|组长|部长|省长|市长|负责人|负责同志|责任单位|建设单位|委员会|人民政府)"
)
_NAMED_ROLE = re.compile(r"牵头|主办|配合|参与|协办|(?:责任|负责|主管)(?:单位|部门)")
_SEVERAL = re.compile(r"哪些|哪几")
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
    duty: Duty
    clause: Clause
    found: Found


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
    if around and asks_all(question, around, best):
        return around
    leads = "lead" in {d.role for d in best.departments}
    return around if around and _NAMED_ROLE.search(question.text) and not leads else best


def asks_all(question: Question, around: Duty, best: Duty) -> bool:
    """由哪些部门负责 asks for several, 这事谁负责 for nothing by name: the statement of a single step answers neither."""
    asked = [x for x in question.terms if x.word not in word_list("task")]
    more = len(around.departments) > len(best.departments)
    return not asked or (bool(_SEVERAL.search(question.text)) and more)


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


def find_duties(question: Question, library: Library, found: Sequence[Found]) -> list[FoundDuty]:
    """The duties behind the found sentences, best first, each once."""
    seen: dict[tuple[str, int], FoundDuty] = {}
    for one in found:
        duty = duty_for(question, library, one)
        if duty and (duty.document_id, duty.start) not in seen:
            seen[duty.document_id, duty.start] = FoundDuty(duty, one.clause, one)
    return list(seen.values())


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
    least = t.LEAST_COVERAGE
    fitting = [
        d for d in find_duties(question, library, found) if d.found.coverage >= least and d.found.of_place
    ]
    if fitting and not is_spoken_of(question, library, fitting[0].found):
        fitting = []
    said = said_in_text(question, library, found)
    if said and (not fitting or fitting[0].found.score < said.score - t.DUTY_MARGIN):
        return say_sentence(Draft(library), question, said)
    if not fitting:
        return None
    draft = Draft(library)
    say_duty(draft, question, fitting[0])
    for other in elsewhere(fitting):
        say_duty(draft, question, other)
    return draft.answer()


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
    verb = _ANSWERS_FOR.search(question.text)
    ranked = sorted(found[:15], key=lambda one: -(one.score + verb_bonus(verb, one)))
    for one in ranked:
        text = library.slice(one.sentence.document_id, one.sentence.start, one.sentence.end)
        if duty_for(question, library, one):
            continue
        if (
            _ANSWERS_FOR.search(one.sentence.folded)
            and (find_departments(text) or _SOMEONE.search(text))
            and is_answerable(question, library, one)
        ):
            return one
    return None


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


def say_duty(draft: Draft, question: Question, best: FoundDuty) -> None:
    """Who does it; of a statement in running text its own words, which also say what is done (核定, 执行)."""
    duty, sentence = best.duty, best.found.sentence
    mark = cite_duty(draft, duty, best.clause, sentence.start, sentence.end)
    scope = f"（适用范围：{duty.scope}）" if duty.scope else ""
    said = one_line(draft.library.slice(duty.document_id, duty.start, duty.end)).rstrip("。；;，")
    worded = draft.library.is_statement(duty) and len(said) <= LONGEST_STATEMENT and not question.english
    draft.say(f"{verdict(question, duty)}{said if worded else phrase(duty) + scope}。{mark}")
    draft.say(f"出处：{place(draft.library, best.clause)}")
