"""The address of a page's picture: what it answers with, and that the source view shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import etree
from page_fake import FakeServices, write_ofd, write_pdf

from ui.page.routes import source_routes
from vectorstore.records import Page


def client_of(file: Path) -> TestClient:
    """The routes of a house in which the notice, of one page, lies in this file."""
    services = FakeServices(files={"notice": file})
    record = services.kept[0]
    whole = (Page(1, 0, len(record.document.text)),)
    services.kept[0] = replace(record, document=replace(record.document, pages=whole))
    app = FastAPI()
    app.include_router(source_routes(services))  # type: ignore[arg-type]
    return TestClient(app)


def test_page_of_an_ofd_is_svg_that_can_run_and_load_nothing(tmp_path: Path):
    reply = client_of(write_ofd(tmp_path / "a.ofd")).get("/d/notice/pages/1")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "image/svg+xml"
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "第一页" in "".join(etree.fromstring(reply.content).itertext())


def test_page_of_a_pdf_is_png(tmp_path: Path):
    reply = client_of(write_pdf(tmp_path / "a.pdf")).get("/d/notice/pages/1")
    assert reply.headers["content-type"] == "image/png"
    assert reply.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("write", [write_ofd, write_pdf])
def test_source_of_a_file_with_pages_offers_the_page_of_the_quote(tmp_path: Path, write):
    panel = client_of(write(tmp_path / f"a.{write.__name__[-3:]}")).get("/d/notice/panel?start=5&end=9").text
    assert '<img src="/d/notice/pages/1"' in panel


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.7"])
@pytest.mark.parametrize("ending", ["ofd", "pdf", "png"])
def test_file_that_cannot_be_drawn_has_no_picture(tmp_path: Path, ending: str, content: bytes):
    file = tmp_path / f"a.{ending}"
    file.write_bytes(content)
    assert client_of(file).get("/d/notice/pages/1").status_code == 404
    assert client_of(write_ofd(tmp_path / "b.ofd")).get("/d/notice/pages/2").status_code == 404
