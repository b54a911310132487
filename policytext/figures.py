"""Find figures: quantities with what they measure, of which year, and whether reached, aimed at or laid down.

1. Quantities of a sentence, with the words before and behind each up to the next mark or quantity.
2. The subject: those words; where they hold none (比上年提高3个百分点) the figure before lends its own.
3. 分别 and plain lists pair subjects and figures in order.
4. The year: a date bound to the figure, else the last one before it that is no basis of comparison (比2016年),
   else the sentence before (其中, or no heading gives one), the heading's, the given one.
5. The kind, from words in the sentence, then from the headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from policytext.dates import find_dates
from policytext.enumerations import pair_with_subjects
from policytext.figure_years import TITLE, date_figure, dates_of, former_level, is_basis, year_of
from policytext.quantities import Qualifier, Quantity, find_quantities
from policytext.sentences import split_sentences

Kind = Literal["achieved", "target", "standard"]
Change = Literal["", "increase", "decrease"]

_MARK = re.compile(r"[,，;；。:：!！?？\n]")
_LEADING = re.compile(
    r"^(?:[\s、,，;；。:：)）”\"*（(]|\d{1,2}[.、](?!\d)|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]{1,3}[、是]|其中|约(?=占)|并且|并|同时|以及|及|和|与|全年|截至|截止|到|至|年底|年末|目前|的|分别|共(?!同|享|建)|合计|累计|均|还|又|再|另有?|而|则|了)+"
)
_TRAILING = re.compile(
    r"(?:[\s、,，:：(（“\"*]|达到了?|达|为|是|共有|共|合计|累计|总计|约|近|超过|提高到|提高至|增加到|增加至|增长到|上升到|上升至|降到|降至|降低到|降低至|下降到|下降至|缩小至|缩小到|控制在|保持在|不低于|不少于|有|至|到|的|了|在|按|由|从|分别|完成了?|实现了?|就)+$"
)
_OBJECT_END = re.compile(r"[,，;；。:：!！?？\n、(（)）]|[和及与](?=[^,，;；。]{0,14}\d)|以及")
_EDGES = re.compile(r"^[\s的*”]+|[\s*“（(]+$")
_BRACKETS = re.compile(r"[（(][^（()）\d]*[)）]")
_FAR_QUALIFIER = re.compile(r"(不低于|不少于|不得低于|不超过|不高于|不得超过)[^,，;；。]{1,24}的?$")
_RISE = r"增长|上升|提高|增加|增幅|增速|高出|高于|多|扩大|延长|升高|提升|上涨|上调|上浮|净增"
_FALL = r"减少|下降|降低|降幅|低于|缩短|缩小|压减|压缩|削减|下调|下浮|回落|下跌|少"
_CHANGE = re.compile(
    rf"(?:(?:比|较|同比|环比|相比)[^,，;；。]{{0,24}}?(?P<rel>{_RISE}|{_FALL})|(?P<own>增长|上升|提高|增加|上涨|减少|下降|降低|压减|缩短|增幅|增速|降幅|高出))"
    r"(?:幅度|率|了|约|近|达|为|分别|不少于|不低于|超过|各)*$"
)
_RELATIVE = re.compile(
    r"(?P<same>同比|环比)|(?:比|较|与)(?P<what>[^,，;；。]{1,20}?)(?:相比)?(?:增|上|提|高|多|扩|延|升|减|下|降|低|缩|压|回|少|分别|净)"
)
_TARGET = re.compile(
    r"力争|争取(?!到)|计划(?!生育|》)|目标(?!人群|范围|任务比例)|确保|力求|预计|拟|将(?!军|来)|(?<![主需重必首])要(?!求|素|件|点|闻|害)|到20\d\d年(?!底?,?，?已)|到(?:今|本)?年底"
)
_DONE = re.compile(
    r"已|累计|截至|截止|同比|比上年|比去年|较上年|完成了|实现了|达到了|共有|新增了|完成年度|占年度|完成(?=[^,，。]{0,14}\d)"
)
_STANDARD = re.compile(r"标准|补贴|补助|费率|每人|不得|应当|原则上|比例|罚款|处以|期限|上限|下限|有效期")
_HEAD_DONE = re.compile(r"总结|完成情况|情况|成效|回顾|进展|主要工作|业绩|存在的|问题")
_HEAD_TARGET = re.compile(r"任务|目标|计划|安排|打算|下一步|重点工作|要求")
# A share that says nothing of its own: 完成年度任务的135.4%, 完成率, 进度为…
_GENERIC_SHARE = re.compile(
    r"(?:完成|实现|占|为|达到?|全年|年度|年初|目标|任务|计划|数|量|比例|比重|的|总|进度|率|幅度|考核|预算|序时)+"
)
_DATED_BRACKET = re.compile(r"[（(](?:19|20)\d\d[^（()）]{0,8}[）)]")
_HAVING = re.compile(r"(?:当?中)?(?:已经?有|共有|有|已)$")
_RAISED = re.compile(r"(?:提高|增加|增长|上升|下降|降低|降|缩小|扩大|放宽|调整|调)(?:到|至|为)$")


@dataclass(frozen=True)
class FigureMention:
    """A quantity in its sentence. `measure` is what it measures, `before` and `object` are the words around it
    that it was read from; `peers` are the subjects that other figures of the same list have."""

    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    quantity: Quantity
    measure: str
    kind: Kind
    year: int | None = None
    year_explicit: bool = False  # printed in its own sentence
    end_year: int | None = None
    change: Change = ""
    relative_to: str = ""  # 上年, 2016年, 全国平均水平
    before: str = ""
    object: str = ""
    peers: tuple[str, ...] = ()
    listed: bool = False  # one of several figures in a row whose subjects could not be told apart
    part_start: int = 0  # the part of the sentence between marks that holds it
    part_end: int = 0

    @property
    def value(self) -> Decimal:
        return self.quantity.value

    @property
    def high(self) -> Decimal | None:
        return self.quantity.high

    @property
    def unit(self) -> str:
        return self.quantity.unit

    @property
    def qualifier(self) -> Qualifier:
        return self.quantity.qualifier

    @property
    def weak(self) -> bool:
        return self.quantity.weak


def find_figures(
    text: str, start: int = 0, end: int | None = None, *, year: int | None = None, heading: Sequence[str] = ()
) -> list[FigureMention]:
    """All figures within `start`..`end`, in order. `heading`: labels above, from the top; `year`: of the context."""
    found: list[FigureMention] = []
    heading_year = year_of(heading)
    carried: int | None = None
    for first, last in split_sentences(text, start, end):
        if text[first - 1 : first] == "\n":
            carried = None  # a year holds for its paragraph
        figures = _figures_of(text, first, last, heading)
        dates = dates_of(text, first, last)
        opens_inside = bool(re.match(r"\s*(?:其中|该|此项|这)", text[first:last]))
        for index, figure in enumerate(figures):
            dated = date_figure(text, figure, dates, figures, index)
            if former := former_level(text, dated):
                dated = former
            elif dated.year is None:
                context = carried if opens_inside or not heading_year else None
                dated = replace(dated, year=context or heading_year or year)
            found.append(_inherit(dated, found) if opens_inside and index == 0 else dated)
        stated = [d for d in dates if d.year and not is_basis(text, d)]
        carried = stated[-1].year if stated else carried
    return found


def _inherit(figure: FigureMention, found: Sequence[FigureMention]) -> FigureMention:
    """其中 belongs to the figure of the sentence before."""
    if not found or len(figure.measure) > 4:
        return figure
    return replace(figure, measure=found[-1].measure + figure.measure)


def _figures_of(text: str, start: int, end: int, heading: Sequence[str]) -> list[FigureMention]:
    """The figures of one sentence, without their years."""
    quantities = find_quantities(text, start, end)
    titles = [(start + m.start(), start + m.end()) for m in TITLE.finditer(text[start:end])]
    quantities = [q for q in quantities if not any(s <= q.start < e for s, e in titles)]
    # Brackets without a number say more of a word (县（市、区）): blanked, so that their marks divide nothing.
    sentence = _BRACKETS.sub(lambda m: " " * len(m.group()), text[start:end])
    figures: list[FigureMention] = []
    left = 0
    for index, quantity in enumerate(quantities):
        right = quantities[index + 1].start - start if index + 1 < len(quantities) else end - start
        figure, left = _figure(sentence, start, quantity, left, right, figures, heading)
        figures.append(figure)
    return pair_with_subjects(text, start, figures)


def _figure(
    sentence: str, start: int, quantity: Quantity, left: int, right: int,
    earlier: Sequence[FigureMention], heading: Sequence[str],
) -> tuple[FigureMention, int]:  # fmt: skip
    """The figure, and where in the sentence the words before the next one begin."""
    first, last = quantity.start - start, quantity.end - start
    marks = [m.end() for m in _MARK.finditer(sentence, 0, first)]
    part_start = marks[-1] if marks else 0
    stop = _MARK.search(sentence, last)
    part_end = stop.start() if stop else len(sentence)
    raw = sentence[max(part_start, left) : first]
    thing, thing_end = _object(sentence, quantity, last, min(right, part_end), part_end)
    if not raw.strip() and part_start and sentence[part_start - 1] in ":：":
        raw = re.split(r"[,，;；。\n]", sentence[max(left, 0) : part_start - 1])[-1]  # 覆盖率：54.18%
    change, relative = _change(sentence[part_start:first], raw, earlier)
    before = _strip(raw)
    if not quantity.qualifier and (
        far := _FAR_QUALIFIER.search(re.sub(r"[*\s]+", "", sentence[part_start:first]))
    ):
        quantity = replace(
            quantity, qualifier="at_most" if far[1] in ("不超过", "不高于", "不得超过") else "at_least"
        )
    mention = FigureMention(
        quantity.start, quantity.end, quantity.text, start, start + len(sentence), quantity,
        _measure(before, thing, change, earlier), _kind(sentence[part_start:first], sentence[:first], heading),
        None, False, None, change, relative, before, thing, (), False, start + part_start, start + part_end,
    )  # fmt: skip
    return mention, thing_end if thing_end < right else last


def _object(sentence: str, quantity: Quantity, last: int, right: int, part_end: int) -> tuple[str, int]:
    """The words behind the figure and where they end: 68个 → 珠江学者岗位."""
    if quantity.unit_kind in ("percent", "points") and sentence[last : last + 1] != "的":
        return "", last
    stop = _OBJECT_END.search(sentence, last, len(sentence))
    end = min(right, part_end, stop.start() if stop else part_end)
    return _HAVING.sub("", _RAISED.sub("", re.sub(r"[*\s]+", "", _EDGES.sub("", sentence[last:end])))), end


def _strip(words: str) -> str:
    plain = _DATED_BRACKET.sub("", re.sub(r"[*\s]+", "", words))
    dates = [d for d in find_dates(plain) if d.start == 0]
    if dates and not plain.startswith("年"):
        plain = plain[dates[0].end :]
    return _TRAILING.sub("", _LEADING.sub("", plain))


def _measure(before: str, thing: str, change: Change, earlier: Sequence[FigureMention]) -> str:
    """Subject of a figure; a change or a share without a subject of its own is of the figure before."""
    words = before + thing
    own = re.sub(rf"(?:比|较|同比|环比)[^,，]*|{_RISE}|{_FALL}|幅度|占|比重|比例|分别", "", words)
    if earlier and change and len(own) < 2:
        level = next((f for f in reversed(earlier) if not f.change), earlier[-1])
        return level.measure + words
    if earlier and (words.startswith("占") or _GENERIC_SHARE.fullmatch(words)) and len(words) > 1:
        return earlier[-1].measure + words
    if not before and earlier and thing:
        lead = next((f.before for f in reversed(earlier) if f.before), "")
        verb = re.match(
            r"(?:.*?)(开工建设|新增|新建|建成|完成|安排|培养|建设|支持|开工|启动|配备|下达|发放|举办)", lead
        )
        return (verb.group(1) if verb else "") + thing
    return words or (earlier[-1].measure if earlier else "")


def _change(part: str, raw: str, earlier: Sequence[FigureMention]) -> tuple[Change, str]:
    """Is the figure a difference, and from what? 提高到 is a level, 提高 is a difference."""
    match = _CHANGE.search(re.sub(r"[*\s]+", "", part))
    if match:
        word = match["rel"] or match["own"]
        relative = _RELATIVE.search(re.sub(r"[*\s]+", "", part))
        what = (
            "上年同期"
            if relative and relative["same"] == "同比"
            else relative["what"] or ""
            if relative
            else ""
        )
        return ("increase" if re.fullmatch(_RISE, word) else "decrease"), what
    if earlier and earlier[-1].change and re.fullmatch(r"[\s、和及与]*", raw):
        return earlier[-1].change, earlier[-1].relative_to
    return "", ""


def _kind(near: str, before: str, heading: Sequence[str]) -> Kind:
    """From the words right before the figure, then the headings, then the sentence."""
    if _TARGET.search(near):
        return "achieved" if re.search(r"截至|截止|已(?!开工)|累计", near) else "target"
    for label in reversed(heading):
        if _HEAD_DONE.search(label):
            return "achieved"
        if _HEAD_TARGET.search(label):
            return "achieved" if re.search(r"截至|截止|已|累计|同比|比上年", near) else "target"
    if _DONE.search(before):
        return "achieved"
    return "target" if _TARGET.search(before) else "standard" if _STANDARD.search(before) else "achieved"
