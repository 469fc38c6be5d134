"""A crawl run against a real local server."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipelines.archive.crawl import channel
from pipelines.archive.store import Archive
from pipelines.archive.warc import read_body

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelines.records import Source
    from tests.crawlers.conftest import Reply, Site, World

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)


def test_every_article_of_a_feed_becomes_one_page_with_its_body_and_entry(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]]
) -> None:
    """Each link of a feed is fetched once and kept with its bytes and the feed's own words."""
    paths = publish(site, 20)
    result = world.crawl(make_source(site, feeds=("/feed",)))
    assert sorted(world.outcomes()) == sorted(paths)
    assert set(world.outcomes().values()) == {"ok"}
    assert sorted(site.paths()) == sorted(["/feed", *paths])
    page = world.pages()[0]
    assert page.entry is not None
    assert page.entry.published == "Thu, 12 Nov 2026 14:35:00 +0300"
    assert page.found == site.url("/feed")
    assert page.body is not None
    assert b"<h1>" in read_body(world.folder / "warc", page.body)
    mine = result.sources["local"]
    assert (mine.discovered, mine.fetched, mine.failed) == (20, 20, 0)
    assert mine.outcomes == {"ok": 21}


def test_an_unchanged_site_costs_a_second_run_next_to_nothing(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """A second run fetches no article again, and a server that knows ETags sends no feed either."""
    publish(site, 20)
    feed = site.fixed("/feed")

    def conditional(headers: Mapping[str, str]) -> Reply:
        if headers.get("if-none-match") == '"v1"':
            return reply(b"", 304)
        return reply(feed.body, headers={**feed.headers, "ETag": '"v1"'})

    site.replies["/feed"] = conditional
    source = make_source(site, feeds=("/feed",))
    world.crawl(source)
    first, site.sent = site.sent, 0
    site.seen.clear()
    result = world.crawl(source)
    assert site.paths() == ["/feed"]
    assert site.sent < 0.05 * first
    assert result.sources["local"].unchanged == 1


def test_a_feed_without_an_etag_is_recognised_by_its_digest(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]]
) -> None:
    """The digest of the body decides whether a channel changed."""
    publish(site, 3)
    source = make_source(site, feeds=("/feed",))
    world.crawl(source)
    assert world.crawl(source).sources["local"].outcomes == {"unchanged": 1}


def test_an_article_that_its_feed_renames_is_fetched_again(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """A changed title or update date in the same feed is a reason to fetch a known article once more."""
    publish(site, 3)
    source = make_source(site, feeds=("/feed",))
    world.crawl(source)
    feed = site.fixed("/feed")
    site.replies["/feed"] = reply(feed.body.replace(b"<title>Haber /haber/1<", b"<title>Haber 1, yeni<"))
    site.seen.clear()
    world.crawl(source)
    assert site.paths() == ["/feed", "/haber/1"]
    site.seen.clear()
    world.crawl(source)
    assert site.paths() == ["/feed"]


def test_each_failure_has_its_name_and_only_passing_ones_are_tried_again(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """404, 410, 403, 500, redirect loops and foreign files are named; a later run tries the server error again."""
    publish(site, 7)
    site.replies["/haber/0"] = reply(b"", 404)
    site.replies["/haber/1"] = reply(b"", 410)
    site.replies["/haber/2"] = reply(b"", 403)
    site.replies["/haber/3"] = reply(b"", 500)
    site.replies["/haber/4"] = reply(b"", 302, {"Location": "/haber/4"})
    site.replies["/haber/5"] = reply(b"%PDF-1.7 \x00\x01", headers={"Content-Type": "application/pdf"})
    source = make_source(site, feeds=("/feed",))
    world.crawl(source, now=NOW)
    assert world.outcomes() == {
        "/haber/0": "gone",
        "/haber/1": "gone",
        "/haber/2": "http-error",
        "/haber/3": "server-error",
        "/haber/4": "redirect-loop",
        "/haber/5": "not-html",
        "/haber/6": "ok",
    }
    assert all((page.body is None) == (page.outcome != "ok") for page in world.pages())
    site.seen.clear()
    world.crawl(source, now=NOW + timedelta(hours=2))
    assert site.paths()[0] == "/haber/3"
    assert site.paths().count("/haber/0") == 0


def test_a_redirect_is_followed_and_both_addresses_are_kept(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """A page knows the address that was asked for and the one that answered."""
    publish(site, 1)
    site.replies["/yeni"] = site.replies["/haber/0"]
    site.replies["/haber/0"] = reply(b"", 301, {"Location": "/yeni"})
    world.crawl(make_source(site, feeds=("/feed",)))
    page = world.pages()[0]
    assert (page.url, page.fetched_url, page.status) == (site.url("/haber/0"), site.url("/yeni"), 200)


def test_a_moved_feed_is_noted_and_asked_at_its_new_place(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """A permanent redirect of a channel is kept as a proposal, and the new address is asked from then on."""
    publish(site, 1, feed="/new")
    site.replies["/feed"] = reply(b"", 301, {"Location": "/new"})
    source = make_source(site, feeds=("/feed",))
    world.crawl(source)
    with Archive(world.folder, readonly=True) as archive:
        state = channel(archive, site.url("/feed"))
    assert state is not None
    assert state.moved_to == site.url("/new")
    site.seen.clear()
    world.crawl(source)
    assert site.paths() == ["/new"]


def test_listings_and_sitemaps_are_discovered_too(
    world: World, site: Site, make_source: Callable[..., Source], reply: type[Reply], article_page: Callable[..., bytes]
) -> None:
    """Listing pages and sitemap indexes with gzip lead to articles; a sitemap that names itself does no harm."""
    for path in ("/a", "/b", "/c"):
        site.replies[path] = reply(article_page(path))
    site.replies["/liste"] = reply(b'<html><a class="x" href="/a">A</a><a href="/nav">no</a></html>')
    maps = "".join(f"<sitemap><loc>{site.url(path)}</loc></sitemap>" for path in ("/one.xml.gz", "/index.xml"))
    site.replies["/index.xml"] = reply(f"<sitemapindex>{maps}</sitemapindex>".encode())
    urls = f"<urlset><url><loc>{site.url('/b')}</loc></url><url><loc>{site.url('/c')}</loc></url></urlset>"
    site.replies["/one.xml.gz"] = reply(gzip.compress(urls.encode()))
    world.crawl(make_source(site, sitemaps=("/index.xml",), listings=(("/liste", "a.x"),)))
    assert world.outcomes() == {"/a": "ok", "/b": "ok", "/c": "ok"}
    assert site.paths().count("/index.xml") == 1
