"""What a question asks of who answers: of which thing, for which act, in which part. And how well a duty fits that.

橙色预警由谁发布 asks of 预警, for 发布. A statement with that as its subject (红色、橙色预警由…发布) fits better than one that
only holds the words; one on a thing of which the documents know nothing (橙色预警 for 橙色警戒灯) does not fit at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from assistant import thresholds as t
from assistant.library import Library
from assistant.question import Question, Term, is_told_at_length
from assistant.retrieval import Found, cover
from assistant.terms import GRADE, held, limits
from assistant.wording import word_list
from policytext.departments import find_departments
from policytext.duty_names import Role
from policytext.folding import fold
from vectorstore.records import Duty

_WHO = re.compile(
    r"(?:由|归|是|该|让|靠|找|应当?|应该)*"
    r"(?:谁|哪一?[个些家几级](?:省直|政府|主管|责任|牵头|负责|职能)?(?:部门|单位|机构|厅局?|局|委|政府|司局?|处室?|中心)?|什么(?:部门|单位|机构))"
)
# What somebody does, beside answering for it, right behind the word that asks who.
_ACT = re.compile(r"(?:来|去|负责|统一|牵头|具体|在)*(?!负责|牵头|配合|参加|参与|主管)[\u4e00-\u9fff]{2}")
_ROLES: tuple[tuple[str, Role], ...] = (
    ("牵头|主办", "lead"), ("配合|协办|协助", "support"), ("参与|参加", "participate"), ("指导", "guide"),
)  # fmt: skip
# What the asked ones are called in the documents too.
_CALLED = re.compile("责任主体|第一责任人|主管单位|召集单位")
_BEFORE = re.compile(r"[^,;:。)]*$|[^,;:。)]*,$")  # the part between commas, or the one before it


@dataclass(frozen=True)
class Asked:
    """`thing` are the terms of what is asked about, in their order, `head` the last noun among them, `act` what is done
    with it, or ""."""

    thing: tuple[Term, ...]
    head: Term | None
    act: str
    role: Role | None
    grades: tuple[str, ...]
    named: bool = (
        False  # is the thing named right beside the word that asks, by a question that tells nothing else?
    )


def asked_of(question: Question) -> Asked:
    """An English question gives no head and no act: the order of its words is another one."""
    text = question.text
    role = next((role for words, role in _ROLES if re.search(words, text)), None)
    grades = tuple(term.word for term in question.terms if GRADE.fullmatch(term.word))
    who = _WHO.search(text)
    if question.english or who is None:
        return Asked((), None, "", role, grades)
    act = _CALLED.search(text) or _ACT.match(text, who.end())
    before = re.split("[,;。]", text[: who.start()])
    parts = [before[-1], re.split("[,;。?]", text[who.end() :])[0], *reversed(before[:-1])]
    place, thing = next(
        ((i, terms) for i, x in enumerate(parts) if (terms := _in_order(question, x))), (0, ())
    )
    head = next((term for term in reversed(thing) if _is_noun(term.word)), None)
    done = re.sub("^(?:来|去|负责|统一|牵头|具体|在)+", "", act.group()) if act else ""
    named = place < 2 and not is_told_at_length(text)
    return Asked(thing, head, done, role, grades, named)


def _is_noun(word: str) -> bool:
    """Does it say which one is meant (limits), or is it a verb used as a noun (工资 and 评估, to the segmenter)?"""
    return limits(word) or all(tag == "vn" for _, tag in rjieba.tag(word))


def _in_order(question: Question, words: str) -> tuple[Term, ...]:
    no_thing = word_list("task") | word_list("only-measure")
    terms = [term for term in question.terms if term.word in words and term.word not in no_thing]
    return tuple(sorted(terms, key=lambda term: words.rfind(term.word)))


def of_the_thing(question: Question, found: Sequence[Found]) -> list[Found]:
    """Those of the found that are not of another thing than the one asked about."""
    asked = asked_of(question)
    return [one for one in found if not is_of_another(asked, one)]


def is_of_another(asked: Asked, one: Found) -> bool:
    """Does nothing around the sentence hold the thing that is asked about, its grade, or most of what it is called?"""
    if any(grade in one.missing for grade in asked.grades):
        return True
    if not asked.named:  # told at length, it has other words for the thing than the documents
        return False
    head = asked.head
    if head is not None and find_departments(f"{head.word}部门"):
        return False  # 铁路那边谁安排: a field that only hints at who
    if head is not None and head.weight >= t.RARE:
        end = asked.thing[asked.thing.index(head) :]  # 宣传挂图 is held, though 农药 before it is not
        if all(term.word in one.missing for term in end):
            return True
    named = [term for term in asked.thing if term.word not in asked.grades]
    lost = sum(term.weight for term in named if term.word in one.missing and limits(term.word))
    return lost > t.MOST_OF_NAME * sum(term.weight for term in named)


def fit_of_statement(asked: Asked, words: str) -> float:
    """What is added to the score of a sentence that says, in the folded `words`, who does something."""
    fit = t.ACT_SAID if asked.act and asked.act in words else 0.0
    return fit + t.HEAD_SAID * _holds_last(asked, words) + t.SUBJECT_SAID * _subject(asked, words)


def _holds_last(asked: Asked, words: str) -> bool:
    """Do the words hold what the thing is in the end (抽查 of 交易市场抽查)?"""
    return bool(asked.thing) and held(asked.thing[-1].word, words) >= t.HELD_AS_SUBJECT


def _subject(asked: Asked, words: str) -> float:
    """How much of the thing stands before 由, as what is done by someone (协调机制由…牵头); its head must."""
    best = 0.0
    for by in re.finditer("(?<![理自事缘因])由", words):
        before = _BEFORE.search(words[: by.start()])
        subject = before.group() if before else ""
        if subject and _holds_last(asked, subject):
            best = max(best, cover(asked.thing, subject, subject, "", "")[1])
    return best


def own_words(library: Library, duty: Duty) -> str:
    """The folded words of a statement without the names of those who do it: 市场监管总局 holds no 市场."""
    words = library.slice(duty.document_id, duty.start, duty.end)
    for mention in reversed(find_departments(words)):
        words = f"{words[: mention.start]} {words[mention.end :]}"
    return fold(words)


def fit_of_duty(asked: Asked, library: Library, duty: Duty, one: Found) -> float:
    """The same for a duty, with its departments' part in it."""
    roles = {department.role for department in duty.departments}
    fit = t.ROLE_SAID if asked.role in roles else 0.0
    if library.is_statement(duty):
        return fit + fit_of_statement(asked, own_words(library, duty))
    return fit + t.HEAD_SAID * _holds_last(asked, one.sentence.folded)
