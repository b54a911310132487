"""Open the catalogue's SQLite file: one connection a thread, closed together."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from policytext.errors import PolicyError
from vectorstore.schema import is_current, migrate

BUSY_TIMEOUT_S = 30.0


class CatalogueUnusable(PolicyError):
    """The file cannot be opened, or is no database."""


class Connections:
    """Connections to one file. A thread gets its own at its first use and keeps it until `close`."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self._path = path
        self._writable = writable
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        if writable or not is_current(self.here):
            with contextlib.closing(_open(path, writable=True)) as connection:
                migrate(connection)

    @property
    def here(self) -> sqlite3.Connection:
        """The connection of the thread that asks."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = _open(self._path, writable=self._writable)
            self._local.connection = connection
            with self._guard:
                self._opened.append(connection)
        return connection

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is written, or nothing."""
        connection = self.here
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """All reading inside sees one state, whatever another process commits meanwhile."""
        connection = self.here
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.execute("ROLLBACK")

    def close(self) -> None:
        with self._guard:
            opened, self._opened = self._opened, []
        for connection in opened:
            connection.close()
        self._local = threading.local()


def _open(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Raises: CatalogueUnusable."""
    try:
        return _connect(path, writable=writable)
    except sqlite3.DatabaseError as error:
        raise CatalogueUnusable(
            f"目录文件 {path} 无法使用（{error}）。请检查磁盘空间和权限；"
            "如已损坏，请从备份恢复，或移走整个文件夹后重新导入。"
        ) from error


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    if writable:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # only counts in a file without tables
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL, not NORMAL: after a power cut the catalogue must not know less than the indexes.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    else:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # reads the file
    return connection
