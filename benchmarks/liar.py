"""Does a lying model change what the assistant says? The same questions with it and without, side by side.

    python -m benchmarks.liar                          the questions of evals/notice.jsonl on corpus/
    python -m benchmarks.liar --every FILE…            each question with every way of lying
    python -m benchmarks.liar --corpus FOLDER FILE…    other documents, other questions
    python -m benchmarks.liar --ways copying           one way; "copying" is no lie, but an honest model

The liar (`benchmarks.lying`) reads the very clauses that a model is given and says something false of them,
something true that was not asked, or nothing. With it "right" may be lower by 0.01 at most, and "grounded"
must be 1.000. What verification costs is printed beside: its time an answer, without the model's own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.assistant import Assistant, Snapshot
from assistant.generating import ChatModels, Generator, Limits, TraceLog, Tracing
from assistant.generating.library_evidence import LibraryEvidence
from benchmarks.lying import TRUE_WAYS, WAYS, Liar
from evals.run import evaluate
from evals.score import Row, table
from ingest.build import build_pipeline, open_store
from settings import Settings

MOST_LOST = 0.01  # of "right"
MOST_MS = 20.0  # of verification, an answer
ROOT = Path(__file__).parents[1]


def lying(liar: Liar) -> ChatModels:
    """The liar as the one configured model."""
    return ChatModels(["openai:liar"], make=lambda *_, **__: liar)


def run(settings: Settings, files: Sequence[Path], ways: Sequence[str] | None, trace: Path) -> list[Row]:
    """Rows of all questions, with the liar in these ways, or composed when there are none."""
    with open_store(settings) as store:
        if ways is None:
            return evaluate(files, Assistant(store))
        models = lying(Liar(ways=tuple(ways)))
        tracing = Tracing(TraceLog(trace, with_text=True))

        def make(snapshot: Snapshot) -> Generator:
            evidence = LibraryEvidence(snapshot.library, snapshot.retriever)
            return Generator(models, evidence, snapshot.checker.verify, Limits(timeout_s=120), tracing)

        return evaluate(files, Assistant(store, make))


def share(rows: Iterable[Row], name: str) -> float:
    marks = [row.marks[name] for row in rows if name in row.marks]
    return statistics.mean(marks) if marks else 1.0


def changed(composed: Sequence[Row], lied: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Questions that were right without the liar and are not with it, or are not grounded with it."""
    return [
        (one, other)
        for one, other in zip(composed, lied, strict=True)
        if other.marks.get("grounded", 1.0) < one.marks.get("grounded", 1.0)
        or any(other.marks.get(name, 1.0) < one.marks.get(name, 1.0) for name in ("right", "cited"))
    ]


def report(composed: Sequence[Row], lied: Sequence[Row], label: str) -> bool:
    """Print what changed; is it within the limits?"""
    lost = share(composed, "right") - share(lied, "right")
    grounded = share(lied, "grounded")
    generated = sum(row.answer is not None and row.answer.mode == "generated" for row in lied)
    good = lost <= MOST_LOST and grounded >= min(1.0, share(composed, "grounded"))
    print(
        f"{label:<22}{share(lied, 'right'):>8.3f}{-lost:>+8.3f}{share(lied, 'cited'):>8.3f}{grounded:>9.3f}"
        f"{generated:>10}  {'ok' if good else 'NOT WITHIN THE LIMITS'}"
    )
    return good


def overhead(trace: Path) -> tuple[float, float, float]:
    """(median, 95th percentile, longest) milliseconds of verification an answer."""
    times = sorted(json.loads(line)["verify_ms"] for line in trace.read_text(encoding="utf-8").splitlines())
    if not times:
        return 0.0, 0.0, 0.0
    return statistics.median(times), times[int(len(times) * 0.95)], times[-1]


def outcomes(trace: Path) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for line in trace.read_text(encoding="utf-8").splitlines():
        found[json.loads(line)["outcome"]] += 1
    return dict(found)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, default=[ROOT / "evals" / "notice.jsonl"])
    parser.add_argument("--corpus", nargs="*", type=Path, default=[ROOT / "corpus"], help="folders to ingest")
    parser.add_argument("--ways", nargs="*", choices=[*WAYS, *TRUE_WAYS], default=list(WAYS))
    parser.add_argument("--every", action="store_true", help="each question with every way of lying")
    parser.add_argument(
        "--wrong", action="store_true", help="print every answer that the liar changed for the worse"
    )
    parser.add_argument("--trace", type=Path, help="keep what the liar said, and what became of it")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder) / "data")
        build_pipeline(settings).ingest(options.corpus)
        trace = options.trace or Path(folder) / "trace.jsonl"
        return compare(settings, options, trace)


def compare(settings: Settings, options: argparse.Namespace, trace: Path) -> int:
    """0 when all is within the limits, else 1."""
    files, every, wrong = options.files, options.every, options.wrong
    composed = run(settings, files, None, trace)
    print("without a model\n" + table(composed))
    good = True
    batches = [[way] for way in options.ways] if every else [options.ways]
    heading = f"\n{'the liar':<22}{'right':>8}{'change':>8}{'cited':>8}{'grounded':>9}{'generated':>10}"
    for number, ways in enumerate(batches):
        lied = run(settings, files, ways, trace)
        if not every:
            print("\nwith the liar\n" + table(lied))
        if number == 0:
            print(heading)
        good &= report(composed, lied, ways[0] if len(ways) == 1 else "all ways in turn")
        if wrong:
            for one, other in changed(composed, lied):
                print(f"  {one.question.id} {one.question.text}\n    - {one.text!r}\n    + {other.text!r}")
    median, high, longest = overhead(trace)
    print(
        f"\nverification, ms an answer: median {median:.1f}, 95th percentile {high:.1f}, most {longest:.1f}"
    )
    print("what became of the replies:", ", ".join(f"{k} {n}" for k, n in sorted(outcomes(trace).items())))
    return 0 if good and median < MOST_MS else 1


if __name__ == "__main__":
    sys.exit(main())
