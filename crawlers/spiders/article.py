"""Fetches the articles that were discovered, in this run and in earlier ones."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from crawlers.html import is_html
from crawlers.ledger import Visit
from crawlers.outcomes import Failed, Outcome, failure, outcome_of
from pipelines.archive.crawl import Attempt
from pipelines.records import Page, Purpose
from pipelines.urls import canonical

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawlers.session import Session
    from pipelines.archive.crawl import Link


class ArticleSpider(Spider):
    """Turns every link into exactly one page: with a body, or with the name of what happened instead.

    Args:
        session: the run's shared state.
    """

    name = "article"

    def __init__(self, name: str | None = None, session: Session | None = None) -> None:
        super().__init__(name)
        if session is None:
            raise TypeError("the article spider fetches what the others find; use rasad crawl")
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ArticleSpider:  # noqa: ANN401 -- Scrapy's signature
        """Make it as Scrapy does."""
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Request | Visit]:
        """Fetch what waits in the lanes, and then what a replay holds besides."""
        while (link := await self.session.lanes.next()) is not None:
            yield self.request(link)
        for link in self.session.unnamed():
            yield self.request(link)

    def request(self, link: Link) -> Request | Visit:
        """Ask for an article; an address that none can be asked at is a page, too."""
        source = self.session.sources.get(link.source)
        try:
            return Request(
                link.url,
                callback=self.parse_article,
                errback=self.missed,
                cb_kwargs={"link": link},
                meta={"browser": source.browser, "languages": source.languages} if source else {},
            )
        except ValueError as error:
            self.session.lanes.finish(link)
            return self._without_answer(link, Failed(Outcome.REFUSED, str(error)), wire=0)

    def parse_article(self, response: Response, link: Link) -> Iterator[Visit]:
        """Keep an answer."""
        self.session.lanes.finish(link)
        self.session.arrived.add(canonical(response.url))
        outcome = outcome_of(response.status)
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if outcome is Outcome.OK and not is_html(response.body, kind):
            outcome = Outcome.NOT_HTML
        body = response.body if outcome is Outcome.OK else None
        at = response.meta.get("at") or self.session.now()
        page = Page(
            source=link.source,
            url=link.url,
            fetched_url=response.url,
            fetched_at=at,
            status=response.status,
            outcome=outcome,
            headers=_headers(response),
            digest=sha256(body).hexdigest() if body is not None else "",
            found=link.found,
            entry=link.entry,
        )
        again = self.session.again(link, outcome, response.meta.get("wait", 0.0))
        yield Visit(page=page, body=body, again=again, attempt=self._attempt(link, page, response.meta.get("wire", 0)))

    def missed(self, error: Failure) -> Iterator[Visit]:
        """Keep that no answer came; a host that wants to be left alone keeps its links on the frontier."""
        request: Request = vars(error)["request"]
        link: Link = request.cb_kwargs["link"]
        self.session.lanes.finish(link)
        failed = failure(error.value)
        if failed.outcome in {Outcome.HELD, Outcome.STOPPED}:
            self.session.lanes.drop(link)
            return
        yield self._without_answer(link, failed, wire=request.meta.get("wire", 0), fetched_url=request.url)

    def _without_answer(self, link: Link, failed: Failed, *, wire: int, fetched_url: str = "") -> Visit:
        page = Page(
            source=link.source,
            url=link.url,
            fetched_url=fetched_url or link.url,
            fetched_at=self.session.now(),
            status=0,
            outcome=failed.outcome,
            found=link.found,
            entry=link.entry,
        )
        again = self.session.again(link, failed.outcome, failed.wait)
        return Visit(page=page, again=again, attempt=self._attempt(link, page, wire, failed.detail))

    def _attempt(self, link: Link, page: Page, wire: int, detail: str = "") -> Attempt:
        return Attempt(
            source=link.source,
            url=link.url,
            purpose=Purpose.ARTICLE,
            outcome=page.outcome,
            at=self.session.now(),
            status=page.status,
            bytes=wire,
            detail=detail,
        )


def _headers(response: Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
