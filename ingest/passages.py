"""Cut clauses into passages: what is embedded and found. Whole sentences of one clause only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policytext.sentences import split_sentences
from vectorstore.records import Clause, Passage

# Words that answer for the sentences before them are not parted from these.
_BELONGS = re.compile(
    r"\s*[（(【\[](?=[^（）()]{0,80}(?:负责|牵头|责任|分工|下同))|\s*(?:责任单位|牵头单位|负责部门|"
    r"部门分工|配合单位)[：:]"
)
_CONTEXT_SEPARATOR = " / "


def cut_passages(
    document_id: str, text: str, title: str, clauses: Sequence[Clause], chunk_chars: int = 240
) -> tuple[Passage, ...]:
    """Passages in the order of the text, each of whole sentences of one clause's own text and, unless a
    single sentence is longer, of at most `chunk_chars` characters. A clause that is only a heading is a
    passage too."""
    passages = []
    for clause in clauses:
        context = _CONTEXT_SEPARATOR.join(part for part in (title, *clause.address) if part)
        for start, end in _spans(text, clause, chunk_chars):
            passages.append(
                Passage(
                    f"{document_id}:{start}",
                    document_id,
                    clause.ordinal,
                    start,
                    end,
                    text[start:end],
                    context,
                )
            )
    return tuple(passages)


def _spans(text: str, clause: Clause, chunk_chars: int) -> Iterator[tuple[int, int]]:
    """Whole sentences up to the length; the pieces of one clause are about equally long."""
    sentences = [
        part for start, end in _sentences(text, clause) for part in _parts(text, start, end, chunk_chars)
    ]
    total = sum(end - start for start, end in sentences)
    pieces = max(1, -(-total // chunk_chars))
    wanted = total / pieces
    begin: int | None = None
    last = 0
    for start, end in sentences:
        if begin is not None and (end - begin > chunk_chars or last - begin >= wanted):
            yield begin, last
            begin = None
        begin = start if begin is None else begin
        last = end
    if begin is not None:
        yield begin, last


def _parts(text: str, start: int, end: int, chunk_chars: int) -> list[tuple[int, int]]:
    """The sentence itself; one over twice the length is cut at its semicolons, then at its commas, then
    anywhere: a list of a hundred items is printed as one sentence, and an embedding sees only the beginning
    of it."""
    longest = 2 * chunk_chars
    if end - start <= longest:
        return [(start, end)]
    for marks in (r"[；;]\s*", r"[，,、：:]\s*|\s+"):
        joints = [m.end() for m in re.finditer(marks, text[start:end]) if m.end() < end - start]
        if joints:
            return [
                piece
                for a, b in pairwise([0, *joints, end - start])
                for piece in _parts(text, *_trim(text, start + a, start + b), chunk_chars)
            ]
    return [(place, min(place + chunk_chars, end)) for place in range(start, end, chunk_chars)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def _sentences(text: str, clause: Clause) -> list[tuple[int, int]]:
    """Trimmed spans of the sentences of the clause's own text; a duty goes with the sentence before it."""
    found: list[tuple[int, int]] = []
    for start, end in split_sentences(text, clause.start, clause.body_end):
        if not text[start:end].strip():
            continue
        first, last = _trim(text, start, end)
        if found and _BELONGS.match(text, first, last):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
