"""What a poll leaves behind: when a feed, sitemap or listing is asked again, and how it stands."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawlers.outcomes import Outcome, weight
from pipelines.archive.crawl import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipelines.records import Purpose, Source

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
FLOOR = 10 * MINUTE
CEILING = DAY
# Failures weigh up to 1 each; from this sum on a channel counts as dead and is asked ever more rarely.
DEAD = 4.0
LONGEST_BACKOFF = 30 * DAY
_SCHEDULES = {"hourly": HOUR, "daily": DAY, "weekly": 7 * DAY}
# A channel that names one new article an hour is asked every so often; `python -m benchmarks schedule` chose it.
PACE = 1.2 * HOUR
# How long a changed habit takes to show in the interval.
MEMORY = DAY


def first_interval(source: Source) -> float:
    """Give the seconds between two polls that a source's schedule asks for; 0 where a cron line decides."""
    return _SCHEDULES.get(source.schedule, 0.0)


def fresh(source: Source, purpose: Purpose, url: str) -> Channel:
    """Give the state of a channel that was never polled."""
    return Channel(url=url, source=source.id, purpose=purpose, interval=first_interval(source))


def due(channel: Channel, now: datetime) -> bool:
    """Say whether a channel is to be polled."""
    return channel.next_at is None or channel.next_at <= now


def due_sources(sources: Iterable[Source], states: Iterable[Channel], now: datetime) -> list[Source]:
    """Give the sources that have a channel to be polled; one that was never polled is due."""
    waiting = {state.url for state in states if not due(state, now)}
    return [source for source in sources if not waiting.issuperset(addresses(source))]


def addresses(source: Source) -> tuple[str, ...]:
    """Give the addresses of all of a source's feeds, sitemaps and listings."""
    return (*source.feeds, *source.sitemaps, *(listing.url for listing in source.listings))


def tuned(channel: Channel, source: Source, now: datetime, new: int) -> float:
    """Give the next interval in seconds after a poll that named ``new`` articles for the first time.

    The interval goes with the inverse square root of the rate of new articles: of all ways to spend a number of polls
    on channels of different rates, that one has the least mean delay (Lagrange: minimise the sum of rate times
    interval, for a fixed sum of inverse intervals). So the interval also holds the rate that was estimated so far.
    """
    usual = first_interval(source)
    if not usual or not channel.polls or channel.polled_at is None:
        return usual
    elapsed = max((now - channel.polled_at).total_seconds(), 1.0)
    rate = (PACE / max(channel.interval, 1.0)) ** 2 / HOUR
    rate += (1 - math.exp(-elapsed / MEMORY)) * (new / elapsed - rate)
    interval = PACE / math.sqrt(max(rate * HOUR, 1e-9))
    return min(max(interval, FLOOR), max(CEILING, usual))


def answered(channel: Channel, source: Source, now: datetime, *, new: int) -> Channel:
    """Give a channel's state after a poll that was read and named ``new`` articles for the first time."""
    interval = tuned(channel, source, now, new)
    return replace(
        channel, polled_at=now, interval=interval, next_at=now + timedelta(seconds=interval), polls=channel.polls + 1
    )


def failed(channel: Channel, now: datetime, outcome: Outcome, *, status: int = 0, wait: float = 0.0) -> Channel:
    """Give a channel's state after a poll that failed; ``wait`` in seconds is what the host asked for.

    ``polled_at`` stays: it tells since when new articles may have come.
    """
    failures = channel.failures + weight(outcome)
    seconds = max(channel.interval, FLOOR)
    if failures >= DEAD:
        # A dead channel is asked half as often with each further failure, but never given up silently.
        seconds = min(max(seconds, HOUR) * 2 ** min(failures - DEAD + 1, 16), LONGEST_BACKOFF)
    return replace(
        channel,
        next_at=now + timedelta(seconds=max(seconds, wait)),
        failures=failures,
        status=status,
        outcome=outcome,
        polls=channel.polls + 1,
    )
