"""What the spiders of feeds, sitemaps and listings share: polling channels and finding links in their answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider

from crawlers import channels
from crawlers.entries import Reading
from crawlers.ledger import Poll
from crawlers.outcomes import Failed, Outcome, failure, outcome_of
from crawlers.paging import is_past, reaches
from crawlers.spiders.alone import lone_session
from pipelines.archive.crawl import Attempt, Link
from pipelines.urls import canonical

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawlers.session import Session
    from pipelines.archive.crawl import Channel
    from pipelines.records import FeedEntry, Purpose, Source

_PERMANENT = frozenset({301, 308})
# A channel that calls more than half of what is known updated is one that stamps everything with the current time.
_CREDIBLE_SHARE = 0.5
_FEW = 10
# A site that numbers pages without end is left after so many; twenty articles a page make half a million.
_MOST_PAGES = 25_000


class PollingSpider(Spider, ABC):
    """Polls the channels of one kind and names the links that their documents hold.

    Args:
        session: the run's shared state; without one the spider runs alone and keeps nothing.
        source: the ids of the sources to poll then, with commas.
    """

    purpose: ClassVar[Purpose]

    def __init__(self, name: str | None = None, session: Session | None = None, source: str = "") -> None:
        super().__init__(name)
        self.session = session or lone_session(source)
        since = self.session.settings.since
        self.since = since.date() if since else None
        self._walked: defaultdict[str, set[str]] = defaultdict(set)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PollingSpider:  # noqa: ANN401 -- Scrapy's signature
        """Make it as Scrapy does."""
        return super().from_crawler(crawler, *args, **kwargs)

    @abstractmethod
    def addresses(self, source: Source) -> Iterable[str]:
        """Give the addresses of a source's channels of this kind."""

    @abstractmethod
    def read(self, response: Response, source: Source) -> Reading:
        """Read a channel's document."""

    async def start(self) -> AsyncIterator[Request]:
        """Poll every channel once."""
        for source in self.session.sources.values():
            for url in self.addresses(source):
                channel = self.session.channel(source, self.purpose, url)
                if self.session.enter(url) and self._asked(channel):
                    yield self.request(channel)

    def _asked(self, channel: Channel) -> bool:
        return not self.session.settings.due_only or channels.due(channel, self.session.now())

    def request(self, channel: Channel) -> Request:
        """Ask for a channel, and say what is known of it already, unless its past is wanted."""
        headers = {"If-None-Match": channel.etag, "If-Modified-Since": channel.modified} if self.since is None else {}
        return Request(
            channel.moved_to or channel.url,
            headers={name: value for name, value in headers.items() if value},
            callback=self.parse_channel,
            errback=self.missed,
            cb_kwargs={"channel": channel},
        )

    def parse_channel(self, response: Response, channel: Channel) -> Iterator[Poll | Request]:
        """Read a channel's answer."""
        outcome = outcome_of(response.status)
        digest = sha256(response.body).hexdigest()
        same = digest == channel.digest and self.since is None
        if outcome is Outcome.UNCHANGED or (outcome is Outcome.OK and same):
            yield self._unchanged(response, channel)
            return
        source = self.session.sources[channel.source]
        reading = self.read(response, source) if outcome is Outcome.OK else Reading(valid=False)
        if not reading.valid:
            outcome = Outcome.NOT_A_FEED if outcome is Outcome.OK else outcome
            yield self._failed(_asked_by(response), channel, outcome, status=response.status)
            return
        yield self._changed(response, channel, reading, digest)
        yield from self.follow(reading, source, channel)
        yield from self._turn(response, channel, reading)

    def follow(self, reading: Reading, source: Source, channel: Channel) -> Iterator[Request]:
        """Ask for the documents that one refers to; only sitemaps do."""
        del reading, source, channel
        return iter(())

    def older(self, response: Response, source: Source, number: int) -> str:
        """Give the address of page ``number`` of a channel's past, which follows a page; empty where there is none."""
        del response, source, number
        return ""

    def parse_page(self, response: Response, channel: Channel) -> Iterator[Poll | Request]:
        """Read a page of a channel's past; how the channel itself stands does not change."""
        outcome, source = outcome_of(response.status), self.session.sources[channel.source]
        reading = self.read(response, source) if outcome is Outcome.OK else Reading(valid=False)
        new, _ = self.session.split(self._link(entry, channel) for entry in self._wanted(reading.entries, source))
        attempt = self._attempt(_asked_by(response), channel, outcome, response.status)
        yield Poll(channel=channel, attempt=replace(attempt, url=_asked_by(response).url), links=tuple(new))
        if outcome not in {Outcome.OK, Outcome.GONE}:
            self._torn(channel, _asked_by(response), outcome)
        yield from self._turn(response, channel, reading)

    def missed_page(self, error: Failure) -> None:
        """Say that a channel's past could not be read to its end."""
        request: Request = vars(error)["request"]
        self._torn(request.cb_kwargs["channel"], request, failure(error.value).outcome)

    def _turn(self, response: Response, channel: Channel, reading: Reading) -> Iterator[Request]:
        """Go on to the next page of the past while there is one that holds anything new and recent enough."""
        walked, number = self._walked[channel.url], response.meta.get("number", 1) + 1
        keys = {canonical(entry.link) for entry in reading.entries}
        if self.since is None or keys <= walked or is_past(reading.entries, self.since) or number > _MOST_PAGES:
            return
        walked |= keys
        url = self.older(response, self.session.sources[channel.source], number)
        if url and self.session.enter(url):
            yield Request(
                url,
                callback=self.parse_page,
                errback=self.missed_page,
                cb_kwargs={"channel": channel},
                meta={"number": number},
            )

    def _torn(self, channel: Channel, request: Request, outcome: Outcome) -> None:
        self.session.problems.append(
            f"{channel.source}: the past was read up to {request.url} ({outcome}); run the command again to go on."
        )

    def missed(self, error: Failure) -> Iterator[Poll]:
        """Note that a channel did not answer."""
        failed = failure(error.value)
        request: Request = vars(error)["request"]
        if failed.outcome is not Outcome.STOPPED:
            yield self._failed(request, request.cb_kwargs["channel"], failed.outcome, failed=failed)

    def _changed(self, response: Response, channel: Channel, reading: Reading, digest: str) -> Poll:
        source = self.session.sources[channel.source]
        wanted = self._wanted(reading.entries, source)
        new, known = self.session.split(self._link(entry, channel) for entry in wanted)
        if self.since is not None:
            # The past says nothing of how often there is news, and was not read as a later poll would read it.
            attempt = self._attempt(_asked_by(response), channel, Outcome.OK, response.status)
            return Poll(channel=channel, attempt=attempt, links=tuple(new))
        state = channels.answered(channel, source, self.session.now(), new=len(new))
        state = replace(
            self._moved(response, state),
            etag=_header(response, "ETag"),
            modified=_header(response, "Last-Modified"),
            digest=digest,
            items=len(reading.entries),
            failures=0.0,
            status=response.status,
            outcome=Outcome.OK,
        )
        detail = f"{reading.without_link} without an address" if reading.without_link else ""
        attempt = self._attempt(_asked_by(response), state, Outcome.OK, response.status, detail)
        changed = tuple(link for link in known if self.session.is_update(link))
        if len(changed) > _FEW and len(changed) > _CREDIBLE_SHARE * len(known):
            return Poll(channel=state, attempt=attempt, links=tuple(new), restated=changed)
        return Poll(channel=state, attempt=attempt, links=tuple(new), updated=changed)

    def _wanted(self, entries: Iterable[FeedEntry], source: Source) -> list[FeedEntry]:
        """Leave out what a general outlet's filter does not let pass, and each article's second mention."""
        filter_ = self.session.settings.filters.get(source.id)
        passed = [entry for entry in entries if filter_ is None or filter_.passes(entry)]
        if self.since is not None:
            passed = [entry for entry in passed if reaches(entry, self.since)]
        once = {canonical(entry.link): entry for entry in reversed(passed)}
        return list(reversed(once.values()))

    def _unchanged(self, response: Response, channel: Channel) -> Poll:
        source = self.session.sources[channel.source]
        state = channels.answered(channel, source, self.session.now(), new=0)
        state = replace(self._moved(response, state), status=response.status, outcome=Outcome.UNCHANGED)
        attempt = self._attempt(_asked_by(response), state, Outcome.UNCHANGED, response.status)
        return Poll(channel=state, attempt=attempt)

    def _failed(
        self, request: Request, channel: Channel, outcome: Outcome, *, status: int = 0, failed: Failed | None = None
    ) -> Poll:
        wait = failed.wait if failed else request.meta.get("wait", 0.0)
        state = channels.failed(channel, self.session.now(), outcome, status=status, wait=wait)
        detail = failed.detail if failed else ""
        return Poll(channel=state, attempt=self._attempt(request, state, outcome, status, detail))

    def _link(self, entry: FeedEntry, channel: Channel) -> Link:
        return Link(
            url=entry.link,
            source=channel.source,
            found=channel.url,
            discovered_at=self.session.now(),
            entry=entry,
        )

    def _attempt(self, request: Request, channel: Channel, outcome: Outcome, status: int, detail: str = "") -> Attempt:
        return Attempt(
            source=channel.source,
            url=channel.url,
            purpose=self.purpose,
            outcome=outcome,
            at=self.session.now(),
            status=status,
            bytes=request.meta.get("wire", 0),
            detail=detail,
        )

    @staticmethod
    def _moved(response: Response, channel: Channel) -> Channel:
        """Keep where a channel has moved to for good: only if every hop said so."""
        reasons = response.meta.get("redirect_reasons", [])
        if reasons and all(reason in _PERMANENT for reason in reasons):
            return replace(channel, moved_to=response.url)
        return channel


def _header(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""


def _asked_by(response: Response) -> Request:
    if response.request is None:
        raise TypeError("a response in a callback has its request")
    return response.request
