"""Do the words of a sentence stand in its sources? What is said beside figures and departments.

Figures, departments, dates and document numbers are `checking`'s part. Here the rest is held against the
sources: that the sentence speaks of what they speak of, that it brings in no person or place of its own,
that nobody else is given a duty, and that a "not" is neither lost nor added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answer import Citation
from policytext.folding import fold
from policytext.places import find_places

# Share of a sentence's character pairs that its sources and the question hold; and the share that the sources
# alone hold. Reworded true sentences lie above .75, sentences on something else below .45; between them the
# stricter side is taken, as a sentence struck out costs fluency and a wrong one costs trust.
LEAST_KNOWN = 0.68
LEAST_SOURCED = 0.5
LONGEST_NOVEL = 6  # Chinese characters in a row that no source has: longer ones say something new

_SAYING = re.compile(
    r"根据|按照|据了解|据统计|数量|数字|数据|确定|依据|通知|文件|材料|原文|规定|明确|提出|要求|指出|显示|其中|包括|以及|分别|主要|目前|此外|同时|因此|"
    r"方面|情况|达到|计划|目标|任务|工作|部门|由|负责|牵头|配合|参与|共同|等|将|为|是|的|了|在|和|与|并|有|年|省|该|这|项|"
    r"共|全省|全国|应当|需要|实现|完成|具体|如下|内容|分为|即"
)
_TITLE = re.compile(
    r"省长|市长|县长|区长|镇长|部长|厅长|局长|处长|科长|司长|主任|主席|书记|院长|校长|所长|秘书长|巡视员|"
    r"负责人|联系人|经办人|承办人|电话|手机|邮箱|传真|微信|先生|女士|同志"
)
_DUTY = re.compile(
    r"(?:由|归|属于)([^，。；：,;:由]{2,40}?)"
    r"(?:来|共同|具体|统一|分别)?(?:负责|牵头|主管|主办|承办|承担|组织实施|管理)"
)
_SPLIT = re.compile(r"以及|[、和及与或]|会同|联合|牵头|配合")
_ANYBODY = re.compile(r"(?:有关|相关|上述|各地|各级|地方|本级|其他|所在地|部门|单位|政府)+")
_NOT = re.compile(r"不[得能再予准应需必可是由会]|并非|没有|尚未|未能|未经|禁止|严禁|无需|不|未|无|非")
_HARMLESS = re.compile(
    r"不少于|不低于|不高于|不超过|不超出|不多于|不大于|不小于|不断|不仅|不但|不论|不管|无论|不同|不足|不含|不平衡|不充分|"
    r"非常|不久|不动产|不易|无障碍|无偿|无害|无家|无人|无形|无线|无缝|未来|未成年|非遗|非物质|非公|非营利|非法|非税|非农|非洲|无业|失业|不良|不孕|不合格"
)
# A statement asks nothing; and whether the asker is right is for the composed answer to say.
_ASKING = re.compile(r"什么|哪[些个几里]|多少|是谁|[吗呢么]$|如何|怎么|怎样")
_AGREEING = re.compile(
    r"是的|没错|对的|[说讲]得对|正确|准确无误|属实|相符|不符|不对|有误|错误|您好|抱歉|好的"
)
_LATIN = re.compile(r"[a-z]+")
# Figures in Chinese numerals are for `verify` to read.
_NUMERAL = re.compile(r"百分之[零〇一二三四五六七八九十百千点]+|[零〇一二三四五六七八九十百千万亿两点]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Source:
    """What a sentence is held against: `folded` words of quotes, `around` of titles, sections and numbers."""

    folded: str
    around: str

    @property
    def whole(self) -> str:
        return f"{self.folded}|{self.around}"


def source_of(citations: Sequence[Citation]) -> Source:
    """The words of the citations, folded."""
    around = "|".join("|".join([c.title, c.document_number or "", *c.section]) for c in citations)
    return Source(fold("|".join(c.quote for c in citations)), fold(around))


def doubt(sentence: str, source: Source, question: str = "") -> str:
    """Why the sentence cannot be said from its source; "" when it can."""
    folded, asked = fold(sentence), fold(question)
    return (
        _no_statement(folded, source)
        or _off_subject(folded, source, asked)
        or _new_name(sentence, source, asked)
        or _turned_round(folded, source)
    )


def in_charge(sentence: str) -> tuple[str, ...]:
    """Whom the sentence names as in charge of something, folded: each must be a department that the sources
    name so. Words like 有关部门 name nobody."""
    found = (name for slot in _DUTY.finditer(fold(sentence)) for name in _SPLIT.split(slot.group(1)))
    return tuple(name for name in found if len(name) >= 2 and not _ANYBODY.fullmatch(name))


def overlap(sentence: str, source: Source) -> float:
    """Share of the sentence's character pairs that the source holds, in [0, 1]."""
    return _share(_pairs(_bare(fold(sentence))), _pair_set(source.whole))


def _bare(folded: str) -> str:
    return _SAYING.sub("|", _NUMERAL.sub("|", folded))


def _pairs(folded: str) -> list[str]:
    return [run[i : i + 2] for run in _HAN.findall(folded) for i in range(len(run) - 1)]


@lru_cache(maxsize=512)
def _pair_set(folded: str) -> frozenset[str]:
    return frozenset(_pairs(folded))


def _share(pairs: Sequence[str], known: frozenset[str]) -> float:
    return sum(pair in known for pair in pairs) / len(pairs) if pairs else 0.0


def _no_statement(folded: str, source: Source) -> str:
    bare = folded.rstrip("。！!？?")
    for pattern, reason in ((_ASKING, "是问句，不是原文的说法"), (_AGREEING, "原文没有这样的评判")):
        found = pattern.search(bare)
        if found and found.group() not in source.whole:
            return reason
    return "是问句，不是原文的说法" if folded.endswith(("?", "？")) else ""


def _off_subject(folded: str, source: Source, asked: str) -> str:
    pairs = _pairs(_bare(folded)) or _pairs(folded)
    if not pairs:  # a date, a number alone
        return "" if any(c.isdigit() for c in folded) else "没有可以核对的内容"
    sourced = _pair_set(source.whole)
    known = sourced | _pair_set(asked)
    if _share(pairs, sourced) < LEAST_SOURCED or _share(pairs, known) < LEAST_KNOWN:
        return "原文没有这个说法"
    if _longest_novel(folded, known) > LONGEST_NOVEL:
        return "有原文没有的内容"
    return ""


def _longest_novel(folded: str, known: frozenset[str]) -> int:
    longest = 0
    for run in _HAN.findall(_bare(folded)):
        length = 0
        for i in range(len(run) - 1):
            length = 0 if run[i : i + 2] in known else length + 1
            longest = max(longest, length)
    return longest + 1 if longest else 0


def _names(text: str) -> list[str]:
    """Names of persons, by the tags of jieba's dictionary, and of places."""
    import rjieba

    persons = [word for word, tag in rjieba.tag(text) if tag in ("nr", "nrt", "nrfg") and len(word) >= 2]
    return persons + [text[place.start : place.end] for place in find_places(text)]


def _new_name(sentence: str, source: Source, asked: str) -> str:
    for word in _LATIN.findall(fold(sentence)):
        if word not in source.whole and word not in asked:
            return f"原文没有“{word}”"
    for found in _TITLE.finditer(sentence):
        if fold(found.group()) not in source.whole:
            return f"原文没有“{found.group()}”"
    for name in _names(sentence):
        if fold(name) not in source.whole and fold(name) not in asked:
            return f"原文没有“{name}”"
    return ""


def _negations(folded: str) -> set[str]:
    """What stands behind each "not": its two next characters, "" for a number."""
    bare = _HARMLESS.sub(lambda found: "□" * len(found.group()), folded)
    heads = (bare[m.end() : m.end() + 2] for m in _NOT.finditer(bare))
    return {
        "" if head[:1].isdigit() else head for head in heads if head[:1].isdigit() or _HAN.fullmatch(head)
    }


def _turned_round(folded: str, source: Source) -> str:
    said, written = _negations(folded), _negations(source.folded)
    for head in said:
        if head not in written:
            return "原文没有否定"
    for head in written:
        if (
            head
            and head in folded
            and head not in said
            and source.folded.count(head) == _negated(source.folded, head)
        ):
            return "原文是否定的"
    return ""


def _negated(folded: str, head: str) -> int:
    """How many of the places where `head` stands are negated."""
    places = (found.start() for found in re.finditer(head, folded))
    return sum(bool(_NOT.search(folded[max(0, at - 2) : at])) for at in places)
