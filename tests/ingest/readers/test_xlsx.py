"""Workbooks: values as they are shown, rows as lines, sheets as tables."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from ingest.readers import Limits, read_source
from ingest.readers.limits import TooLarge, UnreadableFile
from ingest.source import SourceText


def saved(book: openpyxl.Workbook, folder: Path, name: str = "分工.xlsx") -> SourceText:
    book.save(folder / name)
    return read_source(folder / name)


def test_rows_are_lines_and_the_title_stands_above_the_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["乡村道路建设任务分工表"])
    sheet.merge_cells("A1:C1")
    sheet.append(["序号", "任务", "责任单位"])
    sheet.append([1, "硬化道路\n45.5公里", "县交通运输局"])
    sheet.append([2, "新建桥梁3座", None])
    sheet.merge_cells("C3:C4")
    source = saved(book, tmp_path)
    assert source.text.split("\n") == [
        "乡村道路建设任务分工表",
        "序号\t任务\t责任单位",
        "1\t硬化道路 45.5公里\t县交通运输局",
        "2\t新建桥梁3座",
    ]
    (table,) = source.tables
    last = [source.text[start:end] for start, end in table.rows[-1]]
    assert last == ["2", "新建桥梁3座", "县交通运输局"]


def test_values_are_shown_as_their_formats_say(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["比例", "金额", "资金", "日期", "月份", "户数"])
    sheet.append([0.785, 3.1, 12000, datetime.date(2023, 10, 31), datetime.date(2023, 10, 1), 0.1 + 0.2])
    for cell, number_format in zip(
        sheet[2], ["0.0%", '0.00"亿元"', "#,##0", "yyyy-mm-dd", "yyyy年m月"], strict=False
    ):
        cell.number_format = number_format
    assert saved(book, tmp_path).text.split("\n")[1].split("\t") == [
        "78.5%",
        "3.10亿元",
        "12,000",
        "2023年10月31日",
        "2023年10月",
        "0.3",
    ]


def test_formulas_are_never_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["合计", "数量"])
    book.active.append(["甲", "=SUM(1,2)"])
    assert "SUM" not in saved(book, tmp_path).text


def test_sheets_follow_one_another_and_hidden_ones_are_named_in_a_note(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "省级"
    book.active.append(["任务", "单位"])
    for title in ("市级", "草稿"):
        book.create_sheet(title).append(["任务", f"{title}单位"])
    book["草稿"].sheet_state = "hidden"
    source = saved(book, tmp_path)
    assert source.text.split("\n") == ["省级", "任务\t单位", "市级", "任务\t市级单位"]
    assert [source.text[h.start : h.end] for h in source.headings] == ["省级", "市级"]
    assert source.notes == ("未读取隐藏的工作表 1 个。",)


def test_a_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["任务", "单位"])
    book.active.append(["修路", "县交通运输局"])
    book.active["C1048576"] = "远"
    assert saved(book, tmp_path).text == "任务\t单位\n修路\t县交通运输局\n\t\t远"


def test_too_many_cells_and_empty_books_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    with pytest.raises(UnreadableFile, match=r"分工\.xlsx：工作簿里没有内容"):
        saved(book, tmp_path)
    for _ in range(60):
        book.active.append(["甲"] * 20)
    book.save(tmp_path / "多.xlsx")
    with pytest.raises(TooLarge, match=r"多\.xlsx：单元格过多"):
        read_source(tmp_path / "多.xlsx", Limits(cells=1000))
