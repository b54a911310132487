"""The door: with accounts, nothing but the log-in is served to those who are not logged in.

A browser has a session in a cookie; a program sends name and password with each request (HTTP Basic).
Without accounts everything is open: the server then listens on this machine only (`require_accounts`).
"""

from __future__ import annotations

import base64
import binascii
import contextlib
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from policytext.errors import PolicyError
from ui.login_page import login_page
from ui.problems import problem
from ui.services import CATALOGUE_NAME
from ui.texts import Texts
from ui.visibility import NotAllowed, Viewer, require_role, seen_by
from vectorstore.accounts import SESSION_S, Accounts, LoginRefused, LoginThrottled, Person
from vectorstore.connections import Connections

COOKIE = "policy_session"
OPEN_PATHS = frozenset({"/login", "/healthz", "/readyz"})
# What takes more than the role of a reader: method and beginning of the path.
EDITING = (("POST", "/api/v1/documents"), ("DELETE", "/api/v1/documents"))
MAX_FORM_BYTES = 4096


class AccountsMissing(PolicyError):
    """Other machines could reach the server, and anybody could use it."""


def open_accounts(catalogue: Path) -> Accounts | None:
    """The accounts in the catalogue; None while there is no catalogue."""
    return Accounts(Connections(catalogue, writable=True)) if catalogue.is_file() else None


def require_accounts(data_dir: Path, host: str) -> None:
    """Raises: AccountsMissing: the address is not this machine's own, and nobody has an account."""
    accounts = open_accounts(data_dir / CATALOGUE_NAME)
    if accounts is None or not accounts.anybody():
        raise AccountsMissing(
            f"在 {host} 上提供服务须先建立账号：policy-assistant user add 姓名 --role admin。"
            f" Serving at {host} needs accounts first: policy-assistant user add NAME --role admin"
        )


class Access:
    """ASGI middleware; the same object tells handlers of the page who asks."""

    def __init__(self, app: ASGIApp, catalogue: Path) -> None:
        self._app = app
        self._catalogue = catalogue
        self._accounts: Accounts | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        accounts = None if scope["type"] == "lifespan" else await run_in_threadpool(self._open)
        if accounts is None:
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks WebSocket: what asks for it stays outside
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        if request.url.path in ("/login", "/logout"):
            await (await self._door(request, accounts))(scope, receive, send)
            return
        if request.url.path in OPEN_PATHS:
            await self._app(scope, receive, send)
            return
        try:
            who = await run_in_threadpool(viewer_of, request, accounts)
            _require_role(request, who)
        except (LoginRefused, LoginThrottled, NotAllowed) as refused:
            await _refusal(refused)(scope, receive, send)
            return
        if who is None:
            await _stranger(request)(scope, receive, send)
            return
        scope.setdefault("state", {})["viewer"] = who
        with seen_by(who):
            await self._app(scope, receive, send)

    def _open(self) -> Accounts | None:
        if self._accounts is None:
            self._accounts = open_accounts(self._catalogue)
        return self._accounts if self._accounts is not None and self._accounts.anybody() else None

    async def _door(self, request: Request, accounts: Accounts) -> Response:
        """Show the log-in, log in, log out."""
        token = request.cookies.get(COOKIE, "")
        if request.url.path == "/logout":
            if request.method == "POST":
                await run_in_threadpool(accounts.log_out, token)
            leaving = RedirectResponse("/login", 303)
            leaving.delete_cookie(COOKIE)
            return leaving
        texts = Texts("en" if request.query_params.get("language") == "en" else "zh")
        if request.method != "POST":
            return _login(texts, "", 200)
        body = await request.body()
        form = parse_qs(body[:MAX_FORM_BYTES].decode("utf-8", "replace"))
        name, password = form.get("name", [""])[0], form.get("password", [""])[0]
        try:
            token, _ = await run_in_threadpool(accounts.log_in, name, password, _address(request))
        except LoginRefused as refused:
            return _login(texts, str(refused), 401)
        except LoginThrottled as refused:
            reply = _login(texts, str(refused), 429)
            reply.headers["Retry-After"] = str(refused.retry_s)
            return reply
        return _welcome(request, token)


def viewer_of(request: Request, accounts: Accounts) -> Viewer | None:
    """Who asks, by cookie or by name and password. Raises: LoginRefused, LoginThrottled."""
    token = session_token(request)
    person = accounts.session(token) if token else None
    if person is None:
        person = _by_password(request, accounts)
    return Viewer(person, frozenset(accounts.hidden_from(person))) if person else None


def session_token(request: Request) -> str:
    cookies: SimpleCookie = SimpleCookie()
    with contextlib.suppress(CookieError):
        cookies.load(request.headers.get("cookie", ""))
    return cookies[COOKIE].value if COOKIE in cookies else ""


def _by_password(request: Request, accounts: Accounts) -> Person | None:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, password = base64.b64decode(given).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise LoginRefused("Authorization 的格式不对。The Authorization header is malformed.") from None
    token, person = accounts.log_in(name, password, _address(request))
    accounts.log_out(token)
    return person


def _require_role(request: Request, who: Viewer | None) -> None:
    for method, path in EDITING:
        if request.method == method and request.url.path.startswith(path):
            with seen_by(who):
                require_role("editor")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _stranger(request: Request) -> ASGIApp:
    """A browser is sent to the log-in, a program is told."""
    if "text/html" in request.headers.get("accept", "") and request.method == "GET":
        language = "en" if request.url.path.startswith("/en") else "zh"
        target = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""), safe="")
        return RedirectResponse(f"/login?language={language}&next={target}", 303)
    return problem(401, "请先登录。Please log in.")


def _refusal(refused: PolicyError) -> ASGIApp:
    status = {LoginRefused: 401, LoginThrottled: 429, NotAllowed: 403}[type(refused)]
    return problem(status, str(refused))


def _login(texts: Texts, message: str, status: int) -> Response:
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    }
    return Response(login_page(texts, message), status, headers, media_type="text/html")


def _welcome(request: Request, token: str) -> Response:
    """Back to where the visitor wanted to go, with his session."""
    target = request.query_params.get("next", "/")
    # An address of our own only: "//elsewhere" is another site to a browser.
    safe = target if target.startswith("/") and not target.startswith(("//", "/\\")) else "/"
    reply = RedirectResponse(safe, 303)
    secure = request.url.scheme == "https"
    reply.set_cookie(COOKIE, token, max_age=SESSION_S, httponly=True, secure=secure, samesite="lax")
    return reply
