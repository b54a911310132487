"""Are the catalogue, the vectors and the words of one mind? Looks at everything, mends what can be mended.

The catalogue is right by definition where an index differs; what is wrong inside the catalogue is only told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from vectorstore.catalogue import Catalogue
from vectorstore.records import Record
from vectorstore.store import PolicyStore

# Vectors closer than this are one vector to the index.
SAME_DISTANCE = 1e-3
VECTORS_ASKED_FOR = 1000


@dataclass(frozen=True)
class Finding:
    """`kind` is catalogue, vectors, words or journal; `mended` is set after a repair."""

    kind: str
    message: str
    mended: bool = False


def verify(store: PolicyStore, *, repair: bool = False) -> list[Finding]:
    """All findings, none when everything agrees. `repair` needs a store that is open for writing."""
    findings = [*_catalogue_findings(store.catalogue), *_journal_findings(store)]
    expected = store.catalogue.passage_keys()
    vectors, words = store.vectors.ids(), store.words.ids()
    differing = {*(vectors ^ expected.keys()), *(words ^ expected.keys())}
    differences = [
        *_difference("vectors", "向量索引", expected.keys(), vectors),
        *_difference("words", "文字索引", expected.keys(), words),
    ]
    without_vector = expected.keys() - differing - _with_vector(store, expected)
    if without_vector:
        differences.append(Finding("vectors", f"目录中有 {len(without_vector)} 个段落没有保存向量。"))
    lost = _lost_vectors(store, expected.keys() - differing - without_vector)
    if lost:
        differences.append(Finding("vectors", f"向量索引中有 {lost} 个段落查找不到，需要重建。"))
    if repair and differences:
        store.mend([*differing, *without_vector])
        if lost:
            store.rebuild()
        differences = [replace(finding, mended=True) for finding in differences]
    return [*findings, *differences]


def _catalogue_findings(catalogue: Catalogue) -> Iterator[Finding]:
    connection = catalogue.connections.here
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding("catalogue", f"目录文件损坏：{message}")
    for record in catalogue.records():
        name = record.document.number or record.document.title
        if any(p.text != record.document.text[p.start : p.end] for p in record.passages):
            yield Finding("catalogue", f"{name}：有段落与原文不一致，请重新导入该文件。")
        if not _partitions(record):
            yield Finding("catalogue", f"{name}：条款没有完整覆盖原文，请重新导入该文件。")


def _partitions(record: Record) -> bool:
    """Whether the own texts of the clauses follow each other from the first character to the last."""
    at = 0
    for clause in record.clauses:
        if clause.start != at:
            return False
        at = clause.body_end
    return at == len(record.document.text)


def _journal_findings(store: PolicyStore) -> Iterator[Finding]:
    for entry, passages in store.journal.unfinished():
        message = f"第 {entry} 次写入没有完成（{len(passages)} 个段落），下次导入时自动修复。"
        yield Finding("journal", message)


def _difference(
    kind: str, called: str, expected: Collection[str], found: Collection[str]
) -> Iterator[Finding]:
    missing, spare = set(expected) - set(found), set(found) - set(expected)
    if missing:
        yield Finding(kind, f"{called}缺少 {len(missing)} 个段落。")
    if spare:
        yield Finding(kind, f"{called}多出 {len(spare)} 个已不存在的段落。")


def _with_vector(store: PolicyStore, expected: dict[str, bytes]) -> set[str]:
    known = store.embeddings.known(set(expected.values()))
    return {passage_id for passage_id, key in expected.items() if key in known}


def _lost_vectors(store: PolicyStore, passage_ids: Iterable[str]) -> int:
    """How many of some passages Chroma does not find by their own vectors, though it lists their ids."""
    asked = sorted(passage_ids)
    asked = asked[:: max(1, len(asked) // VECTORS_ASKED_FOR)]
    keys = store.catalogue.passage_keys()
    vectors = store.embeddings.vectors({keys[passage_id] for passage_id in asked})
    lost = 0
    for passage_id in asked:
        hits = store.vectors.search(vectors[keys[passage_id]], 10)
        # Of many equal texts ten others may come first: then the nearest is as near as can be.
        found = any(hit.passage_id == passage_id for hit in hits)
        lost += not found and (not hits or hits[0].score < 1 - SAME_DISTANCE)
    return lost
