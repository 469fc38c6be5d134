"""Shows pages whose text is written by scripts in the system's Chromium, and reads what then stands in them.

The browser has no way to the network: its proxy does not exist and no name resolves. Everything that a page loads is
fetched by the crawler's own client, which checks each address where the connection is made, and handed to the browser.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from crawlers.outcomes import Failed, Outcome
from crawlers.showing import Showing, described

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, Playwright

    from crawlers.client import Answer, Limits
    from crawlers.loading import Loader

NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--proxy-server=http://nowhere.invalid:9",  # RFC 6761: a name that never resolves
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-gpu",
    "--js-flags=--max-old-space-size=256",  # MiB of script objects per page: several times what a news page takes
)  # fmt: skip
# A small page takes 130 MiB and most of a core while it is shown (measured: six pages, two cores).
_AT_ONCE = 2
_LAUNCH_MS = 30_000
_CLOSE_SECONDS = 2.0


class Browser:
    """The one browser of a run, started when the first page needs it; every page gets a context of its own.

    Args:
        limits: decoded bytes of a page with all it loads, and seconds until it has to stand.
        loader: fetches what pages load.
    """

    def __init__(self, limits: Limits, loader: Loader) -> None:
        self._limits = limits
        self._loader = loader
        self._driver: Playwright | None = None
        self._chromium: Chromium | None = None
        self._starting = asyncio.Lock()
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._deadlines: set[asyncio.Timeout] = set()
        self._stopping = False

    async def open(self) -> Chromium:
        """Start the browser unless it runs.

        Raises:
            Failed: ``no-browser``: it is not installed, or does not start.
        """
        async with self._starting:
            if self._chromium is None or not self._chromium.is_connected():
                await self._end()
                self._chromium = await self._launch()
            return self._chromium

    async def _launch(self) -> Chromium:
        try:
            from playwright.async_api import Error, async_playwright  # noqa: PLC0415 -- an extra, and slow to load
        except ImportError:
            reason = 'this source asks for a browser; install the extra: pip install ".[browser]"'
            raise Failed(Outcome.NO_BROWSER, reason) from None
        path = next(filter(None, map(shutil.which, NAMES)), None)
        if path is None:
            raise Failed(Outcome.NO_BROWSER, f"this source asks for a browser; install one of {', '.join(NAMES)}")
        self._driver = await async_playwright().start()
        try:
            return await self._driver.chromium.launch(
                executable_path=path,
                args=_ARGUMENTS,
                chromium_sandbox=os.geteuid() != 0,  # Chromium refuses to be root in its sandbox
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                timeout=_LAUNCH_MS,
            )
        except Error as error:
            raise Failed(Outcome.NO_BROWSER, f"{path} does not start: {_first_line(error)}") from None

    async def show(self, answer: Answer, headers: Mapping[str, str], languages: Sequence[str]) -> Answer:
        """Show a page that was fetched, and give the answer with what its scripts made of it.

        Raises:
            Failed: no-browser, timeout, too-large, broken or stopped.
        """
        from playwright.async_api import Error  # noqa: PLC0415 -- an extra

        async with self._places:
            deadline = asyncio.timeout(0 if self._stopping else self._limits.timeout)
            try:
                async with deadline:
                    self._deadlines.add(deadline)
                    return await self._show(await self.open(), answer, headers, languages)
            except TimeoutError:
                raise self._late() from None
            except Error as error:
                raise Failed(Outcome.BROKEN, f"the browser cannot show it: {_first_line(error)}") from None
            finally:
                self._deadlines.discard(deadline)

    def _late(self) -> Failed:
        if self._stopping:
            return Failed(Outcome.STOPPED, "the run was told to end")
        return Failed(Outcome.TIMEOUT, f"its scripts did not finish within {self._limits.timeout:g} s")

    async def _show(
        self, chromium: Chromium, answer: Answer, headers: Mapping[str, str], languages: Sequence[str]
    ) -> Answer:
        context = await chromium.new_context(
            user_agent=headers.get("User-Agent"), accept_downloads=False, service_workers="block"
        )
        showing = Showing(answer, languages, headers, self._loader, self._limits.max_body)
        try:
            html = await showing.read(context)
        finally:
            showing.end()
            await self._close(context)
        return replace(
            answer,
            body=html.encode("utf-8", "replace"),
            headers=described(answer, f"Chromium {chromium.version}"),
            wire=showing.allowance.wire,
        )

    async def _close(self, context: BrowserContext) -> None:
        """Close a page with all it opened; a browser that cannot is started anew for the next one."""
        closing = asyncio.ensure_future(context.close())
        done, _ = await asyncio.wait({closing}, timeout=_CLOSE_SECONDS)
        if not done or closing.exception() is not None:
            closing.cancel()
            await self._end()

    def stop(self) -> None:
        """Give up the pages that are shown, and show no more."""
        self._stopping = True
        for deadline in self._deadlines:
            deadline.reschedule(0)

    async def close(self) -> None:
        """End the browser."""
        async with self._starting:
            await self._end()

    async def _end(self) -> None:
        driver, self._driver, self._chromium = self._driver, None, None
        if driver is not None:
            with suppress(Exception):  # it may be gone already
                await asyncio.wait_for(driver.stop(), _CLOSE_SECONDS)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
