"""The process in which files of foreign formats are read: `python -m ingest.readers.worker FORMAT PATH
LIMITS`.

It takes limits on memory and time before it imports a parser, opens no network connection, starts no program
but
LibreOffice, and writes nothing but one JSON object a line: progress, and at the end the text or the error.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TextIO

from ingest.readers import exchange
from ingest.readers.limits import MEGABYTE, DamagedFile, Limits, ReaderStopped, TooLarge, UnreadableFile
from ingest.source import SourceText

MODULES = {"docx": "docx", "office": "office", "pdf": "pdf", "image": "scan", "ofd": "ofd", "xlsx": "xlsx"}
_SCANS = {"pdf", "image", "ofd"}
_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.bind", "os.system", "os.exec", "os.posix_spawn")

Progress = Callable[[int, int], None]


def main(arguments: list[str]) -> int:
    """Read one file and print what came of it. Returns the exit status: 0 whenever a line was printed."""
    format_name, name, packed = arguments
    limits = Limits(**json.loads(packed))
    # Parsers print; only we write to the pipe.
    pipe = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    _limit(format_name, limits)
    sys.addaudithook(_audit)
    path = Path(name)
    try:
        line = exchange.source_line(_read(format_name, path, limits, _reporter(pipe)))
    except UnreadableFile as error:
        line = exchange.error_line(error)
    except MemoryError:
        line = exchange.error_line(
            ReaderStopped(path, "读取所需内存超过上限，已停止。", "It needs more memory than allowed.")
        )
    except ImportError as error:
        line = exchange.error_line(
            ReaderStopped(
                path, f"缺少读取组件 {error.name}，请重新安装：make install", "A part is not installed."
            )
        )
    except Exception as error:  # whatever a parser throws at a hostile file is the file's fault
        line = exchange.error_line(
            DamagedFile(
                path, "文件结构有误，无法读取。", f"Its structure is broken ({type(error).__name__})."
            )
        )
    print(line, file=pipe, flush=True)
    return 0


def _read(format_name: str, path: Path, limits: Limits, progress: Progress) -> SourceText:
    module = import_module(f"ingest.readers.{MODULES[format_name]}")
    source: SourceText = module.read(path, limits, progress)
    if len(source.text) > limits.text_mb * MEGABYTE:
        raise TooLarge(
            path,
            f"文字超过 {limits.text_mb} 百万字，请拆分。",
            f"More than {limits.text_mb} million characters.",
        )
    return source


def _reporter(pipe: TextIO) -> Progress:
    def report(page: int, pages: int) -> None:
        print(exchange.progress_line(page, pages), file=pipe, flush=True)

    return report


def _limit(format_name: str, limits: Limits) -> None:
    """Limits that the kernel enforces, on this process and its children."""
    seconds = int(limits.total_s)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if format_name != "office":  # LibreOffice maps far more than it uses, and writes its result to a file
        megabytes = limits.scan_memory_mb if format_name in _SCANS else limits.memory_mb
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _audit(event: str, _: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} is not allowed to a reader")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
