"""robots.txt for every request: asked for once per host and run, and obeyed by all who wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http.request import NO_CALLBACK

from crawlers.outcomes import failure, outcome_of
from crawlers.politeness import slot
from crawlers.robotsbook import Rules, read
from crawlers.session import session_of

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware without its hole: it lets the third and later request that wait for a file pass unchecked."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._session = session_of(crawler)

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Check a request before it goes out.

        Raises:
            Failed: robots.txt forbids it, or could not be read for now.
        """
        del spider
        if request.meta.get("dont_obey_robotstxt") or not self._session.settings.robots:
            return
        rules = await self._session.robots.rules(request.url, self._fetch)
        rules.check(request.url, self._session.agent)

    async def _fetch(self, url: str) -> Rules:
        request = Request(url, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK)
        try:
            response: Response = await self.crawler.engine.download_async(request)
        except Exception as error:
            self._session.note_robots(request, failure(error).outcome)
            raise
        self._session.note_robots(request, outcome_of(response.status), response)
        rules = read(response.status, response.body)
        self._session.gate.slow(slot(url), rules.delay(self._session.agent))
        return rules
