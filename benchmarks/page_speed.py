"""How heavy and how fast the page is, in a real browser.

    python -m benchmarks.page_speed [URL]          (of a running server, http://127.0.0.1:7860 by default)

Prints the kilobytes of the page and of an empty Gradio page, seconds until the page can be used, milliseconds
from a click on a citation to its highlighted words, and how 20 visitors fare who ask at the same moment.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import statistics
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from ui.environment import set_switches

set_switches()

import gradio as gr  # noqa: E402
import uvicorn  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

EMPTY_PORT = 7871
VISITORS = 20
CLICKS = 7
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("url", nargs="?", default="http://127.0.0.1:7860")
    url = parser.parse_args().url.rstrip("/")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, empty_page() as empty:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        weigh(browser, url + "/", ".welcome")  # the first visitor of a server waits for its templates
        page_kb, page_s = weigh(browser, url + "/", ".welcome")
        empty_kb, empty_s = weigh(browser, empty, ".gradio-container")
        question, clicks = click_times(browser, url)
        browser.close()
    print(f"page, kB and s                {page_kb:6.0f} {page_s:6.2f}")
    print(f"empty Gradio page, kB and s   {empty_kb:6.0f} {empty_s:6.2f}")
    print(f"click to highlighted words, ms {statistics.median(clicks):5.0f}  (slowest {max(clicks):.0f})")
    seconds = visitors(url, question)
    worst = sorted(seconds)[int(0.95 * len(seconds)) - 1]
    print(
        f"{VISITORS} visitors at once, s        {statistics.median(seconds):6.2f}  (95th percentile {worst:.2f})"
    )


def weigh(browser: Browser, url: str, ready: str) -> tuple[float, float]:
    """(kilobytes received, seconds until `ready` is there) for a visitor with an empty cache."""
    context = browser.new_context()
    page = context.new_page()
    received: list[float] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(ready, state="attached")
    seconds = time.perf_counter() - start
    page.wait_for_timeout(1500)
    context.close()
    return sum(received) / 1000, seconds


def click_times(browser: Browser, url: str) -> tuple[str, list[float]]:
    """An example question of the page, and milliseconds from each click to its marked words, uncached."""
    page = browser.new_page(viewport={"width": 800, "height": 900})
    page.goto(url + "/")
    question = page.inner_text(".suggestion >> nth=0")
    times = []
    for _ in range(CLICKS):
        page.goto(url + "/")
        page.wait_for_selector(".welcome, .exchange")
        if page.locator("#thread .exchange").count() == 0:
            page.click(".suggestion >> nth=0")
        page.wait_for_selector("#thread .cite")
        times.append(one_click(page))
    return question, times


def one_click(page: Page) -> float:
    measured: float = page.evaluate("""() => new Promise((resolve) => {
        const start = performance.now();
        const look = () => document.querySelector('#source-panel mark')
            ? requestAnimationFrame(() => resolve(performance.now() - start)) : setTimeout(look, 1);
        document.querySelector('#thread .cite').click();
        look();
    })""")
    return measured


def visitors(url: str, question: str) -> list[float]:
    """Seconds until each of `VISITORS` has his answer; all begin at once. Speaks to the page's own queue."""
    config = json.load(urllib.request.urlopen(url + "/config"))
    asking = next(d["id"] for d in config["dependencies"] if any(t[1] == "submit" for t in d["targets"]))
    gate = threading.Barrier(VISITORS)

    def ask(_: int) -> float:
        visitor = secrets.token_hex(6)
        gate.wait()
        start = time.perf_counter()
        body = {"data": [question, None], "fn_index": asking, "session_hash": visitor, "event_data": None}
        request = urllib.request.Request(
            url + "/gradio_api/queue/join", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        urllib.request.urlopen(request, timeout=60).read()
        for message in messages(f"{url}/gradio_api/queue/data?session_hash={visitor}"):
            if message["msg"] == "process_completed":
                assert message["success"], message
                return time.perf_counter() - start
        raise AssertionError("the stream ended before the answer")

    with ThreadPoolExecutor(VISITORS) as pool:
        return list(pool.map(ask, range(VISITORS)))


def messages(url: str) -> Iterator[dict[str, Any]]:
    """The messages of a server-sent stream."""
    with urllib.request.urlopen(url, timeout=60) as stream:
        for line in stream:
            if line.startswith(b"data:"):
                yield json.loads(line[5:])


@contextmanager
def empty_page() -> Iterator[str]:
    """The address of a Gradio page with nothing in it."""
    with gr.Blocks(analytics_enabled=False) as blocks:
        pass
    app = gr.mount_gradio_app(FastAPI(), blocks, path="/", run_history=False, footer_links=[])
    server = uvicorn.Server(uvicorn.Config(app, port=EMPTY_PORT, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{EMPTY_PORT}/"
    server.should_exit = True
    thread.join(timeout=10)


if __name__ == "__main__":
    main()
