"""Take files into the catalogue in the background, one after the other, and tell how far each one is.

Uploaded files are kept in their own folder, under names that this module makes; what the sender called them
is only shown.
"""

from __future__ import annotations

import logging
import os
import queue
import secrets
import shutil
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from ingest.report import IngestReport, Progress
from policytext.errors import PolicyError
from vectorstore.lock import StoreLocked

log = logging.getLogger(__name__)

JobState = Literal["waiting", "running", "done", "failed"]

JOBS_WAITING = 64
JOBS_REMEMBERED = 1_000
NAME_CHARS = 120
LOCK_WAIT_S = 600.0
LOCK_RETRY_S = 1.0


class QueueFull(PolicyError):
    """Too many uploads wait already."""


class JobUnknown(PolicyError):
    """No upload has this id, or it was long ago."""


class UploadRefused(PolicyError):
    """The upload is no file."""


class Pipeline(Protocol):
    """What is asked of `ingest.pipeline.Pipeline`."""

    def ingest(
        self,
        paths: Iterable[Path],
        progress: Callable[[Progress], None] = ...,
        *,
        dry_run: bool = False,
        names: Mapping[Path, str] | None = None,
    ) -> IngestReport: ...


Forget = Callable[[str], Iterable[Path]]


@dataclass(frozen=True)
class Job:
    """One upload. `progress` lies in [0, 1]; `message` says what was wrong, or worth knowing."""

    id: str
    name: str
    path: Path
    state: JobState = "waiting"
    stage: str = ""
    progress: float = 0.0
    document_id: str | None = None
    message: str = ""

    @property
    def ended(self) -> bool:
        return self.state in ("done", "failed")


class Uploads:
    """`open_pipeline` makes the pipeline at the first upload. `forget` removes a document from the store and
    returns the files in which it was found."""

    def __init__(self, folder: Path, open_pipeline: Callable[[], Pipeline], forget: Forget) -> None:
        self._folder = folder
        self._open_pipeline = open_pipeline
        self._forget = forget
        self._pipeline: Pipeline | None = None
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: queue.Queue[str | None] = queue.Queue(JOBS_WAITING)
        self._worker: threading.Thread | None = None

    def add(self, name: str, content: Path) -> Job:
        """Move the file at `content` into the folder and let it wait for its turn.

        Raises: QueueFull, UploadRefused.
        """
        shown = shown_name(name)
        job_id = secrets.token_hex(8)
        path = self._folder / job_id / ("file" + safe_suffix(shown))
        path.parent.mkdir(parents=True)
        shutil.move(content, path)
        job = Job(job_id, shown, path)
        with self._guard:
            self._jobs[job_id] = job
            self._forget_old()
        try:
            self._queue.put_nowait(job_id)
        except queue.Full:
            self._discard(job)
            raise QueueFull("等待处理的文件太多，请稍后再上传。Too many uploads are waiting.") from None
        self._start()
        return job

    def job(self, job_id: str) -> Job:
        """Raises: JobUnknown."""
        with self._guard:
            found = self._jobs.get(job_id)
        if found is None:
            raise JobUnknown("没有这个上传任务，或已过期。No such upload.")
        return found

    def remove(self, document_id: str) -> None:
        """Forget a document, and delete its files if they were uploaded. Raises: StoreLocked."""
        with self._writing:
            files = self._forget(document_id)
        for path in files:
            self._delete_uploaded(path)

    def close(self) -> None:
        """End the worker after the file it is at; what waits is dropped."""
        with self._guard:
            worker, self._worker = self._worker, None
        if worker is not None:
            self._drain()
            self._queue.put(None)
            worker.join(timeout=30)

    # The worker

    def _start(self) -> None:
        with self._guard:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="uploads", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        while (job_id := self._queue.get()) is not None:
            job = self._change(job_id, state="running")
            try:
                self._finish(job, self._ingest_when_free(job))
            except PolicyError as error:
                self._fail(job, str(error))
            except Exception:
                log.exception("An upload could not be read")
                self._fail(job, "程序出错，详情见服务器日志。The server's log has the details.")

    def _ingest_when_free(self, job: Job) -> IngestReport:
        """Another process may be writing: wait for it, within reason."""
        until = time.monotonic() + LOCK_WAIT_S
        while True:
            try:
                with self._writing:
                    return self._opened().ingest([job.path], self._teller(job.id), names={job.path: job.name})
            except StoreLocked as error:
                if time.monotonic() > until:
                    raise
                self._change(job.id, stage="waiting", message=str(error))
                time.sleep(LOCK_RETRY_S)

    def _teller(self, job_id: str) -> Callable[[Progress], None]:
        def tell(progress: Progress) -> None:
            done = progress.passages_done / progress.passages if progress.passages else 0.0
            self._change(job_id, stage=progress.stage, progress=min(done, 1.0), message="")

        return tell

    def _finish(self, job: Job, report: IngestReport) -> None:
        if report.failed:
            return self._fail(job, report.failed[0].message)
        outcomes = (*report.added, *report.replaced, *report.unchanged)
        outcome = next((o for o in outcomes if o.document_id), None)
        message = " ".join((outcome.message, *outcome.notes)).strip() if outcome else ""
        document_id = outcome.document_id if outcome else None
        self._change(job.id, state="done", stage="", progress=1.0, document_id=document_id, message=message)

    def _fail(self, job: Job, message: str) -> None:
        shutil.rmtree(job.path.parent, ignore_errors=True)
        self._change(job.id, state="failed", stage="", message=message)

    # Parts

    def _opened(self) -> Pipeline:
        if self._pipeline is None:
            self._pipeline = self._open_pipeline()
        return self._pipeline

    def _change(self, job_id: str, **changes: object) -> Job:
        with self._guard:
            changed = replace(self._jobs[job_id], **changes)  # type: ignore[arg-type]
            self._jobs[job_id] = changed
            return changed

    def _forget_old(self) -> None:
        ended = [key for key, job in self._jobs.items() if job.ended]
        for key in ended[: max(0, len(self._jobs) - JOBS_REMEMBERED)]:
            del self._jobs[key]

    def _discard(self, job: Job) -> None:
        shutil.rmtree(job.path.parent, ignore_errors=True)
        with self._guard:
            self._jobs.pop(job.id, None)

    def _drain(self) -> None:
        while True:
            try:
                self._queue.get_nowait()
            except queue.Empty:
                return

    def _delete_uploaded(self, path: Path) -> None:
        root = os.path.realpath(self._folder)
        if os.path.realpath(path).startswith(root + os.sep):
            shutil.rmtree(path.parent, ignore_errors=True)


def shown_name(name: str) -> str:
    """The last part of what the sender called the file, without control characters, of bearable length.

    Raises: UploadRefused: nothing is left.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    if not clean:
        raise UploadRefused("上传的内容没有文件名。The upload has no file name.")
    stem, dot, suffix = clean.rpartition(".")
    return f"{stem[: NAME_CHARS - 10]}{dot}{suffix[:9]}" if dot else clean[:NAME_CHARS]


def safe_suffix(name: str) -> str:
    """The ending of `name` if it is a plain one, else nothing: the content decides what a file is."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 6 else ""
