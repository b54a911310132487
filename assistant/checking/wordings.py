"""Does a sentence say what a statement without figures says, or its contrary?

The idea is that of natural logic (MacCartney and Manning 2007, "Natural logic for textual inference"): the words of
the statement are aligned with those of the sentence, and what was left out, added or exchanged on the way decides.

1. Every content word of the statement must stand in the sentence, in its order; words before the first may stand in
   the headings or the title instead, for a sentence names its subject there.
2. What the sentence has between them may be left out only where that changes nothing: adverbs, brackets, attributes
   that end in 的, members of a list. Another subject, another verb, a condition or a modality is something else.
3. 不, 未, 不得, 禁止 must stand before the same words. Where one stands on one side only, or one word is an opposite
   (`opposites.txt`), and all else is the same, the contrary is said.
4. A label (指标来源：…, 适用范围：…) gives its values: one of them, or none.

Wherever one of these is in doubt there is no verdict.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.checking import thresholds as t
from assistant.checking.aligning import Held, Word, align, content, is_content, opposites, tokens
from policytext.folding import fold
from policytext.places import find_places

Said = Literal["supported", "contradicted"]

_SOURCE = r"(?:按照?|根据|依据)?(?:这份|这个|该|本|此)?(?:文件|通知|答复|批复|意见|办法|方案|文中|材料|原文)"
_TELLS = r"(?:说|写|提到|规定|要求|明确|指出|认为)(?:了|的是|到)?"
_REPORT = re.compile(
    rf"^{_SOURCE}(?:里面|里|中|上)(?:{_TELLS})?[,:]?|^{_SOURCE}{_TELLS}[,:]?|^{_TELLS}[,:]|^(?:关于|对于|按规定|按照规定)"
)
_NOT = re.compile(
    r"不得|不准|不予|不再|不能|不应|不可|不宜|不会|不许|并未|尚未|没有|禁止|严禁|无需|无须|不|未"
)
_NO_NOT = re.compile(
    r"不得?(?:少于|低于|高于|超过|多于)|不应(?:少于|低于|高于|超过)|不大于|不小于|不断|不仅|不但|不论|不管(?!理)|不同|不足|不限于|不等|"
    r"不满|不到|未来|未成年|未满|不动产|不久|不良|不少|不可或缺|不可分割|不折不扣|不可抗力|不合格|不合理|不规范|不正当|不平衡|不充分|不法|不力"
)
_LIMIT = re.compile(r"(?:不得?|不应)(少于|低于|高于|超过|多于|大于|小于)|不[满到足]")
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_BEFORE = re.compile(r"[不未无][得能予再准会应]?$")
_CUT = re.compile(r"[,;:。!?|—]")
_LIST = "、和与及或以"
# What binds a sentence to a case; a statement without it is wider than the sentence.
_CASE = re.compile(
    r"如果|假如|倘若|若(?!干)|凡|除(?!了)|否则|应急状态|情况下|情形|特殊|确需|未经|尚未|为止|以外|之外|除外|但|暂"
)
_AGAINST = re.compile(r"严禁|禁止|不得|不准|杜绝|防止|避免|停止|取消|严防|遏制|反对|纠正|查处|打击|整治")
_STRONG: tuple[tuple[str, ...], ...] = (
    ("必须", "务必"), ("一律", "全部", "所有", "全都", "都", "均", "任何", "各", "每", "凡"), ("只", "仅", "唯一", "单独", "限于"),
    ("可以", "可", "允许", "能够"), ("已", "已经"), ("最", "首"), ("完全", "彻底"), ("永久", "始终", "一直"), ("试点", "试行"), ("优先",),
)  # fmt: skip
_HEDGES = (
    "原则上", "可以", "允许", "力争", "争取", "探索", "研究", "拟", "鼓励", "引导",
    "分别", "必要时", "条件成熟", "有条件", "适时", "一般", "只", "仅",
)  # fmt: skip
_SCOPE = re.compile(r"^(.+?)(?:的)?(?:适用|试点|实施)(?:范围)?(?:于|在|是|为|包括)(.+)$")
_LABEL = re.compile(r"([一-鿿]{2,8}):([^:。;)\]|,]+(?:,(?![一-鿿]{2,8}:)[^:。;)\]|,]+)*)")
_OPEN = re.compile(r"所有|全国|全省|各|等|均|全部|其他|有关|相关")


@dataclass(frozen=True)
class Evidence:
    """A sentence, folded, its cells parted by "|"; `around` its headings and title, `clause` its clause's words."""

    sentence: str
    around: str
    clause: str = ""


@dataclass(frozen=True)
class Judged:
    """The verdict, which evidence decides, and its words where a label in its clause does (适用范围：…)."""

    verdict: Said
    index: int
    words: str = ""


def prepared(text: str) -> str:
    """Folded; the cells of a row stay apart."""
    return fold(re.sub(r"\t+", "|", text.strip()))


def judge_wording(statement: str, evidence: Sequence[Evidence]) -> Judged | None:
    """None when no sentence says the statement or its contrary, or when sentences disagree."""
    said = _REPORT.sub("", fold(statement)).strip("。,;!?\"“”'")
    if len(said) > t.LONGEST_WORDING:
        return None
    found = [(verdict, i) for i, one in enumerate(evidence) if (verdict := judge(said, one))]
    if len({verdict for verdict, _ in found}) != 1:
        return None
    verdict, index = found[0]
    labelled = _by_label(said, evidence[index])
    return Judged(verdict, index, labelled[1] if labelled else "")


def judge(said: str, evidence: Evidence) -> Said | None:
    """The verdict of one sentence on a folded statement."""
    labelled = _by_label(said, evidence)
    if labelled:
        return labelled[0]
    if verdict := _Alignment(said, evidence).verdict():
        return verdict
    turned = _verb_first(said)  # 应急预案要修订: 修订应急预案
    return "supported" if turned and _Alignment(turned, evidence).verdict() == "supported" else None


def _verb_first(said: str) -> str:
    """A statement that tells what is done to a thing, with its verb before the thing; "" for any other."""
    words = content(said)
    *things, verb = words or (None,)
    if verb is None or verb.noun or len(things) < 2 or verb.end != len(said) or _nots(said) or "由" in said:
        return ""
    told = re.match(r"(.+?)(?:也|都|均)?(?:要|应当?|需要?|必须|将|得到|予以|进行)$", said[: verb.start])
    return verb.text + told[1] if told else ""


class _Alignment:
    """One statement laid beside one sentence."""

    def __init__(self, said: str, evidence: Evidence) -> None:
        self.said = said
        self.sentence = _BRACKET.sub("", evidence.sentence)
        self.around = evidence.around
        self.words = content(said)
        self.held = self._subject_outside(align(self.words, self.sentence))

    def _subject_outside(self, held: list[Held | None]) -> list[Held | None]:
        """A first phrase that headings or title have whole is theirs, though the sentence has a word of it."""
        for last in range(len(self.words) - 1, 0, -1):
            phrase = self.said[self.words[0].start : self.words[last].end]
            if phrase in self.around and None in held[: last + 1]:
                return [None] * (last + 1) + held[last + 1 :]
        return held

    def verdict(self) -> Said | None:
        if not self._holds_enough() or not self._rest_stands_around():
            return None
        if not self._nothing_else_between() or not self._whole():
            return None
        opposed = sum(h.way == "opposite" for h in self._places)
        turned = self._turned()
        if turned is None or opposed > 1 or (opposed and turned):
            return None  # turned round twice: who knows
        if not self._same_modality(bool(turned or opposed)):
            return None
        if opposed or turned:
            return "contradicted" if self._sure_of_contrary(turned) else None
        return "supported"

    @property
    def _pairs(self) -> list[tuple[Word, Held]]:
        return [(w, h) for w, h in zip(self.words, self.held, strict=True) if h is not None]

    @property
    def _places(self) -> list[Held]:
        return [h for _, h in self._pairs]

    def _holds_enough(self) -> bool:
        inside = sum(len(w.text) for w, _ in self._pairs)
        whole = sum(len(w.text) for w in self.words)
        synonyms = sum(h.way == "synonym" for h in self._places)
        return (
            len(self._pairs) >= t.LEAST_WORDING_WORDS and inside >= t.LEAST_WORDING_CHARACTERS and inside >= t.LEAST_WORDING_SHARE * whole
            and synonyms * 3 <= len(self._pairs)
        )  # fmt: skip

    def _rest_stands_around(self) -> bool:
        """Words that the sentence lacks: before the first, in headings and title; an attribute between two words
        that stand side by side; a last noun behind 是, for a row of a table is named by its heading."""
        inside = [i for i, h in enumerate(self.held) if h is not None]
        first, last = inside[0], inside[-1]
        subject = self.said[: self.words[first].start]
        if (first == 1 and not self.words[0].noun) or re.search("[、和与及]$", subject):
            return False
        for i, (word, held) in enumerate(zip(self.words, self.held, strict=True)):
            if held is not None:
                continue
            if i > last:
                return self._is_kind(i, last)
            if i > first and not self._is_attribute(i):
                return False
            earlier = self.sentence[: self._places[0].start] if i < first else self.sentence
            known = word.text in self.around or (i > first and word.text in earlier)
            contrary = any(other in self.sentence for other in opposites().get(word.text, ()))
            if not known or contrary or not self._names_thing(i):
                return False
        return True

    def _names_thing(self, i: int) -> bool:
        """Two characters and more, if need be with the word beside it (雄|安: a name that was cut)."""
        word = self.words[i]
        beside = [
            w
            for w in self.words[max(0, i - 1) : i + 2]
            if w is not word and word.start in (w.end, w.start - len(word.text))
        ]
        phrases = [self.said[min(w.start, word.start) : max(w.end, word.end)] for w in beside]
        return len(word.text) > 1 or any(phrase in self.around for phrase in phrases)

    def _is_kind(self, i: int, last: int) -> bool:
        """是定性指标 beside a cell 定性."""
        word, before = self.words[i], self.held[last]
        assert before is not None
        ends = not self.sentence[before.end :] or bool(_CUT.match(self.sentence, before.end))
        named = bool(re.search(r"[是为]|属于", self.said[: self.words[last].start]))
        return (
            i == last + 1 == len(self.words) - 1 and word.noun and named and ends and word.text in self.around
        )

    def _is_attribute(self, i: int) -> bool:
        a, b = self.held[i - 1], self.held[i + 1] if i + 1 < len(self.held) else None
        return a is not None and b is not None and a.end == b.start

    def _nothing_else_between(self) -> bool:
        """Between two words of the statement, and before the first."""
        pairs = self._pairs
        first_word, first = pairs[0]
        if not self._opens(first.start, first_word, first_word is not self.words[0]):
            return False
        for (a, at), (b, to) in itertools.pairwise(pairs):
            gap = self.sentence[at.end : to.start]
            cut = max((m.end() for m in _CUT.finditer(gap)), default=0)
            if cut:
                if _has_content(gap[cut:]) or not self._closes(at.end, b.start - a.end):
                    return False
            elif not _harmless(gap) or any(o in gap for w in (a, b) for o in opposites().get(w.text, ())):
                return False
        return True

    def _opens(self, start: int, word: Word, has_subject: bool) -> bool:
        """Does nothing before the first word bind it: another subject, a verb over it, a condition?"""
        cut = max((m.end() for m in _CUT.finditer(self.sentence, 0, start)), default=0)
        before, earlier = self.sentence[cut:start], self.sentence[:cut]
        earlier = re.sub(r"^.*[。!?;]", "", earlier)
        if _AGAINST.search(earlier) or (_CASE.search(earlier) and not _CASE.search(self.said)):
            return False
        if not _has_content(before):
            return not (has_subject and not word.noun and _own_subject(earlier))
        if word.noun or has_subject:
            return bool(re.fullmatch(r"[\d一二三四五六七八九十().、|第条项]+", before))
        tail = content(before)[-1]
        return (
            tail.noun
            and not _has_content(before[tail.end :])
            and not re.search(r"的|[对为向把在从以]", before)
        )

    def _closes(self, end: int, room: int) -> bool:
        """May the statement leave this part of the sentence here?"""
        rest = _CUT.split(self.sentence[end:], maxsplit=1)[0]
        start = max((m.end() for m in _CUT.finditer(self.sentence, 0, end)), default=0)
        subject = not _has_verb(self.sentence[start:end])
        return (subject and room <= 2) or _ends(rest)

    def _whole(self) -> bool:
        """Does the sentence end, or go on with the next thing, where the statement ends?"""
        return _ends(_CUT.split(self.sentence[self._places[-1].end :], maxsplit=1)[0])

    def _turned(self) -> set[int] | None:
        """Places (in the statement) of words that are negated on one side only; None where it is not clear."""
        pairs = self._pairs
        within = self.sentence[: pairs[-1][1].end]
        if any(m.group() not in within for m in _LIMIT.finditer(self.said)) or (
            any(m.group() not in self.said and (m[1] or "") in self.said for m in _LIMIT.finditer(within))
        ):
            return None  # a limit is its figure's
        mine = {
            _next_word(self.said, m.end(), [(w.start, w.start) for w, _ in pairs]) for m in _nots(self.said)
        }
        spans = [(h.start, w.start) for w, h in pairs]
        begin = max((m.end() for m in _CUT.finditer(self.sentence, 0, pairs[0][1].start)), default=0)
        theirs = {
            _next_word(self.sentence, m.end(), spans)
            for m in _nots(self.sentence)
            if begin <= m.start() < pairs[-1][1].end
        }
        turned = mine ^ theirs
        return None if None in turned else {place for place in turned if place is not None}

    def _same_modality(self, turned: bool) -> bool:
        first, last = self._places[0].start, self._places[-1].end
        begin = max((m.end() for m in _CUT.finditer(self.sentence, 0, first)), default=0)
        theirs = _NO_NOT.sub("", self.sentence[begin:last])
        for group in _STRONG:
            has = any(word in self.said for word in group)
            if has and not turned and not any(word in theirs for word in group):
                return False
        if "必须" in self.said and re.search(r"可以|原则上|鼓励|自愿", theirs):
            return False
        return not any(hedge in theirs and not _said_too(hedge, self.said) for hedge in _HEDGES)

    def _sure_of_contrary(self, turned: set[int]) -> bool:
        """The contrary is said only where all else is word for word the same and no case is set apart."""
        if (
            any(h.way == "synonym" for h in self._places)
            or _CASE.search(self.sentence)
            or _CASE.search(self.said)
        ):
            return False
        inside = [i for i, h in enumerate(self.held) if h is not None]
        if any(self.held[i] is None for i in range(inside[0], inside[-1])):
            return False
        for word, held in self._pairs:
            if held.way == "opposite" and word.text in self.around:
                return False
        verbs = {w.start for w in self.words if not w.noun}
        near = [self.said[max(0, p - 6) : p] for p in turned]
        return turned <= verbs or all(map(_NOT_BEFORE.search, near)) or self._adverb(turned)

    def _adverb(self, turned: set[int]) -> bool:
        """不正式行文: the word behind "not" tells how, and a verb or its noun follows."""
        starts = [w.start for w in self.words]
        return all(starts.index(p) + 1 < len(starts) for p in turned)


def _nots(text: str) -> list[re.Match[str]]:
    bare = _NO_NOT.sub(lambda m: "□" * len(m.group()), text)
    return list(_NOT.finditer(bare))


def _next_word(text: str, end: int, spans: Sequence[tuple[int, int]]) -> int | None:
    """The place of the first word behind `end` (spans: where it stands, what it is called by)."""
    for start, name in spans:
        if start >= end:
            near = start - end <= t.NEXT_TO_NOT or not _has_content(text[end:start])
            return name if near and not _CUT.search(text[end:start]) else None
    return None


def _said_too(hedge: str, said: str) -> bool:
    group = next((g for g in _STRONG if hedge in g), (hedge,))
    return any(word in said for word in group)


def _has_content(text: str) -> bool:
    return any(is_content(word, tag) for word, tag, _ in tokens(text))


def _has_verb(text: str) -> bool:
    return any(tag[0] == "v" and tag != "vn" and is_content(word, tag) for word, tag, _ in tokens(text))


def _own_subject(earlier: str) -> bool:
    """Does one of the parts before begin with a noun, which may be who does what follows?"""
    parts = [part for part in _CUT.split(earlier) if part]
    heads = [next(((t) for w, t, _ in tokens(part) if t == "p" or is_content(w, t)), "") for part in parts]
    return any(tag and tag[0] in "nbjl" for tag in heads)


def _harmless(gap: str) -> bool:
    """May what stands between two words be left out?"""
    if not _has_content(gap):
        return True
    if _CASE.search(gap) or _AGAINST.search(gap):
        return False
    if gap.endswith("的"):
        return True
    if gap[0] in _LIST or gap[-1] in _LIST:
        return not _has_verb(gap)
    return all(tag[0] in "damt" or not is_content(word, tag) for word, tag, _ in tokens(gap))


def _ends(rest: str) -> bool:
    """Is what is left of the part nothing, or the rest of a list?"""
    rest = rest.strip("\"“”'")
    if not rest or rest in ("了", "等"):
        return True
    return rest[0] in "、和与及并或等" and "的" not in rest and not rest.endswith(("时", "前", "后", "者"))


def _by_label(said: str, evidence: Evidence) -> tuple[Said, str] | None:
    """指标来源：…, 适用范围：…: is the value that the statement gives one of those printed? With the printed words."""
    known = evidence.around + evidence.sentence
    labels = _LABEL.findall(evidence.clause)
    scope = _SCOPE.match(said)
    for name, values in labels:
        stated = re.match(rf"(.+?)的?{name}(?:是|为|:|在)(.+)$", said)
        if stated is None and scope and re.fullmatch(r"(?:适用|试点|实施)(?:范围|地区|区域|城市)", name):
            stated = scope
        if stated is None or [n for n, _ in labels].count(name) > 1:
            continue
        if _nots(said) or not all(w.text in known for w in content(stated.group(1))):
            return None
        verdict = _among(stated.group(2), values)
        return (verdict, f"{name}：{values}") if verdict else None
    return None


def _among(value: str, values: str) -> Said | None:
    printed = [one for one in re.split(r"[、,]|以及|和", values) if one]
    if any(value == one or (find_places(value) and one.startswith(value)) for one in printed):
        return "supported"
    if _OPEN.search(values) or "、" in value:
        return None
    pairs = {value[i : i + 2] for i in range(len(value) - 1)}
    places = [find_places(one) for one in [value, *printed]]
    if all(places) and not any(value in one or one in value for one in printed):
        named = {p.name for found in places[1:] for p in found}
        return None if any(p.name in named for p in places[0]) else "contradicted"
    return None if any(pair in values for pair in pairs) else "contradicted"
