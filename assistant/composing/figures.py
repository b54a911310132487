"""The figure that is asked for: the right one of several in a sentence, of the right unit, year and kind.

1. A question for several things is taken apart into asks (`assistant.asks`).
2. Candidates are the figures of the sentences that were found; unit and year are hard limits.
3. What stands nearest to a figure (its measure, its part of the sentence) decides between them.
4. Figures of one sentence that fit alike are all given: "补贴标准" has two where the document has two.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.asks import split_asks
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.figure_classes import of_class
from assistant.composing.figure_spans import (
    AND,
    is_elliptic_part,
    is_former,
    is_name,
    leader,
    paired,
    part_around,
    part_span,
    statement_end,
    statement_start,
    words_before,
)
from assistant.expected import fits_unit
from assistant.library import Library
from assistant.question import Question, Term
from assistant.retrieval import Found, cover_all, phrase_held
from assistant.terms import EXACT, held, names_thing
from assistant.wording import word_list
from policytext.dates import find_dates
from policytext.folding import fold
from vectorstore.records import Figure

MOST_SHARED, SHARED_DEPTH = 4, 4  # asks, and figures of each, that are shared out together
_COUNTED_ASIDE = re.compile(r"[（(][^（）()]*\d[^（）()]*[）)]")  # what it says belongs to its own figure
_ASKS_MORE = re.compile(r"哪些|哪几|哪\d|什么|怎么|为何|谁")
_SHARE = re.compile(r"率|比|占|百分|成|幅|增长|标准|%")
_ASKED_OUTRIGHT = re.compile(r"多少|几|上限|下限|最高|最低|什么")
# What a figure's unit says by itself: 7500万元 is money, though no 资金 stands beside it.
_UNIT_SAYS = {
    "元": "资金金额经费款项额度", "%": "比例|占比|比重|百分比|增幅", "人": "人数", "户": "户数", "家": "家数|数量", "个": "个数|数量",
}  # fmt: skip
_LEVEL = re.compile(r"(?:标准|水平|金额|总额|规模)$")  # 最低标准: says the kind of number, not of what
_TOTAL_ASKED = re.compile(r"总数|总共|一共|共有|现有|(?:现在|目前|全省|全市|全国).{0,6}有(?:几|多少)")
_TOTAL_SAID = re.compile(r"(?:共|共有|总数|总量|合计|累计|总计)(?:达到?|为|有|是)?$")
_CHANGED = re.compile(r"(?:比|较|同比).{0,12}(?:提高|增长|增加|上升|下降|减少|降低|缩小|提升)")
_CHANGE_ASKED = re.compile(
    r"提高|增长|增加|上升|下降|减少|降低|缩小|提升|变化|比|较|多了|少了|[增涨降升]幅|改善"
)
_UPPER = re.compile(r"最[多高长大晚迟]|上限|封顶|不能超|不超|不得超|不能多")
_LOWER = re.compile(r"满|最[少低短小]|至少|起码|下限|不[少低]于|不得[少低]于")
_EACH_ASKED = re.compile(r"[每一](?:个?月|年|个?人|户|亩|头|学期|学年|次|位|名)[^,，]{0,12}多少|每")
_EACH = re.compile(r"每|人均|户均|月度|年度|按[月年]|一次性|/")
_BOTH_ASKED = re.compile(r"都有|都得了?|同时|两[种个样项](?:病|都)|又[^,，]{1,8}又")
_BOTH = re.compile(r"同时|两[种者项类]|兼有|均有|都有")
# 几天没去就要报告, 满几年才能申请: here the condition itself is asked for.
_CONDITION_ASKED = re.compile(
    r"(?:几|多少|多[久长大高])[^,，。?？]{0,14}?(?:就|才|以上|可以|能|算)|满(?:几|多少)|条件|门槛|资格|前后"
)
_FORMER_ASKED = re.compile(r"[从由](?=多少|几)|原来|原先|原有|以往|之前|以前|前后|旧|过去|分别")
_TARGET = re.compile(r"目标|计划|拟|要求|打算|任务数|准备|力争|预计|要达到|要完成|要建")
_ACHIEVED = re.compile(r"实际|完成了|达到了|已经|结果|完成情况|实绩|建了|增加了|完成数|实现了")


@dataclass(frozen=True)
class FoundFigure:
    """A figure with its mark; `local` is the share of the ask's own terms that stand close to it."""

    figure: Figure
    found: Found
    score: float
    local: float
    lost: float  # share of the ask's own terms that its statement, headings and title do not have
    head: bool  # is what is measured, the last rare word of the ask, named around it?
    named: bool = False  # does the ask's last word stand right beside it (复查率为169.5%)?
    near: str = ""  # the folded words beside it
    alone: bool = (
        False  # has it a telling word of the ask beside it that no other figure of its sentence has?
    )
    classed: bool = False  # is it of the class that the question names (3家, 95岁, 三类)?
    of_others: bool = False  # does another statement of its sentence speak of what is asked?
    margin: float = 0.0  # how far it stands above the next figure

    @property
    def clear(self) -> bool:
        """Is it plain that this figure of its sentence is meant, and no other?"""
        outstanding = self.local >= t.CLEAR_BY_MARGIN and self.margin >= t.CLEAR_MARGIN
        stands_out = (self.alone or self.classed or outstanding) and not self.of_others
        return self.named or self.local >= t.CLEAR_LOCAL or stands_out


def compose_figure(
    question: Question,
    library: Library,
    find: Callable[[Question], Sequence[Found]],
    chosen: Sequence[Sequence[FoundFigure]],
) -> Answer | None:
    """The answer that gives the `chosen` figures; None when none fits what is asked well enough."""
    if not chosen:
        return None
    groups = [*chosen]
    draft = Draft(library)
    labelled = len(groups) > 1 and len({one.figure.year for group in groups for one in group}) > 1
    if len(groups) == 1:
        groups += other_documents(question, library, find, groups[0][0])
    for one in [one for group in groups for one in group]:
        year = f"{one.figure.year}年：" if labelled and one.figure.year in question.years else ""
        say_figure(draft, one, year)
    if _ASKS_MORE.search(question.text):
        sentence = groups[0][0].found.sentence
        words = one_line(library.slice(sentence.document_id, sentence.start, sentence.end))
        draft.say(f"原文：{words}{draft.cite(sentence.document_id, sentence.start, sentence.end)}")
    note_difference(draft, [group[0] for group in groups])
    note_missing_years(draft, question, groups)
    for clause in {g[0].figure.document_id: g[0].found.clause for g in groups}.values():
        draft.say(f"出处：{place(library, clause)}")
    return draft.answer()


def choose(
    question: Question, library: Library, find: Callable[[Question], Sequence[Found]]
) -> list[list[FoundFigure]]:
    """For each ask the figures that answer it, none twice; empty when the first ask has none."""
    asks = split_asks(question, library)
    ranked = [others_first(ask, library, find_figures(ask, library, find(ask))) for ask in asks]
    groups: list[list[FoundFigure]] = []
    shares = share_out(ranked)
    shared = [one for ask, one in zip(asks, shares, strict=True) if one and is_fit(ask, one, False)]
    for ask, best, all_ranked in zip(asks, shares, ranked, strict=True):
        known = {id_of(one) for group in groups for one in group}
        if (
            best is None
            or id_of(best) in known
            or not (is_fit(ask, best, bool(groups)) or is_supported(ask, best, shared))
        ):
            continue
        group = [c for c in all_ranked if goes_with(ask, library, c, best)]
        group = [c for c in group if c is best or not (id_of(c) in known or says_the_same(c, best))]
        next_score = max((c.score for c in all_ranked if c not in group), default=0.0)
        group = [replace(c, margin=c.score - next_score, alone=stands_alone(ask, library, c)) for c in group]
        groups.append(sorted(group, key=lambda c: c.figure.start))
    return groups


def id_of(one: FoundFigure) -> tuple[str, int]:
    return one.figure.document_id, one.figure.start


def share_out(ranked: Sequence[Sequence[FoundFigure]]) -> list[FoundFigure | None]:
    """One figure for each ask, none twice, so that all asks together fit best: 个人 and 小微企业 both fit the
    larger sum, but only one of them fits the smaller one nearly as well."""
    if len(ranked) < 2 or len(ranked) > MOST_SHARED:
        return one_after_another(ranked)
    none: list[FoundFigure | None] = [None]
    choices = [[*one[:SHARED_DEPTH]] or none for one in ranked]
    best, best_score = one_after_another(ranked), -math.inf
    for row in itertools.product(*choices):
        chosen = [one for one in row if one is not None]
        score = sum(one.score for one in chosen)
        if len({id_of(one) for one in chosen}) == len(chosen) and score > best_score:
            best, best_score = list(row), score
    return best


def one_after_another(ranked: Sequence[Sequence[FoundFigure]]) -> list[FoundFigure | None]:
    """Each ask in turn takes its best figure of those that are left."""
    taken: set[tuple[str, int]] = set()
    chosen: list[FoundFigure | None] = []
    for figures in ranked:
        best = next((one for one in figures if id_of(one) not in taken), None)
        taken |= {id_of(best)} if best else set()
        chosen.append(best)
    return chosen


def others_first(ask: Question, library: Library, ranked: list[FoundFigure]) -> list[FoundFigure]:
    """ "单户500万元以下的费率是多少" gives 500万元 as a condition: any other figure that fits goes before it."""
    given = [c for c in ranked if is_given(ask, library, c.figure)]
    if not given or not _ASKED_OUTRIGHT.search(ask.text):
        return ranked
    others = [c for c in ranked if c not in given]
    fitting = bool(others) and is_fit(ask, others[0], False)
    return others + given if fitting else ranked


def other_documents(
    question: Question, library: Library, find: Callable[[Question], Sequence[Found]], best: FoundFigure
) -> list[list[FoundFigure]]:
    """The figures of other documents that fit as well: shown side by side, never merged."""
    others: dict[str, FoundFigure] = {}
    for one in find_figures(question, library, find(question)):
        close = one.score > best.score - t.FITS_AS_WELL and one.local >= best.local
        if close and one.figure.document_id != best.figure.document_id and is_fit(question, one, True):
            others.setdefault(one.figure.document_id, one)
    return [[one] for one in others.values()][:2]


def is_fit(ask: Question, best: FoundFigure, further: bool) -> bool:
    least = t.LEAST_COVERAGE_FIGURE
    least_local = t.LEAST_LOCAL if further else t.LEAST_LOCAL_FIRST
    covered = best.found.coverage >= least or (
        best.local >= t.SURE_LOCAL and best.found.coverage >= t.LEAST_BESIDE
    )
    if not ask.own and not ask.terms:
        return best.local >= t.LEAST_PAIRS
    return covered and best.local >= least_local and best.head and best.lost <= t.MOST_LOST


def is_supported(ask: Question, best: FoundFigure, others: Sequence[FoundFigure]) -> bool:
    """单位和个人各交百分之几: a figure of the sentence that answers another ask needs fewer words of its own."""
    beside = any(
        one.figure.sentence_start == best.figure.sentence_start
        and one.figure.document_id == best.figure.document_id
        and one.figure.unit == best.figure.unit
        and one.figure.start != best.figure.start
        for one in others
    )
    return beside and is_fit(ask, replace(best, local=best.local + t.SUPPORT), False)


def says_the_same(one: FoundFigure, best: FoundFigure) -> bool:
    """The same value again in the sentence: 比例为16%，目前低于16%的…"""
    return one.figure.value == best.figure.value and one.figure.high == best.figure.high


def fits_alike(candidate: FoundFigure, best: FoundFigure) -> bool:
    """Of the same sentence and unit, and not to be told apart by the words of the question."""
    same = (
        candidate.figure.sentence_start == best.figure.sentence_start
        and candidate.figure.unit == best.figure.unit
    )
    return candidate is best or (same and candidate.score > best.score - t.SAME_FIT)


def goes_with(ask: Question, library: Library, one: FoundFigure, best: FoundFigure) -> bool:
    """Is it given beside the best one?"""
    further = in_asked_row(ask, library, one, best) or is_other_side(ask, library, one, best)
    return fits_alike(one, best) or further or is_alternative(library, one, best)


def is_alternative(library: Library, one: FoundFigure, best: FoundFigure) -> bool:
    """连续逾期3次或者累计逾期6次: the two cases of one rule, which the question does not tell apart; and the two
    ends of a range, 500元以上5000元以下."""
    first, second = sorted((one.figure, best.figure), key=lambda figure: figure.start)
    same = first.sentence_start == second.sentence_start and first.unit == second.unit
    if one is best or not same:
        return False
    if first.end == second.start and (first.qualifier, second.qualifier) == ("at_least", "at_most"):
        return True
    if one.score < best.score - t.CLEAR_MARGIN:
        return False
    between = fold(library.slice(first.document_id, first.end, second.start))
    return bool(re.fullmatch(r"[^,，;；。:：]{0,8}或者?[^,，;；。:：]{0,8}", between))


def in_asked_row(ask: Question, library: Library, one: FoundFigure, best: FoundFigure) -> bool:
    """ "整改率分别是多少": the whole row of figures (93.8%和100%) is asked for."""
    if one.figure.unit != best.figure.unit or one.figure not in paired(library, best.figure):
        return False
    if not re.search(r"分别|各", ask.text) and not names_row(ask, library, best.figure):
        return False
    return ask.own == ask.terms


def names_row(ask: Question, library: Library, figure: Figure) -> bool:
    """ "职工和居民医保的报销比例": are two things that 和 joins the subjects of one row (职工、居民医保…分别达)?"""
    before = fold(library.slice(figure.document_id, statement_start(library, figure), figure.start))
    sides = AND.split(ask.topic)
    if len(sides) != 2 or "分别" not in before:
        return False
    return all(any(term.word in side and term.word in before for term in ask.terms) for side in sides)


def find_figures(ask: Question, library: Library, found: Sequence[Found]) -> list[FoundFigure]:
    """Figures that fit unit and year, best first."""
    candidates = []
    for one in [f for f in found if f.of_place][: t.FIGURE_SENTENCES]:
        for figure in library.figures_of(one.sentence.document_id, one.sentence.clause):
            inside = one.sentence.start <= figure.start < one.sentence.end
            fits = inside and fits_unit(ask, figure) and fits_year(ask, library, figure)
            if fits and not is_name(library, figure):
                candidates.append(weigh_figure(ask, library, one, figure))
    return sorted(candidates, key=lambda c: (-c.score, c.figure.start))


def stands_alone(ask: Question, library: Library, one: FoundFigure) -> bool:
    """Has it a rare word of the ask beside it that no other figure of its sentence has? 自建 in "自建房屋每张8000元，
    租赁房屋每张4000元": inverse document frequency within the sentence, so to speak."""
    others = [
        fold(f"{other.measure}|{part_around(library, other)}")
        for other in library.figures_of(one.figure.document_id, one.figure.clause)
        if other.sentence_start == one.figure.sentence_start and other.start != one.figure.start
    ]
    telling = [term.word for term in ask.own or ask.terms if term.weight >= t.RARE]
    return bool(others) and any(
        held(word, one.near) >= t.HEAD_HELD and not any(held(word, other) for other in others)
        for word in telling
    )


def weigh_figure(ask: Question, library: Library, found: Found, figure: Figure) -> FoundFigure:
    """Recall: the ask's terms in the figure's part and measure, less so in what stands before it in its
    statement. Precision: how little else the part speaks of; it tells 开工建设28家 from 完成27家…的设备配置."""
    own = ask.own or ask.terms
    words = words_around(library, figure)
    near = words.near
    title = library.folded_titles[figure.document_id]
    kind = of_class(ask, library, figure)
    if kind:
        near = f"{near}|{kind.name}"
        if is_elliptic_part(words.part):  # it leans on the sentences before it
            words = replace(words, before=said_before(library, figure))
    elif not (words.takes_over or is_of_both(ask, words) or names_class(own, near)):
        words = replace(words, led="")
    surroundings = (near, words.before, words.behind, title, t.ELLIPTIC if words.led else t.BEFORE_PART)
    local, context = recall(own, *surroundings), recall(ask.terms, *surroundings)
    if not own:  # 三支一扶: a name that is cut into no words
        local = context = shared_pairs(ask.piece, near)
    if re.search(r"一共|总共|合计", ask.text) and "每" in words.part:
        local *= t.RATE_FOR_TOTAL  # 每月不少于2次 is no total
    address = library.folded_address(figure.document_id, figure.clause)
    unit = _UNIT_SAYS.get(figure.unit.split("/")[0], "")
    around = f"{near}|{unit}|{found.sentence.folded}|{address}|{title}"
    score = found.score + t.WEIGHT_LOCAL * (context + local) / 2 + kind_bonus(ask, figure)
    score += t.WEIGHT_PRECISION * precision(ask.terms, words.part) + said_beside(ask, own, words)
    score += t.OF_CLASS * kind.closeness if kind else 0.0
    score -= unfit(ask, library, figure, words)
    if _TOTAL_ASKED.search(ask.text) and _TOTAL_SAID.search(words_before(library, figure)):
        score += t.TOTAL
    *_, lost = cover_all(own, around, "", "", "")
    score -= t.WEIGHT_LOST * lost
    named = bool(own) and held(own[-1].word, near) == EXACT
    head = names_head(own, around)
    own_words = f"{near}|{words.before}|{words.behind}|{address}|{title}"
    others = is_of_others(own, found.sentence.folded, own_words)
    return FoundFigure(
        figure, found, score, local, lost, head, named, near, classed=kind is not None, of_others=others
    )


def is_of_others(own: Sequence[Term], sentence: str, own_words: str) -> bool:
    """在职职工：三级机构60%；退休人员…: does another statement of the sentence speak of what is asked, and the
    figure's own words do not?"""
    telling = [term.word for term in own if term.weight >= t.RARE and term.word in sentence]
    return any(not held(word, own_words) for word in telling)


@dataclass(frozen=True)
class Words:
    """The folded words around a figure; `led` are those of the figure that says what this one measures too."""

    part: str
    near: str  # its part and its measure
    before: str
    behind: str
    led: str = ""
    takes_over: bool = False  # is it the new value, and its leader the former one?


def words_around(library: Library, figure: Figure) -> Words:
    """Of a figure in a row (A、B月人均水平达1和2) what stands beside the figures belongs to all, the subjects to
    one each; of one whose part names but a class, what stands before includes the words of its leader."""
    start, end = part_span(library, figure)
    part = fold(library.slice(figure.document_id, start, end))
    near = f"{fold(figure.measure)}|{part}"
    if peers := paired(library, figure):
        part, last = fold(figure.measure), fold(peers[-1].measure)
        near = f"{part}|{last[len(last) // 2 :]}"
    lead = leader(library, figure)
    opens = statement_start(library, lead or figure)
    before = fold(library.slice(figure.document_id, opens, start))
    behind = library.slice(figure.document_id, end, statement_end(library, figure))
    led = f"{fold(lead.measure)}|{fold(part_around(library, lead))}" if lead else ""
    takes_over = lead is not None and is_former(library, lead)
    return Words(part, near, before, fold(_COUNTED_ASIDE.sub("", behind)), led, takes_over)


def said_before(library: Library, figure: Figure) -> str:
    """What stands before the figure's part in its clause."""
    clause = library.clause(figure.document_id, figure.clause)
    return fold(library.slice(figure.document_id, clause.start, part_span(library, figure)[0]))


def names_class(own: Sequence[Term], near: str) -> bool:
    """Does the figure's own part hold a word of the ask? Else the words of its leader speak of the leader
    only (开工79607户，竣工60940户)."""
    return any(len(term.word) > 1 and held(term.word, near) >= t.HEAD_HELD for term in own)


def said_beside(ask: Question, own: Sequence[Term], words: Words) -> float:
    """How much of the ask's wording stands beside the figure; what its leader says counts nearly as much."""
    piece = re.sub(r"\W", "", ask.piece)

    def weigh(near: str) -> float:
        said = t.WEIGHT_PAIRS * shared_pairs(ask.piece, near) + t.WEIGHT_RUN * phrase_held(piece, near)
        # 完成率, 复查率: what is measured stands last in the question
        return said + (t.HEAD_WORD if own and held(own[-1].word, near) > 0 else 0.0)

    said = weigh(words.near)
    return max(said, t.ELLIPTIC * weigh(f"{words.near}|{words.led}")) if words.led else said


def unfit(ask: Question, library: Library, figure: Figure, words: Words) -> float:
    """What is taken off a figure that is of another kind than the one asked for."""
    off = 0.0
    if ask.units in ((), ("元", "%")) and figure.unit == "%" and not _SHARE.search(ask.piece or ask.text):
        off += t.NOT_A_SHARE
    if figure.unit == "人" and ask.units[:1] == ("个",):
        off += t.NOT_PERSONS
    if _CHANGED.search(words.part) and not _CHANGE_ASKED.search(ask.text):
        off += t.NOT_A_CHANGE
    if is_given(ask, library, figure):
        off += t.GIVEN  # the question itself gives this figure: "47家卫生院…"
    if is_condition(library, figure) and not _CONDITION_ASKED.search(ask.text):
        off += t.CONDITION
    if is_left_behind(ask, library, figure):
        off += t.LEFT_BEHIND
    said = f"{words.before}{words.part}{words.behind}{figure.unit}"
    if figure.unit == "元" and _EACH_ASKED.search(ask.text) and not _EACH.search(said):
        off += t.OTHER_PERIOD
    if is_of_both(ask, words):
        off -= t.OF_BOTH
    return off - limit_bonus(ask, figure, words.part)


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


def limit_bonus(ask: Question, figure: Figure, part: str) -> float:
    """最多 and 最少 ask for a limit on their own side."""
    upper, lower = bool(_UPPER.search(ask.text)), bool(_LOWER.search(ask.text))
    if upper == lower:
        return 0.0
    is_upper = figure.qualifier in ("at_most", "under") or bool(_UPPER.search(part))
    is_lower = figure.qualifier in ("at_least", "over") or bool(_LOWER.search(part))
    return t.LIMIT * ((is_upper - is_lower) if upper else (is_lower - is_upper))


def names_head(own: Sequence[Term], around: str) -> bool:
    """利率, 注册资本: a question for a measure that the figure's sentence does not have is not answered by
    another measure. A wrong figure costs more than a missing one."""
    plain = word_list("only-measure") | word_list("measure")
    rare = [
        x
        for x in own
        if x.weight >= t.RARE and x.word not in plain and not _LEVEL.search(x.word) and names_thing(x.word)
    ]
    if not rare:
        return True
    word = rare[-1].word
    # 融资成本 holds the characters of 资本 in order, and is no capital: an abbreviation is not enough here.
    return held(word, around) >= (t.HEAD_PART if len(word) > 2 else t.HEAD_HELD)


def recall(
    terms: Sequence[Term], near: str, before: str, behind: str, title: str, before_part: float
) -> float:
    """Share of the terms' weight beside the figure; less for what stands further off in its statement. What the
    title says holds for every figure of the document, so that it counts little whether it stands here too."""
    total = covered = 0.0
    for term in terms:
        best = max(
            held(term.word, near),
            before_part * held(term.word, before),
            t.BEHIND_PART * held(term.word, behind),
        )
        weight = term.weight * (t.SAID_BY_TITLE if best < EXACT and term.word in title else 1.0)
        total += weight
        covered += weight * best
    return covered / total if total else 0.0


def shared_pairs(piece: str, near: str) -> float:
    """Share of the ask's character pairs that stand near: words are cut differently in question and text."""
    words = re.sub(r"\W", "", piece)
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}
    return sum(pair in near for pair in pairs) / len(pairs) if pairs else 0.0


def precision(terms: Sequence[Term], part: str) -> float:
    """Share of the part's characters, digits left out, that belong to the question's terms."""
    words = re.sub(r"[\d.%,，、]+", "", part)
    covered = sum(len(term.word) for term in terms if term.word in words)
    return min(1.0, covered / len(words)) if words else 0.0


def is_given(ask: Question, library: Library, figure: Figure) -> bool:
    """Does the question itself print this number? "47家卫生院…", "单户500万元以下的…费率"."""
    printed = re.search(r"\d+(?:\.\d+)?", fold(library.slice(figure.document_id, figure.start, figure.end)))
    return bool(printed and re.search(rf"(?<![\d.]){re.escape(printed.group())}(?![\d.])", ask.text))


def is_left_behind(ask: Question, library: Library, figure: Figure) -> bool:
    """Is it the value before a change (由3年放宽至1年)? The one after it holds, unless the former is asked for."""
    return not _FORMER_ASKED.search(ask.text) and is_former(library, figure)


def is_other_side(ask: Question, library: Library, one: FoundFigure, best: FoundFigure) -> bool:
    """放宽前后分别是几年: both values of one change are asked for."""
    same = one.figure.sentence_start == best.figure.sentence_start and one.figure.unit == best.figure.unit
    return same and "前后" in ask.text and (is_former(library, one.figure) != is_former(library, best.figure))


def kind_bonus(ask: Question, figure: Figure) -> float:
    if _TARGET.search(ask.text) and not _ACHIEVED.search(ask.text):
        return 0.1 if figure.kind == "target" else -0.1
    if _ACHIEVED.search(ask.text):
        return 0.1 if figure.kind == "achieved" else -0.1
    return 0.0


def fits_year(ask: Question, library: Library, figure: Figure) -> bool:
    years = library.years_asked(ask.years, ask.relative_years, figure.document_id)
    if not years:
        return True
    if figure.year:
        return figure.year in years or bool(years & years_of_class(library, figure))
    return bool(years & library.years_around(figure.document_id, figure.clause))


def years_of_class(library: Library, figure: Figure) -> set[int]:
    """2021年至2022年签约的，奖励6000万元: every year of the range that says which case the figure is for."""
    text = library.document(figure.document_id).text
    dates = find_dates(text, statement_start(library, figure), figure.start)
    last = next((date for date in reversed(dates) if date.year), None)
    if last is None or not (last.year and last.end_year):
        return set()
    is_case = re.match(r"[^,，;；。]{1,12}的[,，]", text[last.end : figure.start])
    return {*range(last.year, last.end_year + 1)} if is_case else set()


def say_figure(draft: Draft, one: FoundFigure, year: str = "") -> None:
    figure, sentence = one.figure, one.found.sentence
    mark = draft.cite_clause(one.found.clause, sentence.start, sentence.end)
    start = figure.start - (
        words_before(draft.library, figure).endswith("共")
    )  # 共23项: the count is printed so
    printed = one_line(draft.library.slice(figure.document_id, start, figure.end).strip())
    draft.say(f"{year}{printed}{describe_figure(draft.library, figure)}{mark}")


def describe_figure(library: Library, figure: Figure) -> str:
    """What the figure is, in the document's words: its part of the sentence, else its measure."""
    part = one_line(part_around(library, figure)).strip()
    printed = one_line(library.slice(figure.document_id, figure.start, figure.end).strip())
    whole = part.removeprefix("共") != printed and len(part) <= 60 and not paired(library, figure)
    words = part if whole else figure.measure
    return f"（{words.strip()}）" if words.strip() and words.strip() != printed else ""


def note_missing_years(draft: Draft, question: Question, groups: Sequence[Sequence[FoundFigure]]) -> None:
    """Half of a comparison must not read as the whole."""
    found = {one.figure.year for group in groups for one in group}
    missing = [str(year) for year in question.years if year not in found]
    if len(question.years) > 1 and missing:
        draft.notes.append(f"没有找到{'、'.join(missing)}年的数 · Nothing found for {', '.join(missing)}")


def note_difference(draft: Draft, chosen: Sequence[FoundFigure]) -> None:
    """The difference is ours, not the document's: it stands in a note, marked as computed."""
    if len(chosen) != 2:
        return
    first, second = chosen[0].figure, chosen[1].figure
    if first.unit == second.unit and first.high is None and second.high is None:
        difference = abs(second.value - first.value)
        draft.notes.append(
            f"两者相差 {difference.normalize():f}{first.unit}（由引文中的两个数计算，不是原文）"
        )
