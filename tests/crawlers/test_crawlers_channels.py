"""When a channel is polled again: tuned to what it gives, backed off when it fails, never given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import channels
from crawlers.channels import CEILING, DAY, DEAD, FLOOR, HOUR, LONGEST_BACKOFF
from crawlers.outcomes import TRANSIENT, Failed, Outcome, failure, outcome_of, weight
from pipelines.archive.crawl import Channel, channel
from pipelines.archive.crawl import channels as states
from pipelines.archive.store import Archive
from pipelines.records import Purpose, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.crawlers.conftest import Reply, Site, World

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
SOURCE = Source(
    id="ornek",
    title="Örnek",
    home="https://www.ornek.example/",
    country="tr",
    languages=("tr",),
    kind=SourceKind.NEWS,
    zone="Europe/Istanbul",
    schedule="hourly",
    feeds=("https://www.ornek.example/feed",),
)


def settle(per_day: float, days: int = 60) -> Channel:
    """Poll a channel that gives a steady number of new articles, for a while."""
    state, at, given_ = channels.fresh(SOURCE, Purpose.FEED, SOURCE.feeds[0]), NOW, 0
    while at < NOW + timedelta(days=days):
        total = int(per_day * (at - NOW).total_seconds() / DAY)
        state = channels.answered(state, SOURCE, at, new=total - given_)
        given_ = total
        assert state.next_at is not None
        at = state.next_at
    return state


def test_the_interval_follows_the_rate_within_its_bounds() -> None:
    """A source of a hundred a day is asked within the hour, one of two a week a few times a day, and none rarely."""
    assert settle(100).interval < HOUR
    assert 2 * HOUR < settle(3).interval < 6 * HOUR
    assert settle(2 / 7).interval > 4 * HOUR
    assert settle(0).interval == CEILING
    assert settle(5000).interval == FLOOR


def test_a_channel_that_wakes_up_is_asked_more_often_within_days() -> None:
    """After a quiet month a busy day shows in the next intervals."""
    state = settle(0)
    for _ in range(8):
        assert state.next_at is not None
        state = channels.answered(state, SOURCE, state.next_at, new=20)
    assert state.interval < 2 * HOUR


def test_the_first_poll_tells_nothing_and_cron_lines_are_left_to_the_schedule() -> None:
    """What a feed holds at first was published before; a cron line decides by itself."""
    first = channels.answered(channels.fresh(SOURCE, Purpose.FEED, "x"), SOURCE, NOW, new=500)
    assert first.interval == HOUR
    cron = replace(SOURCE, schedule="30 6 * * 1")
    state = channels.answered(channels.fresh(cron, Purpose.FEED, "x"), cron, NOW, new=5)
    assert state.next_at == NOW
    weekly = replace(SOURCE, schedule="weekly")
    assert channels.fresh(weekly, Purpose.FEED, "x").interval == 7 * DAY


@given(
    st.floats(0, 40 * DAY),
    st.floats(0, 90 * DAY),
    st.integers(0, 100_000),
    st.sampled_from(["hourly", "daily", "weekly", "* * * * *"]),
)
def test_any_history_gives_an_interval_within_bounds(interval: float, ago: float, new: int, schedule: str) -> None:
    """Whatever a state holds, the next poll is between ten minutes and the ceiling away."""
    source = replace(SOURCE, schedule=schedule)
    state = Channel(
        url="x",
        source="ornek",
        purpose=Purpose.FEED,
        interval=interval,
        polls=5,
        polled_at=NOW - timedelta(seconds=ago),
    )
    tuned = channels.tuned(state, source, NOW, new)
    assert tuned == 0 if schedule.startswith("*") else FLOOR <= tuned <= 7 * DAY


def test_failures_add_up_by_weight_until_a_channel_is_dead_and_asked_ever_more_rarely() -> None:
    """Hard failures count 1, soft ones a half, the network a quarter; the back-off ends at thirty days."""
    state = channels.fresh(SOURCE, Purpose.FEED, "x")
    for outcome, expected in ((Outcome.NOT_A_FEED, 1.0), (Outcome.GONE, 1.5), (Outcome.UNREACHABLE, 1.75)):
        state = channels.failed(state, NOW, outcome)
        assert state.failures == expected
        assert state.next_at == NOW + timedelta(hours=1)
    waits = []
    for _ in range(30):
        state = channels.failed(state, NOW, Outcome.HTTP_ERROR)
        assert state.next_at is not None
        waits.append((state.next_at - NOW).total_seconds())
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_BACKOFF
    assert state.failures > DEAD


def test_a_host_s_own_wish_counts_more_than_the_interval() -> None:
    """Retry-After of two days is two days."""
    state = channels.failed(channels.fresh(SOURCE, Purpose.FEED, "x"), NOW, Outcome.BUSY, wait=2 * DAY)
    assert state.next_at == NOW + timedelta(days=2)


def test_sources_are_due_by_their_channels() -> None:
    """A source is due while one of its channels is; one never polled is."""
    other = replace(SOURCE, id="other", feeds=("https://other.example/feed",), sitemaps=("https://other.example/map",))
    waiting = Channel(
        url=SOURCE.feeds[0], source="ornek", purpose=Purpose.FEED, next_at=NOW + timedelta(hours=1), interval=HOUR
    )
    half = replace(waiting, url=other.feeds[0], source="other")
    assert channels.due_sources([SOURCE, other], [waiting, half], NOW) == [other]
    assert channels.due_sources([SOURCE], [], NOW) == [SOURCE]
    assert channels.due_sources([SOURCE], [waiting], NOW + timedelta(hours=1)) == [SOURCE]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.OK),
        (204, Outcome.OK),
        (304, Outcome.UNCHANGED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (403, Outcome.HTTP_ERROR),
        (301, Outcome.HTTP_ERROR),
        (429, Outcome.BUSY),
        (503, Outcome.BUSY),
        (500, Outcome.SERVER_ERROR),
        (521, Outcome.SERVER_ERROR),
    ],
)
def test_every_status_has_its_outcome(status: int, outcome: Outcome) -> None:
    """Statuses are named as HTTP means them."""
    assert outcome_of(status) is outcome


def test_weights_and_unknown_errors() -> None:
    """Peaceful endings weigh nothing, and an error nobody foresaw is broken, not lost."""
    assert weight(Outcome.OK) == weight(Outcome.UNCHANGED) == weight(Outcome.HELD) == 0
    assert weight(Outcome.ROBOTS) == 1
    assert failure(KeyError("x")).outcome is Outcome.BROKEN
    assert failure(None).outcome in TRANSIENT
    kept = Failed(Outcome.TIMEOUT, "slow")
    assert failure(kept) is kept


def test_a_304_after_a_failure_does_not_clear_it_and_an_empty_feed_is_no_failure(
    world: World, site: Site, make_source: Callable[..., Source], reply: type[Reply]
) -> None:
    """Only a document that was read shows that a channel is well again."""
    source = make_source(site, feeds=("/feed",))

    def poll(answer: Reply) -> Channel:
        site.replies["/feed"] = answer
        world.crawl(source)
        with Archive(world.folder, readonly=True) as archive:
            state = channel(archive, site.url("/feed"))
        assert state is not None
        return state

    empty = reply(b"<rss version='2.0'><channel><title>t</title></channel></rss>")
    assert poll(empty).failures == 0
    assert poll(reply(b"", 500)).failures == 0.5
    assert poll(reply(b"", 304)).failures == 0.5
    assert poll(reply(b"<html>no feed</html>")).failures == 1.5
    assert poll(empty).failures == 1.5
    full = reply(empty.body.replace(b"</title>", b"</title><item><title>x</title><link>/1</link></item>"))
    assert poll(full).failures == 0


def test_only_what_is_due_is_polled_when_asked_so(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]]
) -> None:
    """With ``due_only`` a channel rests until its time has come; the frontier does not."""
    publish(site, 2)
    source = make_source(site, feeds=("/feed",), schedule="hourly")
    world.crawl(source, now=NOW, due_only=True)
    site.seen.clear()
    world.crawl(source, now=NOW + timedelta(minutes=30), due_only=True)
    assert site.paths() == []
    world.crawl(source, now=NOW + timedelta(minutes=61), due_only=True)
    assert site.paths() == ["/feed"]
    with Archive(world.folder, readonly=True) as archive:
        assert [state.polls for state in states(archive)] == [2]


def test_a_sitemap_that_stamps_everything_with_today_is_not_believed(
    world: World, site: Site, make_source: Callable[..., Source], reply: type[Reply], article_page: Callable[..., bytes]
) -> None:
    """Dates that change for all addresses at once are no reason to fetch all again; one that changes alone is."""
    for number in range(12):
        site.replies[f"/{number}"] = reply(article_page(f"Haber {number}"))

    def sitemap(*days: int) -> Reply:
        urls = "".join(
            f"<url><loc>{site.url(f'/{number}')}</loc><lastmod>2026-11-{day:02}</lastmod></url>"
            for number, day in enumerate(days)
        )
        return reply(f"<urlset>{urls}</urlset>".encode())

    source = make_source(site, sitemaps=("/map.xml",))
    for days, asked in (([1] * 12, 12), ([2] * 12, 0), ([3, *[2] * 11], 1)):
        site.replies["/map.xml"] = sitemap(*days)
        site.seen.clear()
        world.crawl(source)
        assert len(site.paths()) == asked + 1


def test_history_is_read_back_to_a_date_through_sitemaps(
    world: World, site: Site, make_source: Callable[..., Source], reply: type[Reply], article_page: Callable[..., bytes]
) -> None:
    """With ``since`` old sitemaps are opened again, and what is older than the date is left."""
    years = (2024, 2025, 2026)
    maps = "".join(
        f"<sitemap><loc>{site.url(f'/{year}.xml')}</loc><lastmod>{year}-12-31</lastmod></sitemap>" for year in years
    )
    site.replies["/index.xml"] = reply(f"<sitemapindex>{maps}</sitemapindex>".encode())
    for year in years:
        urls = "".join(
            f"<url><loc>{site.url(f'/{year}/{month}')}</loc><lastmod>{year}-{month:02}-15</lastmod></url>"
            for month in (1, 12)
        )
        site.replies[f"/{year}.xml"] = reply(f"<urlset>{urls}</urlset>".encode())
        site.replies |= {f"/{year}/{month}": reply(article_page("x")) for month in (1, 12)}
    source = make_source(site, sitemaps=("/index.xml",))
    world.crawl(source, now=NOW, since=datetime(2025, 6, 1, tzinfo=UTC))
    assert sorted(world.outcomes()) == ["/2025/12", "/2026/1", "/2026/12"]
    assert "/2024.xml" not in site.paths()
