"""One writer at a time: a lock file in the folder of the catalogue.

The operating system drops the lock with the process, so a killed writer blocks nobody.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from policytext.errors import PolicyError

LOCK_NAME = "writer.lock"


class StoreLocked(PolicyError):
    """Another process, or another task of this one, is writing."""


@contextlib.contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the lock while inside. Raises: StoreLocked, at once, naming who holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreLocked(_who_holds(descriptor, folder)) from error
        _sign(descriptor)
        yield
    finally:
        # The file stays: removing it would let two processes lock two files of one name.
        os.close(descriptor)


def _sign(descriptor: int) -> None:
    command = " ".join([Path(sys.argv[0] or "python").name, *sys.argv[1:]])[:200]
    holder = {
        "pid": os.getpid(),
        "command": command,
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(holder, ensure_ascii=False).encode("utf-8", "replace"), 0)


def _who_holds(descriptor: int, folder: Path) -> str:
    advice = "请等它完成后再试；查询和问答不受影响。"
    try:
        holder = json.loads(os.pread(descriptor, 4096, 0))
        return (
            f"另一个进程正在写入 {folder}：进程号 {holder['pid']}，命令 {holder['command']}，"
            f"开始于 {holder['since']}。{advice}"
        )
    except (ValueError, KeyError, TypeError):
        return f"另一个进程正在写入 {folder}。{advice}"
