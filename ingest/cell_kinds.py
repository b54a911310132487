"""What the words of a cell are: a figure, a date, departments, sentences, or other words. Tables of plain text are told
by these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policytext.column_names import LONGEST_HEAD
from policytext.dates import find_dates
from policytext.departments import find_departments
from policytext.duties import split_departments
from policytext.fields import is_figure
from policytext.folding import fold
from policytext.numbering import parse_marker

_STANDING = re.compile(r"(?:长期|持续|常年|全年|立即|即时|每[年月季周日]|按[年月季]).{0,6}")
_BLANK = re.compile(r"[-—－/／\\*]{1,4}|无")
_BETWEEN_NAMES = re.compile(r"[、，,；;\s和及与等（）()]|会同|有关|相关|牵头|配合|负责")


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str:
    words = fold(text)
    if _BLANK.fullmatch(text):
        return "blank"
    dates = find_dates(text)
    if len(words) <= 24 and (_STANDING.fullmatch(words) or (dates and dates[0].start == 0)):
        return "date"
    if is_figure(words):
        return "figure"
    if "。" in text:
        return "sentences"
    rest = text
    for department in split_departments(text, 0, len(text), "responsible") if find_departments(text) else ():
        rest = rest.replace(text[department.start : department.end], "")
    return "departments" if len(rest) < len(text) and not _BETWEEN_NAMES.sub("", rest) else "words"


def is_heading(text: str) -> bool:
    """Is it numbered as the headings between rows are: 二、监管创新领域（共4项）?"""
    marker = parse_marker(text)
    return marker is not None and marker.kind in ("chinese", "chinese_paren")


def may_be_head(text: str) -> bool:
    return 0 < len(text) <= LONGEST_HEAD and not re.search(
        r"[。；;：:，,！？\t|｜]|^(?!(?:19|20)\d{2}年)\d", text
    )


def columns_differ(head: Sequence[str], rows: Sequence[Sequence[str]], *, pure: bool = True) -> bool:
    """Is there a column of one kind in every row, below a name of another, and a column without that kind? `pure`: and
    no column that is now of this kind, now of that."""
    kinds = [{kind_of(row[column]) for row in rows} - {"blank"} for column in range(len(head))]
    mixed = (len(own - {"words"}) > 1 or (len(own) > 1 and "figure" in own) for own in kinds)
    if pure and any(mixed):
        return False
    return any(
        len(own) == 1
        and not own & {"words", "sentences", kind_of(head[column])}
        and any(not own & other for other in kinds)
        for column, own in enumerate(kinds)
    )
