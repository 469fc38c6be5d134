"""Links waiting to be fetched, in one lane per host, of which each has at most one request under way.

Handing a crawler thousands of links of one slow host would fill its queues with them and starve all others.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from crawlers.politeness import slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.archive.crawl import Link


class Lanes:
    """The links of a run, served host by host in the order in which the hosts became free."""

    def __init__(self) -> None:
        self._lanes: dict[str, deque[Link]] = {}
        self._free: deque[str] = deque()
        self._busy: set[str] = set()
        self._wake = asyncio.Event()
        self._closed = False
        self._cleared = False

    def __len__(self) -> int:
        return sum(len(lane) for lane in self._lanes.values())

    def add(self, links: Iterable[Link], *, first: bool = False) -> None:
        """Let links wait at the end of their hosts' lanes, or in front of those that wait there already."""
        kept = [] if self._cleared else list(links)
        for link in reversed(kept) if first else kept:
            name = slot(link.url)
            if name not in self._lanes:
                self._lanes[name] = deque()
                if name not in self._busy:
                    self._free.append(name)
            if first:
                self._lanes[name].appendleft(link)
            else:
                self._lanes[name].append(link)
        self._wake.set()

    def close(self) -> None:
        """Say that no more links will come."""
        self._closed = True
        self._wake.set()

    def clear(self) -> None:
        """Forget all waiting links (they stay on the frontier), and take no more."""
        self._lanes.clear()
        self._cleared = True
        self.close()

    def finish(self, link: Link) -> None:
        """Say that the request for a link has ended: its host is free again."""
        name = slot(link.url)
        self._busy.discard(name)
        if name in self._lanes:
            self._free.append(name)
        self._wake.set()

    def drop(self, link: Link) -> int:
        """Forget the links that wait at a link's host (they stay on the frontier) and give their number."""
        return len(self._lanes.pop(slot(link.url), ()))

    async def next(self) -> Link | None:
        """Give the next link of a free host, waiting for one; ``None`` when all is done."""
        while True:
            while self._free:
                name = self._free.popleft()
                lane = self._lanes.get(name)
                if lane:
                    return self._take(name, lane)
            if self._closed and not self._lanes and not self._busy:
                return None
            self._wake.clear()
            await self._wake.wait()

    def _take(self, name: str, lane: deque[Link]) -> Link:
        link = lane.popleft()
        self._busy.add(name)
        if not lane:
            del self._lanes[name]
        return link
