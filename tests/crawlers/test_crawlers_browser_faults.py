"""What the browser itself can suffer: it is killed, a page eats its memory, the run ends; the next page is shown."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

from crawlers.addresses import AddressRules
from crawlers.browser import Browser
from crawlers.client import Answer, Client, Limits
from crawlers.loading import Loader
from crawlers.outcomes import Failed, Outcome
from crawlers.politeness import Gate
from crawlers.robotsbook import RobotsBook

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium", "nothing_left")]
HOME = "https://ornek.example/haber"
Result = TypeVar("Result")


def run(work: Callable[[Browser], Awaitable[Result]]) -> Result:
    """Do something with a browser, and end it."""

    async def whole() -> Result:
        limits = Limits(max_body=1_000_000, timeout=20, concurrency=2)
        client = Client(limits, AddressRules())
        browser = Browser(limits, Loader(client, RobotsBook(), Gate(0), "Rasad"))
        try:
            return await work(browser)
        finally:
            await browser.close()
            await client.close()

    return asyncio.run(whole())


async def shown(browser: Browser, script: str) -> str:
    """Show a page with a script and give its HTML."""
    html = f"<!DOCTYPE html><title>t</title><body><p id=a></p><script>{script}</script></body>"
    page = Answer(url=HOME, status=200, headers=(("Content-Type", "text/html"),), body=html.encode(), wire=9)
    return (await browser.show(page, {"User-Agent": "Rasad/0.1"}, ("tr",))).body.decode()


async def outcome(browser: Browser, script: str) -> Outcome:
    """Show a page with a script and give how that ended."""
    try:
        await shown(browser, script)
    except Failed as failed:
        return failed.outcome
    return Outcome.OK


def of_chromium() -> list[int]:
    """Give the Chromium processes that descend from this one."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            name, _, rest = (path / "stat").read_text().rpartition(")")
            parents[int(path.name)] = (int(rest.split()[1]), name)
    mine = {os.getpid()}
    for _ in range(6):
        mine |= {process for process, (parent, _) in parents.items() if parent in mine}
    return [process for process in mine if "(chrom" in parents[process][1]]


def test_a_killed_browser_is_started_again() -> None:
    """All of Chromium is killed between two pages, as by a system short of memory; the next page is shown."""

    async def work(browser: Browser) -> tuple[str, str]:
        first = await shown(browser, "a.textContent = 'bir'")
        chromium = await browser.open()
        assert of_chromium()
        for process in of_chromium():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while chromium.is_connected():  # noqa: ASYNC110 -- what tells is in another process
            await asyncio.sleep(0.05)
        return first, await shown(browser, "a.textContent = 'iki'")

    first, second = run(work)
    assert '<p id="a">bir</p>' in first
    assert '<p id="a">iki</p>' in second


def test_a_browser_killed_under_a_page_is_that_page_s_broken_answer() -> None:
    """The page can be tried again later; the one after it is shown."""

    async def work(browser: Browser) -> tuple[Outcome, Outcome]:
        endless = asyncio.ensure_future(outcome(browser, "for (;;) {}"))
        await browser.open()
        await asyncio.sleep(1)
        for process in of_chromium():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        return await endless, await outcome(browser, "")

    assert run(work) == (Outcome.BROKEN, Outcome.OK)


def test_a_page_that_eats_memory_ends_alone() -> None:
    """Its process dies at a bound well below the machine's memory, and the page beside it does not notice."""

    async def work(browser: Browser) -> list[Outcome]:
        bomb = "var x = []; for (;;) x.push(new Array(100000).fill({}))"
        return list(await asyncio.gather(outcome(browser, bomb), outcome(browser, "")))

    assert run(work) == [Outcome.BROKEN, Outcome.OK]


def test_pages_keep_nothing_for_each_other() -> None:
    """What one page stores, the next one of the same site does not find."""
    script = "a.textContent = document.cookie + localStorage.x; document.cookie = 'c=1'; localStorage.x = 'y'"

    async def work(browser: Browser) -> list[str]:
        return [await shown(browser, script) for _ in range(2)]

    first, second = run(work)
    assert first == second
    assert '<p id="a">undefined</p>' in second


def test_after_the_end_of_a_run_no_page_is_shown() -> None:
    """A page that waited for its place when the run was told to end is not shown any more."""

    async def work(browser: Browser) -> Outcome:
        browser.stop()
        return await outcome(browser, "")

    assert run(work) is Outcome.STOPPED
