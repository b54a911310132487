"""From bytes to text, strictly: an encoding is taken only when every byte fits it, and the reader is told
which.

Tried in this order: a byte order mark, UTF-8, the encoding that a page declares, GB18030. GB18030 accepts
nearly any bytes, so what comes out must also look like Chinese: mostly characters of GB 2312.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.limits import EncodingUnknown, UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936"}
_BINARY = dict.fromkeys([*range(0x00, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_SAMPLE = 20_000  # characters that are looked at to see whether text is Chinese
_LEAST_COMMON = 0.85  # share of characters of GB 2312 among those beyond ASCII; real notices have over .98


@dataclass(frozen=True)
class Decoded:
    """The text, the encoding that it was read with, and what the reader should be told about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, path: Path, declared: str | None = None) -> Decoded:
    """Decode `raw`. Raises: UnreadableFile for an empty or binary file, EncodingUnknown where nothing
    fits."""
    if not raw.strip():
        raise UnreadableFile(path, "文件是空的。", "The file is empty.")
    decoded = _decode(raw, path, declared)
    _refuse_binary(decoded.text, path)
    return decoded


def _decode(raw: bytes, path: Path, declared: str | None) -> Decoded:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = _strict(raw[len(mark) :], encoding)
            if text is None:
                raise EncodingUnknown(path, f"文件开头标明是 {encoding.upper()}，但内容不符。")
            return _noted(text, encoding)
    text = _strict(raw, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    if b"\x00" in raw[:4096]:
        raise UnreadableFile(path, "文件不是文本（含二进制内容）。", "The file is not text.")
    for encoding in _candidates(declared):
        text = _strict(raw, encoding)
        if text is not None and (encoding != "gb18030" or _looks_chinese(text)):
            return _noted(text, encoding)
    raise EncodingUnknown(path, f"既不是 UTF-8（第 {_first_bad_byte(raw)} 字节不符），也不是 GB18030。")


def _first_bad_byte(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start + 1
    return 0


def _candidates(declared: str | None) -> list[str]:
    name = (declared or "").strip().lower()
    if not name or name in _CHINESE or name in {"utf-8", "utf8"}:
        return ["gb18030"]
    try:
        return [codecs.lookup(name).name, "gb18030"] if codecs.lookup(name)._is_text_encoding else ["gb18030"]
    except LookupError:
        return ["gb18030"]


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _noted(text: str, encoding: str) -> Decoded:
    notes = () if encoding == "utf-8" else (f"按 {encoding.upper()} 编码读取。",)
    return Decoded(text, encoding, notes)


def _looks_chinese(text: str) -> bool:
    """Bytes of another encoding come out of GB18030 as rare characters; Chinese text does not."""
    beyond = [c for c in text[:_SAMPLE] if c > "\x7f"]
    if not beyond:
        return True
    common = sum(_is_common(c) for c in beyond)
    return common >= _LEAST_COMMON * len(beyond)


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character in "—–·…€〔〕•①②③④⑤⑥⑦⑧⑨⑩"
    return True


def _refuse_binary(text: str, path: Path) -> None:
    sample = text[:_SAMPLE]
    control = len(sample) - len(sample.translate(_BINARY))
    if "\x00" in text or control > max(3, len(sample) // 200):
        raise UnreadableFile(path, "文件不是文本（含二进制内容）。", "The file is not text.")
