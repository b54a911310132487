"""What is counted when finding is compared, over two invented documents and the real parts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.finding import BUDGET, System, Unit, answerable, main, measure, summary, systems
from evals.score import Question

HARBOUR = """海州省海洋渔业局文件

海渔规〔2015〕2号

关于印发海州省休渔补贴暂行办法的通知

第一条 为规范休渔补贴发放，制定本办法。

第二条 休渔补贴按每艘渔船每月1800元发放。

第三条 休渔补贴由县级海洋渔业局审核，省财政厅负责拨付资金。
"""
TEA = """海州省农业农村厅文件

海农发〔2021〕15号

关于做好茶园补助工作的通知

一、新增优质茶园5万亩以上，建设茶树良种繁育基地8个。

二、茶园补助按每亩600元发放，由县级农业农村局审核。
"""
FISHING, FARMING = "海渔规〔2015〕2号", "海农发〔2021〕15号"
SUBSIDY = "休渔补贴每艘渔船每月发放多少元？"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("invented")
    (path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (path / "tea.txt").write_text(TEA, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def found(folder: Path) -> Iterator[dict[str, System]]:
    with systems([folder]) as (documents, built):
        assert {document.number for document in documents} == {FISHING, FARMING}
        yield {system.name: system for system in built}


def ask(text: str, evidence: str, document: str | None = FISHING) -> Question:
    return Question("q", "fig", text, evidence=(evidence,), document=document)


def marks(system: System, *asked: Question) -> dict[str, float]:
    return summary(measure(system, asked, FISHING))


def test_every_system_finds_what_is_asked_for_in_its_own_words(found: dict[str, System]) -> None:
    assert len(found) == 4
    for system in found.values():
        row = marks(system, ask(SUBSIDY, "每月1800元"))
        assert row["first"] == row["mrr_10"] == row["document_first"] == row["reachable"] == 1, system.name


def test_the_second_place_counts_among_three_and_half(found: dict[str, System]) -> None:
    for system in found.values():
        first, second, *_ = system.find(SUBSIDY)
        evidence = next(line for line in second.text.split("\n") if line and line not in first.text)
        row = marks(system, ask(SUBSIDY, evidence, second.document))
        assert (row["first"], row["among_3"], row["among_10"], row["mrr_10"]) == (0, 1, 1, 0.5), system.name


def test_words_of_another_document_are_not_right(found: dict[str, System]) -> None:
    for system in found.values():
        row = marks(system, ask(SUBSIDY, "每月1800元", FARMING))
        assert row["among_10"] == row["mrr_10"] == row["document_first"] == row["reachable"] == 0


def test_a_question_without_a_document_is_of_the_one_that_was_named(found: dict[str, System]) -> None:
    assert marks(found["words alone"], ask(SUBSIDY, "每月1800元", None))["first"] == 1


def test_places_from_the_fourth_on_and_length_are_counted() -> None:
    short = [Unit(FISHING, "空" * 100)] * 3
    system = System("x", (), lambda question: [*short, Unit(FISHING, "每月 1800 元" + "。" * BUDGET)])
    row = marks(system, ask(SUBSIDY, "每月1800元"), ask(SUBSIDY, "不在此处"))
    assert (row["among_3"], row["among_4"], row["mrr_10"]) == (0, 0.5, 0.125)
    assert (row["characters_3"], row["within_budget"], row["reachable"]) == (300, 0, 0.5)


def test_only_single_questions_with_evidence_are_asked(tmp_path: Path) -> None:
    items: list[dict[str, object]] = [
        {"id": "a", "type": "fig", "q": "问", "ev": ["元"]},
        {"id": "b", "type": "none", "q": "问", "ev": [], "refuse": True},
        {"id": "c", "type": "multi", "turns": [{"q": "问", "ev": ["元"]}]},
    ]
    assert [q.id for q in answerable([write(tmp_path, items)])] == ["a"]


def test_the_table_is_printed_and_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = write(tmp_path, [{"id": "a", "type": "fig", "q": SUBSIDY, "ev": ["每月1800元"], "doc": FISHING}])
    report = tmp_path / "report.json"
    arguments = ["finding", str(asked), "--corpus", str(folder), "--json", str(report)]
    monkeypatch.setattr(sys, "argv", arguments)
    main()
    printed = capsys.readouterr().out
    kept = json.loads(report.read_text(encoding="utf-8"))
    assert kept["questions"] == 1 and kept["documents"] == 2
    assert len(kept["systems"]) == 4
    assert all(f"| {name} | {row['units']} | 1.000 |" in printed for name, row in kept["systems"].items())


def write(folder: Path, items: list[dict[str, object]]) -> Path:
    path = folder / "asked.jsonl"
    path.write_text("\n".join(json.dumps(item, ensure_ascii=False) for item in items), encoding="utf-8")
    return path
