"""The past of a source: pages of listings, WordPress feeds and sitemaps are read back to a date, once, and politely."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.paging import day_of, is_past, next_page, paged, reaches
from pipelines.records import FeedEntry
from tests.crawlers.conftest import Reply, article

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.records import Source
    from tests.crawlers.conftest import Site, World

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
SINCE = datetime(2026, 6, 1, tzinfo=UTC)
HERE = "https://a.example/haberler"


@pytest.mark.parametrize(
    ("url", "link", "expected"),
    [
        (HERE, '<a rel="next" href="?p=x">ileri</a>', f"{HERE}?p=x"),
        (HERE, '<link rel="next" href="/haberler/sayfa/2">', f"{HERE}/sayfa/2"),
        (HERE, '<a class="btn next" href="/h/2">&gt;</a>', "https://a.example/h/2"),
        (HERE, '<a href="/arsiv/b">Sonraki Sayfa »</a>', "https://a.example/arsiv/b"),
        (HERE, '<a href="/arsiv/b">صفحه بعدی</a>', "https://a.example/arsiv/b"),
        (HERE, '<a href="/arsiv/b">قدیمی\u200cتر</a>', "https://a.example/arsiv/b"),
        (HERE, '<a href="/arsiv/b">Older posts</a>', "https://a.example/arsiv/b"),
        (HERE, '<a href="/haberler?page=2">2</a><a href="/haberler?page=9">»</a>', f"{HERE}?page=2"),
        (f"{HERE}?page=2", '<a href="?page=1">1</a><a href="?page=3">3</a><a href="?page=9">»</a>', f"{HERE}?page=3"),
        (f"{HERE}/page/9/", '<a href="/haberler/page/10/">10</a>', f"{HERE}/page/10/"),
        (HERE, '<a href="/haberler/page/2/">2</a>', f"{HERE}/page/2/"),
        (
            "https://a.example/archive?pi=4&ms=0",
            '<a href="/archive?ms=0&pi=5">۵</a>',
            "https://a.example/archive?ms=0&pi=5",
        ),
        (HERE, '<a href="/haber/2">Haber</a><a href="/haberler?page=3">3</a>', ""),
        (HERE, '<a href="https://b.example/haberler?page=2">2</a>', ""),
        (HERE, '<a href="?page=9">»</a>', ""),
        (
            "https://a.example/",
            '<a href="/haber/2">a</a><a href="/?id=2">b</a><a href="/sayfa/2">c</a>',
            "https://a.example/sayfa/2",
        ),
        (HERE, f'<a rel="next" href="{HERE}">next</a>', ""),
        (f"{HERE}?page=2", '<a href="/duyurular?page=3">3</a>', ""),
    ],
)
def test_the_next_page_is_found(url: str, link: str, expected: str) -> None:
    """By what it is called in three languages, or by its number; never another list, another site or the last page."""
    assert next_page(f"<html><body>{link}</body></html>".encode(), url, "text/html; charset=utf-8") == expected


@given(st.binary(max_size=300), st.text(max_size=60))
def test_any_page_at_any_address_is_survived(body: bytes, tail: str) -> None:
    """Whatever stands there, the answer is an address or nothing."""
    found = next_page(body, "https://a.example/" + tail.encode("unicode_escape").decode())
    assert found == "" or found.startswith("http")


@given(st.integers(1, 99_998))
def test_numbers_count_up_by_one(number: int) -> None:
    """Page after page, and never back or further."""
    links = "".join(f'<a href="?sayfa={number + step}">x</a>' for step in (-1, 2, 1, 10))
    assert next_page(links.encode(), f"{HERE}?sayfa={number}") == f"{HERE}?sayfa={number + 1}"


@pytest.mark.parametrize(
    ("entry", "day"),
    [
        (FeedEntry(link="x", published="2026-11-12T10:00:00+03:00"), date(2026, 11, 12)),
        (FeedEntry(link="x", published="Thu, 12 Nov 2026 14:35:00 +0300"), date(2026, 11, 12)),
        (FeedEntry(link="x", updated="2026-11-12"), date(2026, 11, 12)),
        (FeedEntry(link="https://a.example/2026/11/12/haber"), date(2026, 11, 12)),
        (FeedEntry(link="https://a.example/fa/news/1405/08/21/33"), date(2026, 11, 12)),
        (FeedEntry(link="https://a.example/haber-2026-11-12"), date(2026, 11, 12)),
        (FeedEntry(link="https://a.example/news/20261112"), None),
        (FeedEntry(link="https://a.example/2026/13/12/haber", published="dün"), None),
        (FeedEntry(link="https://a.example/1405/12/31"), None),
    ],
)
def test_the_day_of_an_entry(entry: FeedEntry, day: date | None) -> None:
    """What it says goes first, then its address in either calendar; a mere number is no day."""
    assert day_of(entry) == day
    assert reaches(entry, date(2026, 11, 12)) == (day is None or day >= date(2026, 11, 12))


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_date_is_survived(published: str, link: str) -> None:
    """Nothing that stands where a date should be raises."""
    entry = FeedEntry(link=link, published=published)
    assert is_past([entry], date.min) is False


def test_a_page_is_past_only_by_what_it_says() -> None:
    """One recent entry, or none with a day, keeps the walk going."""
    old, new, undated = FeedEntry(link="/2020/01/02/a"), FeedEntry(link="/2026/11/12/b"), FeedEntry(link="/c")
    assert is_past([old, undated], SINCE.date())
    assert not is_past([old, new], SINCE.date())
    assert not is_past([undated], SINCE.date())


def test_pages_of_a_feed_are_numbered() -> None:
    """Other parameters stay."""
    assert paged("https://a.example/feed/?cat=3&paged=2", 3) == "https://a.example/feed/?cat=3&paged=3"


def listing(site: Site, pages: int, *, dated: bool = False) -> None:
    """Put a listing of several pages with three articles each on a site, the newest first."""
    for number in range(1, pages + 1):
        paths = [f"/{f'2026/{12 - number:02d}/10/' if dated else ''}haber-{number}-{each}" for each in range(3)]
        for path in paths:
            site.replies[path] = Reply(article(path))
        links = "".join(f'<li><a class="t" href="{path}">Haber {path}</a></li>' for path in paths)
        more = f'<a href="/liste?page={number + 1}">{number + 1}</a>' if number < pages else ""
        site.replies["/liste" if number == 1 else f"/liste?page={number}"] = Reply(f"<ul>{links}</ul>{more}".encode())


def test_a_listing_is_walked_to_its_end(world: World, site: Site, make_source: Callable[..., Source]) -> None:
    """All articles of all pages come in once; how the channel stands is left to the ordinary crawls."""
    listing(site, 5)
    source = make_source(site, listings=(("/liste", "a.t"),))
    world.crawl(source, now=NOW)
    assert len(world.pages()) == 3
    before = world.query("SELECT record FROM channels")
    result = world.crawl(source, now=NOW, since=SINCE)
    assert len(world.pages()) == 15
    assert result.problems == ()
    assert world.query("SELECT record FROM channels") == before
    assert len(site.paths()) == 15 + 5 + 1
    world.crawl(source, now=NOW, since=SINCE)
    assert len(world.pages()) == 15


def test_a_dated_listing_is_left_at_the_date(world: World, site: Site, make_source: Callable[..., Source]) -> None:
    """Pages older than the date are not asked for, except the one that shows it."""
    listing(site, 10, dated=True)
    world.crawl(make_source(site, listings=(("/liste", "a.t"),)), now=NOW, since=datetime(2026, 9, 1, tzinfo=UTC))
    assert sorted({path for path in site.paths() if "liste" in path}) == [
        "/liste", "/liste?page=2", "/liste?page=3", "/liste?page=4",
    ]  # fmt: skip
    assert len(world.pages()) == 9


def test_a_listing_that_never_ends_is_left_when_it_repeats_itself(
    world: World, site: Site, make_source: Callable[..., Source]
) -> None:
    """A site that answers every page number with the last page does not keep the crawler."""
    listing(site, 2)
    last = site.fixed("/liste?page=2").body
    for number in range(2, 9):
        site.replies[f"/liste?page={number}"] = Reply(last + f'<a href="/liste?page={number + 1}">n</a>'.encode())
    world.crawl(make_source(site, listings=(("/liste", "a.t"),)), now=NOW, since=SINCE)
    assert len(world.pages()) == 6
    assert "/liste?page=4" not in site.paths()


def test_a_broken_page_is_named_and_the_next_run_goes_on(
    world: World, site: Site, make_source: Callable[..., Source]
) -> None:
    """What was found before is kept, nothing is fetched twice, and the exit says that the past is not complete."""
    listing(site, 4)
    good = site.fixed("/liste?page=3")
    site.replies["/liste?page=3"] = Reply(b"", 500)
    source = make_source(site, listings=(("/liste", "a.t"),))
    (problem,) = world.crawl(source, now=NOW, since=SINCE).problems
    assert "/liste?page=3 (server-error)" in problem
    site.replies["/liste?page=3"] = Reply(stream=lambda handler: None)  # noqa: ARG005 -- it hangs up
    (problem,) = world.crawl(source, now=NOW, since=SINCE).problems
    assert "/liste?page=3 (unreachable)" in problem or "/liste?page=3 (broken)" in problem
    assert len(world.pages()) == 6
    site.replies["/liste?page=3"] = good
    assert world.crawl(source, now=NOW, since=SINCE).problems == ()
    assert len(world.pages()) == 12
    assert all(site.paths().count(page.url.removeprefix(site.url(""))) == 1 for page in world.pages())


MONTHS = ("Nov", "Oct", "Sep", "Aug", "Jul", "Jun", "May", "Apr")


def feed_of(site: Site, numbers: range, *, generator: str = "") -> Reply:
    """Make a page of a feed, one article a month back."""
    items = "".join(
        f"<item><title>Haber {n}</title><link>{site.url(f'/h/{n}')}</link>"
        f"<pubDate>Mon, 10 {MONTHS[n]} 2026 10:00:00 +0300</pubDate></item>"
        for n in numbers
    )
    return Reply(f"<rss version='2.0'><channel><title>t</title>{generator}{items}</channel></rss>".encode())


@pytest.mark.parametrize("generator", ["<generator>https://wordpress.org/?v=6.5</generator>", ""])
def test_a_wordpress_feed_is_read_back_to_the_date(
    world: World, site: Site, make_source: Callable[..., Source], generator: str
) -> None:
    """Two articles a page, back to June; a feed of another system has no further pages."""
    for number in range(8):
        site.replies[f"/h/{number}"] = Reply(article(f"Haber {number}"))
    for page in range(1, 5):
        path = "/feed" if page == 1 else f"/feed?paged={page}"
        site.replies[path] = feed_of(site, range(2 * page - 2, 2 * page), generator=generator)
    world.crawl(make_source(site, feeds=("/feed",)), now=NOW, since=SINCE)
    assert len(world.pages()) == (6 if generator else 2)
    assert [path for path in site.paths() if "paged" in path] == (
        ["/feed?paged=2", "/feed?paged=3", "/feed?paged=4"] if generator else []
    )


def test_sitemaps_are_found_through_robots_txt(world: World, site: Site, make_source: Callable[..., Source]) -> None:
    """A source without sitemaps has them nevertheless; those of tags and authors, and of strangers, are left."""
    entries = "".join(
        f"<url><loc>{site.url(f'/h/{n}')}</loc><lastmod>2026-{n:02d}-10</lastmod></url>" for n in range(1, 11)
    )
    site.replies["/robots.txt"] = Reply(
        f"User-agent: *\nAllow: /\nSitemap: {site.url('/index.xml')}\nsitemap: https://b.example/s.xml\n".encode(),
        headers={"Content-Type": "text/plain"},
    )
    site.replies["/index.xml"] = Reply(
        f"<sitemapindex><sitemap><loc>{site.url('/post-sitemap1.xml')}</loc></sitemap>"
        f"<sitemap><loc>{site.url('/category-sitemap.xml')}</loc></sitemap>"
        f"<sitemap><loc>{site.url('/old.xml')}</loc><lastmod>2020-01-01</lastmod></sitemap></sitemapindex>".encode()
    )
    site.replies["/post-sitemap1.xml"] = Reply(f"<urlset>{entries}</urlset>".encode())
    for number in range(1, 11):
        site.replies[f"/h/{number}"] = Reply(article(f"Haber {number}"))
    source = make_source(site, home=site.url("/"), feeds=("/none",))
    world.crawl(source, now=NOW)
    assert world.pages() == []
    world.crawl(source, now=NOW, since=SINCE)
    assert len(world.pages()) == 5
    assert {"/category-sitemap.xml", "/old.xml"}.isdisjoint(site.paths())


def test_news_goes_before_the_past(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]]
) -> None:
    """Links that wait since a backfill do not keep today's articles waiting."""
    listing(site, 6)
    source = make_source(site, listings=(("/liste", "a.t"),), delay=0.05)
    world.crawl(source, now=NOW, since=SINCE, most_seconds=1.0)
    left = world.query("SELECT count(*) FROM links WHERE done = 0")[0][0]
    assert left > 0
    site.seen.clear()
    publish(site, 2)
    world.crawl(make_source(site, feeds=("/feed",), delay=0.05), now=NOW)
    asked = [path for path in site.paths() if "haber" in path]
    assert max(asked.index("/haber/0"), asked.index("/haber/1")) < len(asked) - 3
    assert len(asked) == left + 2
