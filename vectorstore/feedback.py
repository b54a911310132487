"""What readers say of answers: right, or wrong and why. Questions to measure come of it.

The only reader and writer of the table `feedback`. Writing takes no lock of the store: it touches no index.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from vectorstore.connections import Connections

Opinion = Literal["right", "wrong"]


@dataclass(frozen=True)
class Feedback:
    """One opinion. `before` are the questions asked before in the same conversation; `shown` the figures and
    departments of the answer, `quotes` the words it cited, `number` the first document's."""

    question: str
    answer: str
    status: str
    opinion: Opinion
    comment: str = ""
    before: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    number: str | None = None
    person: str = ""  # empty where there are no accounts
    at: str = ""  # ISO time, UTC; set when it is written


class FeedbackBook:
    """Feedback in the order in which it came."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, feedback: Feedback) -> None:
        """Write one opinion down, with the present time."""
        with self._connections.transaction() as connection:
            connection.execute(
                "INSERT INTO feedback "
                "(at, person, question, answer, status, opinion, comment, number, parts) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    datetime.now(UTC).isoformat(timespec="seconds"),
                    feedback.person,
                    feedback.question,
                    feedback.answer,
                    feedback.status,
                    feedback.opinion,
                    feedback.comment,
                    feedback.number,
                    json.dumps([feedback.before, feedback.shown, feedback.quotes], ensure_ascii=False),
                ),
            )

    def all(self) -> list[Feedback]:
        rows = self._connections.here.execute("SELECT * FROM feedback ORDER BY id").fetchall()
        return [_feedback(row) for row in rows]


def _feedback(row: sqlite3.Row) -> Feedback:
    value: dict[str, Any] = dict(row)
    before, shown, quotes = (tuple(part) for part in json.loads(value.pop("parts")))
    del value["id"]
    return Feedback(**value, before=before, shown=shown, quotes=quotes)


def evals_lines(book: Sequence[Feedback]) -> list[str]:
    """Feedback in the form of an evals file, one JSON object a line.

    An answer that was right says what must be in it and cited. One that was wrong holds the reader's words in
    `comment`, for a person to write down what would be right: until then the line asks for nothing.
    """
    return [json.dumps(_item(f, n), ensure_ascii=False) for n, f in enumerate(book, 1)]


def _item(feedback: Feedback, number: int) -> dict[str, object]:
    item: dict[str, object] = {"id": f"feedback-{number}", "type": "feedback", "at": feedback.at}
    asked: dict[str, object] = {"q": feedback.question}
    if feedback.opinion == "wrong":
        item |= {"comment": feedback.comment, "answer": feedback.answer}
    elif feedback.status == "not_found":
        asked["refuse"] = True
    else:
        asked |= {"all": [[words] for words in feedback.shown], "ev": list(feedback.quotes)}
        if feedback.number:
            item["doc"] = feedback.number
    if feedback.before:
        return {**item, "turns": [*({"q": q} for q in feedback.before), asked]}
    return {**item, **asked}
