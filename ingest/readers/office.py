"""Read .doc, .wps, .rtf and .odt: LibreOffice, when it is installed, makes a .docx of them, and that is read.

LibreOffice runs without a window, with a new profile in a temporary folder that is its home, under a time
limit. Macros do not run and links are not followed: the new profile allows neither.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from ingest.readers import docx
from ingest.readers.limits import DamagedFile, Limits, NeedsLibreOffice, ReaderStopped
from ingest.source import SourceText

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SECURITY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item></oor:items>
"""


def read(path: Path, limits: Limits, progress: Callable[[int, int], None]) -> SourceText:
    """Return the text. Raises: NeedsLibreOffice, ReaderStopped, DamagedFile, and what the .docx raises."""
    program = find_program()
    if program is None:
        raise NeedsLibreOffice(
            path,
            "读取 .doc、.wps、.rtf 需要 LibreOffice：sudo apt-get install libreoffice-writer-nogui"
            "（或在 Word/WPS 中另存为 .docx）。",
            "Install LibreOffice, or save the file as .docx.",
        )
    with tempfile.TemporaryDirectory(prefix="policy-office-") as name:
        converted = _convert(program, path, Path(name), limits)
        return replace(docx.read(converted, limits, progress), kind="office")


def find_program() -> str | None:
    """Where LibreOffice is, or None."""
    found = next((place for name in _PROGRAMS if (place := shutil.which(name))), None)
    return found or next((place for place in _PLACES if os.access(place, os.X_OK)), None)


@cache
def _without_network() -> tuple[str, ...]:
    """What starts a program with no network at all, where the system allows it: pictures may be links."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--map-root-user", "--net")
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if tried.returncode == 0 else ()


def _convert(program: str, path: Path, folder: Path, limits: Limits) -> Path:
    """The .docx that LibreOffice makes of the file, in `folder`."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_SECURITY, encoding="utf-8")
    # A copy with a plain name: LibreOffice tells formats by their endings, and the real name may say
    # anything.
    source = folder / f"source{path.suffix.lower() if path.suffix.lower() in _ENDINGS else '.doc'}"
    shutil.copyfile(path, source)
    command = [
        *_without_network(),
        program,
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--headless",
        "--norestore",
    ]
    command += [
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        subprocess.run(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=limits.silence_s * 0.9,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReaderStopped(
            path, "LibreOffice 转换超时，已停止。", "LibreOffice took too long and was stopped."
        ) from error
    converted = folder / "out" / "source.docx"
    if not converted.exists():
        raise DamagedFile(
            path, "LibreOffice 无法打开这个文件，可能已损坏或有密码。", "LibreOffice cannot open it."
        )
    return converted


_ENDINGS = frozenset([".doc", ".wps", ".rtf", ".odt"])
