"""Polls sitemaps, and those that they refer to."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scrapy import Request

from crawlers.entries import Reading, absolute
from crawlers.outcomes import outcome_of
from crawlers.sitemaps import read_sitemap
from crawlers.spiders.polling import PollingSpider
from pipelines.records import Purpose
from pipelines.urls import same_site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from scrapy.http import Response

    from crawlers.entries import Further
    from pipelines.archive.crawl import Channel
    from pipelines.records import Source

# The protocol lets a sitemap hold 50,000 addresses; history is read whole, news from the newest end.
_ALL = 50_000
OK = 200
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
# Parts of WordPress's and other systems' indexes that name no articles.
_NO_ARTICLES = re.compile(
    r"(?:categor(?:y|ies)|kategoriler|tags?|post_tag|authors?|users?|pages?|images?|videos?|products?)-?sitemap\d*\.xml"
    r"|sitemap-(?:tax|author|category|tag|page)[\w-]*\.xml",
    re.IGNORECASE,
)


class SitemapSpider(PollingSpider):
    """Finds articles in sitemaps, in indexes of them, and in Google News sitemaps."""

    name = "sitemap"
    purpose = Purpose.SITEMAP

    def addresses(self, source: Source) -> Iterable[str]:
        """Give a source's sitemaps."""
        return source.sitemaps

    async def start(self) -> AsyncIterator[Request]:
        """Poll every sitemap once; for the past of a source without one, those that its robots.txt names."""
        async for request in super().start():
            yield request
        for source in self.session.sources.values() if self.since is not None else ():
            if not source.sitemaps:
                address = urljoin(source.home, "/robots.txt")
                yield Request(address, callback=self.parse_robots, cb_kwargs={"source": source}, dont_filter=True)

    def parse_robots(self, response: Response, source: Source) -> Iterator[Request]:
        """Ask for the sitemaps that a robots.txt names (sitemaps.org, "Specifying the Sitemap location")."""
        if response.request is not None:
            self.session.note_robots(response.request, outcome_of(response.status), response)
        named = _SITEMAP_LINE.findall(response.body.decode("utf-8", "ignore")) if response.status == OK else ()
        for line in named:
            address = absolute(line, response.url)
            if same_site(address, source.home) and self.session.enter(address):
                yield self.request(self.session.channel(source, self.purpose, address))

    def read(self, response: Response, source: Source) -> Reading:
        """Read a sitemap; with a date to go back to, all of it from that date on."""
        del source
        since = self.session.settings.since
        if since is None:
            return read_sitemap(response.body, response.url)
        reading = read_sitemap(response.body, response.url, most=_ALL, further=_ALL)
        return Reading(
            entries=tuple(entry for entry in reading.entries if _reaches(entry.published or entry.updated, since)),
            further=tuple(each for each in reading.further if _reaches(each.modified, since) and _has_articles(each)),
            valid=reading.valid,
            without_link=reading.without_link,
        )

    def follow(self, reading: Reading, source: Source, channel: Channel) -> Iterator[Request]:
        """Ask for the sitemaps that an index names, each address once a run, and old ones only once ever."""
        del channel
        for further in reading.further:
            state = self.session.channel(source, self.purpose, further.url)
            if self._worth(state, further.modified) and self.session.enter(further.url):
                yield self.request(state)

    def _worth(self, state: Channel, modified: str) -> bool:
        """Say whether a sitemap can hold anything new: one dated before the last poll cannot."""
        if state.polled_at is None or state.failures or self.session.settings.since is not None:
            return True
        day = _day(modified)
        # A day of grace: the date names no time zone, and often no time.
        return day is None or day >= state.polled_at.date() - timedelta(days=1)


def _has_articles(further: Further) -> bool:
    return not _NO_ARTICLES.search(further.url)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _reaches(text: str, since: date) -> bool:
    day = _day(text)
    return day is None or day >= date(since.year, since.month, since.day)
