"""Polls feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawlers.feeds import read_feed
from crawlers.spiders.polling import PollingSpider
from pipelines.records import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.http import Response

    from crawlers.entries import Reading
    from pipelines.records import Source


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
