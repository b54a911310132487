"""The figure that stands in the lead of an article for all of its items: 有下列情形之一的，…对单位处2万元以上5万元以下的罚款：.

The question names an item (扣押身份证罚多少), the figure stands in the lead: neither holds the question alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.figure_spans import ends_of_range
from assistant.expected import fits_unit
from assistant.library import Library, Sentence
from assistant.question import Kind, Question, Term
from assistant.retrieval import Found, cover
from assistant.terms import held
from policytext.folding import fold
from vectorstore.records import Clause, Figure

_ONE_OF = re.compile(r"(?:下列|以下)[^,;:。]{0,4}(?:情形|行为|情况)")
_FINE = re.compile(r"罚")
_SEVERE = re.compile(r"情节(?:特别)?严重|拒不改正|造成严重后果")
_BREAK = re.compile(r"[，,；;：:。]")
_TO_PARTY = re.compile(
    r"对(?P<party>[^,;:。]{2,60}?)(?:并|可以?|应当|分别)?(?:处以?|罚款|给予|奖励|补助|补贴)"
)
_PARTIES = re.compile(r"或者|以及|及其|[、和及]")

Range = tuple[Figure, Figure]  # both ends, the same figure twice where it is no range


def compose_led_figure(question: Question, library: Library, found: Sequence[Found]) -> Answer | None:
    """None where no item of such an article is asked for, or a sentence by itself says as much."""
    if question.kind not in (Kind.FIGURE, Kind.COMPARE) or not question.units or question.english:
        return None
    fitting = [one for one in found[: t.FIGURE_SENTENCES] if one.of_place and one.of_year]
    ranked = sorted(
        (fit for lead in leads_of(library, fitting) if (fit := fit_of(question, library, lead))),
        key=lambda fit: -fit[0],
    )
    if not ranked:
        return None
    share, lead, item = ranked[0]
    rival = next((s for s, other, _ in ranked[1:] if other.document_id == lead.document_id), 0.0)
    others = (
        one.own for one in fitting if one.clause != lead and has_figure(question, library, one.sentence)
    )
    if share < t.LEAST_LED or max(rival, *others, 0.0) >= share:
        return None
    return _say(question, library, lead, item)


def leads_of(library: Library, found: Sequence[Found]) -> list[Clause]:
    """The clauses that were found, or stand above one that was, and lead to items."""
    above = (
        library.clause(one.clause.document_id, one.clause.parent)
        for one in found
        if one.clause.parent is not None
    )
    clauses = {(c.document_id, c.ordinal): c for c in (*(one.clause for one in found), *above)}
    return [c for c in clauses.values() if lead_sentence(library, c) and len(library.children(c)) > 1]


def lead_sentence(library: Library, clause: Clause) -> Sentence | None:
    sentences = library.sentences(clause.document_id, clause.ordinal)
    ends = sentences and library.folded_clause(clause.document_id, clause.ordinal).endswith(":")
    return sentences[-1] if ends else None


def fit_of(question: Question, library: Library, lead: Clause) -> tuple[float, Clause, Clause] | None:
    """How much of the question lead and item hold together, the lead, and the item that holds most of what the lead
    does not."""
    ranges = ranges_of(question, library, lead)
    words = library.folded_clause(lead.document_id, lead.ordinal)
    item = item_named(telling_of(question, words), library, lead)
    if not ranges or item is None or not is_measured(question, words):
        return None
    both = f"{words}|{library.folded_clause(item.document_id, item.ordinal)}"
    title = library.folded_titles[lead.document_id]
    return cover(question.terms, both, "", "", title)[0], lead, item


def telling_of(question: Question, words: str) -> list[Term]:
    """What the question says beyond the lead: which of its items is meant."""
    return [term for term in question.terms if held(term.word, words) < t.HEAD_HELD]


def item_named(telling: Sequence[Term], library: Library, lead: Clause) -> Clause | None:
    """The item that holds most of the `telling` terms, and each rare one of them."""
    weight = sum(term.weight for term in telling)
    rare = [term.word for term in telling if term.weight >= t.RARE]

    def told(item: Clause) -> float:
        text = library.folded_clause(item.document_id, item.ordinal)
        if not all(held(word, text) >= (t.HEAD_PART if len(word) > 2 else t.HEAD_HELD) for word in rare):
            return 0.0
        return sum(term.weight * held(term.word, text) for term in telling) / weight

    items = [c for c in library.children(lead) if c.marker] if weight else []
    best = max(items, key=told, default=None)
    return best if best and told(best) >= t.LEAST_LED_ITEM else None


def names_no_item(question: Question, library: Library, one: Found) -> bool:
    """Is the sentence the lead of such an article, and does the question speak of what none of its items says
    (拖欠工资罚多少)? The fine of the lead is then that of something else."""
    lead = lead_sentence(library, one.clause)
    if lead is None or lead.start != one.sentence.start or not _ONE_OF.search(lead.folded):
        return False
    title = library.folded_titles[one.clause.document_id]
    telling = [x for x in telling_of(question, f"{lead.folded}|{title}") if x.weight >= t.RARE]
    return bool(telling) and item_named(telling, library, one.clause) is None


def is_measured(question: Question, words: str) -> bool:
    """Is a fine asked for and laid down, or else what is measured named by the lead?"""
    if _FINE.search(question.text):
        return bool(_FINE.search(words))
    return bool(question.terms) and held(question.terms[-1].word, words) >= t.HEAD_HELD


def has_figure(question: Question, library: Library, sentence: Sentence) -> bool:
    figures = library.figures_of(sentence.document_id, sentence.clause)
    return any(sentence.start <= f.start < sentence.end and fits_unit(question, f) for f in figures)


def ranges_of(question: Question, library: Library, lead: Clause) -> list[Range]:
    """The figures of the lead that fit, a range as one."""
    sentence = lead_sentence(library, lead)
    figures = [
        f
        for f in library.figures_of(lead.document_id, lead.ordinal)
        if sentence and sentence.start <= f.start < sentence.end and fits_unit(question, f)
    ]
    ranges: list[Range] = []
    for figure in figures:
        if ranges and ends_of_range(library, ranges[-1][0], figure):
            ranges[-1] = (ranges[-1][0], figure)
        else:
            ranges.append((figure, figure))
    return ranges


def asked_of(question: Question, library: Library, lead: Clause, ranges: Sequence[Range]) -> list[Range]:
    """Those of the party that the question names (对单位), and of the case: without 情节严重 the plain one."""
    before = [fold(library.slice(lead.document_id, lead.start, first.start)) for first, _ in ranges]
    severe = [bool(_SEVERE.search(words)) for words in before]
    asks_severe = bool(_SEVERE.search(question.text))
    of_case = [i for i, one in enumerate(severe) if one == asks_severe] or [*range(len(ranges))]
    parties = [next((m["party"] for m in reversed([*_TO_PARTY.finditer(words)])), "") for words in before]
    named = [i for i in of_case if any(word and word in question.text for word in _PARTIES.split(parties[i]))]
    return [ranges[i] for i in named or of_case]


def _say(question: Question, library: Library, lead: Clause, item: Clause) -> Answer:
    draft = Draft(library)
    mark = draft.cite_clause(lead, lead.start, lead.body_end)
    for first, last in asked_of(question, library, lead, ranges_of(question, library, lead)):
        printed = one_line(library.slice(lead.document_id, first.start, last.end)).strip()
        draft.say(f"{printed}（{part_of(library, lead, first, last)}）{mark}")
    words = one_line(library.slice(item.document_id, item.start, item.body_end)).strip()
    draft.say(f"适用于：{words}{draft.cite(item.document_id, item.start, item.body_end)}")
    draft.say(f"出处：{place(library, lead)}")
    return draft.answer()


def part_of(library: Library, lead: Clause, first: Figure, last: Figure) -> str:
    """The part of the lead between its marks in which the range stands."""
    before = library.slice(lead.document_id, lead.start, first.start)
    opens = lead.start + max((m.end() for m in _BREAK.finditer(before)), default=0)
    behind = library.slice(lead.document_id, last.end, lead.body_end)
    closing = _BREAK.search(behind)
    return one_line(
        library.slice(lead.document_id, opens, last.end + (closing.start() if closing else len(behind)))
    ).strip()
