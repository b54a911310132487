"""Make a sentence of a model plain text: no markup, no addresses, no marks of its own numbering."""

from __future__ import annotations

import re
import unicodedata

_MARK = re.compile(r"[ \t]*(?:\[\^?(\d{1,6}(?:[,，、\s]+\d{1,6})*)\]|【(\d{1,6})】)")
_IMAGE = re.compile(r"!\[[^\]]{0,300}\]\s?(?:\([^)]{0,2000}\)|\[[^\]]{0,100}\])?")
_LINK = re.compile(r"\[([^\]\[]{1,300})\]\s?\([^)]{0,2000}\)")
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
_EMPHASIS = re.compile(r"\*{1,3}|__|`{1,3}|~~")
_HEADING = re.compile(r"^\s*(?:#{1,6}\s+|>\s*)")
_BULLET = re.compile(r"^\s*(?:[-*•·●]\s*|\d{1,2}[.、)）](?!\d)\s*)")
_ADDRESS = re.compile(r"(?i:https?|ftp|file|data|javascript|mailto)\s*:|(?i:www)\.|//[\w.-]+\.\w{2,}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_JSON = re.compile(r"""["'“]\s*[:：]\s*["'\[{\d]|^\s*[\[{]\s*["{]|^\s*[\]}],?\s*$""")


def split_marks(sentence: str) -> tuple[str, tuple[int, ...]]:
    """(the sentence without marks like [1] or 【2】, their numbers in order, each once)."""
    numbers = [
        int(number)
        for found in _MARK.finditer(sentence)
        for number in re.findall(r"\d+", found.group(1) or found.group(2))
    ]
    return _MARK.sub("", sentence), tuple(dict.fromkeys(numbers))


def split_bullet(sentence: str) -> tuple[bool, str]:
    """(was it a member of a list, the words behind the bullet)."""
    found = _BULLET.match(sentence)
    return (True, sentence[found.end() :]) if found else (False, sentence)


def plain(sentence: str) -> str:
    """The words of the sentence: tags, images, emphasis and unprintable characters gone, links their text."""
    text = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub("", sentence)))
    text = _EMPHASIS.sub("", _HEADING.sub("", text))
    kept = (c for c in text if c in "\t " or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn"))
    return re.sub(r"\s+", " ", "".join(kept)).strip()


def encodable(text: str) -> str:
    """The text without what cannot be written as UTF-8 or shown: surrogates become U+FFFD, control
    characters go."""
    return _CONTROL.sub("", _SURROGATE.sub("\ufffd", text))


def unfit(sentence: str) -> str:
    """Why these words are no sentence of an answer; "" when they may be one."""
    if "\ufffd" in sentence:
        return "含有无法识别的字符"
    if _ADDRESS.search(sentence):
        return "含有网址"
    if _JSON.search(sentence):
        return "不是文字，是数据格式"
    if any(c in sentence for c in "<>={}|\\"):
        return "含有网页标记"
    if not any("\u4e00" <= c <= "\u9fff" for c in sentence):
        return "没有可以与原文核对的中文"
    return ""
