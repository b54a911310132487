"""Verdicts on who is said to answer for something.

1. A department of the text is a claim together with what its sentence says of it: 牵头, 负责, 配合, 指导 or nothing.
2. Evidence is the duty that covers the statements which speak of the same thing, else the statement itself.
3. A name agrees in full or in short form; a role agrees when the document gives the same one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answer import Verdict
from assistant.checking import thresholds as t
from assistant.checking.attributions import NEGATION, Said, departments_said, parts_of, subject_of
from assistant.checking.finding import Finding
from assistant.checking.pool import Pool
from assistant.checking.reading import Reading
from policytext.departments import same_department
from policytext.folding import fold
from vectorstore.records import Duty, DutyDepartment

_NAMES = {"lead": "牵头", "support": "配合", "guide": "指导", "participate": "参与", "responsible": "负责"}


def check_departments(
    reading: Reading, pool: Pool, within: Collection[str] | None = None, strict: bool = False
) -> list[Finding]:
    """A verdict for each department of the statement."""
    said = departments_said(reading, pool)
    if not said:
        return []
    whole = subject_of(reading, said)
    if len(whole) < t.LEAST_DUTY_PAIRS:
        return [_check(one, whole, [], pool) for one in said]
    of_all = pool.candidates(whole, within)
    findings = []
    for one, part in zip(said, parts_of(reading, said), strict=True):
        of_part = pool.candidates(part, within) if part != whole and part else []
        own = bool(of_part) and of_part[0][1] >= t.LEAST_DUTY_CONTRADICTION
        findings.append(_check(one, part, of_part, pool) if own else _check(one, whole, of_all, pool))
    return findings


def _check(
    one: Said, subject: frozenset[str], candidates: Sequence[tuple[Reading, float]], pool: Pool
) -> Finding:
    if not candidates or candidates[0][1] < t.LEAST_DUTY:
        return _finding(one, "not_found", None, "文件中没有找到对应的任务", 0.5, None)
    # A heading that says just this comes before a sentence that says it among other things.
    ranked = sorted(
        ((r, s, s + t.SAYS_JUST_THIS * _just(subject, r)) for r, s in candidates), key=lambda x: -x[2]
    )
    close = [(r, s) for r, s, full in ranked if full >= ranked[0][2] - t.NEAR_TIE and s >= t.LEAST_DUTY]
    top = max(s for _, s in candidates)
    others = [(r, s) for r, s in candidates if s >= max(top - t.NEAR_TIE, t.LEAST_DUTY)]
    best = _best_of(one, close, pool) or _best_of(one, others, pool)
    return best or _finding(one, "not_found", None, "文件没有说由谁负责", 0.4, candidates[0][0])


def _best_of(one: Said, statements: Sequence[tuple[Reading, float]], pool: Pool) -> Finding | None:
    """The verdict of a statement that has the name for it, else that of the first which decides."""
    findings = [f for r, s in statements if (f := _against(one, r, s, pool))]
    decides: Verdict = "contradicted" if one.negated else "supported"  # where the name itself is found
    return next((f for f in findings if f.verdict == decides), findings[0] if findings else None)


def _just(subject: frozenset[str], reading: Reading) -> float:
    """Share of the statement's pairs that the subject has: 1 when it says nothing else."""
    return len(subject & reading.pairs) / len(reading.pairs) if reading.pairs else 0.0


def _against(one: Said, candidate: Reading, score: float, pool: Pool) -> Finding | None:
    """The verdict by one statement: its duties where it has some, else the names that it prints."""
    duties = pool.duty_of(candidate)
    for duty in duties:
        named = [d for d in duty.departments if _same(one.mention.name, d.name)]
        if named:
            return _by_role(one, named[0], duty, candidate, score)
    same = [m for m in candidate.departments if _same(one.mention.name, m.name)]
    if same and not (one.role and duties):
        negated = one.negated != bool(
            NEGATION.search(fold(candidate.text[max(0, same[0].start - 6) : same[0].start]))
        )
        verdict: Verdict = "contradicted" if negated else "supported"
        return _finding(one, verdict, same[0].name, "否定相反" if negated else "", score, candidate)
    if duties and score >= t.LEAST_DUTY_CONTRADICTION:
        if one.negated:
            return _finding(one, "supported", _listed(duties[0]), "", score, candidate)
        names = _listed(duties[0])
        return _finding(one, "contradicted", names, f"原文的部门是{names}", score, candidate)
    if candidate.departments and score >= 0.8:
        names = "、".join(m.name for m in candidate.departments)
        return _finding(one, "contradicted", names, f"原文的部门是{names}", score, candidate)
    return None


def _same(said: str, printed: str) -> bool:
    """One department; 主管税务机关, which carries a law out, is not 国务院税务主管部门."""
    state = [name.startswith("国务院") for name in (said, printed)]
    office = [name.endswith("机关") for name in (said, printed)]
    if (state[0] and office[1] and not state[1]) or (state[1] and office[0] and not state[0]):
        return False
    return same_department(said, printed)


def _by_role(one: Said, named: DutyDepartment, duty: Duty, candidate: Reading, score: float) -> Finding:
    if one.negated:
        return _finding(
            one, "contradicted", named.name, f"原文由{named.name}{_NAMES[named.role]}", score, candidate
        )
    if one.role is None or one.role == named.role:
        return _finding(one, "supported", named.name, "", score, candidate)
    lead_alone = {one.role, named.role} == {"lead", "responsible"}
    if lead_alone and one.role == "responsible":
        return _finding(one, "supported", named.name, f"原文为{_NAMES[named.role]}", score, candidate)
    verdict: Verdict = "different" if lead_alone else "contradicted"
    leads = [d.name for d in duty.departments if d.role == one.role]
    who = f"，{_NAMES[one.role]}的是{'、'.join(leads)}" if leads else ""
    text = f"角色不同：原文是{named.name}{_NAMES[named.role]}{who}"
    return _finding(one, verdict, f"{named.name}（{_NAMES[named.role]}）", text, score, candidate)


def _listed(duty: Duty) -> str:
    return "、".join(dict.fromkeys(d.name for d in duty.departments))


def _finding(
    one: Said, verdict: Verdict, expected: str | None, reason: str, score: float, evidence: Reading | None
) -> Finding:
    m = one.mention
    return Finding(
        "department", m.name, m.start, m.end, verdict, expected, reason, round(min(1.0, score), 2), evidence
    )
