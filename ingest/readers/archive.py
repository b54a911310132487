"""Containers (docx, ofd, xlsx): ZIP and XML from strangers, opened so that neither can do harm.

Sizes and entries are looked at before anything is unpacked. XML with a DOCTYPE is refused: the formats have
none,
and it is where external entities and entity bombs come from. Nothing is ever unpacked to disk, so names of
entries (`../../x`) lead nowhere.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from ingest.readers.limits import MEGABYTE, DamagedFile, EncryptedFile, Limits, TooLarge, UnreadableFile

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
_DOCTYPE = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse a ZIP that would unpack to too much. `zipfile` never unpacks more of an entry than its declared
    size.
    Raises: TooLarge, EncryptedFile, DamagedFile."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except _BROKEN as error:
        raise damaged(path, error) from error
    _check_entries(path, entries, limits)


def _check_entries(path: Path, entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise TooLarge(
            path,
            f"压缩容器里有 {len(entries)} 个条目，超过上限 {limits.entries}。",
            f"{len(entries)} entries are over the limit of {limits.entries}.",
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedFile(path, "文件已加密，请去掉密码后再上传。", "Encrypted: remove its password.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_mb * MEGABYTE:
        raise TooLarge(
            path,
            f"解压后有 {unpacked / MEGABYTE:.0f} MB，超过上限 {limits.unpacked_mb} MB，未打开。",
            f"It unpacks to more than the limit of {limits.unpacked_mb} MB.",
        )
    if any(_is_bomb(entry, limits) for entry in entries):
        raise TooLarge(
            path, "压缩比异常（疑似压缩炸弹），未打开。", "It is packed like a ZIP bomb: not opened."
        )


def _is_bomb(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > 10 * MEGABYTE and entry.file_size > limits.ratio * max(entry.compress_size, 1)


def damaged(path: Path, error: BaseException) -> DamagedFile:
    """The error for a container that cannot be opened."""
    return DamagedFile(
        path,
        "文件已损坏或不完整，请重新取得文件。",
        f"The file is damaged or cut off ({type(error).__name__}).",
    )


class Archive:
    """An open container, read entry by entry. Raises: the errors of `check_archive`, at once."""

    def __init__(self, path: Path, limits: Limits) -> None:
        check_archive(path, limits)
        self.path = path
        self._zip = zipfile.ZipFile(path)
        self._names = {_plain(name): name for name in self._zip.namelist()}
        self.names: tuple[str, ...] = tuple(self._names)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *unused: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._names

    def read(self, name: str) -> bytes:
        """The bytes of the entry. Raises: DamagedFile."""
        try:
            return self._zip.read(self._names[_plain(name)])
        except KeyError as error:
            raise DamagedFile(self.path, f"文件不完整，缺少 {name}。", f"{name} is missing.") from error
        except _BROKEN as error:
            raise damaged(self.path, error) from error

    def size(self, name: str) -> int:
        """How many bytes `read` would give; 0 where there is no such entry."""
        entry = self._names.get(_plain(name))
        return self._zip.getinfo(entry).file_size if entry is not None else 0

    def xml(self, name: str) -> etree._Element:
        """The root of an XML entry. Raises: DamagedFile, UnreadableFile for a DOCTYPE."""
        return parse_xml(self.read(name), self.path)

    def refuse_doctypes(self) -> None:
        """Look into every XML entry, for a library that parses them itself. Raises: UnreadableFile."""
        for name in self.names:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                _refuse_doctype(self.read(name), self.path)


def parse_xml(raw: bytes, path: Path) -> etree._Element:
    """Parse XML without entities, DTD or network. Raises: DamagedFile, UnreadableFile for a DOCTYPE."""
    _refuse_doctype(raw, path)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise damaged(path, error) from error


def _refuse_doctype(raw: bytes, path: Path) -> None:
    head = raw[:65536]
    if any(mark in head or mark.lower() in head for mark in _DOCTYPE):
        raise UnreadableFile(
            path, "文件的 XML 含有实体或 DTD 声明，不安全，未读取。", "Its XML declares entities: not read."
        )


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, which differs between programs and editions of a format."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")
