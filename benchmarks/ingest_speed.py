"""How long an ingest takes, and how much of it the embedding model needs.

    python -m benchmarks.ingest_speed [PATH …]          (the corpus of this project by default)

Prints seconds, the share of the time that is spent in the model, the ratio to the model's own time on the
same texts (which holds on a noisy machine, too), how many cores the model kept busy, pages and characters a
second, and the time of a second ingest: in this process, and as a command of its own.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest.build import build_embedder, build_pipeline, open_store
from ingest.report import IngestReport
from settings import Settings
from vectorstore.embedding import Embedder
from vectorstore.embedding_text import embedded_text

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS_A_PAGE = 600  # a page of an official document: 22 lines of 28 characters


class TimedEmbedder:
    """Notes the processor time that the model takes over all its threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.fingerprint, self.dim = embedder.fingerprint, embedder.dim
        self.embed_query = embedder.embed_query
        self.seconds = self.cpu_seconds = 0.0

    def embed_documents(self, texts: list[str]) -> object:
        began, cpu = time.perf_counter(), time.process_time()
        vectors = self._embedder.embed_documents(texts)
        self.seconds += time.perf_counter() - began
        self.cpu_seconds += time.process_time() - cpu
        return vectors


def timed_ingest(settings: Settings, embedder: TimedEmbedder, paths: list[Path]) -> IngestReport:
    return build_pipeline(settings, embedder).ingest(paths)  # type: ignore[arg-type]


def second_command(settings: Settings, paths: list[Path]) -> tuple[float, float]:
    """Wall and processor seconds of `policy-assistant ingest` over what is ingested already."""
    command = [sys.executable, "-c", "from ui.cli import main; main()", "ingest", *map(str, paths)]
    environment = {**os.environ, "POLICY_DATA_DIR": str(settings.data_dir), "PYTHONPATH": str(ROOT)}
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"])
    paths = [path.resolve() for path in parser.parse_args().paths]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder) / "data")
        embedder = TimedEmbedder(build_embedder(settings))
        embedder.embed_documents(["预热"])  # loading the model is not the ingest's doing
        embedder.seconds = embedder.cpu_seconds = 0.0
        first = timed_ingest(settings, embedder, paths)
        seconds, cpu_seconds = embedder.seconds, embedder.cpu_seconds
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        second = timed_ingest(settings, embedder, paths)
        with open_store(settings, "read", embedder) as store:  # type: ignore[arg-type]
            documents = store.catalogue.documents()
            texts = list(dict.fromkeys(embedded_text(p) for p in store.catalogue.passages()))
        began = time.perf_counter()
        build_embedder(settings).embed_documents(texts)
        alone = time.perf_counter() - began
        command, command_cpu = second_command(settings, paths)
        used = sum(path.stat().st_size for path in settings.data_dir.rglob("*") if path.is_file())
    characters = sum(len(document.text) for document in documents)
    pages = sum(len(d.pages) or -(-len(d.text) // CHARACTERS_A_PAGE) for d in documents)
    rows = {
        "documents": f"{len(documents)} ({len(first.failed)} failed)",
        "characters, passages": f"{characters:,}, {len(texts):,}",
        "first ingest": f"{first.seconds:.1f} s",
        "  in the model": f"{seconds:.1f} s, share {seconds / first.seconds:.2f}",
        "  cores busy in the model": f"{cpu_seconds / seconds:.2f}",
        "  ratio to the model alone": f"{first.seconds / alone:.2f}  (alone: {alone:.1f} s)",
        "  pages, characters a second": f"{pages / first.seconds:.1f}, {characters / first.seconds:,.0f}",
        "second ingest": f"{second.seconds:.3f} s",
        "second ingest, as a command": f"{command:.2f} s, {command_cpu:.2f} s of processor time",
        "peak memory": f"{peak_mb:.0f} MB",
        "disk": f"{used / 1e6:.1f} MB",
    }
    for name, value in rows.items():
        print(f"{name:30} {value}")


if __name__ == "__main__":
    main()
