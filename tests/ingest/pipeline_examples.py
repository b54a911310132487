"""A pipeline over plain text files: the first line is the title, a document number may follow on a line."""

from __future__ import annotations

import re
from pathlib import Path

from store_examples import CharacterEmbedder, make_record

from ingest.pipeline import Pipeline
from ingest.source import SourceText
from policytext.errors import PolicyError
from vectorstore.records import Record


class Unreadable(PolicyError):
    pass


def read(path: Path, root: Path) -> SourceText:
    raw = path.read_bytes()
    if b"\x00" in raw:
        raise Unreadable(f"{path.name}：不是文本文件。")
    return SourceText(raw.decode())


def build(source: SourceText, sources: tuple[str, ...]) -> Record:
    number = re.search(r"^\S+〔\d+〕\d+号$", source.text, re.M)
    title = source.text.strip().split("\n")[0]
    return make_record(source.text, title=title, number=number.group() if number else None, sources=sources)


def make_pipeline(
    data_dir: Path, embedder: CharacterEmbedder | None = None, reading: str = "1", chunking: str = "lines"
) -> Pipeline:
    return Pipeline(
        data_dir,
        embedder or CharacterEmbedder(),
        read,
        build,
        reading=reading,
        chunking=chunking,
        most_characters=1000,
    )
