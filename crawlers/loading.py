"""What a page in a browser may load: over the crawler's own client, as robots.txt allows, up to a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from crawlers.entries import absolute
from crawlers.outcomes import Failed, Outcome
from crawlers.politeness import slot
from crawlers.robotsbook import Rules, read
from crawlers.settings import REDIRECT_MAX_TIMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawlers.client import Answer, Client
    from crawlers.politeness import Gate
    from crawlers.robotsbook import RobotsBook

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Cookies are never kept; the rest would tell what the browser is, or is the client's to say.
_NOT_SENT = frozenset({"cookie", "host", "accept-encoding", "connection", "user-agent", "accept-language"})
# News pages load some fifty scripts and data files; one that asks for many more is not read for its text.
MOST_REQUESTS = 200


class Loader:
    """Fetches what pages need to write their text.

    It belongs to the visit of the page, whose host waits meanwhile; so it asks for no turn of its own.

    Args:
        client: checks where each connection goes to.
        robots: the robots.txt files of the run.
        gate: learns the pauses that those files ask for.
        agent: the name that robots.txt knows the crawler by; ``None`` obeys no robots.txt.
    """

    def __init__(self, client: Client, robots: RobotsBook, gate: Gate, agent: str | None) -> None:
        self._client = client
        self._robots = robots
        self._gate = gate
        self._agent = agent

    async def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Fetch an address, following redirects, each of which is checked like the first address.

        Raises:
            Failed: nothing came, or it may not be asked for.
        """
        for _ in range(REDIRECT_MAX_TIMES + 1):
            await self._check(url, headers)
            answer = await self._client.get(url, headers)
            target = _target(answer, url)
            if target is None:
                return answer
            url = target
        raise Failed(Outcome.REDIRECT_LOOP, "it redirects too often")

    async def _check(self, url: str, headers: Mapping[str, str]) -> None:
        if self._agent is not None:
            rules = await self._robots.rules(url, lambda file: self._read_robots(file, headers))
            rules.check(url, self._agent)

    async def _read_robots(self, url: str, headers: Mapping[str, str]) -> Rules:
        # Robots files are asked for without asking robots files.
        answer = await Loader(self._client, self._robots, self._gate, None).get(url, headers)
        rules = read(answer.status, answer.body)
        self._gate.slow(slot(url), rules.delay(self._agent or ""))
        return rules


class Allowance:
    """What one page may still load.

    Args:
        most: decoded bytes in all.
    """

    def __init__(self, most: int) -> None:
        self._bytes = most
        self._requests = MOST_REQUESTS
        self.wire = 0

    def ask(self) -> bool:
        """Take one request; ``False`` where the page has had enough."""
        self._requests -= 1
        return self._requests >= 0 and self._bytes > 0

    def take(self, answer: Answer) -> None:
        """Count what came.

        Raises:
            Failed: with it, the page would have more than it may.
        """
        self.wire += answer.wire
        self._bytes -= len(answer.body)
        if self._bytes < 0:
            raise Failed(Outcome.TOO_LARGE, "the page loads more than one page may")


def headers_for(asked: Mapping[str, str], page: Mapping[str, str]) -> dict[str, str]:
    """Give the headers of a request that a page makes: its own, with the crawler's name and languages."""
    kept = {name: value for name, value in asked.items() if _is_sent(name.lower())}
    return kept | {name: value for name, value in page.items() if name.lower() in _NOT_SENT}


def _is_sent(name: str) -> bool:
    return name not in _NOT_SENT and not name.startswith((":", "sec-"))


def _target(answer: Answer, url: str) -> str | None:
    """Give where an answer redirects to; ``None`` where it does not."""
    location = next((value for name, value in answer.headers if name.lower() == "location"), "")
    if answer.status not in _REDIRECTS or not location:
        return None
    target = absolute(urljoin(url, location), url)
    if not target:
        raise Failed(Outcome.REFUSED, f"it redirects to {location}")
    return target
