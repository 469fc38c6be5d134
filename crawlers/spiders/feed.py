"""Polls feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawlers.feeds import read_feed
from crawlers.paging import paged
from crawlers.spiders.polling import PollingSpider
from pipelines.records import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.http import Response

    from crawlers.entries import Reading
    from pipelines.records import Source

# What WordPress writes into its feeds' heads.
GENERATOR, HEAD = b"<generator>https://wordpress.org/", 4096


class FeedSpider(PollingSpider):
    """Finds articles in RSS and Atom feeds."""

    name = "feed"
    purpose = Purpose.FEED

    def addresses(self, source: Source) -> Iterable[str]:
        """Give a source's feeds."""
        return source.feeds

    def read(self, response: Response, source: Source) -> Reading:
        """Read a feed."""
        del source
        return read_feed(response.body, response.url, (response.headers.get("Content-Type") or b"").decode("latin-1"))

    def older(self, response: Response, source: Source, number: int) -> str:
        """Give a further page of a WordPress feed, which has all articles ever; others hold the newest alone."""
        asked = response.cb_kwargs["channel"].url
        return paged(asked, number) if source.family == "wordpress" or GENERATOR in response.body[:HEAD] else ""
