"""What the page needs of the house: the notice read by a few lines, an assistant that only looks up."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from threading import Event as Flag

from assistant.answer import Answer, Check, Citation, Claim, Turn
from assistant.events import Done, Event, SentenceChecked, Token
from settings import Settings
from ui.uploads import Job
from vectorstore.catalogue import FormerVersion
from vectorstore.feedback import Feedback
from vectorstore.records import Clause, Document, Duty, DutyDepartment, Figure, Record

NOTICE = Path(__file__).parents[3] / "corpus" / "粤财办〔2018〕6号.txt"
MARKERS = (
    re.compile(r"([一二三四五六七八九十]+、)\s*(.*)"),
    re.compile(r"(（[一二三四五六七八九十]+）)\s*(.*)"),
    re.compile(r"(\d+\.)\s*(.*)"),
    re.compile(r"(（\d+）)\s*(.*)"),
)
BRACKET = re.compile(r"（(?:负责部门|责任部门|牵头部门)[：:]([^（）]*)）")
FIGURE = re.compile(r"(\d+(?:\.\d+)?)\s*(万人|亿元|元/月|%)")


def read_notice(path: Path = NOTICE) -> Record:
    """The notice as a record, good enough to look at."""
    text = path.read_text(encoding="utf-8")
    clauses: list[Clause] = []
    position = 0
    stack: list[Clause] = []
    for line in text.splitlines(keepends=True):
        for level, marker in enumerate(MARKERS):
            found = marker.match(line.strip().replace("**", ""))
            if found and len(line) > 6:
                heading = re.split("[。；]", found[2])[0][:30]
                stack = [c for c in stack if c.level < level]
                address = (*(c.address[-1] for c in stack), f"{found[1]}{' ' if level == 2 else ''}{heading}")
                clause = Clause(
                    "notice",
                    len(clauses),
                    stack[-1].ordinal if stack else None,
                    level,
                    found[1],
                    heading,
                    address,
                    position,
                    position,
                    position,
                )
                clauses.append(clause)
                stack.append(clause)
                break
        position += len(line)
    starts = [c.start for c in clauses] + [len(text)]
    head = Clause("notice", -1, None, 0, "", "", (), 0, starts[0], starts[0])
    kept = [
        Clause(
            c.document_id,
            c.ordinal,
            c.parent,
            c.level,
            c.marker,
            c.heading,
            c.address,
            c.start,
            starts[c.ordinal + 1],
            starts[c.ordinal + 1],
        )
        for c in clauses
    ]
    document = Document(
        "notice",
        "关于印发广东省基本公共服务均等化2017年工作总结及2018年重点工作任务的通知",
        text,
        "粤财办〔2018〕6号",
        "广东省财政厅",
        "2018-03-26",
        sources=(path.name,),
    )
    return Record(document, (head, *kept), _duties(text, kept), _figures(text, kept), ())


def write_pdf(path: Path) -> Path:
    """A PDF of one page."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "page one")
    canvas.save()
    return path


def write_ofd(path: Path) -> Path:
    """An OFD of one page."""
    entries = {
        "OFD.xml": "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>",
        "Document.xml": '<Document><Pages><Page ID="1" BaseLoc="Page.xml"/></Pages></Document>',
        "Page.xml": '<Page><Content><Layer><TextObject Boundary="20 30 50 6" Size="5">'
        '<TextCode X="0" Y="5">第一页</TextCode></TextObject></Layer></Content></Page>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return path


def _duties(text: str, clauses: Sequence[Clause]) -> tuple[Duty, ...]:
    duties = []
    for found in BRACKET.finditer(text):
        clause = [c for c in clauses if c.start <= found.start()][-1]
        names, at = [], found.start(1)
        for name in re.split("(?<=[、，])", found[1]):
            bare = name.rstrip("、，")
            names.append(DutyDepartment(bare, "support" if names else "lead", at, at + len(bare)))
            at += len(name)
        duties.append(
            Duty(
                "notice",
                clause.ordinal,
                tuple(names),
                clause.start,
                found.start(),
                found.start(),
                found.end(),
            )
        )
    return tuple(duties)


def _figures(text: str, clauses: Sequence[Clause]) -> tuple[Figure, ...]:
    figures = []
    for found in FIGURE.finditer(text):
        before = [c for c in clauses if c.start <= found.start()]
        if not before:
            continue
        start = text.rfind("。", 0, found.start()) + 1
        measure = re.split("[，、。；]", text[start : found.start()])[-1].strip()[-12:]
        year = 2018 if found.start() > len(text) // 2 else 2017
        scale = {"万人": 10000, "亿元": 10**8}.get(found[2], 1)
        figures.append(
            Figure(
                "notice",
                before[-1].ordinal,
                found.start(),
                found.end(),
                start,
                text.find("。", found.end()) + 1,
                Decimal(found[1]) * scale,
                found[2].lstrip("万亿"),
                measure,
                "achieved" if year == 2017 else "target",
                year=year,
            )
        )
    return tuple(figures)


SLOWLY = "慢慢说"
KEPT = "低保由省民政厅负责。"


@dataclass(frozen=True)
class Asked:
    """What reached the assistant with a question."""

    question: str
    documents: Collection[str] | None
    model: str | None


@dataclass
class FakeServices:
    """What the page asks of the house."""

    settings: Settings = field(default_factory=Settings)
    files: dict[str, Path] = field(default_factory=dict)
    feedback: list[Feedback] = field(default_factory=list)
    kept: list[Record] = field(default_factory=lambda: [read_notice()])
    asked: list[Asked] = field(default_factory=list)
    closed: Flag = field(default_factory=Flag)  # nobody reads the model's words any more

    def revision(self) -> int:
        return len(self.kept)

    def records(self) -> list[Record]:
        return list(self.kept)

    def former_versions(self) -> list[FormerVersion]:
        return []

    def former_record(self, document_id: str) -> Record | None:
        return None

    def file_of(self, document_id: str) -> Path | None:
        return self.files.get(document_id)

    def add_feedback(self, feedback: Feedback) -> None:
        self.feedback.append(feedback)

    def job(self, job_id: str) -> Job:
        raise AssertionError(job_id)

    def upload(self, name: str, path: Path) -> Job:
        document = Document(path.stem, path.stem, path.read_text(encoding="utf-8"))
        clause = Clause(path.stem, 0, None, 0, "", "", (), 0, len(document.text), len(document.text))
        self.kept.append(Record(document, (clause,), (), (), ()))
        return Job("1", name, path, "done", progress=1.0)

    def remove(self, document_id: str) -> None:
        self.kept = [r for r in self.kept if r.document.id != document_id]

    def documents(self) -> list[Document]:
        return [r.document for r in self.kept]

    def record(self, document_id: str) -> Record | None:
        return next((r for r in self.kept if r.document.id == document_id), None)

    def clauses(self) -> list[Clause]:
        return [c for r in self.kept for c in r.clauses]

    def duties(self) -> list[Duty]:
        return [d for r in self.kept for d in r.duties]

    def figures(self) -> list[Figure]:
        return [f for r in self.kept for f in r.figures]

    def ask_stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        model: str | None = None,
    ) -> Iterator[Event]:
        self.asked.append(Asked(question, documents, model))
        if SLOWLY in question:
            yield from self._written(question)
        yield Done(self._answer(question))

    def _written(self, question: str) -> Iterator[Event]:
        """What a model says that would go on for a minute: one sentence that stands, one that does not."""
        record = self.kept[0]
        clause = next((c for c in record.clauses if c.heading and c.heading.strip("。") in question), None)
        if clause is None:  # it thinks, and says nothing for as long as a test lasts
            time.sleep(30)
            return
        self.closed.clear()
        try:
            yield Token(f"{KEPT}厅长是李某。")
            yield SentenceChecked(KEPT, "supported", (self._cite(record, clause, 7),))
            yield SentenceChecked("厅长是李某。", "not_found", (), "原文没有")
            for _ in range(600):
                time.sleep(0.1)
                yield Token("还有")
        finally:
            self.closed.set()

    def check(self, text: str) -> tuple[Claim, ...]:
        """A figure that the notice prints is supported, any other contradicted."""
        record = self.kept[0]
        claims = []
        for found in FIGURE.finditer(text):
            same = next(
                (f for f in record.figures if record.document.text[f.start : f.end] == found[0]), None
            )
            figure = same or record.figures[0]
            clause = next(c for c in record.clauses if c.ordinal == figure.clause)
            expected = None if same else record.document.text[figure.start : figure.end]
            claims.append(
                Claim(
                    "figure",
                    found[0],
                    found.start(),
                    found.end(),
                    "supported" if same else "contradicted",
                    expected,
                    citation=self._cite(record, clause, len(claims) + 1),
                )
            )
        return tuple(claims)

    def _answer(self, question: str) -> Answer:
        record = self.kept[0]
        by_ordinal = {c.ordinal: c for c in record.clauses}
        for duty in record.duties:
            clause = by_ordinal[duty.clause]
            name = clause.heading.strip("。")
            if name and name in question:
                names = "、".join(d.name for d in duty.departments)
                citation = self._cite(record, clause, 1)
                text = f"“{name}”由{names}负责。[1]"
                checks = tuple(Check("department", d.name, "supported", 1) for d in duty.departments)
                return Answer(
                    "answered",
                    text,
                    (citation,),
                    checks,
                    milliseconds=12,
                    suggestions=(f"{duty.departments[0].name}还有哪些任务？",),
                )
        near = tuple(self._cite(record, c, n + 1) for n, c in enumerate(record.clauses[40:43]))
        return Answer(
            "not_found", "已载入的文件没有写明这一点：缺少2019年的数据。", nearest=near, milliseconds=9
        )

    @staticmethod
    def _cite(record: Record, clause: Clause, n: int) -> Citation:
        document = record.document
        end = clause.start + len(document.text[clause.start : clause.body_end].rstrip())
        return Citation(
            n,
            document.id,
            document.number,
            document.title,
            document.sources[0],
            clause.address,
            document.text[clause.start : end],
            clause.start,
            end,
        )
