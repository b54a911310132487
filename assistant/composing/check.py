"""Is this right? The verdict first, then what the document says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Check, Claim
from assistant.composing.draft import Draft, place
from assistant.library import Library

_SAYS = {"contradicted": "不符", "different": "不符", "supported": "相符", "computed": "相符"}


def compose_check(claims: Sequence[Claim], library: Library) -> Answer | None:
    """None when the documents say nothing of what was stated."""
    decided = [claim for claim in claims if claim.verdict != "not_found" and claim.citation]
    if not decided:
        return None
    wrong = [claim for claim in decided if claim.verdict in ("contradicted", "different")]
    if not wrong and len(decided) < len(claims):
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


def line(claim: Claim, mark: str) -> str:
    if claim.verdict in ("supported", "computed"):
        return f"原文：{claim.expected or claim.text}{mark}"
    if claim.verdict == "contradicted" and claim.expected:
        return f"原文是{claim.expected}{mark}"
    return f"{claim.reason or claim.expected or ''}{mark}"
