"""An answer as server-sent events: token, sentence, and the whole answer last; or a problem in its place."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Generator, Iterator

from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assistant.events import Done, Event, SentenceChecked, Token
from ui.problems import of_error
from ui.schemas import AnswerOut, CitationOut, SentenceOut, TokenOut

HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def frame(event: Event) -> bytes:
    """One event in the form of text/event-stream."""
    match event:
        case Token(text):
            return _frame("token", TokenOut(text=text))
        case SentenceChecked():
            return _frame("sentence", _sentence(event))
        case Done(answer):
            return _frame("answer", AnswerOut.of(answer))


async def frames(events: Iterator[Event]) -> AsyncIterator[bytes]:
    """The frames of `events`, each made in a thread. When the reader goes, the answering ends too."""
    try:
        while (event := await run_in_threadpool(next, events, None)) is not None:
            yield frame(event)
    except Exception as error:
        yield _frame("problem", of_error(error))
    finally:
        if isinstance(events, Generator):
            events.close()


def begun(events: Iterator[Event]) -> Iterator[Event]:
    """`events` with the first one made now, so that its error can still be a reply of its own."""
    first = next(events, None)

    def all_events() -> Iterator[Event]:
        try:
            if first is not None:
                yield first
            yield from events
        finally:
            if isinstance(events, Generator):
                events.close()

    return all_events()


def _sentence(event: SentenceChecked) -> SentenceOut:
    citations = [CitationOut.of(citation) for citation in event.citations]
    return SentenceOut(text=event.text, verdict=event.verdict, citations=citations, reason=event.reason)


def _frame(name: str, value: BaseModel) -> bytes:
    line = json.dumps(value.model_dump(exclude_none=name == "problem"), ensure_ascii=False)
    return f"event: {name}\ndata: {line}\n\n".encode("utf-8", "replace")
