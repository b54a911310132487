"""Read a stream that may be silent for long, without ever waiting for long.

Gradio can end an event only while its function has just given something. So the page is given a tick when
nothing has come for a while.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TypeVar

from assistant.generating.in_thread import Ended, InThread, Silent

T = TypeVar("T")
TICK_S = 0.25


def ticking(stream: Iterator[T], every_s: float = TICK_S) -> Generator[T | None, None, None]:
    """The pieces of the stream as they come, and None whenever none has come for `every_s`. Whoever closes this
    closes the stream, as soon as it gives its next piece. Raises: what the stream raises."""
    pieces = InThread(lambda _: stream, "answer")
    try:
        while True:
            piece: T | None = None
            try:
                piece = pieces.next(every_s)
            except Silent:
                pass
            except Ended:
                return
            yield piece
    finally:
        pieces.leave()
