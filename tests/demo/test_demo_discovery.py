"""Feeds, sitemaps and listings of the mini web lead to its articles at every capture."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import feedparser
from lxml import html

from rasad.demo.web import CAPTURES, moment
from tests.demo.captures import at, locations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.records import Source
    from rasad.demo.pages import Print
    from tests.demo.captures import Captured


def test_the_crawler_accepts_every_source(sources: Mapping[str, Source]) -> None:
    """All sixteen source files are valid, of demo kind, without delay, and titled as what they are."""
    assert len(sources) == 16
    assert {source.country for source in sources.values()} == {"tr", "ir"}
    assert {source.languages for source in sources.values()} == {("tr",), ("fa",), ("en",)}
    assert len({source.kind for source in sources.values()}) >= 8
    for source in sources.values():
        assert source.demo
        assert source.delay == 0
        assert source.title.endswith("(demo)")


def test_every_channel_answers_at_every_capture(sources: Mapping[str, Source], captured: Captured) -> None:
    """Each feed, sitemap and listing of each source has its own answer for each of the six Mondays."""
    for source in sources.values():
        for url in (*source.feeds, *source.sitemaps, *(listing.url for listing in source.listings)):
            assert [answer.at for answer in captured[url]] == [moment(day) for day in CAPTURES]
            assert {answer.status for answer in captured[url]} == {200}


def test_every_host_has_a_robots_file(sources: Mapping[str, Source], captured: Captured) -> None:
    """Each outlet answers for robots.txt from the first capture on."""
    for source in sources.values():
        (answer,) = captured[f"{source.home}robots.txt"]
        assert answer.at == moment(CAPTURES[0])
        assert answer.body.startswith(b"User-agent: *")


def test_feeds_lead_to_pages_that_exist(sources: Mapping[str, Source], captured: Captured) -> None:
    """Every link of every feed has an answer at the time of that feed."""
    for source in sources.values():
        for url in source.feeds:
            for day, answer in zip(CAPTURES, captured[url], strict=True):
                feed = feedparser.parse(answer.body)
                # The feed that breaks off ends in an entry of which nothing is left.
                entries = feed.entries[:-1] if feed.bozo else feed.entries
                assert entries
                for entry in entries:
                    assert entry.title
                    assert captured[entry.link][0].at <= moment(day), entry.link


def test_sitemaps_lead_to_pages_that_exist(sources: Mapping[str, Source], captured: Captured) -> None:
    """Every address of every sitemap, also of those behind an index, has an answer at that time."""
    for source in sources.values():
        for url in source.sitemaps:
            for number in range(len(CAPTURES)):
                found = locations(at(captured, url, number))
                if "index" in url:
                    found = [loc for member in found for loc in locations(at(captured, member, number))]
                assert found
                assert all(at(captured, link, number).status == 200 for link in found)


def test_listings_lead_to_pages_that_exist(sources: Mapping[str, Source], captured: Captured) -> None:
    """The selector of every listing finds links at every capture, each of them with an answer."""
    for source in sources.values():
        for listing in source.listings:
            for number in range(len(CAPTURES)):
                page = html.fromstring(at(captured, listing.url, number).body)
                links = [urljoin(listing.url, link.get("href") or "") for link in page.cssselect(listing.links)]
                assert links
                assert all(at(captured, link, number) for link in links)


def test_every_article_is_discovered_by_a_channel(
    prints: tuple[Print, ...], sources: Mapping[str, Source], captured: Captured
) -> None:
    """No article stands there without a feed, sitemap or listing that names it at some capture."""
    for article in prints:
        source = sources[article.outlet.id]
        channels = [*source.feeds, *source.sitemaps, *(listing.url for listing in source.listings)]
        channels += [loc for url in source.sitemaps if "index" in url for loc in locations(captured[url][0])]
        bodies = [answer for url in channels for answer in captured[url]]
        texts = [gzip.decompress(a.body) if a.content_type == "application/gzip" else a.body for a in bodies]
        named = article.announced.replace("&", "&amp;").encode()
        assert any(named in text for text in texts), article.link
