"""A page in a real browser. Without Chromium these tests are skipped, with the command that installs it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from page_fake import FakeServices

from settings import Settings
from vectorstore.records import Document, Record

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Server:
    """The page on a free port, with services that the tests may look into."""

    def __init__(
        self, folder: Path, catalogue: Path | None = None, services: FakeServices | None = None
    ) -> None:
        import uvicorn
        from fastapi import FastAPI

        from ui.access import Access
        from ui.page.page import mount_page

        self.services = services or FakeServices()
        os.environ["GRADIO_TEMP_DIR"] = str(folder)
        app = mount_page(FastAPI(), self.services)  # type: ignore[arg-type]
        if catalogue is not None:
            app.add_middleware(Access, catalogue=catalogue)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._server = uvicorn.Server(uvicorn.Config(app, port=self.port, log_level="error"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.05)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("gradio"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def model_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A page with two language models and two documents."""
    services = FakeServices(Settings(chat_model="openai:qwen3-32b, ollama:qwen3:8b"))
    document = Document("second", "另一份通知", "一、另一件事。", "粤办〔2019〕1号")
    services.kept.append(Record(document, (), (), (), ()))
    running = Server(tmp_path_factory.mktemp("gradio"), services=services)
    yield running
    running.stop()


@pytest.fixture
def guarded_server(tmp_path: Path) -> Iterator[Server]:
    """A page with one account: 李, who may read."""
    from vectorstore.accounts import Accounts
    from vectorstore.connections import Connections

    catalogue = tmp_path / "catalogue.sqlite3"
    connections = Connections(catalogue, writable=True)
    Accounts(connections).add("李", "correct horse battery", "reader")
    connections.close()
    running = Server(tmp_path / "gradio", catalogue)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    if not CHROMIUM:
        pytest.skip("needs Chromium: apt install chromium fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, server: Server) -> Iterator[Callable[..., object]]:
    """Open a page as a new visitor: `open_page("en", width=390)`. Outside requests and script errors fail."""
    contexts, troubles = [], []

    def open_one(
        language: str = "zh",
        width: int = 1440,
        height: int = 900,
        scheme: str = "light",
        server: Server = server,
    ):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
        page.on("request", lambda request: _note_outside(request.url, server.url, troubles))
        page.goto(server.url + ("/" if language == "zh" else f"/{language}/"))
        page.wait_for_selector(".welcome")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


def _note_outside(url: str, own: str, troubles: list[str]) -> None:
    if not url.startswith((own, "data:", "blob:")):
        troubles.append(f"request to elsewhere: {url}")
