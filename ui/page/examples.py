"""Questions to begin with, made from what the loaded documents hold. Nothing here knows a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answer import Answer
from ui.texts import Texts
from vectorstore.records import Clause, Duty, Figure, Record

COUNTED = frozenset({"项", "个", "次"})  # counts of everything make poor examples
NAME_CHARS = range(4, 21)  # shorter says too little, longer is a sentence and no name


def example_questions(
    clauses: Sequence[Clause], duties: Sequence[Duty], figures: Sequence[Figure], texts: Texts
) -> tuple[str, ...]:
    """Return up to five questions that the documents answer, one of each kind, the same at every call."""
    headings = {(c.document_id, c.ordinal): _name(c.heading) for c in clauses}
    found = (
        _responsible(duties, headings, texts),
        _figure(figures, "target", "example_target", texts),
        _tasks(duties, texts),
        _figure(figures, "achieved", "example_figure", texts, ask_of_last=True),
        _list(clauses, texts),
    )
    return tuple(question for question in found if question)


def follow_ups(asked: str, answer: Answer, records: Sequence[Record], texts: Texts) -> tuple[str, ...]:
    """Up to three questions that lead on from what the answer cites: its departments, the list it is in."""
    found: list[str] = []
    for citation in answer.citations[:2]:
        record = next((r for r in records if r.document.id == citation.document_id), None)
        if record is None:
            continue
        touched = [d for d in record.duties if d.covers_start < citation.end and citation.start < d.end]
        names = [d.name for duty in touched[:2] for d in duty.departments[:2]]
        found += [texts("example_tasks", department=name) for name in names]
        named = {c.address: _name(c.heading) for c in record.clauses}
        heading = named.get(citation.section[:-1], "")
        found += [texts("example_list", heading=heading)] if heading else []
    return tuple(q for q in dict.fromkeys(found) if q != asked)[:3]


def _name(heading: str) -> str:
    name = heading.replace("*", "").strip().rstrip("。．.：:")
    return name if len(name) in NAME_CHARS and not any(c in name for c in "，。；：、《") else ""


def _responsible(duties: Sequence[Duty], headings: dict[tuple[str, int], str], texts: Texts) -> str | None:
    """A named task of two departments and more, where there is one: it shows the most."""
    named = [d for d in duties if headings.get((d.document_id, d.clause))]
    several = [d for d in named if len(d.departments) > 1] or named
    if not several:
        return None
    duty = several[len(several) // 2]
    return texts("example_responsible", task=headings[duty.document_id, duty.clause])


def _tasks(duties: Sequence[Duty], texts: Texts) -> str | None:
    """A department with a few tasks: long lists frighten, a single one is not worth a list."""
    counts = Counter(name for duty in duties for name in {d.name for d in duty.departments})
    few = sorted((abs(count - 4), name) for name, count in counts.items() if len(name) in NAME_CHARS)
    return texts("example_tasks", department=few[0][1]) if few else None


def _figure(
    figures: Sequence[Figure], kind: str, key: str, texts: Texts, ask_of_last: bool = False
) -> str | None:
    """A figure of the year that most are of: one that is both a result and a target, else a short name.
    `ask_of_last` takes another than the first of those, so that two examples do not ask for one thing.
    """
    fitting = [f for f in figures if f.kind == kind and f.year and _name(f.measure) and f.unit not in COUNTED]
    if not fitting:
        return None
    usual = Counter(f.year for f in fitting).most_common(1)[0][0]
    kinds = {(f.measure, f.kind) for f in figures}

    def fitness(figure: Figure) -> tuple[bool, int]:
        both = {(figure.measure, "achieved"), (figure.measure, "target")} <= kinds
        return not both, abs(len(figure.measure) - 7)

    ranked = sorted((f for f in fitting if f.year == usual), key=fitness)
    alike = [f for f in ranked if fitness(f)[0] == fitness(ranked[0])[0]]
    figure = alike[-1] if ask_of_last and not fitness(alike[-1])[0] else ranked[0]
    return texts(key, year=figure.year, measure=figure.measure)


def _list(clauses: Sequence[Clause], texts: Texts) -> str | None:
    children = Counter((c.document_id, c.parent) for c in clauses if c.parent is not None)
    parents = [c for c in clauses if 3 <= children[c.document_id, c.ordinal] <= 9 and _name(c.heading)]
    return texts("example_list", heading=_name(parents[-1].heading)) if parents else None
