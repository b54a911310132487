"""The figure that is asked for: the right one of several in a sentence, of the right unit, year and kind.

1. A question for several things is taken apart into asks (`assistant.asks`).
2. Candidates are the figures of the sentences that were found; unit and year are hard limits.
3. What stands nearest to a figure (its measure, its part of the sentence) decides between them.
4. Figures of one sentence that fit alike are all given: "补贴标准" has two where the document has two.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence

from assistant import thresholds as t
from assistant.answer import Answer
from assistant.asks import split_asks
from assistant.composing.draft import Draft, one_line, place
from assistant.composing.figure_choice import is_fit
from assistant.composing.figure_spans import (
    capped_share,
    counted,
    ends_of_range,
    leader,
    paired,
    part_span,
    words_before,
)
from assistant.composing.figure_weights import FoundFigure, find_figures
from assistant.library import Library
from assistant.question import Question
from assistant.retrieval import Found
from vectorstore.records import Clause, Figure

_EACH_OF = re.compile(r"分别|各(?:自|能|要|可以?)?[是为有占]?(?:多少|几)|各.{1,6}(?:多少|几)")
LONGEST_PART = 80  # characters of a sentence that say what a figure is
_ASKS_MORE = re.compile(r"哪些|哪几|哪\d|什么|怎么|为何|谁")


def compose_figure(
    question: Question,
    library: Library,
    find: Callable[[Question], Sequence[Found]],
    chosen: Sequence[Sequence[FoundFigure]],
) -> Answer | None:
    """The answer that gives the `chosen` figures; None when none fits what is asked well enough."""
    if not chosen:
        return None
    groups = [*chosen]
    draft = Draft(library)
    labelled = len(groups) > 1 and len({one.figure.year for group in groups for one in group}) > 1
    if len(groups) == 1:
        groups += other_documents(question, library, find, groups[0][0])
    said_with: Figure | None = None
    everyone = [one for group in groups for one in group]
    for one, following in itertools.zip_longest(everyone, everyone[1:]):
        if one.figure == said_with:
            continue
        year = f"{one.figure.year}年：" if labelled and one.figure.year in question.years else ""
        ends = following and ends_of_range(library, one.figure, following.figure)
        said_with = following.figure if following and ends else None
        say_figure(draft, one, year, said_with)
    if _ASKS_MORE.search(question.text):
        sentence = groups[0][0].found.sentence
        words = one_line(library.slice(sentence.document_id, sentence.start, sentence.end))
        draft.say(f"原文：{words}{draft.cite(sentence.document_id, sentence.start, sentence.end)}")
    note_difference(draft, [group[0] for group in groups])
    note_missing_years(draft, question, groups)
    note_missing_asks(draft, question, chosen)
    say_places(draft, [group[0] for group in groups])
    return draft.answer()


def say_places(draft: Draft, chosen: Sequence[FoundFigure]) -> None:
    """Where the figures stand; of two clauses of one document from the heading on that tells them apart
    (二级响应 › 启动条件, 三级响应 › 启动条件)."""
    by_document: dict[str, list[Clause]] = {}
    for one in chosen:
        by_document.setdefault(one.figure.document_id, []).append(one.found.clause)
    for clauses in by_document.values():
        addresses = dict.fromkeys(clause.address for clause in clauses)
        levels = itertools.takewhile(lambda level: len(set(level)) == 1, zip(*addresses, strict=False))
        alike = len(list(levels))
        for clause in clauses if len(addresses) > 1 else clauses[:1]:
            draft.say(f"出处：{place(draft.library, clause, max(2, len(clause.address) - alike))}")


def other_documents(
    question: Question, library: Library, find: Callable[[Question], Sequence[Found]], best: FoundFigure
) -> list[list[FoundFigure]]:
    """The figures of other documents that fit as well: shown side by side, never merged."""
    others: dict[str, FoundFigure] = {}
    for one in find_figures(question, library, find(question)):
        close = one.score > best.score - t.FITS_AS_WELL and one.local >= best.local
        if close and one.figure.document_id != best.figure.document_id and is_fit(question, one, True):
            others.setdefault(one.figure.document_id, one)
    return [[one] for one in others.values()][:2]


def say_figure(draft: Draft, one: FoundFigure, year: str = "", upper: Figure | None = None) -> None:
    """`upper`: the other end of the range that it begins."""
    figure, sentence = one.figure, one.found.sentence
    mark = draft.cite_clause(one.found.clause, sentence.start, sentence.end)
    start = figure.start - (
        words_before(draft.library, figure).endswith("共")
    )  # 共23项: the count is printed so
    last = upper or figure
    printed = one_line(draft.library.slice(figure.document_id, start, last.end).strip())
    draft.say(f"{year}{printed}{describe_figure(draft.library, figure, last)}{mark}")


def describe_figure(library: Library, figure: Figure, last: Figure) -> str:
    """What the figure, or the range up to `last`, is in the document's words: its part of the sentence, else its
    measure."""
    share = capped_share(library, figure)  # what is capped belongs to the cap
    opens, closes = opens_with_class(library, share or figure), part_span(library, last)[1]
    part = one_line(library.slice(figure.document_id, opens, closes)).strip()
    printed = one_line(library.slice(figure.document_id, figure.start, last.end).strip())
    whole = part.removeprefix("共") != printed and len(part) <= LONGEST_PART and not paired(library, figure)
    if part == printed and not paired(
        library, figure
    ):  # 下限为平均工资的60%，上限为300%: the part before it leads
        lead = leader(library, figure)
        opens = part_span(library, lead)[0] if lead else opens
        part = one_line(library.slice(figure.document_id, opens, closes)).strip()
        whole = part != printed and len(part) <= LONGEST_PART
    words = part if whole else figure.measure
    return f"（{words.strip()}）" if words.strip() and words.strip() != printed else ""


def opens_with_class(library: Library, figure: Figure) -> int:
    """Where its part begins; with the figure right before it, which mostly says the case (500万元以下的补助50%)."""
    opens = part_span(library, figure)[0]
    before = next((one for one in counted(library, figure) if one.end == opens), None)
    inside = before is not None and before.sentence_start == figure.sentence_start
    return opens_with_class(library, before) if before is not None and inside else opens


def note_missing_years(draft: Draft, question: Question, groups: Sequence[Sequence[FoundFigure]]) -> None:
    """Half of a comparison must not read as the whole."""
    found = {one.figure.year for group in groups for one in group}
    missing = [str(year) for year in question.years if year not in found]
    if len(question.years) > 1 and missing:
        draft.notes.append(f"没有找到{'、'.join(missing)}年的数 · Nothing found for {', '.join(missing)}")


def note_missing_asks(draft: Draft, question: Question, chosen: Sequence[Sequence[FoundFigure]]) -> None:
    """One of two things asked for must not read as both."""
    answered = sum(most_of_a_unit(group) for group in chosen)
    if len(split_asks(question, draft.library)) > answered and _EACH_OF.search(question.text):
        draft.notes.append("所问不止一项，只找到以上的数 · Only these of the figures asked for were found")


def most_of_a_unit(group: Sequence[FoundFigure]) -> int:
    """A share and the sum that caps it are one figure; 15% and 30% are two."""
    return max(Counter(one.figure.unit for one in group).values())


def note_difference(draft: Draft, chosen: Sequence[FoundFigure]) -> None:
    """The difference is ours, not the document's: it stands in a note, marked as computed."""
    if len(chosen) != 2:
        return
    first, second = chosen[0].figure, chosen[1].figure
    if first.unit == second.unit and first.high is None and second.high is None:
        difference = abs(second.value - first.value)
        draft.notes.append(
            f"两者相差 {difference.normalize():f}{first.unit}（由引文中的两个数计算，不是原文）"
        )
