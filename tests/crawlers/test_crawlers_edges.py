"""What else can go wrong in a run, and what runs by itself."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scrapy.utils.test import get_crawler

from crawlers.filter import Filter
from crawlers.headlines import guess
from crawlers.lanes import Lanes
from crawlers.listings import read_listing
from crawlers.outcomes import Failed, Outcome
from crawlers.robotsbook import RobotsBook, Rules
from crawlers.run import CrawlSettings, crawl, scrapy_settings
from crawlers.session import Session, session_of
from crawlers.spiders.alone import lone_session
from crawlers.spiders.article import ArticleSpider
from crawlers.spiders.polling import PollingSpider
from pipelines.archive.crawl import Link
from pipelines.archive.runs import begin
from pipelines.archive.store import Archive
from pipelines.errors import ArchiveError, UsageError
from tests.crawlers.conftest import EPOCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.records import Source
    from tests.crawlers.conftest import Reply, Site, World

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)


def test_a_full_disk_ends_the_run_with_one_sentence_and_keeps_what_was_kept(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """What SQLite says of a full disk reaches the caller, and a later run goes on."""
    paths = publish(site, 80)
    for path in paths:
        site.replies[path] = reply(site.fixed(path).body, pause=0.005)
    source = make_source(site, feeds=("/feed",))
    with Archive(world.folder) as archive:
        archive.connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON pages WHEN (SELECT count(*) FROM pages) >= 30"
            " BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
    with pytest.raises(ArchiveError, match="is full; free some space"):
        world.crawl(source)
    kept = len(world.pages())
    assert kept < 80
    with Archive(world.folder) as archive:
        archive.connection.execute("DROP TRIGGER full")
    world.crawl(source)
    assert len(world.pages()) == len({page.url for page in world.pages()}) == 80


def test_a_listener_that_breaks_ends_the_run_and_is_heard(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """An error of who follows the progress is not swallowed."""
    publish(site, 5)
    site.replies["/haber/3"] = reply(b"<html>", pause=3)
    with Archive(world.folder) as archive:
        run = begin(archive, "crawl", EPOCH)

    def broken(progress: object) -> None:
        raise BrokenPipeError(str(progress))

    settings = CrawlSettings(delay=0.0, allow_private_hosts=("127.0.0.1",))
    with pytest.raises(BrokenPipeError):
        crawl(world.folder, run, "run", [make_source(site, feeds=("/feed",))], settings, broken)
    assert len(world.pages()) >= 3


def test_a_signal_stops_a_run_in_the_main_thread(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """SIGTERM gives a result that says so; what was not fetched waits for the next run."""
    publish(site, 10)
    site.replies["/haber/4"] = reply(b"<html>", pause=6)

    def stop() -> None:
        # Pages go out one at a time, so with the slow one asked for, those before it are done.
        end = time.monotonic() + 20
        while time.monotonic() < end and not any(seen.path == "/haber/4" for seen in site.seen):
            time.sleep(0.05)
        time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=stop).start()
    result = world.crawl(make_source(site, feeds=("/feed",)), timeout=30)
    assert result.stopped
    assert len(world.pages()) < 10


def test_hosts_that_cannot_be_reached_are_named_and_tried_again(
    world: World, site: Site, make_source: Callable[..., Source], reply: type[Reply]
) -> None:
    """A closed port and a name that nobody has each give one page, and wait for another try."""
    links = ("http://127.0.0.1:1/a", "http://no-such-host.invalid/b")
    items = "".join(f"<item><title>t</title><link>{link}</link></item>" for link in links)
    site.replies["/feed"] = reply(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode())
    world.crawl(make_source(site, feeds=("/feed",)), now=NOW)
    outcomes = {page.url.rpartition("/")[2]: page.outcome for page in world.pages()}
    assert outcomes["a"] in {"robots-unreachable", "unreachable"}
    assert outcomes["b"] in {"robots-unreachable", "unreachable"}
    assert world.query("SELECT count(*) FROM links WHERE done = 0") == [(2,)]


def test_old_sitemaps_of_an_index_are_not_asked_again(
    world: World, site: Site, make_source: Callable[..., Source], reply: type[Reply], article_page: Callable[..., bytes]
) -> None:
    """A sitemap last changed long before the last poll rests; one without a date is asked each time."""
    maps = "".join(
        f"<sitemap><loc>{site.url(path)}</loc>{date}</sitemap>"
        for path, date in (
            ("/old.xml", "<lastmod>2020-01-01</lastmod>"),
            ("/any.xml", ""),
            ("/bad.xml", "<lastmod>gestern</lastmod>"),
        )
    )
    site.replies["/index.xml"] = reply(f"<sitemapindex>{maps}</sitemapindex>".encode())
    for path in ("/old.xml", "/any.xml", "/bad.xml"):
        url = site.url(f"/haber{path}")
        site.replies[path] = reply(f"<urlset><url><loc>{url}</loc></url></urlset>".encode())
        site.replies[f"/haber{path}"] = reply(article_page(path))
    source = make_source(site, sitemaps=("/index.xml",))
    world.crawl(source)
    assert len(world.outcomes()) == 3
    site.replies["/index.xml"] = reply(f"<sitemapindex>{maps} </sitemapindex>".encode())
    site.seen.clear()
    world.crawl(source)
    assert sorted(site.paths()) == ["/any.xml", "/bad.xml", "/index.xml"]


def test_filters_count_in_a_live_crawl(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]]
) -> None:
    """A general outlet's articles that do not pass are not fetched."""
    publish(site, 5)
    world.crawl(make_source(site, feeds=("/feed",)), filters={"local": Filter(keywords=("haber 3", "haber haber 3"))})
    assert list(world.outcomes()) == ["/haber/3"]


def link(url: str) -> Link:
    """Make a link."""
    return Link(url=url, source="s", found="f", discovered_at=NOW)


def test_lanes_serve_hosts_in_turn_and_forget_what_is_dropped() -> None:
    """One link per host at a time; a dropped lane is gone, a cleared set of lanes takes no more."""

    async def serve() -> list[str]:
        lanes = Lanes()
        lanes.add([link(f"http://{host}.example/{number}") for host in "ab" for number in range(3)])
        lanes.add([link("http://a.example/3")])
        first, second = await lanes.next(), await lanes.next()
        assert first is not None
        assert second is not None
        waiting = asyncio.ensure_future(lanes.next())
        await asyncio.sleep(0)
        assert not waiting.done()
        assert lanes.drop(second) == 2
        lanes.finish(second)
        lanes.finish(first)
        third = await waiting
        assert third is not None
        assert len(lanes) == 2
        lanes.clear()
        lanes.add([link("http://c.example/1")])
        lanes.finish(third)
        assert await lanes.next() is None
        return [each.url for each in (first, second, third)]

    assert asyncio.run(serve()) == ["http://a.example/0", "http://b.example/0", "http://a.example/1"]


@pytest.mark.parametrize("outcome", [Outcome.REDIRECT_LOOP, Outcome.REFUSED, Outcome.TIMEOUT])
def test_a_robots_txt_that_cannot_be_had_ends_requests_under_the_right_name(outcome: Outcome) -> None:
    """Endless redirects mean that there is no file; a refusal is a refusal; otherwise the rules are unknown."""

    async def fetch(url: str) -> Rules:
        raise Failed(outcome, url)

    rules = asyncio.run(RobotsBook().rules("http://a.example/x", fetch))
    if outcome is Outcome.REDIRECT_LOOP:
        rules.check("http://a.example/x", "rasad")
        return
    assert rules.delay("rasad") == 0
    with pytest.raises(Failed) as failed:
        rules.check("http://a.example/x", "rasad")
    assert failed.value.outcome is (Outcome.REFUSED if outcome is Outcome.REFUSED else Outcome.ROBOTS_UNREACHABLE)


def test_spiders_run_alone_only_for_sources_that_are_named() -> None:
    """``scrapy crawl feed -a source=webrazzi`` finds the bundled source; a wrong name is a clear error."""
    session = lone_session("webrazzi, aa")
    assert set(session.sources) == {"webrazzi", "aa"}
    assert session.archive is None
    for wrong in ("", "nowhere"):
        with pytest.raises(UsageError, match="-a source="):
            lone_session(wrong)
    with pytest.raises(TypeError, match="rasad crawl"):
        ArticleSpider()


def test_scrapy_knows_the_spiders_and_its_shell_gets_a_session() -> None:
    """In a checkout Scrapy's own commands work."""
    said = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.split() == ["article", "feed", "listing", "sitemap"]
    assert isinstance(session_of(get_crawler()), Session)


def test_a_general_polling_spider_cannot_be_made() -> None:
    """What a new way of discovery must say, its addresses and how they are read, is asked for by name."""
    with pytest.raises(TypeError, match="addresses, read"):
        PollingSpider("x", Session(CrawlSettings(), []))  # type: ignore[abstract] # that is the point


def test_the_settings_are_safe_and_name_us() -> None:
    """No open doors, verified TLS, robots.txt obeyed, and a contact in the User-Agent."""
    settings = scrapy_settings(Session(CrawlSettings(user_agent="Rasad/1", contact="desk@example.org"), []))
    assert settings["USER_AGENT"] == "Rasad/1 (+desk@example.org)"
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert not settings.getbool("REMOTE_CONTROL_ENABLED")
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
    assert settings["DOWNLOAD_HANDLERS"]["file"] is None


def test_pages_that_are_no_documents_have_no_links() -> None:
    """Nothing and binary junk give neither links nor a selector."""
    for body in (b"", b"\x00" * 10, b"<!-- -->"):
        assert read_listing(body, "https://a.example/", "a").entries == ()
        assert guess(body, "https://a.example/") is None
