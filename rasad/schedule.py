"""When a source is due: a pure function of its schedule, its last crawl and the time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from crawlers.channels import due_sources
from crawlers.politeness import slot
from pipelines.archive.attempts import last_asked
from pipelines.archive.crawl import channels, holds
from pipelines.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.archive.store import Archive
    from pipelines.records import Source

CRON_FIELDS = 5
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
# A step, as in `*/2`, is no day.
NUMBERED_DAY = re.compile(r"(?<![/\d])[0-7](?!\d)")
INTERVALS = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(days=7)}


def to_visit(archive: Archive, sources: Iterable[Source], now: datetime) -> list[Source]:
    """Give the sources to crawl at ``now``: by their cron line, or where a channel's own, tuned interval is over."""
    known = list(sources)
    tuned = [source for source in known if source.schedule in INTERVALS]
    lines = [source for source in known if source.schedule not in INTERVALS]
    return [*due_sources(tuned, channels(archive), now), *due(lines, last_crawls(archive, lines), now)]


def due(sources: Iterable[Source], last: Mapping[str, datetime], now: datetime) -> list[Source]:
    """Give the sources to crawl at ``now``; one that was missed several times comes once.

    Args:
        sources: all sources.
        last: when each source (by id) was crawled last; missing if never.
        now: the present instant.
    """
    return [source for source in sources if is_due(source, last.get(source.id), now)]


def is_due(source: Source, last: datetime | None, now: datetime) -> bool:
    """Tell whether one source is due.

    Raises:
        SourceError: its schedule is neither a word nor a cron line.
    """
    if last is None:
        return True
    if source.schedule in INTERVALS:
        return now - last >= INTERVALS[source.schedule]
    return next_run(source, last) <= now


def next_run(source: Source, last: datetime) -> datetime:
    """Give the first instant after ``last`` that the source's schedule names, in UTC.

    Raises:
        SourceError: its schedule is neither a word nor a cron line.
    """
    if source.schedule in INTERVALS:
        return last + INTERVALS[source.schedule]
    try:
        return next_fire(source.schedule, source.zone, last)
    except ValueError as error:
        raise SourceError(
            f"Source {source.id}: schedule: {source.schedule!r} is neither hourly, daily, weekly nor a cron line"
            f" ({error})."
        ) from error


def next_fire(line: str, zone: str, last: datetime) -> datetime:
    """Give the first instant after ``last`` that a cron line names in a time zone, in UTC.

    A time that daylight saving leaves out comes an hour later, one that it repeats comes once.

    Raises:
        ValueError: it is no cron line.
    """
    # Reckoned on the clock on the wall, since the trigger passes over a day whose time the zone leaves out.
    trigger = CronTrigger.from_crontab(_named_days(line), timezone=UTC)
    local = ZoneInfo(zone)
    wall = last.astimezone(local).replace(tzinfo=UTC, fold=0) + timedelta(seconds=1)
    while (found := trigger.get_next_fire_time(None, wall)) is not None:
        at: datetime = found.replace(tzinfo=local).astimezone(UTC)
        if at > last:
            return at
        wall = found + timedelta(seconds=1)
    return datetime.max.replace(tzinfo=UTC)


def _named_days(line: str) -> str:
    """Write a cron line's weekdays by name: cron counts from Sunday (0 or 7), APScheduler from Monday."""
    fields = line.split()
    if len(fields) == CRON_FIELDS:
        fields[-1] = NUMBERED_DAY.sub(lambda found: DAYS[int(found[0]) % 7], fields[-1])
    return " ".join(fields)


def last_crawls(archive: Archive, sources: Iterable[Source]) -> dict[str, datetime]:
    """Give when each of some sources was visited last, by id, from the attempts in the archive."""
    # One by one it is a jump within the index; for all at once SQLite reads the whole of it.
    asked = ((source.id, last_asked(archive, source.id)) for source in sources)
    return {id_: at for id_, at in asked if at is not None}


def with_backlog(archive: Archive, sources: Iterable[Source], now: datetime) -> list[Source]:
    """Give the sources whose links wait on the frontier, except those that asked to be left alone."""
    held = holds(archive, now)
    rows = archive.connection.execute(
        "SELECT DISTINCT source FROM links WHERE done = 0 AND (not_before IS NULL OR not_before <= ?)",
        (now.isoformat(),),
    )
    waiting = {row["source"] for row in rows}
    return [source for source in sources if source.id in waiting and slot(source.home) not in held]
