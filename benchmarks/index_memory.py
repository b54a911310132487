"""Memory and disk of the store as the number of passages grows, and the time of a search in it.

    python -m benchmarks.index_memory [PASSAGES …]          (1,000 4,000 16,000 by default)

Documents are made of the corpus's own sentences in random order, vectors are random: what is measured is the
store, not the model.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from policytext.sentences import split_sentences
from vectorstore.embedding import Matrix, Vector
from vectorstore.records import Clause, Document, Passage, Record
from vectorstore.store import PolicyStore

ROOT = Path(__file__).resolve().parent.parent
PASSAGES_A_DOCUMENT = 100
SEARCHES = 100


class RandomEmbedder:
    """The same random vector for the same text."""

    fingerprint, dim = "random", 384

    def embed_query(self, text: str) -> Vector:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(self.dim).astype(np.float32)
        return vector / np.float32(np.linalg.norm(vector))

    def embed_documents(self, texts: list[str]) -> Matrix:
        return np.stack([self.embed_query(text) for text in texts])


def sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))]
    spans = ((text, *span) for text in texts for span in split_sentences(text))
    return [words for text, start, end in spans if len(words := text[start:end].strip()) > 20]


def documents(count: int) -> Iterator[Record]:
    chance, pool = random.Random(7), sentences()
    for number in range(count):
        lines = [f"{chance.choice(pool)}{number}-{line}\n" for line in range(PASSAGES_A_DOCUMENT)]
        yield _record(f"{number:08d}", f"第{number}号文件", lines)


def _record(key: str, title: str, lines: list[str]) -> Record:
    passages, at = [], 0
    for line in lines:
        end = at + len(line)
        passages.append(Passage(f"{key}:{at}", key, 0, at, end - 1, line[:-1], title))
        at = end
    clause = Clause(key, 0, None, 0, "", title, (title,), 0, at, at)
    document = Document(id=key, title=title, text="".join(lines), number=title, sources=(f"{key}.txt",))
    return Record(document, (clause,), (), (), tuple(passages))


def resident_mb() -> float:
    """Memory of this process that is in use now, in MB (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def median_ms(search: Callable[[str], object], questions: list[str]) -> float:
    taken = []
    for question in questions:
        began = time.perf_counter()
        search(question)
        taken.append(time.perf_counter() - began)
    return sorted(taken)[len(taken) // 2] * 1000


def write(data_dir: Path, passages: int) -> None:
    """In a process of its own: print the speed of writing and the memory at its end."""
    began = time.perf_counter()
    with PolicyStore.open(data_dir, RandomEmbedder(), "write") as store:
        for record in documents(passages // PASSAGES_A_DOCUMENT):
            store.write([record])
        store.tidy()
        print(f"{passages / (time.perf_counter() - began):.0f} {resident_mb():.0f}")


def read(data_dir: Path) -> None:
    """In a process of its own: print memory and the median times of searching."""
    embedder = RandomEmbedder()
    questions = [words[:20] for words in sentences()[:SEARCHES]]
    with PolicyStore.open(data_dir, embedder) as store:
        ids = store.catalogue.document_ids()
        ways: list[Callable[[str], object]] = [
            lambda q: store.words.search(q, 50),
            lambda q: store.words.search(q, 50, ids[:5]),
            lambda q: store.vectors.search(embedder.embed_query(q), 50),
            lambda q: store.vectors.search(embedder.embed_query(q), 50, ids[:5]),
        ]
        times = [median_ms(way, questions) for way in ways]
        print(f"{resident_mb():.0f}", *(f"{taken:.1f}" for taken in times))


def in_process(step: str, data_dir: Path, passages: int) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.index_memory", f"--{step}", str(data_dir), str(passages)]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    return done.stdout.split()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("passages", nargs="*", type=int, default=[1000, 4000, 16000])
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        return write(asked.write, asked.passages[0])
    if asked.read:
        return read(asked.read)
    print("passages  write/s  writing MB  disk MB  reading MB  words ms  in 5  vectors ms  in 5")
    for passages in asked.passages:
        with tempfile.TemporaryDirectory() as folder:
            data_dir = Path(folder)
            speed, writing = in_process("write", data_dir, passages)
            disk = sum(path.stat().st_size for path in data_dir.rglob("*") if path.is_file()) / 1e6
            reading, *times = in_process("read", data_dir, passages)
        words, words_in, vectors, vectors_in = times
        print(
            f"{passages:8} {speed:>8} {writing:>11} {disk:8.0f} {reading:>11}"
            f" {words:>9} {words_in:>5} {vectors:>11} {vectors_in:>5}"
        )


if __name__ == "__main__":
    main()
