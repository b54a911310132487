"""Decisions of an ingest that are not written yet, gathered into one Change; the ledger follows at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.ledger import Known, Ledger
from vectorstore.catalogue import Change, Place, Succession
from vectorstore.records import Record


class Changes:
    """`passages` counts those that wait to be written, `passages_seen` all since this object was made."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._change = Change()
        self.passages = 0
        self.passages_seen = 0

    def put(self, record: Record, known: Known) -> None:
        self._ledger.put(known)
        self._change = replace(self._change, put=(*self._change.put, record))
        self.passages += len(record.passages)
        self.passages_seen += len(record.passages)

    def supersede(self, succession: Succession, *, moving_places: bool = False) -> None:
        """With `moving_places` the successor gets the places of the former one."""
        self._ledger.supersede(succession)
        self._change = replace(self._change, supersede=(*self._change.supersede, succession))
        if moving_places:
            moved = self._ledger.move_places(succession.former, succession.successor)
            self._change = replace(self._change, places=(*self._change.places, *moved))

    def remove(self, document_id: str) -> None:
        self._ledger.remove(document_id)
        self._change = replace(self._change, remove=(*self._change.remove, document_id))

    def place(self, seen: Place, document_id: str) -> None:
        """The file at this place holds this document."""
        place = replace(seen, document_id=document_id)
        self._ledger.put_place(place)
        self._change = replace(self._change, places=(*self._change.places, place))

    def touch(self, seen: Place, document_id: str) -> None:
        """The file at this place holds what it has held before."""
        place = replace(seen, document_id=document_id)
        self._ledger.put_place(place)
        self._change = replace(self._change, touched=(*self._change.touched, place))

    def vacate(self, path: str) -> None:
        self._ledger.drop_place(path)
        self._change = replace(self._change, vacate=(*self._change.vacate, path))

    def has_put(self, document_ids: Iterable[str | None]) -> bool:
        wanted = set(document_ids)
        return any(record.document.id in wanted for record in self._change.put)

    def take(self) -> Change:
        """The gathered change; gathering starts anew."""
        change, self._change = self._change, Change()
        self.passages = 0
        return change
