from __future__ import annotations

from pathlib import Path

import pytest
from store_examples import CharacterEmbedder, make_record

from vectorstore.store import PolicyStore
from vectorstore.verification import verify
from vectorstore.words import Wording

TEXT = "城镇新增就业110万人。\n城镇登记失业率控制在3.5%以内。\n新开工棚户区改造2.26万套。"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([make_record(TEXT)])
    return tmp_path


def kinds(data_dir: Path, *, repair: bool = False) -> list[str]:
    with PolicyStore.open(data_dir, CharacterEmbedder(), "write" if repair else "read") as store:
        return [finding.kind for finding in verify(store, repair=repair)]


def test_a_store_of_one_mind_has_no_findings(data_dir: Path) -> None:
    assert kinds(data_dir) == []


def test_missing_and_spare_entries_of_both_indexes_are_found_and_mended(data_dir: Path) -> None:
    with PolicyStore.open(data_dir, CharacterEmbedder(), "write") as store:
        first, *others = store.catalogue.passages()
        store.vectors.remove([first.id])
        store.vectors.write(["gone:0"], store.embedder.embed_documents(["不再存在"]))
        store.words.write([Wording("gone:0", "gone", "不再存在", "", "")], without=[p.id for p in others])

    assert kinds(data_dir) == ["vectors", "vectors", "words", "words"]
    assert len(kinds(data_dir, repair=True)) == 4
    assert kinds(data_dir) == []
    with PolicyStore.open(data_dir, CharacterEmbedder()) as store:
        assert len(store.words.search("城镇新增就业失业率棚户区", 9)) == 3


def test_vectors_that_were_lost_from_the_catalogue_are_made_again(data_dir: Path) -> None:
    with PolicyStore.open(data_dir, CharacterEmbedder(), "write") as store:
        store.catalogue.connections.here.execute("DELETE FROM embeddings")
    assert kinds(data_dir) == ["vectors"]
    kinds(data_dir, repair=True)
    assert kinds(data_dir) == []


def test_a_passage_that_is_not_the_text_is_found(data_dir: Path) -> None:
    with PolicyStore.open(data_dir, CharacterEmbedder(), "write") as store:
        change = "UPDATE passages SET text = '城镇新增就业999万人。' WHERE start = 0"
        store.catalogue.connections.here.execute(change)
    assert kinds(data_dir) == ["catalogue"]
