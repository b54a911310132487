"""Recognise the numbers before clauses: 一、 （一） 1. （1） ① 第一章 第一条 1.1 一是 附件1.

Says what a marker is; which clause it makes, and at which level, is for the outline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "annex", "part", "chapter", "section", "article", "chinese", "chinese_paren", "arabic", "spaced",
    "decimal", "arabic_paren", "circled", "first_is", "first_comma",
]  # fmt: skip

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CN = r"[〇零一二三四五六七八九十百两]{1,6}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SPACE = r"[ \t\u3000\u00a0]"
# A number before one of these counts something; it is no clause number.
_COUNTED = r"[年月日号时分秒个项户人名家亩万亿元倍台条次座所套岁周天米吨类级％%+\-—~～至/／:：,，.．)）]"

# In this order: what a later style would take for its own comes first.
_STYLES: tuple[tuple[Kind, str], ...] = (
    ("annex", rf"附{_SPACE}*[件录表](?:{_SPACE}*(?P<n>\d{{1,2}}|{_CN})(?![年月日]))?(?:{_SPACE}*[：:.．])?"),
    ("part", rf"第{_SPACE}*(?P<n>{_CN}|\d{{1,3}}){_SPACE}*(?:编|部分|篇)(?![、，。的])"),
    ("chapter", rf"第{_SPACE}*(?P<n>{_CN}|\d{{1,3}}){_SPACE}*章(?![、，。的])"),
    ("section", rf"第{_SPACE}*(?P<n>{_CN}|\d{{1,3}}){_SPACE}*节(?![、，。的])"),
    (
        "article",
        rf"第{_SPACE}*(?P<n>{_CN}|\d{{1,4}}){_SPACE}*条(?:之{_CN})?(?!规定|第|[、，。款至的件例和或])[：:]?",
    ),
    ("chinese", rf"(?P<n>{_CN}|[—ー]){_SPACE}*[、．.](?=\S|{_SPACE})"),
    ("chinese_paren", rf"[（(]{_SPACE}*(?P<n>{_CN}|[—ー]){_SPACE}*[）)][、．.]?"),
    ("first_comma", rf"第(?P<n>{_CN})[，,、：:]"),
    ("first_is", rf"(?P<n>{_CN})(?:是(?!否|不是)|要(?=[^。，]{{2,}}))"),
    (
        "decimal",
        rf"(?P<n>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})[.．]?"
        rf"(?={_SPACE}|[\u4e00-\u9fff])(?!{_SPACE}*{_COUNTED})",
    ),
    ("arabic", r"(?P<n>(?!0)\d{1,3})[ \t\u3000]*(?:[．、]|\.(?!\d))"),
    ("arabic_paren", rf"[（(]?{_SPACE}*(?P<n>\d{{1,3}}){_SPACE}*[）)][、．.]?"),
    ("circled", rf"(?P<n>[{_CIRCLED}])"),
    ("spaced", rf"(?P<n>(?!0)\d{{1,2}})(?={_SPACE}+[\u4e00-\u9fff])(?!{_SPACE}*{_COUNTED})"),
)
_PATTERNS = tuple((kind, re.compile(rf"{_SPACE}*(?P<mark>{pattern}){_SPACE}*")) for kind, pattern in _STYLES)


@dataclass(frozen=True)
class Marker:
    """`text` is the marker as printed at `start`..`end` of the string that was searched; its words begin at
    `body`. `ordinal` is 0 where none is printed (附件); for 1.2.3 it is the last number, and `depth` is 3."""

    kind: Kind
    ordinal: int
    text: str
    start: int
    end: int
    body: int
    depth: int = 1


def parse_marker(line: str, start: int = 0) -> Marker | None:
    """The marker at the beginning of `line` (from `start`), None when it begins with none."""
    for kind, pattern in _PATTERNS:
        match = pattern.match(line, start)
        if match is None:
            continue
        number = match.group("n") or ""
        steps = re.split(r"[.．]", number) if kind == "decimal" else [number]
        return Marker(
            kind, _ordinal(steps[-1]), match.group("mark").strip(), match.start("mark"), match.end("mark"),
            match.end(), len(steps),
        )  # fmt: skip
    return None


def parse_ordinal(numeral: str) -> int:
    """The value of a Chinese numeral below one thousand, digits or a circled number; 0 for none."""
    return _ordinal(numeral)


def _ordinal(numeral: str) -> int:
    if not numeral:
        return 0
    if numeral in "—ー":
        return 1  # what a scanner takes 一 for
    if numeral in _CIRCLED:
        return _CIRCLED.index(numeral) + 1
    if numeral.isdigit() and not set(numeral) & set(_DIGITS):
        return int(numeral)
    total = current = 0
    for character in numeral:
        if character == "十":
            total, current = total + (current or 1) * 10, 0
        elif character == "百":
            total, current = total + (current or 1) * 100, 0
        elif total or "十" in numeral or "百" in numeral:
            current = _DIGITS.get(character, 0)
        else:
            current = current * 10 + _DIGITS.get(character, 0)
    return total + current
