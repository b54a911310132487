"""The web application: API, page, and what stands in front of both."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ui.environment import set_switches

set_switches()

from fastapi import FastAPI  # noqa: E402
from fastapi_offline import FastAPIOffline  # noqa: E402

from policytext.errors import PolicyError  # noqa: E402
from settings import Settings  # noqa: E402
from ui import problems  # noqa: E402
from ui.access import Access  # noqa: E402
from ui.api import api_routes  # noqa: E402
from ui.build import build_services  # noqa: E402
from ui.request_limits import RequestLimits  # noqa: E402
from ui.same_site import SameSite  # noqa: E402
from ui.services import CATALOGUE_NAME  # noqa: E402

if TYPE_CHECKING:
    from ui.services import Services

log = logging.getLogger(__name__)

DESCRIPTION = """
向政策文件提问：每个答案都附原文条款，每个数字和部门都核对过；文件没有写明的，不回答。
出错时返回 RFC 9457 problem details（`application/problem+json`）。

Ask the policy documents: every answer shows its clause, every figure and department is checked, and what the
documents do not say is not said. Errors are RFC 9457 problem details.
"""


def create_app(
    settings: Settings | None = None, services: Services | None = None, *, with_page: bool = True
) -> FastAPI:
    """The application; without `services`, those of the settings. `with_page=False` leaves Gradio away."""
    services = services or build_services(settings or Settings())
    app: FastAPI = FastAPIOffline(
        title="政策文件助手 · Policy Assistant",
        version="0.1.0",
        description=DESCRIPTION,
        docs_url="/api/docs",
        redoc_url=None,
        openapi_url="/api/openapi.json",
        static_url="/api/static",
        # Swagger would send the description to its validator in the network.
        swagger_ui_parameters={"validatorUrl": None},
        lifespan=_lifespan(services),
    )
    app.add_middleware(Access, catalogue=services.settings.data_dir / CATALOGUE_NAME)
    app.add_middleware(RequestLimits, upload_bytes=services.settings.max_upload_mb * 1_000_000)
    app.add_middleware(SameSite)
    problems.install(app)
    app.include_router(api_routes(services))
    if with_page:
        from ui.page.page import mount_page

        mount_page(app, services)
    return app


def _lifespan(services: Services):  # type: ignore[no-untyped-def]
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=_warm_up, args=(services,), name="warm-up", daemon=True).start()
        yield
        services.close()

    return lifespan


def _warm_up(services: Services) -> None:
    try:
        services.warm_up()
    except PolicyError as error:
        log.warning("%s", error)
    except Exception:
        log.exception("The assistant could not be loaded")
