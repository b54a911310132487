"""Write HTML. Everything that is not `Markup` is escaped, here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as escape_html

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Markup(str):
    """Text that is HTML already. Only `tag`, `join` and package files make it."""

    __slots__ = ()


Child = str | None


def escape(text: str) -> Markup:
    """The only place where text becomes HTML; quotes are escaped too, so it holds in attributes."""
    # A NUL or another control character is legal in no HTML document.
    return Markup(escape_html("".join(c for c in text if c >= " " or c in "\n\t"), quote=True))


def join(children: Iterable[Child], between: str = "") -> Markup:
    """Put `children` one after the other; plain strings are escaped, None is left out."""
    parts = [child if isinstance(child, Markup) else escape(child) for child in children if child is not None]
    return Markup(escape(between).join(parts))


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """Return the element `name`. Attributes: `class_` for class, `data_x` for data-x, True for a bare one;
    None and False are left out.
    """
    written = "".join(
        f" {_attribute_name(key)}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(children)}</{name}>")


def _attribute_name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
