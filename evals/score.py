"""Four marks for an answer, each 0 or 1, and the table of their means.

right     the status fits, every group of `all` is met, nothing of `no` is there, and a look-up stays short
cited     every string of `ev` stands in a quote, the document is the right one, and the quotes are short
          enough to be read: at most 12 of them, none over 1,200 characters
grounded  every figure of the answer stands in one of its citations, or in the question
verbatim  every quote stands word for word in the corpus; given only when there is one
A question without an answer in the documents is marked `right` only: refused, without the strings of `no`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean

from assistant.answer import Answer, Citation

MARKS = ("right", "cited", "grounded", "verbatim")
SHORT_CHARS = {
    "dept": 300,
    "fig": 300,
    "fig17": 300,
    "fig18": 300,
    "cmp": 400,
    "check": 400,
    "cross": 300,
    "en": 600,
}
LONG_CHARS = 1500
MOST_CITATIONS = 12
MOST_QUOTE_CHARS = 1200

_LEFT_OUT = re.compile(r"[\s*_`]+")
_CITATION_MARK = re.compile(r"\[\^?\d+(?:[,，、]\d+)*\]|【\d+】")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_LIST_NUMBER = re.compile(r"(?m)^\s*\d+[.、)]\s")
_OWN_COUNT = re.compile(r"共\s*\d+\s*[项个条类]")  # a count that the answer itself makes
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Question:
    """One turn of an item of a questions file. `groups` are the alternatives of `all`, `evidence` is `ev`."""

    id: str
    kind: str
    text: str
    groups: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    document: str | None = None
    refuse: bool = False


@dataclass(frozen=True)
class Row:
    """A question with its answer, or with the error that came in its place."""

    question: Question
    answer: Answer | None
    seconds: float
    marks: dict[str, float] = field(default_factory=dict)
    error: str = ""

    @property
    def lost(self) -> tuple[str, ...]:
        return tuple(name for name in MARKS if self.marks.get(name) == 0)

    @property
    def text(self) -> str:
        return self.answer.text if self.answer else self.error

    @property
    def status(self) -> str:
        return self.answer.status if self.answer else "error"


def fold(text: str | None) -> str:
    """The text without white space, emphasis marks and differences of width."""
    narrow = unicodedata.normalize("NFKC", text or "")
    return _LEFT_OUT.sub("", narrow).replace("〔", "[").replace("〕", "]").lower()


def figures(text: str) -> set[str]:
    """The figures of a text, as digits without thousands separators."""
    text = _CITATION_MARK.sub(" ", text)
    text = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text))
    text = _OWN_COUNT.sub(" ", _LIST_NUMBER.sub(" ", text))
    return set(_FIGURE.findall(text))


def marks(
    question: Question, answer: Answer | None, error: str = "", corpus: str = "", source: str = ""
) -> dict[str, float]:
    """The marks of one answer. `corpus` is the folded text of all documents, empty for no mark `verbatim`;
    `source` that of the document that is asked about, where it has no number to be known by."""
    text = answer.text if answer else error
    status = answer.status if answer else "error"
    if question.refuse:
        kept = not any(fold(words) in fold(text) for words in question.forbidden)
        return {"right": float(status == "not_found" and kept)}
    citations = answer.citations if answer else ()
    quotes = [fold(citation.quote) for citation in citations]
    given = {
        "right": float(_is_right(question, status, text)),
        "cited": float(_is_cited(question, citations, quotes, source)),
        "grounded": float(figures(text) <= _shown_figures(question, citations)),
    }
    if corpus:
        given["verbatim"] = float(all(quote in corpus for quote in quotes))
    return given


def _is_right(question: Question, status: str, text: str) -> bool:
    words = fold(text)
    return (
        status == "answered"
        and all(any(fold(choice) in words for choice in group) for group in question.groups)
        and not any(fold(forbidden) in words for forbidden in question.forbidden)
        and len(text) <= SHORT_CHARS.get(question.kind, LONG_CHARS)
    )


def _is_cited(question: Question, citations: Sequence[Citation], quotes: Sequence[str], source: str) -> bool:
    readable = 0 < len(citations) <= MOST_CITATIONS and max(map(len, quotes)) <= MOST_QUOTE_CHARS
    shown = all(any(fold(words) in quote for quote in quotes) for words in question.evidence)
    wanted = fold(question.document)
    from_there = not wanted or any(fold(c.document_number) == wanted for c in citations)
    from_there = from_there or any(quote in source for quote in quotes)
    return readable and shown and from_there


def _shown_figures(question: Question, citations: Sequence[Citation]) -> set[str]:
    shown = figures(question.text)
    for c in citations:
        shown |= figures(c.quote)
        shown |= figures(" ".join(map(str, (c.document_number, c.title, list(c.section)))))
    return shown


def table(rows: Sequence[Row]) -> str:
    """Means of the marks and times, a line a kind, and all of them last."""
    names = [name for name in MARKS if any(name in row.marks for row in rows)]
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.question.kind].append(row)
    groups["ALL"] = list(rows)
    heads = "".join(f"{name:>10}" for name in names)
    lines = [f"{'type':<8}{'n':>5}{heads}{'p50 ms':>10}{'p95 ms':>10}"]
    lines += [_line(kind, members, names) for kind, members in groups.items()]
    return "\n".join(lines)


def _line(kind: str, rows: Sequence[Row], names: Sequence[str]) -> str:
    cells = []
    for name in names:
        given = [row.marks[name] for row in rows if name in row.marks]
        cells.append(f"{mean(given):>10.3f}" if given else f"{'-':>10}")
    times = sorted(row.seconds * 1000 for row in rows) or [0.0]
    middle, late = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]
    return f"{kind:<8}{len(rows):>5}{''.join(cells)}{middle:>10.0f}{late:>10.0f}"


def confusion(rows: Sequence[Row]) -> str:
    """What was answered and what refused, of the questions with and without an answer in the documents."""
    counts = Counter((row.question.refuse, row.status) for row in rows)
    statuses = ("answered", "not_found", "error")
    lines = [f"{'':<22}" + "".join(f"{name:>11}" for name in ("answered", "refused", "error"))]
    for refuse, name in ((False, "in the documents"), (True, "not in the documents")):
        lines.append(f"{name:<22}" + "".join(f"{counts[refuse, status]:>11}" for status in statuses))
    return "\n".join(lines)


def lost_marks(rows: Sequence[Row]) -> Iterator[str]:
    """Two lines for every question that lost a mark."""
    for row in rows:
        if row.lost:
            yield f"{row.question.id:<7} {','.join(row.lost):<26} {row.question.text}"
            yield f"        -> [{row.status}] {row.text[:160]!r}"
