"""What robots.txt files say (RFC 9309): read as the standard asks, and fetched once per host and run."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from crawlers.outcomes import Failed, Outcome, failure, outcome_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

# RFC 9309, 2.5: crawlers may stop reading after 500 KiB.
_LONGEST_FILE = 500 * 1024


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt allows; ``parsed`` is ``None`` where it could not be had, and then nothing is allowed.

    ``outcome`` and ``reason`` say why it could not be had; a request that waited for it ends in the same way.
    """

    parsed: Protego | None
    outcome: Outcome = Outcome.ROBOTS_UNREACHABLE
    reason: str = ""

    def check(self, url: str, agent: str) -> None:
        """Let an address pass.

        Raises:
            Failed: robots.txt forbids it, or could not be read for now.
        """
        if self.parsed is None:
            raise Failed(self.outcome, f"robots.txt could not be read ({self.reason})")
        if not self.parsed.can_fetch(url, agent):
            raise Failed(Outcome.ROBOTS, "robots.txt forbids it")

    def delay(self, agent: str) -> float:
        """Give the seconds between two requests that robots.txt asks for; 0 where it does not."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(agent)
        pace = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(self.parsed.crawl_delay(agent) or 0.0, pace)


def read(status: int, body: bytes) -> Rules:
    """Read an answer for robots.txt as RFC 9309 (2.3.1) says: a missing file allows all, a broken server nothing."""
    if outcome_of(status) in {Outcome.BUSY, Outcome.SERVER_ERROR}:
        return Rules(None, reason=f"status {status}")
    text = body[:_LONGEST_FILE].decode("utf-8-sig", "ignore") if status == 200 else ""  # noqa: PLR2004 -- HTTP's OK
    return Rules(Protego.parse(text))


class RobotsBook:
    """The robots.txt files of a run, each fetched once however many requests wait for it."""

    def __init__(self) -> None:
        self._files: dict[str, asyncio.Task[Rules]] = {}

    async def rules(self, url: str, fetch: Callable[[str], Awaitable[Rules]]) -> Rules:
        """Give the rules of an address's host; the first to ask fetches, and the others wait for the same answer."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._files:
            self._files[origin] = asyncio.ensure_future(_safely(fetch, f"{origin}/robots.txt"))
        # A request that is given up must not take the file away from the others.
        return await asyncio.shield(self._files[origin])


async def _safely(fetch: Callable[[str], Awaitable[Rules]], url: str) -> Rules:
    try:
        return await fetch(url)
    except Exception as error:  # noqa: BLE001 -- whatever broke, the answer is the same: nothing is allowed for now
        failed = failure(error)
        if failed.outcome is Outcome.REDIRECT_LOOP:
            return Rules(Protego.parse(""))  # RFC 9309, 2.3.1.2: too many redirects mean there is no such file
        if failed.outcome in {Outcome.REFUSED, Outcome.HELD, Outcome.STOPPED}:
            return Rules(None, failed.outcome, failed.detail)
        return Rules(None, reason=failed.detail)
