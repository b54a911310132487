from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from store_examples import CharacterEmbedder, make_record

from vectorstore.catalogue import Catalogue
from vectorstore.records import Record, Relation, RelationKind
from vectorstore.store import PolicyStore


def record(
    text: str,
    number: str,
    date: str,
    *said: tuple[RelationKind, str],
    title: str = "",
    expires: str | None = None,
) -> Record:
    made = make_record(text, title=title or f"关于{text}的通知", number=number)
    relations = tuple(Relation(kind, target, 0, 1) for kind, target in said)
    document = replace(made.document, date=date, relations=relations, expires=expires)
    return replace(made, document=document)


def validities(catalogue: Catalogue) -> dict[str | None, str]:
    return {d.number: d.validity for d in catalogue.documents()}


def filled(tmp_path: Path, *records: Record) -> Catalogue:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite3", writable=True)
    for made in records:
        catalogue.put(made)
    return catalogue


def test_a_document_is_repealed_by_the_number_or_the_title_that_a_later_one_names(tmp_path: Path) -> None:
    catalogue = filled(
        tmp_path,
        record("甲", "粤府〔2015〕1号", "2015-01-01"),
        record("乙", "粤府〔2015〕2号", "2015-01-01"),
        record("丙", "粤府〔2015〕3号", "2015-01-01"),
        record(
            "丁", "粤府〔2018〕4号", "2018-01-01", ("repeals", "粤府[2015]1号"), ("amends", "关于乙的通知")
        ),
    )
    assert validities(catalogue) == {
        "粤府〔2015〕1号": "repealed",
        "粤府〔2015〕2号": "amended",
        "粤府〔2015〕3号": "in_force",
        "粤府〔2018〕4号": "in_force",
    }


def test_a_document_that_repeals_its_namesake_stays_in_force(tmp_path: Path) -> None:
    catalogue = filled(
        tmp_path,
        record("新", "粤府〔2018〕1号", "2018-01-01", ("repeals", "低保办法"), title="低保办法"),
        record("旧", "粤府〔2010〕1号", "2010-01-01", title="低保办法"),
        record("更新", "粤府〔2020〕1号", "2020-01-01", title="低保办法"),
    )
    assert validities(catalogue) == {
        "粤府〔2018〕1号": "in_force",
        "粤府〔2010〕1号": "repealed",
        "粤府〔2020〕1号": "in_force",
    }


def test_a_document_expires_after_its_last_day(tmp_path: Path) -> None:
    catalogue = filled(
        tmp_path,
        record("甲", "粤府〔2015〕1号", "2015-01-01", expires="2017-12-31"),
        record("乙", "粤府〔2015〕2号", "2015-01-01", expires="9999-12-31"),
    )
    assert validities(catalogue) == {"粤府〔2015〕1号": "expired", "粤府〔2015〕2号": "in_force"}


def test_a_removed_document_repeals_nothing_any_more_even_after_a_rebuild(tmp_path: Path) -> None:
    old = record("甲", "粤府〔2015〕1号", "2015-01-01")
    new = record("乙", "粤府〔2018〕2号", "2018-01-01", ("repeals", "粤府〔2015〕1号"))
    with PolicyStore.open(tmp_path, CharacterEmbedder(), "write") as store:
        store.write([old, new])
        assert store.catalogue.document(old.document.id).validity == "repealed"
        store.rebuild(lambda made: replace(made, duties=()) if made.duties else replace(made, figures=()))
        store.rebuild(lambda made: replace(made, passages=made.passages[:1]))
        store.remove([new.document.id])
        assert store.catalogue.record(old.document.id).document.validity == "in_force"
