"""What is kept of a document: the values that ingest writes and the assistant reads.

All positions are character offsets into `Document.text`, the canonical text, and a span is
`text[start:end]`. Nothing here reads files or decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Validity = Literal["in_force", "amended", "repealed", "expired"]
Role = Literal["lead", "support", "responsible", "guide", "participate"]
FigureKind = Literal["achieved", "target", "standard"]
Qualifier = Literal["", "about", "nearly", "over", "at_least", "at_most", "under"]
RelationKind = Literal["repeals", "amends", "implements", "mentions"]


@dataclass(frozen=True)
class Page:
    """One page of the source: 1-based number and its span. `confidence` is set for recognised scans, 0 to 1."""

    number: int
    start: int
    end: int
    confidence: float | None = None


@dataclass(frozen=True)
class Relation:
    """What a document says of another one: the words `start`..`end` repeal, amend or mention `target`."""

    kind: RelationKind
    target: str  # a document number, or a title without its 《》
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """One source as read. `id` is made from the canonical text, so the same text is the same document."""

    id: str
    title: str
    text: str
    number: str | None = None  # 文号, as printed: 粤财办〔2018〕6号
    issuer: str | None = None
    date: str | None = None  # ISO, YYYY-MM-DD: printed or signed
    validity: Validity = "in_force"
    expires: str | None = None  # ISO; the last day on which it is in force, when the text gives one
    pages: tuple[Page, ...] = ()
    sources: tuple[str, ...] = ()  # every path or upload name under which this text was found
    # The document's own data by its printed label: 公开方式, 抄送, 主送, 印发日期 … value is a slice of `text`.
    details: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Clause:
    """A node of the outline. `start`..`body_end` is its own text (heading included, children not),
    `start`..`end` its whole subtree. The own spans of all clauses of a document partition its text.
    """

    document_id: str
    ordinal: int  # in the order of the text, from 0
    parent: int | None  # ordinal of the clause above, None at the top
    level: int  # depth from 0
    marker: str  # 二、 （六） 17. 第十二条 "" for unnumbered
    heading: str  # without the marker; "" when the clause has none
    address: tuple[
        str, ...
    ]  # labels from the top to this clause: ("二、2018年重点工作任务", "（六）生活保障均等化", "17. 加强最低生活保障")
    start: int
    body_end: int
    end: int


@dataclass(frozen=True)
class DutyDepartment:
    """A department named in a duty, as printed, with its own span."""

    name: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True)
class Duty:
    """Who answers for `covers_start`..`covers_end` (a clause, or the sentences before the bracket).
    `start`..`end` are the words that say so, brackets included."""

    document_id: str
    clause: int  # ordinal
    departments: tuple[DutyDepartment, ...]
    covers_start: int
    covers_end: int
    start: int
    end: int
    scope: str = ""  # 适用范围, or another limit printed with the departments


@dataclass(frozen=True)
class Figure:
    """A number in the text. Values are in base units: 万 and 亿 are multiplied out, a percentage stays one."""

    document_id: str
    clause: int  # ordinal
    start: int  # span of the figure as printed, qualifier included: 超过1亿人
    end: int
    sentence_start: int
    sentence_end: int
    value: Decimal
    unit: str  # 人, 元/月, %, 户 …
    measure: str  # what is measured, a short phrase: 城镇新增就业
    kind: FigureKind
    high: Decimal | None = None  # upper end of a range
    qualifier: Qualifier = ""
    year: int | None = None


@dataclass(frozen=True)
class Passage:
    """What is embedded and found: `text` is the slice `start`..`end` of whole sentences of one clause."""

    id: str  # f"{document_id}:{start}"
    document_id: str
    clause: int  # ordinal
    start: int
    end: int
    text: str
    context: str  # document title and clause address, for embedding and word search; never quoted


@dataclass(frozen=True)
class Record:
    """One document with everything that was read out of it."""

    document: Document
    clauses: tuple[Clause, ...]
    duties: tuple[Duty, ...]
    figures: tuple[Figure, ...]
    passages: tuple[Passage, ...]
