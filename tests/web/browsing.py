"""How a browser visits the desk in a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A browser in a test needs no sandbox of its own and must not call home.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
)  # fmt: skip
WIDE, PHONE = (1280, 900), (390, 844)

Open = Callable[..., "Page"]
