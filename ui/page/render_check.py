"""A checked text as HTML: every claim marked in its place, the deciding clause beside it. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answer import Claim, Verdict
from ui.page.address import citation_link
from ui.page.markup import Markup, escape, join, tag
from ui.page.render_answer import verdict_name, where
from ui.remarks import remark
from ui.texts import Texts

VERDICTS: tuple[Verdict, ...] = (
    "contradicted",
    "different",
    "not_found",
    "computed",
    "supported",
)  # what needs attention first


def checked(text: str, claims: Sequence[Claim], texts: Texts) -> Markup:
    """The text with its marks, and the claims in order beside it."""
    if not claims:
        return tag("p", texts("check_nothing"), class_="nothing")
    return join(
        [
            summary(claims, texts),
            tag(
                "div",
                tag("div", marked(text, claims, texts), class_="checked-text"),
                tag("ol", *(_claim(c, at, texts) for at, c in enumerate(claims, 1)), class_="claims"),
                class_="checked",
            ),
        ]
    )


def summary(claims: Sequence[Claim], texts: Texts) -> Markup:
    """How many claims have which verdict, the worst first."""
    counts = Counter(c.verdict for c in claims)
    parts = [
        tag("span", f"{verdict_name(v, texts)} {counts[v]}", class_=f"v-{v}") for v in VERDICTS if counts[v]
    ]
    return tag("p", *parts, class_="check-summary", role="status")


def marked(text: str, claims: Sequence[Claim], texts: Texts) -> Markup:
    """The text in paragraphs, each claim a link to its entry in the list, in the colour of its verdict."""
    parts: list[Markup] = []
    position = 0
    for at, claim in enumerate(claims, 1):
        if claim.start < position:  # inside a claim that is marked already
            continue
        parts.append(escape(text[position : claim.start]))
        parts.append(
            tag(
                "a",
                text[claim.start : claim.end],
                tag("sup", str(at)),
                href=f"#claim-{at}",
                class_=f"claim v-{claim.verdict}",
                title=verdict_name(claim.verdict, texts),
                data_claim=at,
            )
        )
        position = claim.end
    parts.append(escape(text[position:]))
    return join(parts)


def _claim(claim: Claim, at: int, texts: Texts) -> Markup:
    differs = claim.expected and claim.verdict != "supported"
    said = texts("expected", expected=claim.expected) if differs else remark(claim.reason, texts)
    cards = [c for c in (claim.citation, *claim.others) if c is not None]
    return tag(
        "li",
        tag(
            "p",
            tag("span", str(at), class_="n"),
            tag("span", texts(claim.kind), class_="kind"),
            tag("strong", claim.text),
            tag("span", verdict_name(claim.verdict, texts), class_=f"verdict v-{claim.verdict}"),
        ),
        tag("p", said, class_="remark") if said else None,
        *(
            tag(
                "a",
                tag("span", where(c), class_="where"),
                tag("q", " ".join(c.quote.replace("**", "").split())),
                href=citation_link(c),
                class_="source-card plain-card",
                data_open=True,
            )
            for c in cards
        ),
        id=f"claim-{at}",
        tabindex=-1,
    )
