"""Make a follow-up a question that stands by itself, by the model, when the code could not do it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Turn
from assistant.grounding import numbers

MOST_TURNS = 6
TURN_CHARS = 400  # of each earlier message; a topic stands in its first lines
LONGEST = 200
_LEANS = re.compile(
    r"^(?:那|那么|还有|然后|另外|再|换成|其中|它|他们|她|这|该|此|上述|前者|后者|同样)|(?:呢|怎么样|如何)[？?]?$|"
    r"这项|该项|此项|这个|这些|上述|刚才|前面|同样|第[一二三四五六七八九十\d]+(?:项|条|个)"
)
SHORT = 8  # characters: "谁负责？" leaves out what it is about


def leans(question: str, history: Sequence[Turn]) -> bool:
    """Does the question leave out something that only the turns before it say?"""
    text = question.strip()
    return bool(history) and (len(text) <= SHORT or bool(_LEANS.search(text)))


def conversation(history: Sequence[Turn]) -> str:
    """The last turns, as text for a prompt."""
    names = {"user": "用户", "assistant": "助手"}
    return "\n".join(f"{names[turn.role]}：{turn.content[:TURN_CHARS]}" for turn in history[-MOST_TURNS:])


def accept(rewritten: str, question: str, history: Sequence[Turn]) -> str:
    """The model's wording, when it is one short line without a number that nobody said; else the question."""
    lines = [line.strip() for line in rewritten.strip().splitlines() if line.strip()]
    if len(lines) != 1 or not 2 <= len(lines[0]) <= LONGEST:
        return question
    said = numbers(question).union(*(numbers(turn.content) for turn in history))
    return lines[0] if numbers(lines[0]) <= said else question
