"""What a department is responsible for: every duty that names it, and none that does not."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.bodies import Printed, departments_meant
from assistant.composing.draft import Draft, one_line
from assistant.composing.who import ROLE_WORDS, cite_duty, phrase
from assistant.library import Library, Sentence
from assistant.question import Question, Term
from assistant.retrieval import cover
from assistant.understanding import place_stem
from assistant.wording import word_list
from policytext.departments import resolve_department
from policytext.folding import fold
from vectorstore.records import Clause, Duty

_ALONE = re.compile(r"独自|单独|独立|独家|只由|一家")
# 负责 is said of every part, and 牵头 where the documents tell no part apart; these are not.
_PART_TAKEN = {
    "guide": re.compile("指导"),
    "support": re.compile("配合|协办|协助"),
    "participate": re.compile("参与|参加"),
}
_TABLE = re.compile(
    r"(?:分工|任务|附)?(?:表|清单)[里中上内]?|附件[里中]?"
)  # 分工表里: where to look, no matter
LONGEST_LABEL = 100  # characters, of a clause without a heading
_TOGETHER = re.compile(r"共同|一起|联合|合作|一块|一同|都")


def compose_tasks(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """None when the department answers for nothing, or for nothing within what the question limits it to."""
    duties = of_places(question, library, library.duties(within))
    resolved = [
        _of_its_field(asked, departments_meant(asked, library, duties), duties)
        for asked in question.departments
    ]
    meant = set().union(*resolved)
    names = [x.name for d in duties for x in d.departments if (d.document_id, x.name) in meant]
    duties = [d for d in duties if answers(d, meant)]
    if len(resolved) > 1 and _TOGETHER.search(question.text):
        duties = [d for d in duties if all(answers(d, group) for group in resolved)]
    if _ALONE.search(question.text) and not _TOGETHER.search(question.text):
        duties = [d for d in duties if len(d.departments) == 1]
    duties = in_role(question, limit(question, library, duties), names)
    if not duties:
        return compose_from_text(question, library, within)
    names = [x.name for d in duties for x in d.departments if (d.document_id, x.name) in meant]
    draft = Draft(library)
    fullest = [n for n in dict.fromkeys(names) if not any(n != m and n in m for m in names)]
    heading = "、".join(fullest) if len(fullest) <= 3 else question.departments[0]
    draft.say(f"{heading}共{len(duties)}项任务：")
    for duty in duties:
        if draft.full:
            draft.say("（其余见“职责”页）")
            break
        say_task(draft, duty, names)
    if len(duties) == 1:
        say_text(draft, duties[0])
    return draft.answer()


def _of_its_field(asked: str, meant: set[Printed], duties: list[Duty]) -> set[Printed]:
    """With the ministry of the field, where the question says 部门 and a document prints both (教育部, 教育部门)."""
    if not asked.endswith("部门"):
        return meant
    documents = {document_id for document_id, _ in meant}
    printed = {(d.document_id, x.name) for d in duties if d.document_id in documents for x in d.departments}
    return meant | {one for one in printed if resolve_department(asked, [one[1]])}


def answers(duty: Duty, meant: Collection[Printed]) -> bool:
    """Is one of the departments that are meant among those of the duty?"""
    return any((duty.document_id, one.name) in meant for one in duty.departments)


def of_places(question: Question, library: Library, duties: list[Duty]) -> list[Duty]:
    """The duties of the documents of the places that the question names, where there are any."""
    own = [
        d
        for d in duties
        if any(place_stem(p) in question.text and p in library.head(d.document_id) for p in question.places)
    ]
    return own or duties


def compose_from_text(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """Sentences that say themselves what the department answers for: 公安部负责维护…"""
    terms = [term for term in question.terms if term.word not in word_list("task")]
    draft = Draft(library)
    for clause in library.clauses(within):
        for sentence in library.sentences(clause.document_id, clause.ordinal):
            if draft.full or not says_duty(question, sentence):
                continue
            around = (
                library.folded_address(clause.document_id, clause.ordinal)
                + library.folded_titles[clause.document_id]
            )
            if terms and cover(terms, sentence.folded, sentence.folded, around, around)[0] < t.LEAST_COVERAGE:
                continue
            mark = draft.cite_clause(clause, sentence.start, sentence.end)
            draft.say(
                f"- {one_line(library.slice(sentence.document_id, sentence.start, sentence.end))}{mark}"
            )
    return draft.answer() if draft.citations else None


def says_duty(question: Question, sentence: Sentence) -> bool:
    return any(
        re.search(rf"{re.escape(fold(name))}(?:负责|牵头|承担|主管)", sentence.folded)
        for name in question.departments
    )


def say_task(draft: Draft, duty: Duty, names: list[str]) -> None:
    clause = draft.library.clause(duty.document_id, duty.clause)
    mark = cite_duty(draft, duty, clause, duty.covers_start, duty.covers_end)
    roles = [d.role for d in duty.departments if d.name in names]
    role = f"（{ROLE_WORDS[roles[0]]}）" if roles and roles[0] != "responsible" else ""
    together = f"（{phrase(duty)}）" if len(duty.departments) > 1 and not role else role
    draft.say(f"- {label(draft.library, clause, duty)}{together}{mark}")


def say_text(draft: Draft, duty: Duty) -> None:
    """The words of a department's only task, where they are short enough to read in an answer."""
    words = draft.library.slice(duty.document_id, duty.covers_start, duty.covers_end).strip()
    if len(words) <= t.LONGEST_TASK:
        draft.say(f"原文：{one_line(words)}[{draft.citations[-1].n}]")


def label(library: Library, clause: Clause, duty: Duty) -> str:
    """The clause's own label, with the beginning of what the duty covers where it is one of several of the
    clause, or that alone where the clause has no heading."""
    parts = {other.covers_start for other in library.duties_of(clause)}
    speaks_of_itself = duty.covers_start == duty.start  # in running text
    if clause.heading and len(parts) < 2 and not speaks_of_itself:
        return clause.address[-1]
    words = library.slice(duty.document_id, duty.covers_start, duty.covers_end).strip()
    if clause.heading:
        words = words.removeprefix(clause.marker).strip().removeprefix(clause.heading).lstrip("。：:\n ")
        own = one_line(words.split("。")[0])[:LONGEST_LABEL]
        return f"{clause.address[-1]}：{own}" if own else clause.address[-1]
    return words.split("。")[0][:LONGEST_LABEL]


def limit(question: Question, library: Library, duties: list[Duty]) -> list[Duty]:
    """Only the duties that fit what else the question says: a year, a document, an area, a matter."""
    duties = [d for d in duties if fits_year(question, library, d)]
    terms = [
        x
        for x in question.terms
        if x.word not in word_list("task") and x.weight >= t.LIMITING and not _TABLE.fullmatch(x.word)
    ]
    if not terms or question.english:
        return duties
    by_place = [d for d in duties if held_by_place(terms, library, d)]
    if by_place:
        return by_place
    by_text = [d for d in duties if held_by_text(terms, library, d)]
    by_document = [d for d in duties if printed_in(question, library, d)]
    return by_text or by_document or ([] if names_a_part(terms, library) else duties)


def in_role(question: Question, duties: list[Duty], names: list[str]) -> list[Duty]:
    """Only the duties in the part that the question names (指导, 配合, 参与), where the departments have any such;
    of those that it leads (牵头), none that another department leads."""
    asked = next((role for role, words in _PART_TAKEN.items() if words.search(question.text)), None)
    own = [(duty, {x.role for x in duty.departments if x.name in names}) for duty in duties]
    fitting = [duty for duty, roles in own if asked in roles]
    if asked is None and "牵头" in question.text and any("lead" in roles for _, roles in own):
        fitting = [duty for duty, roles in own if roles & {"lead", "responsible"}]
    return fitting or duties


def held_by_place(terms: Sequence[Term], library: Library, duty: Duty) -> bool:
    """Do the headings above, or the document's title, hold what the question limits itself to?"""
    address = library.folded_address(duty.document_id, duty.clause) + library.folded_titles[duty.document_id]
    return cover(terms, address, address, "", "")[1] >= t.LIMITED_TO


def printed_in(question: Question, library: Library, duty: Duty) -> bool:
    """Does the document print what is asked for word for word (督查激励措施), so that its duties are such?"""
    words = question.topic.strip()
    return len(words) >= t.LEAST_PHRASE and words in library.folded_text(duty.document_id)


def held_by_text(terms: Sequence[Term], library: Library, duty: Duty) -> bool:
    covered = fold(library.slice(duty.document_id, duty.covers_start, duty.covers_end))
    return cover(terms, covered, covered, "", "")[1] >= t.LIMITED_TO


def names_a_part(terms: Sequence[Term], library: Library) -> bool:
    """Is there a heading or a title that holds the terms? Then they are a limit and no mere turn of phrase."""
    places = [fold(c.heading) for c in library.clauses() if c.heading] + list(library.folded_titles.values())
    return any(cover(terms, heading, heading, "", "")[1] >= t.LIMITED_TO for heading in places)


def fits_year(question: Question, library: Library, duty: Duty) -> bool:
    """A year in the question must be that of the section, the number, the title or the date."""
    if not question.years:
        return True
    document = library.document(duty.document_id)
    address = library.clause(duty.document_id, duty.clause).address
    around = "".join([*address, document.title, document.number or "", document.date or ""])
    return any(str(year) in around for year in question.years)
