"""The chain of one answer, of LangChain runnables: rewrite → retrieve → generate → verify.

1. Rewrite: a follow-up that leans on the turns before is completed; by the code's own reading where that
   found what is meant, else by the model, whose wording may bring in no number that nobody said.
2. Retrieve: whole clauses inside the token budget, each with document, number, date and address, between
   marks that say they are data.
3. Generate: the reply as it comes, without a reasoning model's thoughts, with a cap on its length.
4. Verify: each complete sentence is linked to the words that show it, or struck out with the reason; at the
   end what passed is woven with the composed answer.

Only this module and `models` know LangChain; it is imported when the first question goes to a model.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from assistant.answer import Answer
from assistant.events import Done, Event, SentenceChecked, Token
from assistant.generating.asked import Asked, Limits
from assistant.generating.budget import count_tokens, fit_whole
from assistant.generating.cleaning import encodable
from assistant.generating.evidence import Evidence, Given, Understood
from assistant.generating.failures import Failure, ModelFailed, struck_note
from assistant.generating.linking import Linked, Linker, Verify
from assistant.generating.orders import gives_orders
from assistant.generating.rewriting import accept, conversation, leans
from assistant.generating.sentences import SentenceStream, Thinking
from assistant.generating.traces import Trace
from assistant.generating.weaving import Weaver
from prompts.loader import Prompt, load_prompt

MOST_PASSAGES = 12
MOST_STRUCK_IN_A_ROW = 12  # then the model is stopped: it speaks of something else
THINKING_FACTOR = 10  # a reasoning model may think this many times longer than its reply may be


@dataclass(frozen=True)
class Prompts:
    """The prompts of the chain, each with the names that it must have."""

    answer_system: Prompt
    answer_request: Prompt
    passage: Prompt
    rewrite_system: Prompt
    rewrite_request: Prompt

    @classmethod
    def load(cls) -> Prompts:
        """Raises: PromptError: a file is missing or has other placeholders."""
        return cls(
            load_prompt("answer_system"),
            load_prompt("answer_request", ("passages", "question")),
            load_prompt("passage", ("n", "document", "number", "date", "section", "text")),
            load_prompt("rewrite_system"),
            load_prompt("rewrite_request", ("conversation", "question")),
        )


class AnswerChain:
    """The steps of one answer. It is made for one question, notes what happens in `trace`, and ends the
    model's stream once `unwanted` is set."""

    def __init__(
        self, model: BaseChatModel, evidence: Evidence, verify: Verify, prompts: Prompts, limits: Limits,
        asked: Asked, trace: Trace, unwanted: threading.Event,
    ) -> None:  # fmt: skip
        self._model = model
        self._evidence = evidence
        self._verify = verify
        self._prompts = prompts
        self._limits = limits
        self._asked = asked
        self._trace = trace
        self._unwanted = unwanted
        self._understood = Understood()
        self._struck_in_a_row = 0
        self._enough = False
        self._speaking: Generator[str, None, None] | None = None
        self._given: tuple[Given, ...] = ()

    def runnable(self) -> Runnable[Asked, Event]:
        """The chain; its stream gives events, the last of which is `Done`."""
        return (
            RunnableLambda(self.rewrite).with_config(run_name="rewrite")
            | RunnableLambda(self.retrieve).with_config(run_name="retrieve")
            | RunnableGenerator(self.generate).with_config(run_name="generate")
            | RunnableGenerator(self.verify).with_config(run_name="verify")
        )

    def rewrite(self, asked: Asked) -> str:
        """The question as it is put to the model."""
        self._understood = self._evidence.understand(asked.question, asked.history)
        if self._understood.english:
            raise ModelFailed(Failure.FOREIGN)
        if self._understood.carried:
            return f"{asked.question}（接前文：{self._understood.carried}）"
        if not leans(asked.question, asked.history):
            return asked.question
        request = self._prompts.rewrite_request.fill(
            conversation=conversation(asked.history), question=asked.question
        )
        messages = [SystemMessage(self._prompts.rewrite_system.fill()), HumanMessage(request)]
        reply = "".join(self._speak(messages))
        wording = accept(reply, asked.question, asked.history)
        self._trace.rewritten = wording if wording != asked.question else None
        return wording

    def retrieve(self, question: str) -> list[BaseMessage]:
        """The messages for the model. Raises: ModelFailed: no clause fits into the budget."""
        system = self._prompts.answer_system.fill()
        empty = self._prompts.answer_request.fill(passages="", question=question)
        budget = self._limits.prompt_tokens - count_tokens(system) - count_tokens(empty)
        history = () if self._trace.rewritten else self._asked.history
        wording = self._trace.rewritten or self._asked.question
        found = self._evidence.passages(wording, history, self._asked.composed, self._asked.documents)
        found = [given for given in found if not gives_orders(given.citation.quote)]
        fitting, _ = fit_whole(found, self._write, budget, MOST_PASSAGES)
        if not fitting:
            raise ModelFailed(Failure.TOO_LONG)
        self._given = tuple(replace(g, citation=replace(g.citation, n=i)) for i, g in enumerate(fitting, 1))
        passages = "\n\n".join(map(self._write, self._given))
        request = self._prompts.answer_request.fill(passages=passages, question=question)
        self._trace.passages = tuple(g.citation for g in self._given)
        self._trace.prompt = f"{system}\n\n{request}"
        self._trace.prompt_tokens = count_tokens(system) + count_tokens(request)
        return [SystemMessage(system), HumanMessage(request)]

    def _write(self, given: Given) -> str:
        c = given.citation
        return self._prompts.passage.fill(
            n=str(c.n), document=inert(c.title), number=inert(c.document_number or "无"),
            date=given.date or "无", section=inert(" › ".join(c.section) or "全文"), text=inert(c.quote),
        )  # fmt: skip

    def generate(self, inputs: Iterator[list[BaseMessage]]) -> Iterator[str]:
        """The reply in pieces. Raises: ModelFailed: it is empty or endless."""
        for messages in inputs:
            count = 0
            self._speaking = self._speak(messages)
            for piece in self._speaking:
                self._note_piece(piece)
                count += len(piece)
                yield piece[: max(0, len(piece) - max(0, count - self._limits.reply_chars))]
                if count > self._limits.reply_chars:
                    raise ModelFailed(Failure.ENDLESS)
        if not self._trace.reply.strip():
            raise ModelFailed(Failure.EMPTY)

    def _note_piece(self, piece: str) -> None:
        if self._trace.first_token_ms is None:
            self._trace.first_token_ms = self._trace.milliseconds()
        self._trace.reply += piece[: self._limits.reply_chars]

    def _speak(self, messages: list[BaseMessage]) -> Generator[str, None, None]:
        """What the model says to the reader, without what it says to itself."""
        thinking = Thinking()
        heard = 0
        stream = self._model.stream(messages)
        try:
            for chunk in stream:
                # LangChain reads a chain that failed or was closed to its end, for its traces.
                if self._enough or self._unwanted.is_set():
                    return
                heard += len(text := encodable(str(chunk.text)))
                if heard > self._limits.reply_chars * THINKING_FACTOR:
                    raise ModelFailed(Failure.ENDLESS)
                self._count(getattr(chunk, "usage_metadata", None))
                if spoken := thinking.feed(text):
                    yield spoken
            if rest := thinking.flush():
                yield rest
        finally:
            close = getattr(stream, "close", None)  # ends the request, and so the work of the server
            if close:
                close()

    def _count(self, usage: Mapping[str, Any] | None) -> None:
        if not usage:
            return
        known = dict(self._trace.usage)
        for key in ("input_tokens", "output_tokens", "total_tokens"):
            known[key] = known.get(key, 0) + int(usage.get(key) or 0)
        self._trace.usage = known

    def verify(self, pieces: Iterator[str]) -> Iterator[Event]:
        """Tokens as they come, each complete sentence with its verdict, and the answer at the end."""
        asked = self._asked
        passages = [g.citation for g in self._given]
        composed, question = asked.composed, asked.question
        preferred = [c for c in composed.citations if not gives_orders(c.quote)]
        linker = Linker(self._verify, passages, preferred, question)
        weaver = Weaver(
            composed, self._verify, self._understood.direct, self._understood.verdict_first, question
        )
        sentences = SentenceStream()
        kept: list[Linked] = []
        try:
            for piece in pieces:
                yield Token(piece)
                for sentence in sentences.feed(piece):
                    yield self._check(sentence, linker, weaver, kept)
            for sentence in sentences.flush():
                yield self._check(sentence, linker, weaver, kept)
        finally:
            self._enough = True
            if self._speaking is not None:  # LangChain leaves the steps before a failed one standing
                self._speaking.close()
        yield Done(self._finish(weaver, kept))

    def _check(self, sentence: str, linker: Linker, weaver: Weaver, kept: list[Linked]) -> SentenceChecked:
        started = time.perf_counter()
        linked = linker.link(sentence)
        if linked.stands and (reason := weaver.beside_the_point(linked)):
            linked = replace(linked, verdict="different", citations=(), reason=reason)
        if linked.stands and any(linked.text == other.text for other in kept):
            linked = replace(linked, verdict="not_found", citations=(), reason="与前文重复")
        if linked.stands:
            kept.append(linked)
        self._trace.sentences.append(linked)
        self._struck_in_a_row = 0 if linked.stands else self._struck_in_a_row + 1
        if self._struck_in_a_row > MOST_STRUCK_IN_A_ROW:
            raise ModelFailed(Failure.UNSUPPORTED, f"{self._struck_in_a_row} sentences in a row")
        self._trace.verify_ms += (time.perf_counter() - started) * 1000
        return SentenceChecked(linked.text, linked.verdict, linked.citations, linked.reason)

    def _finish(self, weaver: Weaver, kept: list[Linked]) -> Answer:
        started = time.perf_counter()
        answer = weaver.weave(kept)
        self._trace.verify_ms += (time.perf_counter() - started) * 1000
        if answer is None:
            raise ModelFailed(Failure.INCOMPLETE if kept else Failure.UNSUPPORTED)
        struck = len(self._trace.sentences) - len(kept)
        notes = (*answer.notes, struck_note(struck)) if struck else answer.notes
        return replace(answer, model=self._trace.model, notes=notes)


def inert(text: str) -> str:
    """Text of a document that cannot close the mark around it."""
    return text.replace("<", "＜").replace(">", "＞").replace('"', "”")
