"""Link a sentence of a model to the words that show it, or say why it cannot stand.

1. Clean: no markup, no addresses, the model's own marks read and taken off.
2. Try the citations it names, then all others by how much of the sentence they hold. A label may be wrong or
   missing: a sentence stands when its words stand in one clause, whatever number the model gave it.
3. A clause that speaks of the same thing and says otherwise outweighs one that only happens to have the words.
4. A citation shows a sentence when every number stands in it word for word, `verify` finds every figure,
   department, date and document number supported, and `support` has no doubt of the rest.
5. Cut the quote down to the sentences that are needed; the clause whole where less does not show it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.answer import Check, Citation, Verdict
from assistant.generating.cleaning import plain, split_bullet, split_marks, unfit
from assistant.generating.orders import gives_orders
from assistant.generating.support import Source, doubt, in_charge, overlap, source_of
from assistant.grounding import numbers
from policytext.folding import fold
from policytext.sentences import split_sentences

TRIES = 4  # clauses that are tried for a sentence beside those that it names
LEAST_OVERLAP = 0.3  # of the sentence's character pairs: below it a clause is not tried
LONGEST_QUOTE = 400  # characters; a clause up to this length is quoted whole
_DIGITS = re.compile(r"(?!(?:19|20)\d\d年)(?<!\d)\d+(?:\.\d+)?")
PASSING = ("supported", "computed")


class Verify(Protocol):
    """Every figure, department, date and document number of `sentence` held against `citations`."""

    def __call__(
        self, sentence: str, citations: Sequence[Citation], question: str = ""
    ) -> Sequence[Check]: ...


@dataclass(frozen=True)
class Linked:
    """A sentence without marks, as text. It stands when `verdict` passes; `citations` then show it."""

    text: str
    verdict: Verdict
    citations: tuple[Citation, ...] = ()
    checks: tuple[Check, ...] = ()
    reason: str = ""
    listed: bool = False  # it was a member of a list

    @property
    def stands(self) -> bool:
        return self.verdict in PASSING


@dataclass(frozen=True)
class Attempt:
    """One try at showing a sentence by some citations."""

    verdict: Verdict
    checks: tuple[Check, ...] = ()
    reason: str = ""

    @property
    def passed(self) -> bool:
        return self.verdict in PASSING


class Linker:
    """Links the sentences of one answer. `preferred` are citations whose quotes are already good."""

    def __init__(
        self,
        verify: Verify,
        passages: Sequence[Citation],
        preferred: Sequence[Citation] = (),
        question: str = "",
    ) -> None:
        self._verify = verify
        self._passages = tuple(passages)
        self._preferred = tuple(preferred)
        self._question = question
        self._sources: dict[tuple[Citation, ...], Source] = {}

    def link(self, sentence: str) -> Linked:
        """The sentence with its verdict, and with the citations that show it where it stands."""
        bare, named = split_marks(sentence)
        listed, bare = split_bullet(bare)
        text = plain(bare)
        reason = unfit(text) or ("像是给模型的指令" if gives_orders(text) else "")
        if reason:
            return Linked(text, "not_found", reason=reason)
        first: Attempt | None = None
        denied = 0.0  # how much of the sentence the clause holds that says otherwise
        for cited in self._candidates(text, named):
            attempt = self._attempt(text, cited)
            held = overlap(text, self._source(cited))
            if attempt.passed and held >= denied:
                return self._stand(text, cited, attempt, listed)
            if attempt.verdict in ("contradicted", "different"):
                denied = max(denied, held)
            if first is None or (first.verdict == "not_found" and attempt.verdict != "not_found"):
                first = attempt
        if first is not None and first.passed:
            first = Attempt("contradicted", first.checks, "另有条款更贴近，说法不同")
        if first is None:
            return Linked(text, "not_found", reason="原文没有这个说法")
        return Linked(text, first.verdict, checks=first.checks, reason=first.reason)

    def _candidates(self, text: str, named: Sequence[int]) -> list[tuple[Citation, ...]]:
        """Citations to try, likeliest first; what the sentence names comes first, alone and together."""
        by_number = {p.n: p for p in self._passages}
        labelled = [by_number[n] for n in named if n in by_number]
        pool = [*self._preferred, *(p for p in self._passages if p not in labelled)]
        scored = sorted(((overlap(text, self._source((c,))), -i) for i, c in enumerate(pool)), reverse=True)
        likely = [pool[-i] for share, i in scored if share >= LEAST_OVERLAP][:TRIES]
        preferred = [c for c in likely if c in self._preferred]
        groups: list[tuple[Citation, ...]] = []
        groups += [(c,) for c in [*preferred, *labelled]]
        if len(labelled) > 1:
            groups.append(tuple(labelled))
        groups += [(c,) for c in likely if c not in preferred]
        return list(dict.fromkeys(groups))

    def _source(self, cited: tuple[Citation, ...]) -> Source:
        if cited not in self._sources:
            self._sources[cited] = source_of(cited)
        return self._sources[cited]

    def _attempt(self, text: str, cited: tuple[Citation, ...]) -> Attempt:
        missing = sorted(numbers(text) - numbers_around(cited, self._question))
        if missing:
            checks = tuple(self._verify(text, cited, self._question))
            wrong = next((c for c in checks if c.verdict not in PASSING), None)
            verdict: Verdict = wrong.verdict if wrong else "not_found"
            return Attempt(verdict, checks, told(wrong) if wrong else f"原文没有数字{missing[0]}")
        reason = doubt(text, self._source(cited), self._question)
        if reason:
            return Attempt("not_found", (), reason)
        checks = tuple(self._verify(text, cited, self._question))
        wrong = next((c for c in checks if c.verdict not in PASSING), None)
        if wrong:
            return Attempt(wrong.verdict, checks, told(wrong))
        if number := stray_number(text, checks, self._source(cited), self._question):
            return Attempt("not_found", checks, f"原文没有这样写{number}")
        if stranger := next((name for name in in_charge(text) if not named(name, checks)), None):
            return Attempt("not_found", checks, f"原文没有写由{stranger}负责")
        computed = any(c.verdict == "computed" for c in checks)
        return Attempt("computed" if computed else "supported", checks)

    def _stand(self, text: str, cited: tuple[Citation, ...], attempt: Attempt, listed: bool) -> Linked:
        quoted = tuple(c if c in self._preferred else self._cut(text, c, cited) for c in cited)
        if quoted != cited and not (again := self._attempt(text, quoted)).passed:
            quoted = cited
        elif quoted != cited:
            attempt = again
        return Linked(text, attempt.verdict, quoted, attempt.checks, listed=listed)

    def _cut(self, text: str, citation: Citation, cited: tuple[Citation, ...]) -> Citation:
        """The sentences of the citation that show `text`: as few as do, in one piece."""
        if len(citation.quote) <= LONGEST_QUOTE or len(cited) > 1:
            return citation
        spans = [s for s in split_sentences(citation.quote) if citation.quote[slice(*s)].strip()]
        best = max(range(len(spans)), key=lambda i: overlap(text, source_of((piece(citation, *spans[i]),))))
        for width in range(3):
            for first in range(max(0, best - width), min(best, len(spans) - 1 - width) + 1):
                smaller = piece(citation, spans[first][0], spans[first + width][1])
                if len(smaller.quote) <= LONGEST_QUOTE and self._attempt(text, (smaller,)).passed:
                    return smaller
        return citation


def piece(citation: Citation, start: int, end: int) -> Citation:
    """The citation cut to `start`..`end` of its quote, white space at the ends left out."""
    words = citation.quote[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return replace(
        citation,
        quote=citation.quote[start:end],
        start=citation.start + start,
        end=citation.start + end,
    )


def numbers_around(cited: Sequence[Citation], question: str = "") -> set[str]:
    """The numbers that a sentence may hold: those of the quotes, their titles, sections and the question."""
    known = numbers(question)
    for c in cited:
        known |= numbers(" ".join([c.quote, c.document_number or "", c.title, *c.section]))
    return known


def stray_number(text: str, checks: Sequence[Check], source: Source, question: str) -> str:
    """A number that no check covers and that does not stand in the source between the same characters;
    "" when there is none: a day that is no date, the number of a heading. Years need only be known, since
    they are checked with the figures of their sentence."""
    rest = fold(text)
    for check in sorted(checks, key=lambda c: -len(c.text)):
        rest = rest.replace(fold(check.text), "|", 1)
    known = f"|{source.whole}|{fold(question)}|"
    for found in _DIGITS.finditer(rest):
        around = rest[max(0, found.start() - 1) : found.end() + 1].strip("|。，、；：,;:")
        if around not in known:
            return found.group()
    return ""


def named(name: str, checks: Sequence[Check]) -> bool:
    """Is this one of the departments that were checked?"""
    texts = (fold(check.text) for check in checks if check.kind == "department")
    return any(text in name or name in text for text in texts)


def told(check: Check) -> str:
    """A check that failed, for the reader."""
    if check.reason:
        return f"{check.text}：{check.reason}"
    if check.expected:
        return f"{check.text}：原文是{check.expected}"
    return f"{check.text}：原文没有"
