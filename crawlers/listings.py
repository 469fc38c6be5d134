"""Reads pages that list articles: the links that a CSS selector chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.http import HtmlResponse

from crawlers.entries import Reading, absolute
from pipelines.records import FeedEntry
from pipelines.urls import canonical, same_site

if TYPE_CHECKING:
    from parsel import Selector

MOST_ENTRIES = 200


def read_listing(body: bytes, url: str, links: str, content_type: str = "") -> Reading:
    """Read a listing; ``links`` chooses links or elements around them. It raises for no input but a bad selector."""
    page = HtmlResponse(url, body=body, headers={"Content-Type": content_type} if content_type else None)
    try:
        chosen = page.css(links)
        base = absolute(page.css("base::attr(href)").get("") or url, url) or url
    except ValueError:  # lxml finds no document in it
        return Reading(valid=False)
    found: dict[str, FeedEntry] = {}
    without_link = 0
    for element in chosen:
        address = absolute(_href(element), base)
        if not address or not same_site(address, url) or canonical(address) == canonical(url):
            without_link += 1
            continue
        entry = FeedEntry(link=address, title=" ".join(" ".join(element.xpath(".//text()").getall()).split()))
        known = found.get(canonical(address))
        if known is None or len(entry.title) > len(known.title):
            found[canonical(address)] = entry
    return Reading(entries=tuple(found.values())[:MOST_ENTRIES], valid=bool(chosen), without_link=without_link)


def _href(element: Selector) -> str:
    return element.attrib.get("href") or element.css("a::attr(href)").get("") or ""
