"""The names of who answers for something: what a duty says of them, how a list of them is split, and which words are a
name beyond doubt, as running text must give it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from policytext.departments import find_departments

Role = Literal["lead", "support", "responsible", "guide", "participate"]
# "behind": a sentence of its own that says who does what stands before it
Form = Literal["bracket", "label", "prose", "behind"]


@dataclass(frozen=True)
class NamedDepartment:
    """A department as printed, with what it does."""

    name: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True)
class DutyMention:
    """`start`..`end` are the words that say so, brackets included. `first_leads_rule`: these words make the
    first department of every duty from here on the leading one."""

    departments: tuple[NamedDepartment, ...]
    scope: str
    start: int
    end: int
    first_leads_rule: bool
    form: Form = "bracket"


MANNER = (
    r"(?:等?(?:分别|共同|各自|具体|分工|按照?(?:各自)?职[责能](?:分工)?|根据职[责能](?:分工)?|"
    r"依职[责能]|依据职责|依法|按分工|按照?分工))*"
)
AND_OTHERS = re.compile(
    r"等(?:有关|相关|各)?(?:部门|单位|地方|地区|方面|部委)?(?:[和及、与](?:有关|相关)?(?:单位|"
    r"部门)(?![\u4e00-\u9fff]{1,6}(?:局|厅|委)))?"
)
_TIMES = re.compile(
    r"(?:完成)?(?:时限|时间|进度)(?:安排|要求)?[：:][^；;，,。）)]*|(?:\d{4}年|"
    r"\d{1,2}月)[^，,；;。、）)]*|长期(?:坚持|推进)|持续(?:推进|实施)"
)
_CONJUNCTION = re.compile(r"会同|[和与及]|以及|并由|由")
_NAME_END = re.compile(
    r"(?:部|委|局|厅|办|署|院|会|行|联|社|公司|集团|政府|中央|中心|部门|单位|组|处|司|团|庭|所|站|室|"
    r"机构|机关|海关|银行|企业|街道|党组|学校|高校|协会|"
    r"医院|法院|试验区|开发区|新区|县|市|区|州|省|镇|乡|馆|台|队|军区|地区|地方|片区|管委|指挥部|工委|"
    r"办事处|[^\W\d]协|大学|学院|盟|旗|兵团|军|一市|一县|一区)$"
)
NO_NAME = re.compile(
    r"^(?:由|请|要|应|其他|其中|其余|下同|分工|职责|负责|牵头|配合|部门|单位|本|该|全|以|并|含|共|排|"
    r"列|区|市|县|省|局|委)$|^在|的(?:地方|地区|单位|企业|机构|部门)$|推进|加强|强化|明确|健全|完善|建立|制定|开展|落实|实施|完成|工作$|[。：:？！《》“”]|\d"
)
GENERIC = re.compile(r"各?(?:有关|相关|地|级)?(?:部门|单位|地方|地区)|各(?:有关|相关|地|级)")
_BARE = frozenset(("单位", "部门", "地区", "地方", "机构", "企业"))
# 各县（市、区）人民政府 is one name: its commas are hidden while the list is split.
INNER = re.compile(r"[（(][^（）()]{1,12}[）)]")
HIDDEN = str.maketrans("、，,", "\ue001\ue002\ue003")
SHOWN = str.maketrans("\ue001\ue002\ue003", "、，,")
# Bodies that are no department by their name, when a statement says that they do something.
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,24}(?:总?公司|集团|管理所|海关|指挥部|办公室|联席会议|领导小组|工作小组|工作组|"
    r"专班|协会|管理处|管理站|服务中心|管理中心)|(?:[\u4e00-\u9fff]{0,8})(?:企业|医疗机构)|"
    r"[\u4e00-\u9fff]{0,4}(?:省|市|县|区|州)(?:委|党委|政府)|"
    r"(?:[\u4e00-\u9fff]{0,8}人民)?政府办公[厅室]|(?:乡|镇|乡镇|乡（镇）)人民政府|(?:乡镇|街道)办事处|"
    r"公安机关|[\u4e00-\u9fff]{3,14}(?<!公)司"
)
# 应急 and 对外 are no running words.
RUNNING_WORDS = re.compile(
    r"[是为须要将把被按在等其该本]|应(?!急)|对(?!外|口)|可以|负责|由|派出|成立|设立|会同"
)


def is_certain(name: str) -> bool:
    """Is it a department, a government or another body, beyond doubt?"""
    if re.fullmatch(
        r"(?:各有关|有关|各|地方)?(?:各级|省级|市级|县级|省|市|县|区|[、和]){0,4}人民政府|"
        r"中国[\u4e00-\u9fff]{2,10}(?:银行|公司)",
        name,
    ):
        return True
    if re.fullmatch(r"[\u4e00-\u9fff、]{2,18}(?:主管|行政|管理)(?:部门|机关)", name) and not NO_NAME.search(
        name
    ):
        return True
    if re.fullmatch(
        r"(?:各|有关|各有关)(?:地级以上|地级)?(?:省|市|县|区|州|盟|"
        r"旗)?(?:[（(][省市州县区旗、自治]{1,9}[）)])?(?:人民)?(?:政府)?",
        name,
    ):
        return True
    name = re.sub(r"^(?:地方)?(?:各级|各地)|（[^（）]{1,4}）$", "", name)
    if _BODY.fullmatch(name) and not NO_NAME.search(name) and not RUNNING_WORDS.search(name):
        return True
    return any(m.end - m.start == len(name) for m in find_departments(name))


def is_name(words: str) -> bool:
    """Can it stand in a list of names?"""
    words = words.strip()
    if not 2 <= len(words) <= 30 or NO_NAME.search(words):
        return False
    if _NAME_END.search(re.sub(r"[（(][^）)]*[）)]$", "", words)):
        return True
    return any(m.end - m.start == len(words) for m in find_departments(words))


def mask(content: str, *matches: re.Match[str] | None) -> str:
    """`content` with what is no department made separators, every other character in its place."""
    spans = [match.span() for match in matches if match]
    if matches and matches[0] is not None:
        # What follows the scope explains it.
        spans[0] = (spans[0][0], len(content) - (content[-1:] in "）)】]"))
    for pattern in (AND_OTHERS, _TIMES):
        spans += [match.span() for match in pattern.finditer(content)]
    for first, last in spans:
        bracketed = content[first - 1 : first] in ("（", "(") and content[last : last + 1] in ("）", ")")
        if bracketed and first > 1:  # behind a name: 省民政厅（列第一位者为牵头单位）
            first, last = first - 1, last + 1
        content = content[:first] + "、" * (last - first) + content[last:]
    return content[:1] + INNER.sub(lambda m: m.group(0).translate(HIDDEN), content[1:-1]) + content[-1:]


def split_names(masked: str, start: int, end: int, offset: int, role: Role) -> list[NamedDepartment]:
    """Split at 和, 与, 会同 where both sides are names: 工业和信息化部 is one department."""
    names: list[tuple[int, int, Role]] = []
    position, current = start, role
    for match in _CONJUNCTION.finditer(masked, start, end):
        left, right = masked[position : match.start()], masked[match.end() : end]
        word = match.group(0)
        if word == "由" and left.strip():
            continue
        if (
            left.strip()
            and word != "会同"
            and not (
                is_name(left) and len(left) > 2 and _NAME_END.search(right) and right.strip() not in _BARE
            )
        ):
            continue
        if word == "会同" and left.strip():
            names.append((position, match.start(), "lead"))
            current = "support"
        else:
            names.append((position, match.start(), current))
        position = match.end()
    names.append((position, end, current))
    return [d for first, last, r in names if (d := _department(masked, first, last, offset, r))]


def _department(masked: str, start: int, end: int, offset: int, role: Role) -> NamedDepartment | None:
    words = masked[start:end]
    start += len(words) - len(words.lstrip(" \u3000*由"))
    name = words.strip(" \u3000*由").translate(SHOWN)
    if not is_name(name):
        name = _acting_name(name)
    if not name:
        return None
    return NamedDepartment(name, role, offset + start, offset + start + len(name))


_ACTS = re.compile(
    r"(?:加强|做好|开展|推进|组织|统筹|协调|监督|督促|督导|考核|评估|提供|制定|实施|落实|汇总|指导|承担|具体|牵头|负责|[（(])"
)


def _acting_name(words: str) -> str:
    """The department that words begin with which say what it does (市场监管总局加强监督); "" where none does."""
    spans, _ = Names(words).at(0)
    return words[slice(*spans[0])] if spans and _ACTS.match(words, spans[0][1]) else ""


_LEVEL = (
    r"(?:(?:国务院|中央|地方|[\u4e00-\u9fff]{0,3}各|有关|各有关|所在地|当地|上级|县级以上|设区的市级以上|市级以上|地市级以上的?|省级|市级|"
    r"县级|乡级|区级|各级|地级以上|地级|乡镇|街道|同级|本级|上一级|自治|省|市|县|区|州|乡|镇|旗|直辖|[、和及与])"
    r"|（[^（）]{1,9}）){1,10}"
)
_GOVERNMENT = re.compile(
    rf"(?:有关行政区域共同的)?(?:{_LEVEL}|[\u4e00-\u9fff]{{2,8}}?[省市县区州])(?:人民)?政府(?!有关|相关|各)"
)
_REGIONS = re.compile(
    r"[\u4e00-\u9fff]{0,3}各(?:有关)?(?:省|市|县|州)(?:（[^（）]{1,9}）|份|区)?(?:人民政府)?"
)
_ORGAN = re.compile(
    rf"(?:{_LEVEL}(?:人民政府|政府)?)?(?:负有[^，。、；]{{2,16}}职责的|[\u4e00-\u9fff]{{2,10}}?)(?:主管|行政|管理)?(?:部门|机关)"
    rf"|{_LEVEL}(?:人民)?政府[\u4e00-\u9fff]{{2,10}}?(?:机构|办公[室厅]|委员会)"
)
# Organisations that are not of the government, by how their names begin and end.
_ORGANISATION = re.compile(
    r"(?:全国|中国|中华全国|国家)[\u4e00-\u9fff]{0,10}?(?:总工会|协会|学会|商会|联合会|合作总社|总社|基金会|红十字会|科协|残联|文联|"
    r"作协|侨联|台联|记协|法学会|贸促会|工商联|妇联|集团|总公司|公司|总台|银行)|(?:省|市|县|级)(?:总工会|科协|残联|妇联|工商联|文联)|"
    r"(?:国家|中国|全国|(?:各|省|市|县|区)级)[\u4e00-\u9fff]{2,10}?(?:中心|气象台|电视台|研究院|救援队伍?)|"
    r"(?:各级|省级|市级|县级|乡级|县级以上|当地|属地|所在地)[\u4e00-\u9fff]{2,8}?机构(?!编制|改革)|"
    r"新疆生产建设兵团|(?:[\u4e00-\u9fff]{2,14})(?:协会|联席会议|领导小组|指挥部|工作专班|委员会)(?:办公室)?"
)
# A body that only 由 introduces: 由事故责任单位承担
_BEHIND_BY = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:单位|企业|机构|政府)(?=负责|承担|支付|解决|赔偿|给予|组织|提供)"
    r"|(?:省|市|县|区|州)(?!场|政|级|民)[\u4e00-\u9fff]{2,8}?(?:局(?!长)|厅(?!长)|委(?![员派托])|公司|中心|办(?![法理事公学]))"
)
_NO_ORGAN = re.compile(
    r"(?:分|各级?|有关|相关|其他|其它|职能|主管|上级|下级|业务|上述|这些|以上|以下|前款|本级?|两个?|三个?|多个?|该|所有|责任|牵头|配合|"
    r"负责|成员|同级|地区|单位|方面|政府|党政|地方|当地|行业|监管|执法|登记|审批|用人|专门|工作|综合|内部|管理|行政|国家|组成|国务院|"
    r"中央|人民|级|省|市|县|区|、|和)*(?:部门|机关)|.*(?:有关|相关|各|其他|本|该)(?:主管|行政|职能)?(?:部门|机关)"
)
_ACTED = re.compile(
    r"[从报送经向被了的]|自行|设立|列入|提请|接到|受理|联系|委托|建立|组织(?!部)|制定|开展|加强|提供|会同|支持"
)
_NO_BEGINNING = re.compile(r"[是为指由对将在与和及向把被按从以因于用使让经如若凡并]")
_AND = re.compile(r"、|和|与|及|以及|或者?")
_AND_ITS = re.compile(r"(?:及其|和)(?:各|有关|相关){0,2}(?:工作)?部门")
_GOES_ON = re.compile(
    r"的|负责人|主要|领导|工作人员|内部|党组|党委(?!政府)|之间|以外|以上|所属|系统|干部|常务|副?(?:厅|局|部|处|司|省|市|县|区|院|会|行)长|"
    r"副?(?:主任|书记|秘书长)"
)
_SKIPPED = re.compile(r"[\u4e00-\u9fff]{2,6}(?=、|要|应当|等)")


class Names:
    """Where names stand in the words of one statement."""

    def __init__(self, words: str) -> None:
        self.words = words
        self._mentions = {m.start: m.end for m in find_departments(words)}

    def at(self, position: int, *, behind_by: bool = False) -> tuple[list[tuple[int, int]], int]:
        """The list of names that begins at `position`, and where the words go on behind 等部门; ([], position)
        when none begins there, or when the list goes on with what cannot be named."""
        found: list[tuple[int, int]] = []
        end = position
        while True:
            stop = self._end(end, behind_by)
            if stop is not None:
                found.append((end, stop))
            elif skipped := (_SKIPPED.match(self.words, end) if found and not behind_by else None):
                stop = skipped.end()  # 妇联、残联、社区要…
            else:
                return [], position
            stop = its.end() if (its := _AND_ITS.match(self.words, stop)) else stop
            if its and _GOES_ON.match(self.words, stop):  # 人民政府及其部门的负责同志
                return [], position
            joined = _AND.match(self.words, stop)
            if joined is None:
                others = AND_OTHERS.match(self.words, stop)
                return found, others.end() if others else stop
            end = joined.end()

    def _end(self, start: int, behind_by: bool) -> int | None:
        """The end of the name that begins at `start`: the longest that is one beyond doubt."""
        if _NO_BEGINNING.match(self.words, start):
            return None
        ends = [self._mentions[start]] if start in self._mentions else []
        for pattern in (_GOVERNMENT, _ORGAN, _ORGANISATION, _BEHIND_BY if behind_by else _REGIONS):
            match = pattern.match(self.words, start)
            if match and _is_body(match.group(), pattern):
                ends.append(match.end())
        end = max(ends, default=None)
        return None if end is None or _GOES_ON.match(self.words, end) else end


def _is_body(name: str, pattern: re.Pattern[str]) -> bool:
    if pattern is _GOVERNMENT or "负有" in name:
        return True
    words = re.sub(r"^地市级以上的", "", name)
    if NO_NAME.search(words) or RUNNING_WORDS.search(words) or _ACTED.search(words):
        return False
    return pattern is not _ORGAN or not _NO_ORGAN.fullmatch(words)
