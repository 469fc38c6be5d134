"""What a desk does by itself: which of its commands is due, as far as the archive and the configuration tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pipelines.archive import attempts, runs
from pipelines.errors import UsageError
from rasad import process, recognising
from rasad.schedule import next_fire, to_visit, with_backlog
from rasad.setup import Setup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from pipelines.records import Source


@dataclass(frozen=True, slots=True)
class Duty:
    """A command that is run when it is due.

    ``pause`` is how many looks lie at least between its end and its next run. A ``logged`` one stands in the log of
    runs under its name, since nothing else tells when it was done last.
    """

    name: str
    arguments: tuple[str, ...]
    due: Callable[[Setup], bool]
    pause: int = 1
    logged: bool = False


def sources_to_visit(setup: Setup, sources: Iterable[Source]) -> list[Source]:
    """Give those of some sources that have a channel to be polled or a link to be fetched now."""
    known = list(sources)
    with setup.home.open() as archive:
        found = [*to_visit(archive, known, setup.now), *with_backlog(archive, known, setup.now)]
    return list({source.id: source for source in found}.values())


def crawl_due(setup: Setup) -> bool:
    """Say whether any source is to be visited."""
    return bool(sources_to_visit(setup, setup.catalogue.sources.values()))


def process_due(setup: Setup) -> bool:
    """Say whether anything that was archived waits to be processed."""
    with setup.home.open() as archive:
        return process.waits(archive)


def entities_due(setup: Setup) -> bool:
    """Say whether organisations outside the register are to be looked for, and articles wait for that alone."""
    if not setup.config.tag.entities:
        return False
    with setup.home.open() as archive:
        return recognising.waiting(archive)


def export_due(setup: Setup) -> bool:
    """Say whether the weekly issue's time has come since it was written last; one missed several times comes once.

    Raises:
        UsageError: the configured schedule is no cron line.
    """
    line, zone = setup.config.report.schedule, setup.config.desk.zone
    if not line:
        return False
    with setup.home.open() as archive:
        last = runs.last(archive, EXPORT) or runs.first(archive)
    try:
        return last is not None and next_fire(line, zone, last) <= setup.now
    except ValueError as error:
        raise UsageError(f"report.schedule: {line!r} is no cron line ({error}); write it like 0 6 * * 1.") from error


def condense_due(setup: Setup) -> bool:
    """Say whether the archive holds single requests of days that are to be sums."""
    days = setup.config.crawl.attempts_days
    if not days:
        return False
    with setup.home.open() as archive:
        first = attempts.oldest(archive)
    return first is not None and first.date() < keep_from(setup.now, days)


def keep_from(now: datetime, days: int) -> date:
    """Give the first day (UTC) whose requests are kept one by one."""
    return now.date() - timedelta(days=days)


def always(setup: Setup) -> bool:
    """Say that a command is due as soon as its pause is over."""
    del setup
    return True


EXPORT = "export"
DUTIES = (
    Duty("crawl", ("crawl", "--due"), crawl_due),
    # Each start reads dictionaries and models, which takes seconds; within five looks much comes together.
    Duty("process", ("process",), process_due, pause=5),
    Duty("entities", ("retag", "--entities"), entities_due, pause=15),
    Duty(EXPORT, ("export", "weekly"), export_due, logged=True),
    # Whole days are condensed, so it comes once a day.
    Duty("condense", ("archive", "condense"), condense_due, pause=60),
    # What is wrong with a source shows over days; an hour's delay tells nobody too late.
    Duty("health", ("health", "--notify"), always, pause=60),
)
