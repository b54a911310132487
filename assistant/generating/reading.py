"""Read a stream within a time limit, however long it is silent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from assistant.generating.failures import Failure, ModelFailed
from assistant.generating.in_thread import Ended, InThread, Silent

T = TypeVar("T")


def read_in_time(open_stream: Callable[[threading.Event], Iterator[T]], timeout_s: float) -> Iterator[T]:
    """The pieces of the stream as they come. `open_stream` gets an event that is set once nobody wants more.
    Raises: ModelFailed: the time is up; and whatever the stream raises."""
    deadline = time.monotonic() + timeout_s
    stream = InThread(open_stream, "chat")
    try:
        while True:
            try:
                piece = stream.next(max(0.0, deadline - time.monotonic()))
            except Silent:
                raise ModelFailed(Failure.SLOW) from None
            except Ended:
                return
            yield piece
    finally:
        stream.leave()
