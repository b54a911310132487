"""From the text of one file to its record: the whole way in, told once. Pure: the same text, the same record.

1. Lay the rows of tables on lines, mend the page breaks; the mended text is the canonical one, and its hash
   the document's id.
2. Read the frame (title, number, signature), then the outline between.
3. Read the duties and figures of the clauses, and cut the passages.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from ingest.cell_lines import with_cell_lines
from ingest.duties import read_duties
from ingest.figures import read_figures
from ingest.frame import read_frame
from ingest.metadata import read_metadata
from ingest.outline import build_outline
from ingest.page_breaks import mend
from ingest.passages import cut_passages
from ingest.source import SourceText
from ingest.spaced_cells import with_spaced_cells
from ingest.tables import with_text_tables
from vectorstore.records import Document, Record


def build_record(source: SourceText, sources: tuple[str, ...], chunk_chars: int = 240) -> Record:
    """The document of `source` with everything that was read out of it. `sources`: its paths or upload
    names."""
    mended = with_text_tables(mend(with_cell_lines(with_spaced_cells(source))))
    text = mended.text
    frame = read_frame(mended)
    own = read_metadata(text, frame)
    document_id = document_id_of(text)
    clauses = build_outline(document_id, mended, frame)
    document = Document(
        id=document_id,
        title=own.title or (PurePath(sources[0]).stem if sources else document_id),
        text=text,
        number=own.number,
        issuer=own.issuer,
        date=own.date,
        expires=own.expires,
        validity=own.validity,
        pages=mended.pages,
        sources=sources,
        details=own.details,
        relations=own.relations,
    )
    return Record(
        document=document,
        clauses=clauses,
        duties=read_duties(document_id, mended, clauses),
        figures=read_figures(document_id, text, document.title, clauses),
        passages=cut_passages(document_id, text, document.title, clauses, chunk_chars),
    )


def document_id_of(text: str) -> str:
    """The id of a document, made from its canonical text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
