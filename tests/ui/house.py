"""Services over a scripted assistant and a store of one small document, for tests of the ways in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant.answer import Answer, Citation, Claim, Turn
from assistant.events import Done, Event, SentenceChecked, Token
from ingest.report import IngestReport, Outcome, Progress
from settings import Settings
from ui.services import Services
from ui.uploads import Uploads
from vectorstore.catalogue import Catalogue
from vectorstore.records import Clause, Document, Duty, DutyDepartment, Passage, Record
from vectorstore.store import CATALOGUE_NAME

TEXT = "一、扶持渔业。安排休渔补贴每户每月300元。（负责部门：省海洋与渔业厅、省财政厅）"
BRACKET = TEXT.index("（负责")


def record(document_id: str = "d1", text: str = TEXT) -> Record:
    """A document of one clause with one duty."""
    names = [(name, text.index(name)) for name in ("省海洋与渔业厅", "省财政厅")]
    departments = tuple(DutyDepartment(name, "responsible", at, at + len(name)) for name, at in names)
    clause = Clause(document_id, 0, None, 0, "一、", "扶持渔业", ("一、扶持渔业",), 0, len(text), len(text))
    return Record(
        Document(
            document_id, "关于休渔的通知", text, "粤渔〔2018〕1号", date="2018-05-01", sources=("休渔.txt",)
        ),
        (clause,),
        (Duty(document_id, 0, departments, 0, BRACKET, BRACKET, len(text)),),
        (),
        (Passage(f"{document_id}:0", document_id, 0, 0, len(text), text, ""),),
    )


def citation(n: int = 1) -> Citation:
    document = record().document
    return Citation(n, "d1", document.number, document.title, "休渔.txt", ("一、扶持渔业",), TEXT[:20], 0, 20)


class ScriptedAssistant:
    """Answers everything alike and remembers what it was asked; `error` is raised instead."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Turn, ...], object]] = []
        self.error: Exception | None = None
        self.error_in_mid_stream: Exception | None = None

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        model: str | None = None,
    ) -> Answer:
        self.asked.append((question, tuple(history), documents))
        if self.error is not None:
            raise self.error
        return Answer("answered", f"每户每月300元[1]（问：{question}）", (citation(),))

    def ask_stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        model: str | None = None,
    ) -> Iterator[Event]:
        answer = self.ask(question, history, documents, model)
        yield Token("每户每月")
        if self.error_in_mid_stream is not None:
            raise self.error_in_mid_stream
        yield Token("300元")
        yield SentenceChecked("每户每月300元", "supported", (citation(),))
        yield Done(answer)

    def check(self, text: str, documents: Collection[str] | None = None) -> tuple[Claim, ...]:
        at = text.find("500元")
        if at < 0:
            return ()
        return (Claim("figure", "500元", at, at + 4, "contradicted", "300元", "", 0.9, citation()),)


class ScriptedPipeline:
    """Ingests by name: a file whose shown name holds 坏 fails."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def ingest(
        self,
        paths: Iterable[Path],
        progress: Callable[[Progress], None] = lambda progress: None,
        *,
        dry_run: bool = False,
        names: Mapping[Path, str] | None = None,
    ) -> IngestReport:
        (path,) = paths
        name = (names or {})[path]
        assert path.is_file()
        self.names.append(name)
        progress(Progress("embedding", name, 0, 1, 1, 2))
        if "坏" in name:
            return IngestReport(failed=(Outcome(name, message=f"{name}：读不了。"),))
        return IngestReport(added=(Outcome(name, "d1", "关于休渔的通知"),))


class House:
    """The services, and the scripted parts behind them."""

    def __init__(self, folder: Path, *, with_document: bool = True) -> None:
        self.settings = Settings(data_dir=folder / "data", max_upload_mb=1)
        self.assistant = ScriptedAssistant()
        self.pipeline = ScriptedPipeline()
        self.removed: list[str] = []
        if with_document:
            catalogue = Catalogue(self.settings.data_dir / CATALOGUE_NAME, writable=True)
            catalogue.put(record())
            catalogue.close()
        uploads = Uploads(self.settings.data_dir / "uploads", lambda: self.pipeline, self._forget)
        self.services = Services(self.settings, lambda: self.assistant, uploads)

    def _forget(self, document_id: str) -> list[Path]:
        self.removed.append(document_id)
        return []
