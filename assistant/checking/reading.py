"""A sentence with everything that can be checked in it, read the same way from drafts and from documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.checking.aligning import members, tokens
from assistant.checking.grams import grams
from policytext.dates import DateMention, find_dates
from policytext.departments import DepartmentMention, find_departments
from policytext.figures import FigureMention, find_figures
from policytext.folding import fold
from policytext.quantities import find_quantities
from policytext.references import Reference, find_document_numbers, find_titles
from policytext.sentences import split_statements

_DUTY_BRACKET = re.compile(r"[（(][^（()）]*(?:负责|牵头|配合|责任|主办|承办|分工)[^（()）]*[）)]")
_ENDS = tuple("。；：，！？;:,.!?”）)")
_MUST_NOT = re.compile(r"不(?:能|可|许|准|应当|可以|允许)$")
_FAR_LIMIT = re.compile(r"(?:(?P<most>最多|至多|顶多)|(?P<least>至少|最少|起码))[^\d,，;；。:：、最至]{1,6}$")
_NEAR_LIMIT = re.compile(r"(?:(?P<most>不[得应能]?(?:超过|高于))|(?P<least>不[得应能]?(?:低于|少于)))$")
_CHANGES = re.compile(r"[增升提扩延涨浮减降缩压削跌落高低多少]|比(?![例重率值])|较")
_ENOUGH = re.compile(r"就(?:够|行|可)|即可|足够")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零\d]+[条款]")  # its number measures nothing
_LONGEST_OPENING = 16  # characters of a noun that opens a line
_POINTER = re.compile(
    r"^[\s*]*(?:其中|该|此|这|上述|两者|二者|前者|后者|具体|达|为|共|(?:数值|金额|标准|比例|规模|总数|数字)(?:为|是|达|定|约))"
)


@dataclass(frozen=True)
class Measured:
    """A figure with the words that tell what it measures: `own` of its measure, `part` of its part of the
    sentence; `left` and `right` are the folded characters next to it."""

    figure: FigureMention
    own: frozenset[str]
    part: frozenset[str]
    left: str
    right: str
    peers: frozenset[str] = frozenset()  # pairs of the subjects that other figures of its list have


@dataclass(frozen=True)
class Reading:
    """One statement of `text` at `start`..`end`. `before` are the pairs of what stands before it and may hold its
    subject, `around` those of headings and title."""

    text: str
    start: int
    end: int
    figures: tuple[Measured, ...]
    before: frozenset[str]
    around: frozenset[str]
    document_id: str = ""
    clause: int = -1
    year: int | None = None  # that its place gives, not its words
    opening: str = ""  # folded, the noun that opens its line: 供水管道和设施。…

    @cached_property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def pairs(self) -> frozenset[str]:
        return grams(without_duties(self.words))

    @cached_property
    def folded(self) -> str:
        return fold(self.words)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        return tuple(find_dates(self.text, self.start, self.end))

    @cached_property
    def departments(self) -> tuple[DepartmentMention, ...]:
        return tuple(find_departments(self.text, self.start, self.end))

    @cached_property
    def numbers(self) -> tuple[Reference, ...]:
        return tuple(find_document_numbers(self.text, self.start, self.end))

    @cached_property
    def titles(self) -> tuple[Reference, ...]:
        return tuple(find_titles(self.text, self.start, self.end))

    def names_opening(self, other: Reading) -> bool:
        """Does this statement name the thing that opens the line of the other one?"""
        things = members(other.opening.rstrip("。"))
        return any(len(thing) > 1 and thing in self.folded for thing in things)

    @property
    def is_heading(self) -> bool:
        """A short line that ends without a mark and has no figure."""
        words = self.words.strip()
        return (
            len(words) <= 40 and not words.endswith(_ENDS) and self.words.endswith("\n") and not self.figures
        )

    @property
    def points_back(self) -> bool:
        """Does it lean on the sentence before for its subject?"""
        return bool(_POINTER.match(self.words)) or len(self.pairs) < 4


def without_duties(words: str) -> str:
    """The words without brackets that name departments: they do not tell what is measured."""
    return _DUTY_BRACKET.sub("，", words)


def read(
    text: str, start: int = 0, end: int | None = None, *, heading: Sequence[str] = (), title: str = "",
    year: int | None = None, document_id: str = "", clause: int = -1, before: str = "", place_year: int | None = None,
) -> list[Reading]:  # fmt: skip
    """The statements of `start`..`end` in order. `year` is what the title gives,
    beside the headings; `place_year` that of the document, which binds no figure."""
    stop = len(text) if end is None else end
    ratios = text.replace("∶", ":")  # the sign of a ratio; figures are read with the plain one
    mentions = find_figures(ratios, start, stop, year=year, heading=heading)
    around = grams("|".join([title, *heading]))
    readings: list[Reading] = []
    earlier = grams(before)
    opening = ""
    for first, last in split_statements(text, start, stop):
        if not text[first:last].strip():
            continue
        if not readings or "\n" in text[readings[-1].end - 1 : first + 1]:
            opening = fold(text[first:last]) if _opens_line(text, first, last) else ""
        inside = tuple(_measured(text, m, first, last) for m in mentions if first <= m.start < last)
        readings.append(Reading(
            text, first, last, inside, earlier, around | grams(opening), document_id, clause, year or place_year,
            opening,
        ))  # fmt: skip
        own = readings[-1].pairs
        earlier = own | earlier if len(own) < 6 else own
    return readings


def _opens_line(text: str, first: int, last: int) -> bool:
    """Is a statement a bare noun that says what the rest of its line is about: 供水管道和设施。运行年限满30年的管道？"""
    words = fold(text[first:last])
    return (
        len(words) <= _LONGEST_OPENING
        and words.endswith("。")
        and not text[last : last + 1].isspace()
        and last < len(text)
        and not any(tag == "v" or tag[0] in "dpr" for _, tag, _ in tokens(words))
    )


def read_draft(text: str, before: str = "") -> list[Reading]:
    """The statements of a text that was handed in. A heading's year holds until the next heading with a year."""
    readings: list[Reading] = []
    heading = ""
    start = 0
    for line in re.finditer(r"[^\n]+", text):
        if _is_dated_heading(line.group()):
            readings += read(text, start, line.start(), heading=(heading,) if heading else (), before=before)
            heading, start = line.group().strip(), line.start()
    return readings + read(text, start, heading=(heading,) if heading else (), before=before)


def _is_dated_heading(line: str) -> bool:
    words = line.strip()
    short = len(words) <= 40 and not words.endswith(_ENDS)
    return short and any(d.year for d in find_dates(words)) and not find_quantities(words)


def _measured(text: str, figure: FigureMention, first: int, last: int) -> Measured:
    figure = _limited(text, replace(figure, text=text[figure.start : figure.end]))
    part = text[max(first, figure.part_start) : min(last, figure.part_end)]
    left = fold(text[max(first, figure.start - 24) : figure.start])[-12:]
    right = fold(text[figure.end : min(last, figure.end + 24)])[:12]
    own = grams(_ARTICLE.sub("", figure.measure))
    peers = frozenset().union(*(grams(p) for p in figure.peers)) - own
    return Measured(figure, own, grams(without_duties(part)) - peers, left, right, peers)


def _limited(text: str, figure: FigureMention) -> FigureMention:
    """The figure with a limit that its own words do not have: 最多能领3次, 不能超过25人, 不低于1∶7, 10天就够了."""
    before = fold(text[figure.part_start : figure.start])
    said = figure.qualifier
    near = _NEAR_LIMIT.search(before) if figure.quantity.unit_kind == "ratio" else None
    limit = None if said else _FAR_LIMIT.search(before) or near
    if said in ("over", "under") and _MUST_NOT.search(before):
        said = "at_most" if said == "over" else "at_least"
    elif limit:
        said = "at_most" if limit["most"] else "at_least"
    elif not said and _ENOUGH.match(fold(text[figure.end : figure.end + 3])):
        said = "at_least"
    # 比例不低于 compares with nothing.
    change = figure.change if _CHANGES.search(_NEAR_LIMIT.sub("", before)) else ""
    return replace(figure, quantity=replace(figure.quantity, qualifier=said), change=change)
