"""Prompts are Markdown files beside this module; their `{{ names }}` are filled in by code.

A prompt is loaded with the names that the code gives it: a file that lacks one, or has one that nobody
fills, is refused when it is loaded and not when the first question comes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from policytext.errors import PolicyError

FOLDER = Path(__file__).parent
_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class PromptError(PolicyError):
    """A prompt file is not there, or its placeholders are not those that the code fills."""


@dataclass(frozen=True)
class Prompt:
    """A prompt with its placeholders still open."""

    name: str
    template: str

    @property
    def names(self) -> frozenset[str]:
        """The names of its placeholders."""
        return frozenset(_PLACEHOLDER.findall(self.template))

    def fill(self, **values: str) -> str:
        """The text with every placeholder filled; braces inside a value stay as they are.
        Raises: PromptError: a name is missing or spare."""
        _compare(self.name, self.names, values.keys())
        return _PLACEHOLDER.sub(lambda found: values[found.group(1)], self.template)


def load_prompt(name: str, names: Collection[str] = (), folder: Path = FOLDER) -> Prompt:
    """The prompt in `name`.md, which must have exactly the placeholders `names`.
    Raises: PromptError: there is no such file, or its placeholders differ."""
    path = folder / f"{name}.md"
    try:
        template = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise PromptError(f"缺少提示词文件 {path}。 There is no prompt file {path}.") from error
    prompt = Prompt(name, template)
    _compare(name, prompt.names, names)
    return prompt


def _compare(name: str, placeholders: Collection[str], given: Collection[str]) -> None:
    missing, spare = sorted(set(placeholders) - set(given)), sorted(set(given) - set(placeholders))
    if missing:
        raise PromptError(f"prompts/{name}.md: nothing fills {', '.join(missing)}")
    if spare:
        raise PromptError(f"prompts/{name}.md: there is no placeholder {', '.join(spare)}")
