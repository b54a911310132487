"""Fixed pages: what stands on the paper, in the order in which people read it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import sample
from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import read_source
from ingest.readers.pdf import is_garbled
from ingest.source import SourceText

SIZE, LEADING, LEFT = 14, 24, 80


def drawn(path: Path, *pages: Callable[[Canvas], None], size: tuple[float, float] = A4) -> SourceText:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=size)
    for page in pages:
        canvas.setFont("STSong-Light", SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return read_source(path)


def lines(*texts: str, top: float = 750) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for index, text in enumerate(texts):
            canvas.drawString(LEFT, top - index * LEADING, text)

    return draw


FULL = "全县完成高标准农田建设任务和农业水价综合改革的各项准备工作并于年底前验收"  # 36 characters of 14 points: 504


def both(*draws: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    def draw_all(canvas: Canvas) -> None:
        for draw in draws:
            draw(canvas)

    return draw_all


def test_a_number_broken_over_lines_is_whole_again(tmp_path: Path) -> None:
    source = drawn(tmp_path / "a.pdf", lines(f"　　{FULL[:29]}的28", f"00公顷。{FULL[:28]}", "结束。"))
    assert "2800公顷" in source.text


def test_latin_words_keep_the_space_between_them(tmp_path: Path) -> None:
    draw = lines(
        "The county bureau of water resources leads the work and reports on", "progress every quarter."
    )
    assert drawn(tmp_path / "a.pdf", draw).text.endswith("reports on progress every quarter.")


def test_slanted_watermarks_are_left_out(tmp_path: Path) -> None:
    def watermark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 400)
        canvas.rotate(45)
        canvas.setFont("STSong-Light", 40)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    assert (
        drawn(tmp_path / "a.pdf", both(lines("县农业农村局牵头。"), watermark)).text == "县农业农村局牵头。"
    )


def test_bold_type_that_is_printed_twice_is_read_once(tmp_path: Path) -> None:
    def twice(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 700, "一、总体要求")
        canvas.drawString(LEFT + 0.3, 700, "一、总体要求")

    assert drawn(tmp_path / "a.pdf", twice).text == "一、总体要求"


def test_running_heads_with_page_numbers_go_and_a_sentence_with_a_number_stays(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, 805, f"某县政府公报　第{number}页")
            canvas.drawString(LEFT, 700, f"第{number}项任务由县水利局负责。")
            canvas.drawString(290, 30, f"- {number} -")

        return draw

    source = drawn(tmp_path / "a.pdf", *(page(number) for number in range(1, 6)))
    assert source.text.split("\n") == [f"第{number}项任务由县水利局负责。" for number in range(1, 6)]


def test_text_that_runs_up_the_page_is_read(tmp_path: Path) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.translate(300, 100)
        canvas.rotate(90)
        for index, text in enumerate(("第一行由县财政局负责。", "第二行由县审计局负责。")):
            canvas.drawString(0, -index * LEADING, text)

    assert drawn(tmp_path / "a.pdf", turned).text.split("\n") == [
        "第一行由县财政局负责。",
        "第二行由县审计局负责。",
    ]


def test_landscape_pages_are_read(tmp_path: Path) -> None:
    source = drawn(tmp_path / "a.pdf", lines("县财政局负责。", top=400), size=landscape(A4))
    assert source.text == "县财政局负责。"


def test_merged_cells_of_a_ruled_table(tmp_path: Path) -> None:
    def table(canvas: Canvas) -> None:
        for y in (700, 660, 580):
            canvas.line(80, y, 380, y)
        canvas.line(80, 620, 230, 620)
        for x in (80, 230, 380):
            canvas.line(x, 700, x, 580)
        for x, y, text in (
            (90, 675, "任务"),
            (240, 675, "单位"),
            (90, 635, "修渠"),
            (90, 595, "清淤"),
            (240, 615, "县水利局"),
        ):
            canvas.drawString(x, y, text)

    source = drawn(tmp_path / "a.pdf", table)
    (found,) = source.tables
    assert [[source.text[a:b] for a, b in row] for row in found.rows] == [
        ["任务", "单位"],
        ["修渠", "县水利局"],
        ["清淤", "县水利局"],
    ]


def test_a_table_that_a_page_end_breaks_is_one_table_with_one_header(tmp_path: Path) -> None:
    def part(*rows: tuple[str, str]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            top = 740
            for x in (80, 230, 380):
                canvas.line(x, top, x, top - 40 * len(rows))
            for index in range(len(rows) + 1):
                canvas.line(80, top - 40 * index, 380, top - 40 * index)
            for index, row in enumerate(rows):
                for x, text in zip((90, 240), row, strict=True):
                    canvas.drawString(x, top - 40 * index - 25, text)

        return draw

    header = ("任务", "牵头单位")
    source = drawn(
        tmp_path / "a.pdf",
        part(header, ("修渠", "县水利局")),
        part(header, ("清淤", "县农业农村局"), ("植树", "县林业局")),
    )
    assert source.text.split("\n") == [
        "任务\t牵头单位",
        "修渠\t县水利局",
        "清淤\t县农业农村局",
        "植树\t县林业局",
    ]
    (found,) = source.tables
    assert [source.text[a:b] for a, b in found.rows[-1]] == ["植树", "县林业局"]
    assert [page.start for page in source.pages] == [0, source.text.index("清淤")]


@pytest.mark.parametrize(
    ("glyphs", "garbled"),
    [("县水利局负责\ue001" * 5, False), ("\ue001\ue002\ufffd" * 9, True), ("", False), ("\ufffd", False)],
)
def test_a_text_layer_of_unknown_signs_is_taken_for_a_picture(glyphs: str, garbled: bool) -> None:
    assert is_garbled(glyphs) is garbled


@pytest.mark.skipif(not os.path.exists(sample.FONT), reason=sample.NEEDS_FONT)
def test_a_scanned_page_among_others_is_recognised_and_marked(tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    sample.write_scan(picture)

    def scanned(canvas: Canvas) -> None:
        with Image.open(picture) as image:
            canvas.drawImage(ImageReader(image), 0, 0, *A4)

    source = drawn(tmp_path / "混合.pdf", lines("第一页有文字，由县档案局负责保管。"), scanned)
    assert source.kind == "pdf"
    assert [page.confidence is not None for page in source.pages] == [False, True]
    assert "临政办发〔2021〕17号" in source.text
