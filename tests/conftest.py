"""No test reaches the network: whatever tries to is refused, and its test fails."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from settings import Settings

CORPUS = Path(__file__).parents[1] / "corpus"

ATTEMPTS: list[str] = []


class NetworkForbidden(OSError):
    """A test tried to reach another machine."""


def is_loopback(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in {"", "localhost", socket.gethostname()}:
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(target: object) -> None:
    ATTEMPTS.append(str(target))
    raise NetworkForbidden(f"the network is blocked in tests: {target}")


class GuardedSocket(socket.socket):
    """A socket that reaches this machine only."""

    def connect(self, address: Any) -> None:
        self._check(address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        self._check(address)
        return super().connect_ex(address)

    def sendto(self, *args: Any) -> int:
        self._check(args[-1])
        return super().sendto(*args)

    def _check(self, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
            _refuse(address)


_getaddrinfo = socket.getaddrinfo


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    if not is_loopback(host):
        _refuse(host)
    return _getaddrinfo(host, *args, **kwargs)


def pytest_configure() -> None:
    socket.socket = GuardedSocket  # type: ignore[misc]
    socket.getaddrinfo = _guarded_getaddrinfo


@pytest.fixture(autouse=True)
def _nothing_leaves_the_machine() -> Iterator[None]:
    """Libraries like to swallow the error, so an attempt is held against the test that made it."""
    before = len(ATTEMPTS)
    yield
    attempts = ATTEMPTS[before:]
    assert not attempts, f"reached for the network: {attempts}"


@pytest.fixture(scope="session")
def notice_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings over a store that holds the notice, read by the real pipeline. For reading only."""
    from ingest.build import build_pipeline

    settings = Settings(data_dir=tmp_path_factory.mktemp("notice"), corpus_dir=CORPUS)
    report = build_pipeline(settings).ingest([CORPUS])
    assert not report.failed
    return settings
