"""What the command line prints: answers, checks, documents and reports as text and tables."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer, Citation, Claim
from ingest import report as ingest
from vectorstore.records import Clause, Document, Record

VERDICTS = {
    "supported": ("相符", "green"),
    "contradicted": ("不符", "bold red"),
    "different": ("年份或限定不同", "yellow"),
    "computed": ("可算出", "green"),
    "not_found": ("未找到", "magenta"),
}
VALIDITY = {"in_force": "现行", "amended": "已修订", "repealed": "已废止", "expired": "已失效"}
STAGES = {"reading": "读取", "embedding": "向量", "writing": "写入"}
REPORTED = (
    ("added", "新增"),
    ("replaced", "更新"),
    ("removed", "移除"),
    ("failed", "失败"),
)


def print_answer(console: Console, answer: Answer) -> None:
    """The answer, what it rests on, and what did not hold."""
    console.print(Text(answer.text))
    for note in answer.notes:
        console.print(Text(f"（{note}）", style="yellow"))
    _print_citations(console, answer.basis)
    if answer.further:
        console.print(Text("\n另见（答案不以此为据）：", style="bold"))
        _print_citations(console, answer.further)
    if answer.nearest:
        console.print(Text("\n相近的条款（不是答案）：", style="bold"))
        _print_citations(console, answer.nearest)
    for check in answer.checks:
        if check.verdict not in ("supported", "computed"):
            words, style = VERDICTS[check.verdict]
            console.print(Text(f"核对：{check.text} {words} {check.reason}", style=style))


def _print_citations(console: Console, citations: Sequence[Citation]) -> None:
    for citation in citations:
        console.print(Text(f"\n[{citation.n}] {where(citation)}", style="bold cyan"))
        console.print(Text(citation.quote.strip(), style="dim"))


def where(citation: Citation) -> str:
    """Document, clause and page in one line."""
    parts = [citation.document_number or citation.title, *citation.section]
    if citation.page is not None:
        parts.append(f"第 {citation.page} 页")
    return " › ".join(parts).replace("**", "")


def claims_table(claims: Sequence[Claim]) -> Table:
    """One row a claim, in the order of the text."""
    table = Table("序号", "说法", "结论", "原文的值", "说明", "出处", show_lines=True)
    for number, claim in enumerate(claims, 1):
        words, style = VERDICTS[claim.verdict]
        table.add_row(
            str(number),
            Text(claim.text),
            Text(words, style=style),
            Text(claim.expected or ""),
            Text(claim.reason),
            Text(where(claim.citation) if claim.citation else ""),
        )
    return table


def print_documents(console: Console, records: Iterable[Record]) -> None:
    """Two lines a document: how it is called, then in pale letters what else tells it from others."""
    for record in records:
        document = record.document
        console.print(
            Text("  ".join(part for part in (document.number, document.title) if part), style="bold")
        )
        counts = (("条", record.clauses), ("项职责", record.duties), ("个指标", record.figures))
        facts = [
            document.issuer,
            document.date,
            VALIDITY[document.validity],
            *(f"{len(part)} {words}" for words, part in counts if part),
            "、".join(document.sources),
            document.id[:8],
        ]
        console.print(Text("  " + " · ".join(fact for fact in facts if fact), style="dim"))


def print_document(console: Console, record: Record) -> None:
    """A document's data, then its outline."""
    document = record.document
    console.print(Text(document.title, style="bold"))
    for name, value in _facts(document):
        console.print(Text(f"{name}：{value}"))
    console.print()
    for clause in record.clauses:
        indent = "  " * clause.level
        words = clause.address[-1] if clause.address else "（正文开头）"
        console.print(Text(f"{indent}{words}".replace("**", "")), no_wrap=True, overflow="ellipsis")


def _facts(document: Document) -> list[tuple[str, str]]:
    facts = [
        ("编号", document.id),
        ("文号", document.number),
        ("发文机关", document.issuer),
        ("日期", document.date),
        ("效力", VALIDITY[document.validity]),
        ("有效期至", document.expires),
        *((label, document.text[start:end].strip()) for label, (start, end) in document.details.items()),
        ("文件", "、".join(document.sources)),
    ]
    return [(name, value) for name, value in facts if value]


def print_clause(console: Console, record: Record, clause: Clause) -> None:
    """The whole words of a clause, with who answers for it."""
    console.print(Text(" › ".join(clause.address).replace("**", ""), style="bold cyan"))
    console.print(Text(record.document.text[clause.start : clause.end].strip()))


def print_report(console: Console, report: ingest.IngestReport) -> None:
    """What an ingest did, or would do."""
    for kind, words in REPORTED:
        for outcome in getattr(report, kind):
            style = "red" if kind == "failed" else "green"
            title = " ".join(part for part in (outcome.number, outcome.title) if part)
            said = "；".join(part for part in (outcome.message, *outcome.notes) if part)
            line = Text(f"{words} ", style=style)
            line.append(outcome.name, style="default")
            line.append("".join(f"  {part}" for part in (title, said) if part), style="dim")
            console.print(line)
    counts = [f"{words} {len(getattr(report, kind))}" for kind, words in REPORTED]
    counts.insert(3, f"未变 {len(report.unchanged)}")
    begun = "试运行，没有写入：" if report.dry_run else ""
    times = f"用时 {report.seconds:.1f} 秒，其中向量 {report.embedding_seconds:.1f} 秒"
    console.print(f"{begun}{'，'.join(counts)}。{times}。", highlight=False)


@contextlib.contextmanager
def counting(console: Console, name: str) -> Iterator[Callable[[int], None]]:
    """A counter on `console` of what is done, told in steps."""
    columns = (TextColumn("{task.description} {task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done: bar.advance(task, done)


class IngestProgress:
    """A progress bar on `console` for the stages of an ingest; on no terminal it says nothing."""

    def __init__(self, console: Console) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("准备", total=None)

    def __enter__(self) -> IngestProgress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, progress: ingest.Progress) -> None:
        stage = STAGES.get(progress.stage, progress.stage)
        files = f"{progress.files_done}/{progress.files}"
        self._bar.update(
            self._task,
            description=f"{stage} {files} {escape(progress.name)}".rstrip(),
            completed=progress.passages_done,
            total=progress.passages or None,
        )
