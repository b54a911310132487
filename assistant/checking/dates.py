"""Verdicts on dates and deadlines, held against the dates of the statement that speaks of the same thing."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.answer import Verdict
from assistant.checking import thresholds as t
from assistant.checking.aligning import tokens
from assistant.checking.finding import Finding
from assistant.checking.grams import grams
from assistant.checking.placing import places, sure_places, telling_words
from assistant.checking.pool import Pool
from assistant.checking.reading import Reading
from policytext.dates import DateMention
from policytext.folding import fold

_ISSUED = re.compile(r"印发|发布|公布|下发|成文|落款|发文|签发|通知|文件|日期|时间|本文|该")
ACT = 3  # weight of a pair of words that says what is done by a date, beside one that only stands near it
# Which day something is, said of the thing or of the day.
_EACH = re.compile(r"(?:(?:国家)?(?:将|把|每年的?))*")
_IS_DAY = re.compile(rf"(?P<thing>[^,;:。]{{3,20}}?)(?:就?是|定?为|定?在|定于){_EACH.pattern}")
_WHOSE = ("全国", "世界", "国际", "国家", "中国", "我国")  # how the name of a day begins
_DAY_IS = re.compile(r"(?:就?是|定?为)(?P<thing>[^,;:。]{3,20})")


def claimed_dates(reading: Reading) -> list[DateMention]:
    """Dates that are claims of their own. A bare year belongs to the figures beside it, a span is a figure."""
    spans = [(m.figure.start, m.figure.end) for m in reading.figures]
    names = [(r.start, r.end) for r in (*reading.titles, *reading.numbers)]
    found = []
    if reading.is_heading:
        return []
    for date in reading.dates:
        inside = any(s < date.end and date.start < e for s, e in [*spans, *names])
        if not inside and not (_is_bare(date) and any(m.figure.year_explicit for m in reading.figures)):
            found.append(date)
    return found


def check_dates(
    reading: Reading, pool: Pool, within: Collection[str] | None = None, strict: bool = False
) -> list[Finding]:
    """A verdict for each date of the statement that is a claim."""
    dates = claimed_dates(reading)
    if not dates:
        return []
    issued = [f for d in dates if (f := _issued(d, reading, pool, within))]
    if issued:
        return issued
    subject = reading.pairs | (reading.before if reading.points_back else frozenset())
    candidates = [(r, s) for r, s in pool.candidates(subject, within, 8) if s >= t.LEAST_DATE]
    found = [f for d in dates if (f := _check(d, reading, candidates, strict))]
    if strict or len(dates) != 1 or not found:
        return found
    if thing := _whose_day(dates[0], reading):
        of_others = found[0].evidence and any(
            _in_brackets(d, found[0].evidence) and not _is_day_of(thing, d, found[0].evidence)
            for d in found[0].evidence.dates
        )
        unsure = found[0].verdict == "not_found" or of_others
        return [_day_of(thing, dates[0], pool, within) or _unfound(dates[0])] if unsure else found
    if found[0].verdict != "not_found":
        return found
    return [_placed(dates[0], reading, pool, within) or found[0]]


def _whose_day(date: DateMention, reading: Reading) -> str:
    """The thing of which a statement says which day it is (…日是5月25日, 5月25日是…日); "" for any other statement."""
    before = fold(reading.text[reading.start : date.start])
    behind = fold(reading.text[date.end : reading.end]).rstrip("。,;!?")
    said = _IS_DAY.fullmatch(before) if not behind else _DAY_IS.fullmatch(behind)
    return said["thing"] if said and not (behind and _EACH.sub("", before)) else ""


def _day_of(thing: str, date: DateMention, pool: Pool, within: Collection[str] | None) -> Finding | None:
    """The verdict where the documents give the day right beside the thing: …日（每年8月25日）, 每年8月25日为…日."""
    found = [
        _against_one(date, printed, candidate, 1.0)
        for candidate in pool.readings
        if thing in candidate.folded and (within is None or candidate.document_id in within)
        for printed in candidate.dates
        if _kind(printed) == _kind(date) and _is_day_of(thing, printed, candidate)
    ]
    return found[0] if len({f.verdict for f in found}) == 1 else None


def _unfound(date: DateMention) -> Finding:
    return _finding(date, "not_found", None, "文件中没有找到对应的内容", 0.4, None)


def _is_day_of(thing: str, date: DateMention, candidate: Reading) -> bool:
    """Does a sentence give the date as the day of just this thing, with no word before it that makes it another?"""
    before = fold(candidate.text[candidate.start : date.start])
    behind = fold(candidate.text[date.end : candidate.end])
    named = re.escape(thing)
    if first := re.search(rf"{named}(?:[(,]|是|为|即|定为|定于|定在)*{_EACH.pattern}$", before):
        *_, (word, tag, _) = [("", "w", 0), *tokens(before[: first.start()])]
        return tag[0] in "vpcwux" or word in _WHOSE or thing.startswith(_WHOSE)
    return not _own_word(before) and bool(re.match(rf"(?:[(,]|是|为|即|定为)*{named}(?![^,;:。)])", behind))


def _in_brackets(date: DateMention, candidate: Reading) -> bool:
    return bool(re.search(rf"\((?:{_EACH.pattern})$", fold(candidate.text[candidate.start : date.start])))


def _own_word(before: str) -> bool:
    """Does the part of the sentence before a date say anything but that it comes every year?"""
    return bool(_EACH.sub("", re.split("[,;:。(]", before)[-1]))


def _placed(
    date: DateMention, reading: Reading, pool: Pool, within: Collection[str] | None
) -> Finding | None:
    """The verdict on the one date of a short statement that is placed by its words alone."""

    def dated(candidate: Reading) -> bool:
        return any(_kind(d) == _kind(date) for d in candidate.dates)

    sure = sure_places(reading, pool, within, dated)
    found = [f for p in sure if (f := _against(date, reading, p.reading, p.share))]
    if not found and (taken_up := _taken_up(date, reading, pool, within)):
        found = [taken_up]
    return found[0] if len({(f.verdict, f.expected) for f in found}) == 1 else None


def _taken_up(
    date: DateMention, reading: Reading, pool: Pool, within: Collection[str] | None
) -> Finding | None:
    """The date of a later sentence of the clause that takes up the thing, where the one sentence that speaks of it
    in full has no date: …对收费情况进行自查…。自查应于9月底前完成."""
    best, *others = places(reading, pool, within)[:2] or (None,)
    if best is None or best.reading.dates or min(best.share, best.own, best.least) < t.LEAST_TAKEN_UP:
        return None
    if any(other.least >= best.least for other in others):
        return None
    words = [w.text for w in telling_words(reading)]
    following = [
        r for r in pool.readings
        if r.document_id == best.reading.document_id and r.clause == best.reading.clause
        and r.start >= best.reading.end and r.dates
    ]  # fmt: skip
    dated = [(r, d) for r in following for d in r.dates if _kind(d) == _kind(date) and _opens(r, d, words)]
    if len(dated) != 1:
        return None
    return _against_one(date, dated[0][1], dated[0][0], best.share)


def _opens(candidate: Reading, date: DateMention, words: Collection[str]) -> bool:
    """Does the part that has the date begin with one of the words, and nothing but a preposition before the date?"""
    before = re.split("[,;:。]", fold(candidate.text[candidate.start : date.start]))[-1]
    return any(
        re.fullmatch(rf"{re.escape(word)}(?:工作)?(?:应当?|须|要|必须)?(?:于|在)?", before) for word in words
    )


def _against_one(date: DateMention, printed: DateMention, candidate: Reading, score: float) -> Finding:
    words = "".join(printed.text.split())
    if _agrees(date, printed, candidate):
        return _finding(date, "supported", printed.text, "", score, candidate)
    if date.deadline != printed.deadline and _same_day(date, printed, candidate):
        word = "截止时间" if printed.deadline else "时间"
        return _finding(date, "different", words, f"原文是{word}：{words}", score, candidate)
    return _finding(date, "contradicted", words, f"原文为{words}", score, candidate)


def _issued(
    date: DateMention, reading: Reading, pool: Pool, within: Collection[str] | None
) -> Finding | None:
    """The day on which a document was issued, where the statement says just that."""
    if (
        date.day is None
        or date.year is None
        or not re.search("印发|发布|公布|下发|成文|落款|发文|签发", reading.words)
    ):
        return None
    said = f"{date.year:04}-{date.month:02}-{date.day:02}"
    sources = [s for s in pool.sources if s.date and (within is None or s.document_id in within)]
    named = [s for s in sources if s.number and fold(s.number) in reading.folded]
    named = named or [s for s in sources if any(fold(r.text) in fold(s.title) for r in reading.titles)]
    few = named or (sources if len(grams(_ISSUED.sub("，", reading.words))) < 4 else [])
    for source in few:
        if source.date == said:
            return _finding(date, "supported", date.text, "", 0.9, None, source.document_id)
    if len(few) != 1:
        return None
    year, month, day = (int(part) for part in few[0].date.split("-"))
    printed = f"{year}年{month}月{day}日"
    return _finding(date, "contradicted", printed, f"文件的日期是{printed}", 0.8, None, few[0].document_id)


def _check(
    date: DateMention, reading: Reading, candidates: list[tuple[Reading, float]], strict: bool
) -> Finding | None:
    if not candidates:
        return _finding(date, "not_found", None, "文件中没有找到对应的内容", 0.4, None)
    top = candidates[0][1]
    close = [(r, s) for r, s in candidates if s >= top - t.NEAR_TIE]
    act = max(map(len, (_done_by(date, reading, r) for r, _ in close)))
    if act:  # of statements that speak of the thing alike, those that say the same is done by their date
        close = [(r, s) for r, s in close if len(_done_by(date, reading, r)) == act]
    best: Finding | None = None
    for candidate, score in close:
        finding = _against(date, reading, candidate, score)
        if finding and finding.verdict == "supported":
            return finding
        best = best or finding
    if best:
        return best
    if _is_bare(date) and not strict:
        return None  # the year of a draft that the clause does not repeat is no claim
    return _finding(date, "not_found", None, "原文没有写日期", 0.4, candidates[0][0])


def _against(date: DateMention, reading: Reading, candidate: Reading, score: float) -> Finding | None:
    """The date of the statement whose neighbours are most alike decides."""
    dates = [d for d in candidate.dates if _kind(d) == _kind(date) or (d.year and date.year)]
    agreeing = [d for d in dates if _agrees(date, d, candidate)]
    if not dates:
        known = date.month is None and not date.part and date.year in _years_around(candidate)
        return _finding(date, "supported", None, "", score, candidate) if known else None

    def alike(d: DateMention) -> float:
        same_place = len(reading.dates) == len(candidate.dates) and reading.dates.index(
            date
        ) == candidate.dates.index(d)
        return _alike(date, reading, d, candidate) + 3 * same_place

    nearest = max(dates, key=alike)
    best = max(agreeing, key=alike, default=None)
    if best and (alike(best) >= alike(nearest) - 2 or _is_bare(date)):
        return _finding(date, "supported", best.text, "", score, candidate)
    return _against_one(date, nearest, candidate, score)


def _is_bare(date: DateMention) -> bool:
    """A year and nothing else; that it is the year of the figure beside it is checked with the figure."""
    return date.month is None and not date.part and date.end_year is None


def _kind(date: DateMention) -> tuple[bool, bool]:
    return date.month is not None or bool(date.part), date.end_year is not None


def _years_around(candidate: Reading) -> set[int]:
    years = {m.figure.year for m in candidate.figures} | {candidate.year}
    return {y for y in years if y}


def _same_day(mine: DateMention, theirs: DateMention, candidate: Reading) -> bool:
    """All that the claim says, the document says too; its place may give the year."""
    if _is_bare(mine) and mine.year and theirs.year and theirs.end_year:
        return theirs.year <= mine.year <= theirs.end_year
    year_fits = (
        mine.year is None
        or mine.year == theirs.year
        or (theirs.year is None and (not _years_around(candidate) or mine.year in _years_around(candidate)))
    )
    (*_, month, day, part), (*_, their_month, their_day, their_part) = mine.key, theirs.key
    month_fits = month is None or month == their_month
    day_fits = day is None or day == their_day
    part_fits = not part or part == their_part
    if (month, part) == (12, "底") and mine.day is None:  # 到2018年底 is what a task of 2018 means
        part_fits = part_fits or theirs.month == 12 or (_is_bare(theirs) and theirs.year is not None)
    return year_fits and month_fits and day_fits and part_fits and mine.end_year == theirs.end_year


def _agrees(mine: DateMention, theirs: DateMention, candidate: Reading) -> bool:
    return _same_day(mine, theirs, candidate) and (
        mine.deadline == theirs.deadline or not mine.deadline or _is_by(theirs, candidate)
    )


def _is_by(date: DateMention, candidate: Reading) -> bool:
    """到2018年底 is a deadline too."""
    return fold(candidate.text[max(candidate.start, date.start - 2) : date.start]).endswith(
        ("到", "至", "于")
    )


def _alike(mine: DateMention, reading: Reading, theirs: DateMention, candidate: Reading) -> float:
    """Shared pairs of the words around the two dates; those behind them, up to the next mark, count again: they say
    what is done by then (9月15日前完成排查，9月底前报告情况)."""
    same = len(_around(reading, mine) & _around(candidate, theirs))
    return same + ACT * len(_behind(reading, mine) & _behind(candidate, theirs))


def _done_by(date: DateMention, reading: Reading, candidate: Reading) -> frozenset[str]:
    """What is done by the date, as far as the candidate says the same of one of its dates."""
    mine = _behind(reading, date)
    return max((mine & _behind(candidate, d) for d in candidate.dates), key=len, default=frozenset())


def _behind(reading: Reading, date: DateMention) -> frozenset[str]:
    """Its pairs of characters; `grams` leaves out 完成 and the like, which tell the two apart here."""
    words = re.split("[,;:。()]", fold(reading.text[date.end : reading.end]))[0]
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def _around(reading: Reading, date: DateMention) -> frozenset[str]:
    first, last = max(reading.start, date.start - 20), min(reading.end, date.end + 20)
    return grams(fold(reading.text[first : date.start]) + "|" + fold(reading.text[date.end : last]))


def _finding(
    date: DateMention, verdict: Verdict, expected: str | None, reason: str, score: float,
    evidence: Reading | None, document_id: str | None = None,
) -> Finding:  # fmt: skip
    return Finding(
        "date", date.text, date.start, date.end, verdict, expected, reason, round(min(1.0, score), 2),
        evidence, (), document_id,
    )  # fmt: skip
