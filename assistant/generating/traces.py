"""One line of JSON for every generated answer: what was given, what it took, and what became of it.

Questions, prompts and replies are personal or internal text: they are written only when POLICY_TRACE_TEXT
says so. Without it a line holds where the passages stand, counts, times and verdicts.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policytext.errors import PolicyError

if TYPE_CHECKING:
    from langchain_core.callbacks import BaseCallbackHandler

    from assistant.answer import Citation
    from assistant.generating.linking import Linked

ROTATE_BYTES = 20_000_000  # then the file becomes FILE.1, and the one before it is gone


class TraceSettingsWrong(PolicyError):
    """POLICY_TRACE_CALLBACKS names something that cannot be loaded."""


@dataclass
class Trace:
    """What is noted of one answer while it is made."""

    model: str
    question: str
    started: float = field(default_factory=time.perf_counter)
    rewritten: str | None = None
    passages: Sequence[Citation] = ()
    prompt: str = ""
    prompt_tokens: int = 0
    reply: str = ""
    usage: Mapping[str, int] = field(default_factory=dict)
    sentences: list[Linked] = field(default_factory=list)
    first_token_ms: float | None = None
    verify_ms: float = 0.0
    outcome: str = "stopped"  # "generated", or the name of the failure
    detail: str = ""

    def milliseconds(self) -> float:
        return round((time.perf_counter() - self.started) * 1000, 1)


class TraceLog:
    """Appends traces to `path`; does nothing when there is none. Thread-safe."""

    def __init__(self, path: Path | None = None, with_text: bool = False) -> None:
        self._path = path
        self._with_text = with_text
        self._lock = threading.Lock()

    def write(self, trace: Trace) -> None:
        """Append one line. A disk that is full or read-only must not cost an answer."""
        if self._path is None:
            return
        line = json.dumps(as_record(trace, self._with_text), ensure_ascii=False) + "\n"
        try:
            with self._lock:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                if self._path.exists() and self._path.stat().st_size > ROTATE_BYTES:
                    self._path.replace(self._path.with_name(self._path.name + ".1"))
                with self._path.open("a", encoding="utf-8", errors="replace") as file:
                    file.write(line)
        except OSError:
            return


def as_record(trace: Trace, with_text: bool) -> dict[str, object]:
    """The trace as plain values; without text no word of question, prompt or reply is in it."""
    record: dict[str, object] = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "model": trace.model,
        "outcome": trace.outcome,
        "detail": trace.detail,
        "milliseconds": trace.milliseconds(),
        "first_token_ms": trace.first_token_ms,
        "verify_ms": round(trace.verify_ms, 2),
        "passages": [{"document": p.document_id, "start": p.start, "end": p.end} for p in trace.passages],
        "prompt_sha256": hashlib.sha256(trace.prompt.encode("utf-8", "replace")).hexdigest(),
        "prompt_tokens": trace.prompt_tokens,
        "usage": dict(trace.usage),
        "reply_chars": len(trace.reply),
        "rewritten": trace.rewritten is not None,
        "sentences": [
            {"verdict": s.verdict, "chars": len(s.text), "checks": [[c.kind, c.verdict] for c in s.checks]}
            for s in trace.sentences
        ],
    }
    if with_text:
        record["text"] = {
            "question": trace.question,
            "rewritten": trace.rewritten,
            "prompt": trace.prompt,
            "reply": trace.reply,
            "sentences": [[s.text, s.verdict, s.reason] for s in trace.sentences],
        }
    return record


def load_callbacks(names: str | None) -> list[BaseCallbackHandler]:
    """LangChain callback handlers from "package.module:Name", several with commas; each is called once
    without arguments. Raises: TraceSettingsWrong."""
    handlers = []
    for name in filter(None, (part.strip() for part in (names or "").split(","))):
        module, _, attribute = name.partition(":")
        try:
            handlers.append(getattr(importlib.import_module(module), attribute)())
        except Exception as error:
            raise TraceSettingsWrong(
                f"POLICY_TRACE_CALLBACKS: {name} 无法载入（{error}）。 Write package.module:Name."
            ) from error
    return handlers


@contextmanager
def span(enabled: bool, trace: Trace) -> Iterator[None]:
    """An OpenTelemetry span around an answer, when POLICY_TRACE_OTEL is on. It holds what the log without
    text holds. Which exporter gets it is OpenTelemetry's own configuration (OTEL_…)."""
    if not enabled:
        yield
        return
    from opentelemetry import trace as otel

    current: Any = otel.get_tracer("policy-assistant").start_span("policy.generate")
    try:
        yield
    finally:
        record = as_record(trace, with_text=False)
        for key in ("model", "outcome", "milliseconds", "verify_ms", "prompt_tokens", "reply_chars"):
            current.set_attribute(f"policy.{key}", record[key])
        current.set_attribute("policy.verdicts", [s.verdict for s in trace.sentences])
        current.end()


def set_up_otel() -> None:
    """Send spans by OTLP when OpenTelemetry's own environment says where and nobody has set it up yet.
    Raises: TraceSettingsWrong: the packages are missing."""
    import os

    from opentelemetry import trace as otel

    if not isinstance(otel.get_tracer_provider(), otel.ProxyTracerProvider):
        return
    if not any(os.environ.get(f"OTEL_EXPORTER_OTLP_{kind}ENDPOINT") for kind in ("", "TRACES_")):
        return
    try:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TraceSettingsWrong("pip install opentelemetry-sdk opentelemetry-exporter-otlp") from error
    provider = TracerProvider(resource=Resource.create({"service.name": "policy-assistant"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    otel.set_tracer_provider(provider)
