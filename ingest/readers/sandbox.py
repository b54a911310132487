"""Read a file in a process of its own, so that a hostile or broken file costs that process and nothing else.

The process (see `worker`) limits its own memory and CPU time; here it is stopped when it gets no page further
in `silence_s`, or needs more than `total_s` in all. Its answer comes as JSON lines.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from ingest.readers import exchange
from ingest.readers.limits import Limits, ReaderStopped
from ingest.source import SourceText

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH")
_BLOCK = 1 << 16


def read_in_sandbox(
    path: Path,
    format_name: str,
    limits: Limits,
    progress: Callable[[int, int], None] | None = None,
) -> SourceText:
    """Return the text of the file. `progress` is called with (page, pages) as the reader gets on.
    Raises: what the reader raises, and ReaderStopped when it ran out of time or memory or crashed."""
    command = [sys.executable, "-P", "-m", "ingest.readers.worker"]
    command += [format_name, str(path.resolve()), json.dumps(asdict(limits))]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,  # so that what it starts (LibreOffice) can be ended with it
    )
    try:
        for line in _lines(process, path, limits):
            answer = json.loads(line)
            if "source" in answer:
                return exchange.parse_source(answer["source"])
            if "error" in answer:
                raise exchange.parse_error(answer, path)
            if progress is not None:
                progress(answer["page"], answer["pages"])
    except (ValueError, KeyError, TypeError) as error:
        raise _crashed(path) from error
    finally:
        _end(process)
    raise _crashed(path)


def _lines(process: subprocess.Popen[bytes], path: Path, limits: Limits) -> Iterator[bytes]:
    """The lines that the process prints. Raises: ReaderStopped where it is silent for too long."""
    assert process.stdout is not None
    last = time.monotonic() + limits.total_s
    pending = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        deadline = time.monotonic() + limits.silence_s
        while True:
            if not selector.select(max(0.0, min(deadline, last) - time.monotonic())):
                raise ReaderStopped(
                    path,
                    f"读取超过 {limits.silence_s:.0f} 秒没有进展，已停止。",
                    "The reader was stopped: out of time.",
                )
            block = os.read(process.stdout.fileno(), _BLOCK)
            if not block:
                return
            deadline = time.monotonic() + limits.silence_s
            pending += block
            *lines, rest = bytes(pending).split(b"\n") if b"\n" in block else (bytes(pending),)
            if lines:
                pending = bytearray(rest)
                yield from lines


def _crashed(path: Path) -> ReaderStopped:
    return ReaderStopped(
        path,
        "读取进程异常退出（文件可能已损坏，或所需内存超过上限）。",
        "The reader stopped without an answer.",
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process with all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _environment() -> dict[str, str]:
    """What the reader may know: no keys, no proxy, no home."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(_ROOT),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_WAIT_POLICY": "passive",
        "ORT_DISABLE_TELEMETRY": "1",
        "HF_HUB_OFFLINE": "1",
    }
