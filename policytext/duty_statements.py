"""Find the statements in running text that say who does something: 财政部负责筹集资金, 由水利部会同农业农村部制定."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.duty_names import MANNER, DutyMention, NamedDepartment, Role, is_certain, mask, split_names
from policytext.numbering import parse_marker
from policytext.sentences import split_statements

# 公安部负责维护…, 教育部：负责指导…, 本预案由国务院办公厅负责解释, 教育部为牵头单位, 省委要切实履行主体责任. Who is 负责人, or answers
# 对…负责, is no department.
_LISTED = r"(?:[\u4e00-\u9fff、]|（[^（）]{1,9}）)"
_ANSWERING = (
    r"(?:要|应当?|须|必须)?(?:切实|认真|全面|严格)?(?:履行|落实|承担|负起?)[^，。；：]{0,10}责任|"
    r"对[^，。；：]{1,24}?负(?:总责|[^，。；：]{0,6}责任)"
)
_PROSE = re.compile(
    rf"(?P<names>{_LISTED}{{2,60}}?)[：:]?(?P<manner>{MANNER})(?P<verb>{_ANSWERING}|(?:牵头)?负责(?!人|同志|"
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
# 是指各级行政机关, and the rest of 各省（市）人民政府
_NO_SUBJECT = re.compile(r"^(?:是|为|指|由|对|将|在|与|和|及|向)|^人民政府$")


def find_statements(text: str, start: int, end: int) -> Iterator[DutyMention]:
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
    for token in re.finditer(r"[^、]+", mask(words[start:end], None, None)):
        part = split_names(words, start + token.start(), start + token.end(), offset, role)
        if not part or not all(is_certain(d.name) and not _NO_SUBJECT.search(d.name) for d in part):
            return ()
        found += part
        role = found[-1].role  # 财政部会同教育部、水利部: all behind it support
    return tuple(found)
