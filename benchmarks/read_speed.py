"""Pages a second and peak memory of each reader, on the sample notice of the tests repeated to many pages.

    python -m benchmarks.read_speed [--repeat 20] [--scan-pages 2]

A page is 500 characters of canonical text for formats without pages. Scans are slow: few of their pages are
read. From docx on, the start of a process (0.1 s on an idle machine) is part of the time.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "ingest" / "readers")]

import sample  # noqa: E402

from ingest.readers import read_source  # noqa: E402

CHARACTERS_A_PAGE = 500


def main() -> None:
    """Write each format, read it, print a row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=20, help="how many times the notice is repeated")
    parser.add_argument("--scan-pages", type=int, default=2)
    options = parser.parse_args()
    print(f"{'format':<8}{'pages':>7}{'seconds':>9}{'pages/s':>10}{'chars/s':>12}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        blocks = sample.BLOCKS
        sample.BLOCKS = blocks * options.repeat
        for name, write in writers().items():
            measure(name, write(Path(folder) / f"notice.{name}"))
        if sample.OFFICE is not None:
            measure("doc", sample.convert(Path(folder) / "notice.docx", "doc", Path(folder)))
        if os.path.exists(sample.FONT):
            sample.BLOCKS = blocks * max(1, options.scan_pages // 2)
            measure("scan", sample.write_scan(Path(folder) / "scan.pdf"))


def writers() -> dict[str, Callable[[Path], Path]]:
    """The formats by their endings, with what writes them."""
    return {
        "txt": sample.write_text,
        "html": sample.write_html,
        "docx": sample.write_docx,
        "pdf": sample.write_pdf,
        "ofd": sample.write_ofd,
        "xlsx": sample.write_xlsx,
    }


def measure(name: str, path: Path) -> None:
    """Read the file, scans once and others three times, and print the best. Memory is that of the largest reading process so far."""
    seconds = float("inf")
    for _ in range(1 if name == "scan" else 3):
        started = time.perf_counter()
        source = read_source(path)
        seconds = min(seconds, time.perf_counter() - started)
    pages = len(source.pages) or max(1, round(len(source.text) / CHARACTERS_A_PAGE))
    peak = resource.getrusage(
        resource.RUSAGE_SELF if name in {"txt", "html"} else resource.RUSAGE_CHILDREN
    ).ru_maxrss
    print(
        f"{name:<8}{pages:>7}{seconds:>9.2f}{pages / seconds:>10.1f}{len(source.text) / seconds:>12,.0f}"
        f"{peak / 1024:>9.0f}"
    )


if __name__ == "__main__":
    main()
