"""Two versions of a document beside each other, sentence by sentence. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from policytext.folding import fold
from policytext.sentences import split_sentences
from ui.page.markup import Markup, join, tag
from ui.texts import Texts
from vectorstore.records import Document

SAME_SHOWN = 1  # sentences shown before and after a change, to know where one is


def comparison(old: Document, new: Document, texts: Texts) -> Markup:
    """What is gone, what has come, with a sentence around. Width and spaces do not count."""
    before, after = _sentences(old), _sentences(new)
    matcher = SequenceMatcher(None, [fold(s) for s in before], [fold(s) for s in after], autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    if not steps:
        return tag("p", texts("compare_same"), class_="nothing")
    removed = sum(step[2] - step[1] for step in steps)
    added = sum(step[4] - step[3] for step in steps)
    rows = [_row(before, after, step) for step in steps]
    heads = tag("tr", *(tag("th", d.number or d.title, scope="col") for d in (old, new)))
    return join(
        [
            tag(
                "p",
                texts("compare_count", added=added, removed=removed),
                class_="check-summary",
                role="status",
            ),
            tag("table", tag("thead", heads), tag("tbody", *rows), class_="table comparison"),
        ]
    )


def _row(before: Sequence[str], after: Sequence[str], step: tuple[str, int, int, int, int]) -> Markup:
    _, i, j, k, m = step
    return tag(
        "tr",
        tag("td", *_cell(before, i, j, "del")),
        tag("td", *_cell(after, k, m, "ins")),
    )


def _cell(sentences: Sequence[str], start: int, end: int, name: str) -> Iterator[Markup]:
    yield from (tag("span", s, class_="soft") for s in sentences[max(0, start - SAME_SHOWN) : start])
    yield from (tag(name, s) for s in sentences[start:end])
    yield from (tag("span", s, class_="soft") for s in sentences[end : end + SAME_SHOWN])


def _sentences(document: Document) -> list[str]:
    found = (
        document.text[start:end].replace("**", "").strip() for start, end in split_sentences(document.text)
    )
    return [sentence for sentence in found if sentence]
