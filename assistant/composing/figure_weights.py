"""How well the figures of the sentences found fit an ask: by the words beside them, and by their kind."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import thresholds as t
from assistant.composing.figure_classes import of_class
from assistant.composing.figure_kinds import (
    fits_limit,
    fits_remaining,
    fits_year,
    is_of_both,
    kind_bonus,
    unfit,
)
from assistant.composing.figure_spans import (
    counted,
    counted_of,
    is_elliptic_part,
    is_name,
    leader,
    paired,
    part_around,
    words_before,
)
from assistant.composing.figure_words import Words, said_before, words_around
from assistant.expected import fits_unit
from assistant.library import Library
from assistant.question import Question, Term
from assistant.retrieval import Found, cover_all, phrase_held
from assistant.terms import EXACT, held, names_thing
from assistant.wording import word_list
from policytext.folding import fold
from vectorstore.records import Figure

# What a figure's unit says by itself: 7500万元 is money, though no 资金 stands beside it.
_UNIT_SAYS = {
    "元": "资金金额经费款项额度", "%": "比例|占比|比重|百分比|增幅", "人": "人数", "户": "户数", "家": "家数|数量", "个": "个数|数量",
}  # fmt: skip
_NEAR_MEASURE = re.compile(r"[^效功频速汇](?:率(?![先领])|系数|指数)")
_MEASURE = re.compile(r".(?:率|系数|指数|温度|价格)$")
_LEVEL = re.compile(r"(?:标准|水平|金额|总额|规模)$")  # 最低标准: says the kind of number, not of what
_TOTAL_ASKED = re.compile(r"总数|总共|一共|共有|现有|(?:现在|目前|全省|全市|全国).{0,6}有(?:几|多少)")
_TOTAL_SAID = re.compile(
    r"(?:共|共有|总数|总量|合计|累计|总计)(?:达到?|为|有|是)?$|(?:共有|总计|合计)[^,，;；。\d]{1,6}$"
)


@dataclass(frozen=True)
class FoundFigure:
    """A figure with its mark; `local` is the share of the ask's own terms that stand close to it."""

    figure: Figure
    found: Found
    score: float
    local: float
    reach: float  # the same with the headings above it
    lost: float  # share of the ask's own terms that its statement, headings and title do not have
    head: bool  # is what is measured, the last rare word of the ask, named around it?
    named: bool = False  # does the ask's last word stand right beside it (复查率为169.5%)?
    near: str = ""  # the folded words beside it
    own_words: str = ""  # the same, with those before it and of the figure that leads it
    alone: bool = (
        False  # has it a telling word of the ask beside it that no other figure of its sentence has?
    )
    classed: bool = False  # is it of the class that the question names (3家, 95岁, 三类)?
    of_them: bool = False  # does it count some of those that another figure counts (其中女性60人)?
    in_range: bool = False  # does a number of the question lie between the two ends of its class?
    of_others: bool = False  # does another statement of its sentence speak of what is asked?
    dated: bool = False  # does it alone of the figures of its sentence print the year that is asked for?
    margin: float = 0.0  # how far it stands above the next figure

    @property
    def clear(self) -> bool:
        """Is it plain that this figure of its sentence is meant, and no other?"""
        outstanding = self.local >= t.CLEAR_BY_MARGIN and self.margin >= t.CLEAR_MARGIN
        stands_out = (self.alone or self.classed or self.dated or outstanding) and not self.of_others
        return self.named or self.local >= t.CLEAR_LOCAL or stands_out


def find_figures(ask: Question, library: Library, found: Sequence[Found]) -> list[FoundFigure]:
    """Figures that fit unit and year, best first."""
    candidates = []
    for one in [f for f in found if f.of_place][: t.FIGURE_SENTENCES]:
        for figure in library.figures_of(one.sentence.document_id, one.sentence.clause):
            inside = one.sentence.start <= figure.start < one.sentence.end
            fits = inside and fits_unit(ask, figure) and fits_year(ask, library, figure)
            fits = fits and fits_limit(ask, library, figure) and fits_remaining(ask, library, figure)
            if fits and not is_name(library, figure):
                candidates.append(weigh_figure(ask, library, one, figure))
    return sorted(candidates, key=lambda c: (-c.score, c.figure.start))


def weigh_figure(ask: Question, library: Library, found: Found, figure: Figure) -> FoundFigure:
    """Recall: the ask's terms in the figure's part and measure, less so in what stands before it in its
    statement. Precision: how little else the part speaks of; it tells 开工建设28家 from 完成27家…的设备配置."""
    words = words_around(library, figure)
    title = library.folded_titles[figure.document_id]
    address = library.folded_address(figure.document_id, figure.clause)
    unit = _UNIT_SAYS.get(figure.unit.split("/")[0], "")
    kind = of_class(ask, library, figure)
    if kind:
        words = replace(words, near=f"{words.near}|{kind.name}")
    around = f"{words.near}|{unit}|{found.sentence.folded}|{address}|{title}"
    own = needed(ask.own or ask.terms, around)
    of_them = counted_of(library, figure)
    # Does nothing of the ask tell some of them from all of them (其中省级示范村1000个)?
    untold = bool(of_them) and not names_class([x for x in own if not held(x.word, of_them)], words.near)
    if kind and is_elliptic_part(words.part):  # it leans on the sentences before it
        words = replace(words, before=said_before(library, figure))
    elif untold or not (kind or words.takes_over or is_of_both(ask, words) or names_class(own, words.near)):
        words = replace(words, led="")
    local, reach, context = shares(ask, own, words, address, title)
    score = found.score + t.WEIGHT_LOCAL * (context + local) / 2 + kind_bonus(ask, figure)
    score += t.WEIGHT_PRECISION * precision(ask.terms, words.part) + said_beside(ask, own, words)
    score += t.OF_CLASS * kind.closeness if kind else 0.0
    score -= unfit(ask, library, figure, words) + (t.SOME_OF_THEM if untold else 0.0)
    if _TOTAL_ASKED.search(ask.text) and _TOTAL_SAID.search(words_before(library, figure)):
        score += t.TOTAL
    *_, lost = cover_all(own, around, "", "", "")
    score -= t.WEIGHT_LOST * lost
    own_words = f"{words.near}|{words.before}|{address}|{title}"
    row = paired(library, figure)  # what stands before a row of figures says nothing of one of them
    return FoundFigure(
        figure, found, score, local, reach, lost,
        head=names_head(own, around) and names_measure(own, library, figure, words.near, own_words)
        and not is_of_other_compound(ask, library, words.near, around),
        named=bool(own) and held(own[-1].word, words.near) == EXACT, near=words.near,
        own_words=words.near if row else f"{words.near}|{words.before}|{words.led}",
        classed=kind is not None, in_range=kind is not None and kind.is_range, of_them=bool(of_them),
        of_others=is_of_others(own, found.sentence.folded, f"{own_words}|{words.behind}"),
    )  # fmt: skip


def shares(
    ask: Question, own: Sequence[Term], words: Words, address: str, title: str
) -> tuple[float, float, float]:
    """Shares of the ask's own terms by the figure's own words, and with the headings above it, which make a
    figure fit and not clear; and of all terms of the question by its own words."""
    if not own:  # 三支一扶: a name that is cut into no words
        return (shared_pairs(ask.piece, words.near),) * 3
    further = (words.behind, title, t.ELLIPTIC if words.led else t.BEFORE_PART)
    local = recall(own, words.near, words.before, *further)
    reach = max(local, recall(own, words.near, f"{words.before}|{address}", *further))
    context = recall(ask.terms, words.near, words.before, *further)
    if re.search(r"一共|总共|合计", ask.text) and "每" in words.part:
        return local * t.RATE_FOR_TOTAL, reach * t.RATE_FOR_TOTAL, context  # 每月不少于2次 is no total
    return local, reach, context


def needed(own: Sequence[Term], around: str) -> tuple[Term, ...]:
    """The terms that must stand around the figure: 最长 or 上限 need not, where 可延长至8年 is said."""
    free = word_list("limit")
    kept = tuple(term for term in own if term.word not in free or held(term.word, around))
    return kept or tuple(own)


def stands_alone(ask: Question, library: Library, one: FoundFigure) -> bool:
    """Has it a rare word of the ask beside it that no other figure of its sentence has? 自建 in "自建房屋每张8000元，
    租赁房屋每张4000元": inverse document frequency within the sentence, so to speak."""
    others = [
        fold(f"{other.measure}|{part_around(library, other)}|{counted_of(library, other)}")
        for other in library.figures_of(one.figure.document_id, one.figure.clause)
        if other.sentence_start == one.figure.sentence_start and other.start != one.figure.start
    ]
    telling = [term.word for term in ask.own or ask.terms if term.weight >= t.RARE]
    return bool(others) and any(
        held(word, one.near) >= t.HEAD_HELD and not any(held(word, other) for other in others)
        for word in telling
    )


def is_of_others(own: Sequence[Term], sentence: str, own_words: str) -> bool:
    """在职职工：三级机构60%；退休人员…: does another statement of the sentence speak of what is asked, and the
    figure's own words do not?"""
    telling = [term.word for term in own if term.weight >= t.RARE and term.word in sentence]
    return any(not held(word, own_words) for word in telling)


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


def is_of_other_compound(ask: Question, library: Library, near: str, around: str) -> bool:
    """就业补助资金 is asked for and stands so in the documents, but the figure is of another 补助资金: the word that
    tells them apart stands nowhere around it."""
    return any(
        first.weight >= t.RARE
        and f"{first.word}{tail.word}" in (ask.piece or ask.text)
        and tail.word in near
        and not held(first.word, around)
        and library.frequency(f"{first.word}{tail.word}")
        for first, tail in itertools.pairwise(ask.own or ask.terms)
    )


def names_measure(own: Sequence[Term], library: Library, figure: Figure, near: str, own_words: str) -> bool:
    """Is the rate or the coefficient that is asked for said of this figure, and of no other one of the sentence
    (用水总量控制在6350亿立方米以内，…利用系数提高到0.53以上)?"""
    word = next((x.word for x in reversed(own) if x.weight >= t.RARE and _MEASURE.search(x.word)), None)
    if word is None or held(word, near) >= t.HEAD_PART:
        return True
    others = [
        fold(part_around(library, other))
        for other in counted(library, figure)
        if other.sentence_start == figure.sentence_start and other not in (figure, leader(library, figure))
    ]
    is_of_others = _NEAR_MEASURE.search(near) or any(word in other for other in others)
    return held(word, own_words) >= t.HEAD_PART and not is_of_others


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
