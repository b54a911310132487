"""What the catalogue knows of places and documents, with the decisions of a running ingest added.

Deciding on a ledger instead of the catalogue lets several files be written at once, and lets a dry run decide
without writing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vectorstore.catalogue import Catalogue, Place, Succession


@dataclass(frozen=True)
class Known:
    """A current document, as far as telling versions needs it."""

    id: str
    title: str
    number: str | None


class Ledger:
    """Current documents, former versions, and the places of both. Change it through its methods only."""

    def __init__(
        self,
        documents: Iterable[Known] = (),
        places: Iterable[Place] = (),
        former: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.documents: dict[str, Known] = {}
        self.places: dict[str, Place] = {}
        self.former = dict(former)  # former id → the id that took its place; newest first
        self._by_version: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_document: dict[str, set[str]] = defaultdict(set)
        self._by_sha256: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            self.put(document)
        for place in places:
            self.put_place(place)

    @classmethod
    def of(cls, catalogue: Catalogue) -> Ledger:
        return cls(
            (Known(*identity) for identity in catalogue.identities()),
            catalogue.places(),
            ((version.id, version.replaced_by) for version in catalogue.former_versions()),
        )

    def places_of(self, document_id: str) -> list[Place]:
        return [self.places[path] for path in sorted(self._by_document[document_id])]

    def holding(self, sha256: str, reading: str) -> Place | None:
        """A place whose file has these very bytes, read by these readers, of a current document."""
        places = (self.places[path] for path in sorted(self._by_sha256[sha256]))
        return next((p for p in places if p.reading == reading and p.document_id in self.documents), None)

    def versions_of(self, title: str, number: str | None) -> list[str]:
        """Current documents with this number and title; without a number nothing is a version of another."""
        return [] if number is None else sorted(self._by_version[title, number])

    def formers_of(self, document_id: str) -> list[str]:
        """Former versions of a current document, newest first."""
        return [former for former, successor in self.former.items() if successor == document_id]

    def put(self, document: Known) -> None:
        self.documents[document.id] = document
        self.former.pop(document.id, None)
        if document.number is not None:
            self._by_version[document.title, document.number].add(document.id)

    def put_place(self, place: Place) -> None:
        self.drop_place(place.path)
        self.places[place.path] = place
        self._by_document[place.document_id].add(place.path)
        self._by_sha256[place.sha256].add(place.path)

    def drop_place(self, path: str) -> None:
        place = self.places.pop(path, None)
        if place is not None:
            self._by_document[place.document_id].discard(path)
            self._by_sha256[place.sha256].discard(path)

    def supersede(self, succession: Succession) -> None:
        self._forget(succession.former)
        for former in self.formers_of(succession.former):
            self.former[former] = succession.successor
        if succession.keep:
            self.former = {succession.former: succession.successor, **self.former}

    def move_places(self, former: str, successor: str) -> list[Place]:
        """Let the places of one document be those of another; the places as they are now."""
        moved = [replace(place, document_id=successor) for place in self.places_of(former)]
        for place in moved:
            self.put_place(place)
        return moved

    def remove(self, document_id: str) -> None:
        self._forget(document_id)
        for former in self.formers_of(document_id):
            del self.former[former]
        for place in self.places_of(document_id):
            self.drop_place(place.path)

    def _forget(self, document_id: str) -> None:
        document = self.documents.pop(document_id, None)
        if document is not None and document.number is not None:
            self._by_version[document.title, document.number].discard(document_id)
