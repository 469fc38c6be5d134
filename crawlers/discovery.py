"""Finds out how a site's articles can be discovered: its feeds, its sitemaps, or a list of links on its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy.http import HtmlResponse

from crawlers.entries import Reading, absolute
from crawlers.feeds import read_feed
from crawlers.headlines import guess
from crawlers.html import is_html
from crawlers.listings import read_listing
from crawlers.outcomes import Failed, Outcome
from crawlers.sitemaps import read_sitemap
from crawlers.visitor import Visitor
from pipelines.records import FeedEntry, Listing
from pipelines.urls import canonical, same_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crawlers.client import Answer
    from crawlers.session import CrawlSettings

PREVIEWED = 10
# Where the known systems put their feeds, the likeliest first, and where sitemaps usually stand.
_FEED_PATHS = ("/feed/", "/rss", "/rss.xml", "/fa/rss/allnews", "/feed", "/atom.xml", "/index.xml")
_SITEMAP_PATHS = ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_FEED_LINK = re.compile(r"(?:/(?:rss|feed|atom)(?:[/.?]|$)|\.rss$)", re.IGNORECASE)
_FAMILY_SIGNS = (
    ("wordpress", re.compile(rb"wp-content/|wordpress", re.IGNORECASE)),
    ("nastooh", re.compile(rb"nastooh", re.IGNORECASE)),
    ("iransamaneh", re.compile(rb"iransamaneh", re.IGNORECASE)),
)
_COUNTRIES = frozenset({"tr", "ir"})
_MOST_TRIED = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An address that was tried, and what it turned out to be."""

    url: str
    outcome: str
    entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """How a site could be a source, with the next articles it would give and all that was tried."""

    home: str
    title: str = ""
    language: str = ""
    country: str = ""
    family: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    preview: tuple[FeedEntry, ...] = ()
    tried: tuple[Tried, ...] = ()

    def found(self) -> bool:
        """Say whether there is any way of discovery."""
        return bool(self.feeds or self.sitemaps or self.listings)


async def propose(url: str, settings: CrawlSettings) -> Proposal:
    """Look at a site, or at a feed of it, and propose how to discover its articles.

    Raises:
        Failed: the address itself cannot be fetched.
    """
    async with Visitor(settings, settings.now or datetime.now(UTC)) as visitor:
        return await _Search(visitor).run(url)


class _Search:
    """One search for a site's ways of discovery, from the best kind to the last resort."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._tried: list[Tried] = []

    async def run(self, url: str) -> Proposal:
        """Search from an address on."""
        answer = await self._visitor.get(url)
        if not is_html(answer.body, _kind(answer)):
            return await self._from_feed(answer)
        page = HtmlResponse(answer.url, body=answer.body, headers={"Content-Type": _kind(answer)})
        found = _described(page, answer)
        feeds = await self._first(_feed_links(page), _as_feed)
        if feeds is not None:
            found = replace(found, feeds=(feeds[0],), preview=_preview(feeds[1]))
        else:
            found = await self._without_feed(found, answer)
        return replace(found, tried=tuple(self._tried))

    async def _from_feed(self, answer: Answer) -> Proposal:
        reading = _as_feed(answer)
        if not reading.valid:
            raise Failed(Outcome.NOT_A_FEED, f"{answer.url} is neither a web page nor a feed")
        link = reading.entries[0].link if reading.entries else answer.url
        home = urljoin(link, "/")
        found = Proposal(home=home, feeds=(answer.url,), preview=_preview(reading))
        try:
            front = await self._visitor.get(home)
        except Failed as failed:
            self._tried.append(Tried(url=home, outcome=failed.outcome))
            return replace(found, country=_country(home), tried=tuple(self._tried))
        page = HtmlResponse(front.url, body=front.body, headers={"Content-Type": _kind(front)})
        return replace(_described(page, front), feeds=found.feeds, preview=found.preview, tried=tuple(self._tried))

    async def _without_feed(self, found: Proposal, answer: Answer) -> Proposal:
        sitemap = await self._first(await self._sitemap_links(answer.url), _as_sitemap)
        if sitemap is not None:
            found = replace(found, sitemaps=(sitemap[0],), preview=_preview(sitemap[1]))
        selector = guess(answer.body, answer.url)
        if selector is not None:
            reading = read_listing(answer.body, answer.url, selector, _kind(answer))
            listing = Listing(url=answer.url, links=selector)
            found = replace(found, listings=(listing,), preview=found.preview or _preview(reading))
        return found

    async def _sitemap_links(self, url: str) -> list[str]:
        rules = await self._visitor.rules(url)
        named = list(rules.parsed.sitemaps) if rules.parsed is not None else []
        return [*named, *(urljoin(url, path) for path in _SITEMAP_PATHS)]

    async def _first(self, urls: Iterable[str], read: Callable[[Answer], Reading]) -> tuple[str, Reading] | None:
        """Give the first address whose document names articles, or else the first that is at least valid."""
        spare = None
        for url in list(dict.fromkeys(urls))[:_MOST_TRIED]:
            try:
                answer = await self._visitor.get(url)
            except Failed as failed:
                self._tried.append(Tried(url=url, outcome=failed.outcome))
                continue
            reading = read(answer)
            outcome = "ok" if reading.valid else "not-a-feed"
            self._tried.append(Tried(url=answer.url, outcome=outcome, entries=len(reading.entries)))
            if reading.valid and (reading.entries or reading.further):
                return answer.url, reading
            spare = spare or ((answer.url, reading) if reading.valid else None)
        return spare


def _as_feed(answer: Answer) -> Reading:
    return read_feed(answer.body, answer.url, _kind(answer))


def _as_sitemap(answer: Answer) -> Reading:
    return read_sitemap(answer.body, answer.url)


def _kind(answer: Answer) -> str:
    return next((value for name, value in answer.headers if name.lower() == "content-type"), "")


def _preview(reading: Reading) -> tuple[FeedEntry, ...]:
    return reading.entries[:PREVIEWED]


def _described(page: HtmlResponse, answer: Answer) -> Proposal:
    """Read what a home page says of its site."""
    title = page.css('meta[property="og:site_name"]::attr(content)').get() or page.css("title::text").get("")
    language = page.xpath("string(//html/@lang)").get("")[:2].lower()
    family = next((name for name, sign in _FAMILY_SIGNS if sign.search(answer.body)), None)
    country = _country(answer.url)
    return Proposal(
        home=answer.url,
        title=" ".join(title.split()),
        language=language or {"tr": "tr", "ir": "fa"}.get(country, ""),
        country=country,
        family=family,
    )


def _country(url: str) -> str:
    ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    return ending if ending in _COUNTRIES else ""


def _feed_links(page: HtmlResponse) -> Iterator[str]:
    """Give where a page's feeds may be: as it declares, as it links, and as the known systems have them."""
    for link in page.css("link[rel~=alternate][href]"):
        if link.attrib.get("type", "").lower() in _FEED_TYPES and "comment" not in link.attrib["href"]:
            yield from _own(link.attrib["href"], page.url)
    for href in page.css("a::attr(href)").getall():
        if _FEED_LINK.search(href):
            yield from _own(href, page.url)
    yield from (urljoin(page.url, path) for path in _FEED_PATHS)


def _own(href: str, url: str) -> Iterator[str]:
    address = absolute(href, url)
    if address and same_site(address, url) and canonical(address) != canonical(url):
        yield address
