"""What is being written to the indexes: kept in the catalogue, so that a killed write can be mended.

A row is written before the indexes are touched, and finished when all three are of one mind again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from vectorstore.connections import Connections

ROWS_KEPT = 1000


@dataclass(frozen=True)
class Entry:
    """One write: `finished_at` is None while it runs, and after it was killed."""

    id: int
    at: str  # ISO time, UTC
    summary: str
    finished_at: str | None


class Journal:
    """The only reader of the table `journal`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def begin(self, summary: str, passages: Iterable[str]) -> int:
        """Write down that the index entries of `passages` may from now on differ from the catalogue."""
        with self._connections.transaction() as connection:
            written = connection.execute(
                "INSERT INTO journal (at, summary, passages) VALUES (?, ?, ?)",
                (_now(), summary, json.dumps(list(passages))),
            )
        assert written.lastrowid is not None
        return written.lastrowid

    def finish(self, entry: int) -> None:
        """The indexes agree with the catalogue again."""
        with self._connections.transaction() as connection:
            connection.execute(
                "UPDATE journal SET passages = NULL, finished_at = ? WHERE id = ?", (_now(), entry)
            )
            connection.execute("DELETE FROM journal WHERE id <= ?", (entry - ROWS_KEPT,))

    def unfinished(self) -> list[tuple[int, list[str]]]:
        """(entry, passage ids) of writes that were cut off, oldest first."""
        rows = self._connections.here.execute(
            "SELECT id, passages FROM journal WHERE finished_at IS NULL ORDER BY id"
        )
        return [(row["id"], json.loads(row["passages"] or "[]")) for row in rows]

    def entries(self, most: int = 50) -> list[Entry]:
        """The last writes, newest first."""
        rows = self._connections.here.execute(
            "SELECT id, at, summary, finished_at FROM journal ORDER BY id DESC LIMIT ?", (most,)
        )
        return [Entry(*row) for row in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
