"""The tables' rows, read once for every state of the catalogue. Nothing of a visitor is kept here."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.tables import DutyRow, FigureRow, duty_rows, figure_rows
from ui.visibility import is_hidden, seen_by, viewer

if TYPE_CHECKING:
    from ui.services import Services


@dataclass(frozen=True)
class Rows:
    """All rows of one state of the catalogue."""

    revision: int
    duties: tuple[DutyRow, ...]
    figures: tuple[FigureRow, ...]


class TableRows:
    """Thread-safe; `rows` is the newest state."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._guard = threading.Lock()
        self._rows: Rows | None = None

    def rows(self) -> Rows:
        revision = self._services.revision()
        with self._guard:
            if self._rows is None or self._rows.revision != revision:
                with seen_by(None):  # kept for all; what a visitor may see is sorted out below
                    records = self._services.records()
                self._rows = Rows(revision, tuple(duty_rows(records)), tuple(figure_rows(records)))
            rows = self._rows
        if viewer() is None:
            return rows
        return replace(
            rows,
            duties=tuple(row for row in rows.duties if not is_hidden(row.origin.document_id)),
            figures=tuple(row for row in rows.figures if not is_hidden(row.origin.document_id)),
        )
