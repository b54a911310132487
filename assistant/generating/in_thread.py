"""A stream that is read in a thread of its own, since one that says nothing cannot be interrupted.

Its pieces come through a queue. Whoever has enough leaves; the thread notices at the next piece, closes the
stream (and with it the connection), and ends.
"""

from __future__ import annotations

import contextlib
import contextvars
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
WAIT_S = 0.05  # how often a thread looks whether it is still wanted, while the queue is full
QUEUE_PIECES = 64


class Silent(Exception):
    """Nothing has come within the time."""


class Ended(Exception):
    """All pieces have been given."""


@dataclass(frozen=True)
class _End:
    error: BaseException | None = None


class InThread(Generic[T]):
    """`open_stream` gets an event that is set once nobody wants more; it runs in the context of the caller."""

    def __init__(self, open_stream: Callable[[threading.Event], Iterator[T]], name: str) -> None:
        self._pieces: queue.Queue[T | _End] = queue.Queue(QUEUE_PIECES)
        self._unwanted = threading.Event()
        run = contextvars.copy_context().run
        threading.Thread(target=run, args=(self._read, open_stream), daemon=True, name=name).start()

    def next(self, within_s: float) -> T:
        """The next piece. Raises: Silent; Ended; and whatever the stream raises."""
        try:
            piece = self._pieces.get(timeout=within_s)
        except queue.Empty:
            raise Silent from None
        if isinstance(piece, _End):
            raise piece.error or Ended
        return piece

    def leave(self) -> None:
        """Want no more."""
        self._unwanted.set()

    def _read(self, open_stream: Callable[[threading.Event], Iterator[T]]) -> None:
        stream: Iterator[T] | None = None
        end = _End()
        try:
            stream = open_stream(self._unwanted)
            for piece in stream:
                if not self._put(piece):
                    break
        except BaseException as error:  # carried to the reader, whatever it is
            end = _End(error)
        finally:
            with contextlib.suppress(Exception):
                close = getattr(stream, "close", None)
                if close:
                    close()
        self._put(end)

    def _put(self, piece: T | _End) -> bool:
        """False when nobody waits for it any more."""
        while not self._unwanted.is_set():
            with contextlib.suppress(queue.Full):
                self._pieces.put(piece, timeout=WAIT_S)
                return True
        return False
