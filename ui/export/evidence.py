"""The check of a draft as a Word document to sign: the text, every claim with verdict and clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.answer import Citation, Claim, Verdict
from ui.names import full_name
from ui.remarks import remark
from ui.texts import Texts
from vectorstore.records import Document

# What needs attention first.
VERDICTS: tuple[Verdict, ...] = ("contradicted", "different", "not_found", "computed", "supported")
MOST_QUOTED_CHARS = 400
WIDTHS_MM = (10, 34, 20, 34, 60, 97)


def evidence_docx(text: str, claims: Sequence[Claim], documents: Sequence[Document], texts: Texts) -> bytes:
    """The sheet as the bytes of a .docx."""
    sheet = _landscape()
    sheet.add_heading(texts("evidence_title"), 0)
    counts = Counter(claim.verdict for claim in claims)
    parts = [f"{_verdict(v, texts)} {counts[v]}" for v in VERDICTS if counts[v]]
    sheet.add_paragraph("　".join(parts) if parts else texts("check_nothing"))
    held = "、".join(d.number or d.title for d in documents)
    sheet.add_paragraph(texts("evidence_against", documents=held, date=date.today().isoformat()))
    if claims:
        _claims(sheet, claims, texts)
        _hashes(sheet, claims, documents, texts)
    sheet.add_heading(texts("evidence_text"), 1)
    for line in text.splitlines():
        sheet.add_paragraph(_printable(line))
    sheet.add_paragraph()
    sheet.add_paragraph(texts("evidence_signature"))
    out = BytesIO()
    sheet.save(out)
    return out.getvalue()


def _landscape() -> Any:
    sheet = new_document()
    section = sheet.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    style = sheet.styles["Normal"]
    style.font.size = Pt(10.5)
    style.font.name = "Times New Roman"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    return sheet


def _claims(sheet: Any, claims: Sequence[Claim], texts: Texts) -> None:
    heads = [
        texts(f"evidence_{name}") for name in ("number", "claim", "verdict", "expected", "where", "quote")
    ]
    table = sheet.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    _fill(table.rows[0], heads, bold=True)
    for number, claim in enumerate(claims, 1):
        where, quote = _source(claim.citation, texts)
        verdict = _verdict(claim.verdict, texts)
        expected = "\n".join(part for part in (claim.expected, remark(claim.reason, texts)) if part)
        _fill(table.add_row(), [str(number), claim.text, verdict, expected, where, quote])


def _hashes(sheet: Any, claims: Sequence[Claim], documents: Sequence[Document], texts: Texts) -> None:
    """The documents that were cited, each with the hash of its text: what was checked against can be proved."""
    cited = {claim.citation.document_id for claim in claims if claim.citation is not None}
    sheet.add_heading(texts("evidence_documents"), 1)
    for document in documents:
        if document.id in cited:
            digest = sha256(document.text.encode()).hexdigest()
            sheet.add_paragraph(full_name(document))
            sheet.add_paragraph(f"SHA-256 {digest}")


def _fill(row: Any, words: Sequence[str], *, bold: bool = False) -> None:
    for cell, text, width in zip(row.cells, words, WIDTHS_MM, strict=True):
        cell.width = Mm(width)
        run = cell.paragraphs[0].add_run(_printable(text))
        run.bold = bold
        run.font.size = Pt(9)


def _source(citation: Citation | None, texts: Texts) -> tuple[str, str]:
    if citation is None:
        return "", ""
    page = (texts("page_number", page=citation.page),) if citation.page else ()
    where = "\n".join((citation.document_number or citation.title, *citation.section[-2:], *page))
    quote = citation.quote.strip()
    if len(quote) > MOST_QUOTED_CHARS:
        quote = quote[:MOST_QUOTED_CHARS] + "……"
    return where.replace("**", ""), quote


def _verdict(verdict: str, texts: Texts) -> str:
    return texts("not_found_verdict" if verdict == "not_found" else verdict)


def _printable(text: str) -> str:
    # XML knows no control characters but these.
    return "".join(c for c in text if c in "\n\t" or c >= " ")
