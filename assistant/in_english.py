"""A composed answer for an English question: English words around the document's own, which stay Chinese."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Answer

# Only words that the composers add are changed; what was copied from a document is never touched.
_LINES = (
    (re.compile(r"^出处："), "Source: "),
    (re.compile(r"^原文是"), "The document says: "),
    (re.compile(r"^原文："), "The document says: "),
    (re.compile(r"^不符。"), "Not as stated. "),
    (re.compile(r"^相符。"), "As stated. "),
    (re.compile(r"，共\d+项：$"), ":"),
    (re.compile(r"共\d+项任务：$"), ", tasks:"),
    (re.compile(r"^((?:19|20)\d\d)年："), r"\1: "),
    (re.compile(r"^文号："), "Document number: "),
    (re.compile(r"^发文机关："), "Issued by: "),
    (re.compile(r"^印发日期："), "Date of issue: "),
    (re.compile(r"^抄送："), "Copied to: "),
    (re.compile(r"^主送："), "Addressed to: "),
    (re.compile(r"^公开方式："), "Disclosure: "),
    (re.compile(r"^标题："), "Title: "),
    (re.compile(r"^有效期："), "Validity: "),
    (re.compile(r"^由([^，。]{2,60}?)负责。"), r"Responsible: \1."),
    (re.compile(r"^由(.{2,60}?)牵头，(.{2,80}?)(?:共同)?负责。"), r"Led by \1, with \2."),
    (re.compile(r"^（其余见“职责”页）$"), "(More on the page “Responsibilities”.)"),
)


def in_english(answer: Answer) -> Answer:
    """The answer with the words around its quotes in English."""
    return replace(answer, text="\n".join(_line(line).rstrip() for line in answer.text.split("\n")))


def _line(line: str) -> str:
    verdict = re.match(r"^(不符。|相符。)(?=.)", line)
    if verdict:
        return _line(verdict.group()) + _line(line[verdict.end() :])
    for pattern, english in _LINES:
        line, changed = pattern.subn(english, line)
        if changed:
            return line
    return line
