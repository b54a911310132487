from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pipeline_examples import make_pipeline
from store_examples import CharacterEmbedder

from ingest.discovery import PathMissing
from ingest.report import IngestReport, Progress
from vectorstore.lock import StoreLocked
from vectorstore.store import IndexNotBuilt, PolicyStore

JOBS = "关于就业工作的通知\n粤府办〔2018〕1号\n城镇新增就业110万人。\n"
HOMES = "关于住房保障的通知\n粤府办〔2018〕2号\n新开工棚户区改造2.26万套。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "就业.txt").write_text(JOBS)
    (folder / "住房.txt").write_text(HOMES)
    return folder


def ingest(folder: Path, **more: str) -> IngestReport:
    return make_pipeline(folder.parent / "data", **more).ingest([folder])


def titles(folder: Path) -> dict[str, tuple[str, ...]]:
    with PolicyStore.open(folder.parent / "data", CharacterEmbedder()) as store:
        return {d.title: d.sources for d in store.catalogue.documents()}


def answers(folder: Path, question: str) -> list[str]:
    with PolicyStore.open(folder.parent / "data", CharacterEmbedder()) as store:
        hits = store.words.search(question, 5)
        vectors = store.vectors.search(store.embedder.embed_query(question), 50)
        assert {hit.passage_id for hit in vectors} == {p.id for p in store.catalogue.passages()}
        return [p.text for p in store.catalogue.passages_by_id(hit.passage_id for hit in hits)]


def names(outcomes: tuple[object, ...]) -> list[str]:
    return sorted(outcome.name for outcome in outcomes)  # type: ignore[attr-defined]


def test_a_folder_is_added_and_found_in(folder: Path) -> None:
    report = ingest(folder)

    assert names(report.added) == ["住房.txt", "就业.txt"]
    assert titles(folder) == {"关于就业工作的通知": ("就业.txt",), "关于住房保障的通知": ("住房.txt",)}
    assert answers(folder, "棚户区改造多少套")[0] == "新开工棚户区改造2.26万套。"


def test_a_second_ingest_reads_and_embeds_nothing(folder: Path) -> None:
    ingest(folder)
    for path in folder.iterdir():
        os.utime(path, (1_500_000_000, 1_500_000_000))
    ingest(folder)
    with PolicyStore.open(folder.parent / "data", CharacterEmbedder()) as store:
        revision = store.revision()

    def refuse(*_: object) -> object:
        raise AssertionError("was read")

    pipeline = make_pipeline(folder.parent / "data")
    pipeline._read = refuse  # type: ignore[assignment]
    report = pipeline.ingest([folder])

    assert names(report.unchanged) == ["住房.txt", "就业.txt"]
    assert not report.changed and not report.failed
    with PolicyStore.open(folder.parent / "data", CharacterEmbedder()) as store:
        assert store.revision() == revision


def test_a_changed_file_becomes_the_new_version_and_the_old_can_be_shown(folder: Path) -> None:
    ingest(folder)
    (folder / "就业.txt").write_text(JOBS.replace("110", "120"))

    report = ingest(folder)

    assert names(report.replaced) == ["就业.txt"] and not report.added and not report.removed
    assert "城镇新增就业120万人。" in answers(folder, "新增就业")
    assert "城镇新增就业110万人。" not in answers(folder, "新增就业110万人")
    with PolicyStore.open(folder.parent / "data", CharacterEmbedder()) as store:
        (former,) = store.catalogue.former_versions()
        assert "110万人" in store.catalogue.former_record(former.id).document.text


def test_a_new_version_under_another_name_replaces_and_stays_when_asked_again(folder: Path) -> None:
    ingest(folder)
    (folder / "就业（修订）.txt").write_text(JOBS.replace("110", "120"))

    assert names(ingest(folder).replaced) == ["就业（修订）.txt"]
    again = ingest(folder)

    assert not again.changed
    assert titles(folder)["关于就业工作的通知"] == ("就业（修订）.txt",)


def test_a_former_version_comes_back_when_the_newer_file_is_deleted(folder: Path) -> None:
    ingest(folder)
    newer = folder / "就业（修订）.txt"
    newer.write_text(JOBS.replace("110", "120"))
    ingest(folder)
    newer.unlink()

    told = make_pipeline(folder.parent / "data").ingest([folder], dry_run=True)
    assert names(told.replaced) == names(ingest(folder).replaced) == ["就业（修订）.txt"]

    assert titles(folder)["关于就业工作的通知"] == ("就业.txt",)
    assert "城镇新增就业110万人。" in answers(folder, "新增就业")


def test_a_file_that_gets_its_old_text_back_is_current_again(folder: Path) -> None:
    ingest(folder)
    (folder / "就业.txt").write_text(JOBS.replace("110", "120"))
    ingest(folder)
    (folder / "就业.txt").write_text(JOBS)
    ingest(folder)

    assert "城镇新增就业110万人。" in answers(folder, "新增就业")
    assert len(titles(folder)) == 2


def test_a_file_with_another_document_now_gives_up_the_old_one(folder: Path) -> None:
    ingest(folder)
    (folder / "就业.txt").write_text("关于社会救助的通知\n粤民发〔2018〕9号\n提高低保标准。\n")

    report = ingest(folder)

    assert names(report.replaced) == ["就业.txt"]
    assert set(titles(folder)) == {"关于社会救助的通知", "关于住房保障的通知"}


def test_a_deleted_file_takes_its_document_along(folder: Path) -> None:
    ingest(folder)
    (folder / "就业.txt").unlink()

    report = ingest(folder)

    assert [outcome.title for outcome in report.removed] == ["关于就业工作的通知"]
    assert set(titles(folder)) == {"关于住房保障的通知"}
    assert not any("就业" in text for text in answers(folder, "城镇新增就业"))


def test_documents_of_other_folders_stay(folder: Path) -> None:
    ingest(folder)
    other = folder.parent / "其他"
    other.mkdir()
    (other / "新.txt").write_text("关于养老的通知\n粤民发〔2018〕3号\n建设养老机构。\n")

    make_pipeline(folder.parent / "data").ingest([other])

    assert len(titles(folder)) == 3


def test_the_same_file_under_two_names_is_one_document_with_two_places(folder: Path) -> None:
    shutil.copy(folder / "就业.txt", folder / "副本.txt")
    report = ingest(folder)
    assert len(report.added) == 2 and len(report.unchanged) == 1
    assert set(titles(folder)["关于就业工作的通知"]) == {"就业.txt", "副本.txt"}

    (folder / "就业.txt").unlink()
    assert not ingest(folder).removed
    assert titles(folder)["关于就业工作的通知"] == ("副本.txt",)


def test_a_document_whose_files_are_all_deleted_goes_once(folder: Path) -> None:
    shutil.copy(folder / "就业.txt", folder / "副本.txt")
    ingest(folder)
    for path in folder.iterdir():
        path.unlink()

    assert len(ingest(folder).removed) == 2
    with pytest.raises(IndexNotBuilt):
        titles(folder)


def test_a_moved_file_keeps_its_document(folder: Path) -> None:
    ingest(folder)
    (folder / "归档").mkdir()
    (folder / "就业.txt").rename(folder / "归档" / "就业.txt")

    report = ingest(folder)

    assert not report.removed and not report.added
    assert titles(folder)["关于就业工作的通知"] == ("归档/就业.txt",)


def test_a_document_of_a_moved_folder_goes_with_its_file(folder: Path) -> None:
    ingest(folder)
    moved = folder.rename(folder.parent / "别处")
    ingest(moved)
    assert len(titles(moved)) == 2

    (moved / "就业.txt").unlink()
    ingest(moved)
    assert set(titles(moved)) == {"关于住房保障的通知"}


def test_one_bad_file_stops_no_other_and_keeps_what_was_read_of_it(folder: Path) -> None:
    ingest(folder)
    (folder / "就业.txt").write_bytes(b"\x00\x01\x02")
    (folder / "空.txt").write_text("")
    (folder / "长.txt").write_text("长" * 1001)
    (folder / "乱码.txt").write_bytes("关于".encode("gb18030"))
    (folder / "新.txt").write_text("关于养老的通知\n粤民发〔2018〕3号\n建设养老机构。\n")

    report = ingest(folder)

    assert names(report.failed) == ["乱码.txt", "就业.txt", "空.txt", "长.txt"]
    assert all(outcome.name in outcome.message for outcome in report.failed)
    assert names(report.added) == ["新.txt"]
    assert "关于就业工作的通知" in titles(folder)


def test_links_out_of_the_folder_are_refused(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("关于保密的通知\n秘〔2018〕1号\n秘密。\n")
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "dir").symlink_to(folder.parent)
    (folder / "inside.txt").symlink_to(folder / "就业.txt")

    report = ingest(folder)

    assert names(report.failed) == ["dir", "link.txt"]
    assert len(titles(folder)) == 2


def test_a_dry_run_tells_and_writes_nothing(folder: Path) -> None:
    data_dir = folder.parent / "data"
    report = make_pipeline(data_dir).ingest([folder], dry_run=True)
    assert len(report.added) == 2 and report.dry_run
    assert not data_dir.exists()

    ingest(folder)
    (folder / "就业.txt").write_text(JOBS.replace("110", "120"))
    (folder / "住房.txt").unlink()
    report = make_pipeline(data_dir).ingest([folder], dry_run=True)

    assert len(report.replaced) == 1 and len(report.removed) == 1
    assert set(titles(folder)) == {"关于就业工作的通知", "关于住房保障的通知"}


def test_a_path_that_does_not_exist_is_an_error_that_changes_nothing(folder: Path) -> None:
    with pytest.raises(PathMissing, match="没有"):
        make_pipeline(folder.parent / "data").ingest([folder, Path("/没有/这个")])
    assert not (folder.parent / "data").exists()


def test_a_second_ingest_while_one_runs_is_refused(folder: Path) -> None:
    data_dir = folder.parent / "data"
    with (
        PolicyStore.open(data_dir, CharacterEmbedder(), "write", chunking="lines"),
        pytest.raises(StoreLocked),
    ):
        ingest(folder)


def test_new_readers_read_everything_again_and_keep_the_vectors(folder: Path) -> None:
    ingest(folder)
    embedder = CharacterEmbedder()

    report = make_pipeline(folder.parent / "data", embedder, reading="2").ingest([folder])

    assert len(report.unchanged) == 2 and embedder.embedded == []
    assert len(titles(folder)) == 2


def test_progress_counts_files_and_passages(folder: Path) -> None:
    told: list[Progress] = []
    make_pipeline(folder.parent / "data").ingest([folder], told.append)

    assert (told[-1].files_done, told[-1].files) == (2, 2)
    assert told[-1].passages_done == told[-1].passages == 6


def test_an_empty_folder_leaves_nothing_to_ask(tmp_path: Path) -> None:
    (tmp_path / "文件").mkdir()
    report = ingest(tmp_path / "文件")
    assert not report.changed
    with pytest.raises(IndexNotBuilt):
        titles(tmp_path / "文件")


def test_uploads_are_shown_by_their_own_names(tmp_path: Path) -> None:
    stored = tmp_path / "3f2a.bin"
    stored.write_text(JOBS)
    make_pipeline(tmp_path / "data").ingest([stored], names={stored: "就业通知.txt"})

    assert titles(tmp_path / "文件") == {"关于就业工作的通知": ("就业通知.txt",)}
