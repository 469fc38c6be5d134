"""The whole flow: crawl what is due, process what is new, bring the index up to date.

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
    """Visit sources and archive what they publish; see :mod:`rasad.crawling`."""
    with Progress() as progress:
        return crawling.crawl(setup, sources, crawling.settings(setup, replay, due_only=due_only), progress)


def work(setup: Setup) -> Tally:
    """Extract, compare and tag every page that waits in the archive."""
    with setup.home.lock("process"), setup.home.open() as archive, Progress() as progress:
        return process.process(
            archive, setup.bench(), setup.config.process.count(), setup.config.process.page_seconds, progress.step
        )


def index(setup: Setup) -> int:
    """Bring the index up to the archive and give how many documents were written."""
    with setup.home.lock("index"), setup.home.open() as archive, Progress() as progress:
        target = setup.index(writable=True)
        try:
            return indexing.sync(archive, target, progress.step)
        finally:
            target.close()
