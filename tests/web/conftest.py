"""The desk of the demo's home as it listens, homes that a test may fill, and a browser that notices failures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from rasad.setup import Setup
from tests.commandline import Demo
from tests.web.browsing import QUIET, WIDE, Open
from tests.web.library import NOW, Library
from tests.web.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

TIMEOUT = 60


@pytest.fixture(scope="session")
def setup(demo: Demo) -> Setup:
    """Give the demo's home the day after its last crawl."""
    return Setup.load(demo.home, NOW)


@pytest.fixture(scope="session")
def desk(setup: Setup) -> Iterator[str]:
    """Give the address of the demo's desk."""
    with served(setup, warm=True) as where:
        yield where


@pytest.fixture(scope="session")
def client(desk: str) -> Iterator[httpx.Client]:
    """Give a program that reads the demo's desk."""
    with httpx.Client(base_url=desk, timeout=TIMEOUT) as found:
        yield found


@pytest.fixture(scope="session")
def carried(setup: Setup) -> str:
    """Give the id of an article that others have carried, too."""
    with setup.home.open(readonly=True) as archive:
        row = archive.connection.execute(
            "SELECT s.story FROM copies c JOIN stories s ON s.id = c.original AND s.story = s.id"
            " GROUP BY c.original HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
    return str(row["story"])


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give an empty home that a test may fill."""
    return Library(tmp_path / "home")


@pytest.fixture
def reader(library: Library) -> Iterator[httpx.Client]:
    """Give a program that reads the desk of that home, filled before or after."""
    with served(library.setup) as where, httpx.Client(base_url=where, timeout=TIMEOUT) as found:
        yield found


def _missing(reason: str) -> None:
    if "chromium" in os.environ.get("RASAD_TEST_REQUIRE", ""):
        pytest.fail(f"{reason}, but RASAD_TEST_REQUIRE asks for it")
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        _missing("Chromium is not installed")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- it may be missing
    except ImportError:
        _missing("playwright is not installed")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=list(QUIET))
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser, desk: str) -> Iterator[Open]:
    """Give a function that opens an address; afterwards nothing may have failed or left this machine."""
    contexts, troubles = [], []

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            troubles.append(f"console: {message.text}")

    def failed(error: Error) -> None:
        troubles.append(f"script: {error}")

    def asked(request: Request) -> None:
        if not request.url.startswith((desk, "data:")):
            troubles.append(f"request to {request.url}")

    def go(
        address: str, size: tuple[int, int] = WIDE, *, scripts: bool = True, dark: bool = False, calm: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        if calm:
            page.on("console", console)
        page.on("pageerror", failed)
        page.on("request", asked)
        page.goto(desk + address, wait_until="load")
        return page

    yield go
    for context in contexts:
        context.close()
    assert troubles == []
