"""One crawl run: all spiders in one event loop, writing to one archive, until nothing is left or someone says stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from crawlers.replay import Captures
from crawlers.session import CrawlSettings, Session, Tally
from crawlers.sources import hosts_of, owner
from crawlers.spiders.article import ArticleSpider
from crawlers.spiders.polling import PollingSpider
from pipelines.archive.crawl import Recorder, frontier
from pipelines.archive.store import Archive
from pipelines.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pipelines.records import Source

__all__ = ["CrawlResult", "CrawlSettings", "Progress", "SourceResult", "crawl"]

# What is learned is made durable this often, so that a killed crawl loses less than a second of work.
_FLUSH_SECONDS = 0.5
# A stopped run waits this long for the requests under way; what does not answer stays on the frontier.
_GRACE_SECONDS = 3.0
_CLOSE_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run has come: pages fetched and failed, links discovered, and links that wait."""

    discovered: int
    fetched: int
    failed: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceResult:
    """What a run did for one source; ``outcomes`` counts requests for channels and articles by how they ended."""

    discovered: int = 0
    fetched: int = 0
    failed: int = 0
    unchanged: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlResult:
    """What a run did, by source id; ``problems`` are sentences, ``stopped`` says that it was told to end early."""

    sources: Mapping[str, SourceResult]
    problems: tuple[str, ...] = ()
    stopped: bool = False


def crawl(
    archive_folder: Path,
    run: int,
    stem: str,
    sources: Sequence[Source],
    settings: CrawlSettings,
    report: Callable[[Progress], None],
) -> CrawlResult:
    """Crawl sources into an archive and give what came of it; SIGTERM and SIGINT end it cleanly within 10 s.

    First the links that wait on the frontier are fetched, then channels are polled and new links followed; both go on
    side by side. Everything learned is durable half a second later.

    Raises:
        ArchiveError: the archive cannot be written; what was acknowledged before is kept.
        UsageError: the file to replay cannot be read.
    """
    captures = Captures(settings.replay) if settings.replay is not None else None
    if captures is not None:
        hosts = hosts_of(sources)
        named = {source.id for name in captures.hosts() if (source := owner(hosts, f"https://{name}/"))}
        sources = [source for source in sources if source.id in named]
    with ExitStack() as stack:
        archive = stack.enter_context(Archive(archive_folder))
        recorder = Recorder(archive, run, stem)
        session = Session(settings, sources, archive, recorder, captures)
        for source in sources:
            session.lanes.add(frontier(archive, source.id, session.now().astimezone(UTC)))
        try:
            stopped = asyncio.run(_Run(session, report).work())
        finally:
            with suppress(*((ArchiveError,) if session.broken else ())):
                recorder.close()
    if session.broken is not None:
        raise session.broken
    problems = (*(captures.problems if captures else ()), *session.problems)
    return CrawlResult(sources=_results(session.tallies), problems=problems, stopped=stopped)


class _Run:
    """The event loop's side of a run."""

    def __init__(self, session: Session, report: Callable[[Progress], None]) -> None:
        self._session = session
        self._report = report
        self._stop = asyncio.Event()

    async def work(self) -> bool:
        """Run all spiders to their end, or until told to stop; say whether it was."""
        self._listen()
        runner = AsyncCrawlerRunner(scrapy_settings(self._session))
        spiders = [runner.spider_loader.load(name) for name in runner.spider_loader.list()]
        articles = runner.crawl(ArticleSpider, session=self._session)
        polls = [runner.crawl(each, session=self._session) for each in spiders if issubclass(each, PollingSpider)]
        keeper = asyncio.create_task(self._keep())
        whole = asyncio.gather(articles, self._discover(polls), return_exceptions=True)
        stopped = asyncio.create_task(self._stop.wait())
        first: set[asyncio.Future[Any]] = {whole, stopped, keeper}
        limit = self._session.settings.most_seconds or None
        await asyncio.wait(first, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        if whole.done():
            self._note(whole.result())
        else:
            await self._end(runner, whole)
        await self._session.browser.close()
        await self._session.client.close()
        stopped.cancel()
        if keeper.done():
            keeper.result()  # it ends by itself only where something broke, such as who listens to the progress
        keeper.cancel()
        return self._stop.is_set()

    async def _discover(self, polls: Sequence[asyncio.Task[None]]) -> None:
        """Wait until all channels were polled; then no further links will come."""
        results = await asyncio.gather(*polls, return_exceptions=True)
        self._session.lanes.close()
        self._note(results)

    async def _end(self, runner: AsyncCrawlerRunner, whole: asyncio.Future[Any]) -> None:
        self._session.stop()
        stopping = asyncio.ensure_future(runner.stop())
        await asyncio.wait({stopping}, timeout=_GRACE_SECONDS)
        whole.cancel()
        rest: set[asyncio.Future[Any]] = {whole, stopping}
        await asyncio.wait(rest, timeout=_CLOSE_SECONDS)

    async def _keep(self) -> None:
        """Make durable what was learned, and tell how far the run has come."""
        while True:
            await asyncio.sleep(_FLUSH_SECONDS)
            try:
                if self._session.recorder is not None:
                    self._session.recorder.flush()
            except ArchiveError as error:
                self._session.fail(error)
            if self._session.broken is not None:
                self._stop.set()
            self._report(_progress(self._session))

    def _note(self, results: Sequence[object]) -> None:
        errors = [result for result in results if isinstance(result, Exception)]
        self._session.problems += [f"A spider ended with {type(error).__name__}: {error}" for error in errors]

    def _listen(self) -> None:
        # Only the main thread of a process can listen to signals; elsewhere the caller stops the run's process.
        with suppress(ValueError, RuntimeError):
            for name in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(name, self._stop.set)


def scrapy_settings(session: Session) -> Settings:
    """Give Scrapy's settings for a run."""
    settings = Settings()
    settings.setmodule("crawlers.settings")
    settings.set("USER_AGENT", session.settings.header())
    settings.set("ITEM_PIPELINES", {"crawlers.ledger.Ledger": 100})
    if session.captures is not None:
        settings.set("DOWNLOAD_HANDLERS", dict.fromkeys(("http", "https"), "crawlers.replay.ReplayHandler"))
    return settings


def _progress(session: Session) -> Progress:
    tallies = session.tallies.values()
    return Progress(
        discovered=sum(tally.discovered for tally in tallies),
        fetched=sum(tally.fetched for tally in tallies),
        failed=sum(tally.failed for tally in tallies),
        waiting=len(session.lanes),
    )


def _results(tallies: Mapping[str, Tally]) -> dict[str, SourceResult]:
    return {
        id_: SourceResult(
            discovered=tally.discovered,
            fetched=tally.fetched,
            failed=tally.failed,
            unchanged=tally.unchanged,
            outcomes={str(outcome): count for outcome, count in tally.outcomes.items()},
        )
        for id_, tally in tallies.items()
    }
