"""Which files a path means. Nothing is read here; links that lead out of a folder are refused."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from policytext.errors import PolicyError

# What systems and office programs leave behind.
NO_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


class PathMissing(PolicyError):
    """A path that was given does not exist."""


@dataclass(frozen=True)
class Found:
    """A file: `key` tells it from all others, `name` is what people are shown, `root` is the folder it must
    lie in."""

    path: Path
    key: str
    name: str
    root: Path


@dataclass(frozen=True)
class Refusal:
    """A file or folder that is not looked at, and why."""

    key: str
    name: str
    message: str


@dataclass
class Discovery:
    """Files in the order of their names; `folders` are the keys of those that were seen as a whole."""

    files: list[Found] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)

    def covers(self, key: str) -> bool:
        """Whether a file of that key would have been found if it were still there."""
        unread = (refusal.key for refusal in self.refusals)
        inside = any(key.startswith(folder + os.sep) for folder in self.folders)
        return inside and not any(key == at or key.startswith(at + os.sep) for at in unread)


def discover(paths: Iterable[Path], *, without: Path | None = None) -> Discovery:
    """Look through folders and files, each file once. `without` is a folder that is passed over.

    Raises: PathMissing.
    """
    discovery = Discovery()
    seen: set[str] = set()
    for path in paths:
        root = Path(os.path.abspath(path))
        if root.is_dir():
            discovery.folders.append(key_of(root))
            found = _in_folder(root, discovery.refusals, without)
        elif os.path.lexists(root):
            found = iter([Found(root, key_of(root), root.name, root.parent)])
        else:
            raise PathMissing(f"找不到“{path}”。请检查路径。")
        for file in found:
            if file.key not in seen:
                seen.add(file.key)
                discovery.files.append(file)
    return discovery


def key_of(path: Path) -> str:
    """The path as text that every program can store, whatever bytes the name is made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _in_folder(root: Path, refusals: list[Refusal], without: Path | None) -> Iterator[Found]:
    def refuse(error: OSError) -> None:
        at = Path(error.filename or root)
        refusals.append(Refusal(key_of(at), _name(at, root), f"文件夹打不开：{error.strerror}。"))

    passed_over = None if without is None else Path(os.path.abspath(without))
    real_root = root.resolve()
    for folder, folders, names in os.walk(root, onerror=refuse):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if _is_wanted(name) and here / name != passed_over)
        for name in sorted([*names, *(name for name in folders if (here / name).is_symlink())]):
            path = here / name
            if not _is_wanted(name):
                continue
            if path.is_symlink():
                target = path.resolve()
                if not target.is_relative_to(real_root):
                    message = "链接指向文件夹之外，没有读取。"
                    refusals.append(Refusal(key_of(path), _name(path, root), message))
                # What a link inside the folder leads to is found at its own place.
                continue
            yield Found(path, key_of(path), _name(path, root), root)


def _is_wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in NO_DOCUMENTS


def _name(path: Path, root: Path) -> str:
    return key_of(path.relative_to(root)) if path.is_relative_to(root) else key_of(path)
