"""Plain text: encodings are recognised or refused, never guessed."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from ingest.readers import Limits, read_source
from ingest.readers.limits import EncodingUnknown, TooLarge, UnreadableFile

NOTICE = (
    "关于做好防汛工作的通知\r\n\r\n一、县水利局牵头，县应急局、县气象局配合。\r\n二、储备沙袋１２万条。\n"
)
LINES = NOTICE.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (NOTICE.encode(), None),
        (codecs.BOM_UTF8 + NOTICE.encode(), None),
        (codecs.BOM_UTF16_LE + NOTICE.encode("utf-16-le"), "UTF-16-LE"),
        (codecs.BOM_UTF16_BE + NOTICE.encode("utf-16-be"), "UTF-16-BE"),
        (NOTICE.encode("gb18030"), "GB18030"),
    ],
)
def test_every_encoding_gives_the_same_text_and_says_which(
    tmp_path: Path, raw: bytes, said: str | None
) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(raw)
    source = read_source(path)
    assert source.text == LINES
    assert (said in source.notes[0]) if said else source.notes == ()


@pytest.mark.parametrize(
    "raw",
    [
        NOTICE.encode("big5hkscs", "ignore") * 3,
        NOTICE.encode() + b"\xff",
        "Größe über café".encode("latin-1"),
    ],
)
def test_other_encodings_are_refused_with_the_way_out(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "怪.txt"
    path.write_bytes(raw)
    with pytest.raises(EncodingUnknown, match=r"怪\.txt：.*另存为 UTF-8"):
        read_source(path)


@pytest.mark.parametrize("raw", [b"", b" \n\t\n", bytes(range(256)) * 40, "甲\x00乙".encode()])
def test_empty_and_binary_files_are_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "空.txt"
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match=r"空\.txt"):
        read_source(path)


def test_text_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_bytes("汛".encode() * 400_000)
    with pytest.raises(TooLarge, match=r"长\.txt：文件有 1\.1 MB，超过上限 1 MB"):
        read_source(path, Limits(text_mb=1))


def test_headings_of_markdown_are_hints_and_stay_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "通知.md"
    path.write_text(
        "# 防汛方案\n\n## 一、职责\n县水利局**负责**。\n\n```\n# 不是标题\n```\n", encoding="utf-8"
    )
    source = read_source(path)
    assert [(h.level, source.text[h.start : h.end]) for h in source.headings] == [
        (1, "# 防汛方案"),
        (2, "## 一、职责"),
    ]
    assert "**负责**" in source.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "表.txt",
            "防汛物资\n序号\t物资\t单位\n1\t沙袋\t县水利局\n2\t\t县应急局\n其他事项另行通知。\n\t缩进的段落\n",
        ),
        (
            "表.md",
            "防汛物资\n\n| 序号 | 物资 | 单位 |\n|---|:--:|---|\n"
            "| 1 | 沙袋 | 县水利局 |\n| 2 |  | 县应急局 |\n\n其他\n",
        ),
    ],
)
def test_rows_between_tabs_and_tables_of_markdown_are_tables(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    source = read_source(path)
    (table,) = source.tables
    cells = [[source.text[start:end] for start, end in row] for row in table.rows]
    assert cells == [["序号", "物资", "单位"], ["1", "沙袋", "县水利局"], ["2", "", "县应急局"]]
    assert source.text == text
