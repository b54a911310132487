"""Find the documents that a text names: document numbers (国发〔2018〕39号) and titles in 《》."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"[ ]*(?:19|20)\d{2}[ ]*"
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}?(?:[（(][\u4e00-\u9fff]{1,6}[）)])?[ \u3000]*"
    rf"[〔［\[【（(]{_YEAR}[〕］\]】）)][ \u3000]*第?[ ]*\d{{1,5}}[ ]*号"
)
_ORDER = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,20}}(?:令|公告)|公告|令)[ \u3000]*(?:[（(〔]?{_YEAR}年?[）)〕]?)?[ \u3000]*"
    r"第[ ]*[\d〇零一二三四五六七八九十百]{1,6}[ ]*号"
)
# Words of the sentence that may stand right before a number: 根据国发〔2018〕39号.
_BEFORE = re.compile(
    r"^.*(?:根据|按照|依据|依照|贯彻|落实|执行|参照|转发|印发|下发|废止|修改|以及|原|(?<!共)和|与|及|的|在|据|见|对|将|把|以|由|"
    r"经|向|日)(?=[\u4e00-\u9fff]{1,})"
)


@dataclass(frozen=True)
class Reference:
    """A number or a title (without its 《》) as printed; `start`..`end` is its place, marks included."""

    text: str
    start: int
    end: int


def find_document_numbers(text: str, start: int = 0, end: int | None = None) -> list[Reference]:
    """Document numbers in the order of the text, as printed."""
    end = len(text) if end is None else end
    found: list[Reference] = []
    for pattern in (_NUMBER, _ORDER):
        for match in pattern.finditer(text, start, end):
            first = match.start()
            before = _BEFORE.match(match.group(0).split("〔")[0].split("[")[0])
            if before is not None:
                first += before.end()
            if not any(r.start <= first < r.end for r in found):
                found.append(Reference(text[first : match.end()], first, match.end()))
    return sorted(found, key=lambda r: r.start)


def find_titles(text: str, start: int = 0, end: int | None = None) -> list[Reference]:
    """Titles in 《》 in the order of the text; one inside another belongs to the outer one."""
    end = len(text) if end is None else end
    found: list[Reference] = []
    depth = opened = 0
    for place in range(start, end):
        character = text[place]
        if character == "《":
            depth += 1
            opened = place if depth == 1 else opened
        elif character == "》" and depth:
            depth -= 1
            if depth == 0:
                found.append(Reference(text[opened + 1 : place], opened, place + 1))
        elif character == "\n" and depth and text[place : place + 2] == "\n\n":
            depth = 0  # a mark that was never closed
    return found
