"""Callbacks and spans are attached by configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from scripted_model import COMPOSED, QUESTION, FakeEvidence, ScriptedModel, verify

from assistant.generating import ChatModels, Generator, Limits, TraceLog, Tracing, load_callbacks
from assistant.generating.traces import ROTATE_BYTES, Trace, TraceSettingsWrong

RIGHT = "根据通知，2018年全省城镇新增就业目标为110万人以上。[1]"


class Counting(BaseCallbackHandler):
    """Counts what it is told of."""

    starts: list[str]

    def __init__(self) -> None:
        self.starts = []

    def on_chat_model_start(self, *_: Any, **__: Any) -> None:
        self.starts.append("model")

    def on_chain_start(self, *_: Any, **more: Any) -> None:
        self.starts.append(str(more.get("name")))


def make(tracing: Tracing) -> Generator:
    models = ChatModels(["openai:a"], make=lambda *_, **__: ScriptedModel(replies=[RIGHT] * 3))
    return Generator(models, FakeEvidence(), verify, Limits(), tracing)


def test_a_callback_hears_of_every_step_and_of_the_model():
    (handler,) = load_callbacks("test_traces:Counting")
    make(Tracing(TraceLog(), (handler,))).answer(QUESTION, (), COMPOSED)
    assert {"rewrite", "retrieve", "generate", "verify", "model"} <= set(handler.starts)


def test_a_callback_that_is_not_there_is_named():
    with pytest.raises(TraceSettingsWrong, match="POLICY_TRACE_CALLBACKS"):
        load_callbacks("no_such_module:Thing")
    assert load_callbacks(None) == []


def test_a_span_holds_counts_and_verdicts_and_no_text(monkeypatch: pytest.MonkeyPatch):
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    make(Tracing(TraceLog(), otel=True)).answer(QUESTION, (), COMPOSED)
    (span,) = exporter.get_finished_spans()
    assert span.attributes["policy.outcome"] == "generated"
    assert span.attributes["policy.verdicts"] == ("supported",)
    assert "就业" not in str(dict(span.attributes))


def test_another_programs_langsmith_settings_send_nothing(monkeypatch: pytest.MonkeyPatch):
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "key")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", "https://langsmith.invalid")
    sent: list[object] = []
    from langchain_core.tracers import langchain as tracer

    monkeypatch.setattr(tracer.LangChainTracer, "_persist_run_single", lambda self, run: sent.append(run))
    assert make(Tracing(TraceLog())).answer(QUESTION, (), COMPOSED).mode == "generated"
    assert sent == []


def test_a_full_log_is_put_aside(tmp_path: Path):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(b"x" * (ROTATE_BYTES + 1))
    TraceLog(path).write(Trace("openai:a", QUESTION))
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1
    assert (tmp_path / "answers.jsonl.1").stat().st_size > ROTATE_BYTES
