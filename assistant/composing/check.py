"""Is this right? The verdict first, then what the document says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import thresholds as t
from assistant.answer import Answer, Check, Claim
from assistant.checking.thresholds import WORDINGS_LOOKED_AT
from assistant.checking.wordings import Evidence, judge_wording, prepared
from assistant.composing.draft import Draft, one_line, place
from assistant.library import Library
from assistant.question import Question
from assistant.retrieval import Found, cover
from assistant.statements import statement_of
from policytext.folding import fold
from policytext.sentences import split_statements

_NEGATION = re.compile(r"不(?!少于|低于|超过|断|同)|没(?!记错|写错|说错)|未|无(?!障碍)|仅|只")
_BEGINS = ("开始", "起")  # beside a date: 从1月1日开始施行, 自1月1日起施行
_MARK = re.compile(r"[，,；;。：:]")


def compose_check(question: Question, claims: Sequence[Claim], library: Library) -> Answer | None:
    """None when the documents say nothing of what was stated, or nothing of most of it."""
    decided = [claim for claim in claims if claim.verdict != "not_found" and claim.citation]
    if not decided:
        return None
    wrong = [claim for claim in decided if claim.verdict in ("contradicted", "different")]
    if not wrong and len(decided) < len(claims):
        return None
    if not wrong and not says_the_rest(question, decided):
        return None
    draft = Draft(library)
    draft.say("不符。" if wrong else "相符。")
    checks = []
    for claim in wrong or decided:
        assert claim.citation is not None
        clause = library.clause_at(claim.citation.document_id, claim.citation.start)
        mark = draft.cite_clause(clause, claim.citation.start, claim.citation.end)
        draft.say(line(claim, mark))
        checks.append(
            Check(claim.kind, claim.text, claim.verdict, int(mark[1:-1]), claim.expected, claim.reason)
        )
    draft.say(f"出处：{place(library, clause)}")
    return replace(draft.answer(), checks=tuple(checks))


def compose_wording(statement: str, found: Sequence[Found], library: Library) -> Answer | None:
    """A statement without figures and departments; None when no sentence says it or its contrary."""
    places = [(one.clause, *span) for one in found[:WORDINGS_LOOKED_AT] for span in _statements(one, library)]
    evidence = [
        Evidence(
            prepared(library.slice(clause.document_id, start, end)),
            library.folded_address(clause.document_id, clause.ordinal) + library.folded_titles[clause.document_id],
            fold(library.own_text(clause)),
        )
        for clause, start, end in places
    ]  # fmt: skip
    judged = judge_wording(statement, evidence)
    if judged is None:
        return None
    clause, start, end = places[judged.index]
    draft = Draft(library)
    mark = draft.cite_clause(clause, start, end)
    draft.say("相符。" if judged.verdict == "supported" else "不符。")
    words = judged.words or one_line(library.slice(clause.document_id, start, end))
    draft.say(f"{'原文：' if judged.verdict == 'supported' else '原文是'}{words}{mark}")
    draft.say(f"出处：{place(library, clause)}")
    return draft.answer()


def _statements(one: Found, library: Library) -> list[tuple[int, int]]:
    text = library.document(one.sentence.document_id).text
    return split_statements(text, one.sentence.start, one.sentence.end)


def says_the_rest(question: Question, decided: Sequence[Claim]) -> bool:
    """A date that agrees proves little: the words of the statement must stand around it as well."""
    if any(claim.kind != "date" for claim in decided):
        return True
    quote = fold(" ".join(claim.citation.quote for claim in decided if claim.citation))
    terms = [term for term in question.terms if term.word not in _BEGINS]
    held_by_quote = cover(terms, quote, quote, "", "")[1]
    negated = [bool(_NEGATION.search(text)) for text in (statement_of(question.text), quote)]
    return held_by_quote >= t.STATEMENT_HELD and negated[0] == negated[1]


def line(claim: Claim, mark: str) -> str:
    """What the document says, in its own words where they can be shown shortly."""
    words = printed(claim)
    if claim.verdict in ("supported", "computed"):
        return f"原文：{words or claim.expected or claim.text}{mark}"
    if claim.verdict == "contradicted" and claim.expected:
        around = f"（{words}）" if words and words != claim.expected else ""
        total = "共" if f"共{claim.expected}" in words else ""
        return f"原文是{total}{claim.expected}{around}{mark}"
    return f"{claim.reason or claim.expected or ''}{f'（{words}）' if words else ''}{mark}"


def printed(claim: Claim) -> str:
    """The part of the cited words around the value; "" when the value is not printed there."""
    assert claim.citation is not None
    quote = claim.citation.quote
    value = "".join((claim.expected or claim.text).split())
    found = re.search(r"\s*".join(map(re.escape, value)), quote) if value else None
    if found is None:
        return ""
    start = max((m.end() for m in _MARK.finditer(quote, 0, found.start())), default=0)
    end = _MARK.search(quote, found.end())
    return one_line(quote[start : end.start() if end else len(quote)])
