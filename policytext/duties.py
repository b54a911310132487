"""Find the words that say who answers for something: （负责部门：…）, （…负责）, 责任单位：…,
部门分工：…牵头，…配合。

1. Find brackets, and labels in the text or on a line of their own, that speak of responsibility.
2. Take out what is no department: the scope, the rule "列第一位者为牵头单位，下同", 等部门.
3. Split the rest into names; a label before them or a verb behind them gives the role.

What sentences a duty covers is for the outline's side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from policytext.departments import find_departments
from policytext.numbering import parse_marker
from policytext.sentences import split_statements

Role = Literal["lead", "support", "responsible", "guide", "participate"]
Form = Literal["bracket", "label", "prose"]


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


_LABELS: tuple[tuple[str, Role], ...] = (
    (r"(?:牵头|主办|主责|主管)(?:负责)?(?:单位|部门|处室|司局|责任单位|责任部门)", "lead"),
    (r"(?:配合|协办|协同|协助|支持)(?:单位|部门|处室|责任单位)", "support"),
    (r"(?:参与|参加)(?:单位|部门)", "participate"),
    (r"指导(?:单位|部门)", "guide"),
    (r"(?:负责|责任|落实|实施|承办|承担|完成|执行)(?:单位|部门|处室|主体|机构)(?:及分工)?|部门分工|"
     r"职责分工|任务分工|责任分工", "responsible"),
)  # fmt: skip
_ANY_LABEL = re.compile(rf"(?:{'|'.join(label for label, _ in _LABELS)})[ \u3000]*[：:]")
_VERBS: tuple[tuple[str, Role], ...] = (
    (r"牵头(?:负责|落实|组织实施|实施)?|为(?:主)?牵头(?:单位|部门)?|主办|抓总", "lead"),
    (r"(?:协同|积极|予以)?(?:配合|协助|支持|协办)(?:落实)?", "support"),
    (r"(?:共同)?(?:参与|参加)(?:落实)?", "participate"),
    (r"(?:负责)?指导", "guide"),
    (r"负责(?:落实|组织实施|实施|推进)?|组织实施|落实|承担|实施", "responsible"),
)
_MANNER = (
    r"(?:等?(?:分别|共同|各自|具体|分工|按照?(?:各自)?职[责能](?:分工)?|根据职[责能](?:分工)?|"
    r"依职[责能]|依据职责|依法|按分工|按照?分工))*"
)
_VERB = re.compile(rf"{_MANNER}(?:{'|'.join(f'(?P<v{i}>{verb})' for i, (verb, _) in enumerate(_VERBS))})$")
_FIRST_LEADS = re.compile(
    r"(?:列|排|位列|名列|排列)?(?:名)?(?:在)?(?:第一|首)(?:位|个|名)?[^。；;，,）)]{0,10}(?:牵头|"
    r"主办)[^。；;，,）)]{0,6}(?:[，,。；;]\s*下同)?"
)
_SCOPE = re.compile(r"适用(?:范围|区域|地区|对象)[：:]\s*([^；;，,。）)]+)")
_AND_OTHERS = re.compile(
    r"等(?:有关|相关|各)?(?:部门|单位|地方|地区|方面|部委)?(?:[和及、与](?:有关|相关)?(?:单位|"
    r"部门)(?![\u4e00-\u9fff]{1,6}(?:局|厅|委)))?"
)
_TIMES = re.compile(
    r"(?:完成)?(?:时限|时间|进度)(?:安排|要求)?[：:][^；;，,。）)]*|(?:\d{4}年|"
    r"\d{1,2}月)[^，,；;。、）)]*|长期(?:坚持|推进)|持续(?:推进|实施)"
)
_SEPARATORS = re.compile(r"[、，,；;。/／\s|｜]+")
_CONJUNCTION = re.compile(r"会同|[和与及]|以及|并由|由")
_NAME_END = re.compile(
    r"(?:部|委|局|厅|办|署|院|会|行|联|社|公司|集团|政府|中央|中心|部门|单位|组|处|司|团|庭|所|站|室|"
    r"机构|机关|海关|银行|企业|街道|党组|学校|高校|协会|"
    r"医院|法院|试验区|开发区|新区|县|市|区|州|省|镇|乡|馆|台|队|军区|地区|地方|片区|管委|指挥部|工委|"
    r"办事处)$"
)
_NO_NAME = re.compile(
    r"^(?:由|请|要|应|其他|其中|其余|下同|分工|职责|负责|牵头|配合|部门|单位|本|该|全|以|并|含|共|排|"
    r"列|区|市|县|省|局|委)$|推进|加强|完善|建立|制定|开展|落实|实施|完成|工作$|[。：:？！《》“”]|\d"
)
_GENERIC = re.compile(r"各?(?:有关|相关|地|级)?(?:部门|单位|地方|地区)|各(?:有关|相关|地|级)")
_BARE = frozenset(("单位", "部门", "地区", "地方", "机构", "企业"))
# 各县（市、区）人民政府 is one name: its commas are hidden while the list is split.
_INNER = re.compile(r"[（(][^（）()]{1,12}[）)]")
_HIDDEN = str.maketrans("、，,", "\ue001\ue002\ue003")
_SHOWN = str.maketrans("\ue001\ue002\ue003", "、，,")
_LEAST = re.compile(r"负责|牵头|分工|配合|参与|落实|指导|责任(?:单位|部门)|主办|承办|主管")


# 公安部负责维护…, 教育部：负责指导…, 本预案由国务院办公厅负责解释, 教育部为牵头单位, 省委要切实履行主体责任. Who is 负责人, or answers
# 对…负责, is no department.
_LISTED = r"(?:[\u4e00-\u9fff、]|（[^（）]{1,9}）)"
_ANSWERING = (
    r"(?:要|应当?|须|必须)?(?:切实|认真|全面|严格)?(?:履行|落实|承担|负起?)[^，。；：]{0,10}责任|"
    r"对[^，。；：]{1,24}?负(?:总责|[^，。；：]{0,6}责任)"
)
_PROSE = re.compile(
    rf"(?P<names>{_LISTED}{{2,60}}?)[：:]?(?P<manner>{_MANNER})(?P<verb>{_ANSWERING}|(?:牵头)?负责(?!人|同志|"
    rf"制(?!定|订|度)|任|部门|单位)|牵头(?!单位|部门|人)|承担(?!的|了)|主管(?!单位|部门|机关|人|税务)"
    r"|[为是][^，。；：]{0,24}(?P<lead>牵头|主管|责任)(?:单位|部门))"
)
# 由国务院税务主管部门制定, 由国家发展改革委会同财政部提出
_BY = re.compile(
    rf"由(?P<names>{_LISTED}{{2,40}}?)(?:(?:会同|商)(?P<others>{_LISTED}{{2,40}}?))?"
    r"(?:另行|统一|依法|联合|共同|具体){0,3}(?:(?:按照?|根据)[^，。；]{1,12}?)?"
    r"(?:制[定订]|规定|确定|批准|审批|核定|公布|发布|解释|组织|监督|办理|管理|审核|指定|认定|提出|征收|"
    r"统筹|审议|编制|下达|安排|拨付|审定|评选|评审|执行|受理)"
    r"(?!部门|局|总公司|公司|机构|委|会|总局|中心)"
)
# 体育部门配合 behind the statement of who leads
_HELPING = re.compile(
    rf"[，,](?:由)?(?P<names>{_LISTED}{{2,60}}?)(?:按[^，。；]{{1,8}})?(?:积极|予以|协同|密切)?"
    r"(?P<verb>配合|协助|支持|协办|参与)(?=[，,。；;）)]|$)"
)
_PROSE_BEGIN = re.compile(r"(?:^|(?<=[，,：:）)]))(?:[^，,：:。；]{0,40}?由)?")
# Bodies that are no department by their name, when a statement says that they do something.
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,24}(?:总?公司|集团|管理所|海关|指挥部|办公室|联席会议|领导小组|工作小组|工作组|"
    r"专班|协会|管理处|管理站|服务中心|管理中心)|(?:[\u4e00-\u9fff]{0,8})(?:企业|医疗机构)|"
    r"[\u4e00-\u9fff]{0,4}(?:省|市|县|区|州)(?:委|党委|政府)|"
    r"(?:[\u4e00-\u9fff]{0,8}人民)?政府办公[厅室]|(?:乡|镇|乡镇|乡（镇）)人民政府|(?:乡镇|街道)办事处|"
    r"公安机关|[\u4e00-\u9fff]{3,14}(?<!公)司"
)
# 是指各级行政机关, and the rest of 各省（市）人民政府
_NO_SUBJECT = re.compile(r"^(?:是|为|指|由|对|将|在|与|和|及|向)|^人民政府$")
_RUNNING_WORDS = re.compile(r"[是为应须要将对把被按在等其该本]|可以|负责|由")


def find_duties(text: str, start: int = 0, end: int | None = None) -> list[DutyMention]:
    """Duties in the order of the text. Once the text says that the first named leads, this holds to its
    end."""
    end = len(text) if end is None else end
    found: list[DutyMention] = []
    position = start
    for first, last, form in _candidates(text, start, end):
        if first < position:
            continue
        mention = _read(text, first, last, form)
        if mention is not None:
            found.append(mention)
            position = last
    taken = [(duty.start, duty.end) for duty in found]
    found += [d for d in _in_prose(text, start, end) if not any(a < d.end and d.start < b for a, b in taken)]
    return sorted(found, key=lambda duty: duty.start)


def first_leads(duty: DutyMention) -> DutyMention:
    """The duty as read under the rule that the first of several departments leads."""
    if len(duty.departments) < 2 or any(d.role == "lead" for d in duty.departments):
        return duty
    first, *others = duty.departments
    if _GENERIC.match(first.name):
        return duty
    return replace(duty, departments=(replace(first, role="lead"), *others))


def _candidates(text: str, start: int, end: int) -> list[tuple[int, int, Form]]:
    """Spans that may be duties: brackets first, then labels outside of them up to the end of their
    sentence."""
    found: list[tuple[int, int, Form]] = []
    for first, last in _brackets(text, start, end):
        if _LEAST.search(text, first, last) or _is_bare_list(text, first, last):
            found.append((first, last, "bracket"))
    covered = [(a, b) for a, b, _ in found]
    for match in _ANY_LABEL.finditer(text, start, end):
        if any(a <= match.start() < b for a, b in covered):
            continue
        last = _label_end(text, match.end(), end)
        found.append((match.start(), last, "label"))
        covered.append((match.start(), last))
    return sorted(found)


def _is_bare_list(text: str, start: int, end: int) -> bool:
    """（省商务厅、各市人民政府） behind a sentence or at the end of a line: nothing but certain names."""
    placed = text[start - 1 : start] in ("。", "；", "！") or re.match(
        r"[。；]?[ \t\u3000]*(?:\n|$)", text[end:]
    )
    inner = _INNER.sub(lambda m: m.group(0).translate(_HIDDEN), text[start + 1 : end - 1])
    names = [name.translate(_SHOWN) for name in re.split(r"[、，,；;]", inner)]
    return (
        bool(placed)
        and start > 0
        and len(text[start:end]) < 200
        and all(_is_certain(n.strip()) for n in names)
    )


def _label_end(text: str, position: int, end: int) -> int:
    """The end of a label's list: its full stop, or the end of its line. A label may stand on the line
    above."""
    match = re.compile(r"\s*[^。\n]*。?").match(text, position, end)
    last = match.end() if match else end
    following = re.compile(rf"\s*(?={_ANY_LABEL.pattern})").match(text, last, end)
    return _label_end(text, last + len(following.group(0)), end) if following else last


def _brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost round and square brackets of one paragraph."""
    depth = opened = 0
    for place in range(start, end):
        character = text[place]
        if character in "（(【[":
            opened = place if depth == 0 else opened
            depth += 1
        elif character in "）)】]" and depth:
            depth -= 1
            if depth == 0:
                yield opened, place + 1
        elif character == "\n" and text[place : place + 2] == "\n\n":
            depth = 0


def _read(text: str, start: int, end: int, form: Form) -> DutyMention | None:
    """The duty in this span, None when its words name nobody."""
    content = text[start:end]
    if form == "bracket" and len(content) > 600:
        return None
    scope = _SCOPE.search(content)
    rule = _FIRST_LEADS.search(content)
    masked = _mask(content, scope, rule)
    inner = masked[1:-1] if form == "bracket" else masked
    label = _ANY_LABEL.match(inner.lstrip())
    ends = _VERB.search(inner.rstrip("、。，,；; \u3000")) or re.search(
        rf"(?:{_VERBS[0][0]}|配合|参与|负责)[，,；;]", inner
    )
    if form == "bracket" and not label and not ends and not _is_bare_list(text, start, end):
        return None
    departments = tuple(_named(masked, start, int(form == "bracket")))
    if not departments:
        return None
    duty = DutyMention(
        departments, scope.group(1).strip() if scope else "", start, end, rule is not None, form
    )
    return first_leads(duty) if rule else duty


def _in_prose(text: str, start: int, end: int) -> Iterator[DutyMention]:
    """Statements whose subject is a department that 负责, 牵头 or 承担; each covers itself, up to the comma
    behind which another one begins."""
    for first, last in split_statements(text, start, end):
        words = text[first:last]
        if not re.search(r"由|负|牵头|承担|主管|责任", words):
            continue
        marker = parse_marker(words)
        first += marker.body if marker else len(words) - len(words.lstrip())
        words = text[first:last].rstrip()
        subjects = _subjects_of(words, first)
        begins = [0, *(_clause_start(words, found[0].start - first) for found in subjects[1:])]
        for departments, begin, stop in zip(subjects, begins, [*begins[1:], len(words)], strict=False):
            piece = words[begin:stop].rstrip("，, \u3000")
            helping = _helping(piece, first + begin)
            named = {d.start for d in departments}
            all_of_them = (*departments, *(d for d in helping if d.start not in named))
            yield DutyMention(all_of_them, "", first + begin, first + begin + len(piece), False, "prose")


def _clause_start(words: str, position: int) -> int:
    """Where the part between commas begins that holds `position`."""
    return max((words.rfind(mark, 0, position) for mark in "，,：:）)"), default=-1) + 1


def _subjects_of(words: str, offset: int) -> list[tuple[NamedDepartment, ...]]:
    """The departments of each part of the statement that names who acts, in their order."""
    found: dict[int, tuple[NamedDepartment, ...]] = {}
    for begin in _PROSE_BEGIN.finditer(words):
        match = _PROSE.match(words, begin.end())
        if match is not None:
            lead = match.group("verb").startswith("牵头") or match.group("lead") == "牵头"
            departments = _subjects(words, *match.span("names"), offset, "lead" if lead else "responsible")
            if departments:
                found.setdefault(_clause_start(words, departments[0].start - offset), departments)
    for match in _BY.finditer(words):
        others = match.group("others") is not None
        first = _subjects(words, *match.span("names"), offset, "lead" if others else "responsible")
        if first:
            more = _subjects(words, *match.span("others"), offset, "support") if others else ()
            found.setdefault(_clause_start(words, first[0].start - offset), first + more)
    return [found[place] for place in sorted(found)]


def _helping(piece: str, offset: int) -> tuple[NamedDepartment, ...]:
    """Who supports or takes part, where the statement says so behind who leads."""
    found: tuple[NamedDepartment, ...] = ()
    for match in _HELPING.finditer(piece):
        role: Role = "participate" if match.group("verb") == "参与" else "support"
        found += _subjects(piece, *match.span("names"), offset, role)
    return found


def _subjects(words: str, start: int, end: int, offset: int, role: Role) -> tuple[NamedDepartment, ...]:
    """The departments of a list in running text; () unless every name is one beyond doubt."""
    found: list[NamedDepartment] = []
    for token in re.finditer(r"[^、]+", _mask(words[start:end], None, None)):
        part = _split(words, start + token.start(), start + token.end(), offset, role)
        if not part or not all(_is_certain(d.name) and not _NO_SUBJECT.search(d.name) for d in part):
            return ()
        found += part
        role = found[-1].role  # 财政部会同教育部、水利部: all behind it support
    return tuple(found)


def _is_certain(name: str) -> bool:
    if re.fullmatch(
        r"(?:各有关|有关|各|地方)?(?:各级|省级|市级|县级|省|市|县|区|[、和]){0,4}人民政府|"
        r"中国[\u4e00-\u9fff]{2,10}(?:银行|公司)",
        name,
    ):
        return True
    if re.fullmatch(r"[\u4e00-\u9fff、]{2,18}(?:主管|行政|管理)(?:部门|机关)", name) and not _NO_NAME.search(
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
    if _BODY.fullmatch(name) and not _NO_NAME.search(name) and not _RUNNING_WORDS.search(name):
        return True
    return any(m.end - m.start == len(name) for m in find_departments(name))


def _mask(content: str, *matches: re.Match[str] | None) -> str:
    """`content` with what is no department made separators, every other character in its place."""
    spans = [match.span() for match in matches if match]
    if matches[0] is not None:
        # What follows the scope explains it.
        spans[0] = (spans[0][0], len(content) - (content[-1:] in "）)】]"))
    for pattern in (_AND_OTHERS, _TIMES):
        spans += [match.span() for match in pattern.finditer(content)]
    for first, last in spans:
        content = content[:first] + "、" * (last - first) + content[last:]
    return content[:1] + _INNER.sub(lambda m: m.group(0).translate(_HIDDEN), content[1:-1]) + content[-1:]


def _named(masked: str, offset: int, border: int) -> Iterator[NamedDepartment]:
    """The departments of the words between the borders, each with the role that its label or verb gives."""
    role: Role = "responsible"
    labelled = False
    pending: list[NamedDepartment] = []
    position, last = border, len(masked) - border
    while position < last:
        match = _SEPARATORS.search(masked, position, last)
        stop = match.start() if match else last
        token_start, token_end, given = position, stop, None
        label = _label_in(masked, token_start, token_end)
        if label is not None:
            yield from pending
            pending = []
            token_start, role, labelled = label[0], label[1], True
        verb = _VERB.search(masked[token_start:token_end])
        if verb is not None:
            given = next(r for i, (_, r) in enumerate(_VERBS) if verb.group(f"v{i}"))
            token_end = token_start + verb.start()
        pending += _split(masked, token_start, token_end, offset, role)
        if given is not None:
            yield from _with_role(pending, given if not labelled or given != "responsible" else role)
            pending = []
        position = match.end() if match else last
    yield from pending


def _with_role(pending: list[NamedDepartment], role: Role) -> Iterator[NamedDepartment]:
    """Give the role of the verb to all before it; who acts 会同 others leads."""
    for department in pending:
        yield (
            department
            if department.role in ("lead", "support") and role == "responsible"
            else replace(department, role=role)
        )


def _label_in(masked: str, start: int, end: int) -> tuple[int, Role] | None:
    match = _ANY_LABEL.search(masked, start, end)
    if match is None:
        return None
    words = match.group(0)
    return match.end(), next(role for pattern, role in _LABELS if re.match(pattern, words))


def _split(masked: str, start: int, end: int, offset: int, role: Role) -> list[NamedDepartment]:
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
                _is_name(left) and len(left) > 2 and _NAME_END.search(right) and right.strip() not in _BARE
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
    name = words.strip(" \u3000*由").translate(_SHOWN)
    if not _is_name(name):
        return None
    return NamedDepartment(name, role, offset + start, offset + start + len(name))


def _is_name(words: str) -> bool:
    words = words.strip()
    if not 2 <= len(words) <= 30 or _NO_NAME.search(words):
        return False
    if _NAME_END.search(re.sub(r"[（(][^）)]*[）)]$", "", words)):
        return True
    return any(m.end - m.start == len(words) for m in find_departments(words))


def split_departments(text: str, start: int, end: int, role: Role) -> list[NamedDepartment]:
    """The departments of a table's cell, with the role of its column unless the cell gives another."""
    masked = _mask(text[start:end], None, None)
    return [d if d.role != "responsible" else replace(d, role=role) for d in _named(masked, start, 0)]
