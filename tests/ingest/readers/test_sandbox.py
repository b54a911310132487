"""The process in which foreign formats are read can do no harm."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.readers import sandbox


def inside(code: str, folder: Path) -> str:
    """Run the lines in a process with the limits of a reader; return what it prints."""
    start = (
        "import sys; from ingest.readers import worker; from ingest.readers.limits import Limits\n"
        "worker._limit('docx', Limits()); sys.addaudithook(worker._audit)\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", start + code],
        env=sandbox._environment(),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "import os; os.system('echo harm')",
    ],
)
def test_a_reader_opens_no_connection_and_no_shell(tmp_path: Path, code: str) -> None:
    printed = inside(code, tmp_path)
    assert "is not allowed to a reader" in printed and "harm\n" not in printed


def test_a_reader_writes_no_file(tmp_path: Path) -> None:
    assert "File too large" in inside("with open('harm.txt', 'w') as file: file.write('x')", tmp_path)
    assert (tmp_path / "harm.txt").stat().st_size == 0


def test_a_reader_takes_no_more_memory_than_allowed(tmp_path: Path) -> None:
    assert "MemoryError" in inside("bytearray(3 * 1024**3)", tmp_path)


def test_a_reader_knows_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_CHAT_API_KEY", "secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    assert not {"POLICY_CHAT_API_KEY", "HTTPS_PROXY", "HOME"} & set(sandbox._environment())
