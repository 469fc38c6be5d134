"""The whole flow: crawl what is due, process what is new and bring the index up to date.

Each step pulls from the archive what it has not done and commits what it did; any of them can be killed, run again,
or run alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasad import crawling, indexing, process
from rasad.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawlers.run import CrawlResult
    from pipelines.records import Source
    from rasad.process import Tally
    from rasad.setup import Setup


def crawl(
    setup: Setup, sources: Sequence[Source], replay: Path | None = None, *, due_only: bool = False
) -> CrawlResult:
    """Visit sources and archive what they publish; see :mod:`rasad.crawling`.

    With ``due_only`` the run ends when the configuration says so, whatever waits still.
    """
    limit = setup.config.crawl.run_minutes * 60 if due_only else 0.0
    with Progress() as progress:
        chosen = crawling.settings(setup, replay, due_only=due_only, most_seconds=limit)
        return crawling.crawl(setup, sources, chosen, progress)


def work(setup: Setup) -> tuple[Tally, int]:
    """Extract, compare and tag every page that waits in the archive, and bring the index up meanwhile.

    Returns what was done, and how many documents were written to the index.
    """
    chosen, home = setup.config.process, setup.home
    with (
        home.lock("process"),
        home.lock("index"),
        home.open() as archive,
        Progress() as progress,
        indexing.Follower(setup, archive, progress.step) as follower,
    ):
        tally = process.process(
            archive, setup.bench(), chosen.count(), chosen.page_seconds, progress.step, follower.step
        )
        return tally, follower.finish()


def index(setup: Setup) -> int:
    """Bring the index up to the archive and give how many documents were written."""
    with setup.home.lock("index"), setup.home.open() as archive, Progress() as progress:
        target = setup.index(writable=True)
        try:
            return indexing.sync(archive, target, progress.step)
        finally:
            target.close()
