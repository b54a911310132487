"""The words of a .docx that was handed in to be checked: paragraphs and table cells, in order."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from policytext.errors import PolicyError


class WordUnreadable(PolicyError):
    """The file is no Word document."""


def word_text(path: Path) -> str:
    """One line a paragraph; the cells of a row are separated by a tab. Raises: WordUnreadable."""
    try:
        document = Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as failure:
        raise WordUnreadable("这不是可以读取的 Word 文档（.docx）。请另存为 .docx 后再试。") from failure
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(line for line in lines if line.strip())
