"""Which grade a case starts: 小型水库垮坝启动二级响应 against 小型水库垮坝的，…决定启动三级响应.

The case must stand in the sentence as the statement has it, with nothing before it that makes it another one, and every
sentence that names it must print one grade, the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from assistant.checking.negation import ANY_NOT
from assistant.checking.placing import heads
from assistant.checking.pool import Pool
from assistant.checking.reading import Reading
from policytext.folding import fold

_SAID = re.compile(
    r"(?P<case>[^,]{4,24}?)(?:的|时|后|的时候)?,?(?:就|要|会|应当?|需要?|可以)*(?:启动|进入|发布|实行|属于|列为)"
    r"(?P<kind>[^,]{0,8}?)(?P<grade>[特一二三四五])级(?P<what>[^,]{0,2}(?:响应|预警))$"
)
_BEFORE_CASE = r"(?:^|[,;:。、|.)]|第[一二三四五六七八九十百\d]+条|或者?|以及|发生|出现)"
_BEHIND_CASE = r"(?=$|[,;:。、|的时后]|或|以及)"


def judge_grade(
    reading: Reading, pool: Pool, within: Collection[str] | None
) -> tuple[Literal["supported", "contradicted"], str, Reading] | None:
    """The verdict on the grade of a case, the printed words and their sentence; None where it is not sure."""
    said = _SAID.fullmatch(reading.folded.rstrip("。,;!?"))
    if said is None or ANY_NOT.search(reading.folded):
        return None
    case = re.compile(_BEFORE_CASE + re.escape(said["case"]) + _BEHIND_CASE)
    named = [r for r, _ in pool.candidates(reading.pairs, within) if case.search(r.folded)]
    printed = [_graded(r, said["what"]) for r in named]
    grades = {grade for found in printed for grade, _ in found}
    if len(grades) != 1 or any(len(found) != 1 for found in printed):
        return None
    kind = said["kind"]
    if kind and kind not in named[0].folded and not heads(kind, named[0]):
        return None
    ((grade, words),) = printed[0]
    return ("supported" if grade == said["grade"] else "contradicted"), words, named[0]


def _graded(candidate: Reading, what: str) -> list[tuple[str, str]]:
    """(grade, the part that prints it) of what a sentence starts."""
    head = re.escape(fold(what)[-2:])
    found = re.finditer(
        rf"[^,;:。|]*启动[^,;:。|]{{0,8}}?([特一二三四五])级[^,;:。|]{{0,4}}{head}", candidate.folded
    )
    return [(match[1], match.group()) for match in found]
