"""What the spiders of one run share: the sources, the archive, the clock, and the politeness towards every host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.addresses import AddressRules
from crawlers.browser import Browser
from crawlers.channels import addresses, fresh
from crawlers.client import Client, Limits
from crawlers.filter import Filter
from crawlers.lanes import Lanes
from crawlers.loading import Loader
from crawlers.model import DEFAULT_DELAY
from crawlers.outcomes import TRANSIENT, Outcome
from crawlers.politeness import LONGEST_DELAY, Gate, retry_after, slot
from crawlers.robotsbook import RobotsBook
from crawlers.sources import hosts_of, owner
from pipelines.archive.crawl import Attempt, Link, asked_since, channel, holds, known, settled
from pipelines.archive.pages import last
from pipelines.records import Purpose
from pipelines.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawlers.replay import Capture, Captures
    from pipelines.archive.crawl import Channel, Recorder
    from pipelines.archive.store import Archive
    from pipelines.errors import ArchiveError
    from pipelines.records import Source

# What stands as ``found`` of a page that only a replayed file named.
REPLAY = "replay"
# A page that could not be had is tried again after these pauses, then it is left.
_RETRIES = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """How a run behaves.

    ``delay`` in seconds is the pause at hosts whose source names none; ``max_body`` in bytes counts decoded ones;
    ``timeout`` in seconds covers a whole response. ``now`` fixes the clock, ``replay`` answers from a WARC file,
    ``due_only`` leaves channels alone whose next poll is still to come, ``most_seconds`` ends the run after that time
    (0: never) with the links that wait left on the frontier, ``since`` reads sitemaps and listings back to a date,
    and ``filters`` holds the filters of general outlets by source id.
    """

    user_agent: str = "Rasad"
    contact: str = ""
    delay: float = DEFAULT_DELAY
    concurrency: int = 32
    allow_private_hosts: tuple[str, ...] = ()
    max_body: int = 8 * 1024 * 1024
    timeout: float = 30.0
    now: datetime | None = None
    replay: Path | None = None
    robots: bool = True
    due_only: bool = False
    most_seconds: float = 0.0
    since: datetime | None = None
    filters: Mapping[str, Filter] = field(default_factory=dict)

    def header(self) -> str:
        """Give the User-Agent header: the product, and whom to write to."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent


@dataclass(slots=True)
class Tally:
    """What a run did for one source; ``outcomes`` counts every request by how it ended."""

    discovered: int = 0
    fetched: int = 0
    failed: int = 0
    unchanged: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)


class Session:
    """The shared state of one crawl run.

    Args:
        settings: how the run behaves.
        sources: what is crawled.
        archive: where it is kept; ``None`` lets the spiders run by themselves and keep nothing.
        recorder: writes to the archive.
        captures: the responses of a replay.
    """

    def __init__(
        self,
        settings: CrawlSettings,
        sources: Sequence[Source],
        archive: Archive | None = None,
        recorder: Recorder | None = None,
        captures: Captures | None = None,
    ) -> None:
        self.settings = settings
        self.sources = {source.id: source for source in sources}
        self.archive = archive
        self.recorder = recorder
        self.captures = captures
        self.agent = settings.user_agent.partition("/")[0]
        self.hosts = hosts_of(sources)
        self.gate = Gate(settings.delay, _delays(sources))
        self.lanes = Lanes()
        self.robots = RobotsBook()
        limits = Limits(max_body=settings.max_body, timeout=settings.timeout, concurrency=settings.concurrency)
        self.client = Client(limits, AddressRules(settings.allow_private_hosts))
        agent = self.agent if settings.robots else None
        self.browser = Browser(limits, Loader(self.client, self.robots, self.gate, agent))
        self.seen: set[str] = set()
        self.arrived: set[str] = set()
        self._entered: set[str] = set()
        self.problems: list[str] = []
        self.broken: ArchiveError | None = None
        self.tallies: dict[str, Tally] = {source.id: Tally() for source in sources}
        if archive is not None and captures is None:
            self._remember(archive)

    def now(self) -> datetime:
        """Give the run's time: the fixed one, or the real one."""
        return self.settings.now.astimezone(UTC) if self.settings.now else datetime.now(UTC)

    def _remember(self, archive: Archive) -> None:
        """Keep to what earlier runs owe the hosts: Retry-After, and the pause since the last request."""
        now = self.now()
        for name, until in holds(archive, now).items():
            self.gate.hold(name, (until - now).total_seconds())
        if self.settings.now is None:
            for url, at in asked_since(archive, now - timedelta(seconds=LONGEST_DELAY)):
                name = slot(url)
                self.gate.hold(name, self.gate.delay(name) - (now - at).total_seconds())

    def fail(self, error: ArchiveError) -> None:
        """Note that the archive cannot be written; the run ends then."""
        self.broken = self.broken or error
        self.recorder = None

    def stop(self) -> None:
        """End the run soon: nothing new is begun, and what is under way is given up and stays on the frontier."""
        self.lanes.clear()
        self.gate.stop()
        self.client.stop()
        self.browser.stop()

    def source_of(self, url: str) -> Source | None:
        """Find the source that an address belongs to."""
        return owner(self.hosts, url)

    def channel(self, source: Source, purpose: Purpose, url: str) -> Channel:
        """Give where a channel stands."""
        found = channel(self.archive, url) if self.archive is not None else None
        return found or fresh(source, purpose, url)

    def enter(self, url: str) -> bool:
        """Say whether a document is met for the first time in this run; sitemaps may refer to themselves."""
        key = canonical(url)
        first = key not in self._entered
        self._entered.add(key)
        return first

    def split(self, links: Iterable[Link]) -> tuple[list[Link], list[Link]]:
        """Tell new links from known ones, and take the new ones as known from now on."""
        once = {canonical(link.url): link for link in links}
        unseen = {key: link for key, link in once.items() if key not in self.seen}
        archived = known(self.archive, (link.url for link in unseen.values())) if self.archive is not None else set()
        new = {key: link for key, link in unseen.items() if link.url not in archived}
        self.seen |= unseen.keys()
        return list(new.values()), [link for key, link in once.items() if key not in new]

    def is_update(self, link: Link) -> bool:
        """Say whether a known link's channel dates or names the article otherwise than when it was fetched."""
        before = settled(self.archive, link.url) if self.archive is not None else None
        if before is None or before.entry is None or link.entry is None or before.found != link.found:
            return False
        pairs = ((before.entry.updated, link.entry.updated), (before.entry.title, link.entry.title))
        return any(old and new and old != new for old, new in pairs)

    def unnamed(self) -> Iterator[Link]:
        """Give the pages of a replay that no channel named, unless they were kept already."""
        if self.captures is None:
            return
        listed = {canonical(address) for source in self.sources.values() for address in addresses(source)}
        for capture in self.captures.pages(self.settings.now):
            source, key = self.source_of(capture.url), canonical(capture.url)
            if source is not None and key not in listed | self.arrived | self.seen and not self._kept(capture):
                self.seen.add(key)
                yield Link(url=capture.url, source=source.id, found=REPLAY, discovered_at=self.now())

    def _kept(self, capture: Capture) -> bool:
        if self.archive is None:
            return False
        page = last(self.archive, capture.url)
        return page.fetched_at >= capture.at if page else bool(known(self.archive, [capture.url]))

    def again(self, link: Link, outcome: Outcome, wait: float = 0.0) -> datetime | None:
        """Say when a link that failed is to be tried again; ``None`` when it is not."""
        if outcome not in TRANSIENT or link.tries >= len(_RETRIES):
            return None
        return self.now() + max(_RETRIES[link.tries], timedelta(seconds=wait))

    def note_robots(self, request: Request, outcome: Outcome, response: Response | None = None) -> None:
        """Keep how a request for a robots.txt ended."""
        source = self.source_of(request.url)
        status = response.status if response is not None else 0
        self.record(
            Attempt(
                source=source.id if source else "",
                url=request.url,
                purpose=Purpose.ROBOTS,
                outcome=outcome,
                at=self.now(),
                status=status,
                bytes=request.meta.get("wire", 0),
            )
        )

    def record(self, attempt: Attempt) -> None:
        """Count and keep how a request ended."""
        if attempt.source in self.tallies and attempt.purpose is not Purpose.ROBOTS:
            self.tallies[attempt.source].outcomes[attempt.outcome] += 1
        if self.recorder is not None:
            self.recorder.attempt(attempt)

    def listen(self, url: str, outcome: Outcome, header: str) -> float:
        """Obey a host that asks for less (429, 503), and give for how many seconds it is left alone now."""
        name = slot(url)
        if self.captures is not None:
            return 0.0
        if outcome is not Outcome.BUSY:
            self.gate.answered(name)
            return 0.0
        seconds = self.gate.refused(name, retry_after(header, self.now()))
        if self.recorder is not None:
            reason = f"Retry-After: {header}" if header else "busy"
            self.recorder.hold(name, self.now() + timedelta(seconds=seconds), reason)
        return seconds


def _delays(sources: Iterable[Source]) -> dict[str, float]:
    """Give the pause at each host: the longest that one of its sources asks for; the default means: as configured."""
    found: dict[str, float] = {}
    for source in sources:
        if source.delay == DEFAULT_DELAY:
            continue
        for name in {slot(address) for address in (source.home, *addresses(source))} | set(source.hosts):
            found[name] = max(found.get(name, 0.0), source.delay)
    return found


def session_of(crawler: Crawler) -> Session:
    """Give the session that a crawler's spider was made with; Scrapy's shell has none, and gets a new one."""
    session: Session | None = vars(crawler.spider).get("session") if crawler.spider is not None else None
    return session or Session(CrawlSettings(), [])
