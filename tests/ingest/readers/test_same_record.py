"""The same notice in every format has the same outline, duties, figures and number."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sample

from ingest.readers import read_source
from ingest.record import build_record
from vectorstore.records import Record


def facts(record: Record) -> dict[str, Any]:
    """What the record says, white space aside."""
    text = record.document.text

    def words(start: int, end: int) -> str:
        return "".join(text[start:end].split())

    return {
        "document": (
            record.document.title,
            record.document.number,
            record.document.issuer,
            record.document.date,
        ),
        "outline": [
            (c.level, c.marker, "".join(c.heading.split()), words(c.start, c.end)) for c in record.clauses
        ],
        "duties": [
            ([(d.name, d.role) for d in duty.departments], words(duty.covers_start, duty.covers_end))
            for duty in record.duties
        ],
        "figures": [(f.value, f.unit, f.year, f.kind, words(f.start, f.end)) for f in record.figures],
    }


def read_facts(path: Path) -> dict[str, Any]:
    return facts(build_record(read_source(path), (path.name,)))


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return read_facts(sample.write_text(tmp_path_factory.mktemp("wanted") / "方案.txt"))


def test_the_text_itself_is_understood(wanted: dict[str, Any]) -> None:
    assert wanted["document"] == (
        "临江市人民政府办公室关于印发临江市冬季清洁取暖工作方案的通知",
        "临政办发〔2021〕17号",
        "临江市人民政府办公室",
        "2021-09-08",
    )
    assert len(wanted["duties"]) == 9
    assert [("市发展改革委", "lead"), ("市住房城乡建设局", "support"), ("市生态环境局", "support")] in [
        departments for departments, _ in wanted["duties"]
    ]


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (sample.write_html, "方案.html"),
        (sample.write_docx, "方案.docx"),
        (sample.write_pdf, "方案.pdf"),
        (sample.write_ofd, "方案.ofd"),
    ],
)
def test_every_format_gives_the_same_record(
    tmp_path: Path, wanted: dict[str, Any], write: Callable[[Path], Path], name: str
) -> None:
    found = read_facts(write(tmp_path / name))
    for kind, value in wanted.items():
        assert found[kind] == value, kind


@pytest.mark.skipif(sample.OFFICE is None, reason=sample.NEEDS_OFFICE)
def test_a_doc_gives_the_same_record(tmp_path: Path, wanted: dict[str, Any]) -> None:
    written = sample.convert(sample.write_docx(tmp_path / "方案.docx"), "doc", tmp_path)
    assert read_facts(written) == wanted


@pytest.mark.skipif(not os.path.exists(sample.FONT), reason=sample.NEEDS_FONT)
def test_a_scan_gives_the_same_duties_and_figures(tmp_path: Path, wanted: dict[str, Any]) -> None:
    found = read_facts(sample.write_scan(tmp_path / "方案.pdf"))
    assert [departments for departments, _ in found["duties"]] == [
        departments for departments, _ in wanted["duties"]
    ]
    assert found["figures"] == wanted["figures"]
    assert [row[:3] for row in found["outline"]] == [row[:3] for row in wanted["outline"]]
    assert found["document"] == wanted["document"]


def test_a_responsibility_table_has_a_duty_in_each_row(tmp_path: Path) -> None:
    path = tmp_path / "任务分工.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["临江市清洁取暖重点任务分工表"])
    sheet.merge_cells("A1:D1")
    for row in sample.TABLE:
        sheet.append(row)
    book.save(path)
    record = build_record(read_source(path), (path.name,))
    assert [[(d.name, d.role) for d in duty.departments] for duty in record.duties] == [
        [("市住房城乡建设局", "lead")],
        [("市自然资源局", "lead")],
    ]
