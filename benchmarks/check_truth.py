"""Check statements that are true and statements with one thing changed; a table by kind.

    python -m benchmarks.check_truth [FOLDER…] [--seed 7] [--per-kind 120] [--wrong] [--curve]

Of the true at least 0.97 are to be supported; of the changed at least 0.97 contradicted (or told as different),
at most 0.005 supported, and the right value named in at least 0.95 of those. `--curve` moves the threshold from
which another value is called a contradiction, and shows false alarms on true statements against misses.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from assistant.answer import Claim
from assistant.checking import Checker, thresholds
from assistant.library import Library
from benchmarks.folder_library import FOLDERS, library_of
from benchmarks.statements import Statement, squeeze, statements
from policytext.quantities import find_quantities, same_value

ALARM = ("contradicted", "different")
GOOD = ("supported", "computed")


def judged(statement: Statement, claims: Sequence[Claim]) -> Claim | None:
    """The claim on the thing that is judged: the one of its kind with its words."""
    place = statement.place if statement.place >= 0 else statement.text.rfind(statement.target)
    end = place + len(statement.target)
    kinds = ("figure", "date") if statement.kind in ("figure", "date") else (statement.kind,)
    fitting = [c for c in claims if c.kind in kinds and c.start < end and place < c.end]
    return fitting[0] if fitting else None


def names_right(statement: Statement, claim: Claim) -> bool:
    """Does the claim give the document's value?"""
    expected, right = squeeze(claim.expected or ""), squeeze(statement.right)
    if statement.change == "year":
        return right in expected or right in claim.reason or bool(expected)
    a, b = find_quantities(expected), find_quantities(right)
    return right in expected or expected in right or bool(a and b and same_value(a[0], b[0]))


def outcome(statement: Statement, claims: Sequence[Claim]) -> tuple[str, bool]:
    """(verdict, right value named) of the thing that is judged."""
    claim = judged(statement, claims)
    return (claim.verdict, names_right(statement, claim)) if claim else ("no claim", False)


def run(made: Sequence[Statement], checker: Checker) -> list[tuple[Statement, tuple[Claim, ...]]]:
    return [(s, checker.check(s.text)) for s in made]


def table(results: Sequence[tuple[Statement, tuple[Claim, ...]]]) -> str:
    """Rows by form (true) and by kind of change; the two sums at the end."""
    groups: dict[str, list[tuple[Statement, tuple[Claim, ...]]]] = defaultdict(list)
    for s, claims in results:
        groups[f"changed: {s.change}" if s.change else f"true: {s.form}"].append((s, claims))
        groups["CHANGED" if s.change else "TRUE"].append((s, claims))
    lines = [
        f"{'':<30}{'n':>6}{'supported':>11}{'alarm':>9}{'not found':>11}{'right named':>13}{'other alarms':>14}"
    ]
    for name in sorted(groups, key=lambda n: (n.isupper(), n)):
        lines.append(_row(name, groups[name]))
    return "\n".join(lines)


def _row(name: str, members: Sequence[tuple[Statement, tuple[Claim, ...]]]) -> str:
    verdicts = [outcome(s, c) for s, c in members]
    n = len(members)
    good = sum(v in GOOD for v, _ in verdicts) / n
    alarms = [(v, right) for v, right in verdicts if v in ALARM]
    none = sum(v in ("not_found", "no claim") for v, _ in verdicts) / n
    named = sum(right for _, right in alarms) / len(alarms) if alarms else 0.0
    others = (
        sum(any(c.verdict in ALARM and c is not judged(s, claims) for c in claims) for s, claims in members)
        / n
    )
    return f"{name:<30}{n:>6}{good:>11.3f}{len(alarms) / n:>9.3f}{none:>11.3f}{named:>13.3f}{others:>14.3f}"


def elsewhere(made: Sequence[Statement], checker: Checker, library: Library) -> float:
    """Share of true statements that raise an alarm when their own document is not looked at.

    The other documents do not speak of the thing, as a rule: what they are said to contradict is a false alarm.
    """
    alarms = 0
    true = [s for s in made if not s.change]
    for s in true:
        others = [d.id for d in library.documents() if d.id != s.document_id]
        claim = judged(s, checker.check(s.text, others))
        alarms += claim is not None and claim.verdict in ALARM
    return alarms / len(true)


def curve(made: Sequence[Statement], checker: Checker, library: Library) -> str:
    """False alarms and misses for every threshold from which another value is called a contradiction."""
    lines = [f"{'contradicted from':>18}{'false alarms':>14}{'elsewhere':>11}{'misses':>9}"]
    kept = thresholds.LEAST_CONTRADICTION
    for step in range(30, 101, 5):
        thresholds.LEAST_CONTRADICTION = step / 100
        results = run(made, checker)
        away = elsewhere(made, checker, library)
        true = [outcome(s, c)[0] in ALARM for s, c in results if not s.change]
        changed = [outcome(s, c)[0] not in ALARM for s, c in results if s.change]
        mark = "  ← default" if abs(kept - step / 100) < 0.001 else ""
        lines.append(
            f"{step / 100:>18.2f}{sum(true) / len(true):>14.4f}{away:>11.4f}{sum(changed) / len(changed):>9.4f}{mark}"
        )
    thresholds.LEAST_CONTRADICTION = kept
    return "\n".join(lines)


def show_wrong(results: Sequence[tuple[Statement, tuple[Claim, ...]]]) -> None:
    for s, claims in results:
        verdict, right = outcome(s, claims)
        if (verdict not in GOOD) if not s.change else (verdict not in ALARM or not right):
            claim = judged(s, claims)
            print(f"[{s.change or 'true'} | {s.form}] {verdict}: {s.text[:120]}\n    target {s.target} right {s.right}"
                  f" expected {claim and claim.expected} ({claim and claim.reason})")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-kind", type=int, default=120)
    parser.add_argument("--wrong", action="store_true", help="print every statement that was judged wrongly")
    parser.add_argument("--curve", action="store_true")
    args = parser.parse_args()
    library = library_of(args.folders)
    made = statements(library, args.seed, args.per_kind)
    checker = Checker(library)
    checker.check("准备")
    started = time.perf_counter()
    results = run(made, checker)
    seconds = time.perf_counter() - started
    if args.wrong:
        show_wrong(results)
    print(table(results))
    print(f"{len(made)} statements, {1000 * seconds / len(made):.1f} ms each")
    print(f"alarms where the document itself is not looked at: {elsewhere(made, checker, library):.3f}")
    if args.curve:
        print(curve(made, checker, library))


if __name__ == "__main__":
    main()
