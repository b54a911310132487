"""Which folder holds the indexes, and what they were made with.

The catalogue names the folder (`index-3`), so that a rebuilt index takes over in the same transaction in
which the catalogue changes: there is no moment at which one is new and the other old.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from policytext.errors import PolicyError
from vectorstore.catalogue import Catalogue, set_fact
from vectorstore.embedding_text import EMBEDDED_TEXT_FORM
from vectorstore.terms import TERMS_FORM

FINGERPRINT_FILE = "fingerprint"


class IndexMismatch(PolicyError):
    """The indexes were made with another model or another cutting into passages, or are not there."""


@dataclass(frozen=True)
class Fingerprints:
    """What would make each index stale: the model, the form of the embedded text, the terms, the chunking."""

    model: str
    chunking: str

    @property
    def vectors(self) -> str:
        return f"{self.model} {EMBEDDED_TEXT_FORM} {self.chunking}"

    @property
    def words(self) -> str:
        return f"{TERMS_FORM} {self.chunking}"


@dataclass(frozen=True)
class IndexFolder:
    """Folder `number` of the indexes below `data_dir`."""

    data_dir: Path
    number: int

    @property
    def path(self) -> Path:
        return self.data_dir / f"index-{self.number}"

    @property
    def words(self) -> Path:
        return self.path / "words"

    @property
    def vectors(self) -> Path:
        return self.path / "vectors"

    @property
    def following(self) -> IndexFolder:
        return IndexFolder(self.data_dir, self.number + 1)

    def create(self, fingerprints: Fingerprints) -> None:
        """An empty folder, signed; whatever an earlier attempt left there is dropped."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.words.mkdir(parents=True)
        (self.words / FINGERPRINT_FILE).write_text(fingerprints.words, encoding="utf-8")

    def drop_others(self) -> list[str]:
        """Remove the folders of earlier and of unfinished indexes; their names."""
        others = [
            path
            for path in sorted(self.data_dir.glob("index-*"))
            if re.fullmatch(r"index-\d+", path.name) and path != self.path
        ]
        for path in others:
            shutil.rmtree(path, ignore_errors=True)
        return [path.name for path in others]


def current_folder(catalogue: Catalogue, data_dir: Path) -> IndexFolder:
    """Number 0 means that there is none yet."""
    return IndexFolder(data_dir, int(catalogue.fact("index") or 0))


def switch(connection: sqlite3.Connection, folder: IndexFolder, fingerprints: Fingerprints) -> None:
    """Let `folder` be the index, within the caller's transaction."""
    set_fact(connection, "index", str(folder.number))
    set_fact(connection, "model", fingerprints.model)
    set_fact(connection, "chunking", fingerprints.chunking)
    set_fact(connection, "vectors", fingerprints.vectors)
    set_fact(connection, "garbage", "0")


def check(catalogue: Catalogue, folder: IndexFolder, expected: Fingerprints) -> None:
    """Raises: IndexMismatch."""
    signed = folder.words / FINGERPRINT_FILE
    if not signed.is_file():
        raise IndexMismatch(f"索引 {folder.path} 不存在或不完整。请运行：policy-assistant rebuild")
    model = catalogue.fact("model")
    if model != expected.model:
        raise IndexMismatch(
            f"索引是用向量模型 {model} 建立的，现在配置的是 {expected.model}。"
            "请运行：policy-assistant rebuild（或改回 POLICY_EMBEDDING_MODEL）"
        )
    words = signed.read_text(encoding="utf-8")
    if (catalogue.fact("vectors"), words) != (expected.vectors, expected.words):
        raise IndexMismatch(
            "索引是用另一种切分方式建立的（POLICY_CHUNK_CHARS 或程序版本已改变）。"
            "请运行：policy-assistant rebuild"
        )
