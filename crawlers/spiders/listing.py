"""Polls pages that list articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawlers.listings import read_listing
from crawlers.paging import next_page
from crawlers.spiders.polling import PollingSpider
from pipelines.records import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.http import Response

    from crawlers.entries import Reading
    from pipelines.records import Source


class ListingSpider(PollingSpider):
    """Finds articles by the links of listing pages."""

    name = "listing"
    purpose = Purpose.LISTING

    def addresses(self, source: Source) -> Iterable[str]:
        """Give a source's listing pages."""
        return [listing.url for listing in source.listings]

    def read(self, response: Response, source: Source) -> Reading:
        """Read the links that the page's own selector chooses."""
        asked = response.cb_kwargs["channel"].url
        links = next(listing.links for listing in source.listings if listing.url == asked)
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        return read_listing(response.body, response.url, links, kind)

    def older(self, response: Response, source: Source, number: int) -> str:
        """Give the page that a listing calls its next one."""
        del source, number
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        return next_page(response.body, response.url, kind)
