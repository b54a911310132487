"""Who asks, for as long as a request is served: what he may see is decided here, and read by `Services`."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from policytext.errors import PolicyError
from vectorstore.accounts import Person, Role


class NotAllowed(PolicyError):
    """The role of the one who asks does not allow this."""


@dataclass(frozen=True)
class Viewer:
    """Somebody who is logged in, with the documents that he may not see."""

    person: Person
    hidden: frozenset[str]


_VIEWER: ContextVar[Viewer | None] = ContextVar("viewer", default=None)


def viewer() -> Viewer | None:
    """Who asks; None where there are no accounts."""
    return _VIEWER.get()


@contextlib.contextmanager
def seen_by(who: Viewer | None) -> Iterator[None]:
    """Everything inside is asked by `who`."""
    token = _VIEWER.set(who)
    try:
        yield
    finally:
        _VIEWER.reset(token)


def require_role(role: Role) -> None:
    """Raises: NotAllowed: the one who asks may do less. Without accounts everybody may everything."""
    who = _VIEWER.get()
    if who is not None and not who.person.may(role):
        raise NotAllowed("你的账号只能查阅，不能改动文件。Your account may read, not change documents.")


def is_hidden(document_id: str) -> bool:
    """Whether the one who asks may not see the document."""
    who = _VIEWER.get()
    return who is not None and document_id in who.hidden


def allowed(wanted: Collection[str] | None, everything: Collection[str]) -> Collection[str] | None:
    """The documents to search: wanted and visible. None is no limit, an empty list finds nothing."""
    who = _VIEWER.get()
    if who is None or not who.hidden:
        return wanted
    return [d for d in (everything if wanted is None else wanted) if d not in who.hidden]
