"""A kill -9 at any moment leaves the old state or the new one, and the next ingest goes on from there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from killed_ingest import STEPS
from pipeline_examples import make_pipeline
from store_examples import CharacterEmbedder

from vectorstore.store import IndexNotBuilt, PolicyStore
from vectorstore.verification import verify

SCRIPT = Path(__file__).with_name("killed_ingest.py")


def document(number: int, amount: int) -> str:
    return f"关于第{number}项工作的通知\n粤府办〔2018〕{number}号\n安排资金{amount}万元。\n另行通知。\n"


def write_folder(folder: Path, amount: int, count: int = 6) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number}.txt").write_text(document(number, amount + number))


def amounts(folder: Path) -> set[str]:
    """The state that a reader sees: found by both searches, and of one mind with the catalogue."""
    embedder = CharacterEmbedder()
    with PolicyStore.open(folder.parent / "data", embedder) as store:
        listed = {p.id: p.text for p in store.catalogue.passages()}
        vector = embedder.embed_query("安排资金万元")
        by_vectors = {hit.passage_id for hit in store.vectors.search(vector, 1000)}
        by_words = {hit.passage_id for hit in store.words.search("安排资金万元", 1000)}
        paid = {key for key, text in listed.items() if "资金" in text}
        assert by_vectors <= listed.keys() and by_words <= listed.keys()
        assert paid <= by_vectors and paid <= by_words
        return {listed[key] for key in paid}


def expected(amount: int, count: int = 6) -> set[str]:
    return {f"安排资金{amount + number}万元。" for number in range(count)}


def start(folder: Path, when: str) -> subprocess.Popen[str]:
    paths = [str(SCRIPT.parents[2]), str(SCRIPT.parents[1])]
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(folder), when],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        text=True,
    )


def resume(folder: Path) -> CharacterEmbedder:
    embedder = CharacterEmbedder()
    report = make_pipeline(folder.parent / "data", embedder).ingest([folder])
    assert not report.failed
    with PolicyStore.open(folder.parent / "data", embedder, "write", chunking="lines") as store:
        assert verify(store) == []
        assert store.journal.unfinished() == []
    return embedder


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_after_each_step_of_a_replacement(tmp_path: Path, step: str) -> None:
    folder = tmp_path / "文件"
    write_folder(folder, 100)
    resume(folder)
    write_folder(folder, 200)

    assert start(folder, step).wait() == -9

    seen = amounts(folder)
    assert seen <= expected(100) | expected(200)
    assert len(seen) == 6
    resume(folder)
    assert amounts(folder) == expected(200)


def test_a_kill_in_the_first_ingest_keeps_the_vectors_that_were_made(tmp_path: Path) -> None:
    folder = tmp_path / "文件"
    write_folder(folder, 100)

    assert start(folder, "the journal is begun").wait() == -9

    with pytest.raises(IndexNotBuilt):
        amounts(folder)
    embedder = resume(folder)
    assert amounts(folder) == expected(100)
    assert len(embedder.embedded) < 6 * 4


@pytest.mark.parametrize("seed", range(4))
def test_kills_at_random_moments(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "文件"
    write_folder(folder, 100)
    resume(folder)
    write_folder(folder, 200)
    moments = random.Random(seed)
    for _ in range(2):
        process = start(folder, "never")
        assert process.stdout is not None and process.stdout.readline() == "started\n"
        time.sleep(moments.uniform(0.0, 1.5))
        process.kill()
        process.wait()
        seen = amounts(folder)
        assert seen <= expected(100) | expected(200) and len(seen) == 6

    resume(folder)
    assert amounts(folder) == expected(200)
