"""Find what a person means on the command line: a document by its number, title, file name or id; a clause by
its marker or words; a text from a file or from the input.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from policytext.errors import PolicyError
from policytext.folding import fold
from vectorstore.catalogue import Catalogue, DocumentUnknown
from vectorstore.records import Clause, Record

MOST_NAMED = 8


class ClauseUnknown(PolicyError):
    """The document has no such clause, or several."""


class TextUnreadable(PolicyError):
    """The text to check cannot be read."""


def document_id(catalogue: Catalogue, name: str) -> str:
    """The id of the one document that `name` means. Raises: DocumentUnknown."""
    ids = catalogue.resolve(name)
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise DocumentUnknown(
            f"没有“{name}”这份文件，可用 policy-assistant documents 查看。No such document: {name}"
        )
    titles = "；".join(f"{i[:8]} {catalogue.document(i).title}" for i in ids[:MOST_NAMED])
    raise DocumentUnknown(f"“{name}”有多份，请用编号：{titles}。Several documents; give an id.")


def clause(record: Record, wanted: str) -> Clause:
    """The clause whose marker, label or address is `wanted`, else the one whose label holds it.

    Raises: ClauseUnknown.
    """
    key = fold(wanted)
    ways: tuple[Callable[[Clause], bool], ...] = (
        lambda c: bool(_ways_to_write(record, c).fullmatch(key)),
        lambda c: key in fold(c.address[-1]),
    )
    clauses = [c for c in record.clauses if c.address]
    found = next((hits for way in ways if (hits := [c for c in clauses if way(c)])), [])
    if len(found) == 1:
        return found[0]
    if not found:
        raise ClauseUnknown(f"没有“{wanted}”这一条，不带条款即显示提纲。No such clause: {wanted}")
    labels = "；".join("".join(c.address[-2:]) for c in found[:MOST_NAMED]).replace("**", "")
    raise ClauseUnknown(f"“{wanted}”有多条，请写上级条款：{labels}。Several clauses; name the one above too.")


def _ways_to_write(record: Record, clause: Clause) -> re.Pattern[str]:
    """The label, heading or marker of a clause, and before it any of the clauses above: 二、（六）17."""
    above: list[Clause] = []
    parent = clause.parent
    while parent is not None:
        above.insert(0, record.clauses[parent])
        parent = above[0].parent
    return re.compile("".join(f"(?:{_names(c)})?" for c in above if c.address) + f"(?:{_names(clause)})")


def _names(clause: Clause) -> str:
    marker = fold(clause.marker)
    names = {fold(clause.address[-1]), fold(clause.heading), marker, marker.strip(".、()")}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)


def text_to_check(name: str) -> str:
    """The words of a file, or of the input for `-`. Raises: TextUnreadable, or what the reader raises."""
    if name == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    path = Path(name)
    if not path.is_file():
        raise TextUnreadable(f"没有文件“{name}”。No such file: {name}")
    from ingest.readers import read_source

    return read_source(path).text
