"""The routes of the HTTP API. Each does one thing that `Services` does, in the words of `schemas`."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, File, Query, UploadFile
from fastapi import Path as PathParameter
from fastapi.responses import StreamingResponse

from policytext.errors import PolicyError
from ui.lookup import duties_found, figures_found
from ui.problems import MEDIA_TYPE, Problem
from ui.schemas import (
    AnswerOut,
    AskIn,
    CheckIn,
    ClaimOut,
    ClaimsOut,
    DocumentOut,
    DocumentsOut,
    DocumentTextOut,
    DutiesOut,
    FiguresOut,
    HealthOut,
    JobOut,
    ProblemOut,
    ReadyOut,
    cleaned,
)
from ui.streaming import HEADERS, begun, frames
from ui.uploads import Job

if TYPE_CHECKING:
    from ui.services import Services

UPLOAD_BLOCK_BYTES = 1 << 20
MAX_FILTER_CHARS = 200
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

DocumentId = Annotated[str, PathParameter(max_length=200, description="文件编号。Id of the document.")]
Filter = Annotated[str | None, Query(max_length=MAX_FILTER_CHARS)]


class UploadTooLarge(PolicyError):
    """The uploaded file is larger than the settings allow."""


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The description of a route's problem replies."""
    return {status: {"model": ProblemOut, "content": {MEDIA_TYPE: {}}} for status in statuses}


def api_routes(services: Services) -> APIRouter:
    """Everything under /api/v1, and the two addresses that a supervisor asks."""
    router = APIRouter()
    for part in (_answers, _documents, _tables, _health):
        router.include_router(part(services))

    @router.api_route("/api/{path:path}", methods=METHODS, include_in_schema=False)
    def nothing_here(path: str) -> None:
        raise Problem(404, "没有这个地址，或不支持这种方法；见 /api/docs。No such address or method.")

    return router


def _answers(services: Services) -> APIRouter:
    router = APIRouter(tags=["问答 Answers"])

    @router.post(
        "/api/v1/ask",
        summary="提问 · Ask",
        description="回答附原文出处；文件没有写明的，status 为 not_found，并给出最相近的条款。\n\n"
        "An answer with its sources. What the documents do not say is `not_found`, with the nearest clauses.",
        responses=problems(400, 404, 413, 422, 503),
    )
    def ask(asked: AskIn) -> AnswerOut:
        return AnswerOut.of(services.ask(asked.question, asked.turns(), asked.documents, asked.model))

    @router.post(
        "/api/v1/ask/stream",
        summary="提问，边写边发 · Ask, streamed",
        description="server-sent events：`token` 未核对的字，`sentence` 核对过的一句，最后是 `answer`；"
        "中途出错则为 `problem`。\n\nTokens as they are written, sentences as they are checked, the whole "
        "answer last; `problem` in its place when something fails on the way.",
        responses={200: {"content": {"text/event-stream": {}}}, **problems(400, 404, 413, 422, 503)},
        response_class=StreamingResponse,
    )
    def ask_stream(asked: AskIn) -> StreamingResponse:
        events = begun(services.ask_stream(asked.question, asked.turns(), asked.documents, asked.model))
        return StreamingResponse(frames(events), media_type="text/event-stream", headers=HEADERS)

    @router.post(
        "/api/v1/check",
        summary="核对文稿 · Check a draft",
        description="逐一核对文字中的数字、部门、日期、文号，说明文件是否支持。\n\n"
        "A verdict for every figure, department, date and document number of a text.",
        responses=problems(400, 404, 413, 422, 503),
    )
    def check(handed_in: CheckIn) -> ClaimsOut:
        started = time.perf_counter()
        claims = services.check(handed_in.text, handed_in.documents)
        milliseconds = round((time.perf_counter() - started) * 1000)
        return ClaimsOut(claims=[ClaimOut.of(claim) for claim in claims], milliseconds=milliseconds)

    return router


def _documents(services: Services) -> APIRouter:
    router = APIRouter(tags=["文件 Documents"])

    @router.get("/api/v1/documents", summary="全部文件 · All documents")
    def documents() -> DocumentsOut:
        return DocumentsOut(documents=[DocumentOut.of(record) for record in services.records()])

    @router.get(
        "/api/v1/documents/{document_id}",
        summary="正文和提纲 · Text and outline",
        responses=problems(404),
    )
    def document(document_id: DocumentId) -> DocumentTextOut:
        record = services.record(document_id)
        if record is None:
            raise Problem(404, f"没有编号为“{cleaned(document_id)[:80]}”的文件。No such document.")
        return DocumentTextOut.of(record)

    @router.post(
        "/api/v1/documents",
        status_code=202,
        summary="上传 · Upload",
        description="文件在后台读取，进展见 /api/v1/jobs/{id}。\n\n"
        "The file is read in the background; /api/v1/jobs/{id} tells how far it is.",
        responses=problems(413, 422, 429),
    )
    def upload(file: Annotated[UploadFile, File(description="一个文件。One file.")]) -> JobOut:
        limit = services.settings.max_upload_mb * 1_000_000
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder) / "upload"
            _save(file, content, limit)
            return job_out(services.upload(file.filename or "", content))

    @router.get(
        "/api/v1/jobs/{job_id}",
        summary="上传的进展 · Progress of an upload",
        responses=problems(404),
    )
    def job(job_id: Annotated[str, PathParameter(max_length=64)]) -> JobOut:
        return job_out(services.job(job_id))

    @router.delete(
        "/api/v1/documents/{document_id}",
        status_code=204,
        summary="移除 · Remove",
        description="从目录和索引中移除；语料文件夹中的文件下次导入时会再次读取。\n\n"
        "Forget a document. A file that lies in the corpus folder is read again at the next ingest.",
        responses=problems(404, 409),
    )
    def remove(document_id: DocumentId) -> None:
        services.remove(document_id)

    return router


def _tables(services: Services) -> APIRouter:
    router = APIRouter(tags=["职责与指标 Duties and figures"])

    @router.get(
        "/api/v1/duties",
        summary="职责 · Responsibilities",
        description="`department` 可用简称（人社厅）。A department's short name will do.",
        responses=problems(404, 422),
    )
    def duties(department: Filter = None, document: Filter = None) -> DutiesOut:
        return DutiesOut(duties=duties_found(services, department, document))

    @router.get(
        "/api/v1/figures",
        summary="指标 · Figures",
        description="`q` 在指标和句子中查找。`q` is looked for in measures and sentences.",
        responses=problems(404, 422),
    )
    def figures(
        q: Filter = None,
        year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
        document: Filter = None,
    ) -> FiguresOut:
        return FiguresOut(figures=figures_found(services, q, year, document))

    return router


def _health(services: Services) -> APIRouter:
    router = APIRouter(tags=["状态 Health"])

    @router.get("/healthz", summary="在运行 · Alive")
    def healthz() -> HealthOut:
        return HealthOut()

    @router.get("/readyz", summary="可以提问 · Ready to be asked", responses=problems(503))
    def readyz() -> ReadyOut:
        services.warm_up()
        return ReadyOut(
            documents=len(services.records()),
            embedding_model=services.settings.embedding_model,
            chat_models=list(services.settings.chat_models),
        )

    return router


def job_out(job: Job) -> JobOut:
    return JobOut(
        id=job.id,
        name=job.name,
        state=job.state,
        stage=job.stage,
        progress=job.progress,
        document_id=job.document_id,
        message=job.message,
    )


def _save(file: UploadFile, target: Path, limit: int) -> None:
    """Copy the upload. Raises: UploadTooLarge."""
    if (file.size or 0) > limit:
        raise UploadTooLarge(_too_large(limit))
    with target.open("wb") as out:
        shutil.copyfileobj(file.file, out, UPLOAD_BLOCK_BYTES)
        if out.tell() > limit:
            raise UploadTooLarge(_too_large(limit))


def _too_large(limit: int) -> str:
    megabytes = limit // 1_000_000
    return f"文件太大，最多 {megabytes} MB。The file is too large: {megabytes} MB at most."
