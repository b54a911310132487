"""The same notice in every format gives the same text."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest
import sample

from ingest.readers import read_source
from ingest.source import SourceText


def visible(text: str) -> str:
    """The lines without white space inside them."""
    return re.sub(r"[^\S\n]", "", text)


def cells(source: SourceText) -> list[list[str]]:
    (table,) = source.tables
    return [[source.text[start:end] for start, end in row] for row in table.rows]


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (sample.write_text, "方案.txt"),
        (sample.write_html, "方案.html"),
        (sample.write_docx, "方案.docx"),
        (sample.write_pdf, "方案.pdf"),
        (sample.write_ofd, "方案.ofd"),
    ],
)
def test_every_format_gives_the_same_lines(tmp_path: Path, write: Callable[[Path], Path], name: str) -> None:
    source = read_source(write(tmp_path / name))
    assert visible(source.text) == visible(sample.TEXT)
    if source.kind != "text":
        assert cells(source) == [list(row) for row in sample.TABLE]


def test_formats_with_lines_of_their_own_give_the_very_same_text(tmp_path: Path) -> None:
    """So a notice that is filed in several formats is one document."""
    writers = (sample.write_html, sample.write_docx, sample.write_pdf, sample.write_ofd)
    texts = {read_source(write(tmp_path / f"方案.{write.__name__[6:]}")).text for write in writers}
    assert texts == {sample.TEXT}


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    source = read_source(sample.write_two_columns(tmp_path / "公报.pdf"))
    assert visible(source.text) == visible("\n".join(sample.LINES))


@pytest.mark.skipif(sample.OFFICE is None, reason=sample.NEEDS_OFFICE)
@pytest.mark.parametrize("ending", ["pdf", "doc", "odt"])
def test_files_written_by_libreoffice_give_the_same_lines(tmp_path: Path, ending: str) -> None:
    written = sample.convert(sample.write_docx(tmp_path / "方案.docx"), ending, tmp_path)
    source = read_source(written)
    assert visible(source.text) == visible(sample.TEXT)
    assert cells(source) == [list(row) for row in sample.TABLE]


@pytest.mark.skipif(sample.OFFICE is None, reason=sample.NEEDS_OFFICE)
def test_a_wps_file_is_read_like_a_doc(tmp_path: Path) -> None:
    written = sample.convert(sample.write_docx(tmp_path / "方案.docx"), "doc", tmp_path)
    source = read_source(written.rename(tmp_path / "方案.wps"))
    assert visible(source.text) == visible(sample.TEXT)


@pytest.mark.skipif(not os.path.exists(sample.FONT), reason=sample.NEEDS_FONT)
@pytest.mark.parametrize("name", ["扫描.pdf", "扫描.tif"])
def test_of_a_scan_at_most_one_character_in_a_hundred_is_wrong(tmp_path: Path, name: str) -> None:
    source = read_source(sample.write_scan(tmp_path / name))
    wanted, found = (re.sub(r"\s", "", text) for text in (sample.TEXT, source.text))
    same = sum(
        block.size for block in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    )
    assert max(len(wanted), len(found)) - same <= 0.01 * len(wanted)
    assert [page.number for page in source.pages] == [1, 2]
    assert all(page.confidence is not None and page.confidence > 0.9 for page in source.pages)
    assert "核对原件" in source.notes[0]
    assert cells(source) == [list(row) for row in sample.TABLE]


def test_pages_follow_one_another_and_cover_the_text(tmp_path: Path) -> None:
    source = read_source(sample.write_pdf(tmp_path / "方案.pdf"))
    assert [page.number for page in source.pages] == [1, 2, 3, 4]
    assert source.pages[0].start == 0 and source.pages[-1].end == len(source.text)
    for page, following in zip(source.pages, source.pages[1:], strict=False):
        assert page.end == following.start
    # A paragraph that breaks over a page is whole, and the page begins inside it.
    assert any(source.text[page.start - 1] not in "\n" for page in source.pages[1:])


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    read_source(
        sample.write_pdf(tmp_path / "方案.pdf"), progress=lambda page, pages: told.append((page, pages))
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
