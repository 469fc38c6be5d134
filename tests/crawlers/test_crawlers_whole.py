"""Whole crawls: a web that misbehaves at random, the bundled sources on recorded pages, and every request accounted."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from scrapy.http import HtmlResponse

from crawlers.sources import BUNDLED, load
from pipelines.records import Purpose
from tests.crawlers.conftest import Reply, article
from tests.crawlers.test_crawlers_replay import Tape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipelines.records import Source
    from tests.crawlers.conftest import Site, World

DATA = Path(__file__).parents[2] / "../shared/data/html"
NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
CATALOGUE = load(BUNDLED)
PERMANENT = {"ok", "gone", "http-error", "not-html", "robots", "redirect-loop", "too-large", "refused"}


def moody(dice: random.Random, good: Reply) -> Callable[[Mapping[str, str]], Reply]:
    """Answer well most of the time, and badly in one of many ways otherwise."""
    bad = (
        Reply(b"", 500),
        Reply(b"", 502),
        Reply(b"", 404),
        Reply(b"", 403),
        Reply(b"", 301, {"Location": "http://10.0.0.1/"}),
        Reply(b"\x89PNG\r\n", headers={"Content-Type": "image/png"}),
        Reply(b"not gzip", headers={"Content-Encoding": "gzip"}),
        Reply(stream=lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort")),
        Reply(stream=lambda handler: None),  # noqa: ARG005 -- it hangs up
    )
    return lambda _: good if dice.random() < 0.6 else dice.choice(bad)


def test_a_web_that_misbehaves_at_random_is_crawled_to_the_end_without_loss_or_repetition(
    world: World, new_site: Callable[[], Site], make_source: Callable[..., Source], publish: Callable[..., list[str]]
) -> None:
    """Over some days of random faults each link ends with one last page, and every request is in the books."""
    dice = random.Random(23)
    sites, sources, links = [new_site() for _ in range(4)], [], 0
    for number, site in enumerate(sites):
        paths = publish(site, 15)
        links += len(paths)
        for path in ("/feed", *paths):
            site.replies[path] = moody(dice, site.fixed(path))
        sources.append(make_source(site, id=f"s{number}", feeds=("/feed",)))
    now = NOW
    for _ in range(14):
        world.crawl(*sources, now=now)
        now += timedelta(hours=8)
    for site in sites:
        site.replies["/feed"] = Reply(b"", 304)
    world.crawl(*sources, now=now + timedelta(days=2))
    assert world.query("SELECT count(*) FROM links WHERE done = 0") == [(0,)]
    last = {page.url: page.outcome for page in world.pages()}
    assert len(last) == links
    tries = Counter(page.url for page in world.pages())
    assert max(tries.values()) <= 5
    assert all(outcome in PERMANENT or tries[url] == 5 for url, outcome in last.items())
    good = Counter(page.url for page in world.pages() if page.outcome == "ok")
    assert set(good.values()) == {1}
    asked = world.query("SELECT count(*) FROM attempts WHERE NOT (purpose = 'robots' AND outcome = 'refused')")
    assert asked == [(sum(len(site.seen) for site in sites),)]


def test_every_request_that_a_server_sees_is_an_attempt_in_the_archive(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """Feeds, sitemaps, listings, articles and robots.txt are each accounted with what they cost on the wire."""
    paths = publish(site, 6)
    site.replies["/haber/2"] = reply(b"", 404)
    site.replies["/liste"] = reply(b'<html><a href="/haber/0">A</a></html>')
    site.replies["/map.xml"] = reply(
        gzip.compress(f"<urlset><url><loc>{site.url('/haber/1')}</loc></url></urlset>".encode())
    )
    world.crawl(make_source(site, feeds=("/feed",), sitemaps=("/map.xml",), listings=(("/liste", "a"),)))
    rows = world.query("SELECT url, purpose, bytes FROM attempts")
    assert Counter(urlsplit(url).path for url, _, _ in rows) == Counter(seen.path for seen in site.seen)
    purposes = Counter(purpose for _, purpose, _ in rows)
    assert purposes == {
        Purpose.ARTICLE: len(paths),
        Purpose.FEED: 1,
        Purpose.SITEMAP: 1,
        Purpose.LISTING: 1,
        Purpose.ROBOTS: 1,
    }
    assert sum(size for _, _, size in rows) == site.sent


def recorded(source: Source, path: Path) -> tuple[Tape, list[str]]:
    """Record a feed, or a listing or sitemap, of a source with two articles in our own words."""
    tape = Tape(path)
    home = urlsplit(source.home)
    origin = f"{home.scheme}://{home.netloc}"
    paths = ["/news/1200001/haber-bir-iki-uc", "/news/1200002/haber-dort-bes-alti"]
    items = "".join(f"<item><title>Haber {each}</title><link>{origin}{each}</link></item>" for each in paths)
    tape.add("", f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode(), home=source.feeds[0])
    for each in paths:
        tape.add(each, article(f"Haber {each}", "Teknopark yeni çağrısını duyurdu."), home=origin)
    return tape, [origin + each for each in paths]


def with_feeds() -> Iterator[Source]:
    """Give bundled sources with feeds, of both countries and in all three languages."""
    for language in ("tr", "fa", "en"):
        yield from [s for s in CATALOGUE.sources.values() if s.feeds and s.languages[0] == language][:10]


def test_real_source_files_crawl_what_was_recorded_at_their_real_addresses(tmp_path: Path, world: World) -> None:
    """Thirty bundled sources take part with their own hosts, and each of their articles arrives."""
    whole, expected = Tape(tmp_path / "web.warc.gz"), []
    sources = list(with_feeds())
    for source in sources:
        tape, urls = recorded(source, tmp_path / "x")
        whole.records += tape.records
        expected += urls
    result = world.crawl(*CATALOGUE.sources.values(), now=NOW, replay=whole.save())
    assert len(sources) == 30
    assert set(result.sources) >= {source.id for source in sources}
    assert {page.url for page in world.pages() if page.outcome == "ok"} == set(expected)
    assert all(result.sources[source.id].fetched == 2 for source in sources)


@pytest.mark.parametrize(
    ("family", "name"),
    [("nastooh", "www.isna.ir__1558105248971.html"), ("iransamaneh", "www.yjc.ir__1558105248971.html")],
)
def test_the_selectors_of_a_family_fit_a_real_page_of_it(family: str, name: str) -> None:
    """Where a family names a place, a real page of one of its sites has exactly one text there."""
    path = DATA / "khabarkhun" / name
    if not path.exists():
        pytest.skip("the real pages are not beside this checkout (../shared/data/html)")
    page = HtmlResponse("https://x.example/", body=path.read_bytes(), encoding="utf-8")
    source = next(source for source in CATALOGUE.sources.values() if source.family == family)
    title = page.css(source.selectors.title)
    assert len(title) == 1
    assert len("".join(title.xpath(".//text()").getall()).strip()) > 20
    if source.selectors.text:
        assert len("".join(page.css(source.selectors.text)[0].xpath(".//text()").getall())) > 1000


def test_an_undisturbed_crawl_of_many_hosts_runs_side_by_side(
    world: World, new_site: Callable[[], Site], make_source: Callable[..., Source], publish: Callable[..., list[str]]
) -> None:
    """Hosts do not wait for each other: ten with a pause take far less than ten times as long as one."""
    sources = []
    for number in range(10):
        site = new_site()
        publish(site, 5)
        sources.append(make_source(site, id=f"s{number}", feeds=("/feed",), delay=0.3))
    began = datetime.now(UTC)
    world.crawl(*sources)
    assert len(world.pages()) == 50
    assert (datetime.now(UTC) - began).total_seconds() < 10 * 6 * 0.3 / 2
