from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """The API without the page."""
    from ui.server import create_app

    with TestClient(
        create_app(services=house.services, with_page=False), raise_server_exceptions=False
    ) as client:
        yield client
