"""Bring the corpus in, then serve: what `policy-assistant serve` does."""

from __future__ import annotations

import socket

from policytext.errors import PolicyError
from ui.environment import set_switches

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class AddressTaken(PolicyError):
    """The address cannot be listened on."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at the address. Raises: AddressTaken."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(1024)
    except (OSError, OverflowError) as error:
        raise AddressTaken(
            f"不能在 {host}:{port} 提供服务（{error}）。请换一个端口：make serve PORT=7861。"
            f" Cannot listen at {host}:{port}; try another port."
        ) from error
    return listening


def serve(listening: socket.socket) -> None:
    """Serve on the socket until interrupted."""
    set_switches()
    import uvicorn

    from settings import Settings
    from ui.server import create_app

    config = uvicorn.Config(
        create_app(Settings()),
        log_level="warning",
        access_log=False,
        # A conversation that is being streamed must not hold a restart up.
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listening])


def is_loopback(host: str) -> bool:
    return host in LOOPBACK
