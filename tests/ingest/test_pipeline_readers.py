"""Readers in other processes ask while one ingest after the other writes: each answer is of one state."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipeline_examples import make_pipeline
from store_examples import CharacterEmbedder

from vectorstore.store import PolicyStore

ROUNDS = 4
DOCUMENTS = 5

WRITER = """
import sys
from pathlib import Path
from pipeline_examples import make_pipeline
from test_pipeline_readers import write_folder, ROUNDS
folder = Path(sys.argv[1])
for amount in range(200, 200 + 100 * ROUNDS, 100):
    write_folder(folder, amount)
    make_pipeline(folder.parent / "data").ingest([folder])
"""


def write_folder(folder: Path, amount: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(DOCUMENTS):
        text = f"关于第{number}项工作的通知\n粤府办〔2018〕{number}号\n安排资金{amount}万元。\n"
        (folder / f"{number}.txt").write_text(text)


def test_every_answer_is_of_one_state_while_another_process_writes(tmp_path: Path) -> None:
    folder, embedder = tmp_path / "文件", CharacterEmbedder()
    write_folder(folder, 100)
    make_pipeline(tmp_path / "data").ingest([folder])
    here = Path(__file__)
    paths = os.pathsep.join(map(str, (here.parents[2], here.parents[1], here.parent)))
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], env={**os.environ, "PYTHONPATH": paths}
    )
    vector = embedder.embed_query("安排资金万元")
    states: list[int] = []
    with PolicyStore.open(tmp_path / "data", embedder) as store:
        while writer.poll() is None:
            ways = (
                lambda: store.words.search("安排资金万元", 100, boosts={"body": 1.0}),
                lambda: store.vectors.search(vector, 100),
                lambda: store.vectors.search(vector, 100, store.catalogue.document_ids()),
            )
            for search in ways:
                before = store.revision()
                found = store.catalogue.passages_by_id(hit.passage_id for hit in search())
                if store.revision() != before:
                    continue  # the state changed between the two look-ups, which the caller can see
                paid = [p.text for p in found if "资金" in p.text]
                assert len(paid) == DOCUMENTS and len(set(paid)) == 1
                states.append(int(paid[0].removeprefix("安排资金").removesuffix("万元。")))
    assert writer.returncode == 0
    assert states == sorted(states) and len(set(states)) > 1
