"""Find the statements in running text that say who does something: 财政部负责筹集资金, 由水利部会同农业农村部制定,
住房城乡建设部要牵头清理保证金.

1. A statement begins where a department begins it or stands behind 由, and its verb or a 要 says that it acts.
2. It reaches up to the comma behind which another one begins; what follows a ；without naming who acts belongs to it.
3. A sentence that begins with 由 says who does what stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from policytext.duty_names import (
    MANNER,
    DutyMention,
    NamedDepartment,
    Names,
    Role,
    is_certain,
    mask,
    split_names,
)
from policytext.numbering import parse_marker
from policytext.sentences import split_statements

# 公安部负责维护…, 教育部：负责指导…, 本预案由国务院办公厅负责解释, 教育部为牵头单位, 省委要切实履行主体责任. Who is 负责人, or answers
# 对…负责, is no department.
_LISTED = r"(?:[\u4e00-\u9fff、]|（[^（）]{1,9}）)"
_ANSWERING = (
    r"(?:要|应当?|须|必须)?(?:切实|认真|全面|严格)?(?:履行|落实|承担|负起?)(?!的|了)[^，。；：]{0,20}责任|"
    r"对[^，。；：]{1,24}?负(?:总责|[^，。；：]{0,6}责任)"
)
_ANSWERS = (
    rf"[：:]?(?P<manner>{MANNER})(?P<verb>{_ANSWERING}|(?:牵头)?负责(?!人|同志|"
    rf"制(?!定|订|度)|任|部门|单位)|牵头(?!单位|部门|人)|承担(?!的|了)|主管(?!单位|部门|机关|人|税务)"
    r"|[为是][^，。；：]{0,24}(?P<lead>牵头|主管|责任)(?:单位|部门|主体))"
)
_ACTING = re.compile(rf"(?P<names>{_LISTED}{{2,60}}?){_ANSWERS}")
_ANSWERING_AT_ONCE = re.compile(_ANSWERS)
# 由国务院税务主管部门制定, 由国家发展改革委会同财政部提出
_BY = re.compile(
    rf"由(?P<names>{_LISTED}{{2,40}}?)(?:(?:会同|商)(?P<others>{_LISTED}{{2,40}}?))?"
    r"(?:另行|统一|依法|联合|共同|具体){0,3}(?:(?:按照?|根据)[^，。；]{1,12}?)?"
    r"(?:制[定订]|规定|确定|批准|审批|核定|公布|发布|解释|组织|监督|办理|管理|审核|指定|认定|提出|征收|"
    r"统筹|审议|编制|下达|安排|拨付|审定|评选|评审|执行|受理)"
    r"(?!部门|局|总公司|公司|机构|委|会|总局|中心)"
)
_PARTS: dict[str, Role] = {
    "参与": "participate", "参加": "participate", "指导": "guide", "负责": "responsible", "落实": "responsible", "实施": "responsible",
}  # fmt: skip
# 体育部门配合 behind the statement of who leads
_HELPING = re.compile(
    rf"[，,](?:由)?(?P<names>{_LISTED}{{2,60}}?)(?:按[^，。；]{{1,8}})?(?:积极|予以|给予|提供|加强|协同|密切)?"
    r"(?P<verb>配合|协助|支持|协办|参与|参加|负责|落实|实施|指导)(?=[，,。；;）)]|$)"
)
_BEGIN = re.compile(r"(?:^|(?<=[，,：:）)]))(?:[^，,：:。；]{0,40}?由)?")
# 是指各级行政机关, and the rest of 各省（市）人民政府
_NO_SUBJECT = re.compile(r"^(?:是|为|指|由|对|将|在|与|和|及|向)|^人民政府$")

# 财政部要公布清单. No charge: 财政部要求各地…, 应急, 应对.
_CHARGED = re.compile(
    r"(?:也|还|都|均|同时)?(?:要(?!求|么|素|点|件|闻|害|旨|员|不|有所)|应当|应(?!急|用|届|对|邀|试|付|收|有|纳|税|力)|"
    r"必须|须(?!知)|需要?(?!求))"
)
# 水利部指导水利工程修复: what it does, said at once. No act: 教育部指导组, 财政部安排的资金, 民政部组织开展了.
_DOES = re.compile(
    r"(?:及时|积极|认真|切实|依法|统一|具体|主动|全面|按(?:照)?(?:各自)?职责(?:分工)?){0,3}"
    r"(?:指导|组织|协调|督促|监督|保障|统筹|开展|实施|落实|制定|推进|推动|安排|下达|拨付|(?:协助|配合|支持)(?![，,。；;]|$)|提供|建立|完善|汇总|调拨|"
    r"派出|加强|做好|引导|规范|健全|会商|核定)"
    r"(?!部|局|处|组|小组|站|目录|意见|机构|单位|委|下[，,、]|性|员|[^，,。；]{0,5}[的：:]|[^，,。；]{0,24}的[，,。；]|[^，,。；]{0,14}了)"
)
_SPEAKER = re.compile(r"[：:](?=[^：:\s\d][^：:\s]{5,}[。；;]$)(?!.*\d{7})")  # 能源局：督促供电企业推进改造。
_UNTIL = re.compile(r"(?:前|起|同时|其中)[，,]$")  # 2019年6月底前，教育部制定…
_START = re.compile(r"(?:^|(?<=[，,：:]))(?:其中|同时|此外|另外|并)?[，,]?")
_BEHIND_BY = re.compile(r"(?<![自理事缘因])由")
# At the place of registration itself: 在县级以上市场监管部门注册登记
_AT = re.compile(r"[在到]([^，,。；]{0,30}?所在地的?|当地)?(?=[\u4e00-\u9fff])")
_REGISTERED = re.compile(r"(?:依法|申请)?(?:办理)?(?:注册|备案|变更|核准)?(?:登记|办理)")
# 由财政部、水利部组成, 由公安机关出具的证明: no task.
_NO_TASK = re.compile(
    r"[^，。；]{0,14}(?:组成|构成)|(?:等)?(?:派员|负责人|有关|主要|相关)?(?:担任|代表|派出|兼任|人员|同志|领导)|[\u4e00-\u9fff]{1,6}的|"
    r"[）)、，。；]|$"
)
# 要建立由政府负责人牵头的机制: who leads the mechanism is another one.
_LEADING = re.compile(r"[^，。；：由]{0,8}?(?:牵头(?!单位|部门|人)|抓总)")
_PART: tuple[tuple[re.Pattern[str], Role], ...] = (
    (
        re.compile(
            r"(?:积极|切实|认真|加强|做好|具体|依法|负责)*(?:对[^，。；]{2,20})?指导(?!性|意见|目录|组|站)"
        ),
        "guide",
    ),
    (re.compile(r"(?:积极|主动|切实|认真|做好|密切)*(?:配合|协助)"), "support"),
    (re.compile(r"(?:积极|主动|广泛)*参与"), "participate"),
)
_WITH = re.compile(r"(?:[^。；：、，]{0,12}?[，,]?)?(?:会同|商(?=[\u4e00-\u9fff]{2,}部))")
_WITH_OTHERS = re.compile(
    r"会同(?:其他|各)?(?:有关|相关|各)(?:部门|单位|方面|地方)"
)  # who they are, it does not say
# Behind a ；the same department goes on, unless the part says who else acts or when something else holds.
_GOES_ON = re.compile(
    r"(?:推|做好|加|完善|建|组织|督促|指导|开展|制|健全|协调|及时|将|并|会同|配合|落实|清理|规范|严|不得|支持|鼓励|引导|研究|统筹|深化|"
    r"提|强化|优化|扩大|实[施行]|确保|保障|公布|全面|进一步|积极|切实)"
)
_OTHER_SUBJECT = re.compile(
    r"[^，,。；]*(?:部门|机关|机构|委员会|单位|政府|企业|学校|医院|公司|人员|[^\W个成本每]人(?!员|次|数|口))|[^，,。；]{0,30}?(?:要|应当?|须|"
    r"必须|由|可以?|不得|负责|不再)|[对因经凡未发违构情逾]|[^，,。；]{2,30}的[，,]"
)
_FOLLOWS = re.compile(r"[；;]\s*$")
_MATTERLESS = re.compile(r"[^，,；;]*(?:制定|编制|出台|印发|发布|公布|组织|实施|完成|推进)(?:[，,；;]|$)")
# What remains of a sentence that says no more than who answers: 由医保局会同财政部负责。
_ONLY_WHO = re.compile(
    rf"(?:由|会同|等?(?:有关)?(?:部门|单位)|{MANNER}(?:负责|牵头|抓总|配合|协助|支持|参与|参加|指导|落实|组织|实施|承担)|[、和与及，,。；;\s])*"
)
_WORTH_READING = re.compile(rf"由|负|牵头|承担|主管|责任|要|应|须|需|会同|登记|办理|[：:]|{_DOES.pattern}")


@dataclass(frozen=True)
class _Said:
    """Who acts, and how the statement says so."""

    departments: tuple[NamedDepartment, ...]
    begins: bool  # the departments begin it, so that it can go on behind a ；


def find_statements(text: str, start: int, end: int) -> list[DutyMention]:
    """Statements whose subject is a department that acts, in their order."""
    found: list[DutyMention] = []
    open_ended = False  # may what follows the last statement belong to it?
    for first, last in split_statements(text, start, end):
        words = text[first:last]
        marker = parse_marker(words)
        first += marker.body if marker else len(words) - len(words.lstrip())
        words = text[first:last].rstrip()
        first, words = _without_brackets(first, words)
        said = _said_in(words, first) if _WORTH_READING.search(words) else []
        if said:
            found += _pieces(words, first, said)
            found[-len(said)] = _of_what_is_before(found[-len(said)], text, start)
            found[-1] = replace(found[-1], end=max(found[-1].end, _end_of_speech(text, said[0], first, end)))
            open_ended = said[-1].begins
        elif open_ended and words and not marker and _goes_on(words):
            found[-1] = replace(found[-1], end=first + len(words))
        open_ended = open_ended and bool(_FOLLOWS.search(words)) and not text[:last].endswith("\n")
    return found


def _without_brackets(first: int, words: str) -> tuple[int, str]:
    """Where a sentence begins that stands in brackets as a whole (（司法部负责清理规章，年底前提出建议）), and its words."""
    whole = re.fullmatch(r"[（(]([^（()）]{8,})[）)]", words)
    return (first + 1, whole.group(1)) if whole else (first, words)


def _end_of_speech(text: str, said: _Said, first: int, end: int) -> int:
    """The end of the paragraph behind a department and a colon: all of it says what the department does."""
    last = said.departments[-1].end
    if said.departments[0].start != first or text[last : last + 1] not in ("：", ":"):
        return 0
    line = text.find("\n", last, end)
    return last + len(text[last : end if line < 0 else line].rstrip())


def _goes_on(words: str) -> bool:
    return bool(_GOES_ON.match(words)) or not _OTHER_SUBJECT.match(words)


def _of_what_is_before(duty: DutyMention, text: str, start: int) -> DutyMention:
    """A sentence that begins with 由 and has no words before it in which its matter could stand, one in brackets that
    does not say what (（教育部会同财政部制定，年底前发布）), and one that says no more than who answers."""
    before = text[start : duty.start].rstrip(" \u3000")
    said = text[duty.start : duty.end]
    ended = before.endswith(("。", "！", "；", "\n"))
    behind = (
        (said.startswith("由") and before.endswith(("。", "！", "；")))
        or (before.endswith(("（", "(")) and bool(_MATTERLESS.match(said)))
        or (ended and says_only_who(text, duty))
    )
    return replace(duty, form="behind") if behind else duty


def says_only_who(text: str, duty: DutyMention) -> bool:
    """Does the statement say no more than who answers (由医保局会同财政部负责)?"""
    rest, position = "", duty.start
    for department in sorted(duty.departments, key=lambda d: d.start):
        rest += text[position : department.start]
        position = department.end
    return bool(_ONLY_WHO.fullmatch(rest + text[position : duty.end]))


def _pieces(words: str, first: int, said: list[_Said]) -> Iterator[DutyMention]:
    """The statements of one sentence, each with its own part of the words."""
    begins = [0]
    for before, one in pairwise(said):
        begins.append(_beginning(words, before.departments[-1].end - first, one.departments[0].start - first))
    for one, begin, stop in zip(said, begins, [*begins[1:], len(words)], strict=False):
        piece = words[begin:stop].rstrip("，, \u3000")
        named = {d.start for d in one.departments}
        helping = [d for d in _helping(piece, first + begin) if d.start not in named]
        departments = (*one.departments, *helping)
        yield DutyMention(departments, "", first + begin, first + begin + len(piece), False, "prose")


def _beginning(words: str, least: int, position: int) -> int:
    """Where the statement begins whose department stands at `position`: with the case that it is for, where the part
    between commas before it gives one (用人单位违法招用的，由…)."""
    begin = _clause_start(words, position)
    before = words[:begin].rstrip("，,")
    case = _clause_start(words, len(before))
    return case if before.endswith("的") and words[begin] == "由" and case > least else begin


def _clause_start(words: str, position: int) -> int:
    """Where the part between commas begins that holds `position`."""
    return max((words.rfind(mark, 0, position) for mark in "，,：:）)"), default=-1) + 1


def _said_in(words: str, offset: int) -> list[_Said]:
    """The departments of each part of the statement that names who acts, in their order."""
    found: dict[int, _Said] = {}
    names = Names(words)
    candidates = [
        *_with_verb(words, offset),
        *_charged(names, offset),
        *_by(names, offset),
        *_registering(names, offset),
    ]
    for one in candidates:
        place = _clause_start(words, one.departments[0].start - offset)
        if place not in found or len(found[place].departments) < len(one.departments):
            found[place] = one
    return [found[place] for place in sorted(found)]


def _with_verb(words: str, offset: int) -> Iterator[_Said]:
    """财政部负责…, 由财政部制定…: a verb of the kinds that say who acts."""
    for begin in _BEGIN.finditer(words):
        match = _ACTING.match(words, begin.end())
        if match is not None:
            lead = match.group("verb").startswith("牵头") or match.group("lead") == "牵头"
            departments = _subjects(words, *match.span("names"), offset, "lead" if lead else "responsible")
            if departments:
                yield _Said(departments, begin.end() == begin.start())
    for match in _BY.finditer(words):
        others = match.group("others") is not None
        first = _subjects(words, *match.span("names"), offset, "lead" if others else "responsible")
        if first:
            more = _subjects(words, *match.span("others"), offset, "support") if others else ()
            yield _Said(first + more, False)


def _charged(names: Names, offset: int) -> Iterator[_Said]:
    """财政部要牵头会同海关总署公布…; 财政部会同教育部对…; 水利部指导…: a department that begins the statement."""
    opened = bool(names.at(0)[0])  # words before it may tell what has been (近期，教育部组织…)
    for begin in _START.finditer(names.words):
        spans, end = names.at(begin.end())
        if not spans:
            continue
        charge = _CHARGED.match(names.words, end)
        at_once = opened or _UNTIL.search(names.words, 0, begin.end())
        if (at_once and _DOES.match(names.words, end)) or (
            not begin.end() and _SPEAKER.match(names.words, end)
        ):
            yield _Said(_roles(names, spans, end, offset), True)
        elif charge:
            yield _Said(_roles(names, spans, charge.end(), offset), True)
        elif answers := _ANSWERING_AT_ONCE.match(names.words, end):  # 各市、县人民政府对…负总责
            lead = answers.group("verb").startswith("牵头") or answers.group("lead") == "牵头"
            yield _Said(_named(names, spans, "lead" if lead else "responsible", offset), True)
        elif names.words.startswith("会同", end):
            departments = _roles(names, spans, end, offset)
            with_others = len(departments) > len(spans) or _WITH_OTHERS.match(names.words, end)
            if with_others and not re.search(r"了", names.words[end:]):
                yield _Said(departments, True)


def _by(names: Names, offset: int) -> Iterator[_Said]:
    """由公安机关依法给予处罚: a department behind 由, whatever it does."""
    for by in _BEHIND_BY.finditer(names.words):
        spans, end = names.at(by.end(), behind_by=True)
        if spans and not _NO_TASK.match(names.words, end):
            yield _Said(_roles(names, spans, end, offset), False)


def _registering(names: Names, offset: int) -> Iterator[_Said]:
    """在县级以上市场监管部门注册登记."""
    for at in _AT.finditer(names.words):
        spans, end = names.at(at.end())
        if spans and _REGISTERED.match(names.words, end):
            yield _Said(_named(names, spans, "responsible", offset), False)


def _roles(names: Names, spans: list[tuple[int, int]], end: int, offset: int) -> tuple[NamedDepartment, ...]:
    """The departments with what the words behind them say of their part, and those that they act with."""
    words = names.words
    part: Role = next((r for pattern, r in _PART if pattern.match(words, end)), "responsible")
    role: Role = "lead" if _LEADING.match(words, end) else part
    joined = _WITH.match(words, end)
    others = names.at(joined.end())[0] if joined else []
    if others or (joined and joined.group().startswith("会同")):
        role = "lead"
    return _named(names, spans, role, offset) + _named(names, others, "support", offset)


def _named(
    names: Names, spans: list[tuple[int, int]], role: Role, offset: int
) -> tuple[NamedDepartment, ...]:
    return tuple(NamedDepartment(names.words[a:b], role, offset + a, offset + b) for a, b in spans)


def _helping(piece: str, offset: int) -> tuple[NamedDepartment, ...]:
    """Who supports or takes part, where the statement says so behind who leads."""
    found: tuple[NamedDepartment, ...] = ()
    for match in _HELPING.finditer(piece):
        role: Role = _PARTS.get(match.group("verb"), "support")
        found += _subjects(piece, *match.span("names"), offset, role)
    return found


def _subjects(words: str, start: int, end: int, offset: int, role: Role) -> tuple[NamedDepartment, ...]:
    """The departments of a list in running text; () unless every name is one beyond doubt."""
    found: list[NamedDepartment] = []
    for token in re.finditer(r"[^、]+", mask(words[start:end])):
        part = split_names(words, start + token.start(), start + token.end(), offset, role)
        if not part or not all(is_certain(d.name) and not _NO_SUBJECT.search(d.name) for d in part):
            return ()
        found += part
        role = found[-1].role  # 财政部会同教育部、水利部: all behind it support
    return tuple(found)
