"""The desk as an ASGI application."""

from __future__ import annotations

import logging
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from pipelines.errors import RasadError, UsageError
from rasad.web.assets import FOLDER
from rasad.web.desk import Desk
from rasad.web.headers import Headers
from rasad.web.menu import modules
from rasad.web.page import problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from rasad.setup import Setup

LOG = logging.getLogger(__name__)
API = "/api/v1"
# Shorter answers are not worth packing.
PACKED_FROM = 2000


def create_app(setup: Setup, *, warm: bool = True) -> FastAPI:
    """Make the desk of a home; every module of :mod:`rasad.web.screens` with a ``router`` is part of it.

    Args:
        setup: the home and its clock.
        warm: whether to load index and registers in the background as soon as the desk is up.
    """
    desk = Desk(setup)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if warm:
            threading.Thread(target=desk.warm, name="rasad-warm", daemon=True).start()
        yield
        desk.close()

    app = FastAPI(
        title="Rasad",
        description="What the desk shows, for other programs; read-only.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.mount("/static", StaticFiles(directory=FOLDER), name="static")
    for screen in modules():
        app.include_router(screen.router)
    app.add_middleware(GZipMiddleware, minimum_size=PACKED_FROM)
    app.add_middleware(Guard)
    app.add_middleware(Headers)
    for error in (RasadError, HTTPException, RequestValidationError):
        app.add_exception_handler(error, explain)
    return app


class Guard:
    """Answers with a page where something failed that nobody expected, and logs what it was.

    The framework's own handler would answer, too, but then let the error through, which ends the connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            LOG.exception("%s failed", scope["path"])
            await explain(Request(scope), error)(scope, receive, send)


def explain(request: Request, error: Exception) -> Response:
    """Answer a request that failed: a page in the reader's language, or for the API a sentence in JSON."""
    status, detail = _told(error)
    if request.url.path.startswith(API):
        return JSONResponse({"error": detail or "internal error"}, status_code=status)
    return problem(request, status, detail if isinstance(error, RasadError) else "")


def _told(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail)
    if isinstance(error, RequestValidationError):
        return 422, "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
    if isinstance(error, UsageError):
        return 400, str(error)
    if isinstance(error, RasadError):
        return 503, str(error)
    return 500, ""
