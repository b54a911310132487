"""Cut clauses into passages: what is embedded and found. Whole sentences of one clause only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
    sentences = _sentences(text, clause)
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


def _sentences(text: str, clause: Clause) -> list[tuple[int, int]]:
    """Trimmed spans of the sentences of the clause's own text; a duty goes with the sentence before it."""
    found: list[tuple[int, int]] = []
    for start, end in split_sentences(text, clause.start, clause.body_end):
        words = text[start:end]
        if not words.strip():
            continue
        first = start + len(words) - len(words.lstrip())
        last = end - (len(words) - len(words.rstrip()))
        if found and _BELONGS.match(text, first, last):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
