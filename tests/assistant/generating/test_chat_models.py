"""Models by LangChain's names; only those that the operator configured."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from assistant.generating.models import ChatModels, ModelNotInstalled, UnknownModel


def recorder() -> tuple[dict[str, Any], Any]:
    seen: dict[str, Any] = {}

    def make(name: str, **arguments: Any) -> object:
        seen.update(arguments, name=name)
        return object()

    return seen, make


def test_each_model_is_named_once_and_the_first_is_the_default():
    models = ChatModels([" openai:qwen3-32b", " ollama:qwen3:8b ", "", "openai:qwen3-32b"])
    assert models.names == ("openai:qwen3-32b", "ollama:qwen3:8b")
    assert models.choose(None) == "openai:qwen3-32b"
    assert models.choose("qwen3:8b") == "ollama:qwen3:8b"


def test_nothing_is_configured():
    models = ChatModels([])
    assert not models
    with pytest.raises(UnknownModel, match="POLICY_CHAT_MODEL"):
        models.choose(None)


def test_a_model_that_is_not_configured_is_refused():
    with pytest.raises(UnknownModel, match="openai:qwen3-32b"):
        ChatModels(["openai:qwen3-32b"]).choose("openai:gpt-4o")


def test_an_endpoint_gets_its_address_key_and_time_limit_and_is_not_tried_twice():
    seen, make = recorder()
    ChatModels(["openai:deepseek-chat"], "https://api.example/v1", "secret", 30.0, make=make).open(
        "openai:deepseek-chat"
    )
    assert seen["name"] == "openai:deepseek-chat"
    assert (seen["base_url"], seen["api_key"], seen["timeout"]) == ("https://api.example/v1", "secret", 30.0)
    assert (seen["max_retries"], seen["temperature"], seen["stream_usage"]) == (0, 0.0, True)


def test_a_name_without_provider_means_the_endpoint():
    seen, make = recorder()
    ChatModels(["qwen3-32b"], "http://127.0.0.1:8000/v1", make=make).open("qwen3-32b")
    assert seen["name"] == "openai:qwen3-32b"
    assert seen["api_key"] == "none"


def test_ollama_gets_its_time_limit_through_its_own_client():
    seen, make = recorder()
    ChatModels(["ollama:qwen3:8b"], timeout_s=30.0, make=make).open("ollama:qwen3:8b")
    assert seen == {
        "name": "ollama:qwen3:8b",
        "temperature": 0.0,
        "client_kwargs": {"timeout": 30.0, "follow_redirects": False},
    }


def test_a_model_is_opened_once():
    calls = []
    models = ChatModels(["openai:a"], make=lambda *a, **k: calls.append(a) or object())
    assert models.open("openai:a") is models.open("openai:a")
    assert len(calls) == 1


def test_a_package_that_is_missing_is_named_with_what_to_do():
    def make(*_: Any, **__: Any) -> Any:
        raise ImportError("langchain_ollama")

    with pytest.raises(ModelNotInstalled, match=r"policy-assistant\[models\]"):
        ChatModels(["ollama:qwen3:8b"], make=make).open("ollama:qwen3:8b")


def test_a_key_that_is_missing_is_an_error_with_a_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelNotInstalled, match="gpt-4o"):
        ChatModels(["openai:gpt-4o"]).open("openai:gpt-4o")


def test_the_client_follows_no_redirect():
    model = ChatModels(["openai:a"], "http://127.0.0.1:9/v1").open("openai:a")
    assert model.http_client.follow_redirects is False  # type: ignore[attr-defined]


def test_importing_the_package_imports_no_client_library():
    code = "import sys, assistant.generating; print([m for m in sys.modules if m.split('.')[0] in "
    code += "('langchain_core', 'langchain', 'langchain_openai', 'openai', 'tiktoken', 'opentelemetry')])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"
