"""How a run treats the hosts it visits, measured at the server."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.outcomes import Failed, Outcome
from crawlers.politeness import LONGEST_DELAY, LONGEST_HOLD, Gate, retry_after, slot
from crawlers.robotsbook import RobotsBook, Rules, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.records import Source
    from tests.crawlers.conftest import Reply, Site, World

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)


def gaps(site: Site) -> list[float]:
    """Give the seconds between the requests that a server saw."""
    return [later.at - earlier.at for earlier, later in pairwise(site.seen)]


def test_no_gap_between_two_requests_is_shorter_than_configured(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """Feeds, listings, robots.txt, redirects and articles of two sources share one host's patience."""
    publish(site, 4)
    publish(site, 3, feed="/other", prefix="/diger")
    site.replies["/haber/1"] = reply(b"", 302, {"Location": "/haber/2"})
    site.replies["/liste"] = reply(b'<html><a href="/haber/0">A</a></html>')
    one = make_source(site, id="one", feeds=("/feed",), listings=(("/liste", "a"),), delay=0.15)
    other = make_source(site, id="other", feeds=("/other",), delay=0.05)
    world.crawl(one, other)
    assert len(site.seen) >= 11
    assert min(gaps(site)) >= 0.15


def test_crawl_delay_of_robots_txt_is_obeyed(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """A site that asks for more patience than configured gets it."""
    publish(site, 3)
    site.replies["/robots.txt"] = reply(b"User-agent: *\nCrawl-delay: 0.2\n")
    world.crawl(make_source(site, feeds=("/feed",)))
    assert min(gaps(site)[1:]) >= 0.2


def test_robots_txt_forbids_articles_and_channels_by_name(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """A forbidden address is never asked for, and its page says why; the rules for our own name come first."""
    publish(site, 4)
    site.replies["/robots.txt"] = reply(
        b"User-agent: *\nDisallow: /\n\nUser-agent: rasad\nDisallow: /haber/1\nDisallow: /other\n"
    )
    world.crawl(make_source(site, feeds=("/feed", "/other")))
    assert world.outcomes()["/haber/1"] == "robots"
    assert world.outcomes()["/haber/0"] == "ok"
    assert "/haber/1" not in site.paths()
    assert "/other" not in site.paths()


def test_a_redirect_into_a_forbidden_place_is_not_followed(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """robots.txt counts at every hop."""
    publish(site, 1)
    site.replies["/haber/0"] = reply(b"", 302, {"Location": "/secret/x"})
    site.replies["/robots.txt"] = reply(b"User-agent: *\nDisallow: /secret\n")
    world.crawl(make_source(site, feeds=("/feed",)))
    assert world.outcomes() == {"/haber/0": "robots"}
    assert "/secret/x" not in site.paths()


@pytest.mark.parametrize(("status", "fetched"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_missing_robots_txt_allows_all_and_a_broken_server_nothing(
    world: World,
    site: Site,
    make_source: Callable[..., Source],
    publish: Callable[..., list[str]],
    reply: type[Reply],
    status: int,
    fetched: bool,  # noqa: FBT001 -- a test's parameter
) -> None:
    """RFC 9309: 4xx means that there are no rules, 5xx that they are unknown for now."""
    publish(site, 1)
    site.replies["/robots.txt"] = reply(b"", status)
    world.crawl(make_source(site, feeds=("/feed",)))
    assert ("/feed" in site.paths()) == fetched


def test_a_host_that_asks_for_an_hour_is_left_alone_also_by_the_next_process(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """After 429 with Retry-After nothing is asked until the time is over, whichever run is going."""
    publish(site, 5)
    site.replies["/haber/0"] = reply(b"", 429, {"Retry-After": "3600"})
    source = make_source(site, feeds=("/feed",))
    world.crawl(source, now=NOW)
    assert site.paths() == ["/feed", "/haber/0"]
    assert world.outcomes() == {"/haber/0": "busy"}
    site.seen.clear()
    world.crawl(source, now=NOW + timedelta(minutes=50))
    assert site.seen == []
    site.replies["/haber/0"] = site.replies["/haber/1"]
    world.crawl(source, now=NOW + timedelta(minutes=61))
    assert set(world.outcomes().values()) == {"ok"}
    assert len(world.outcomes()) == 5


def test_twenty_hosts_with_slow_rules_see_no_forbidden_request(
    world: World,
    new_site: Callable[[], Site],
    make_source: Callable[..., Source],
    publish: Callable[..., list[str]],
    reply: type[Reply],
) -> None:
    """Of 2,000 addresses on 20 hosts whose robots.txt comes late, none that is forbidden is fetched."""
    sources = []
    sites = [new_site() for _ in range(20)]
    for number, site in enumerate(sites):
        publish(site, 10)
        publish(site, 90, feed="/gizli.xml", prefix="/gizli")
        site.replies["/robots.txt"] = reply(b"User-agent: *\nDisallow: /gizli/\n", pause=0.3)
        sources.append(make_source(site, id=f"s{number}", feeds=("/feed", "/gizli.xml")))
    world.crawl(*sources)
    assert not [path for site in sites for path in site.paths() if path.startswith("/gizli/")]
    assert len(world.outcomes()) == 100
    assert len(world.pages()) == 2000


def test_all_who_wait_for_one_robots_txt_get_the_same_answer_and_it_is_asked_for_once() -> None:
    """However many requests wait, one fetch serves them, and one that is given up does not spoil it for the others."""
    asked = []

    async def fetch(url: str) -> Rules:
        asked.append(url)
        await asyncio.sleep(0.05)
        return read(200, b"User-agent: *\nDisallow: /no\n")

    async def wait() -> list[Rules]:
        book = RobotsBook()
        tasks = [asyncio.ensure_future(book.rules(f"http://a.example/{n}", fetch)) for n in range(50)]
        await asyncio.sleep(0.01)
        tasks[0].cancel()
        return await asyncio.gather(*tasks[1:])

    rules = asyncio.run(wait())
    assert asked == ["http://a.example/robots.txt"]
    for each in rules:
        each.check("http://a.example/yes", "rasad")
        with pytest.raises(Failed):
            each.check("http://a.example/no", "rasad")


def test_a_long_crawl_delay_is_capped() -> None:
    """No site makes a run wait for more than two minutes per page."""
    gate = Gate(5.0)
    gate.slow("a.example", 86400)
    assert gate.delay("a.example") == LONGEST_DELAY
    assert read(200, b"User-agent: *\nRequest-rate: 1/10\n").delay("rasad") == 10


def test_a_busy_host_that_names_no_time_gets_twice_as_long_each_time() -> None:
    """Without Retry-After the pause doubles with each refusal, and a normal answer forgives."""
    gate = Gate(0.0, backoff=10.0)
    assert [gate.refused("a.example", None) for _ in range(3)] == [10.0, 20.0, 40.0]
    gate.answered("a.example")
    assert gate.refused("a.example", None) == 10.0


def test_waiting_for_a_turn_ends_at_once_where_the_wait_is_too_long() -> None:
    """A host held for an hour is not waited for."""

    async def enter() -> None:
        gate = Gate(0.0)
        gate.hold("a.example", 3600)
        async with gate.turn("a.example"):
            raise AssertionError

    began = time.monotonic()
    with pytest.raises(Failed) as failed:
        asyncio.run(enter())
    assert failed.value.outcome is Outcome.HELD
    assert failed.value.wait > 3500
    assert time.monotonic() - began < 60


def test_retry_after_is_read_in_both_forms() -> None:
    """Seconds and dates are understood, a date in the past means now, and nonsense nothing."""
    assert retry_after("120", NOW) == timedelta(seconds=120)
    assert retry_after(format_datetime(NOW + timedelta(minutes=5), usegmt=True), NOW) == timedelta(minutes=5)
    assert retry_after("Mon, 16 Nov 2020 06:00:00 GMT", NOW) == timedelta(0)
    assert retry_after("Mon, 16 Nov 2026 07:00:00", NOW) == timedelta(hours=1)
    assert retry_after("999999999", NOW) == LONGEST_HOLD
    assert retry_after("bald", NOW) is None
    assert retry_after("", NOW) is None


@given(st.text(max_size=60))
def test_any_retry_after_is_survived(text: str) -> None:
    """A header that says anything gives a span within bounds, or none."""
    wait = retry_after(text, NOW)
    assert wait is None or timedelta(0) <= wait <= LONGEST_HOLD


def test_hosts_share_patience_with_and_without_www_but_not_across_ports() -> None:
    """``www`` and default ports name the same server; another port is another one."""
    assert slot("https://www.a.example/x") == slot("http://A.example:80/") == "a.example"
    assert slot("http://a.example:8080/") == "a.example:8080"
    assert slot("http://[broken") == ""


@given(st.text(max_size=80))
def test_naming_a_host_never_fails(text: str) -> None:
    """Any address has a name to wait under."""
    assert isinstance(slot(text), str)
