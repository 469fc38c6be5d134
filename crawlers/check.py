"""Checks sources against the live web: what answers, what parses, what is dated; and what to do where nothing does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from crawlers.discovery import Proposal, propose
from crawlers.feeds import read_feed
from crawlers.listings import read_listing
from crawlers.outcomes import Failed, Outcome
from crawlers.sitemaps import read_sitemap
from crawlers.visitor import Visitor
from pipelines.records import Purpose, Source

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from crawlers.entries import Reading
    from crawlers.session import CrawlSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCheck:
    """How one channel answered: ``outcome`` by name, how many entries it has, and how many of them are dated."""

    url: str
    purpose: Purpose
    outcome: str
    entries: int = 0
    dated: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """How a source's channels answered; where none did, ``proposal`` is what a search from its home found instead."""

    source: Source
    channels: tuple[ChannelCheck, ...]
    proposal: Proposal | None = None

    def passed(self) -> bool:
        """Say whether every channel answered with entries."""
        return all(channel.outcome == Outcome.OK and channel.entries for channel in self.channels)


async def check(source: Source, settings: CrawlSettings) -> SourceCheck:
    """Try every channel of a source once; where one fails, search again from the source's home."""
    async with Visitor(settings, settings.now or datetime.now(UTC)) as visitor:
        found = tuple([await _try(visitor, *channel) for channel in _channels(source)])
    result = SourceCheck(source=source, channels=found)
    if result.passed():
        return result
    try:
        proposal = await propose(source.home, settings)
    except Failed:
        return result
    return SourceCheck(source=source, channels=found, proposal=proposal if proposal.found() else None)


async def check_all(sources: Sequence[Source], settings: CrawlSettings) -> AsyncIterator[SourceCheck]:
    """Check many sources at once, and give each result when it is there."""
    limit = asyncio.Semaphore(settings.concurrency)

    async def one(source: Source) -> SourceCheck:
        async with limit:
            return await check(source, settings)

    tasks = [asyncio.ensure_future(one(source)) for source in sources]
    for task in asyncio.as_completed(tasks):
        yield await task


def _channels(source: Source) -> list[tuple[Purpose, str, Callable[[bytes, str], Reading]]]:
    found: list[tuple[Purpose, str, Callable[[bytes, str], Reading]]] = []
    found += [(Purpose.FEED, url, read_feed) for url in source.feeds]
    found += [(Purpose.SITEMAP, url, read_sitemap) for url in source.sitemaps]
    found += [(Purpose.LISTING, listing.url, partial(read_listing, links=listing.links)) for listing in source.listings]
    return found


async def _try(visitor: Visitor, purpose: Purpose, url: str, read: Callable[[bytes, str], Reading]) -> ChannelCheck:
    try:
        answer = await visitor.get(url)
    except Failed as failed:
        return ChannelCheck(url=url, purpose=purpose, outcome=failed.outcome, detail=failed.detail)
    reading = read(answer.body, answer.url)
    if not reading.valid:
        return ChannelCheck(url=url, purpose=purpose, outcome=Outcome.NOT_A_FEED, detail="it cannot be read")
    dated = sum(bool(entry.published or entry.updated) for entry in reading.entries)
    entries = len(reading.entries) or len(reading.further)
    return ChannelCheck(url=url, purpose=purpose, outcome=Outcome.OK, entries=entries, dated=dated)
