"""Ask every question of a file, in the order of its conversation, and mark the answers."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from assistant.answer import Answer, Turn
from evals.score import Question, Row, fold, marks
from policytext.errors import PolicyError

_TAG = re.compile(r"<[^>]+>")
CORPUS_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})

Item = dict[str, Any]


class QuestionsUnreadable(PolicyError):
    """A file of questions is missing or not in their form."""


class Asked(Protocol):
    """What is asked of the assistant."""

    def ask(
        self, question: str, history: Sequence[Turn] = (), documents: None = None, model: str | None = None
    ) -> Answer: ...


def evaluate(
    files: Iterable[Path], assistant: Asked, corpus: Path | None = None, model: str | None = None
) -> list[Row]:
    """Rows in the order of the files. Raises: QuestionsUnreadable."""
    items = [item for path in files for item in read_items(path)]
    texts = corpus_texts(corpus) if corpus else {}
    return [row for item in items for row in _conversation(item, assistant, texts, model)]


def read_items(path: Path) -> list[Item]:
    """The items of one file. Raises: QuestionsUnreadable."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsUnreadable(f"题目文件读不了：{path}（{error}）。Cannot be read.") from error
    items = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            list(questions(item))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{path} 第 {number} 行不是题目（{type(error).__name__}: {error}）。Not a question."
            raise QuestionsUnreadable(message) from error
        items.append(item)
    return items


def questions(item: Item) -> Iterator[Question]:
    """The turns of an item; one of a single turn is its own."""
    turns = item.get("turns") or [item]
    for number, turn in enumerate(turns, 1):
        yield Question(
            id=item["id"] + (f".{number}" if item.get("turns") else ""),
            kind=item["type"],
            text=turn["q"],
            groups=tuple(tuple(group) for group in turn.get("all", ())),
            forbidden=tuple(turn.get("no", ())),
            evidence=tuple(turn.get("ev", ())),
            document=turn.get("doc", item.get("doc")),
            refuse=turn.get("refuse", item.get("refuse", False)),
        )


def _conversation(item: Item, assistant: Asked, texts: Mapping[str, str], model: str | None) -> Iterator[Row]:
    history: list[Turn] = []
    for question in questions(item):
        row = _ask(question, assistant, tuple(history), texts, model)
        yield row
        history += [Turn("user", question.text), Turn("assistant", row.text)]


def _ask(
    question: Question, assistant: Asked, history: Sequence[Turn], texts: Mapping[str, str], model: str | None
) -> Row:
    answer, error = None, ""
    started = time.perf_counter()
    try:
        answer = assistant.ask(question.text, history, None, model)
    except Exception as failure:  # an error is a wrong answer, and the other questions are asked all the same
        error = f"{type(failure).__name__}: {failure}"
    seconds = time.perf_counter() - started
    source = texts.get(question.document or "", "")
    given = marks(question, answer, error, "\n".join(texts.values()), source)
    return Row(question, answer, seconds, given, error)


def corpus_texts(folder: Path) -> dict[str, str]:
    """The folded text of all documents in a folder by the names of their files, tags of web pages left out."""
    texts = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in CORPUS_SUFFIXES:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix.startswith(".htm"):
            text = html.unescape(_TAG.sub("", text))
        texts[path.stem] = fold(text)
    return texts
