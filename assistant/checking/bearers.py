"""Verdicts on who pays for a thing or decides it: posts and bodies that are no departments.

费用由地方财政出 against 费用由地方财政承担; 三级响应由国家减灾委主任决定启动 against 国家减灾委秘书长决定启动三级响应. The sentence must
say the same act of the same thing, with no word more or less; then who does it decides, if the two names are the same
or plainly others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.checking.aligning import content, tokens
from assistant.checking.negation import ANY_NOT
from assistant.checking.placing import NUMBERED, heads
from assistant.checking.reading import Reading
from assistant.terms import held

Said = Literal["supported", "contradicted"]

_PAYS = r"承担|负担|支付|列支|解决|买单|出(?:钱|资)?(?=$)|掏(?:钱)?(?=$)|付(?:钱|费)?(?=$)"
_PRINTED_PAYS = r"承担|负担|支付|列支|解决|安排"
_DECIDES = r"决定|批准|审批|核准|审定|宣布|签发|签署|召集|主持|任命"
_BY = r"(?:应当|应该|都|均|全部|一律|统一)*由"
_SAID_PAYS = re.compile(
    rf"(?P<thing>[^,由]{{2,24}}?)的?{_BY}(?P<who>[^,由]{{2,16}}?)来?(?P<act>{_PAYS})(?P<rest>)$"
)
_SAID_DECIDES = re.compile(
    rf"(?:(?P<thing>[^,由]{{0,24}}?){_BY})?(?P<who>[^,由]{{2,20}}?)来?(?P<act>{_DECIDES})(?P<rest>[^,]{{0,20}})$"
)
_WORDS_PAYS = re.compile(
    rf"(?P<thing>[^由]{{2,24}}?){_BY}(?P<who>[^由]{{2,16}}?)(?P<act>{_PRINTED_PAYS})(?P<rest>)$"
)
_WORDS_DECIDES = re.compile(
    rf"(?:(?P<thing>[^由]{{0,24}}?){_BY})?(?P<who>[^由]{{2,20}}?)(?P<act>{_DECIDES})(?P<rest>.{{0,20}})$"
)
_BRACKET = re.compile(r"\([^()]*\)")
_HEDGE = re.compile(r"原则上|可以?由|鼓励|一般|必要时|或|如|若|超[过出]|以外|其余|部分")
_POST = re.compile(
    r"(?:(?:常务)?副)?(?:秘书长|主任|部长|局长|厅长|省长|市长|县长|区长|镇长|乡长|组长|指挥长|总指挥|指挥|校长|院长|主席|理事长|会长|董事长|总经理"
    r"|经理|站长|所长|馆长|矿长|船长|队长)$"
)
_BODY = re.compile(r"(?:指挥部|委员会|领导小组|联席会议|办公室|委)+$")
_LEVELS = ("中央", "省", "市", "县", "乡")
_PRIVATE = re.compile(r"个人|自己|本人|企业|单位|患者|学生|家长|居民|业主|农户|生产者|经营者")
_PUBLIC = re.compile(r"财政|政府|国家")


@dataclass(frozen=True)
class Act:
    """Who does what: `thing` are the content words of what is paid or decided."""

    pays: bool
    who: str
    act: str
    thing: frozenset[str]


def act_of(folded: str) -> Act | None:
    """Who pays or decides what by a folded statement; None where it says no such thing."""
    if ANY_NOT.search(folded):
        return None
    for pays, pattern in ((True, _SAID_PAYS), (False, _SAID_DECIDES)):
        if match := pattern.fullmatch(folded):
            return _act(pays, match)
    return None


def judge_act(said: Act, candidate: Reading) -> tuple[Said, str] | None:
    """The verdict of a sentence on who does it, with the printed words; None where it says another thing."""
    for words in _parts(candidate.folded):
        match = (_WORDS_PAYS if said.pays else _WORDS_DECIDES).fullmatch(_BRACKET.sub("", words))
        if match is None or ANY_NOT.search(words) or _HEDGE.search(words):
            continue
        printed = _act(said.pays, match)
        if printed is None or not _same_thing(said, printed, candidate):
            continue
        verdict = (
            _whoever_pays(said.who, printed.who) if said.pays else _whoever_decides(said.who, printed.who)
        )
        if verdict:
            return verdict, words
    return None


def _act(pays: bool, match: re.Match[str]) -> Act | None:
    who = match["who"].strip("的也")
    named = bool(_POST.search(who) or _BODY.search(who))  # a verb is then a cut through its name
    tags = [tag for _, tag, _ in tokens(who)]
    if any(tag[0] in "pdc" or (tag[0] == "v" and tag != "vn" and not named) for tag in tags):
        return None
    thing = (match["thing"] or "") + "," + match["rest"]
    words = frozenset(w.text for w in content(thing))
    return Act(pays, who, match["act"], words) if words else None


def _parts(folded: str) -> Iterator[str]:
    for part in re.split(r"[,;:。|]", folded):
        yield NUMBERED.sub("", part)


def _same_thing(said: Act, printed: Act, candidate: Reading) -> bool:
    """The same words; one that only the statement has may stand in the headings. Levels and numbers never may."""
    unsaid, unprinted = printed.thing - said.thing, said.thing - printed.thing
    if unsaid or not (said.thing & printed.thing) or (not said.pays and said.act != printed.act):
        return False
    return all(w[0] not in "一二三四五六七八九十" and heads(w, candidate) for w in unprinted)


def _whoever_pays(said: str, printed: str) -> Said | None:
    if said == printed:
        return "supported"
    private = [bool(_PRIVATE.search(one)) for one in (said, printed)]
    public = [bool(_PUBLIC.search(one)) for one in (said, printed)]
    if private[0] != private[1] and public[0] != public[1] and private[0] != public[0]:
        return "contradicted" if private[1] != public[1] else None
    ends = said.endswith("财政") and printed.endswith("财政")
    return "contradicted" if ends and _other_level(said, printed) else None


def _whoever_decides(said: str, printed: str) -> Said | None:
    """The same post, or another one; a body and its head, or two forms of a body's name, are not told apart."""
    if said == printed:
        return "supported"
    mine, theirs = _POST.search(said), _POST.search(printed)
    if mine and theirs:
        bodies = said[: mine.start()], printed[: theirs.start()]
        alike = not bodies[0] or bodies[0] == bodies[1]
        if mine.group() != theirs.group():
            near = alike or held(bodies[0], bodies[1]) or held(bodies[1], bodies[0])
            return "contradicted" if near else None
        return "supported" if alike else None
    if mine or theirs:
        return None
    return "contradicted" if _other_level(said, printed) else None


def _other_level(said: str, printed: str) -> bool:
    """Do both name one level, and not the same: 中央财政, 省级财政? 地方 is all below the first."""
    levels = [{level for level in _LEVELS if one.startswith(level)} for one in (said, printed)]
    if said.startswith("地方") or printed.startswith("地方"):
        return {"中央"} in levels
    return all(levels) and levels[0] != levels[1]
