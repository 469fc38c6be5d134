"""Scrapy's way to the network: the client, with the host's turn waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Response

from crawlers.outcomes import outcome_of
from crawlers.politeness import slot
from crawlers.session import session_of
from crawlers.showing import can_be_shown

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawlers.client import Answer


class LiveHandler(BaseDownloadHandler):
    """Fetches over HTTP and HTTPS, one request per host at a time across all spiders of the run."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._session = session_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Fetch a request when its host's turn comes.

        Raises:
            Failed: nothing usable came.
        """
        async with self._session.gate.turn(slot(request.url)):
            answer = await self._fetch(request)
        header = next((value for name, value in answer.headers if name.lower() == "retry-after"), "")
        request.meta["wait"] = self._session.listen(request.url, outcome_of(answer.status), header)
        return Response(request.url, status=answer.status, headers=_grouped(answer.headers), body=answer.body)

    async def _fetch(self, request: Request) -> Answer:
        session, headers = self._session, _headers(request)
        shown = bool(request.meta.get("browser"))
        if shown:
            await session.browser.open()
        answer = await session.client.get(request.url, headers)
        request.meta["wire"] = answer.wire
        if shown and can_be_shown(answer):
            answer = await session.browser.show(answer, headers, request.meta["languages"])
            request.meta["wire"] = answer.wire
        return answer


def _headers(request: Request) -> dict[str, str]:
    return {name.decode("latin-1"): b",".join(values).decode("latin-1") for name, values in request.headers.items()}


def _grouped(headers: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in headers:
        grouped.setdefault(name, []).append(value)
    return grouped
