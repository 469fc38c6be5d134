"""One request at a time per host, the wanted pause between two, and hosts left alone for as long as they ask."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawlers.outcomes import Failed, Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

# A site that asks for more than two minutes between requests would never be read at all.
LONGEST_DELAY = 120.0
# A host that wants to be left alone for longer than this is left to a later run instead of being waited for.
PATIENCE = 60.0
# 429 or 503 without Retry-After: wait this long, doubled at each further one.
FIRST_BACKOFF = 15.0
LONGEST_HOLD = timedelta(days=7)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def slot(url: str) -> str:
    """Name the host whose patience a request costs: without ``www`` and default ports, in lower case."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    name = (parts.hostname or "").removeprefix("www.")
    return name if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f"{name}:{port}"


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Read a Retry-After header (RFC 9110, 10.2.3): seconds or a date; ``None`` where it says nothing usable."""
    text = value.strip()
    if re.fullmatch(r"\d{1,9}", text):
        return min(timedelta(seconds=int(text)), LONGEST_HOLD)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(timedelta(0), min(until - now, LONGEST_HOLD))


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    delay: float | None = None
    ready_at: float = 0.0
    refusals: int = 0


class Gate:
    """Lets requests through, one per host at a time.

    The pause counts from the end of one answer to the start of the next request, so that the server never sees less
    than was promised, however long connecting takes.

    Args:
        delay: seconds between two requests to a host of which nothing else is known.
        delays: seconds per slot, from the sources.
        backoff: seconds to wait after the first 429 or 503 that names no time.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        delay: float,
        delays: Mapping[str, float] | None = None,
        *,
        backoff: float = FIRST_BACKOFF,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delay = delay
        self._backoff = backoff
        self._clock = clock
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._stopping = asyncio.Event()
        for name, seconds in (delays or {}).items():
            self._hosts[name].delay = seconds

    def slow(self, name: str, seconds: float) -> None:
        """Make the pause at a host at least this long (robots.txt's Crawl-delay), up to two minutes."""
        self._hosts[name].delay = max(self.delay(name), min(seconds, LONGEST_DELAY))

    def delay(self, name: str) -> float:
        """Give the pause at a host in seconds."""
        known = self._hosts[name].delay
        return self._delay if known is None else known

    def hold(self, name: str, seconds: float) -> None:
        """Let no request to a host through for this long."""
        host = self._hosts[name]
        host.ready_at = max(host.ready_at, self._clock() + seconds)

    def refused(self, name: str, wait: timedelta | None) -> float:
        """Note that a host asked for less (429, 503) and give for how many seconds it is now left alone."""
        host = self._hosts[name]
        seconds = self._backoff * 2**host.refusals if wait is None else wait.total_seconds()
        host.refusals += 1
        self.hold(name, seconds)
        return seconds

    def answered(self, name: str) -> None:
        """Note that a host answered normally again."""
        self._hosts[name].refusals = 0

    def held(self, name: str) -> float:
        """Give for how many seconds a host is to be left alone still."""
        return max(0.0, self._hosts[name].ready_at - self._clock())

    def stop(self) -> None:
        """Let nobody through any more, and send away who waits."""
        self._stopping.set()

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for a host's turn; the next one comes a pause after the block ends.

        Raises:
            Failed: ``held``, where the host wants to be left alone for longer than is worth waiting; ``stopped``.
        """
        host = self._hosts[name]
        async with host.lock:
            while not self._stopping.is_set() and (wait := self.held(name)) > 0:
                if wait > max(PATIENCE, self.delay(name)):
                    raise Failed(Outcome.HELD, f"{name} asked to be left alone for {wait:.0f} s", wait=wait)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), wait)
            if self._stopping.is_set():
                raise Failed(Outcome.STOPPED, "the run was told to end")
            try:
                yield
            finally:
                host.ready_at = max(host.ready_at, self._clock() + self.delay(name))
