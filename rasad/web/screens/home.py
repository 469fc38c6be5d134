"""The way in: to the search screen in the reader's language."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from rasad.web.page import preferred

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=RedirectResponse)
def home(request: Request) -> RedirectResponse:
    """Go to the search screen in the language chosen before, or the configured one."""
    return RedirectResponse(f"/{preferred(request)}/", 302, {"Cache-Control": "no-store"})
