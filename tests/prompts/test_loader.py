"""A prompt has exactly the names that the code fills in."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.generating.chain import Prompts
from prompts.loader import FOLDER, Prompt, PromptError, load_prompt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "greet.md").write_text("你好，{{ name }}！今天是{{day}}。\n", encoding="utf-8")
    return tmp_path


def test_a_prompt_is_filled(folder: Path):
    prompt = load_prompt("greet", ("name", "day"), folder)
    assert prompt.fill(name="小李", day="周一") == "你好，小李！今天是周一。"


def test_a_placeholder_that_nothing_fills_is_refused_when_it_is_loaded(folder: Path):
    with pytest.raises(PromptError, match="nothing fills day"):
        load_prompt("greet", ("name",), folder)


def test_a_name_without_a_placeholder_is_refused_when_it_is_loaded(folder: Path):
    with pytest.raises(PromptError, match="no placeholder place"):
        load_prompt("greet", ("name", "day", "place"), folder)


def test_missing_and_spare_values_are_refused_when_it_is_filled(folder: Path):
    prompt = load_prompt("greet", ("name", "day"), folder)
    with pytest.raises(PromptError, match="nothing fills day"):
        prompt.fill(name="小李")
    with pytest.raises(PromptError, match="no placeholder place"):
        prompt.fill(name="小李", day="周一", place="广州")


def test_braces_inside_a_value_stay_as_they_are():
    assert (
        Prompt("one", "问：{{ question }}").fill(question="{{ passages }}与{x}") == "问：{{ passages }}与{x}"
    )


def test_a_prompt_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(PromptError, match="none"):
        load_prompt("none", (), tmp_path)


def test_every_prompt_file_is_used_and_fits_the_code():
    used = {prompt.name for prompt in vars(Prompts.load()).values()}
    assert used == {path.stem for path in FOLDER.glob("*.md")}
