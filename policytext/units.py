"""Units of measure: which words are one, which are the same, which can be converted."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

COUNT = "count"

_PEOPLE = ("名", "位", "人", "个人", "口人")
_COUNTS = (
    "人次", "户次", "家次", "辆次", "台次", "班次", "架次", "件次", "项次", "场次", "车次", "户", "家", "个", "套", "处",
    "所", "座", "项", "件", "条", "台", "辆", "艘", "架", "场", "次", "例", "起", "宗", "份", "篇", "部", "册", "张", "片",
    "块", "间", "栋", "幢", "层", "类", "种", "门", "期", "批", "轮", "支", "只", "头", "株", "棵", "段", "站", "村", "镇",
    "市", "县", "区", "省", "国", "校", "级", "对", "本", "盏", "口", "眼", "孔", "株", "粒", "枚", "箱", "桶", "袋", "瓶",
    "字", "页", "岁", "周岁", "床", "学分", "学时", "课时", "款", "把", "艘次", "分", "标箱", "公顷次", "亩次", "方面", "环节",
)  # fmt: skip
# name → (canonical name, dimension, factor to the base of the dimension)
_SCALED: dict[str, tuple[str, str, str]] = {
    "%": ("%", "percent", "1"), "‰": ("%", "percent", "1"), "成": ("%", "percent", "1"),
    "个百分点": ("个百分点", "points", "1"), "百分点": ("个百分点", "points", "1"), "倍": ("倍", "times", "1"),
    "元": ("元", "money", "1"), "元人民币": ("元", "money", "1"), "块钱": ("元", "money", "1"),
    "美元": ("美元", "dollar", "1"), "欧元": ("欧元", "euro", "1"), "港元": ("港元", "hkd", "1"), "日元": ("日元", "yen", "1"),
    "公里": ("公里", "length", "1000"), "千米": ("公里", "length", "1000"), "里": ("里", "length", "500"),
    "海里": ("海里", "length", "1852"), "米": ("米", "length", "1"), "厘米": ("厘米", "length", "0.01"),
    "毫米": ("毫米", "length", "0.001"), "微米": ("微米", "length", "0.000001"), "km": ("公里", "length", "1000"),
    "亩": ("亩", "area", "2000"), "公顷": ("公顷", "area", "30000"), "平方米": ("平方米", "area", "3"),
    "平方公里": ("平方公里", "area", "3000000"), "平方千米": ("平方公里", "area", "3000000"),
    "吨": ("吨", "mass", "1000"), "公斤": ("公斤", "mass", "1"), "千克": ("公斤", "mass", "1"), "斤": ("斤", "mass", "0.5"),
    "克": ("克", "mass", "0.001"), "毫克": ("毫克", "mass", "0.000001"), "微克": ("微克", "mass", "0.000000001"),
    "吨标准煤": ("吨标准煤", "coal", "1"), "立方米": ("立方米", "volume", "1000"), "升": ("升", "volume", "1"),
    "毫升": ("毫升", "volume", "0.001"), "千瓦": ("千瓦", "power", "1"), "兆瓦": ("兆瓦", "power", "1000"), "瓦": ("瓦", "power", "0.001"),
    "千瓦时": ("千瓦时", "energy", "1"), "度": ("度", "degree", "1"), "℃": ("℃", "degree_c", "1"), "°C": ("℃", "degree_c", "1"),
    "年": ("年", "time_m", "12"), "周年": ("年", "time_m", "12"), "个月": ("个月", "time_m", "1"), "月": ("个月", "time_m", "1"),
    "学年": ("学年", "school_year", "1"), "个学年": ("学年", "school_year", "1"), "学期": ("学期", "term", "1"),
    "天": ("日", "time_d", "24"), "日": ("日", "time_d", "24"), "个自然日": ("日", "time_d", "24"), "周": ("周", "time_d", "168"),
    "个星期": ("周", "time_d", "168"), "小时": ("小时", "time_d", "1"), "个小时": ("小时", "time_d", "1"),
    "分钟": ("分钟", "time_min", "1"), "秒": ("秒", "time_s", "1"), "工作日": ("个工作日", "workdays", "1"),
    "个工作日": ("个工作日", "workdays", "1"), "季度": ("季度", "quarter", "1"), "个季度": ("季度", "quarter", "1"),
    "分贝": ("分贝", "decibel", "1"), "GB": ("GB", "bytes", "1"), "Mbps": ("Mbps", "bandwidth", "1"), "兆": ("兆", "bandwidth", "1"),
    "kg": ("公斤", "mass", "1"), "mg": ("毫克", "mass", "0.000001"),
}  # fmt: skip
_PERIODS = {
    "年": "年",
    "月": "月",
    "个月": "月",
    "天": "日",
    "日": "日",
    "学年": "学年",
    "小时": "小时",
    "次": "次",
}
_TIME = ("time_m", "time_d", "time_min", "time_s", "workdays", "quarter", "school_year", "term")
_MONTHS = {"年": Decimal(1), "月": Decimal(12)}

_NAMES = sorted({*_PEOPLE, *_COUNTS, *_SCALED} - {"月"}, key=len, reverse=True)
_NAME = "|".join(map(re.escape, _NAMES))
# Words that begin like a unit and are none: 家庭, 次日, 个别, 项目, 部门, 条件, 级别, 人均 …
_NO_UNIT = (
    r"(?!家庭|家长|家政|家禽|次日|次年|个性|部门|部分|条例|条件|级别|人均|项目库|区域|市场|市民|市级|省级|县级|村级|区级|镇级"
    r"|国家|国际|国内|省内|省外|分别|分类|户籍|户均|件均|场均|省道|国道|县道|人民|面积|段时|期间|日报|年均|年级|年度|年以来计)"
)
_PER = (
    r"(?:/(?:人|户|名|亩|生|床|位|辆|台|吨|个|家|套|次|项|年|月|日|天|学年|小时|立方米|平方米|公里|升|L|m3|kg)"
    r"(?:[/·.]?(?:年|月|日|天|次|学年))?"
    r"|每(?:人|户|亩|名|吨)?每?(?:年|月|天|日|学年)|每(?:人|户|亩|吨))?"
)
UNIT = rf"{_NO_UNIT}(?:{_NAME}){_PER}"


@lru_cache(maxsize=2000)
def canonical_unit(name: str) -> str:
    """One name for units that are the same: 名 → 人, 元/人·月 → 元/月."""
    parts = re.split(r"[/·.]|每", name)
    head = _SCALED[parts[0]][0] if parts[0] in _SCALED else "人" if parts[0] in _PEOPLE else parts[0]
    period = next((_PERIODS[p] for p in parts[1:] if p in _PERIODS), "")
    per = [p for p in parts[1:] if p and p not in _PERIODS and p not in ("人", "名", "生", "位")]
    return "/".join([head, *per, *([period] if period else [])])


def unit_kind(unit: str) -> str:
    """count, money, percent, points, ratio, time, length …; "" for a number without a unit."""
    if not unit:
        return ""
    head = unit.split("/")[0]
    dimension = _SCALED[head][1] if head in _SCALED else COUNT
    return "time" if dimension in _TIME else dimension


@lru_cache(maxsize=2000)
def base_unit(unit: str) -> tuple[str, Decimal]:
    """(dimension, factor): quantities of one dimension convert by their factors; a count is its own dimension."""
    head, *per = unit.split("/")
    dimension, factor = (
        (_SCALED[head][1], Decimal(_SCALED[head][2])) if head in _SCALED else (head, Decimal(1))
    )
    if per and per[-1] in _MONTHS and dimension == "money":
        return "/".join([dimension, *per[:-1], "period"]), factor * _MONTHS[per[-1]]
    return "/".join([dimension, *per]), factor
