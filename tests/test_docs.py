"""The documents keep to what is there: links, pictures, settings, commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from settings import Settings
from ui.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "evals/README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"policy-assistant ([a-z]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text("utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_setting_is_told_with_its_default() -> None:
    told = (ROOT / "docs/operation.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        default = "–" if field.default is None else f"`{field.default}`"
        assert f"| `POLICY_{name.upper()}` | {default} |" in told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_shown_exist(page: Path) -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set(COMMAND.findall(page.read_text("utf-8"))) <= known
