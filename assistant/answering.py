"""The whole way of a question, without a language model.

1. Understand: `followup` fills in what the turns before say, `homophones` puts slips of the keyboard right,
   `understanding` tells what is asked for.
2. Limit: the documents that the question names, the years and places that the documents must know.
3. Find: `retrieval` ranks the sentences that speak of it.
4. Compose: the module in `composing` for this kind of question; a kind that finds nothing passes the
   question on only where a weaker form of answer is still true (a figure that is not set is not described).
5. Verify: every figure and department of the answer stands in a quote, or its line is dropped.
6. Refuse when nothing is left: what is missing is named, the nearest clauses are shown as such.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from assistant import thresholds as t
from assistant.answer import Answer, Turn
from assistant.answerable import may_stand_for_figure
from assistant.checking import Checker
from assistant.composing.about import compose_about, judge_about, not_printed
from assistant.composing.asked_duty import of_the_thing
from assistant.composing.cells import compose_cell
from assistant.composing.check import compose_check, compose_wording
from assistant.composing.check_english import compose_english_check
from assistant.composing.deadlines import compose_deadline
from assistant.composing.definitions import compose_definition
from assistant.composing.describe import compose_describe, is_heading_of_part, of_month
from assistant.composing.divisions import compose_division
from assistant.composing.figure_choice import choose
from assistant.composing.figure_contrast import sets_out_others
from assistant.composing.figures import compose_figure
from assistant.composing.further import with_further, with_same_elsewhere
from assistant.composing.leads import compose_lead
from assistant.composing.led_figures import compose_led_figure, names_no_item
from assistant.composing.lists import (
    compose_called,
    compose_list,
    compose_ordinal,
    compose_outline,
    compose_shared,
)
from assistant.composing.membership import compose_bodies, compose_post, compose_seat
from assistant.composing.of_itself import compose_of_itself
from assistant.composing.parts import with_other_parts
from assistant.composing.refusal import refuse
from assistant.composing.replies import compose_reply
from assistant.composing.sides import compose_sides
from assistant.composing.tasks import compose_tasks
from assistant.composing.when import compose_when
from assistant.composing.who import compose_duty, compose_other_party, compose_who
from assistant.copied import with_checks
from assistant.expected import gives_contact, gives_expected
from assistant.followup import understand_turn
from assistant.grounding import ground
from assistant.in_english import in_english
from assistant.library import Library
from assistant.missing import PERSON
from assistant.question import Kind, Question, Term, is_told_at_length
from assistant.retrieval import Found, Retriever
from assistant.scope import Scope, limit_documents
from assistant.statements import statement_of
from assistant.terms import held, limits
from assistant.wording import (
    ABOUT,
    ASKING_WORDS,
    CHECK_WORDS,
    NO_FIGURES,
    NUMBER_NAMED,
    OUTLINE,
    PROGRESS,
    WHEN,
    WHICH_ONES,
    WHO,
)
from policytext.folding import fold
from policytext.quantities import find_quantities
from vectorstore.records import Clause

_LOOKED_UP = (Kind.WHO, Kind.FIGURE, Kind.COMPARE, Kind.WHEN, Kind.CHECK)
_REPLIED_TO = (Kind.WHO, Kind.FIGURE, Kind.WHEN)
VALIDITY = {"amended": "已修订", "repealed": "已废止，不再有效", "expired": "已失效"}
# The last word of a question that names what is measured.
MEASURE = re.compile(r"[量率值度价额比]$|人口|规模|面积")
GRADE = re.compile(r"[一二三四五六七八九十特甲乙丙]+[级类等]")
SHORT, LONG = 260, 1000  # longest quoted description, in characters


class Composer:
    """Answers from one snapshot of the library."""

    def __init__(self, library: Library, retriever: Retriever, checker: Checker) -> None:
        self._library = library
        self._retriever = retriever
        self._checker = checker

    def ask(self, text: str, history: Sequence[Turn] = (), within: Collection[str] | None = None) -> Answer:
        started = time.perf_counter()
        question = understand_turn(text, history, self._library)
        answer = self._answer(question, set(within) if within is not None else None)
        if answer.status == "answered":
            answer = with_checks(answer)
            answer = replace(answer, notes=(*answer.notes, *self._no_longer_in_force(answer)))
        if question.english:
            answer = in_english(answer)
        if question.mended:
            answer = replace(answer, notes=(*map(note_slip, question.mended), *answer.notes))
        if question.carried and answer.status == "answered":
            answer = replace(answer, notes=(f"按“{question.carried.strip()}”理解", *answer.notes))
        return replace(answer, milliseconds=round((time.perf_counter() - started) * 1000))

    def _no_longer_in_force(self, answer: Answer) -> list[str]:
        """A note for each cited document that is not in force."""
        cited = dict.fromkeys(citation.document_id for citation in answer.citations)
        documents = [self._library.document(document_id) for document_id in cited]
        return [f"{d.number or d.title}{VALIDITY[d.validity]}" for d in documents if d.validity in VALIDITY]

    def _answer(self, question: Question, within: set[str] | None) -> Answer:
        library = self._library
        if question.kind is Kind.CHAT:
            return refuse(question, library, ())
        scope = limit_documents(question, library, within)
        found = self._retriever.find(question, scope.within)
        missing = scope.missing
        if question.kind is Kind.ABOUT and missing is None:
            missing = not_printed(question, library, scope.within, scope.visible)
        if missing:
            return refuse(question, library, found, missing)
        if question.wants_contact:
            giving = [one for one in found if gives_contact(one.sentence)]
            return self._describe(question, giving, SHORT) or refuse(question, library, found, PERSON)
        near = [one for one in found if question.focus and one.clause.address[-1:] == (question.focus,)]
        if near and question.kind is Kind.WHO and not has_own_topic(question):
            if holders := compose_post(
                question, library, scope.within, near
            ):  # "分别是谁": of the post before
                return ground(holders, question) or refuse(question, library, near)
            if duty := compose_duty(question, library, near):  # "哪个部门牵头": of what was just spoken of
                return ground(duty, question) or refuse(question, library, near)
        elif (
            near
            and question.kind in (Kind.FIGURE, Kind.WHEN)
            and not is_of_other(question, near[0], found[0])
        ):
            answer = self._compose(question, scope, near, near)
            if answer or not has_own_topic(question):
                return (ground(answer, question) if answer else None) or refuse(question, library, near)
        composed = self._compose(question, scope, found)
        if composed is not None and composed.status == "not_found":  # it names what is missing
            return composed
        answer = ground(composed, question) if composed else None
        if answer is None:
            return refuse(question, library, found)
        answer = with_other_parts(answer, question, library)
        further = question.kind is Kind.DESCRIBE or is_told_at_length(question.text)
        if further:
            return with_further(answer, library, found)
        return with_same_elsewhere(answer, library, found) if question.kind in _LOOKED_UP else answer

    def _compose(
        self, question: Question, scope: Scope, found: Sequence[Found], only: Sequence[Found] | None = None
    ) -> Answer | None:
        """`only`: the sentences that a follow-up is limited to."""
        library, within = self._library, scope.within

        def find(ask: Question) -> Sequence[Found]:
            return self._retriever.find(ask, within) if only is None else only

        if cell := compose_cell(question, library, within):
            return cell
        if own := compose_of_itself(question, library, within, found) or compose_reply(
            question, library, within
        ):
            return own
        if members := (
            compose_seat(question, library, within)
            or compose_post(question, library, within, found)
            or compose_bodies(question, library, within, found)
        ):
            return members
        if set_out := (
            compose_definition(question, library, within, found)
            or compose_division(question, library, found)
            or compose_called(question, library, within)
            or compose_lead(question, library, within)
        ):
            return set_out
        if question.kind in _REPLIED_TO and found and asks_the_same(found[0]):
            return self._describe(question, found, SHORT)
        match question.kind:
            case Kind.WHO:
                return self._who(question, scope, found)
            case Kind.TASKS:
                return compose_tasks(question, library, within)
            case Kind.SHARED:
                return compose_shared(question, library, within)
            case Kind.ORDINAL:
                return compose_ordinal(question, library, within) or self._describe(question, found, LONG)
            case Kind.ABOUT:
                own = compose_about(question, library, within, scope.visible, found)
                return own or self._about_other(question, scope, found)
            case Kind.COMPARE if not asks_figures(question):
                return compose_sides(question, library, find) or self._describe(question, found, SHORT)
            case Kind.FIGURE | Kind.COMPARE:
                return self._figure(question, found, find)
            case Kind.WHEN:
                return compose_when(question, library, found) or self._told(question, found)
            case Kind.DEADLINE:
                return compose_deadline(question, library, within) or self._describe(question, found, LONG)
            case Kind.CHECK:
                return self._check(question, scope, found, find)
            case Kind.LIST if OUTLINE.search(question.text):
                return compose_outline(question, library, within)
            case Kind.LIST if of_month(question, found):
                return self._describe(question, found, SHORT)
            case Kind.LIST:
                return compose_list(question, library, within) or self._describe(question, found, LONG)
        return self._figure_or_words(question, found, find, within)

    def _figure_or_words(
        self,
        question: Question,
        found: Sequence[Found],
        find: Callable[[Question], Sequence[Found]],
        within: set[str] | None,
    ) -> Answer | None:
        """ "五大险种基金累计结余" asks for a figure without saying so: it gets one that fits it closely."""
        if PROGRESS.search(question.text) and (parts := compose_list(question, self._library, within)):
            return parts
        named = NUMBER_NAMED.search(question.text) and not ASKING_WORDS.search(question.text)
        if named and len(question.terms) > 1:
            groups = choose(question, self._library, find)
            if groups and min(one.local for group in groups for one in group) >= t.SURE_LOCAL:
                return compose_figure(question, self._library, find, groups)
            if found and (lacks_measure(question, found[0]) or lacks_limit(question, found[0])):
                return None
        return self._describe(question, found, SHORT if WHICH_ONES.search(question.text) else LONG)

    def _about_other(self, question: Question, scope: Scope, found: Sequence[Found]) -> Answer | None:
        """The words for a document's own data, asked of something else: who issues it, when it was made public."""
        asks_who = "谁" in question.text or WHO.search(question.text)
        kind = Kind.WHO if asks_who else Kind.WHEN if WHEN.search(question.text) else Kind.DESCRIBE
        other = replace(question, kind=kind)
        near = of_the_thing(other, found) if asks_who else found
        return self._compose(other, scope, found) or self._describe(question, near, SHORT)

    def _who(self, question: Question, scope: Scope, found: Sequence[Found]) -> Answer | None:
        if asks_number_only(question):
            return compose_ordinal(question, self._library, scope.within)
        found = [one for one in found if not names_no_row(question, one.clause, self._library)]
        return (
            compose_other_party(question, self._library, found)
            or compose_who(question, self._library, found)
            or self._describe(question, of_the_thing(question, found), SHORT)
        )

    def _describe(self, question: Question, found: Sequence[Found], longest: int) -> Answer | None:
        return compose_describe(question, self._library, found, longest)

    def _figure(
        self, question: Question, found: Sequence[Found], find: Callable[[Question], Sequence[Found]]
    ) -> Answer | None:
        """The figure; where it is not clear which one of a sentence is meant, the sentence itself."""
        if found and lacks_grade(question, found[0]):
            return None
        if led := compose_led_figure(question, self._library, found):
            return led
        groups = choose(question, self._library, find)
        if groups and names_no_item(question, self._library, groups[0][0].found):
            return None
        unclear = len(groups) == 1 and not groups[0][0].clear
        if unclear and lacks_measure(question, found[0]):
            return None
        fitting = [one for one in found if one.of_year and one.of_place]
        if unclear and fitting and shows_figure(question, self._library, fitting[0]):
            sentence = self._describe(question, found, SHORT)
            if sentence is not None:
                return sentence
        if not groups and fitting and sets_out_others(question, self._library, fitting[0]):
            return None
        figure = compose_figure(question, self._library, find, groups)
        return figure or self._weaker(question, fitting)

    def _weaker(self, question: Question, found: Sequence[Found]) -> Answer | None:
        """A question that asks for a number outright gets a number or a refusal; a description only where
        the sentence gives the count in characters (三年行动计划, 四级台账), or stands out as the one that is meant."""
        if (
            found
            and may_stand_for_figure(question)
            and gives_expected(question, self._library, found[0].sentence)
        ):
            return self._describe(question, found, SHORT)
        if found and lacks_measure(question, found[0]):
            return None
        if question.units or "多少" in question.text:
            if found and stands_out(question, self._library, found[0]):
                return self._describe(question, found, SHORT)
            found = [one for one in found[:3] if counts_in_characters(question, one)]
        found = [one for one in found if one.own >= t.LEAST_OWN]
        return self._describe(question, found, SHORT)

    def _told(self, question: Question, found: Sequence[Found]) -> Answer | None:
        """What is said of a thing whose date was asked for at length."""
        return self._describe(question, found, SHORT) if may_stand_for_figure(question) else None

    def _check(
        self,
        question: Question,
        scope: Scope,
        found: Sequence[Found],
        find: Callable[[Question], Sequence[Found]],
    ) -> Answer | None:
        """A department alone is held against the duty, the document's own data against itself; everything
        else is the checker's."""
        if ABOUT.search(question.text) and (
            own := compose_about(question, self._library, scope.within, scope.visible)
        ):
            return judge_about(question, own)
        if question.departments and not any(q.unit for q in find_quantities(question.text)):
            return compose_who(question, self._library, found)
        if question.english:
            figure = compose_english_check(question, self._library, find)
            return figure or self._describe(question, found, SHORT)
        statement = statement_of(question.original)
        claims = self._checker.check(statement, scope.within)
        answer = compose_check(question, claims, self._library)
        if not claims and (worded := compose_wording(statement, found, self._library)):
            return worded
        if answer is None and (not claims or not CHECK_WORDS.search(question.text)):
            return self._describe(question, found, SHORT)
        return answer


def names_no_row(question: Question, best: Clause, library: Library) -> bool:
    """Is the clause a row of a table of which the question names nothing, beside the department, while others answer
    for the rows beside it? Then it is not known which row is meant."""
    rows = library.rows
    if (best.document_id, best.ordinal) not in rows:
        return False
    own = {duty.departments for duty in library.duties_of(best)}
    words = library.folded_clause(best.document_id, best.ordinal)
    for department in (d for departments in own for d in departments):
        words = words.replace(fold(department.name), "")
    if any(held(term.word, words) >= t.CELL_HELD for term in question.terms):
        return False
    beside = (c for c in library.records[best.document_id].clauses if c.parent == best.parent)
    answering = {
        tuple(d.name for duty in library.duties_of(clause) for d in duty.departments)
        for clause in beside
        if (clause.document_id, clause.ordinal) in rows
    }
    return len(answering) > 1


def note_slip(change: tuple[str, str]) -> str:
    typed, right = change
    return f"“{typed}”按“{right}”理解 · Read as {right}"


def asks_the_same(best: Found) -> bool:
    """Is the best sentence a question that the document prints, with its reply behind it?"""
    return (
        best.sentence.folded.endswith("?")
        and best.own >= t.LEAST_OWN_REPLY
        and best.of_year
        and best.of_place
    )


def lacks_measure(question: Question, best: Found) -> bool:
    """Is what is measured (利率, 访问量), or the ordinal that says which one (第四年), held nowhere around the best
    sentence? Then its figure is one of something else, and not shown in place of the one that is asked for."""
    if question.english or not question.terms:
        return False
    telling = [
        term
        for term in question.terms
        if term.word.startswith("第") or (term is question.terms[-1] and MEASURE.search(term.word))
    ]
    return lacks(telling, best)


def lacks_limit(question: Question, best: Found) -> bool:
    """Of a bare noun phrase, in which every word counts (高中生均公用经费): is a noun of it held nowhere?"""
    return lacks(question.terms, best)


def lacks_grade(question: Question, best: Found) -> bool:
    """Is the grade that is asked for (二级医院) held nowhere around the best sentence? What it says is of another one.
    Of two grades (二级和三级响应分别…) the best sentence is of one."""
    grades = [term.word for term in question.terms if GRADE.fullmatch(term.word)]
    return bool(grades) and all(grade in best.missing for grade in grades)


def lacks(terms: Sequence[Term], best: Found) -> bool:
    """Is a rare one of the terms that says which one is meant held nowhere around the sentence?"""
    return any(x.word in best.missing and x.weight >= t.RARE and limits(x.word) for x in terms)


def has_own_topic(question: Question) -> bool:
    """Does a follow-up bring a word that names a thing, and not only a kind of number?"""
    return any(term.word in question.text and term.weight > t.OWN_TOPIC for term in question.terms)


def is_of_other(question: Question, near: Found, best: Found) -> bool:
    """Does a follow-up with a topic of its own fit another clause clearly better than the one just shown? Its figure
    is then not to be sought in that one."""
    return has_own_topic(question) and best.own > near.own + t.OWN_TOPIC_ELSEWHERE


def shows_figure(question: Question, library: Library, best: Found) -> bool:
    """Does the sentence give a figure, and speak of what is asked by itself?"""
    speaks = best.own >= t.LEAST_OWN_FIGURE and not is_heading_of_part(library, best)
    return speaks and gives_expected(question, library, best.sentence)


def stands_out(question: Question, library: Library, best: Found) -> bool:
    """Does the best sentence lead far before all others, and give a figure of the kind asked for?"""
    return best.lead >= t.LEAST_LEAD and gives_expected(question, library, best.sentence)


def asks_number_only(question: Question) -> bool:
    return bool(question.ordinals) and len(question.terms) <= 1


def asks_figures(question: Question) -> bool:
    """Are two figures to be compared, or what was done in two years?"""
    return not NO_FIGURES.search(question.text)


def counts_in_characters(question: Question, found: Found) -> bool:
    units = "|".join(re.escape(unit) for unit in question.units if unit)
    return bool(units and re.search(rf"[一二两三四五六七八九十百千](?:{units})", found.sentence.folded))
