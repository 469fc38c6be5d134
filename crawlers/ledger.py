"""What the spiders learn, and the item pipeline that writes it to the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from crawlers.outcomes import Outcome
from crawlers.session import session_of
from pipelines.archive.crawl import Attempt, Channel, Link, reopen, restate
from pipelines.errors import ArchiveError
from pipelines.records import Page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawlers.session import Session

# Each write costs two fsyncs, whatever it holds.
GROUP = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A channel was polled: the links it named for the first time, and known ones that it says were updated.

    ``restated`` are known links of which it says something else than before without being believed.
    """

    channel: Channel
    attempt: Attempt
    links: tuple[Link, ...] = ()
    updated: tuple[Link, ...] = ()
    restated: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An article's address was tried; ``again`` is when to try it again where that makes sense."""

    page: Page
    attempt: Attempt
    body: bytes | None = None
    again: datetime | None = None


class Ledger:
    """Writes polls and visits to the archive, and lets newly found links wait for the article spider.

    Args:
        session: the run's shared state, with a recorder.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Ledger:
        """Make it for a spider that has a session."""
        return cls(session_of(crawler))

    def process_item(self, item: Poll | Visit) -> Poll | Visit:
        """Keep one item; when the archive cannot be written, the run is told and ends."""
        try:
            self._keep(item)
        except ArchiveError as error:
            self._session.fail(error)
        return item

    def _keep(self, item: Poll | Visit) -> None:
        if isinstance(item, Poll):
            self._keep_poll(item)
        else:
            self._keep_visit(item)
        self._session.record(item.attempt)
        recorder = self._session.recorder
        if recorder is not None and len(recorder) >= GROUP:
            recorder.flush()

    def _keep_poll(self, poll: Poll) -> None:
        session, archive, recorder = self._session, self._session.archive, self._session.recorder
        if archive is None or recorder is None:
            return
        if poll.updated or poll.restated:
            # Before the channel's new state: a crawl killed in between finds the same update again.
            with archive.transaction() as connection:
                reopen(connection, poll.updated)
                restate(connection, poll.restated)
        recorder.discover(poll.links, poll.channel)
        tally = session.tallies[poll.channel.source]
        tally.discovered += len(poll.links)
        tally.unchanged += poll.attempt.outcome == Outcome.UNCHANGED
        # What is found now is news, unless the past is looked for; it goes before what waits since earlier runs.
        session.lanes.add((*poll.links, *poll.updated), first=session.settings.since is None)

    def _keep_visit(self, visit: Visit) -> None:
        recorder = self._session.recorder
        if recorder is None:
            return
        recorder.page(visit.page, visit.body, again=visit.again)
        tally = self._session.tallies[visit.page.source]
        tally.fetched += visit.page.outcome == Outcome.OK
        tally.failed += visit.page.outcome != Outcome.OK
