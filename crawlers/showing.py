"""One page in the browser: what it is given, what it may load, and what stands in it in the end."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from crawlers.html import is_html
from crawlers.loading import Allowance, headers_for
from crawlers.outcomes import Failed, Outcome, outcome_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.async_api import BrowserContext, Request, Route, WebSocketRoute

    from crawlers.client import Answer
    from crawlers.loading import Loader

# The header of an archived page that says how its body came about.
RENDERED = "X-Rasad-Rendered"
# Neither images, fonts and media, nor frames: none of them is part of the text.
_LOADED = frozenset({"script", "stylesheet", "xhr", "fetch"})
# A page whose scripts still ask for things this long after it was loaded is read as it stands.
_SETTLE_MS = 5000
# Headers that describe bytes the browser is not given, or would make it keep or save something.
_DROPPED = frozenset({
    "content-encoding", "content-length", "transfer-encoding", "content-disposition", "set-cookie", "connection",
})  # fmt: skip
# A page that sets out for another address while it loads would never be loaded, even where it is not let go there.
_STAY = """window.navigation?.addEventListener("navigate", event => {
  if (!event.destination.sameDocument && event.cancelable) event.preventDefault();
})"""
_WHEN_LOADED = """() => document.readyState === "complete"
  || new Promise(resolve => addEventListener("load", () => resolve(true)))"""
_EVERYTHING = re.compile("")
# The text is joined and measured where it is, so that an endless page does not come over.
_READ = """limit => {
  const kind = document.doctype ? "<!DOCTYPE html>\\n" : "";
  const html = kind + document.documentElement.outerHTML;
  return html.length <= limit ? html : null;
}"""


def can_be_shown(answer: Answer) -> bool:
    """Say whether an answer is a page that a browser can show; errors, redirects and files are not."""
    return outcome_of(answer.status) is Outcome.OK and is_html(answer.body, _headers(answer).get("content-type", ""))


def described(answer: Answer, how: str) -> tuple[tuple[str, str], ...]:
    """Give an answer's headers as they are archived with the page that a browser made of it."""
    replaced = {"content-type", RENDERED.lower()}
    kept = tuple((name, value) for name, value in answer.headers if name.lower() not in replaced)
    return (*kept, ("Content-Type", "text/html; charset=utf-8"), (RENDERED, how))


class Showing:
    """A page being shown.

    Args:
        page: the document, as it was fetched.
        languages: what its source publishes in, as ISO 639-1.
        headers: that it was asked for with.
        loader: fetches what the page loads.
        limit: decoded bytes of all that, and of the text in the end.
    """

    def __init__(
        self, page: Answer, languages: Sequence[str], headers: Mapping[str, str], loader: Loader, limit: int
    ) -> None:
        self._page = page
        self._languages = languages
        self._headers = headers
        self._loader = loader
        self._limit = limit
        self._given = False
        self._under_way: set[asyncio.Future[Answer]] = set()
        self.allowance = Allowance(limit)
        self.allowance.take(page)

    async def read(self, context: BrowserContext) -> str:
        """Show the page in an empty context and give its HTML when its scripts have come to rest.

        Raises:
            Failed: too-large.
            playwright.async_api.Error: the browser cannot show it.
        """
        from playwright.async_api import TimeoutError as NeverQuietError  # noqa: PLC0415 -- an extra

        await context.route(_EVERYTHING, self._answer)
        await context.route_web_socket(_EVERYTHING, _hang_up)
        await context.add_init_script(_STAY)
        page = await context.new_page()
        # Playwright's own way to wait for it waits for ever where a page wanted to lead elsewhere meanwhile.
        await page.goto(self._page.url, wait_until="commit", timeout=0)
        await page.evaluate(_WHEN_LOADED)
        with suppress(NeverQuietError):
            await page.wait_for_load_state("networkidle", timeout=_SETTLE_MS)
        html: str | None = await page.evaluate(_READ, self._limit)
        if html is None:
            raise Failed(Outcome.TOO_LARGE, f"its scripts wrote more than {self._limit} bytes")
        return html

    def end(self) -> None:
        """Give up what is still being loaded."""
        for request in self._under_way:
            request.cancel()

    async def _answer(self, route: Route) -> None:
        """Answer one request of the page."""
        from playwright.async_api import Error  # noqa: PLC0415 -- an extra

        with suppress(Error):  # the page was closed meanwhile
            if route.request.is_navigation_request():
                await self._navigate(route)
            elif route.request.resource_type in _LOADED and route.request.method == "GET" and self.allowance.ask():
                await self._load(route)
            else:
                await route.abort("blockedbyclient")

    async def _navigate(self, route: Route) -> None:
        """Give the page once; frames stay empty, and a page that wants to lead elsewhere stays.

        Its encoding is not left to the browser, which takes Turkish and Persian bytes without a label for Western ones.
        """
        from pipelines.extract.charset import decode  # noqa: PLC0415 -- loads much that only this needs

        if self._given:
            await route.abort("aborted")
            return
        self._given = True
        headers = _headers(self._page)
        text = decode(self._page.body, headers.get("content-type", ""), self._languages)
        headers["content-type"] = "text/html; charset=utf-8"
        await route.fulfill(status=200, headers=headers, body=text)

    async def _load(self, route: Route) -> None:
        fetching = asyncio.ensure_future(self._fetch(route.request))
        self._under_way.add(fetching)
        try:
            answer = await fetching
        except (Failed, asyncio.CancelledError):
            await route.abort("blockedbyclient")
            return
        finally:
            self._under_way.discard(fetching)
        await route.fulfill(status=answer.status, headers=_headers(answer), body=answer.body)

    async def _fetch(self, request: Request) -> Answer:
        answer = await self._loader.get(request.url, headers_for(request.headers, self._headers))
        self.allowance.take(answer)
        return answer


async def _hang_up(socket: WebSocketRoute) -> None:
    await socket.close()


def _headers(answer: Answer) -> dict[str, str]:
    """Give an answer's headers by name in lower case, as far as the browser is to see them."""
    found: dict[str, str] = {}
    for name, value in ((name.lower(), value) for name, value in answer.headers):
        if name not in _DROPPED:
            found[name] = f"{found[name]}, {value}" if name in found else value
    return found
