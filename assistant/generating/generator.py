"""Answers with a language model, held to the composed answer; whatever the model does, an answer comes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answer import Answer, Turn
from assistant.events import Done, Event
from assistant.generating.asked import Asked, Limits
from assistant.generating.evidence import Evidence
from assistant.generating.failures import Failure, classify, note_for
from assistant.generating.linking import Verify
from assistant.generating.models import ChatModels
from assistant.generating.reading import read_in_time
from assistant.generating.traces import Trace, TraceLog, span

if TYPE_CHECKING:
    from langchain_core.callbacks import BaseCallbackHandler

COMPOSED = "composed"  # the choice of no model, this time

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tracing:
    """Where traces go: the log, LangChain callbacks, OpenTelemetry."""

    log: TraceLog
    callbacks: tuple[BaseCallbackHandler, ...] = ()
    otel: bool = False


class Generator:
    """Answers from one snapshot: `evidence` and `verify` belong to it. Thread-safe."""

    def __init__(
        self, models: ChatModels, evidence: Evidence, verify: Verify, limits: Limits | None = None,
        tracing: Tracing | None = None,
    ) -> None:  # fmt: skip
        self._models = models
        self._evidence = evidence
        self._verify = verify
        self._limits = limits or Limits()
        self._tracing = tracing or Tracing(TraceLog())

    def answer(
        self,
        question: str,
        history: Sequence[Turn],
        composed: Answer,
        model: str | None = None,
        documents: Collection[str] | None = None,
    ) -> Answer:
        """The answer alone. Raises: UnknownModel."""
        *_, last = self.stream(question, history, composed, model, documents)
        assert isinstance(last, Done)
        return last.answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn],
        composed: Answer,
        model: str | None = None,
        documents: Collection[str] | None = None,
    ) -> Iterator[Event]:
        """Events of one answer; the last is `Done`, within the time limit. A refusal stands: a model is not
        asked to answer what the documents do not say. `model` None is the default one; closing the iterator
        stops it.
        Raises: UnknownModel: `model` is not configured."""
        if model == COMPOSED:
            return iter([Done(composed)])
        name = self._models.choose(model)
        within = frozenset(documents) if documents is not None else None
        return self._events(Asked(question, tuple(history), composed, within), name)

    def _events(self, asked: Asked, name: str) -> Iterator[Event]:
        if asked.composed.status == "not_found":
            yield Done(asked.composed)
            return
        trace = Trace(name, asked.question)
        open_stream = partial(self._chain, asked, trace)
        with span(self._tracing.otel, trace):
            try:
                for event in read_in_time(open_stream, self._limits.timeout_s):
                    if isinstance(event, Done):
                        trace.outcome = "generated"
                        event = Done(timed(event.answer, trace))
                    yield event
            except Exception as error:  # whatever goes wrong in a model or its client, an answer comes
                failed = classify(error)
                trace.outcome, trace.detail = failed.failure, str(failed)
                unknown = failed.failure is Failure.BROKEN  # a fault of ours looks like one of theirs
                log.info("The composed answer stands in for %s: %s", name, failed, exc_info=unknown)
                yield Done(timed(stand_in(asked, failed.failure), trace))
            finally:
                self._tracing.log.write(trace)

    def _chain(self, asked: Asked, trace: Trace, unwanted: threading.Event) -> Iterator[Event]:
        from assistant.generating.chain import AnswerChain, Prompts

        model = self._models.open(trace.model)
        chain = AnswerChain(
            model, self._evidence, self._verify, Prompts.load(), self._limits, asked, trace, unwanted
        )
        with unobserved():
            yield from chain.runnable().stream(asked, {"callbacks": list(self._tracing.callbacks)})


def unobserved() -> AbstractContextManager[None]:
    """LangChain sends every prompt to LangSmith where another program's environment says so; here it must be
    asked for by POLICY_TRACE_CALLBACKS."""
    from langsmith import tracing_context

    return tracing_context(enabled=False)


def stand_in(asked: Asked, failure: Failure) -> Answer:
    """The composed answer in the place of a generated one, with a note for the reader."""
    english = not any("\u4e00" <= c <= "\u9fff" for c in asked.question)
    return replace(asked.composed, notes=(*asked.composed.notes, note_for(failure, english)))


def timed(answer: Answer, trace: Trace) -> Answer:
    """The answer with the time of the model added to that of composing."""
    return replace(answer, milliseconds=answer.milliseconds + round(trace.milliseconds()))
