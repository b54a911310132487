"""The objects of the HTTP API, made from the assistant's values. Their field names are a contract with other
programs; what the values mean is told where they are defined.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.answer import (
    Answer,
    Check,
    Citation,
    Claim,
    ClaimKind,
    Mode,
    Status,
    Turn,
    Verdict,
)
from vectorstore.records import Clause, Document, Duty, Figure, FigureKind, Qualifier, Record, Role, Validity

MAX_QUESTION_CHARS = 2_000
MAX_MESSAGE_CHARS = 20_000
MAX_HISTORY = 200  # messages that are taken; the last TURNS_USED are looked at
TURNS_USED = 20
MAX_CHECK_CHARS = 200_000
MAX_DOCUMENTS_NAMED = 10_000

# Control characters, invisible format characters and broken surrogates say nothing and can hide things.
INVISIBLE = frozenset({"Cc", "Cf", "Cs"})


def cleaned(text: str) -> str:
    """The text without control and invisible characters; line breaks and tabs stay."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in INVISIBLE).strip()


def cleaned_question(text: str) -> str:
    """Raises: ValueError when nothing is left to answer."""
    question = cleaned(text)
    if not question:
        raise ValueError("问题是空的，请输入问题 · the question is empty")
    return question


def spaced_like_before(text: str) -> str:
    """Control characters become spaces, so that the offsets into the text stay right."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in INVISIBLE else " " for c in text)


Question = Annotated[
    str,
    Field(
        max_length=MAX_QUESTION_CHARS,
        description="问题，中文或英文，最多 2000 字。A question, 2,000 characters at most.",
        examples=["2018年城镇新增就业的目标是多少？"],
    ),
    AfterValidator(cleaned_question),
]
DocumentIds = Annotated[
    list[str] | None,
    Field(
        max_length=MAX_DOCUMENTS_NAMED,
        description="只在这些文件中查找；不给则查全部，空列表则什么也不查。"
        "Look only in these documents; all when it is left out, none when it is empty.",
    ),
]


class Schema(BaseModel):
    """Base of all objects of the API."""

    model_config = ConfigDict(frozen=True)


class MessageIn(Schema):
    """一条先前的消息。One earlier message."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=MAX_MESSAGE_CHARS), AfterValidator(cleaned)]


class AskIn(Schema):
    """一个问题，以及先前的对话。A question and the conversation before it."""

    question: Question
    history: Annotated[
        list[MessageIn],
        Field(
            max_length=MAX_HISTORY,
            description="先前的对话，由旧到新。The conversation so far, oldest first.",
        ),
    ] = []
    documents: DocumentIds = None
    model: Annotated[
        str | None,
        Field(
            max_length=200,
            description="已配置的语言模型之一；不给则用默认。One of the configured language models.",
        ),
    ] = None

    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(m.role, m.content) for m in self.history[-TURNS_USED:])


class CheckIn(Schema):
    """要核对的文字。A text to be checked."""

    text: Annotated[
        str,
        Field(
            max_length=MAX_CHECK_CHARS,
            description="要核对的文字，最多 20 万字。The text, 200,000 characters at most.",
        ),
        AfterValidator(spaced_like_before),
    ]
    documents: DocumentIds = None


class CitationOut(Schema):
    """出处：引文是文件正文的一段原文。Where words stand; the quote is a slice of the document's text."""

    n: Annotated[int, Field(description="答案中的 [n]。The [n] in the answer.")]
    document_id: str
    document_number: Annotated[str | None, Field(description="文号。Number of the document.")]
    title: str
    source: Annotated[str, Field(description="文件名。File name.")]
    section: Annotated[list[str], Field(description="条款位置，由上到下。Clause address, from the top.")]
    quote: Annotated[str, Field(description="原文。The words of the source: text[start:end].")]
    start: int
    end: int
    page: Annotated[int | None, Field(description="页码，从 1 起。Page, from 1.")] = None

    @classmethod
    def of(cls, citation: Citation) -> CitationOut:
        return cls.model_validate(citation, from_attributes=True)


class CheckOut(Schema):
    """答案中的一个数字、部门、日期或文件的核对结果。The check of one thing that an answer says."""

    kind: ClaimKind
    text: str
    verdict: Verdict
    citation: Annotated[int | None, Field(description="出处的 n。The n of a citation.")] = None
    expected: Annotated[str | None, Field(description="原文中的值。What the source says instead.")] = None
    reason: str = ""

    @classmethod
    def of(cls, check: Check) -> CheckOut:
        return cls.model_validate(check, from_attributes=True)


class AnswerOut(Schema):
    """答案。An answer with its sources."""

    status: Annotated[Status, Field(description="not_found：文件没有写明。The documents do not say it.")]
    answer: Annotated[str, Field(description="答案，[n] 指向 citations。[n] points into citations.")]
    citations: list[CitationOut]
    checks: list[CheckOut]
    nearest: Annotated[
        list[CitationOut],
        Field(description="未找到时最相近的条款，不是答案。Nearest clauses of a refusal: no answer."),
    ]
    mode: Annotated[
        Mode, Field(description="generated：由语言模型撰写并逐句核对。Written by a model and verified.")
    ]
    model: str | None
    milliseconds: int
    notes: list[str] = []
    suggestions: Annotated[list[str], Field(description="可以接着问的问题。What to ask next.")] = []

    @classmethod
    def of(cls, answer: Answer) -> AnswerOut:
        return cls(
            status=answer.status,
            answer=answer.text,
            citations=[CitationOut.of(c) for c in answer.citations],
            checks=[CheckOut.of(c) for c in answer.checks],
            nearest=[CitationOut.of(c) for c in answer.nearest],
            mode=answer.mode,
            model=answer.model,
            milliseconds=answer.milliseconds,
            notes=list(answer.notes),
            suggestions=list(answer.suggestions),
        )


class TokenOut(Schema):
    """模型正在写的字，尚未核对。A piece of the model's words, not yet checked."""

    text: str


class SentenceOut(Schema):
    """写完并核对过的一句。A complete sentence with its verdict."""

    text: str
    verdict: Verdict
    citations: list[CitationOut]
    reason: str = ""


class ClaimOut(Schema):
    """文字中的一处数字、部门、日期或文件及其结论。One claim of a text with its verdict."""

    kind: ClaimKind
    text: str
    start: int
    end: int
    verdict: Verdict
    expected: Annotated[str | None, Field(description="原文中的值。What the source says instead.")] = None
    reason: str = ""
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.0
    citation: CitationOut | None = None
    others: Annotated[
        list[CitationOut], Field(description="说法不同的其他文件。Documents that say something else.")
    ] = []

    @classmethod
    def of(cls, claim: Claim) -> ClaimOut:
        return cls.model_validate(claim, from_attributes=True)


class ClaimsOut(Schema):
    """按先后排列的全部结论。Every claim of the text, in order."""

    claims: list[ClaimOut]
    milliseconds: int


class DocumentOut(Schema):
    """一份文件。A document."""

    id: str
    number: Annotated[str | None, Field(description="文号。")]
    title: str
    issuer: Annotated[str | None, Field(description="发文机关。")]
    date: Annotated[str | None, Field(description="日期，YYYY-MM-DD。")]
    validity: Validity
    expires: str | None
    sources: Annotated[list[str], Field(description="文件名。File names.")]
    pages: int
    characters: int
    clauses: int
    duties: int
    figures: int

    @classmethod
    def of(cls, record: Record) -> DocumentOut:
        return cls(**_document_fields(record))


def _document_fields(record: Record) -> dict[str, object]:
    document = record.document
    return {
        "id": document.id,
        "number": document.number,
        "title": document.title,
        "issuer": document.issuer,
        "date": document.date,
        "validity": document.validity,
        "expires": document.expires,
        "sources": list(document.sources),
        "pages": len(document.pages),
        "characters": len(document.text),
        "clauses": len(record.clauses),
        "duties": len(record.duties),
        "figures": len(record.figures),
    }


class DocumentsOut(Schema):
    documents: list[DocumentOut]


class ClauseOut(Schema):
    """提纲中的一条。A clause: `start`..`body_end` its own text, `start`..`end` with all below it."""

    ordinal: int
    parent: int | None
    level: int
    marker: str
    heading: str
    section: list[str]
    start: int
    body_end: int
    end: int

    @classmethod
    def of(cls, clause: Clause) -> ClauseOut:
        return cls(
            ordinal=clause.ordinal,
            parent=clause.parent,
            level=clause.level,
            marker=clause.marker,
            heading=clause.heading,
            section=list(clause.address),
            start=clause.start,
            body_end=clause.body_end,
            end=clause.end,
        )


class RelationOut(Schema):
    """与其他文件的关系。What it says of another document."""

    kind: str
    target: str
    quote: str
    start: int
    end: int


class DocumentTextOut(DocumentOut):
    """文件的正文和提纲。A document with its text and outline."""

    text: str
    outline: list[ClauseOut]
    details: Annotated[
        dict[str, str], Field(description="版记等：公开方式、抄送……。Its own data by printed label.")
    ]
    relations: list[RelationOut]

    @classmethod
    def of(cls, record: Record) -> DocumentTextOut:
        text = record.document.text
        return cls(
            **_document_fields(record),
            text=text,
            outline=[ClauseOut.of(clause) for clause in record.clauses],
            details={name: text[start:end] for name, (start, end) in record.document.details.items()},
            relations=[
                RelationOut(
                    kind=r.kind, target=r.target, quote=text[r.start : r.end], start=r.start, end=r.end
                )
                for r in record.document.relations
            ],
        )


class DepartmentOut(Schema):
    name: str
    role: Annotated[
        Role, Field(description="lead 牵头，support 配合，responsible 负责，guide 指导，participate 参与")
    ]


class DutyOut(Schema):
    """一项任务由谁负责。Who answers for a task."""

    document_id: str
    document_number: str | None
    title: str
    section: list[str]
    departments: list[DepartmentOut]
    scope: str
    covers: Annotated[str, Field(description="负责的内容，原文。What they answer for.")]
    quote: Annotated[str, Field(description="写明负责部门的原文。The words that name them.")]
    start: int
    end: int

    @classmethod
    def of(cls, duty: Duty, document: Document, clause: Clause) -> DutyOut:
        return cls(
            document_id=document.id,
            document_number=document.number,
            title=document.title,
            section=list(clause.address),
            departments=[DepartmentOut(name=d.name, role=d.role) for d in duty.departments],
            scope=duty.scope,
            covers=document.text[duty.covers_start : duty.covers_end].strip(),
            quote=document.text[duty.start : duty.end],
            start=duty.start,
            end=duty.end,
        )


class DutiesOut(Schema):
    duties: list[DutyOut]


class FigureOut(Schema):
    """一个数字。A figure, its value in base units: 万 and 亿 are multiplied out."""

    document_id: str
    document_number: str | None
    title: str
    section: list[str]
    measure: Annotated[str, Field(description="指标。What is measured.")]
    text: Annotated[str, Field(description="原文中的写法。As printed: text[start:end].")]
    value: Annotated[str, Field(description="十进制数。A decimal number.")]
    high: Annotated[str | None, Field(description="区间的上限。Upper end of a range.")]
    unit: str
    qualifier: Qualifier
    year: int | None
    kind: Annotated[FigureKind, Field(description="achieved 完成，target 目标，standard 标准")]
    quote: Annotated[str, Field(description="所在的句子，原文。The sentence it stands in.")]
    start: int
    end: int

    @classmethod
    def of(cls, figure: Figure, document: Document, clause: Clause) -> FigureOut:
        return cls(
            document_id=document.id,
            document_number=document.number,
            title=document.title,
            section=list(clause.address),
            measure=figure.measure,
            text=document.text[figure.start : figure.end],
            value=format(figure.value, "f"),
            high=None if figure.high is None else format(figure.high, "f"),
            unit=figure.unit,
            qualifier=figure.qualifier,
            year=figure.year,
            kind=figure.kind,
            quote=document.text[figure.sentence_start : figure.sentence_end].strip(),
            start=figure.start,
            end=figure.end,
        )


class FiguresOut(Schema):
    figures: list[FigureOut]


class JobOut(Schema):
    """一次上传的进展。How far an upload is."""

    id: str
    name: str
    state: Literal["waiting", "running", "done", "failed"]
    stage: str = ""
    progress: Annotated[float, Field(ge=0, le=1)] = 0.0
    document_id: str | None = None
    message: str = ""


class HealthOut(Schema):
    status: Literal["ok"] = "ok"


class ReadyOut(Schema):
    status: Literal["ready"] = "ready"
    documents: int
    embedding_model: str
    chat_models: list[str] = []


class ProblemOut(BaseModel):
    """RFC 9457。Problem details."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None
