"""A conversation as a Word document or as Markdown: every answer with its sources, quoted in full."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from assistant.answer import Answer, Citation
from ui.page.address import citation_link
from ui.page.conversation import Conversation
from ui.page.render_answer import GOOD, grouped, verdict_name, where
from ui.remarks import remark
from ui.texts import Texts

LATIN, HAN = "Times New Roman", "仿宋"  # the faces of official documents; a reader without them sees its own


def conversation_markdown(conversation: Conversation, base_url: str, texts: Texts) -> str:
    """Questions as headings, quotes as quotes, links to the clauses."""
    lines = [f"# {conversation.name or texts('app')}", ""]
    for exchange in conversation.exchanges:
        lines += [f"## {exchange.question}", ""]
        if exchange.answer is None:
            lines += [exchange.error, ""]
            continue
        lines += [exchange.answer.text.strip(), ""]
        lines += [f"*{line}*\n" for line in _remarks(exchange.answer, texts)]
        for heading, citations in _sources(exchange.answer, texts):
            lines += [f"**{heading}**", ""]
            for c in citations:
                lines += [f"[{c.n}] [{where(c)}]({base_url}{citation_link(c)})", ""]
                lines += [*(f"> {line}" for line in _quote(c).splitlines()), ""]
    return "\n".join(lines)


def conversation_docx(conversation: Conversation, base_url: str, texts: Texts) -> bytes:
    """The same as a Word document."""
    document = Document()
    _faces(document)
    document.add_heading(conversation.name or texts("app"), 0)
    for exchange in conversation.exchanges:
        document.add_heading(exchange.question, 1)
        if exchange.answer is None:
            document.add_paragraph(exchange.error)
            continue
        for line in exchange.answer.text.strip().splitlines():
            document.add_paragraph(line)
        for line in _remarks(exchange.answer, texts):
            document.add_paragraph().add_run(line).italic = True
        for heading, citations in _sources(exchange.answer, texts):
            document.add_heading(heading, 2)
            for c in citations:
                _source(document, c, base_url)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _source(document: WordDocument, citation: Citation, base_url: str) -> None:
    place = document.add_paragraph()
    place.add_run(f"[{citation.n}] {where(citation)}").bold = True
    document.add_paragraph(_quote(citation), style="Quote")
    link = document.add_paragraph().add_run(base_url + citation_link(citation))
    link.font.size, link.font.color.rgb = Pt(8), RGBColor(0x55, 0x60, 0x6F)


def _faces(document: WordDocument) -> None:
    for name in ("Normal", "Quote", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = LATIN
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HAN)


def _quote(citation: Citation) -> str:
    return citation.quote.replace("**", "").strip()


def _sources(answer: Answer, texts: Texts) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    yield from ((heading, citations) for heading, citations in grouped(answer, texts) if citations)


def _remarks(answer: Answer, texts: Texts) -> Iterator[str]:
    """What a reader must know before quoting the answer."""
    yield from (remark(note, texts) for note in answer.notes)
    if answer.mode == "generated":
        yield texts("generated_by", model=answer.model or "")
    for check in answer.checks:
        if check.verdict not in GOOD:
            yield f"{texts(check.kind)} {check.text}：{verdict_name(check.verdict, texts)}"
