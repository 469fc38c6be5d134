"""One crawl in a process of its own, since a reactor cannot be started twice."""

from __future__ import annotations

import multiprocessing
import signal
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from pipelines.archive import runs
from pipelines.errors import RasadError
from rasad.children import die_with_parent
from rasad.home import Home

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from multiprocessing.connection import Connection
    from pathlib import Path

    from crawlers.run import CrawlResult, CrawlSettings
    from crawlers.run import Progress as Steps
    from pipelines.records import Source
    from rasad.progress import Progress
    from rasad.setup import Setup


def crawl(setup: Setup, sources: Sequence[Source], chosen: CrawlSettings, progress: Progress) -> CrawlResult:
    """Visit ``sources``, or replay a WARC file if ``chosen`` names one, and give what came of it per source.

    Raises:
        RasadError: another crawl of this home is under way, the archive cannot be written, or the crawl died.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    arguments = (setup.home.folder, setup.now, list(sources), chosen, there)
    child = context.Process(target=_crawl, args=arguments, name="rasad-crawl")
    child.start()
    there.close()
    try:
        return _listen(here, progress)
    except KeyboardInterrupt:
        child.terminate()
        # Nobody else empties the pipe; a full one would keep the child from ending.
        with suppress(RasadError):
            _listen(here, progress)
        raise
    finally:
        child.join()


def settings(
    setup: Setup,
    replay: Path | None,
    *,
    due_only: bool = False,
    most_seconds: float = 0.0,
    since: datetime | None = None,
) -> CrawlSettings:
    """Give a crawl's settings as the configuration says; see :class:`crawlers.session.CrawlSettings` for the others."""
    from crawlers.run import CrawlSettings  # noqa: PLC0415 -- brings in Scrapy

    chosen = setup.config.crawl
    return CrawlSettings(
        user_agent=chosen.user_agent,
        contact=chosen.contact,
        delay=chosen.delay,
        concurrency=chosen.concurrency,
        allow_private_hosts=chosen.allow_private_hosts,
        max_body=chosen.max_body,
        timeout=chosen.timeout,
        # A file to replay is a choice already made; a filter is for what a live site offers.
        filters={} if replay else dict(setup.catalogue.filters),
        now=setup.clock,
        replay=replay,
        robots=True,
        due_only=due_only,
        most_seconds=most_seconds,
        since=since,
    )


def _listen(here: Connection, progress: Progress) -> CrawlResult:
    while True:
        try:
            kind, value = here.recv()
        except EOFError:
            raise RasadError("The crawl ended before its time; what it had archived is kept, run it again.") from None
        if kind == "error":
            raise value
        if kind == "result":
            result: CrawlResult = value
            return result
        progress.show(value)


def _crawl(
    folder: Path, now: datetime, sources: list[Source], chosen: CrawlSettings, there: Connection
) -> None:  # pragma: no cover -- runs in a process of its own
    die_with_parent()
    # Ctrl-C reaches the whole group of processes; the parent tells this one to end, once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from crawlers.run import crawl as visit  # noqa: PLC0415 -- Scrapy belongs to this process alone

    home, begun = Home(folder), time.monotonic()
    try:
        with home.lock("crawl"):
            with home.open() as archive:
                # Whoever holds the lock knows that no other crawl is under way.
                runs.bury(archive, "crawl", now)
                run = runs.begin(archive, "crawl", now)
            stem = f"{now:%Y%m%dT%H%M%S}-crawl-{run}"
            result = visit(home.archive, run, stem, sources, chosen, lambda step: there.send(("step", _line(step))))
            with home.open() as archive:
                ended = now + timedelta(seconds=time.monotonic() - begun)
                runs.end(archive, run, ended, "stopped" if result.stopped else "done", _detail(result))
        there.send(("result", result))
    except RasadError as error:
        there.send(("error", error))


def _line(step: Steps) -> str:
    return f"discovered {step.discovered:,}  fetched {step.fetched:,}  failed {step.failed:,}  waiting {step.waiting:,}"


def _detail(result: CrawlResult) -> dict[str, object]:
    return {"sources": {id_: asdict(one) for id_, one in result.sources.items()}, "problems": list(result.problems)}
