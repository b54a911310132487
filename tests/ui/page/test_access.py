"""The door: what is open without accounts, and who gets what when there are some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from page_fake import FakeServices, read_notice

from settings import Settings
from ui.access import AccountsMissing, require_accounts
from ui.server import create_app
from ui.services import CATALOGUE_NAME, Services
from vectorstore.accounts import Accounts
from vectorstore.catalogue import Catalogue
from vectorstore.connections import Connections

PASSWORD = "correct horse battery"
BROWSER = {"Accept": "text/html"}


class NoUploads:
    """Takes nothing and removes nothing."""

    def __init__(self) -> None:
        self.removed: list[str] = []

    def remove(self, document_id: str) -> None:
        self.removed.append(document_id)

    def close(self) -> None: ...


class Listening(FakeServices):
    """An assistant that tells which documents it was allowed to search."""

    def ask(self, question, history=(), documents=None, model=None):
        self.searched = documents
        return self._answer(question)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[TestClient, Accounts, Listening]]:
    catalogue = Catalogue(tmp_path / CATALOGUE_NAME, writable=True)
    record = read_notice()
    head, *rest = record.clauses
    catalogue.put(replace(record, clauses=tuple(replace(c, ordinal=n) for n, c in enumerate((head, *rest)))))
    catalogue.close()
    connections = Connections(tmp_path / CATALOGUE_NAME, writable=True)
    assistant = Listening()
    services = Services(Settings(data_dir=tmp_path), lambda: assistant, NoUploads())  # type: ignore[arg-type]
    with TestClient(create_app(services=services, with_page=False), follow_redirects=False) as client:
        yield client, Accounts(connections), assistant
    connections.close()


def log_in(client: TestClient, name: str, password: str = PASSWORD, target: str = "/"):
    return client.post("/login", params={"next": target}, data={"name": name, "password": password})


def test_without_accounts_everything_is_open(house):
    client, _, _ = house
    assert client.get("/api/v1/documents").status_code == 200


def test_start_for_other_machines_without_accounts_names_the_command(tmp_path: Path):
    with pytest.raises(AccountsMissing, match="policy-assistant user add"):
        require_accounts(tmp_path, "0.0.0.0")
    accounts = Accounts(Connections(tmp_path / CATALOGUE_NAME, writable=True))
    accounts.add("李", PASSWORD, "admin")
    require_accounts(tmp_path, "0.0.0.0")


def test_stranger_gets_the_log_in_and_no_document(house):
    client, accounts, _ = house
    accounts.add("李", PASSWORD, "reader")
    assert client.get("/d/notice", headers=BROWSER).headers["location"].startswith("/login?")
    for path in ("/api/v1/documents", "/api/v1/documents/notice", "/d/notice/panel", "/export/duties.xlsx"):
        assert client.get(path).status_code == 401
    assert client.post("/api/v1/ask", json={"question": "目标是多少？"}).status_code == 401
    assert client.get("/healthz").status_code == 200


def test_log_in_sets_a_cookie_that_scripts_cannot_read_and_leads_back(house):
    client, accounts, _ = house
    accounts.add("李", PASSWORD, "reader")
    reply = log_in(client, "李", target="/api/v1/documents?a=1")
    assert (reply.status_code, reply.headers["location"]) == (303, "/api/v1/documents?a=1")
    cookie = reply.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert client.get("/api/v1/documents").status_code == 200
    client.post("/logout")
    client.cookies.clear()
    assert client.get("/api/v1/documents").status_code == 401


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_log_in_leads_to_no_other_site(house, target):
    client, accounts, _ = house
    accounts.add("李", PASSWORD, "reader")
    assert log_in(client, "李", target=target).headers["location"] == "/"


def test_wrong_password_is_refused_and_then_throttled(house):
    client, accounts, _ = house
    accounts.add("李", PASSWORD, "reader")
    statuses = [log_in(client, "李", "wrong").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_reader_may_not_change_documents_and_the_editors_deed_is_written_down(house):
    client, accounts, _ = house
    accounts.add("读", PASSWORD, "reader")
    accounts.add("编", PASSWORD, "editor")
    assert client.delete("/api/v1/documents/notice", auth=("读", PASSWORD)).status_code == 403
    assert client.delete("/api/v1/documents/notice", auth=("编", PASSWORD)).status_code < 300
    assert ("编", "remove", "notice") in [(d.person, d.action, d.subject) for d in accounts.deeds()]


def test_hidden_document_is_nowhere(house):
    client, accounts, assistant = house
    accounts.add("外", PASSWORD, "reader", ["教育"])
    accounts.add("内", PASSWORD, "reader", ["财政"])
    accounts.limit_document("notice", ["财政"])
    outside = {"auth": ("外", PASSWORD)}
    assert client.get("/api/v1/documents", **outside).json()["documents"] == []
    assert client.get("/api/v1/documents/notice", **outside).status_code == 404
    assert client.get("/api/v1/duties", **outside).json()["duties"] == []
    asked = {"question": "目标是多少？", "documents": ["notice"]}
    assert client.post("/api/v1/ask", json=asked, **outside).status_code == 404
    client.post("/api/v1/ask", json={"question": "目标是多少？"}, **outside)
    assert assistant.searched == []
    client.post("/api/v1/ask", json={"question": "目标是多少？"}, auth=("内", PASSWORD))
    assert assistant.searched is None
    assert client.get("/api/v1/documents/notice", auth=("内", PASSWORD)).status_code == 200
