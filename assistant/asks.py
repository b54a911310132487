"""A question for several figures, taken apart: one ask for each, with the words that are its own.

"A和B各多少", "17年新建多少、完善提升多少，18年计划多少", "有多少？完成任务的百分之几" each name two or more
things. An ask keeps all terms of the question, those of its own piece in full weight and the others as context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import thresholds as t
from assistant.library import Library
from assistant.question import Kind, Question, Term
from assistant.terms import content_words, weigh
from assistant.understanding import relative_years_of, topic_of, years_of
from assistant.units_asked import units_of
from assistant.wording import word_list

_BREAK = re.compile(r"[,，;；:：?？/]|还有|对比|相比")
# 和 is part of many names; it parts two asks where the question says so, or a measure stands before it.
_AND = re.compile(r"、|以及|(?<=.)(?:和|与|跟|及|同|vs)(?=.)")
_SEVERAL = re.compile(
    r"vs|分别|各(?!地|级|类|项|市|县|省|区|部)|对照|对比|比较|哪个(?:多|大|高)|两者|相差|(?:19|20)?\d\d年.*(?:19|20)?\d\d年|(?:19|20)\d\d.*(?:19|20)\d\d"
)
_MEASURE = re.compile(
    r"(?:数量?|率|比例|比重|占比|金额|额|幅度?|标准|面积|规模|水平|[上下]限|多少.{0,3}|几.)$"
)
_MEASURE_OF_ALL = re.compile(r".{2,}的(?:数量|人数|数目|比例|金额|标准)$")
_ASKED = re.compile(
    r"多少|多[高大长远](?![\u4e00-\u9fff])|几(?=[个名家户项年月天日倍成处座所条次人场万亿公种类级批间套台件辆亩分小周岁元块吨米张度])|百分之几"
)

_FOLLOWS = re.compile(r".{0,6}(?:就|才)(?!业|能力)")
# 月人均 and 其增幅, 及占比: a measure of what was named before.
_OF_EACH = re.compile(
    r"^(?:两者|二者|它们|其)?的?(?:[年月]?[人户]均|占比|比重|比例|[增涨降升]幅)(?:水平|标准|额)?$"
)
_GROWTH = re.compile(r"^(?:同比|比|较|其)?.{0,4}(?:增长|增加|提高|上升|下降|减少|降低|增幅)")


@dataclass(frozen=True)
class _Piece:
    """A piece of the question: its words, its years, and whether it asks for a number outright."""

    text: str
    words: tuple[Term, ...]
    years: tuple[int, ...]
    offsets: tuple[int, ...]

    @property
    def asks(self) -> bool:
        return bool(_ASKED.search(self.text) or _OF_EACH.search(self.text))

    @property
    def grows(self) -> bool:
        return bool(_GROWTH.search(self.text))


def split_asks(question: Question, library: Library) -> list[Question]:
    """One question for each thing that is asked for, in order; the question itself when it asks for one."""
    broken = [part for piece in _sentences(question.text) for part in part_asked(piece)]
    clauses = [part_and(piece, question.text) for piece in broken]
    pieces = [[_piece(part, question, library) for part in parts] for parts in clauses]
    subjects = [p for p in pieces[0] if p.words] if pieces else []
    rest = [p for parts in pieces[1:] for p in parts]
    if (
        subjects
        and "其中" not in question.text
        and any(p.asks or p.years for p in rest)
        and not any(p.asks or p.years or p.offsets for p in pieces[0])
    ):
        # "低保和特困，2017年各落实多少资金": each subject with what is asked of all.
        asks = [ask for subject in subjects for ask in _of_subject(subject, rest, question)]
    else:
        asks = _in_order([*(pieces[0] if pieces else []), *rest], question)
    return (
        asks
        if len(asks) > 1
        else [replace(question, own=question.terms, piece=question.piece or question.topic)]
    )


def _sentences(text: str) -> list[str]:
    """What the marks part; what only says what follows (几天没来，学校就要上报) stays with what is asked."""
    parts: list[str] = []
    for part in filter(None, _BREAK.split(text)):
        follows = _FOLLOWS.match(part) and not _ASKED.search(part)
        if parts and follows and _ASKED.search(parts[-1]):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _of_subject(subject: _Piece, rest: Sequence[_Piece], question: Question) -> list[Question]:
    """ "月人均水平，比上年增长多少" asks for the level and for its growth."""
    asks = _in_order(rest, question, subject.words)
    measured = _MEASURE.search(subject.text) and rest[0].grows
    return [_ask(question, subject.words, subject, ()), *asks] if measured else asks


def _in_order(pieces: Sequence[_Piece], question: Question, subject: Sequence[Term] = ()) -> list[Question]:
    """An ask for each piece, about `subject` where one stands before; a year holds until the next one."""
    several = len(question.years) + len(question.relative_years) > 1
    asks: list[Question] = []
    dated: _Piece | None = None
    shared = next((units for piece in reversed(pieces) if (units := units_of(piece.text))), ())
    for piece in pieces:
        has_year = bool(piece.years or piece.offsets)
        dated = piece if has_year else dated
        if piece.words or piece.asks or (several and has_year):
            words = (*subject, *piece.words)
            ask = _ask(question, words, piece, (dated,) if several and dated else ())
            # "初级工、中级工各能领多少元": the unit stands once, behind the last.
            asks.append(ask if ask.units or piece.asks else replace(ask, units=shared))
    if len(asks) < 2 and several:
        years = [
            replace(question, years=(year,), relative_years=(), own=question.terms) for year in question.years
        ]
        offsets = [
            replace(question, years=(), relative_years=(o,), own=question.terms)
            for o in question.relative_years
        ]
        return years + offsets
    return asks


def _ask(question: Question, words: Sequence[Term], piece: _Piece, dated: Sequence[_Piece]) -> Question:
    if sum(term.weight for term in words) < t.LEAST_OWN_WEIGHT:
        # "完成年度任务的百分之多少": of what, the piece before says.
        own = {term.word for term in words}
        others = (replace(x, weight=x.weight * t.LEANING) for x in question.terms if x.word not in own)
        words = (*(replace(x, weight=t.LEAST_OWN_WEIGHT) for x in words), *others)
    leans = sum(term.weight for term in piece.words) < t.LEAST_OWN_WEIGHT
    # "系数2015年和2030年各是多少": the second year asks for the same kind of number.
    units = units_of(piece.text) or (question.units if dated and leans else ())
    years = dated[0].years if dated else question.years
    offsets = dated[0].offsets if dated else question.relative_years
    return replace(
        question, piece=plain_words(piece.text, words, question.kind), years=years, relative_years=offsets, units=units,
        terms=_emphasise(question.terms, words), own=tuple(words) or question.terms,
    )  # fmt: skip


def plain_words(piece: str, words: Sequence[Term], kind: Kind) -> str:
    """The ask's characters for comparing pairs: its piece without what only asks, or its words alone."""
    topic = topic_of(piece, kind)
    for word in word_list("generic") | word_list("only-measure"):
        topic = topic.replace(word, " ") if len(word) > 1 else topic
    subject = "".join(term.word for term in words if term.word not in piece)
    return f"{subject} {topic}"


def _piece(text: str, question: Question, library: Library) -> _Piece:
    counted = units_of(text)  # 压到多少个工作日: the unit names no thing
    named = [w for w in content_words(topic_of(text, question.kind), library) if w not in counted]
    words = weigh(named, library)
    return _Piece(text, words, years_of(text), relative_years_of(text))


def part_asked(piece: str) -> list[str]:
    """ "几所技工院校帮几个县区" asks twice in one breath: cut before the second number that is asked for."""
    asked = list(_ASKED.finditer(piece))
    if len(asked) < 2:
        return [piece]
    first, second = asked[0].end(), asked[1].start()
    join = _AND.search(piece, first, second)  # 建成多少个、覆盖率多少: the mark between the two parts them
    if join:
        return [piece[: join.start()], *part_asked(piece[join.end() :])]
    if _AND.search(piece):
        return [piece]
    return [piece[:second], piece[second:]]


def part_and(piece: str, whole: str) -> list[str]:
    """The parts between 和, 与, 、 where they are several asks; the piece itself otherwise."""
    parts = [part for part in _AND.split(piece) if part]
    if len(parts) > 1 and (
        _SEVERAL.search(whole) or _MEASURE.search(parts[0]) or _MEASURE_OF_ALL.search(parts[-1])
    ):
        return parts
    return [piece]


def _emphasise(terms: Sequence[Term], own: Sequence[Term]) -> tuple[Term, ...]:
    words = {term.word for term in own}
    if words <= word_list("only-measure"):
        return tuple(terms)
    return tuple(
        term if term.word in words else replace(term, weight=term.weight * t.OTHER_ASKS) for term in terms
    )
