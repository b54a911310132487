"""Is a document still in force, from all that the documents say of each other, and from today's date?

A document is stored as its own text shows it. What a later one says of it, and the day on which it ends, is
added when it is read: a removed document takes its word along.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policytext.folding import fold
from vectorstore.records import Validity

_STRENGTH: dict[Validity, int] = {"in_force": 0, "amended": 1, "expired": 2, "repealed": 3}
_WORDS: dict[str, Validity] = {"repeals": "repealed", "amends": "amended"}


@dataclass(frozen=True)
class Statement:
    """Document `by`, of ISO `date`, repeals or amends `target`: a number, or a title without its 《》."""

    by: str
    date: str | None
    kind: str
    target: str


class Verdicts:
    """Looks up what was stated of a document by others."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._of: dict[str, list[Statement]] = {}
        for statement in statements:
            self._of.setdefault(fold(statement.target), []).append(statement)

    def validity(
        self,
        document_id: str,
        names: Iterable[str | None],
        date: str | None,
        expires: str | None,
        own: Validity,
        today: str,
    ) -> Validity:
        """The strongest of what its own text shows, what others say, and whether it has ended by `today`."""
        stated: list[Validity] = [own]
        if expires is not None and expires < today:
            stated.append("expired")
        for name in names:
            for statement in self._of.get(fold(name or ""), ()):
                # An earlier document of one title cannot mean a later one of the same title.
                earlier = statement.date is not None and date is not None and statement.date < date
                if statement.by != document_id and not earlier:
                    stated.append(_WORDS[statement.kind])
        return max(stated, key=_STRENGTH.__getitem__)
