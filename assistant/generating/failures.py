"""The ways in which a model fails to answer, told apart from its exceptions, and what the reader is told.

Libraries come and go, each with exceptions of its own: they are recognised by what they are called and by
the HTTP status that they carry, so that no client library has to be imported for it.
"""

from __future__ import annotations

from enum import StrEnum

from policytext.errors import PolicyError


class Failure(StrEnum):
    """Why the composed answer stands in."""

    SLOW = "slow"  # not ready within the time limit
    UNREACHABLE = "unreachable"  # refused, no route, no such host
    BUSY = "busy"  # 429
    DENIED = "denied"  # 401, 403
    REJECTED = "rejected"  # another 4xx: the prompt is too long, the model is not known there
    BROKEN = "broken"  # the stream ended in the middle, 5xx
    UNREADABLE = "unreadable"  # not text, not UTF-8
    EMPTY = "empty"
    ENDLESS = "endless"  # more characters than any answer needs
    UNSUPPORTED = "unsupported"  # nothing of it passed the check
    INCOMPLETE = "incomplete"  # what passed lacks figures or departments of the composed answer
    TOO_LONG = "too_long"  # no clause fits into the token budget
    UNAVAILABLE = "unavailable"  # not installed, or its settings are wrong
    FOREIGN = "foreign"  # the question is not in Chinese: sentences cannot be held against the text


class ModelFailed(Exception):
    """The model gave no usable answer. Never reaches the reader: the composed answer takes its place."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure}: {detail}" if detail else str(failure))
        self.failure = failure


_CHINESE = {
    Failure.SLOW: "语言模型没有在时限内答完",
    Failure.UNREACHABLE: "连接不上语言模型",
    Failure.BUSY: "语言模型正忙（429）",
    Failure.DENIED: "语言模型拒绝了访问，请检查 POLICY_CHAT_API_KEY",
    Failure.REJECTED: "语言模型没有接受请求",
    Failure.BROKEN: "语言模型的回答中断了",
    Failure.UNREADABLE: "语言模型的回答不是可读的文字",
    Failure.EMPTY: "语言模型没有给出内容",
    Failure.ENDLESS: "语言模型的回答长得没有尽头",
    Failure.UNSUPPORTED: "语言模型的回答没有通过核对",
    Failure.INCOMPLETE: "语言模型的回答缺少原文中的数字或部门，或答非所问",
    Failure.TOO_LONG: "条款超出语言模型的篇幅限制（POLICY_CHAT_PROMPT_TOKENS）",
    Failure.UNAVAILABLE: "语言模型没有装好或设置有误（详见日志）",
    Failure.FOREIGN: "外文语句无法逐字核对",
}
_ENGLISH = {
    Failure.SLOW: "The language model did not finish within the time limit",
    Failure.UNREACHABLE: "The language model cannot be reached",
    Failure.BUSY: "The language model is busy (429)",
    Failure.DENIED: "The language model denied access; check POLICY_CHAT_API_KEY",
    Failure.REJECTED: "The language model did not accept the request",
    Failure.BROKEN: "The language model's reply broke off",
    Failure.UNREADABLE: "The language model's reply was not readable text",
    Failure.EMPTY: "The language model said nothing",
    Failure.ENDLESS: "The language model's reply did not end",
    Failure.UNSUPPORTED: "The language model's reply did not pass the check",
    Failure.INCOMPLETE: "The language model's reply lacked figures or departments of the text",
    Failure.TOO_LONG: "The clause is longer than the prompt may be (POLICY_CHAT_PROMPT_TOKENS)",
    Failure.UNAVAILABLE: "The language model is not installed or not set up (see the log)",
    Failure.FOREIGN: "Sentences in other languages cannot be held against the text word by word",
}


def note_for(failure: Failure, english: bool = False) -> str:
    """What the reader is told when the composed answer takes the place of the generated one."""
    if english:
        return f"{_ENGLISH[failure]}; this answer is put together from the text itself."
    return f"{_CHINESE[failure]}，以下答案直接取自原文。"


def struck_note(count: int) -> str:
    """What the reader is told when some sentences did not pass."""
    return f"语言模型有{count}句话没有通过核对，已删去。"


def classify(error: BaseException) -> ModelFailed:
    """The failure behind an exception of LangChain, of a client library or of the network."""
    if isinstance(error, ModelFailed):
        return error
    if isinstance(error, PolicyError):
        return ModelFailed(Failure.UNAVAILABLE, str(error))
    if isinstance(error, ValueError) and "No generation chunks" in str(error):  # how LangChain says it
        return ModelFailed(Failure.EMPTY)
    detail = type(error).__name__
    names = " ".join(kind.__name__ for link in causes(error) for kind in type(link).__mro__)
    status = next((code for link in causes(error) if isinstance(code := status_of(link), int)), None)
    return ModelFailed(_by_status(status) or _by_name(names), f"{detail} {status or ''}".strip())


def causes(error: BaseException) -> list[BaseException]:
    """The exception and those behind it, at most eight."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain and len(chain) < 8:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return chain


def status_of(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _by_status(status: int | None) -> Failure | None:
    if status is None or status < 300:
        return None
    if status == 429:
        return Failure.BUSY
    if status in (401, 403):
        return Failure.DENIED
    if status in (408, 504):
        return Failure.SLOW
    return Failure.REJECTED if 400 <= status < 500 else Failure.BROKEN


def _by_name(names: str) -> Failure:
    if "Unicode" in names or "JSONDecode" in names:
        return Failure.UNREADABLE
    if "Timeout" in names:
        return Failure.SLOW
    if "RateLimit" in names:
        return Failure.BUSY
    if "RemoteProtocolError" in names or "ReadError" in names or "IncompleteRead" in names:
        return Failure.BROKEN
    if "ConnectError" in names or "APIConnectionError" in names or "ConnectionError" in names:
        return Failure.UNREACHABLE
    return Failure.BROKEN
