"""A question as understood: what is asked for, about what, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant import thresholds as t


class Kind(StrEnum):
    """What an answer has to give."""

    WHO = "who"  # the departments that answer for something
    TASKS = "tasks"  # what a department answers for
    FIGURE = "figure"  # one or several figures
    WHEN = "when"  # a date or a deadline
    COMPARE = "compare"  # two years or two things side by side
    CHECK = "check"  # is this statement right?
    LIST = "list"  # the members of a part of the outline
    ORDINAL = "ordinal"  # the task with a given number
    DEADLINE = "deadline"  # what is due by a date
    SHARED = "shared"  # duties shared by a number of departments
    ABOUT = "about"  # the document's own data: number, issuer, date …
    DESCRIBE = "describe"  # what the document says of something
    CHAT = "chat"  # no question about documents


@dataclass(frozen=True)
class Term:
    """A content word of the question: `weight` grows with its rarity in the documents."""

    word: str
    weight: float = 1.0


def is_told_at_length(text: str) -> bool:
    """A question told as a story holds words that no document shares; a short one names what it asks for."""
    return len(text) >= t.TOLD_AT_LENGTH and not text.isascii()


@dataclass(frozen=True)
class Question:
    """`text` is folded and complete (what a follow-up carries over is filled in); `topic` is what remains
    of it without the words that only ask; `terms` are the content words of the topic."""

    original: str
    text: str
    kind: Kind
    topic: str
    terms: tuple[Term, ...] = ()
    years: tuple[int, ...] = ()
    relative_years: tuple[int, ...] = ()  # 去年 is -1: offsets from the year of the document
    places: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()  # as written in the question
    units: tuple[str, ...] = ()  # units that the asked figure may have; empty when any fits
    documents: tuple[str, ...] | None = None  # ids it is restricted to
    ordinals: tuple[int, ...] = ()  # 第21项: numbers of clauses
    english: bool = False
    carried: str | None = None  # what was taken over from the turn before
    mended: tuple[tuple[str, str], ...] = ()  # slips put right: as typed, as understood
    wants_person: bool = False
    wants_contact: bool = False  # a telephone number, an address
    focus: str = ""  # address of the clause that the answer before came from
    spoken_of: str = ""  # id of the document that the answer before came from
    piece: str = ""  # of an ask: its words in the question
    own: tuple[Term, ...] = ()  # of an ask: the terms of its own piece of the question
