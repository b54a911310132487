"""Find dates, years and deadlines: 2018年3月26日, 二〇〇五年六月, 2017年底, 4月底前, 2016-2020年, 30日内."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass

from policytext.folding import fold_lines
from policytext.numerals import parse_number

_CN = "零〇○一二三四五六七八九十"
_YEAR4 = rf"(?:(?:1[89]|20|21)\d\d|[一二][{_CN}]{{3}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = r"上半年|下半年|年底|年末|年初|年中|第?[一二三四1-4]季度|[上中下]旬|月底|月末|月初"
# Days of the calendar that have a name. Those of the lunar calendar move from year to year and are none.
_NAMED_DAYS = {
    "元旦": (1, 1), "妇女节": (3, 8), "植树节": (3, 12), "五一": (5, 1), "劳动节": (5, 1), "青年节": (5, 4), "六一": (6, 1),
    "儿童节": (6, 1), "七一": (7, 1), "建党节": (7, 1), "八一": (8, 1), "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1),
}  # fmt: skip
_NAME = rf"[\"“]?(?:{'|'.join(_NAMED_DAYS)})[\"”]?(?:(?:国际)?劳动节|儿童节|建党节|建军节)?节?"
# Without its year a name is a date only where something is due by it or begins with it: 五一大道, 国庆期间.
_AS_DATE = r"(?=(?:之前|以前|前(?!后|夕)|起|开始|当[天日]|那[天日]|之后|以后))"
_DATE = re.compile(
    rf"(?P<from>{_YEAR4})年?(?:[-~至、和]|年[至到])(?P<to>{_YEAR4})年度?"
    rf"|(?P<iso>(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9]))(?!\d)"
    rf"|(?P<year>{_YEAR4})年度?(?:(?P<month>{_MONTH})(?:月(?:份)?)(?:(?P<day>{_DAY})[日号])?|(?P<named>{_NAME}))?(?P<part>底|末|初|中(?=[,，。、期前])|上半年|下半年|第?[一二三四1-4]季度|[上中下]旬)?"
    rf"|(?<![\d个第{_CN}])(?P<month2>{_MONTH})月(?:份)?(?:(?P<day2>{_DAY})[日号])?(?P<part2>底|末|初|[上中下]旬)?(?!度|均)"
    rf"|(?<![\d第{_CN}])(?P<named2>{_NAME}){_AS_DATE}"
    rf"|(?P<part3>(?:今年|本年|明年|当年|每年|次年|全年)?(?:{_PART}))"
    r"|(?P<span>(?:(?:\d+|[一二两三四五六七八九十]+)(?:个?工作日|个月|日|天|年|周|小时)|半年|半个?月|半天)(?:以内|之内|内))"
)  # fmt: skip
_BEFORE_IT = re.compile(r"(?:之前|以前|前(?!后|列|三|沿|瞻|期|来|往|述|款|项|提|置)|为止|止)")
_UNTIL = re.compile(r"(?:不迟于|不晚于|至迟|截止(?:日期|时间)(?:为|是)?)$")


@dataclass(frozen=True)
class DateMention:
    """`year`, `month`, `day` are what is printed, None where it is not. A range has `end_year`.
    `part` is 底, 上半年, 第三季度 …; `deadline` says that something is due by it."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    deadline: bool = False
    end_year: int | None = None
    part: str = ""

    @property
    def key(self) -> tuple[int | None, int | None, int | None, int | None, str]:
        """What must be equal for two mentions to be the same date: 年底, 12月底 and 12月31日 are one, 年中 and 6月底 too."""
        part = re.sub("末", "底", re.sub(r"^(?:今年|本年|当年|全年)?(?:年(?=.)|第)?", "", self.part))
        month, day = self.month, self.day
        if part == "中":
            month, part = 6, "底"
        if part == "底":
            month = month or 12
        if month and (self.year or month != 2) and day == calendar.monthrange(self.year or 2001, month)[1]:
            day, part = None, "底"
        return self.year, self.end_year, month, day, part


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """All dates within `start`..`end`, in order; durations that set a limit (30日内) among them."""
    folded = fold_lines(text, start, end)
    found = []
    for match in _DATE.finditer(folded.text):
        if _is_no_date(folded.text, match):
            continue
        last = match.end()
        behind = _BEFORE_IT.match(folded.text, last)
        if behind:
            last = behind.end()
        deadline = bool(behind or match["span"] or _UNTIL.search(folded.text[: match.start()]))
        begin, stop = folded.offsets[match.start()], folded.offsets[last - 1] + 1
        found.append(_mention(match, begin, stop, text[begin:stop], deadline))
    return found


def _is_no_date(line: str, match: re.Match[str]) -> bool:
    """A year inside a document number, a longer number, or a month that is a count."""
    before, behind = line[: match.start()], line[match.end() : match.end() + 1]
    if match.group()[0].isdigit() and before and (before[-1].isdigit() or before[-1] == "."):
        return True
    if match["month2"] and before.endswith(("近", "每", "满", "一个")) and not match["day2"]:
        return True
    return bool(match["year"] and behind == "代")


def _mention(match: re.Match[str], start: int, end: int, text: str, deadline: bool) -> DateMention:
    if match["from"]:
        first, last = _number(match["from"]), _number(match["to"])
        return DateMention(start, end, text, first, None, None, deadline, last)
    if match["iso"]:
        iso = [int(part) for part in re.split(r"[-/.]", match["iso"])]
        return DateMention(start, end, text, iso[0], iso[1], iso[2], deadline)
    if name := match["named"] or match["named2"]:
        return DateMention(start, end, text, _number(match["year"]), *_day_named(name), deadline)
    if match["year"]:
        return DateMention(
            start, end, text, _number(match["year"]), _number(match["month"]), _number(match["day"]), deadline,
            None, match["part"] or "",
        )  # fmt: skip
    if match["month2"]:
        month, day = _number(match["month2"]), _number(match["day2"])
        return DateMention(start, end, text, None, month, day, deadline, None, match["part2"] or "")
    return DateMention(start, end, text, None, None, None, deadline, None, match["part3"] or match["span"])


def _number(printed: str | None) -> int | None:
    value = parse_number(printed) if printed else None
    return None if value is None else int(value)


def _day_named(name: str) -> tuple[int, int]:
    return next(day for known, day in _NAMED_DAYS.items() if known in name)


def with_named_days(folded: str, printed: Callable[[str], bool]) -> str:
    """The folded text with the days that have a name as documents write them (2019年元旦: 2019年1月1日), but for names
    that are `printed` themselves."""

    def written(match: re.Match[str]) -> str:
        name = match["named"] or match["named2"]
        if not name or printed(name):
            return match.group()
        month, day = _day_named(name)
        return match.group().replace(name, f"{month}月{day}日")

    return _DATE.sub(written, folded)
