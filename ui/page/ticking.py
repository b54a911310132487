"""Read a stream that may be silent for long, without ever waiting for long.

Gradio can end an event only while its function has just given something. So the stream is read in a thread of
its own, and the page is given a tick when nothing has come for a while.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
TICK_S = 0.25


@dataclass(frozen=True)
class _End:
    error: BaseException | None = None


def ticking(stream: Iterator[T], every_s: float = TICK_S) -> Generator[T | None, None, None]:
    """The pieces of the stream as they come, and None whenever none has come for `every_s`. Whoever closes this
    closes the stream, as soon as it gives its next piece. Raises: what the stream raises."""
    pieces: queue.SimpleQueue[T | _End] = queue.SimpleQueue()
    unwanted = threading.Event()
    threading.Thread(target=_read, args=(stream, pieces, unwanted), daemon=True, name="answer").start()
    try:
        while True:
            try:
                piece = pieces.get(timeout=every_s)
            except queue.Empty:
                yield None
                continue
            if isinstance(piece, _End):
                if piece.error is not None:
                    raise piece.error
                return
            yield piece
    finally:
        unwanted.set()


def _read(stream: Iterator[T], pieces: queue.SimpleQueue[T | _End], unwanted: threading.Event) -> None:
    error: BaseException | None = None
    try:
        for piece in stream:
            pieces.put(piece)
            if unwanted.is_set():
                break
    except BaseException as raised:  # carried to the reader, whatever it is
        error = raised
    finally:
        close = getattr(stream, "close", None)
        if close:
            close()
    pieces.put(_End(error))
