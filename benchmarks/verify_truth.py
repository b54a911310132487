"""Do sentences of an answer pass that are true of their clause, and only those? A table by kind of change.

    python -m benchmarks.verify_truth [FOLDER…] [--seed 7] [--per-kind 80] [--wrong]

Each statement is held against its own clause and the two clauses around it, as the sentence of a model is:
by `verify` alone (figures, departments, dates, numbers), and by all that a sentence must pass before it is
shown (`generating.linking`: the same, and every number as written, persons, places, who is in charge, "not").
Of the true at least 0.99 are to pass `verify`, of the changed at most 0.01.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.answer import Citation
from assistant.checking import Checker
from assistant.generating.linking import PASSING, Linker
from assistant.library import Library
from benchmarks.folder_library import FOLDERS, library_of
from benchmarks.statements import Statement, statements


@dataclass(frozen=True)
class Outcome:
    """Whether a statement passed `verify`, whether it passed everything, and why not."""

    statement: Statement
    verified: bool
    shown: bool
    reason: str


def clauses_around(library: Library, statement: Statement) -> tuple[list[Citation], int]:
    """The statement's own clauses (two where it tells two facts), then their neighbours; how many are own."""
    clauses = library.records[statement.document_id].clauses
    places = [statement.start] + ([statement.also] if statement.also >= 0 else [])
    own = list(dict.fromkeys(library.clause_at(statement.document_id, place).ordinal for place in places))
    near = dict.fromkeys([*own, *(i + step for i in own for step in (-1, 1))])
    cited = (
        library.cite(c.document_id, c.start, c.body_end)
        for c in (clauses[i] for i in near if 0 <= i < len(clauses))
    )
    return [replace(c, n=n) for n, c in enumerate((c for c in cited if c.quote), 1)], len(own)


def judge(library: Library, checker: Checker, statement: Statement) -> Outcome:
    """The statement, held against its clauses."""
    passages, own = clauses_around(library, statement)
    checks = checker.verify(statement.text, passages[:own])
    verified = bool(checks) and all(check.verdict in PASSING for check in checks)
    linked = Linker(checker.verify, passages).link(
        statement.text + "".join(f"[{n}]" for n in range(1, own + 1))
    )
    wrong = next((f"{c.text} {c.verdict} {c.reason}" for c in checks if c.verdict not in PASSING), "")
    return Outcome(statement, verified, linked.stands, linked.reason or wrong)


def table(outcomes: Sequence[Outcome]) -> str:
    """Rows by form (true) and by kind of change; the two sums at the end."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        s = one.statement
        groups[f"changed: {s.change}" if s.change else f"true: {s.form}"].append(one)
        groups["CHANGED" if s.change else "TRUE"].append(one)
    lines = [f"{'':<32}{'n':>6}{'verified':>10}{'shown':>8}"]
    for name in sorted(groups, key=lambda n: (n.isupper(), n)):
        members = groups[name]
        verified = sum(m.verified for m in members) / len(members)
        shown = sum(m.shown for m in members) / len(members)
        lines.append(f"{name:<32}{len(members):>6}{verified:>10.3f}{shown:>8.3f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-kind", type=int, default=80)
    parser.add_argument("--wrong", action="store_true", help="print every statement that was judged wrongly")
    options = parser.parse_args()
    library = library_of(options.folders)
    made = statements(library, options.seed, options.per_kind)
    checker = Checker(library)
    started = time.perf_counter()
    outcomes = [judge(library, checker, statement) for statement in made]
    seconds = time.perf_counter() - started
    if options.wrong:
        for one in outcomes:
            s = one.statement
            if one.verified == bool(s.change) or (s.change and one.shown):
                about = f"{s.target} → {s.right}: {one.reason}"
                print(f"[{s.change or 'true'} | {s.form}] {s.text[:150]}\n    {about}")
    print(table(outcomes))
    print(f"{len(made)} statements, {1000 * seconds / len(made):.1f} ms each")


if __name__ == "__main__":
    main()
