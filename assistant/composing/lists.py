"""Lists from the outline: the members of a part, the clause with a given number, duties shared by several."""

from __future__ import annotations

import re

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.about import meant
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.tasks import say_task
from assistant.composing.who import cite_duty, phrase
from assistant.expected import leads_members
from assistant.library import Library
from assistant.question import Kind, Question
from assistant.retrieval import cover
from assistant.which_one import names_it
from policytext.folding import fold
from policytext.numerals import parse_number
from policytext.quantities import find_quantities
from vectorstore.records import Clause, Duty

LEAST_SIBLINGS = 3
LEAST_NAMED = 4  # characters of a heading that is named word for word
_COUNT = re.compile(r"([两二三四五六\d])(?:家|个)")


def compose_list(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """The children of the clause that the question names; None when it names none with children."""
    parent = named_part(question, library, within)
    if parent and not names_it(question.text, library, parent):
        return None  # 一级响应的措施 are not all that stands below 应急响应
    return list_members(library, parent) if parent else list_tasks(question, library, within)


# "有哪几大行动", "实施哪些工程": the last word says what the members are called.
_CALLED = re.compile(
    r"哪(?:[些几]|(?P<n>[两二三四五六七八九十]))(?:大|项|个|类|条|种|方面)*(?:的)?(?:重点|主要|重大|专项|具体)*"
    r"(?P<called>[\u4e00-\u9fff]{2,5}?)(?:[,?!。]|$)"
)
LEAST_AROUND = 0.75  # share of the question's other terms that the headings and the title must hold


def compose_called(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """The members of the part whose headings all end with what is asked for (…行动), and not what stands below one
    of them; None when no part has such."""
    asked = _CALLED.search(question.text)
    if not asked or question.english or question.kind not in (Kind.DESCRIBE, Kind.LIST, Kind.FIGURE):
        return None
    number = parse_number(asked["n"].replace("两", "二")) if asked["n"] else None
    terms = [term for term in question.terms if term.word not in asked["called"]]
    ranked: list[tuple[float, int, Clause]] = []
    for clause in library.clauses(within):
        headings = [called(member) for member in members_of(library, clause)]
        alike = sum(heading.endswith(asked["called"]) for heading in headings)
        if alike < LEAST_SIBLINGS or alike < len(headings) or (number and alike != number):
            continue
        address = library.folded_address(clause.document_id, clause.ordinal)
        around = f"{address}{library.folded_titles[clause.document_id]}{''.join(headings)}"
        held = cover(terms, around, "", "", "")[1] if terms else 1.0
        if held >= LEAST_AROUND and fits_years(question, library, clause):
            ranked.append((held, -clause.ordinal, clause))
    return list_members(library, max(ranked, key=lambda one: one[:2])[2]) if ranked else None


def called(member: Clause) -> str:
    """Its folded heading without the time or the department behind it: 全面排查阶段（2022年9月至2023年6月）。"""
    return re.sub(r"\([^()]*\)$", "", fold(member.heading).strip("。.:")).strip("。.:")


def compose_outline(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """The parts of a document and what stands directly below each; None when it is not clear which document."""
    document = meant(question, library, within)
    if document is None:
        return None
    draft = Draft(library)
    for part in [c for c in library.clauses({document.id}) if len(c.address) == 1 and c.heading]:
        draft.say(f"{part.address[-1]}{draft.cite(document.id, part.start, heading_end(library, part))}")
        for below in library.children(part):
            mark = "" if draft.full else draft.cite(document.id, below.start, heading_end(library, below))
            draft.say(f"- {below.address[-1]}{mark}")
    return draft.answer() if draft.citations else None


def heading_end(library: Library, clause: Clause) -> int:
    """The end of the clause's first sentence, which holds its heading."""
    return library.sentences(clause.document_id, clause.ordinal)[0].end


def list_tasks(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """Tasks of several parts that the question names by a word of their headings (残疾人工作涉及哪几项任务)."""
    duties = [
        d
        for d in library.duties(within)
        if fits_years(question, library, library.clause(d.document_id, d.clause))
    ]
    named = [d for d in duties if heading_holds(question, library, d)]
    if len(named) < 2 or "任务" not in question.text:
        return None
    draft = Draft(library)
    draft.say(f"共{len(named)}项：")
    for duty in named[: t.MOST_CITATIONS]:
        say_task(draft, duty, [])
    return draft.answer()


def heading_holds(question: Question, library: Library, duty: Duty) -> bool:
    heading = fold(library.clause(duty.document_id, duty.clause).heading)
    return bool(question.terms) and cover(question.terms, heading, heading, "", "")[1] >= t.HEADING_NAMED


def list_members(library: Library, parent: Clause, intro: tuple[int, int] | None = None) -> Answer:
    """`intro`: the sentences of the parent's own text that answer, before the members."""
    members = members_of(library, parent)
    draft = Draft(library)
    said = library.slice(parent.document_id, *intro) if intro else ""
    if intro is not None:
        draft.say(f"{one_line(said)}{draft.cite(parent.document_id, *intro)}")
    label = parent.address[-1]
    # A figure in the heading (共23项) is the document's and needs its quote; a lead (应当提交下列材料：) says of
    # what the members are.
    cited = find_quantities(label) or leads_members(library, parent)
    if not said.rstrip().endswith((":", "：")):  # a lead says itself what they are
        mark = draft.cite(parent.document_id, parent.start, heading_end(library, parent)) if cited else ""
        draft.say(f"{label}，共{len(members)}项：{mark}")
    for member in members:
        line = f"- {said_of(library, member)}"
        draft.say(line if draft.full else f"{line}{cite_member(draft, member)}")
    draft.say(f"出处：{place(library, parent, 1)}")
    return draft.answer()


def members_of(library: Library, parent: Clause) -> list[Clause]:
    """The numbered clauses below it, without the paragraph that goes on behind them (属于前款第一项情形的，…)."""
    children = library.children(parent)
    numbered_ones = [child for child in children if child.marker]
    return numbered_ones if len(numbered_ones) > 1 else children


def said_of(library: Library, member: Clause) -> str:
    """Its label; what a label with a colon names (国家级（Ⅰ级）：两个以上省…) is said with it, where it is short."""
    label, body = member.address[-1], one_line(library.own_text(member))
    behind = fold(body).removeprefix(fold(label))
    names = behind != fold(body) and re.match(r":|,?是?指", behind)
    return body.rstrip("；。;") if names and len(body) <= t.SHORT_MEMBER else label


def cite_member(draft: Draft, member: Clause) -> str:
    if member.body_end - member.start <= t.LONGEST_CLAUSE_QUOTE:
        return draft.cite(member.document_id, member.start, member.body_end)
    first = draft.library.sentences(member.document_id, member.ordinal)[0]
    return draft.cite(member.document_id, first.start, first.end)


def named_part(question: Question, library: Library, within: set[str] | None) -> Clause | None:
    """The clause with at least two children whose heading, in its address, fits the question best."""
    printed = printed_part(question, library, within)
    if printed is not None:
        return printed
    best: tuple[float, Clause] | None = None
    for clause in library.clauses(within):
        if not clause.heading or not fits_years(question, library, clause):
            continue
        heading = fold(clause.heading)
        title = library.folded_titles[clause.document_id]
        address = library.folded_address(clause.document_id, clause.ordinal)
        _, own, _ = cover(question.terms, heading, heading, "", "")
        coverage, _, _ = cover(question.terms, heading, heading, address, title)
        score = coverage + own - 0.002 * len(heading)
        fitting = own >= t.LIST_HEADING and coverage >= t.LIST_COVERAGE and len(library.children(clause)) >= 2
        if fitting and (best is None or score > best[0]):
            best = (score, clause)
    return best[1] if best else None


def printed_part(question: Question, library: Library, within: set[str] | None) -> Clause | None:
    """The clause with children whose heading stands word for word in the question (主要工作, 工作措施): the
    longest; of two alike the one whose document is of what else is asked, and the one with duties where tasks are."""
    asks_tasks = bool(re.search(r"任务|活|负责", question.text))
    named: list[tuple[int, float, bool, Clause]] = []
    for clause in library.clauses(within):
        # The own heading begins as the whole one does: most clauses need not be compared with their neighbours.
        if fold(clause.heading)[:LEAST_NAMED] not in question.text:
            continue
        heading = own_heading(library, clause)
        if len(heading) >= LEAST_NAMED and heading in question.text and fits_years(question, library, clause):
            members = library.children(clause)
            duties = asks_tasks and any(library.duties_of(member) for member in members)
            if len(members) > 1:
                named.append((len(heading), share_around(question, library, clause, heading), duties, clause))
    return max(named, key=lambda one: one[:3], default=(0, 0.0, False, None))[3]


def share_around(question: Question, library: Library, clause: Clause, heading: str) -> float:
    """The share of the question's other words that the title and the headings of the part hold."""
    terms = [term for term in question.terms if term.word not in heading]
    around = library.folded_titles[clause.document_id] + library.folded_address(
        clause.document_id, clause.ordinal
    )
    return cover(terms, around, "", "", "")[1]


def own_heading(library: Library, clause: Clause) -> str:
    """The folded heading without what its neighbours end with as well: 生活保障 of 生活保障均等化."""
    heading = fold(clause.heading).strip("。.")
    parent = next(iter(library.ancestors(clause)), None)
    siblings = [fold(c.heading).strip("。.") for c in library.children(parent) if c.heading] if parent else []
    for length in range(len(heading) - 1, 0, -1):
        sharing = sum(sibling.endswith(heading[-length:]) for sibling in siblings)
        if sharing >= LEAST_SIBLINGS and sharing > len(siblings) / 2:  # itself among them
            return heading[:-length]
    return heading


def fits_years(question: Question, library: Library, clause: Clause) -> bool:
    asked = library.years_asked(question.years, question.relative_years, clause.document_id)
    return not asked or bool(asked & library.years_around(clause.document_id, clause.ordinal))


def compose_ordinal(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """The clauses with the numbers that are asked for: members of a named part, else numbered clauses."""
    parent = named_part(question, library, within) if question.terms else None
    members = library.children(parent) if parent else []
    draft = Draft(library)
    clause: Clause | None = None
    alone = len(question.ordinals) == 1
    for ordinal in question.ordinals[: t.MOST_CITATIONS]:
        if parent is not None:
            clause = members[ordinal - 1] if 0 < ordinal <= len(members) else None
        else:
            clause = numbered(ordinal, question, library, within)
        if clause is None:
            return None
        say_clause(draft, clause, alone)
    if clause is not None:
        draft.say(f"出处：{place(library, clause)}")
    return draft.answer() if draft.citations else None


def say_clause(draft: Draft, clause: Clause, whole: bool) -> None:
    """Its label and who answers for it; with `whole` its own words as well, where they are short enough."""
    duties = draft.library.duties_of(clause)
    mark = draft.cite_clause(clause, clause.start, clause.body_end)
    if duties:
        cite_duty(draft, duties[0], clause, clause.start, clause.body_end)
    owner = f"，{phrase(duties[0])}" if duties else ""
    draft.say(f"{clause.address[-1]}{owner}。{mark}")
    body = draft.library.own_text(clause)
    if whole and len(body) <= t.LONGEST_CLAUSE_QUOTE:
        draft.say(one_line(body))


def numbered(ordinal: int, question: Question, library: Library, within: set[str] | None) -> Clause | None:
    """The clause whose marker is the number: one with a duty before any other."""
    article = "条" in question.text and re.search(r"第.{1,4}条", question.text)
    matching = [
        c
        for c in library.clauses(within)
        if number_of(c) == ordinal and (is_article(c) if article else c.marker.rstrip(".、．")[-1:].isdigit())
    ]
    matching = matching or [
        c for c in library.clauses(within) if number_of(c) == ordinal and not is_article(c)
    ]
    matching = [c for c in matching if fits_years(question, library, c)]
    return min(matching, key=lambda c: (not library.duties_of(c), -len(c.address)), default=None)


def is_article(clause: Clause) -> bool:
    return clause.marker.startswith("第") and clause.marker.endswith("条")


def number_of(clause: Clause) -> int | None:
    digits = re.search(r"\d+|[一二三四五六七八九十百]+", clause.marker)
    number = parse_number(digits.group(0)) if digits else None
    return int(number) if number is not None else None


def compose_shared(question: Question, library: Library, within: set[str] | None) -> Answer | None:
    """Duties that name a given number of departments, or more than one where no number is asked for."""
    count = _COUNT.search(question.text)
    wanted = int(parse_number(count.group(1).replace("两", "二")) or 0) if count else 0
    duties = [
        d
        for d in library.duties(within)
        if (len(d.departments) == wanted if wanted else len(d.departments) > 1)
    ]
    if not duties:
        return None
    draft = Draft(library)
    draft.say(f"共{len(duties)}项：")
    for duty in duties[: t.MOST_CITATIONS]:
        say_task(draft, duty, [])
    return draft.answer()
