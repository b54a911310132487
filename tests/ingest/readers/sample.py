"""One notice in every format, written by real programs. The sentences are ours; the text is the same
everywhere."""

from __future__ import annotations

import html
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from ofd_writer import OfdWriter
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Table,
    TableStyle,
)

FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
NEEDS_FONT = "needs Noto CJK: apt-get install fonts-noto-cjk"
NEEDS_OFFICE = "needs LibreOffice: apt-get install libreoffice-writer-nogui"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@dataclass(frozen=True)
class Block:
    """A paragraph: kind is title, number, body, heading1 (一、), heading2 (（一）), item (1.), right."""

    kind: str
    text: str


BLOCKS = (
    Block("title", "临江市人民政府办公室关于印发临江市冬季清洁取暖工作方案的通知"),
    Block("number", "临政办发〔2021〕17号"),
    Block("body0", "各县（区）人民政府，市政府各部门、各直属机构："),
    Block(
        "body",
        "《临江市冬季清洁取暖工作方案》已经市政府第28次常务会议审议通过，现印发给你们，请认真组织实施。"
        "各县（区）要把“煤改电”、“煤改气”作为改善民生的大事来抓，做到先立后破、以供定需，确保群众温暖过冬。",
    ),
    Block("heading1", "一、工作目标"),
    Block(
        "body",
        "到2023年底，全市清洁取暖面积达到3600万平方米，清洁取暖率不低于78.5%，比2020年提高12个百分点；"
        "完成农村居民散煤替代11.2万户，其中“煤改电”7.4万户、“煤改气”3.8万户；新建改造供热管网265公里。"
        "2021年取暖季前，先行完成4.6万户。城区所有燃煤小锅炉一律关停，保留的热源企业要达到超低排放标准。",
    ),
    Block("heading1", "二、重点任务"),
    Block("heading2", "（一）加快热源建设"),
    Block(
        "body",
        "推进临江热电厂2×35万千瓦机组供热改造，新增供热能力900万平方米。支持利用工业余热、地热能、生物质能供热，"
        "鼓励有条件的县（区）建设区域能源站。（市发展改革委牵头，市住房城乡建设局、市生态环境局配合）",
    ),
    Block("heading2", "（二）落实补贴政策"),
    Block("item", "1.设备购置补贴。对实施“煤改电”的农户，按每户不超过2800元给予一次性补贴。（市财政局负责）"),
    Block(
        "item",
        "2.运行补贴。取暖季用电每千瓦时补贴0.2元，每户每个取暖季最高补贴1200元；用气每立方米补贴1元，"
        "每户最高补贴1000元，补贴期限暂定3年。所需资金由市、县（区）两级财政按四六比例分担。"
        "（市财政局、市发展改革委按职责分工负责）",
    ),
    Block("heading2", "（三）加强质量监管"),
    Block(
        "body",
        "严把设备准入关、施工安装关、验收交付关，对质量不合格的产品一律不得进入采购目录。建立企业“红黑榜”制度，"
        "公开投诉电话，确保群众投诉在48小时内得到处理。各县（区）每月通报一次抽检结果。"
        "（责任单位：市市场监管局、市工业和信息化局）",
    ),
    Block("heading1", "三、保障措施"),
    Block(
        "body",
        "各县（区）人民政府是清洁取暖工作的责任主体，要成立工作专班，制定年度计划，明确时间表和路线图。"
        "市住房城乡建设局要会同有关部门每季度开展一次督查，结果纳入年度考核。本通知自印发之日起施行，有效期三年。",
    ),
    Block("right", "临江市人民政府办公室"),
    Block("right", "2021年9月8日"),
)
TABLE = (
    ("序号", "任务", "牵头单位", "完成时限"),
    ("1", "完成供热管网改造265公里", "市住房城乡建设局", "2023年10月底前"),
    ("2", "建成地热供暖示范项目6个", "市自然资源局", "2022年11月底前"),
)
LINES = tuple(block.text for block in BLOCKS)
TABLE_LINES = tuple("\t".join(row) for row in TABLE)
TEXT = "\n".join((*LINES, *TABLE_LINES))
CHINESE_LEVELS = {
    "heading1": ("chineseCounting", "%1、"),
    "heading2": ("chineseCounting", "（%2）"),
    "item": ("decimal", "%3."),
}


def write_text(path: Path) -> Path:
    path.write_text("\n".join((*(block.text for block in BLOCKS), *TABLE_LINES)), encoding="utf-8")
    return path


def write_html(path: Path) -> Path:
    paragraphs = "".join(
        f'<p style="text-indent:2em"><span>{html.escape(b.text)}</span></p>\n' for b in BLOCKS
    )
    rows = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in TABLE)
    path.write_text(
        f'<html><head><meta charset="utf-8"><title>通知</title></head><body><div class="nav">首页</div>'
        f"<table><tr><td>{paragraphs}<table>{rows}</table></td></tr></table></body></html>",
        encoding="utf-8",
    )
    return path


def write_docx(path: Path) -> Path:
    """Headings and items carry automatic numbers: their text has none."""
    document = docx.Document()
    number = add_numbering(document, tuple(CHINESE_LEVELS.values()))
    document.sections[0].header.paragraphs[0].text = "临江市人民政府办公室文件"
    for block in BLOCKS:
        text = block.text
        paragraph = document.add_paragraph(style={"title": "Title"}.get(block.kind))
        if block.kind in CHINESE_LEVELS:
            text = text.partition(
                "、" if block.kind == "heading1" else "）" if block.kind == "heading2" else "."
            )[2]
            set_number(paragraph, number, list(CHINESE_LEVELS).index(block.kind))
        half = len(text) // 2
        paragraph.add_run(text[:half])
        paragraph.add_run(text[half:]).bold = block.kind.startswith("heading")
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def add_numbering(document: docx.document.Document, levels: tuple[tuple[str, str], ...]) -> int:
    """Add a list with these (format, text) levels; return its number."""
    part = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    identifier = str(900 + len(part))
    abstract.set(qn("w:abstractNumId"), identifier)
    for index, (name, text) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(index))
        for tag, value in (("start", "1"), ("numFmt", name), ("suff", "nothing"), ("lvlText", text)):
            child = OxmlElement(f"w:{tag}")
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    part.insert(0, abstract)
    return int(part.add_num(int(identifier)).numId)


def set_number(paragraph: docx.text.paragraph.Paragraph, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def write_pdf(path: Path, *, mixed_fonts: bool = True) -> Path:
    """Many short pages with a running head and page numbers, so that paragraphs break over pages."""
    size = (A4[0], A4[1] * 0.47)
    document = SimpleDocTemplate(
        str(path), pagesize=size, leftMargin=80, rightMargin=80, topMargin=70, bottomMargin=70
    )

    def furniture(canvas: Canvas, _: object) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(size[0] / 2, size[1] - 40, "临江市人民政府办公室文件")
        canvas.drawCentredString(size[0] / 2, 35, f"— {canvas.getPageNumber()} —")

    document.build([*_story(mixed_fonts), _ruled_table()], onFirstPage=furniture, onLaterPages=furniture)
    return path


def write_two_columns(path: Path) -> Path:
    """Title over two columns, as in a gazette."""
    title, body = _story(True)[:1], _story(True)[1:]
    width, height = A4
    column = (width - 120 - 24) / 2
    top = Frame(60, height - 130, width - 120, 70, id="top")
    left = Frame(60, 60, column, height - 200, id="left")
    right = Frame(60 + column + 24, 60, column, height - 200, id="right")
    document = BaseDocTemplate(str(path), pagesize=A4)
    document.addPageTemplates([PageTemplate(id="gazette", frames=[top, left, right])])
    from reportlab.platypus import FrameBreak

    document.build([*title, FrameBreak(), *body])
    return path


def _story(mixed_fonts: bool) -> list[Flowable]:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    base = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=20, wordWrap="CJK")
    styles = {
        "title": ParagraphStyle("title", base, fontSize=16, leading=26, alignment=TA_CENTER),
        "number": ParagraphStyle("number", base, alignment=TA_CENTER),
        "right": ParagraphStyle("right", base, alignment=TA_RIGHT),
        "body0": base,
    }
    indented = ParagraphStyle("indented", base, firstLineIndent=24, alignment=TA_JUSTIFY)
    story: list[Flowable] = []
    for block in BLOCKS:
        text = html.escape(block.text)
        if mixed_fonts:
            for quote in "“”":
                text = text.replace(quote, f'<font name="Times-Roman">{quote}</font>')
        story.append(Paragraph(text, styles.get(block.kind, indented)))
    return story


def _ruled_table() -> Table:
    cell = ParagraphStyle("cell", fontName="STSong-Light", fontSize=10, leading=14, wordWrap="CJK")
    rows = [[Paragraph(text, cell) for text in row] for row in TABLE]
    return Table(
        rows, colWidths=[35, 150, 110, 100], style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    )


def convert(path: Path, ending: str, folder: Path) -> Path:
    """Let LibreOffice write the file in another format."""
    assert OFFICE is not None
    office = (OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless")
    subprocess.run(
        [*office, "--convert-to", ending, "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{path.stem}.{ending.partition(':')[0]}"


def write_scan(path: Path) -> Path:
    """Print the notice on paper and photograph it: an A4 page at 150 dots an inch, with grey noise."""
    pages = [_photographed(page) for page in _render()]
    if path.suffix == ".pdf":
        pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150)
    elif path.suffix in {".tif", ".tiff"}:
        pages[0].save(path, save_all=True, append_images=pages[1:])
    else:
        pages[0].save(path)
    return path


def _render() -> list[Image.Image]:
    width, height, size = 1240, 1754, 33
    font = ImageFont.truetype(FONT, size, index=2)
    pages: list[Image.Image] = []
    y = height
    for block in BLOCKS:
        centred, right = block.kind in {"title", "number"}, block.kind == "right"
        indent = 0 if centred or right or block.kind == "body0" else 2 * size
        for index, line in enumerate(_wrapped(block.text, font, width - 280, indent)):
            if y > height - 200:
                pages.append(Image.new("L", (width, height), 250))
                y = 170
            length = font.getlength(line)
            x = (width - length) / 2 if centred else width - 140 - length if right else 140
            x += indent if index == 0 else 0
            ImageDraw.Draw(pages[-1]).text((x, y), line, font=font, fill=25)
            y += 58
    _draw_table(ImageDraw.Draw(pages[-1]), y + 40)
    return pages


def _photographed(page: Image.Image) -> Image.Image:
    """A little askew, with the grain of the paper."""
    turned = page.rotate(0.25, resample=Image.Resampling.BICUBIC, fillcolor=250)
    return Image.blend(turned, Image.effect_noise(page.size, 60), 0.12)


def _draw_table(draw: ImageDraw.ImageDraw, top: float) -> None:
    font = ImageFont.truetype(FONT, 25, index=2)
    edges, height = (140, 220, 580, 850, 1100), 70
    for row in range(len(TABLE) + 1):
        draw.line((edges[0], top + row * height, edges[-1], top + row * height), fill=30, width=2)
    for edge in edges:
        draw.line((edge, top, edge, top + len(TABLE) * height), fill=30, width=2)
    for row, texts in enumerate(TABLE):
        for edge, text in zip(edges, texts, strict=False):
            draw.text((edge + 12, top + row * height + 16), text, font=font, fill=30)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float, indent: float) -> list[str]:
    """Lines that fill the width, as far as a mark may not begin a line."""
    lines, line = [], ""
    for character in text:
        room = width - (indent if not lines else 0)
        if font.getlength(line + character) > room and character not in "，。、；：）”》":
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def write_ofd(path: Path) -> Path:
    writer = OfdWriter("临江市人民政府办公室文件")
    for block in BLOCKS:
        align = {"title": "centre", "number": "centre", "right": "right"}.get(block.kind, "left")
        writer.paragraph(block.text, 0 if block.kind == "body0" else 2, align)
    writer.table(TABLE, (14, 60, 40, 40))
    return writer.save(path)


def write_xlsx(path: Path) -> Path:
    """The notice as a list of one paragraph a row, with the table of tasks on a sheet of its own."""
    book = openpyxl.Workbook()
    book.active.title = "正文"
    for number, block in enumerate(BLOCKS, 1):
        book.active.append([number, block.text])
    tasks = book.create_sheet("任务")
    for row in TABLE:
        tasks.append(row)
    book.save(path)
    return path


def add_entry(path: Path, name: str, text: str) -> None:
    """Put another entry into a container."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, text)
