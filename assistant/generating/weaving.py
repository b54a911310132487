"""Put the sentences that passed and the composed answer together, so that nothing of the latter is lost.

The composed answer is right as often as it is measured to be; a generated one may be more fluent, and must
not be less right. So every line of the composed answer is either said by the generated sentences, with all
of its figures and departments, or kept as it is; and where the question has one direct answer, the generated
text gives that answer or the composed one stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Check, Citation
from assistant.generating.cleaning import split_bullet
from assistant.generating.linking import Linked, Verify
from assistant.generating.support import overlap, source_of
from assistant.grounding import numbers
from policytext.folding import fold

MOST_CITATIONS = 12
LONGEST_DIRECT = 280  # characters of a direct answer: a look-up stays a look-up
LONGEST_OPEN = 1200
LEAST_ANSWERED = 0.3  # the same for a direct answer, where the figures and names are all there
LEAST_SAID = 0.8  # share of a composed line's character pairs that the generated text must hold to replace it
_MARK = re.compile(r"\[(\d+)\]")
_SOURCE_LINE = re.compile(r"^(?:出处|来源|Source)[：:]")


@dataclass(frozen=True)
class Line:
    """A line of the composed answer: its words without marks, and the names that must not be lost."""

    text: str
    whole: str
    names: frozenset[str]

    @property
    def figures(self) -> set[str]:
        return numbers(self.text)


class Weaver:
    """Knows what the composed answer says, and what a generated one must therefore say.

    `direct`: the question has one direct answer (who, how much, when). `verdict_first`: it asks whether a
    statement is right, and the first line is the verdict, which stays word for word.
    """

    def __init__(
        self, composed: Answer, verify: Verify, direct: bool = False, verdict_first: bool = False,
        question: str = "",
    ) -> None:  # fmt: skip
        self._composed = composed
        self._direct = direct
        self._verdict_first = verdict_first
        self._question = question
        self._lines = [self._read(line, verify) for line in composed.text.split("\n") if line.strip()]
        self._known = numbers(composed.text) | numbers(question)
        self._names = frozenset().union(*(line.names for line in self._lines))

    def _read(self, line: str, verify: Verify) -> Line:
        text = _MARK.sub("", line)
        checks = verify(text, self._composed.citations, "")
        names = {fold(c.text) for c in checks if c.kind in ("department", "figure")}
        names |= {fold(c.text) for c in self._composed.checks if fold(c.text) in fold(text)}
        return Line(text, line, frozenset(name for name in names if name in fold(text)))

    def beside_the_point(self, linked: Linked) -> str:
        """Why a true sentence is no part of the answer; "" when it is.

        A direct answer holds no figure and no department but the composed one's; an open one no figure from
        clauses that the composed one does not quote."""
        if numbers(linked.text) - self._known and not (self._open and self._quotes(linked)):
            return "原文有此数，但不是所问的"
        if self._open:
            return ""
        departments = {fold(c.text) for c in linked.checks if c.kind == "department"}
        said = fold(self._composed.text + self._question)
        if any(name not in said for name in departments):
            return "原文有此部门，但不是所问的"
        return ""

    @property
    def _listing(self) -> bool:
        """Is the composed answer a list?"""
        return sum(split_bullet(line.text)[0] for line in self._lines) >= 2

    @property
    def _open(self) -> bool:
        return not self._direct

    def _quotes(self, linked: Linked) -> bool:
        """Does the sentence stand in what the text of the composed answer cites?"""
        marks = {int(n) for n in _MARK.findall(self._composed.text)}
        cited = [c for c in self._composed.citations if c.n in marks]
        return all(any(overlapping(c, known) for known in cited) for c in linked.citations)

    def weave(self, sentences: Sequence[Linked]) -> Answer | None:
        """The answer; None when the composed one must stand alone."""
        if not sentences or not self._lines:
            return None
        said = fold("".join(s.text for s in sentences))
        shown = numbers("\n".join(s.text for s in sentences))
        first = self._lines[0]
        if self._direct and not self._verdict_first and not answers(first, said, shown):
            return None
        head = [first] if self._verdict_first else []
        rest = self._lines[1:] if self._verdict_first or self._direct else self._lines
        kept = [line for line in rest if self._keeps(line, said, shown)]
        if self._listing:  # one list an answer
            sentences = [s for s in sentences if not s.listed]
        sentences = without_repeats(sentences, kept)
        if not sentences:
            return None
        text, citations, checks = self._write(head, sentences, kept)
        short = self._direct or len(self._composed.text) <= LONGEST_DIRECT
        longest = LONGEST_DIRECT if short else LONGEST_OPEN
        if len(text) > max(longest, len(self._composed.text)):
            return None
        if len(citations) > MOST_CITATIONS or numbers(text) - self._grounds(citations):
            return None
        return replace(self._composed, text=text, citations=citations, checks=checks, mode="generated")

    def _keeps(self, line: Line, said: str, shown: set[str]) -> bool:
        """Must this line of the composed answer stay? What names the place in the document always does, and
        so do the members of a list: "第二项" of the next question counts them."""
        if _SOURCE_LINE.match(line.text) or (self._listing and split_bullet(line.text)[0]):
            return True
        return not (covers(line, said, shown) and share_said(line, said) >= LEAST_SAID)

    def _write(
        self, head: Sequence[Line], sentences: Sequence[Linked], kept: Sequence[Line]
    ) -> tuple[str, tuple[Citation, ...], tuple[Check, ...]]:
        citations = list(self._composed.citations)
        checks: list[Check] = []
        written = [line.whole for line in head]
        for sentence in sentences:
            marks = {c: number(citations, c) for c in sentence.citations}
            tail = "".join(f"[{n}]" for n in dict.fromkeys(marks.values()))
            part = f"{sentence.text}{tail}"
            if sentence.listed or not written or len(written) == len(head):
                written.append(f"- {part}" if sentence.listed else part)
            elif written[-1].startswith("- "):
                written.append(part)
            else:
                written[-1] += part
            fallback = next(iter(marks.values()), None)
            checks += [renumbered(check, marks, fallback) for check in sentence.checks]
        written += [line.whole for line in kept]
        standing = fold("\n".join(line.text for line in [*head, *kept]))
        checks += [check for check in self._composed.checks if fold(check.text) in standing]
        return "\n".join(written), tuple(citations), tuple(dict.fromkeys(checks))

    def _grounds(self, citations: Sequence[Citation]) -> set[str]:
        known = numbers(self._question) | numbers(self._composed.text)
        for c in citations:
            known |= numbers(" ".join([c.quote, c.document_number or "", c.title, *c.section]))
        return known


def covers(line: Line, said: str, shown: set[str]) -> bool:
    """Does the generated text give every number and every name of the line?"""
    return line.figures <= shown and all(name in said for name in line.names)


def answers(line: Line, said: str, shown: set[str]) -> bool:
    """Does the generated text give the direct answer? Without figures and names, its words count."""
    least = LEAST_ANSWERED if line.figures or line.names else LEAST_SAID
    return covers(line, said, shown) and share_said(line, said) >= least


def without_repeats(sentences: Sequence[Linked], kept: Sequence[Line]) -> list[Linked]:
    """The sentences that say more than the lines that are kept anyway."""
    standing = fold("\n".join(line.text for line in kept))
    if not standing:
        return list(sentences)
    words = source_of((Citation(0, "", None, "", "", (), standing, 0, len(standing)),))
    return [s for s in sentences if overlap(s.text, words) < LEAST_SAID]


def overlapping(one: Citation, other: Citation) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


def share_said(line: Line, said: str) -> float:
    words = Citation(0, "", None, "", "", (), said, 0, len(said))
    return overlap(line.text, source_of((words,)))


def number(citations: list[Citation], wanted: Citation) -> int:
    """The number of the citation with these words, which is added when it is not there yet."""
    for known in citations:
        same = known.document_id == wanted.document_id
        if same and known.start <= wanted.start and wanted.end <= known.end:
            return known.n
    n = max((c.n for c in citations), default=0) + 1
    citations.append(replace(wanted, n=n))
    return n


def renumbered(check: Check, marks: dict[Citation, int], fallback: int | None) -> Check:
    """The check with the number of its citation in the answer."""
    by_old = {c.n: n for c, n in marks.items()}
    if check.citation is None:
        return replace(check, citation=fallback)
    return replace(check, citation=by_old.get(check.citation, fallback))
