"""The paragraph styles of a .docx: which are headings, which number their paragraphs, what inherits from
what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from ingest.readers.archive import attribute, local_name

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)?$", re.I)
_TITLE = re.compile(r"(?:title|标题|文件标题|公文标题)$", re.I)
_DEEPEST = 20  # styles inherit in chains; a circle ends here


@dataclass(frozen=True)
class Style:
    """What matters of a paragraph's format. `heading` is its level from 1; `number` the list it counts in."""

    heading: int | None = None
    number: str | None = None  # numId
    level: int | None = None  # ilvl, from 0
    is_title: bool = False
    is_contents: bool = False
    identifier: str = ""


class Styles:
    """The styles by their identifiers, each with what it inherits."""

    def __init__(self, part: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._default = ""
        self._known: dict[str, Style] = {}
        for element in part if part is not None else ():
            if local_name(element) == "style" and attribute(element, "type") in {"paragraph", None}:
                identifier = attribute(element, "styleId") or ""
                self._elements[identifier] = element
                if attribute(element, "default") in {"1", "true"}:
                    self._default = identifier

    def of(self, paragraph: etree._Element) -> Style:
        """The style of the paragraph, with its own settings over it."""
        settings = next((e for e in paragraph if local_name(e) == "pPr"), None)
        identifier = self._default
        for setting in settings if settings is not None else ():
            if local_name(setting) == "pStyle":
                identifier = attribute(setting, "val") or ""
        return _with_settings(self.named(identifier), settings)

    def named(self, identifier: str) -> Style:
        """The style by its identifier, with what it inherits."""
        if identifier not in self._known:
            self._known[identifier] = self._resolve(identifier)
        return self._known[identifier]

    def _resolve(self, identifier: str) -> Style:
        chain: list[etree._Element] = []
        current: str | None = identifier
        while current in self._elements and len(chain) < _DEEPEST:
            element = self._elements[current]
            chain.append(element)
            current = next((attribute(e, "val") for e in element if local_name(e) == "basedOn"), None)
        style = Style()
        for element in reversed(chain):
            settings = next((e for e in element if local_name(e) == "pPr"), None)
            style = _named(_with_settings(style, settings), element)
        return replace(style, identifier=identifier)


def _named(style: Style, element: etree._Element) -> Style:
    """Built-in styles are known by their names, English in the file whatever the language of Word."""
    name = next((attribute(e, "val") for e in element if local_name(e) == "name"), None) or ""
    heading = _HEADING.match(name.strip())
    if heading:
        style = replace(style, heading=int(heading.group(1)))
    return replace(
        style,
        is_title=bool(_TITLE.match(name.strip())),
        is_contents=bool(_CONTENTS.match(name.strip())),
    )


def _with_settings(style: Style, settings: etree._Element | None) -> Style:
    """The style with what a pPr sets."""
    for setting in settings if settings is not None else ():
        name = local_name(setting)
        if name == "outlineLvl":
            level = int(attribute(setting, "val") or 9)
            style = replace(style, heading=level + 1 if level < 9 else None)
        elif name == "numPr":
            for part in setting:
                value = attribute(part, "val") or "0"
                if local_name(part) == "numId":
                    style = replace(style, number=None if value == "0" else value)
                elif local_name(part) == "ilvl":
                    style = replace(style, level=int(value))
    return style
