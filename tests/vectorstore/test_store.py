from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from store_examples import CharacterEmbedder, make_record

from vectorstore.catalogue import Change, Succession
from vectorstore.embedding import EmbeddingUnavailable, Matrix
from vectorstore.index_folder import IndexMismatch
from vectorstore.lock import StoreLocked
from vectorstore.store import IndexNotBuilt, PolicyStore

JOBS = "城镇新增就业110万人。\n城镇登记失业率控制在3.5%以内。"
HOMES = "新开工棚户区改造2.26万套。\n基本建成公租房1.5万套。"


def found_by_words(data_dir: Path, question: str, documents: list[str] | None = None) -> list[str]:
    with PolicyStore.open(data_dir, CharacterEmbedder()) as store:
        hits = store.words.search(question, 5, documents)
        return [p.text for p in store.catalogue.passages_by_id(hit.passage_id for hit in hits)]


def found_by_vectors(data_dir: Path, question: str, documents: list[str] | None = None) -> list[str]:
    embedder = CharacterEmbedder()
    with PolicyStore.open(data_dir, embedder) as store:
        hits = store.vectors.search(embedder.embed_query(question), 5, documents)
        return [p.text for p in store.catalogue.passages_by_id(hit.passage_id for hit in hits)]


def test_what_was_written_is_found_by_words_and_by_vectors(tmp_path: Path) -> None:
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([make_record(JOBS), make_record(HOMES, number="粤府办〔2018〕2号")])

    assert found_by_words(tmp_path, "失业率是多少")[0] == "城镇登记失业率控制在3.5%以内。"
    assert found_by_vectors(tmp_path, "城镇登记失业率")[0] == "城镇登记失业率控制在3.5%以内。"


def test_a_filter_finds_only_in_its_documents_and_an_empty_one_finds_nothing(tmp_path: Path) -> None:
    homes = make_record(HOMES, number="粤府办〔2018〕2号")
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([make_record(JOBS), homes])

    within = [homes.document.id]
    assert all("套" in text for text in found_by_words(tmp_path, "城镇新增就业多少万套", within))
    assert all("套" in text for text in found_by_vectors(tmp_path, "城镇新增就业", within))
    assert found_by_words(tmp_path, "城镇新增就业", []) == []
    assert found_by_vectors(tmp_path, "城镇新增就业", []) == []


def test_a_removed_document_answers_no_more(tmp_path: Path) -> None:
    jobs, homes = make_record(JOBS), make_record(HOMES)
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([jobs, homes])
        store.remove([jobs.document.id])

    assert all("套" in text for text in found_by_words(tmp_path, "城镇新增就业万人"))
    assert len(found_by_vectors(tmp_path, "城镇新增就业")) == 2


def test_a_superseded_document_is_kept_as_a_former_version(tmp_path: Path) -> None:
    old, new = make_record(JOBS), make_record(JOBS.replace("110", "120"))
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([old])
        store.apply(Change(put=(new,), supersede=(Succession(old.document.id, new.document.id),)))
        (former,) = store.catalogue.former_versions(new.document.id)

        assert former.id == old.document.id
        assert store.catalogue.former_record(former.id).passages == old.passages
        assert [d.id for d in store.catalogue.documents()] == [new.document.id]
    assert found_by_words(tmp_path, "新增就业110万人")[0] == "城镇新增就业120万人。"


def test_nothing_is_embedded_twice(tmp_path: Path) -> None:
    embedder = CharacterEmbedder()
    with PolicyStore.open(tmp_path, embedder, "write") as store:
        store.write([make_record(JOBS)])
        store.write([make_record(JOBS + "\n新的一条。")])
        store.write([make_record(JOBS)])

    assert len(embedder.embedded) == len(set(embedder.embedded)) == 3


def test_a_new_title_or_context_is_found_though_the_text_is_the_same(tmp_path: Path) -> None:
    old = make_record(JOBS)
    passages = tuple(replace(passage, context="二、促进创业") for passage in old.passages)
    new = replace(old, document=replace(old.document, title="关于创业工作的通知"), passages=passages)
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([old])
        store.write([new])

    with PolicyStore.open(tmp_path, CharacterEmbedder()) as store:
        assert len(store.words.search("创业", 5, boosts={"context": 1.0})) == 2
        assert len(store.words.search("创业", 5, boosts={"title": 1.0})) == 2


def test_reading_before_anything_was_ingested_says_what_to_do(tmp_path: Path) -> None:
    with (
        pytest.raises(IndexNotBuilt, match="policy-assistant ingest"),
        PolicyStore.open(tmp_path / "none", CharacterEmbedder()),
    ):
        pass
    assert not (tmp_path / "none").exists()


def test_an_index_of_another_model_is_refused_until_it_is_rebuilt(tmp_path: Path) -> None:
    with PolicyStore.open(tmp_path, CharacterEmbedder("one"), "write") as store:
        store.write([make_record(JOBS)])

    for mode in ("read", "write"):
        with (
            pytest.raises(IndexMismatch, match="policy-assistant rebuild"),
            PolicyStore.open(tmp_path, CharacterEmbedder("two"), mode),
        ):
            pass

    two = CharacterEmbedder("two")
    with PolicyStore.open(tmp_path, two, "write", must_match=False) as store:
        assert store.rebuild() == 2
    with PolicyStore.open(tmp_path, two) as store:
        assert len(store.vectors.search(two.embed_query("就业"), 5)) == 2


def test_an_index_of_another_chunking_is_refused(tmp_path: Path) -> None:
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write", chunking="240") as store:
        store.write([make_record(JOBS)])

    with pytest.raises(IndexMismatch), PolicyStore.open(tmp_path, CharacterEmbedder(), chunking="300"):
        pass
    with PolicyStore.open(tmp_path, CharacterEmbedder()) as store:
        assert store.revision() > 0


def test_a_missing_index_is_refused_and_rebuilt_without_the_model(tmp_path: Path) -> None:
    import shutil

    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([make_record(JOBS)])
    (index,) = tmp_path.glob("index-*")
    shutil.rmtree(index)

    with pytest.raises(IndexMismatch), PolicyStore.open(tmp_path, CharacterEmbedder()):
        pass
    embedder = CharacterEmbedder()
    with PolicyStore.open(tmp_path, embedder, "write", must_match=False) as store:
        store.rebuild()
    assert embedder.embedded == []
    assert found_by_words(tmp_path, "失业率")


def test_a_rebuild_leaves_one_index_folder_and_no_old_vectors(tmp_path: Path) -> None:
    with PolicyStore.open(tmp_path, CharacterEmbedder("one"), "write") as store:
        store.write([make_record(JOBS)])
    for name in ("two", "three"):
        with PolicyStore.open(tmp_path, CharacterEmbedder(name), "write", must_match=False) as store:
            store.rebuild()
            rows = store.catalogue.connections.here.execute("SELECT count(*) FROM embeddings").fetchone()[0]

    assert len(list(tmp_path.glob("index-*"))) == 1
    assert rows == 2


def test_a_rebuild_can_cut_into_other_passages(tmp_path: Path) -> None:
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write", chunking="lines") as store:
        store.write([make_record(JOBS)])
    with PolicyStore.open(
        tmp_path, CharacterEmbedder(), "write", chunking="first", must_match=False
    ) as store:
        store.rebuild(lambda record: replace(record, passages=record.passages[:1]))
        assert [p.text for p in store.catalogue.passages()] == ["城镇新增就业110万人。"]
    assert found_by_words(tmp_path, "登记") == []


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    with (
        PolicyStore.open(tmp_path, CharacterEmbedder(), "write"),
        pytest.raises(StoreLocked, match="进程号"),
        PolicyStore.open(tmp_path, CharacterEmbedder(), "write"),
    ):
        pass


def test_an_open_reader_sees_a_write_a_removal_and_a_rebuild(tmp_path: Path) -> None:
    jobs, homes = make_record(JOBS), make_record(HOMES, number="粤府办〔2018〕2号")
    embedder = CharacterEmbedder()
    with PolicyStore.open(tmp_path, embedder, "write") as store:
        store.write([jobs])

    def found() -> tuple[int, int]:
        vector = embedder.embed_query("棚户区改造城镇新增就业")
        return len(reader.words.search("棚户区改造城镇新增就业", 9)), len(reader.vectors.search(vector, 9))

    with PolicyStore.open(tmp_path, embedder) as reader:
        first = reader.revision()
        assert found() == (2, 2)
        with PolicyStore.open(tmp_path, embedder, "write") as writer:
            writer.write([homes])
        assert reader.revision() > first
        assert found() == (4, 4)
        with PolicyStore.open(tmp_path, embedder, "write") as writer:
            writer.remove([jobs.document.id])
        assert found() == (2, 2)
        with PolicyStore.open(tmp_path, embedder, "write") as writer:
            writer.rebuild()
        assert found() == (2, 2)


class FailingEmbedder(CharacterEmbedder):
    """Stops after one text, as an endpoint does that goes away."""

    def embed_documents(self, texts: list[str]) -> Matrix:
        if self.embedded:
            raise EmbeddingUnavailable("away")
        return super().embed_documents(texts)


def test_a_rebuild_that_fails_leaves_the_old_index_in_place(tmp_path: Path) -> None:
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([make_record(JOBS), make_record(HOMES)])
    with (
        pytest.raises(EmbeddingUnavailable),
        PolicyStore.open(tmp_path, FailingEmbedder("two"), "write", must_match=False) as store,
    ):
        store.rebuild()

    assert found_by_words(tmp_path, "失业率")
    with PolicyStore.open(tmp_path, CharacterEmbedder("two"), "write", must_match=False) as store:
        store.rebuild()
    assert len(list(tmp_path.glob("index-*"))) == 1


def test_the_disk_does_not_grow_with_every_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.store.GARBAGE_BEFORE_REBUILD", 20)
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        for number in range(30):
            old = store.catalogue.document_ids()
            store.apply(Change(put=(make_record(f"第{number}版。\n{JOBS}"),), remove=tuple(old)))
            if store.is_wasteful():
                store.rebuild()
                assert not store.is_wasteful()
        store.tidy()
        rows = store.catalogue.connections.here.execute("SELECT count(*) FROM embeddings").fetchone()[0]
    assert rows == 3
    (index,) = tmp_path.glob("index-*")
    assert index.name != "index-1"
