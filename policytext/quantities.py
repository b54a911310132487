"""Find quantities: a number with its unit and its qualifier, wherever blanks or line layout have put them.

Not quantities: years, document numbers, clause numbers, ordinals, names with digits (12345热线, 8+1).
Chinese counts that are rather words than figures (两项补贴, 五大) are found and marked `weak`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from policytext.folding import Folded, fold_lines
from policytext.numerals import CHINESE_NUMERALS, parse_number, scale_of
from policytext.units import COUNT, UNIT, base_unit, canonical_unit, unit_kind

Qualifier = Literal["", "about", "nearly", "over", "at_least", "at_most", "under"]

_BEFORE: dict[str, Qualifier] = {
    "不得少于": "at_least", "不得低于": "at_least", "不少于": "at_least", "不低于": "at_least", "不小于": "at_least",
    "至少": "at_least", "不应少于": "at_least", "不应低于": "at_least", "大于等于": "at_least", "≥": "at_least",
    "不得超过": "at_most", "不得高于": "at_most", "不得多于": "at_most", "不超过": "at_most", "不高于": "at_most",
    "不多于": "at_most", "不大于": "at_most", "至多": "at_most", "最多": "at_most", "≤": "at_most",
    "不应超过": "at_most", "超过": "over", "超": "over", "突破": "over", "逾": "over", "高于": "over",
    "大于": "over", "多于": "over", ">": "over", "大约": "about", "约": "about", "约为": "about", "约达": "about",
    "大概": "about", "接近": "nearly", "将近": "nearly", "近": "nearly", "低于": "under", "少于": "under",
    "小于": "under", "不足": "under", "不满": "under", "不到": "under", "未满": "under", "<": "under",
    "上限为": "at_most", "下限为": "at_least",
}  # fmt: skip
_BEHIND: dict[str, Qualifier] = {
    "及以上": "at_least", "或以上": "at_least", "(含)以上": "at_least", "以上(含)": "at_least", "以上": "at_least",
    "及以下": "at_most", "或以下": "at_most", "(含)以下": "at_most", "以下": "at_most", "以内": "at_most",
    "之内": "at_most", "左右": "about", "上下": "about", "内": "at_most",
}  # fmt: skip
_MORE = "余多来几"

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
_CHINESE = rf"[{CHINESE_NUMERALS}]+(?:点[{CHINESE_NUMERALS}]+)?"
_SCALE = r"[十百千]?[万亿]亿?|千|百"
_NUMBER = re.compile(
    rf"(?P<fraction>(?:百|千|万|{_CHINESE}|\d+)分之(?:{_ARABIC}|{_CHINESE}))"
    rf"|(?P<arabic>{_ARABIC})(?P<more1>[{_MORE}]?)(?P<scale>{_SCALE})?(?P<more2>[{_MORE}](?!个百分点))?"
    rf"|(?P<chinese>{_CHINESE})(?P<more3>[余多])?"
)
_RATIO = re.compile(r"(?P<a>\d+(?:\.\d+)?):(?P<b>\d+(?:\.\d+)?)")
_UNIT = re.compile(UNIT)
_JOIN = re.compile(r"[-~至到]")
_PREFIX = re.compile(
    "(?:" + "|".join(sorted(map(re.escape, _BEFORE), key=len, reverse=True)) + r")(?:为|达|达到)?$"
)
_SUFFIX = re.compile("|".join(sorted(map(re.escape, _BEHIND), key=len, reverse=True)))
_PER = re.compile(
    r"(?:每(?:人|户|个|家|亩|名|生|床)?(?P<period>年|月|天|日|学年|小时|次)|每(?P<each>人|户|亩|名|吨|个|家))(?:给予|补助|补贴|发放|增加|提高|不低于|不超过|不少于|约|人民币|为|最高|最低|奖励|资助|安排|支付)*$"
)
_OFTEN = re.compile(r"每[^,，。;；、\n第]{1,10}$")  # 每年召开两次会议: a count, where 再一次 is none
# What has no unit and is a figure all the same: 有效利用系数提高到0.53以上.
_UNITLESS = re.compile(
    r"(?:系数|指数|容积率|能效比|利用效率|pue|ph值?)[^,，。;；:：、（）()\d]{0,8}$", re.IGNORECASE
)
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d")
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Quantity:
    """`start`..`end` has number, unit and qualifier; `text` is that slice. `value` is in the base of `unit`
    (万 and 亿 multiplied out); `high` is the upper end of a range."""

    start: int
    end: int
    text: str
    value: Decimal
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    number_start: int
    number_end: int
    unit_kind: str
    weak: bool = False  # a word rather than a figure: 两项, 五大
    inexact: bool = False  # 余, 多: more than is said


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """All quantities that begin within `start`..`end`, in order, without overlaps."""
    folded = fold_lines(text, start, end)
    found: list[Quantity] = []
    position = 0
    while match := _NUMBER.search(folded.text, position):
        quantity, position = _read(text, folded, match)
        if quantity:
            found.append(quantity)
    return found


def _read(text: str, folded: Folded, match: re.Match[str]) -> tuple[Quantity | None, int]:
    """The quantity at `match`, if it is one, and where to look on."""
    line = folded.text
    if _is_name(line, match):
        return None, match.end()
    if match["arabic"] and (ratio := _RATIO.match(line, match.start())):
        return _read_ratio(text, folded, ratio), ratio.end()
    number = _value(match)
    if number is None:
        return None, match.end()
    return _read_measured(text, folded, match, number)


def _read_measured(
    text: str, folded: Folded, match: re.Match[str], value: Decimal
) -> tuple[Quantity | None, int]:
    line, number_end, high = folded.text, match.end(), None
    unit = _UNIT.match(line, number_end)
    join = _JOIN.match(line, unit.end() if unit else number_end)
    if join and (second := _NUMBER.match(line, join.end())) and not _is_year(line, second):
        upper, second_unit = _value(second), _UNIT.match(line, second.end())
        same = unit is None or (second_unit and canonical_unit(second_unit[0]) == canonical_unit(unit[0]))
        if upper is not None and second_unit and same and (unit or not _is_year(line, match)):
            value, high = _align(value, upper, match, second, unit is not None)
            number_end, unit = second.end(), second_unit
    if not _is_measured(line, match, unit, high):
        return None, match.end()
    return _build(text, folded, match, value, high, number_end, unit)


def _align(
    low: Decimal, high: Decimal, first: re.Match[str], second: re.Match[str], own: bool
) -> tuple[Decimal, Decimal]:
    """3-5万 is 30,000 to 50,000: the scale stands once."""
    scale = second["scale"] or ""
    if not own and scale and not first["scale"]:
        low *= scale_of(scale)
    return low, high


def _build(
    text: str, folded: Folded, match: re.Match[str], value: Decimal, high: Decimal | None, number_end: int,
    unit: re.Match[str] | None,
) -> tuple[Quantity, int]:  # fmt: skip
    line = folded.text
    first, last = match.start(), unit.end() if unit else number_end
    printed = "%" if match["fraction"] and not unit else unit[0] if unit else ""
    if match["fraction"] and not match["fraction"].startswith(("百", "千", "万")):
        value *= 100
    if printed in ("‰", "成"):
        value = value / 10 if printed == "‰" else value * 10
        high = high and (high / 10 if printed == "‰" else high * 10)
    name = canonical_unit(printed)
    qualifier: Qualifier = "over" if any(match[f"more{i}"] for i in (1, 2, 3)) else ""
    inexact = bool(qualifier)
    if suffix := _SUFFIX.match(line, last):
        qualifier, last = _BEHIND[suffix[0]], suffix.end()
    prefix = _PREFIX.search(line, 0, first)
    name = _per(line, prefix.start() if prefix else first, name)
    if prefix:
        qualifier, first = _BEFORE[_known(prefix[0])], prefix.start()
    begin, stop = folded.offsets[first], folded.offsets[last - 1] + 1
    weak = _is_weak(match, value, name, line, last)
    return Quantity(
        begin, stop, text[begin:stop], value, high, name, qualifier, folded.offsets[match.start()],
        folded.offsets[number_end - 1] + 1, unit_kind(name), weak, inexact,
    ), last  # fmt: skip


def _known(prefix: str) -> str:
    return prefix if prefix in _BEFORE else re.sub(r"(?:为|达到|达)$", "", prefix)


def _per(line: str, first: int, unit: str) -> str:
    """元 behind 每月 is 元/月; 每人 adds nothing."""
    per = _PER.search(line, max(0, first - 16), first)
    if per and "/" not in unit and per["period"] and unit == "元":
        return canonical_unit(f"{unit}/{per['period']}")
    return unit


def _value(match: re.Match[str]) -> Decimal | None:
    if match["fraction"]:
        return parse_number(match["fraction"])
    if match["arabic"]:
        return Decimal(match["arabic"].replace(",", "")) * scale_of(match["scale"] or "")
    chinese = match["chinese"]
    if not any(c not in "十百千万亿点" for c in chinese) and not re.fullmatch("十[万亿]?", chinese):
        return None  # 百千万 is a word
    return parse_number(chinese)


def _read_ratio(text: str, folded: Folded, match: re.Match[str]) -> Quantity | None:
    a, b = match["a"], match["b"]
    if re.fullmatch(r"\d\d", b) and "." not in a and int(a) < 25 and b != "10":
        return None  # a time of day
    if not Decimal(b):
        return None
    start, end = folded.offsets[match.start()], folded.offsets[match.end() - 1] + 1
    return Quantity(start, end, text[start:end], Decimal(a) / Decimal(b), None, "比", "", start, end, "ratio")


def _is_name(line: str, match: re.Match[str]) -> bool:
    """Digits of a name, an ordinal, a document number, a version."""
    before, behind = line[: match.start()], line[match.end() : match.end() + 1]
    if before.endswith(("第", "+", "〔", "[", "№", "/", "GB", "#")) or behind in ("+", "号", "]"):
        return True
    if match["arabic"]:
        return bool(before and (_LETTER.match(before[-1]) or re.search(r"\d[.,-]$", before[-2:])))
    return bool(re.search(r"[十分之]$", before)) if match["chinese"] else False


def _is_year(line: str, match: re.Match[str]) -> bool:
    plain = match["arabic"] and not match["scale"] and _YEAR.fullmatch(match["arabic"])
    return bool(plain)


def _is_measured(line: str, match: re.Match[str], unit: re.Match[str] | None, high: Decimal | None) -> bool:
    """Has it a unit, or is it large enough to be a figure without one?"""
    if unit is None:
        scaled = match["scale"] in ("万", "亿", "万亿", "百万", "千万") if match["scale"] else False
        chinese = match["chinese"] and re.search(r"[一二两三四五六七八九十][百千]?[万亿]$", match["chinese"])
        unitless = match["arabic"] and _UNITLESS.search(line[: match.start()][-20:])
        return bool(match["fraction"] or scaled or unitless or (chinese and len(match["chinese"]) > 2))
    name = unit[0]
    if name == "年" and (
        (_is_year(line, match) and high is None) or line[unit.end() : unit.end() + 1] == "代"
    ):
        return False
    if name == "年" and match["chinese"] and re.fullmatch(r"[零〇○一二三四五六七八九]{4}", match["chinese"]):
        return False
    if (
        name == "年"
        and line[: match.start()].endswith(("上", "下", "同", "这", "每", "某", "前", "头"))
        and match["chinese"]
    ):
        return line[: match.start()].endswith("每") and match["chinese"] != "一"  # 每三年复核一次
    if name in ("日", "天") and line[: match.start()].endswith("月"):
        return False
    if (
        name in ("日", "时", "分")
        and re.search(r"[月日]\S{0,4}$", line[: match.start()][-6:])
        and name != "日"
    ):
        return False
    if name in ("本", "省", "市", "县", "区", "国") and _opens_line(line, match):
        return False  # 7.2 本预案…: the number of a clause
    if match["chinese"]:
        return _chinese_measured(line, match, unit)
    return True


def _opens_line(line: str, match: re.Match[str]) -> bool:
    return bool(match["arabic"]) and line[: match.start()].rpartition("\n")[2] == ""


def _chinese_measured(line: str, match: re.Match[str], unit: re.Match[str]) -> bool:
    """一些、一定、一体、十三五 and the like are no quantities."""
    name, behind = unit[0], line[unit.end() : unit.end() + 1]
    if (name == "次" and behind != "性" and _OFTEN.search(line, 0, match.start())) or (
        name == "级" and line[: match.start()].endswith(("分为", "分成", "划为"))
    ):
        return True
    if name in (
        "成",
        "分",
        "度",
        "级",
        "次",
        "面",
        "部",
        "门",
        "本",
        "条",
        "线",
        "时",
        "代",
        "届",
        "点",
        "节",
        "块",
        "片",
        "段",
        "步",
    ):
        return (name in ("次", "条", "部", "门") and len(match["chinese"]) > 1) or (
            name == "成" and behind in "以左,。;、)"
        )
    return not (
        match["chinese"] == "一"
        and name in ("家", "位", "面", "批", "户", "国", "市", "县", "村", "镇", "区")
    )


def _is_weak(match: re.Match[str], value: Decimal, unit: str, line: str, last: int) -> bool:
    if not match["chinese"]:
        return False
    if value > 10 or unit_kind(unit) in ("money", "percent", "points"):
        return False
    limit = bool(
        re.match("以?[内上下]|之内", line[last - 1 : last + 1])
        or line[:last].endswith(("内", "以上", "以下"))
    )
    return not (unit_kind(unit) == "time" and (value > 1 or limit))


def comparable(a: Quantity, b: Quantity) -> bool:
    """May the two measure the same thing? Same or convertible units; a number without a unit fits any count."""
    if a.unit == b.unit:
        return True
    if not a.unit or not b.unit:
        return (a.unit_kind or COUNT) == (b.unit_kind or COUNT)
    (dimension_a, _), (dimension_b, _) = base_unit(a.unit), base_unit(b.unit)
    return dimension_a == dimension_b


def same_value(a: Quantity, b: Quantity) -> bool:
    """Equal in value and range, units converted. Qualifiers are not looked at."""
    if not comparable(a, b):
        return False
    return _same(a.value, a.unit, b.value, b.unit) and (
        a.high == b.high
        or (a.high is not None and b.high is not None and _same(a.high, a.unit, b.high, b.unit))
    )


def _same(a: Decimal, unit_a: str, b: Decimal, unit_b: str) -> bool:
    if unit_a == unit_b or not unit_a or not unit_b:
        return a == b or abs(a - b) < Decimal("1e-9") * max(abs(a), abs(b))
    (_, factor_a), (_, factor_b) = base_unit(unit_a), base_unit(unit_b)
    left, right = a * factor_a, b * factor_b
    return abs(left - right) <= Decimal("1e-9") * max(abs(left), abs(right))
