"""What a poll leaves behind: when a feed, sitemap or listing is asked again, and how it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawlers.outcomes import Outcome, weight
from pipelines.archive.crawl import Channel

if TYPE_CHECKING:
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
# Media Cloud's rss-fetcher: the share of known items tells whether a feed was asked too often or too rarely.
_MOSTLY_KNOWN, _MOSTLY_NEW = 0.67, 0.33
_SLOWER, _FASTER = 10 * MINUTE, 60 * MINUTE
_POLLS_BEFORE_TUNING = 2


def first_interval(source: Source) -> float:
    """Give the seconds between two polls that a source's schedule asks for; a cron line is looked at every hour."""
    return _SCHEDULES.get(source.schedule, HOUR)


def fresh(source: Source, purpose: Purpose, url: str) -> Channel:
    """Give the state of a channel that was never polled."""
    return Channel(url=url, source=source.id, purpose=purpose, interval=first_interval(source))


def due(channel: Channel, now: datetime) -> bool:
    """Say whether a channel is to be polled."""
    return channel.next_at is None or channel.next_at <= now


def tuned(channel: Channel, source: Source, items: int, known: int) -> float:
    """Give the next interval in seconds after a poll that named ``items`` articles, ``known`` of them known."""
    ceiling = max(CEILING, first_interval(source))
    interval = channel.interval or first_interval(source)
    if channel.polls + 1 > _POLLS_BEFORE_TUNING:
        share = known / items if items else 1.0
        if share >= _MOSTLY_KNOWN:
            interval += _SLOWER
        elif share <= _MOSTLY_NEW:
            interval -= _FASTER
    return min(max(interval, FLOOR), ceiling)


def answered(channel: Channel, source: Source, now: datetime, *, items: int, known: int) -> Channel:
    """Give a channel's state after a poll that was read, or found unchanged (then all its items are known)."""
    interval = tuned(channel, source, items, known)
    return replace(
        channel, polled_at=now, interval=interval, next_at=now + timedelta(seconds=interval), polls=channel.polls + 1
    )


def failed(channel: Channel, now: datetime, outcome: Outcome, *, status: int = 0, wait: float = 0.0) -> Channel:
    """Give a channel's state after a poll that failed; ``wait`` in seconds is what the host asked for."""
    failures = channel.failures + weight(outcome)
    # A dead channel is asked half as often with each further failure, but never given up silently.
    backoff = channel.interval * 2 ** min(failures - DEAD + 1, 16) if failures >= DEAD else channel.interval
    seconds = max(min(max(backoff, FLOOR), LONGEST_BACKOFF), wait)
    return replace(
        channel,
        polled_at=now,
        next_at=now + timedelta(seconds=seconds),
        failures=failures,
        status=status,
        outcome=outcome,
        polls=channel.polls + 1,
    )
