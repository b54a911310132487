"""Errors as RFC 9457 problem details: what is wrong and what to do, Chinese first, nothing of the inside."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from policytext.errors import PolicyError
from ui.schemas import ProblemOut

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "请求无法读懂 · The request cannot be read",
    403: "没有权限 · Not allowed",
    404: "没有找到 · Not found",
    405: "不支持这种方法 · Method not allowed",
    409: "现在不能进行 · Not possible now",
    413: "内容太大 · Too large",
    415: "不支持这种格式 · Format not supported",
    422: "请求的内容不对 · The request is not valid",
    429: "请求太多 · Too many requests",
    500: "程序出错 · Error in the program",
    503: "还没有准备好 · Not ready",
}

# The status of an error that a user can mend, by its name: the classes live where they are raised, and most
# of those modules are heavier than this one.
STATUSES = {
    "DocumentUnknown": 404,
    "JobUnknown": 404,
    "IndexNotBuilt": 503,
    "IndexMismatch": 503,
    "EmbeddingUnavailable": 503,
    "NotReady": 503,
    "StoreLocked": 409,
    "QueueFull": 429,
    "UploadTooLarge": 413,
}

# What pydantic finds, in words for the reader; what he sent is not repeated.
COMPLAINTS = {
    "json_invalid": "不是有效的 JSON · not valid JSON",
    "missing": "缺少此项 · missing",
    "string_too_long": "太长，最多 {max_length} 字 · too long, {max_length} characters at most",
    "too_long": "太多，最多 {max_length} 项 · too many, {max_length} at most",
    "string_type": "应是文字 · should be a string",
    "list_type": "应是列表 · should be a list",
    "literal_error": "应是 {expected} · should be {expected}",
    "model_attributes_type": "应是 JSON 对象 · should be a JSON object",
    "int_parsing": "应是整数 · should be a whole number",
    "string_unicode": "不是完整的文字 · not valid Unicode",
    "int_type": "应是整数 · should be a whole number",
}


class Problem(Exception):
    """Raised inside the API where no error of the house fits."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def install(app: FastAPI) -> None:
    """Let every error leave `app` as problem details."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(PolicyError, _on_policy_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(Exception, _on_bug)


def problem(
    status: int,
    detail: str,
    name: str = "",
    errors: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A reply with problem details."""
    return JSONResponse(
        problem_object(status, detail, name, errors).model_dump(exclude_none=True),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=dict(headers or {}),
    )


def problem_object(
    status: int, detail: str, name: str = "", errors: list[dict[str, str]] | None = None
) -> ProblemOut:
    kind = f"urn:policy-assistant:problem:{name}" if name else "about:blank"
    title = TITLES.get(status) or HTTPStatus(status).phrase
    return ProblemOut(type=kind, title=title, status=status, detail=detail, errors=errors)


def of_error(error: Exception) -> ProblemOut:
    """What the reader is told of `error`; one that nobody foresaw goes into the log."""
    if isinstance(error, Problem):
        return problem_object(error.status, error.detail)
    if isinstance(error, PolicyError):
        return problem_object(status_of(error), str(error), _kebab(type(error).__name__))
    log.error("An unforeseen error", exc_info=error)
    return problem_object(500, "程序出错，详情见服务器日志。The server's log has the details.")


def status_of(error: PolicyError) -> int:
    """The nearest base class that has a status decides; else the request was at fault."""
    named = (STATUSES.get(kind.__name__) for kind in type(error).__mro__)
    return next((status for status in named if status), 422)


def _kebab(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).strip("-")


def _reply(found: ProblemOut) -> Response:
    headers = {"Retry-After": "5"} if found.status in (429, 503) else {}
    return JSONResponse(
        found.model_dump(exclude_none=True), found.status, media_type=MEDIA_TYPE, headers=headers
    )


def _on_problem(_: Request, error: Exception) -> Response:
    return _reply(of_error(error))


def _on_policy_error(_: Request, error: Exception) -> Response:
    return _reply(of_error(error))


def _on_bug(_: Request, error: Exception) -> Response:
    return _reply(of_error(error))


def _on_invalid_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [_complaint(e) for e in error.errors()]
    unreadable = any(e["type"] == "json_invalid" for e in error.errors())
    detail = "；".join(f"{e['field']}：{e['message']}" if e["field"] else e["message"] for e in found[:5])
    return problem(400 if unreadable else 422, detail, "invalid-request", found[:20])


def _complaint(error: Mapping[str, Any]) -> dict[str, str]:
    context = error.get("ctx") or {}
    words = COMPLAINTS.get(error["type"])
    message = words.format_map(context) if words else str(error["msg"]).removeprefix("Value error, ")
    where = [str(part) for part in error["loc"] if part not in ("body", "query", "path")]
    return {
        "field": "" if error["type"] == "json_invalid" else ".".join(where)[:200],
        "message": message[:300],
    }


def _on_http_exception(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = TITLES.get(error.status_code, str(error.detail))
    return problem(error.status_code, detail, headers=error.headers)
