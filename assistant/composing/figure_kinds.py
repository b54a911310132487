"""Of what kind a figure is: given in the question, a condition, a limit, a change, a value left behind, of a year."""

from __future__ import annotations

import re

from assistant import thresholds as t
from assistant.composing.figure_spans import is_former, part_around, part_span, statement_start
from assistant.composing.figure_words import Words
from assistant.library import Library
from assistant.question import Question
from assistant.understanding import years_of
from policytext.dates import find_dates
from policytext.folding import fold
from vectorstore.records import Figure

_SHARE = re.compile(r"率|比|占|百分|成|幅|增长|标准|%")
_CHANGED = re.compile(r"(?:比|较|同比).{0,12}(?:提高|增长|增加|上升|下降|减少|降低|缩小|提升)")
_CHANGE_SAID = re.compile(
    r"(?:比|较|同比).{0,12}(?:提高|增长|增加|上升|下降|减少|降低|缩[小短]|压[缩减]|提升|扩大|多|少|高|低)(?!至|到|为)"
)
_CHANGE_ASKED = re.compile(
    r"提高|增长|增加|上升|下降|减少|降低|缩小|提升|变化|比|较|多了|少了|[增涨降升]幅|改善"
)
_RATE = re.compile(r"[^费利税]率")  # 覆盖率 is no share of a sum
# 压缩了多少 asks by how much, 压缩到多少 to which level.
_VERB = r"(?:提高|增长|增加|上升|提升|扩大|下降|降低|减少|压[缩减]|缩[小短]|[增升降减])"
_BY_HOW_MUCH, _TO_LEVEL = (
    re.compile(
        rf"{_VERB}了?(?:多少|几)|(?:(?<![占对])比(?![例重较])|(?<!比)较)[^,，。?？]{{2,12}}[多少高低]了?(?:多少|几)"
    ),
    re.compile(rf"{_VERB}(?:至|到|为)"),
)
_UPPER = re.compile(r"最[多高长大晚迟]|上限|封顶|不能超|不超|不得超|不能多")
_LOWER = re.compile(r"满|最[少低短小]|至少|起码|下限|不[少低]于|不得[少低]于")
_REMAINING_ASKED = re.compile(
    r"还(?:剩|差)[^,，]{0,6}(?:多少|几)|(?:还|尚)有(?:多少|几)[^,，]{1,8}(?:没|未)|(?:没有?|未)[^,，]{1,6}的(?:还)?(?:剩|有)(?:多少|几)"
)
_REMAINING = re.compile(r"未|没|尚|剩|不|缺|差")
_LIMIT_NAMED = re.compile(r"[上下]限")
_EACH_ASKED = re.compile(r"[每一](?:个?月|年|个?人|户|亩|头|学期|学年|次|位|名)[^,，]{0,12}多少|每")
_EACH = re.compile(r"每|人均|户均|月度|年度|按[月年]|一次性|/")
_BOTH_ASKED = re.compile(r"都有|都得了?|同时|两[种个样项](?:病|都)|又[^,，]{1,8}又")
_BOTH = re.compile(r"同时|两[种者项类]|兼有|均有|都有")
# 几天没去就要报告, 满几年才能申请: here the condition itself is asked for.
_CONDITION_ASKED = re.compile(
    r"(?:几|多少|多[久长大高])[^,，。?？]{0,14}?[,，]?[^,，。?？]{0,6}(?:就|才|以上|可以|能|算)|满(?:几|多少)|条件|门槛|资格|前后"
)
_FORMER_ASKED = re.compile(r"[从由](?=多少|几)|原来|原先|原有|以往|之前|以前|前后|旧|过去|分别")
# 治了多少个 asks for what is done, and not for all of them.
_DONE_ASKED = re.compile(r"[^为除]了(?:多少|几)|已经?[^,，]{0,8}(?:多少|几)")
_DONE_BEHIND = re.compile(
    r"[^,，;；。:：\d]{0,12}[,，]?[^,，;；。:：\d]{0,6}(?:已经?有?|其中)[^,，;；。:：\d]{0,8}"
)
_COUNTS = frozenset(("个", "项", "类", "种", "家", "大", "条"))
_COUNTED_THING = re.compile(
    r"(方面|部分|环节|层次|层级|领域|地区|县区|省份|城市|行业|部门|单位|维度|阶段)的?[\u4e00-\u9fff]"
)
# 普通矿井, where the document has 灾害严重矿井 and 其他矿井
_PLAIN_ASKED, _PLAIN = re.compile(r"普通|平常"), re.compile(r"^[^,，]?(?:其他|其余|普通)")
_TARGET = re.compile(r"目标|计划|拟|要求|打算|任务数|准备|力争|预计|要达到|要完成|要建")
_ACHIEVED = re.compile(r"实际|完成了|达到了|已经|结果|完成情况|实绩|建了|增加了|完成数|实现了")


def unfit(ask: Question, library: Library, figure: Figure, words: Words) -> float:
    """What is taken off a figure that is of another kind than the one asked for."""
    off = 0.0
    if ask.units in ((), ("元", "%")) and figure.unit == "%" and not _SHARE.search(ask.piece or ask.text):
        off += t.NOT_A_SHARE
    if ask.units == ("元", "%") and figure.unit == "%" and _RATE.search(words.near) and "率" not in ask.text:
        off += t.NOT_A_SUM
    if figure.unit == "人" and ask.units[:1] == ("个",):
        off += t.NOT_PERSONS
    if _CHANGED.search(words.part) and not _CHANGE_ASKED.search(ask.text):
        off += t.NOT_A_CHANGE
    if _BY_HOW_MUCH.search(ask.text) and _TO_LEVEL.search(words.part):
        off += t.NOT_A_LEVEL
    if is_given(ask, library, figure):
        off += t.GIVEN  # the question itself gives this figure: "47家卫生院…"
    if is_condition(library, figure) and not _CONDITION_ASKED.search(ask.text):
        off += t.CONDITION
    if is_left_behind(ask, library, figure):
        off += t.LEFT_BEHIND
    if _DONE_ASKED.search(ask.text) and is_whole(library, figure):
        off += t.NOT_DONE
    if counts_others(ask, library, figure):
        off += t.COUNTS_OTHERS
    said = f"{words.before}{words.part}{words.behind}{figure.unit}"
    if figure.unit == "元" and _EACH_ASKED.search(ask.text) and not _EACH.search(said):
        off += t.OTHER_PERIOD
    if is_of_both(ask, words):
        off -= t.OF_BOTH
    if _PLAIN_ASKED.search(ask.text) and _PLAIN.search(words.part):
        off -= t.PLAIN_CASE
    return off - limit_bonus(ask, figure, words.part)


def is_whole(library: Library, figure: Figure) -> bool:
    """Is it all of them, and how many are done is said behind it: 全市50座危桥已有41座改造完毕?"""
    later = [f for f in library.figures_of(figure.document_id, figure.clause) if f.start >= figure.end]
    second = min((f for f in later if f.unit == figure.unit), key=lambda f: f.start, default=None)
    if second is None or second.sentence_start != figure.sentence_start:
        return False
    between = fold(library.slice(figure.document_id, figure.end, second.start))
    return bool(_DONE_BEHIND.fullmatch(between))


def counts_others(ask: Question, library: Library, figure: Figure) -> bool:
    """4个方面的指标 counts 方面, and no 指标: does it count a thing that the question does not name, whose things
    are asked for?"""
    if figure.unit not in _COUNTS:
        return False
    behind = fold(library.slice(figure.document_id, figure.end, min(figure.end + 12, figure.sentence_end)))
    counted = _COUNTED_THING.match(behind)
    return counted is not None and counted.group(1) not in ask.text


def is_of_both(ask: Question, words: Words) -> bool:
    """同时患两种病的900元, where two things together are asked for."""
    return bool(_BOTH_ASKED.search(ask.text) and _BOTH.search(words.part))


def is_condition(library: Library, figure: Figure) -> bool:
    """实习满1个月的，按照每月2500元发放; 签订1年以上合同的企业: what must be so, and not what is given then."""
    start, end = part_span(library, figure)
    printed = fold(library.slice(figure.document_id, figure.start, figure.end))
    ranged = any(one.end == figure.start for one in library.figures_of(figure.document_id, figure.clause))
    said_of = "的" in library.slice(figure.document_id, figure.end, end)
    if printed.endswith(("以上", "以下")) and said_of and not ranged:  # 500元以上5000元以下的罚款 is none
        return True
    part = library.slice(figure.document_id, start, end)
    return part.rstrip().endswith("的") and library.slice(figure.document_id, end, end + 1) in ("，", ",")


def fits_limit(ask: Question, library: Library, figure: Figure) -> bool:
    """A question for 上限 or 下限 by name is answered by a limit of that side alone."""
    named = _LIMIT_NAMED.search(ask.piece) or _LIMIT_NAMED.search(ask.text)
    if named is None:
        return True
    part = part_around(library, figure)
    if named.group() == "上限":
        return figure.qualifier in ("at_most", "under") or bool(_UPPER.search(part))
    return figure.qualifier in ("at_least", "over") or bool(_LOWER.search(part))


def fits_remaining(ask: Question, library: Library, figure: Figure) -> bool:
    """还有多少座没改造 is answered neither by all of them nor by those that are done."""
    if not _REMAINING_ASKED.search(ask.text):
        return True
    return bool(_REMAINING.search(fold(part_around(library, figure))))


def limit_bonus(ask: Question, figure: Figure, part: str) -> float:
    """最多 and 最少 ask for a limit on their own side."""
    upper, lower = bool(_UPPER.search(ask.text)), bool(_LOWER.search(ask.text))
    if upper == lower:
        return 0.0
    is_upper = figure.qualifier in ("at_most", "under") or bool(_UPPER.search(part))
    is_lower = figure.qualifier in ("at_least", "over") or bool(_LOWER.search(part))
    return t.LIMIT * ((is_upper - is_lower) if upper else (is_lower - is_upper))


def is_given(ask: Question, library: Library, figure: Figure) -> bool:
    """Does the question itself print this number? "47家卫生院…", "单户500万元以下的…费率"."""
    printed = re.search(r"\d+(?:\.\d+)?", fold(library.slice(figure.document_id, figure.start, figure.end)))
    return bool(printed and re.search(rf"(?<![\d.]){re.escape(printed.group())}(?![\d.])", ask.text))


def is_left_behind(ask: Question, library: Library, figure: Figure) -> bool:
    """Is it the value before a change (由3年放宽至1年)? The one after it holds, unless the former is asked for."""
    return not _FORMER_ASKED.search(ask.text) and is_former(library, figure)


def kind_bonus(ask: Question, figure: Figure) -> float:
    asked = asked_kind(ask)
    return 0.0 if not asked else 0.1 if figure.kind == asked else -0.1


def asks_change(ask: Question) -> bool:
    return bool(_BY_HOW_MUCH.search(ask.text))


def is_change(figure_part: str) -> bool:
    """Is it by how much something changed (比上年多安排6亿元), and no level?"""
    return bool(_CHANGE_SAID.search(figure_part))


def asked_kind(ask: Question) -> str:
    """Is what was aimed at asked for, or what was done? Empty where the words do not tell."""
    if _ACHIEVED.search(ask.text):
        return "achieved"
    return "target" if _TARGET.search(ask.text) else ""


def fits_year(ask: Question, library: Library, figure: Figure) -> bool:
    years = library.years_asked(ask.years, ask.relative_years, figure.document_id)
    if not years:
        return True
    if figure.year:
        return figure.year in years or bool(years & years_of_class(library, figure))
    around = library.years_around(figure.document_id, figure.clause)
    # Where two years are compared, a figure that prints no year is of both or of neither.
    return bool(years & around) and len(years_of(ask.text)) < 2


def years_of_class(library: Library, figure: Figure) -> set[int]:
    """2021年至2022年签约的，奖励6000万元: every year of the range that says which case the figure is for."""
    text = library.document(figure.document_id).text
    dates = find_dates(text, statement_start(library, figure), figure.start)
    last = next((date for date in reversed(dates) if date.year), None)
    if last is None or not (last.year and last.end_year):
        return set()
    is_case = re.match(r"[^,，;；。]{1,12}的[,，]", text[last.end : figure.start])
    return {*range(last.year, last.end_year + 1)} if is_case else set()
