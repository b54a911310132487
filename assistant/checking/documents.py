"""Verdicts on document numbers and titles: do they exist, and do they belong to what is said with them?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from assistant.answer import Verdict
from assistant.checking import thresholds as t
from assistant.checking.finding import Finding
from assistant.checking.grams import grams
from assistant.checking.pool import Pool, Source
from assistant.checking.reading import Reading
from policytext.folding import fold
from policytext.references import Reference

LIKE_TITLE = 88  # of 100: a title with a word changed


def check_documents(
    reading: Reading, pool: Pool, within: Collection[str] | None = None, strict: bool = False
) -> list[Finding]:
    """A verdict for each document number and title of the statement."""
    found = [_check_number(number, reading, pool, within) for number in reading.numbers]
    found += [f for title in reading.titles if (f := _check_title(title, reading, pool, within))]
    return sorted(found, key=lambda f: f.start)


def plain_number(printed: str) -> str:
    """粤财办〔2018〕6号 however its brackets and blanks are printed."""
    return re.sub(r"[\[\]()【】「」]|第(?=\d)", "|", fold(printed)).replace("||", "|")


def same_number(a: str, b: str) -> bool:
    """Words of the sentence may have been read into a number, or its first character left out."""
    return (a.endswith(b) or b.endswith(a)) and min(len(a), len(b)) >= 4


def _check_number(number: Reference, reading: Reading, pool: Pool, within: Collection[str] | None) -> Finding:
    wanted = plain_number(number.text)
    sources = [s for s in pool.sources if within is None or s.document_id in within]
    same = [s for s in sources if s.number and same_number(wanted, plain_number(s.number))]
    meant = _meant(reading, sources, pool, within)
    if meant and meant[0].number and meant[0] not in same and not _mentions(meant[0], wanted, pool):
        text = f"这里说的是《{meant[0].title}》，文号为{meant[0].number}"
        return _finding(
            number, "contradicted", meant[0].number, text, meant[1], meant[0].document_id, meant[2]
        )
    if same:
        return _finding(number, "supported", same[0].number, "", 0.95, same[0].document_id, None)
    for candidate in pool.readings:
        inside = within is None or candidate.document_id in within
        if inside and _prints(candidate, wanted):
            return _finding(number, "supported", number.text, "文件中提到的文号", 0.9, None, candidate)
    near = _nearest_number(wanted, sources)
    # Serial numbers run on: a number that is nearly one of ours is mostly another document's.
    reason = f"文件库中没有这个文号，相近的是{near.number}" if near else "文件库中没有这个文号"
    return _finding(number, "not_found", near.number if near else None, reason, 0.6, None, None)


def _mentions(source: Source, wanted: str, pool: Pool) -> bool:
    """Does the document itself name this number?"""
    return any(_prints(r, wanted) for r in pool.readings if r.document_id == source.document_id)


def _prints(reading: Reading, wanted: str) -> bool:
    """The last characters are looked for first: most statements have no number at all."""
    if wanted[-4:] not in plain_number(reading.words):
        return False
    return any(same_number(wanted, plain_number(n.text)) for n in reading.numbers)


def _meant(
    reading: Reading, sources: Sequence[Source], pool: Pool, within: Collection[str] | None
) -> tuple[Source, float, Reading | None] | None:
    """The document that the sentence speaks of by title, else by what it says of its contents."""
    by_id = {s.document_id: s for s in sources}
    for title in reading.titles:
        for source in sources:
            named, whole = fold(title.text), fold(source.title)
            if (len(named) >= 8 and named in whole) or fuzz.ratio(named, whole) >= LIKE_TITLE:
                return source, 0.95, None
    words = reading.words
    for item in sorted([*reading.numbers, *reading.titles], key=lambda r: -r.start):
        words = words[: item.start - reading.start] + "，" + words[item.end - reading.start :]
    subject = grams(words)
    if len(subject) < 5:
        return None
    candidates = pool.candidates(subject, within, 3)
    if candidates and candidates[0][1] >= t.LEAST_DOCUMENT:
        best = candidates[0][0]
        rivals = {r.document_id for r, s in candidates if s >= candidates[0][1] - t.NEAR_TIE}
        if len(rivals) == 1 and best.document_id in by_id:
            return by_id[best.document_id], candidates[0][1], best
    return None


def _nearest_number(wanted: str, sources: Sequence[Source]) -> Source | None:
    scored = [(Levenshtein.distance(wanted, plain_number(s.number)), s) for s in sources if s.number]
    scored = [(d, s) for d, s in scored if d <= 2]
    return min(scored, key=lambda item: item[0])[1] if scored else None


def _check_title(
    title: Reference, reading: Reading, pool: Pool, within: Collection[str] | None
) -> Finding | None:
    wanted = fold(title.text)
    if len(wanted) < 4:
        return None
    sources = [s for s in pool.sources if within is None or s.document_id in within]
    for source in sources:
        if wanted in fold(source.title) or fold(source.title) in wanted:
            return _finding(title, "supported", source.title, "", 0.9, source.document_id, None)
    best: tuple[float, str, Reading | None, str | None] = (0.0, "", None, None)
    for source in sources:
        best = max(
            best,
            (fuzz.ratio(wanted, fold(source.title)), source.title, None, source.document_id),
            key=lambda x: x[0],
        )
    for candidate, _ in pool.candidates(grams(title.text), within, 12):
        if wanted in candidate.folded:
            return _finding(title, "supported", title.text, "", 0.9, None, candidate)
        for other in candidate.titles:
            best = max(
                best, (fuzz.ratio(wanted, fold(other.text)), other.text, candidate, None), key=lambda x: x[0]
            )
    if best[0] >= LIKE_TITLE:
        return _finding(
            title, "contradicted", best[1], f"原文的名称是《{best[1]}》", best[0] / 100, best[3], best[2]
        )
    return _finding(title, "not_found", None, "文件库中没有这个文件名称", 0.5, None, None)


def _finding(
    item: Reference, verdict: Verdict, expected: str | None, reason: str, score: float,
    document_id: str | None, evidence: Reading | None,
) -> Finding:  # fmt: skip
    return Finding(
        "document", item.text, item.start, item.end, verdict, expected, reason, round(min(1.0, score), 2),
        evidence, (), document_id,
    )  # fmt: skip
