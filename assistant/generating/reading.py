"""Read a stream within a time limit, however long it is silent.

The stream is read in a thread of its own, since a socket that says nothing cannot be interrupted. The reader
gets its pieces through a queue and leaves when the time is up or when nobody wants more; the thread notices,
closes the stream (and with it the connection), and ends.
"""

from __future__ import annotations

import contextlib
import contextvars
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from assistant.generating.failures import Failure, ModelFailed

T = TypeVar("T")
WAIT_S = 0.05  # how often a thread looks whether it is still wanted, while the queue is full
QUEUE_PIECES = 64


@dataclass(frozen=True)
class _End:
    error: BaseException | None = None


def read_in_time(open_stream: Callable[[threading.Event], Iterator[T]], timeout_s: float) -> Iterator[T]:
    """The pieces of the stream as they come. `open_stream` gets an event that is set once nobody wants more.
    Raises: ModelFailed: the time is up; and whatever the stream raises."""
    deadline = time.monotonic() + timeout_s
    pieces: queue.Queue[T | _End] = queue.Queue(QUEUE_PIECES)
    unwanted = threading.Event()
    run = contextvars.copy_context().run
    arguments = (_read, open_stream, pieces, unwanted)
    threading.Thread(target=run, args=arguments, daemon=True, name="chat").start()
    try:
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise ModelFailed(Failure.SLOW) from None
            if isinstance(piece, _End):
                if piece.error is not None:
                    raise piece.error
                return
            yield piece
    finally:
        unwanted.set()


def _read(
    open_stream: Callable[[threading.Event], Iterator[T]],
    pieces: queue.Queue[T | _End],
    unwanted: threading.Event,
) -> None:
    stream: Iterator[T] | None = None
    end = _End()
    try:
        stream = open_stream(unwanted)
        for piece in stream:
            if not _put(pieces, piece, unwanted):
                break
    except BaseException as error:  # carried to the reader, whatever it is
        end = _End(error)
    finally:
        with contextlib.suppress(Exception):
            close = getattr(stream, "close", None)
            if close:
                close()
    _put(pieces, end, unwanted)


def _put(pieces: queue.Queue[T | _End], piece: T | _End, unwanted: threading.Event) -> bool:
    """False when nobody waits for it any more."""
    while not unwanted.is_set():
        with contextlib.suppress(queue.Full):
            pieces.put(piece, timeout=WAIT_S)
            return True
    return False
