"""A real model behind a real endpoint, through LangChain's own client.

It is far too small for Chinese policy: nearly all that it says is wrong, and that is what the tests are for.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from llama_server import INSTALL, LlamaServer, weights
from scripted_model import COMPOSED, QUESTION, TEXT, FakeEvidence, verify

from assistant.answer import Answer
from assistant.events import Done, SentenceChecked, Token
from assistant.generating import ChatModels, Generator, Limits

pytestmark = pytest.mark.skipif(weights() is None, reason=f"needs a small model: {INSTALL}")


@pytest.fixture(scope="module")
def server() -> Iterator[LlamaServer]:
    started = LlamaServer()
    yield started
    started.kill()


def generator(address: str, timeout_s: float = 120.0, reply_chars: int = 200) -> Generator:
    models = ChatModels(["openai:smollm2"], base_url=address, timeout_s=timeout_s)
    return Generator(models, FakeEvidence(), verify, Limits(timeout_s, reply_chars=reply_chars))


def assert_nothing_wrong(answer: Answer) -> None:
    assert "110万人以上" in answer.text
    assert all(c.quote == TEXT[c.start : c.end] for c in answer.citations)
    assert answer.mode == "generated" or (answer.text == COMPOSED.text and answer.notes)


def test_invoke_answers_through_the_endpoint(server: LlamaServer):
    model = ChatModels(["openai:smollm2"], base_url=server.address).open("openai:smollm2")
    reply = model.bind(max_tokens=16).invoke("Say hello.")
    assert reply.text.strip()
    assert reply.usage_metadata and reply.usage_metadata["output_tokens"] > 0


def test_a_streamed_answer_is_held_to_the_text(server: LlamaServer):
    events = list(generator(server.address).stream(QUESTION, (), COMPOSED))
    assert any(isinstance(e, Token) for e in events)
    assert isinstance(events[-1], Done)
    assert_nothing_wrong(events[-1].answer)
    for event in events:
        if isinstance(event, SentenceChecked) and event.kept:
            assert event.citations


def test_a_reply_that_takes_too_long_is_replaced(server: LlamaServer):
    answer = generator(server.address, timeout_s=0.05).answer(QUESTION, (), COMPOSED)
    assert answer.text == COMPOSED.text and "时限" in answer.notes[0]


def test_a_prompt_that_is_too_long_for_the_model_is_replaced(server: LlamaServer):
    answer = generator(server.address).answer("就业" * 20_000, (), COMPOSED)
    assert answer.text == COMPOSED.text and answer.notes


def test_stop_frees_the_server_for_the_next_question(server: LlamaServer):
    events = generator(server.address, reply_chars=100_000).stream(QUESTION, (), COMPOSED)
    next(events)
    events.close()
    assert_nothing_wrong(generator(server.address).answer(QUESTION, (), COMPOSED))


def test_a_server_killed_in_the_middle_of_the_stream_is_replaced():
    server = LlamaServer()
    seen = 0
    last = None
    for last in generator(server.address, reply_chars=100_000).stream(QUESTION, (), COMPOSED):
        seen += isinstance(last, Token)
        if seen == 3:
            server.kill()
    assert seen >= 3
    assert isinstance(last, Done) and last.answer.text == COMPOSED.text
    assert any("中断" in note or "连接" in note for note in last.answer.notes)


def test_a_server_that_is_not_there_is_told():
    server = LlamaServer()
    server.kill()
    answer = generator(server.address).answer(QUESTION, (), COMPOSED)
    assert answer.text == COMPOSED.text and "连接不上" in answer.notes[0]
