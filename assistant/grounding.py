"""The last gate of an answer: every figure of a line stands in a quote, or the line is dropped."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Answer
from assistant.question import Question
from policytext.folding import fold

_MARK = re.compile(r"\[\d+\]")
# Of lines (, 共3项：) it is ours. Of a quote it counts as printed.
_COUNT = re.compile(r"共\d+[项个条类]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


# The cells of a row stand apart; white space of another kind may stand within a number.
_CELLS = re.compile(r"(?<=\d)[ \u3000]*(?:\t|\u3000\u3000| {3})[ \u3000\t]*(?=\d)")


def numbers(text: str) -> set[str]:
    """The numbers of a text as digit strings, thousands separators left out."""
    text = _CELLS.sub("|", text)
    folded = re.sub(r"(?<=\d),(?=\d{3})", "", fold(_COUNT.sub("", _MARK.sub(" ", text))))
    return set(_NUMBER.findall(folded))


def ground(answer: Answer, question: Question) -> Answer | None:
    """The answer without the lines that say a number which none of its quotes has; None when its first is one."""
    seen = numbers(question.original)
    for c in answer.citations:
        printed = " ".join([c.quote, c.document_number or "", c.title, *c.section])
        seen |= numbers(printed) | {n for count in _COUNT.findall(printed) for n in _NUMBER.findall(count)}
    lines = answer.text.split("\n")
    kept = [line for line in lines if numbers(line) <= seen]
    if not answer.citations or not kept or kept[0] != lines[0]:
        return None
    return replace(answer, text="\n".join(kept))
