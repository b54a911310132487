"""The automatic numbers of a .docx, counted and written out as Word shows them: 第三条, （一）, 1., ①.

A paragraph names a list (w:num) and a level; the list stands on an abstract one that says how each level is
counted and printed. Bullets are decoration and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from ingest.readers.archive import attribute, local_name
from ingest.readers.docx_styles import Style, Styles

_PLACE = re.compile(r"%([1-9])")
_CLOSED = re.compile(r"[、，。．.：:)）\]】〕]$")
_DIGITS = "〇一二三四五六七八九"
_MOST = 100_000


@dataclass(frozen=True)
class Level:
    """How one level is counted and printed."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None  # restarts after this level (from 1); 0: never
    legal: bool = False  # all numbers in it are Arabic
    style: str = ""


class Numbering:
    """Counts the paragraphs of each list. Ask once for each paragraph, in the order of the text."""

    def __init__(self, part: etree._Element | None, styles: Styles) -> None:
        self._levels: dict[str, dict[int, Level]] = {}  # numId → ilvl → level
        self._lists: dict[str, str] = {}  # numId → abstractNumId: lists on one abstract list count together
        self._counts: dict[str, dict[int, int]] = {}
        self._restarts: dict[str, set[int]] = {}  # numId → levels that start anew with the list's first use
        if part is not None:
            self._load(part, styles)

    def next(self, paragraph: etree._Element, style: Style) -> str:
        """The number of this paragraph with the space after it; "" when it has none."""
        levels = self._levels.get(style.number or "")
        if style.number is None or levels is None or not _has_text(paragraph):
            return ""
        index = style.level
        if index is None:
            index = next((i for i, level in levels.items() if level.style == style.identifier), 0)
        level = levels.get(index)
        if level is None:
            return ""
        counts = self._count(style.number, index, levels)
        if level.format in {"bullet", "none"} and "%" not in level.text:
            return "" if level.format == "bullet" else level.text
        number = _PLACE.sub(
            lambda match: self._print(int(match.group(1)) - 1, counts, levels, level), level.text
        )
        return number + _suffix(level, number)

    def _count(self, number: str, index: int, levels: dict[int, Level]) -> dict[int, int]:
        counts = self._counts.setdefault(self._lists[number], {})
        for restarting in self._restarts.pop(number, set()):
            counts.pop(restarting, None)
        start = levels[index].start
        counts[index] = min(counts[index] + 1, _MOST) if index in counts else start
        for deeper in [i for i in counts if i > index]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > index:
                del counts[deeper]
        return counts

    def _print(self, index: int, counts: dict[int, int], levels: dict[int, Level], shown: Level) -> str:
        level = levels.get(index, Level())
        value = counts.get(index, level.start)
        return format_number(value, "decimal" if shown.legal else level.format)

    def _load(self, part: etree._Element, styles: Styles) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        for element in part:
            if local_name(element) == "abstractNum":
                identifier = attribute(element, "abstractNumId") or ""
                abstracts[identifier] = {}
                for child in element:
                    if local_name(child) == "lvl":
                        abstracts[identifier][_int(attribute(child, "ilvl"), 0)] = _level(child)
                    elif local_name(child) == "numStyleLink":
                        links[identifier] = attribute(child, "val") or ""
        for element in part:
            if local_name(element) == "num":
                self._load_list(element, abstracts)
        for identifier, style in links.items():
            linked = self._lists.get(styles.named(style).number or "")
            for number, abstract in self._lists.items():
                if abstract == identifier and linked is not None:
                    self._levels[number] = {**abstracts.get(linked, {}), **self._levels[number]}

    def _load_list(self, element: etree._Element, abstracts: dict[str, dict[int, Level]]) -> None:
        number = attribute(element, "numId") or ""
        abstract = (
            next((attribute(e, "val") for e in element if local_name(e) == "abstractNumId"), None) or ""
        )
        levels = dict(abstracts.get(abstract, {}))
        for override in element:
            if local_name(override) != "lvlOverride":
                continue
            index = _int(attribute(override, "ilvl"), 0)
            for child in override:
                if local_name(child) == "lvl":
                    levels[index] = _level(child)
                elif local_name(child) == "startOverride":
                    levels[index] = replace(
                        levels.get(index, Level()), start=_int(attribute(child, "val"), 1)
                    )
                    self._restarts.setdefault(number, set()).add(index)
        self._levels[number] = levels
        self._lists[number] = abstract


def _level(element: etree._Element) -> Level:
    values = {local_name(child): attribute(child, "val") for child in element}
    restart = values.get("lvlRestart")
    return Level(
        start=_int(values.get("start"), 1),
        format=_format_name(element) or "decimal",
        text=values.get("lvlText") or "",
        suffix=values.get("suff") or "tab",
        restart=None if restart is None else _int(restart, 0),
        legal="isLgl" in values and values["isLgl"] not in {"0", "false"},
        style=values.get("pStyle") or "",
    )


def _format_name(element: etree._Element) -> str | None:
    """The number format; Word hides newer ones in mc:AlternateContent."""
    return next((attribute(e, "val") for e in element.iter() if local_name(e) == "numFmt"), None)


def _suffix(level: Level, number: str) -> str:
    """A space where Word puts a tab or a space, except after a mark that closes a Chinese number."""
    if not number or level.suffix == "nothing" or _CLOSED.search(number):
        return ""
    return " "


def _has_text(paragraph: etree._Element) -> bool:
    return any(local_name(e) in {"t", "sym", "drawing"} for e in paragraph.iter())


def _int(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.lstrip("-").isdigit() else default


def format_number(value: int, name: str) -> str:
    """The number in the notation that OOXML calls `name`; Arabic where the notation is not known."""
    return _FORMATS.get(name, str)(value)


def _counting(value: int) -> str:
    """一 … 十 … 二十一 … 一百零一, as Chinese counts."""
    if value <= 0 or value >= 10_000:
        return str(value)
    if value < 10:
        return _DIGITS[value]
    result, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit == 0:
            zero = bool(result)
            continue
        result += ("零" if zero else "") + _DIGITS[digit] + unit
        zero = False
    return result.removeprefix("一") if result.startswith("一十") else result


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _legal(value: int) -> str:
    plain = _counting(value)
    plain = "一" + plain if plain.startswith("十") else plain
    return plain.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))


def _circled(value: int) -> str:
    if 1 <= value <= 20:
        return chr(0x245F + value)
    if 21 <= value <= 35:
        return chr(0x3251 + value - 21)
    return chr(0x32B1 + value - 36) if 36 <= value <= 50 else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    result = ""
    for number, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        result += sign * (value // number)
        value %= number
    return result


def _letter(value: int) -> str:
    """A … Z, AA … ZZ, AAA …, as Word counts."""
    return chr(65 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 780 else str(value)


def _among(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value > 0 else str(value)


def _block(first: int, most: int) -> Callable[[int], str]:
    """A run of Unicode characters that hold the numbers from 1."""
    return lambda value: chr(first + value - 1) if 1 <= value <= most else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalFullWidth2": lambda value: str(value).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _block(0x2488, 20),
    "decimalEnclosedParen": _block(0x2474, 20),
    "ideographEnclosedCircle": _block(0x3280, 10),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "taiwaneseDigital": _digital,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _among("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _among("子丑寅卯辰巳午未申酉戌亥"),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
    "none": lambda value: "",
    "bullet": lambda value: "",
}
