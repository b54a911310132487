from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from store_examples import CharacterEmbedder, make_record

from vectorstore import schema
from vectorstore.catalogue import Catalogue, DocumentUnknown
from vectorstore.connections import CatalogueUnusable
from vectorstore.export import export_lines
from vectorstore.record_json import record_from_json, record_to_json
from vectorstore.records import Duty, DutyDepartment, Figure, Page, Record, Relation
from vectorstore.removal import DocumentAmbiguous, named_document, remove_document
from vectorstore.schema import CatalogueTooNew
from vectorstore.store import PolicyStore

TEXT = "城镇新增就业110万人。\n由省人力资源社会保障厅牵头，省财政厅配合。"


def full_record() -> Record:
    """A record in which no field has its default."""
    record = make_record(TEXT)
    key = record.document.id
    document = replace(
        record.document,
        issuer="广东省人民政府办公厅",
        date="2018-03-26",
        validity="amended",
        expires="9999-12-31",
        pages=(Page(1, 0, 12), Page(2, 12, len(TEXT), 0.93)),
        details={"主送": (0, 4), "抄送": (4, 9)},
        relations=(Relation("repeals", "粤府办〔2017〕1号", 0, 3),),
    )
    lead = DutyDepartment("省人力资源社会保障厅", "lead", 13, 23)
    support = DutyDepartment("省财政厅", "support", 26, 30)
    duty = Duty(key, 1, (lead, support), 0, 12, 12, 33, scope="全省")
    figure = Figure(
        key,
        0,
        6,
        11,
        0,
        12,
        Decimal("1100000"),
        "人",
        "城镇新增就业",
        "target",
        Decimal("1.10"),
        "at_least",
        2018,
    )
    return replace(record, document=document, duties=(duty,), figures=(figure,))


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite3", writable=True)


def test_a_record_comes_back_as_it_was_put(catalogue: Catalogue) -> None:
    record = full_record()
    catalogue.put(record)
    assert catalogue.record(record.document.id) == record


def test_a_record_survives_json(catalogue: Catalogue) -> None:
    record = full_record()
    assert record_from_json(json.loads(json.dumps(record_to_json(record)))) == record


def test_putting_twice_is_putting_once(catalogue: Catalogue) -> None:
    record = full_record()
    catalogue.put(make_record("第一份。", title="甲", number=None))
    catalogue.put(record)
    catalogue.put(make_record("第三份。", title="丙", number=None))
    catalogue.put(replace(record, duties=()))

    assert catalogue.duties() == []
    assert [d.title for d in catalogue.documents()] == ["甲", record.document.title, "丙"]


def test_removing_leaves_no_row_behind(catalogue: Catalogue) -> None:
    record = full_record()
    catalogue.put(record)
    catalogue.remove(record.document.id)

    assert catalogue.documents() == [] and catalogue.passages() == [] and catalogue.places() == []
    tables = ("pages", "details", "relations", "clauses", "duties", "duty_departments", "figures")
    rows = [
        catalogue.connections.here.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables
    ]
    assert rows == [0] * len(tables)


def test_duties_by_department_bring_all_their_departments(catalogue: Catalogue) -> None:
    catalogue.put(full_record())
    (duty,) = catalogue.duties(department="省财政厅")
    assert [d.role for d in duty.departments] == ["lead", "support"]
    assert catalogue.duties(department="省教育厅") == []


def test_figures_by_year_and_by_words_of_their_sentence(catalogue: Catalogue) -> None:
    catalogue.put(full_record())
    assert len(catalogue.figures(year=2018, text="新增 就业")) == 1
    assert catalogue.figures(year=2017) == []
    assert catalogue.figures(text="失业率") == []


def test_the_revision_rises_with_every_change(catalogue: Catalogue) -> None:
    revisions = [catalogue.revision()]
    record = full_record()
    for step in (lambda: catalogue.put(record), lambda: catalogue.remove(record.document.id)):
        step()
        revisions.append(catalogue.revision())
    assert revisions == sorted(set(revisions))


def test_an_unknown_document_is_told_by_name(catalogue: Catalogue) -> None:
    with pytest.raises(DocumentUnknown, match="不存在的"):
        catalogue.record("不存在的")


def test_text_with_nul_and_rare_characters_is_kept(catalogue: Catalogue) -> None:
    record = make_record("甲\x00乙𠮷🙂\u3000。")
    catalogue.put(record)
    assert catalogue.record(record.document.id).document.text == "甲\x00乙𠮷🙂\u3000。"


def test_a_catalogue_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    Catalogue(path, writable=True).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    with pytest.raises(CatalogueTooNew, match="升级"):
        Catalogue(path)


def test_two_processes_that_open_a_new_file_at_once_both_can(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from vectorstore.catalogue import Catalogue;"
        "sys.stdin.readline(); print(Catalogue(Path(sys.argv[1]), writable=True).documents())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "catalogue.sqlite3")],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in started] == ["[]\n"] * 4


@pytest.mark.parametrize("writable", [True, False])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, writable: bool) -> None:
    path = tmp_path / "catalogue.sqlite3"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(CatalogueUnusable, match="备份"):
        Catalogue(path, writable=writable)


def test_a_later_migration_is_made_when_an_older_file_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catalogue.sqlite3"
    older = Catalogue(path, writable=True)
    older.put(full_record())
    older.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE accounts (name TEXT);"))

    newer = Catalogue(path)

    assert newer.connections.here.execute("SELECT count(*) FROM accounts").fetchone()[0] == 0
    assert len(newer.documents()) == 1


def test_a_document_is_named_by_number_title_file_or_id(catalogue: Catalogue) -> None:
    record = full_record()
    catalogue.put(record)
    for name in (
        "粤府办[2018]1号",
        "关于就业工作的通知",
        "就业.txt",
        record.document.id,
        record.document.id[:8],
    ):
        assert named_document(catalogue, name).id == record.document.id
    for name in ("", "  ", "粤府办〔2018〕2号", "%"):
        with pytest.raises(DocumentUnknown):
            named_document(catalogue, name)


def test_a_name_of_two_documents_is_asked_back(tmp_path: Path) -> None:
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([make_record("第一份。", number=None), make_record("第二份。", number=None)])
        with pytest.raises(DocumentAmbiguous, match="多份"):
            remove_document(store, "关于就业工作的通知")
        removed = remove_document(store, store.catalogue.document_ids()[0])
        assert [d.text for d in store.catalogue.documents()] != [removed.text]


def test_the_export_holds_every_record_once(catalogue: Catalogue) -> None:
    records = [full_record(), make_record("第二份。", title="乙", number=None)]
    for record in records:
        catalogue.put(record)
    lines = [json.loads(line) for line in export_lines(catalogue)]
    assert [line.pop("version") for line in lines] == ["current", "current"]
    assert [record_from_json(line) for line in lines] == records
