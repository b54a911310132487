"""Verdicts on short statements that something must or may be done, costs nothing, falls under a document, or is paid
or decided by someone.

快递网点必须办执照 against …，无需办理执照; 接电不用花钱 against 接电费用为零; 露天煤矿也要执行 against 不包括露天煤矿. The sentence
is placed by the words of the statement (`placing`). Where the sentence binds it to a case, or has another subject
before it, there is no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from assistant.answer import Verdict
from assistant.checking import thresholds as t
from assistant.checking.aligning import content, members
from assistant.checking.bearers import act_of, judge_act
from assistant.checking.finding import Finding
from assistant.checking.grades import judge_grade
from assistant.checking.grams import grams
from assistant.checking.permissions import allowed_by, denied_by, forbidden, permitted_after
from assistant.checking.placing import sure_places, telling_words
from assistant.checking.pool import Pool
from assistant.checking.reading import Reading
from assistant.terms import held
from policytext.folding import fold_with_offsets

_FREE = r"可以不|可不|无需|无须|毋须|不需要?|不必|不用|免于|免予|不要求|不再要求"
_MUST = r"必须|务必|一定要|一定得|都要|都得|也要|也得|应当"
_SAID_MUST = re.compile(_MUST)
_ANY_NOT = re.compile(r"[不无未免]|没有|禁止")
_PRINTED_FREE = re.compile(rf"(?:{_FREE})(?P<thing>[^,，。；;:：()（）\s]{{1,24}})")
_PAYS = r"(?:花钱|交钱|付钱|出钱|掏钱|交费|付费|缴费|收费)"
_SAID_NO_COST = re.compile(rf"(?:不用|不需要?|无需|不必|不)(?:再)?{_PAYS}|不要钱|(?:免费的?|零费用|零收费)$")
_SAID_COST = re.compile(rf"(?:要|得|需要?|必须){_PAYS}")
_PRINTED_NO_COST = re.compile(
    r"费用?(?:为|降为|降至)零|零费用|零收费|免费|免收|免交|免缴|不(?:得|再|予)?收取"
)
_PRINTED_EXCLUDED = re.compile(r"(?:不包括|不包含|不含|不适用于?)(?P<things>[^,，。；;:：()（）\s]{2,40})")
_SCOPE = re.compile(
    r"本(?:规定|办法|条例|意见|通知|方案|细则|指南|预案|制度)(?:所称的?(?P<term>[^,，是]{1,12}?)[,是]|适用)"
)
_UNDER = re.compile(
    r"(?P<subject>.{2,20}?)(?:也|都|同样)?(?:要|应当?|必须|得|需要?|须)?(?:执行|适用|遵守|遵照|实行)"
)
_CASE = re.compile(r"如果|若(?!干)|除|情形|情况|未经|尚未|特殊|确需|条件")


def check_obligations(reading: Reading, pool: Pool, within: Collection[str] | None) -> list[Finding]:
    """A verdict on a short statement as a whole, or none."""
    if reading.figures or reading.dates or len(reading.folded) > t.LONGEST_OBLIGATION:
        return []
    for check in (_bound, _cost, _excluded, check_acts, _grade):
        if found := check(reading, pool, within):
            return [found]
    return []


def check_acts(reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """A verdict on who may or must not do a thing, pays for it or decides it."""
    found = (check(reading, pool, within) for check in (_allowed, _denied, _bearer))
    return next(filter(None, found), None)


def _bound(reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """What must be done, where the sentence frees its subject from just that."""
    said = _SAID_MUST.search(reading.folded)
    if said is None or _ANY_NOT.search(reading.folded):
        return None
    subject = [w.text for w in content(reading.folded[: said.start()]) if len(w.text) > 1]
    things = [w.text for w in content(reading.folded[said.end() :]) if w.noun and len(w.text) > 1]
    if not things or not subject:
        return None

    def frees(candidate: Reading) -> str:
        for match in _PRINTED_FREE.finditer(candidate.folded):
            if all(held(thing, match["thing"]) for thing in things) and _is_of(subject, candidate, match):
                return match.group()
        return ""

    return _decided(reading, pool, within, frees, "contradicted")


def _is_of(subject: list[str], candidate: Reading, match: re.Match[str]) -> bool:
    """Is the subject that the sentence has before the match the one of the statement, in no case of its own?

    Every word of the statement's that the sentence has must stand there, and the statement must name what the
    sentence begins its subject with: 小型企业 may be free of what 企业 must do."""
    before = candidate.folded[: match.start()]
    opens = next((p for p in reversed(re.split(r"[,;:。]", before)) if _begins_with_a_thing(p)), "")
    near = all(held(word, opens) >= t.HELD_SUBJECT for word in subject if word in candidate.folded)
    heads = [words[0].text for one in members(opens) if (words := content(one))]
    named = any(head in word or word in head for head in heads for word in subject if word in opens)
    return near and named and held(subject[-1], opens) >= t.HELD_SUBJECT and not _CASE.search(before)


def _begins_with_a_thing(part: str) -> bool:
    words = content(part)
    return bool(words) and part.startswith(words[0].text)


def _cost(reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """What costs nothing, or is said to cost something."""
    free = _SAID_NO_COST.search(reading.folded)
    said = free or _SAID_COST.search(reading.folded)
    if said is None:
        return None
    words = [w.text for w in telling_words(reading) if w.text not in said.group()]

    def gratis(candidate: Reading) -> str:
        for part in re.split(r"[,;:。()]", candidate.folded):
            near = any(word in part for word in words)
            if near and _PRINTED_NO_COST.search(part) and not _CASE.search(candidate.folded):
                return part
        return ""

    bare = reading.folded.replace(said.group(), "")
    return _decided(reading, pool, within, gratis, "supported" if free else "contradicted", bare)


def _excluded(reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """A thing that falls under a document, where the document says what it does not apply to."""
    said = _UNDER.match(reading.folded)
    if said is None or _ANY_NOT.search(reading.folded):
        return None

    def excludes(candidate: Reading) -> str:
        scope = _SCOPE.search(candidate.folded)
        match = _PRINTED_EXCLUDED.search(candidate.folded)
        if scope is None or match is None:
            return ""
        titled = scope["term"] is None or grams(scope["term"]) <= candidate.around
        return match.group() if titled and said["subject"] in members(match["things"]) else ""

    return _decided(reading, pool, within, excludes, "contradicted")


def _allowed(reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """What may be done, where the sentence forbids just that, or allows it on a condition."""
    said = allowed_by(reading.folded)
    if said is None:
        return None
    found = _decided(reading, pool, within, lambda r: forbidden(said, r, pool), "contradicted")
    if found:
        return found

    def after(kept: bool) -> Callable[[Reading], str]:
        def says(candidate: Reading) -> str:
            told = permitted_after(said, candidate)
            return told[1] if told and told[0] is kept else ""

        return says

    broken = _decided(reading, pool, within, after(False), "contradicted")
    return broken or _decided(reading, pool, within, after(True), "supported")


def _denied(reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """What must not be done, where the sentence forbids just that."""
    said = denied_by(reading.folded)
    if said is None:
        return None
    bare = f"{said.before},{said.act}"
    return _decided(reading, pool, within, lambda r: forbidden(said, r, pool, True), "supported", bare)


def _bearer(reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """Who pays for a thing or decides it."""
    said = act_of(reading.folded.rstrip("。,;!?"))
    if said is None:
        return None

    def says(verdict: Verdict) -> Callable[[Reading], str]:
        def words(candidate: Reading) -> str:
            judged = judge_act(said, candidate)
            return judged[1] if judged and judged[0] == verdict else ""

        return words

    bare = reading.folded.replace(said.who, ",")
    agreeing = _decided(reading, pool, within, says("supported"), "supported", bare)
    return agreeing or _decided(reading, pool, within, says("contradicted"), "contradicted", bare)


def _grade(reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """Which grade of a response a case starts."""
    judged = judge_grade(reading, pool, within)
    return _told(reading, judged[2], judged[0], _as_printed(judged[2], judged[1])) if judged else None


def _told(reading: Reading, evidence: Reading, verdict: Verdict, words: str) -> Finding:
    return Finding(
        "document", reading.words.strip(), reading.start, reading.end, verdict, words, "", 0.6, evidence
    )


def _decided(
    reading: Reading, pool: Pool, within: Collection[str] | None, says: Callable[[Reading], str], verdict: Verdict,
    bare: str = "",
) -> Finding | None:  # fmt: skip
    """The finding by the one place whose words decide. `bare`: the statement without the words for which the
    sentence has others."""
    places = sure_places(reading, pool, within, lambda candidate: bool(says(candidate)), bare)
    for place in places[:1]:
        words = _as_printed(place.reading, says(place.reading))
        if words and (verdict != "supported" or place.least >= t.HELD_SUBJECT):
            return _told(reading, place.reading, verdict, words)
    return None


def _as_printed(candidate: Reading, words: str) -> str:
    """The folded words as the document has them, blanks left out."""
    printed = fold_with_offsets(candidate.words)
    at = printed.text.find(words)
    if at < 0:
        return ""
    start, end = printed.offsets[at], printed.offsets[at + len(words)]
    return "".join(candidate.words[start:end].split())
