"""Read and write numbers as official Chinese prints them: 1,360、１．１亿、一千二百万、二〇〇五、百分之五十、三分之一."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
CHINESE_DIGITS = "".join(_DIGITS)
CHINESE_NUMERALS = CHINESE_DIGITS + "".join(_SMALL) + "".join(_LARGE)

_ARABIC = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>[十百千万亿]*)")
_FRACTION = re.compile(r"(?P<whole>.+?)分之(?P<part>.+)")


def parse_number(text: str) -> Decimal | None:
    """The value of a printed number; 万 and 亿 are multiplied out, None when it is no number.

    百分之五十 gives 50 (a percentage stays one), 三分之一 gives 1/3.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not plain:
        return None
    if match := _FRACTION.fullmatch(plain):
        return _parse_fraction(match.group("whole"), match.group("part"))
    if match := _ARABIC.fullmatch(plain):
        return Decimal(match.group("number").replace(",", "")) * scale_of(match.group("scale"))
    return _parse_chinese(plain)


def scale_of(characters: str) -> Decimal:
    """What 万, 亿, 百万, 万亿 … behind a number multiply it by."""
    scale = Decimal(1)
    for character in characters:
        scale *= _SMALL.get(character) or _LARGE[character]
    return scale


def _parse_fraction(whole: str, part: str) -> Decimal | None:
    share = parse_number(part)
    if share is None:
        return None
    if whole == "百":
        return share
    if whole in ("千", "万"):
        return share * 100 / scale_of(whole)
    divisor = parse_number(whole)
    return share / divisor if divisor else None


def _parse_chinese(text: str) -> Decimal | None:
    head, point, tail = text.partition("点")
    scale = Decimal(1)
    if point:
        digits = tail.rstrip("百千万亿")
        scale = scale_of(tail[len(digits) :])
        if not digits or any(c not in _DIGITS for c in digits):
            return None
        fraction = "".join(str(_DIGITS[c]) for c in digits)
    whole = _parse_whole(head)
    if whole is None:
        return None
    try:
        return Decimal(f"{whole}.{fraction}") * scale if point else Decimal(whole)
    except InvalidOperation:
        return None


def _parse_whole(text: str) -> int | None:
    """一千二百万 → 12000000, 二〇〇五 → 2005, 十五 → 15."""
    if not text or any(c not in CHINESE_NUMERALS for c in text):
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    seen_digit = False
    for character in text:
        if character in _DIGITS:
            digit, seen_digit = _DIGITS[character], True
        elif character in _SMALL:
            section += (digit if seen_digit else 1) * _SMALL[character]
            digit, seen_digit = 0, False
        else:
            total = (
                (total + section + digit or 1) * _LARGE[character]
                if character == "亿"
                else (total + (section + digit or 1) * _LARGE[character])
            )
            section, digit, seen_digit = 0, 0, False
    return total + section + digit


def plain_number(value: Decimal) -> str:
    """12 for 12.00, never 1.2E+1."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scaled_number(value: Decimal) -> str:
    """How a Chinese text prints a large number: 1.1亿, 110万, 9648."""
    for name, factor in (("亿", 10**8), ("万", 10**4)):
        scaled = value / factor
        if abs(scaled) >= 1 and len(plain_number(scaled).partition(".")[2]) <= 2:
            return plain_number(scaled) + name
    return plain_number(value)


def chinese_number(value: int) -> str:
    """In Chinese numerals: 12000000 → 一千二百万. `value` lies in 0 … 10^12."""
    if value == 0:
        return "零"
    text = ""
    for name, factor in (("亿", 10**8), ("万", 10**4), ("", 1)):
        section = value // factor % 10**4
        if section:
            gap = text and section < 1000
            text += ("零" if gap else "") + _chinese_section(section) + name
    return text[1:] if text.startswith("一十") else text


def _chinese_section(section: int) -> str:
    text, zero = "", False
    for name, factor in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = section // factor % 10
        if digit:
            text += ("零" if zero and text else "") + "零一二三四五六七八九"[digit] + name
            zero = False
        else:
            zero = True
    return text
