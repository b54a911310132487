"""The chat models that the operator has set up, by LangChain's own names, opened when first asked.

Only configured names are opened: a request cannot choose where the documents are sent to.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from policytext.errors import PolicyError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MakeModel = Callable[..., "BaseChatModel"]


class UnknownModel(PolicyError):
    """A model was asked for that is not configured."""


class ModelNotInstalled(PolicyError):
    """The LangChain package for this provider is not there, or refuses the settings."""


class ChatModels:
    """`names` in the order of POLICY_CHAT_MODEL; the first one is the default. Thread-safe."""

    def __init__(
        self,
        names: Sequence[str],
        base_url: str | None = None,
        api_key: str | None = None,
        timeout_s: float = 60.0,
        temperature: float | None = 0.0,
        make: MakeModel | None = None,
    ) -> None:
        self.names = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        self._base_url = base_url
        self._api_key = api_key
        self._timeout_s = timeout_s
        self._temperature = temperature
        self._make = make
        self._opened: dict[str, BaseChatModel] = {}
        self._lock = threading.Lock()

    def __bool__(self) -> bool:
        return bool(self.names)

    def choose(self, name: str | None) -> str:
        """The configured name that is meant by `name`, which may lack the provider; None is the default.
        Raises: UnknownModel."""
        if name is None and self.names:
            return self.names[0]
        for known in self.names:
            if name in (known, known.partition(":")[2]):
                return known
        have = "、".join(self.names) or "（无）"
        raise UnknownModel(
            f"没有配置语言模型 {name}。已配置：{have}。 Not configured: see POLICY_CHAT_MODEL."
        )

    def open(self, name: str) -> BaseChatModel:
        """The model of a configured name. Raises: ModelNotInstalled."""
        with self._lock:
            if name not in self._opened:
                self._opened[name] = self._open(name)
            return self._opened[name]

    def _open(self, name: str) -> BaseChatModel:
        provider, colon, _ = name.partition(":")
        if not colon and self._base_url:
            name, provider = f"openai:{name}", "openai"
        try:
            make = self._make or _init_chat_model()
            return make(name, **self._arguments(provider if colon or self._base_url else ""))
        except ImportError as error:
            raise ModelNotInstalled(
                f"缺少语言模型 {name} 所需的软件包：{error}。 "
                "Run: pip install 'policy-assistant[models]' or the package that the message names."
            ) from error
        except Exception as error:  # each provider has its own errors for a missing key or an unknown name
            raise ModelNotInstalled(f"语言模型 {name} 的配置有误：{error}") from error

    def _arguments(self, provider: str) -> dict[str, Any]:
        arguments: dict[str, Any] = {}
        if self._temperature is not None:
            arguments["temperature"] = self._temperature
        if self._base_url:
            arguments["base_url"] = self._base_url
        if provider == "ollama":
            return {**arguments, "client_kwargs": {"timeout": self._timeout_s, "follow_redirects": False}}
        arguments |= {"timeout": self._timeout_s, "max_retries": 0}
        if self._api_key:
            arguments["api_key"] = self._api_key
        elif self._base_url and provider == "openai":
            arguments["api_key"] = "none"  # servers at home want none, the client insists on one
        if provider == "openai":
            arguments |= {"stream_usage": True, "stream_chunk_timeout": self._timeout_s}
            if self._make is None:
                arguments["http_client"] = _plain_client(self._timeout_s)
        return arguments


def _init_chat_model() -> MakeModel:
    from langchain.chat_models import init_chat_model

    return init_chat_model


def _plain_client(timeout_s: float) -> object:
    """A client that goes nowhere but to the configured address: it follows no redirect."""
    from openai import DefaultHttpxClient

    return DefaultHttpxClient(follow_redirects=False, timeout=timeout_s)
