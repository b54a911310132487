"""Is this right? The verdict first, then what the document says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Check, Claim
from assistant.composing.draft import Draft, one_line, place
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
        draft.say(line(claim, mark, library))
        checks.append(
            Check(claim.kind, claim.text, claim.verdict, int(mark[1:-1]), claim.expected, claim.reason)
        )
    draft.say(f"出处：{place(library, clause)}")
    return replace(draft.answer(), checks=tuple(checks))


def line(claim: Claim, mark: str, library: Library) -> str:
    """What the document says, in its own words where they can be shown shortly."""
    words = printed(claim, library)
    if claim.verdict in ("supported", "computed"):
        return f"原文：{words or claim.expected or claim.text}{mark}"
    if claim.verdict == "contradicted" and claim.expected:
        return f"原文是{claim.expected}{f'（{words}）' if words else ''}{mark}"
    return f"{claim.reason or claim.expected or ''}{f'（{words}）' if words else ''}{mark}"


def printed(claim: Claim, library: Library) -> str:
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


_MARK = re.compile(r"[，,；;。：:]")
