"""Small documents and an embedder without a model, for the tests of the store and of the pipeline."""

from __future__ import annotations

import hashlib

import numpy as np

from vectorstore.embedding import Matrix, Vector
from vectorstore.records import Clause, Document, Passage, Record

DIM = 64


class CharacterEmbedder:
    """Counts characters into 64 places: texts that share characters are near. Remembers what it embedded."""

    dim = DIM

    def __init__(self, fingerprint: str = "characters-1") -> None:
        self.fingerprint = fingerprint
        self.embedded: list[str] = []

    def embed_query(self, text: str) -> Vector:
        vector = np.zeros(DIM, dtype=np.float32)
        for character in text:
            vector[int.from_bytes(hashlib.sha256(character.encode()).digest()[:2]) % DIM] += 1
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length or 1)

    def embed_documents(self, texts: list[str]) -> Matrix:
        self.embedded.extend(texts)
        return np.stack([self.embed_query(text) for text in texts])


def make_record(
    text: str,
    *,
    title: str = "关于就业工作的通知",
    number: str | None = "粤府办〔2018〕1号",
    sources: tuple[str, ...] = ("就业.txt",),
) -> Record:
    """One clause a line, one passage a clause."""
    document_id = hashlib.sha256(text.encode()).hexdigest()[:16]
    document = Document(id=document_id, title=title, text=text, number=number, sources=sources)
    clauses, passages, start = [], [], 0
    for ordinal, line in enumerate(text.splitlines(keepends=True)):
        end = start + len(line)
        clauses.append(
            Clause(document_id, ordinal, None, 0, "", line.strip(), (line.strip(),), start, end, end)
        )
        stop = start + len(line.rstrip("\n"))
        if stop > start:
            passages.append(
                Passage(f"{document_id}:{start}", document_id, ordinal, start, stop, text[start:stop], title)
            )
        start = end
    return Record(document, tuple(clauses), (), (), tuple(passages))
