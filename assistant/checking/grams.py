"""What a text speaks of, as weighed character pairs: numbers, dates and words of the frame are left out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from policytext.folding import fold

# Words that say how a thing is told, not what it is.
_FRAME = re.compile(
    r"据统计|统计|根据|按照|依据|据悉|据了解|显示|数据|情况|有关|相关|方面|其中|以及|分别|达到|达|合计|共计|总计|累计|大约|"
    r"力争|争取|计划|目标|任务|要求|预计|完成|实现|全省|我省|本省|全国|今年|年度|年底|工作|数字|指标|数值|具体|已经|目前|"
    r"截至|截止|应当|数量|被确定|确定为|明确说法|说法|公布|介绍|获悉|透露|来看|问题上|关于|这是|通知|文件|规定|提出|明确|指出|这一|该项|上述|本次|安排(?=了)|所谓|就是|做到|需要|必须|予以|进行|"
    r"不少于|不低于|不超过|不高于|不得|超过|左右|以上|以下|以内|至少|最多|年|月|日|[的了在和与及或等将由为是共约近从到至把对于]"
)
_RUN = re.compile(r"[一-鿿]+|[a-z]+|\d{5,}")
_NUMBER = re.compile(r"\d[\d.,]*(?:万|亿)?|[一二两三四五六七八九十百千]+(?=[万亿]?[个项名户家人元])")


@lru_cache(maxsize=60_000)
def grams(text: str) -> frozenset[str]:
    """The character pairs of `text`, and its Latin words and long digit strings."""
    plain = _FRAME.sub("|", _NUMBER.sub(_keep_long, fold(text)))
    found: set[str] = set()
    for run in _RUN.findall(plain):
        if run.isascii() or len(run) == 1:
            found.add(run)
        else:
            found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)


def _keep_long(match: re.Match[str]) -> str:
    return match.group() if match.group().isdigit() and len(match.group()) >= 5 else "|"


UNSEEN = 0.6  # share of a rare pair's weight


class Weights:
    """Inverse document frequency of pairs over the sentences of a pool."""

    def __init__(self, sentences: Iterable[frozenset[str]]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for pairs in sentences:
            counts.update(pairs)
            total += 1
        self._counts = counts
        self._total = max(total, 20)
        # A pair that no sentence has may be a wording of the asker's: it counts less than a rare one.
        self._unseen = UNSEEN * math.log(1 + self._total / 3)

    def __call__(self, pair: str) -> float:
        count = self._counts.get(pair)
        weight = math.log(1 + self._total / (0.5 + count)) if count else self._unseen
        return weight * (0.5 if len(pair) == 1 and not pair.isdigit() else 1.0)
