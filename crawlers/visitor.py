"""Single visits by the same rules as a crawl: for trying a source before it is added, and for checking it later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

from crawlers.addresses import AddressRules
from crawlers.client import Answer, Client, Limits
from crawlers.entries import absolute
from crawlers.outcomes import Failed, Outcome, outcome_of
from crawlers.politeness import Gate, retry_after, slot
from crawlers.robotsbook import RobotsBook, Rules, read
from crawlers.settings import DEFAULT_REQUEST_HEADERS, REDIRECT_MAX_TIMES

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

    from crawlers.session import CrawlSettings

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A person waits for the answer: the pause between two requests to a host is kept, but no longer than this.
_PAUSE = 1.0


class Visitor:
    """Fetches addresses one by one; use it as an asynchronous context manager.

    Args:
        settings: as for a crawl.
        now: the clock, for Retry-After dates.
    """

    def __init__(self, settings: CrawlSettings, now: datetime) -> None:
        limits = Limits(max_body=settings.max_body, timeout=settings.timeout, concurrency=settings.concurrency)
        self._client = Client(limits, AddressRules(settings.allow_private_hosts))
        self._gate = Gate(min(settings.delay, _PAUSE))
        self._book = RobotsBook()
        self._now = now
        self._headers = {"User-Agent": settings.header(), **DEFAULT_REQUEST_HEADERS}
        self._agent = settings.user_agent.partition("/")[0] if settings.robots else None

    async def get(self, url: str) -> Answer:
        """Fetch an address, following redirects.

        Raises:
            Failed: nothing usable came, or the answer was no success.
        """
        for _ in range(REDIRECT_MAX_TIMES + 1):
            if self._agent is not None:
                (await self.rules(url)).check(url, self._agent)
            answer = await self._once(url)
            location = next((value for name, value in answer.headers if name.lower() == "location"), "")
            if answer.status not in _REDIRECTS or not location:
                return _successful(answer)
            url = absolute(urljoin(url, location), url)
            if not url:
                raise Failed(Outcome.REFUSED, f"it redirects to {location}")
        raise Failed(Outcome.REDIRECT_LOOP, "it redirects too often")

    async def rules(self, url: str) -> Rules:
        """Give what the robots.txt of an address's host says."""
        return await self._book.rules(url, self._robots)

    async def _robots(self, url: str) -> Rules:
        answer = await self._once(url)
        rules = read(answer.status, answer.body)
        self._gate.slow(slot(url), min(rules.delay(self._agent or ""), _PAUSE))
        return rules

    async def _once(self, url: str) -> Answer:
        name = slot(url)
        async with self._gate.turn(name):
            answer = await self._client.get(url, self._headers)
        if outcome_of(answer.status) is Outcome.BUSY:
            wait = next((value for key, value in answer.headers if key.lower() == "retry-after"), "")
            self._gate.refused(name, retry_after(wait, self._now))
        return answer

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()


def _successful(answer: Answer) -> Answer:
    outcome = outcome_of(answer.status)
    if outcome is not Outcome.OK:
        raise Failed(outcome, f"it answered with status {answer.status}")
    return answer
