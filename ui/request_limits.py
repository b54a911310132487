"""Refuse a request whose body is larger than its route takes, before it is read into memory."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.problems import Problem, problem

JSON_BYTES = 2_000_000
MULTIPART_EXTRA_BYTES = 100_000  # boundaries and headers around an upload


class BodyTooLarge(Problem):
    """More bytes came than the route takes."""


class RequestLimits:
    """ASGI middleware. `upload_bytes` is for the uploads, everything else under /api/ takes JSON_BYTES."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._app = app
        self._upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        upload = scope["path"].rstrip("/").endswith("/documents")
        limit = self._upload_bytes + MULTIPART_EXTRA_BYTES if upload else JSON_BYTES
        if _announced(scope) > limit:
            await problem(413, _too_large(limit))(scope, receive, send)
            return
        await self._counted(limit, scope, receive, send)

    async def _counted(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what really comes: the length need not be announced, or may be wrong."""
        taken = 0
        refused = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise BodyTooLarge(413, _too_large(limit))
            return message

        async def refusing(message: Message) -> None:
            nonlocal refused
            if taken <= limit:
                await send(message)
            elif not refused:
                # Whatever the application makes of the broken body, the sender is told the reason.
                refused = True
                await problem(413, _too_large(limit))(scope, receive, send)

        await self._app(scope, counted, refusing)


def _announced(scope: Scope) -> int:
    value = next((v for k, v in scope["headers"] if k == b"content-length"), b"0")
    return int(value) if value.isdigit() else 0


def _too_large(limit: int) -> str:
    megabytes = max(1, limit // 1_000_000)
    return f"内容太大，最多 {megabytes} MB。Too large: {megabytes} MB at most."
