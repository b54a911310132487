"""Verdicts on short statements that something may or must not be done, against what is forbidden or allowed on a
condition.

发合格证可以收工本费, 经费不能用来买车 against 不得收取合格证工本费, 不得用于购买车辆、…; 抽检合格的菜能进市场 against 检验合格后方可进入市场.
What the statement speaks of must be what the words behind 不得 or 方可 speak of, word for word; who may do it must be
whom the sentence forbids it. An adverb (不得擅自…), an attribute or a case that the statement does not name leaves it
without a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking import thresholds as t
from assistant.checking.aligning import Word, content, members, tokens
from assistant.checking.placing import NUMBERED, heads, joined_characters
from assistant.checking.pool import Pool
from assistant.checking.reading import Reading
from assistant.terms import held, synonym_groups

_MAY = frozenset(("可以", "能够", "可", "能"))
_SAID_NOT = re.compile(r"不(?:能|可以|得|准|许|允许)|禁止|严禁")
_USE = re.compile(r"^(?:拿来|拿去|用来|用于|用在|用到|用作|用做|花在|花到)(?P<what>.+?)(?:上|方面)?$")
_KIND = re.compile(
    r"(?:等|费用|支出|活动|行为|用途)+$"
)  # what a member of a list ends with, and says nothing of it
_EVEN = "也就还都照样直接"
_PRINTED_NOT = re.compile(r"(?:不得|严禁|禁止|不准|不许)(?P<act>[^,;:。()|]{2,30})")
_PRINTED_AFTER = re.compile(
    r"(?P<condition>[^,;:。()|]{2,24}?)(?:之后|以后|后|的)?,?(?:方可|才可以?|才能|方能)(?P<act>[^,;:。()|]{2,24})"
)
_LIMIT = re.compile(r"少于|低于|高于|超过|多于|大于|小于|超出")
_CASE = re.compile(r"如果|若(?!干)|除|情形|情况|特殊|确需|条件|例外|但(?!抽)|[未无没]|不[^得准许]")
_TO_WHOM = re.compile(r"(?:再)?(?:向|对)(?P<whom>[^的]{2,6})")
_CHARGES = frozenset("收")
_NEGATIONS = frozenset(
    ("不", "未", "没", "没有", "无", "不用", "无需", "无须", "不需", "不需要", "未经", "不经", "无法", "不能")
)
_KNOWN_WHOM = 3  # statements of a document that name whom it is about


@dataclass(frozen=True)
class Allowed:
    """What a statement says before and behind its 可以 or 不能: `act` begins with the verb."""

    before: str
    act: str
    subject: tuple[Word, ...]
    done: tuple[Word, ...]


def allowed_by(folded: str) -> Allowed | None:
    """What the statement allows; None where it has no 可以 or no verb right behind it."""
    for word, _, start in tokens(folded):
        if word not in _MAY or folded[:start].endswith("不"):
            continue
        said = _said(folded[:start].rstrip(_EVEN), folded[start + len(word) :].lstrip(_EVEN))
        if said:
            return said
    return None


def denied_by(folded: str) -> Allowed | None:
    """What the statement says must not be done; None where it says no such thing, or says it twice."""
    before, *behind = _SAID_NOT.split(folded.rstrip("。,;!?"))
    return _said(before, behind[0]) if len(behind) == 1 else None


def _said(before: str, act: str) -> Allowed | None:
    act = _used(act)
    done = tuple(joined_characters(content(act)))
    if len(before) < 2 or len(done) < 2 or done[0].start:
        return None
    subject = joined_characters(content(before))
    return Allowed(before, act, tuple(w for w in subject if len(w.text) > 1), done)


def _used(act: str) -> str:
    """用来, 拿来, 花在 as documents write it: 用于."""
    used = _USE.match(act)
    return f"用于{used['what']}" if used else act


def forbidden(said: Allowed, candidate: Reading, pool: Pool, wholly: bool = False) -> str:
    """The printed words that forbid what is said to be allowed; "" where they forbid something else. `wholly`: what
    they forbid, or one member of its list, must be just that with no word more."""
    for match in _PRINTED_NOT.finditer(candidate.folded):
        begins = max(candidate.folded.rfind(mark, 0, match.start()) for mark in ";。") + 1
        opening = candidate.folded[begins : match.start()].rstrip(",")
        if _CASE.search(opening) or _CASE.search(said.before) or _LIMIT.match(match["act"]):
            continue
        done = any(_is_just(said, act) for act in _acts(match["act"]))
        done = done or (not wholly and _is_done(said, match["act"], candidate, pool))
        if done and _is_whom(said, opening, match["act"], candidate):
            rest = re.match("[^,;:。()|]*", candidate.folded[match.end() :])
            return match.group() + (rest.group() if rest else "")
    return ""


def _acts(act: str) -> Iterator[str]:
    """What is forbidden; of a list (用于甲、乙或丙等不属于…的支出) each member with the verb of the first."""
    first, *others = members(act.split("等")[0])
    yield first if others else act
    verb = next((w.text for w in content(first) if w.start == 0), "")
    for member in others:
        yield from (member, verb + member)


def _is_just(said: Allowed, act: str) -> bool:
    """The verb and the things of the statement, or what documents say for them, and nothing else."""
    verb, *things = said.done
    act = _used(act)
    if not act.startswith(verb.text):
        return False
    rest = act[len(verb.text) :]
    for word in things:
        names = (word.text, *synonym_groups().get(word.text, ()))
        named = next((name for name in sorted(names, key=len, reverse=True) if name in rest), None)
        if named is None:
            return False
        rest = rest.replace(named, "|", 1)
    return not content(_KIND.sub("", rest))


def _is_done(said: Allowed, act: str, candidate: Reading, pool: Pool) -> bool:
    """Is the act that is forbidden the one of the statement, with nothing that makes it a narrower one?"""
    verb, *things = said.done
    at = act.find(verb.text)
    if at < 0 or not (at == 0 or _anyone(act[:at], verb, candidate, pool)):
        return False
    inside = [w for w in things if held(w.text, act) >= t.HELD_SUBJECT]
    away = [w for w in things if w not in inside]  # 老旧小区, the title's, before 改造
    if not inside or (away and not heads(said.act[away[0].start : away[-1].end], candidate)):
        return False
    whole = said.before + said.act
    printed = [w for w in content(act) if w.start >= at + len(verb.text) or w.start == at]
    unsaid = [w for w in printed[1:] if not held(w.text, whole)]
    return not unsaid or (unsaid == printed[-1:] and unsaid[0].noun and len(printed) > 2)


def _anyone(before: str, verb: Word, candidate: Reading, pool: Pool) -> bool:
    """Does 向… before a verb of charging name those whom the whole document is about (向生产者收取), no special ones?"""
    match = _TO_WHOM.fullmatch(before)
    if match is None or verb.text[0] not in _CHARGES or len(content(match["whom"])) != 1:
        return False
    named = (r for r in pool.readings if r.document_id == candidate.document_id and match["whom"] in r.folded)
    return sum(1 for _ in named) >= _KNOWN_WHOM


def _is_whom(said: Allowed, opening: str, act: str, candidate: Reading) -> bool:
    """Do all words before 可以 stand in the act, or in one member of the list of those whom it is forbidden?"""
    outside = [w for w in said.subject if held(w.text, act) < t.HELD_SUBJECT]
    others = [w for w in outside if not heads(w.text, candidate)]
    if others:
        return any(_is_member(others, said.before, one) for one in _members(opening))
    # What only a heading names may be another one than the sentence's own subject.
    return len(outside) < len(said.subject) or (bool(outside) and not content(NUMBERED.sub("", opening)))


def _members(opening: str) -> Iterator[str]:
    part = NUMBERED.sub("", opening.split(",")[-1])
    yield from (one for one in members(part) if len(one) > 1)


def _is_member(words: Sequence[Word], before: str, member: str) -> bool:
    """A member is named by the statement when each has the words of the other; the last ones, which only say what
    kind of thing it is, may be alike (片区, 区域)."""
    printed = content(member)
    *rest, last = words
    alike = held(last.text, member) >= t.HELD_SUBJECT or (
        len(rest) > 1 and bool(printed) and bool(set(last.text) & set(printed[-1].text))
    )
    mine = all(held(w.text, member) >= t.HELD_SUBJECT for w in rest)
    return alike and mine and all(_half_in(w.text, before) for w in printed)


def permitted_after(said: Allowed, candidate: Reading) -> tuple[bool, str] | None:
    """Whether the statement keeps the condition that the sentence sets (…后方可…), with the printed words."""
    for match in _PRINTED_AFTER.finditer(candidate.folded):
        verb, *things = said.done
        inside = [w for w in things if len(w.text) > 1]
        if verb.text[0] != match["act"][0] or any(not held(w.text, candidate.folded) for w in inside):
            continue
        if not any(held(w.text[-2:], match["act"]) or held(w.text, match["act"]) for w in inside):
            continue
        kept = _keeps(said, match["condition"], candidate)
        if kept is not None:
            return kept, match.group()
    return None


def _keeps(said: Allowed, condition: str, candidate: Reading) -> bool | None:
    """Does the statement name the whole condition (True), or do without it (False)? None where that is not clear."""
    words = [(word, start) for word, _, start in tokens(said.before)]
    asked = [w.text for w in content(NUMBERED.sub("", condition))]
    met = [i for i, (word, _) in enumerate(words) if any(_means(word, one, candidate) for one in asked)]
    named = [one for one in asked if any(_means(words[i][0], one, candidate) for i in met)]
    if not met or not any(words[i][0] in asked for i in met) or len(named) < len(asked):
        return None
    for i, (word, _) in enumerate(words):
        if word not in _NEGATIONS:
            continue
        if i + 1 in met:
            return False if met[0] == i + 1 else None  # 检验不合格 is another case than 不检验
        if i + 1 >= len(words) or not _also_lacking(words[i + 1][0], candidate):
            return None
    rest = (
        word for i, (word, _) in enumerate(words) if i not in met and len(word) > 1 and word not in _NEGATIONS
    )
    return True if all(held(word, candidate.folded) for word in rest if content(word)) else None


def _means(word: str, asked: str, candidate: Reading) -> bool:
    """The same word, or a short one of the sentence's that shares a character (抽检 for 检验 beside 抽样检验)."""
    short = len(word) == len(asked) == 2 and bool(set(word) & set(asked))
    return word == asked or (short and held(word, candidate.folded) > 0)


def _also_lacking(word: str, candidate: Reading) -> bool:
    """Does the sentence too speak of those who lack it: 无法提供合格证的?"""
    return bool(re.search(rf"(?:无法|未能?|没有|不能|无)[^,;。]{{0,6}}{re.escape(word)}", candidate.folded))


def _half_in(word: str, text: str) -> bool:
    return 2 * sum(c in text for c in word) >= len(word)
