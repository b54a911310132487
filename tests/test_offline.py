"""Nothing is fetched at run time: the whole way of a question with all sockets shut, and the server in a
network namespace in which there is no network at all.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from settings import Settings

ROOT = Path(__file__).parents[1]

# Every socket that is made, and every name that is looked up, ends the program.
WITHOUT_SOCKETS = """
import sys

NETWORK = {"__new__", "connect", "getaddrinfo", "gethostbyname", "bind"}

def refuse(event, args):
    if event.startswith("socket.") and event.removeprefix("socket.") in NETWORK:
        import socket
        if event == "socket.__new__" and args[1] == socket.AF_UNIX:
            return
        print("reached for the network:", event, args[1:], file=sys.stderr, flush=True)
        import os
        os._exit(99)

sys.addaudithook(refuse)
from ui.cli import main
main()
"""

# Started in an empty namespace: the loopback device is brought up, the server is asked, its page is fetched.
IN_AN_EMPTY_NAMESPACE = """
import fcntl, json, socket, struct, subprocess, sys, time, urllib.error, urllib.request

def loopback_up():
    with socket.socket() as any_socket:
        request = struct.pack("16sh", b"lo", 0x1 | 0x40)  # IFF_UP | IFF_RUNNING
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS

def fetch(path, body=None):
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request("http://127.0.0.1:7860" + path, body, headers)
    with urllib.request.urlopen(request, timeout=60) as reply:
        return reply.read().decode()

loopback_up()
server = subprocess.Popen([sys.executable, "-m", "ui.cli", "serve"], stdout=sys.stderr)
try:
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            fetch("/readyz")
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    answer = json.loads(fetch("/api/v1/ask", json.dumps({"question": sys.argv[1]}).encode()))
    pages = {"page": "/", "english": "/en/", "docs": "/api/docs"}
    print(json.dumps({"answer": answer, **{name: fetch(path) for name, path in pages.items()}}))
finally:
    server.terminate()
    server.wait(20)
"""


def environment(settings: Settings, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "POLICY_DATA_DIR": str(settings.data_dir),
        "POLICY_CORPUS_DIR": str(ROOT / "corpus"),
        "PYTHONPATH": str(ROOT),
        **more,
    }


def command_line(settings: Settings, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_SOCKETS, *arguments],
        cwd=ROOT,
        env=environment(settings),
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_ingest_ask_and_check_open_no_socket(tmp_path: Path) -> None:
    document = tmp_path / "休渔.txt"
    document.write_text(
        "关于休渔的通知\n\n一、扶持渔业。2018年安排休渔补贴每户每月300元。（负责部门：省海洋与渔业厅）\n",
        encoding="utf-8",
    )
    draft = tmp_path / "草稿.txt"
    draft.write_text("2018年休渔补贴每户每月500元。", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data")
    command_line(settings, "ingest", str(document))
    answer = json.loads(command_line(settings, "ask", "--json", "2018年休渔补贴每户每月多少元？"))
    assert answer["status"] == "answered" and "300" in answer["answer"]
    checked = json.loads(command_line(settings, "check", "--format", "json", str(draft)))
    assert any(claim["verdict"] != "supported" for claim in checked["claims"])


def may_make_namespaces() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not may_make_namespaces(), reason="unshare -rn is not permitted here")
def test_the_server_starts_and_answers_without_a_network(notice_settings: Settings, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(notice_settings.data_dir, data)
    settings = notice_settings.model_copy(update={"data_dir": data})
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", IN_AN_EMPTY_NAMESPACE, "省残联负责哪些任务？"],
        cwd=ROOT,
        env=environment(settings, GRADIO_TEMP_DIR=str(tmp_path / "gradio")),
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["answer"]["status"] == "answered" and found["answer"]["citations"]
    for name in ("page", "english", "docs"):
        page = found[name]
        assert page.lstrip().lower().startswith("<!doctype html>")
        for address in ('src="http', 'src="//', '<link rel="stylesheet" href="http', "fonts.googleapis"):
            assert address not in page, f"{name} loads {address}"
