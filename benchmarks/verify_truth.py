"""Verify sentences against the clause they cite: true ones must pass, ones with one thing changed must not.

    python benchmarks/verify_truth.py [FOLDER…] [--seed 7] [--per-kind 60] [--wrong]

A sentence passes when every check of it is supported or computed. At least 0.99 of the true are to pass, at most
0.01 of the false. The citation is the clause that the statement was made from, as an answer would quote it.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from folder_library import FOLDERS, library_of
from statements import Statement, statements

from assistant.answer import Check, Citation
from assistant.checking import Checker
from assistant.library import Library

PASSING = ("supported", "computed")


def citations_of(statement: Statement, library: Library) -> list[Citation]:
    """The clauses that say it."""
    places = [statement.start] + ([statement.also] if statement.also >= 0 else [])
    clauses = dict.fromkeys(library.clause_at(statement.document_id, place) for place in places)
    cited = [library.cite(statement.document_id, c.start, c.body_end, n) for n, c in enumerate(clauses, 1)]
    return [c for c in cited if c.quote]


def passes(checks: Sequence[Check]) -> bool:
    return all(c.verdict in PASSING for c in checks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-kind", type=int, default=60)
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    library = library_of(args.folders)
    checker = Checker(library)
    made = [s for s in statements(library, args.seed, args.per_kind) if "\n" not in s.text]
    groups: dict[str, list[bool]] = defaultdict(list)
    started = time.perf_counter()
    for s in made:
        checks = checker.verify(s.text, citations_of(s, library))
        passed = passes(checks)
        groups[f"false: {s.change}" if s.change else f"true: {s.form}"].append(passed)
        groups["FALSE" if s.change else "TRUE"].append(passed)
        if args.wrong and passed == bool(s.change):
            print(f"[{s.change or 'true'} | {s.form}] {s.text[:140]}\n    target {s.target} right {s.right}")
            for c in checks:
                print(f"    {c.kind} {c.text} {c.verdict} {c.expected} {c.reason}")
    seconds = time.perf_counter() - started
    print(f"{'':<30}{'n':>6}{'passed':>9}")
    for name in sorted(groups, key=lambda n: (n.isupper(), n)):
        print(f"{name:<30}{len(groups[name]):>6}{sum(groups[name]) / len(groups[name]):>9.3f}")
    print(f"{len(made)} sentences, {1000 * seconds / len(made):.1f} ms each")


if __name__ == "__main__":
    main()
