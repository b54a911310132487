"""Word documents as their reader sees them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import sample
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.readers import read_source
from ingest.readers.docx_numbering import format_number
from ingest.readers.limits import UnreadableFile
from ingest.source import SourceText


def saved(document: docx.document.Document, folder: Path) -> SourceText:
    document.save(str(folder / "办法.docx"))
    return read_source(folder / "办法.docx")


def numbered(
    document: docx.document.Document, levels: tuple[tuple[str, str], ...], *lines: tuple[int, str]
) -> None:
    number = sample.add_numbering(document, levels)
    for level, text in lines:
        sample.set_number(document.add_paragraph(text), number, level)


def test_automatic_numbers_are_written_out_and_start_again_below_each_heading(tmp_path: Path) -> None:
    document = docx.Document()
    numbered(
        document,
        (
            ("chineseCounting", "第%1章"),
            ("chineseCounting", "（%2）"),
            ("decimalEnclosedCircleChinese", "%3"),
        ),
        (0, "总则"),
        (1, "适用范围"),
        (2, "本市"),
        (2, "外市"),
        (1, "基本原则"),
        (0, "职责"),
        (1, "县水利局"),
    )
    assert saved(document, tmp_path).text.split("\n") == [
        "第一章总则",
        "（一）适用范围",
        "①本市",
        "②外市",
        "（二）基本原则",
        "第二章职责",
        "（一）县水利局",
    ]


def test_articles_run_on_over_chapters_when_the_list_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    number = sample.add_numbering(document, (("chineseCounting", "第%1章"), ("chineseCounting", "第%2条")))
    level = document.part.numbering_part.element.findall(f".//{qn('w:lvl')}[@{qn('w:ilvl')}='1']")[0]
    restart = OxmlElement("w:lvlRestart")
    restart.set(qn("w:val"), "0")
    level.insert(2, restart)
    for depth, text in ((0, "总则"), (1, "目的。"), (0, "职责"), (1, "分工。")):
        sample.set_number(document.add_paragraph(text), number, depth)
    assert saved(document, tmp_path).text.split("\n") == [
        "第一章总则",
        "第一条目的。",
        "第二章职责",
        "第二条分工。",
    ]


@pytest.mark.parametrize(
    ("value", "name", "shown"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (101, "chineseCounting", "一百零一"),
        (110, "chineseCounting", "一百一十"),
        (20, "ideographDigital", "二〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "㉑"),
        (2, "ideographTraditional", "乙"),
        (14, "upperRoman", "XIV"),
        (28, "lowerLetter", "bb"),
        (5, "decimalZero", "05"),
        (7, "decimalFullWidth", "７"),
        (7, "somethingNew", "7"),
    ],
)
def test_numbers_are_printed_in_their_notation(value: int, name: str, shown: str) -> None:
    assert format_number(value, name) == shown


def test_headings_are_known_by_their_style(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("节水办法", 0)
    document.add_heading("总则", 1)
    document.add_paragraph("为节约用水，制定本办法。")
    document.add_heading("定额", 2)
    source = saved(document, tmp_path)
    assert [(h.level, source.text[h.start : h.end]) for h in source.headings] == [(1, "总则"), (2, "定额")]
    assert source.title == "节水办法"


def test_headers_footers_deleted_and_hidden_text_and_field_codes_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    paragraph = document.add_paragraph("县水利局")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>不再</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>统一</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText>PAGEREF x</w:instrText></w:r>"))
    paragraph.add_run("（秘密）").font.hidden = True
    paragraph.add_run("负责。")
    assert saved(document, tmp_path).text == "县水利局统一负责。"


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文。")
    box = "<w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert saved(document, tmp_path).text.split("\n") == ["框中文字", "正文。"]


def test_content_controls_and_links_keep_their_text(tmp_path: Path) -> None:
    document = docx.Document()
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:hyperlink><w:r><w:t>控件中的文字</w:t></w:r>"
            "</w:hyperlink></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert saved(document, tmp_path).text == "控件中的文字"


def test_merged_cells_stand_in_every_place_that_they_cover(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate((("任务", "单位", "时限"), ("修渠", "县水利局", "6月"), ("清淤", "", "9月"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    source = saved(document, tmp_path)
    (found,) = source.tables
    assert [[source.text[a:b] for a, b in row] for row in found.rows] == [
        ["任务", "单位", "时限"],
        ["修渠", "县水利局", "6月"],
        ["清淤", "县水利局", "9月"],
    ]


def test_a_table_of_one_column_is_only_a_frame(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "第一段。"
    cell.add_paragraph("第二段。")
    source = saved(document, tmp_path)
    assert source.text.split("\n") == ["第一段。", "第二段。"]
    assert source.tables == ()


def test_page_breaks_give_pages(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("第一页。").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("第二页。")
    source = saved(document, tmp_path)
    assert [source.text[page.start : page.end].strip() for page in source.pages] == ["第一页。", "第二页。"]


def test_footnotes_stand_at_the_end(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("补贴每亩100元。")
    document.save(str(tmp_path / "a.docx"))
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>指灌溉面积。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    sample.add_entry(tmp_path / "a.docx", "word/footnotes.xml", notes)
    assert read_source(tmp_path / "a.docx").text.split("\n") == ["补贴每亩100元。", "注1：指灌溉面积。"]


def test_a_document_of_pictures_only_says_what_to_do(tmp_path: Path) -> None:
    document = docx.Document()
    document.save(str(tmp_path / "图.docx"))
    sample.add_entry(tmp_path / "图.docx", "word/media/image1.png", "x")
    with pytest.raises(UnreadableFile, match=r"图\.docx：文档里没有文字，只有图片；请另存为 PDF"):
        read_source(tmp_path / "图.docx")
