"""How fast a question is answered: the command from a cold start, and the server.

    python -m benchmarks.answer_speed [FILE …]          (evals/notice.jsonl by default)

Prints wall and processor time of `policy-assistant ask` with nothing loaded, median and 95th percentile of
the server over the questions of the files, the ratio to embedding the same questions alone (which holds on a
noisy machine, too), the processor time of an answer, and which heavy libraries the way of a question loads.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from evals.run import questions, read_items
from ingest.build import build_embedder, build_pipeline
from settings import Settings

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("torch", "gradio", "langchain_openai", "sentence_transformers", "onnxruntime", "chromadb", "fastapi")
COLD_STARTS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=[ROOT / "evals" / "notice.jsonl"])
    parser.add_argument("--data", type=Path, help="a data folder with an index; else the corpus is ingested")
    options = parser.parse_args()
    asked = [q.text for path in options.files for item in read_items(path) for q in questions(item)]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=options.data or Path(folder))
        if options.data is None:
            build_pipeline(settings).ingest([ROOT / "corpus"])
        rows = {**cold_start(settings, asked[0]), **heavy_libraries(settings), **served(settings, asked)}
    for name, value in rows.items():
        print(f"{name:34} {value}")


def cold_start(settings: Settings, question: str) -> dict[str, str]:
    """The command as a program of its own; the best of a few runs, since other work only adds."""
    runs = []
    for _ in range(COLD_STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        subprocess.run(
            command("ask", question), env=environment(settings), stdout=subprocess.DEVNULL, check=True
        )
        wall = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        runs.append((wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    wall, cpu = min(runs)
    return {
        "policy-assistant ask, cold": f"{wall:.2f} s ({cpu:.2f} s of processor time)",
        "  median of the runs": f"{statistics.median(wall for wall, _ in runs):.2f} s",
    }


def heavy_libraries(settings: Settings) -> dict[str, str]:
    """Which of the heavy ones are loaded after an answer."""
    code = (
        "import sys; from settings import Settings; from ui.build import open_assistant;"
        "open_assistant(Settings()).ask('目标是多少？'); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(settings), capture_output=True, text=True, check=True
    )
    loaded = [name for name in HEAVY if name in done.stdout.split()]
    return {"  heavy libraries loaded": ", ".join(loaded) or "none"}


def served(settings: Settings, asked: Sequence[str]) -> dict[str, str]:
    """The server without its page, asked one question after the other over HTTP."""
    embedder = build_embedder(settings)
    embedder.embed_query(asked[0])
    embedding = sorted(timed(embedder.embed_query, question) for question in asked)
    with running(settings) as ask:
        for question in asked[:5]:
            ask(question)
        began, cpu = time.perf_counter(), time.process_time()
        taken = sorted(timed(ask, question) for question in asked)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - began
    middle, alone = statistics.median(taken), statistics.median(embedding)
    return {
        f"server, {len(asked)} questions, median": f"{middle:.1f} ms",
        "  95th percentile": f"{taken[int(len(taken) * 0.95)]:.1f} ms",
        "  slowest": f"{taken[-1]:.1f} ms",
        "  embedding alone, median": f"{alone:.1f} ms",
        "  ratio to embedding alone": f"{middle / alone:.2f}",
        "  processor time an answer": f"{cpu / len(asked) * 1000:.1f} ms",
        "  answers a second": f"{len(asked) / wall:.1f}",
    }


@contextmanager
def running(settings: Settings) -> Iterator[Callable[[str], None]]:
    """A server in a thread; inside, a function that asks it."""
    import uvicorn

    from ui.server import create_app
    from ui.serving import listen

    server = uvicorn.Server(uvicorn.Config(create_app(settings, with_page=False), log_level="error"))
    with listen("127.0.0.1", 0) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/api/v1/ask"
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield lambda question: post(address, question)
        finally:
            server.should_exit = True
            thread.join(10)


def post(address: str, question: str) -> None:
    body = json.dumps({"question": question}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        json.load(reply)


def timed(function: Callable[[str], object], question: str) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    function(question)
    return (time.perf_counter() - began) * 1000


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ui.cli", *arguments]


def environment(settings: Settings) -> dict[str, str]:
    return {**os.environ, "POLICY_DATA_DIR": str(settings.data_dir.resolve()), "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    main()
