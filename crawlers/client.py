"""One HTTP request: checked addresses, verified TLS, and limits on time and size.

A body is decoded while it arrives and counted after decoding, so a compressed bomb ends at the limit, not in memory.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
from yarl import URL

from crawlers.addresses import AddressRules, GuardedResolver
from crawlers.outcomes import Failed, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp.abc import AbstractResolver

# A header line beyond this is no header (servers send at most 8 KiB by default); more than this many lines neither.
_LONGEST_HEADER = 16 * 1024
_MOST_HEADERS = 256
# A connection that was idle for longer may be closed by the server at the moment it is used (5 s are common).
_IDLE_SECONDS = 2.0
_DNS_SECONDS = 300
_HTTPS = 443
_HTTP = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one response may take: decoded bytes and seconds in all; ``concurrency`` transfers run at once."""

    max_body: int
    timeout: float
    concurrency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: ``body`` is decoded, ``wire`` counts the bytes of the body as they were sent."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    wire: int


class Client:
    """Fetches one address at a time and never follows a redirect by itself.

    Args:
        limits: time and size.
        rules: which addresses may be connected to.
        resolver: asks for names; the system's by default.
    """

    def __init__(self, limits: Limits, rules: AddressRules, resolver: AbstractResolver | None = None) -> None:
        self._limits = limits
        self._rules = rules
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None
        self._transfers = asyncio.Semaphore(limits.concurrency)
        self._deadlines: set[asyncio.Timeout] = set()
        self._stopping = False

    async def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Fetch an address.

        Raises:
            Failed: nothing usable came: refused, unreachable, timeout, too-large, broken or stopped.
        """
        async with self._transfers:
            deadline = asyncio.timeout(0 if self._stopping else self._limits.timeout)
            try:
                async with deadline:
                    self._deadlines.add(deadline)
                    return await self._get(URL(url, encoded=True), headers)
            except TimeoutError:
                raise self._late() from None
            except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
                raise Failed(Outcome.REFUSED, f"{url} is no address that can be fetched") from error
            except aiohttp.ClientConnectionError as error:
                raise Failed(Outcome.UNREACHABLE, _first_line(str(error)) or "the connection was lost") from error
            except (aiohttp.ClientError, ValueError) as error:
                raise Failed(Outcome.BROKEN, _first_line(str(error)) or type(error).__name__) from error
            finally:
                self._deadlines.discard(deadline)

    def _late(self) -> Failed:
        if self._stopping:
            return Failed(Outcome.STOPPED, "the run was told to end")
        return Failed(Outcome.TIMEOUT, f"no complete answer within {self._limits.timeout:g} s")

    def stop(self) -> None:
        """Give up every transfer under way, and take no more."""
        self._stopping = True
        for deadline in self._deadlines:
            deadline.reschedule(0)

    async def _get(self, url: URL, headers: Mapping[str, str]) -> Answer:
        self._rules.check_name(url.host or "", url.port or (_HTTPS if url.scheme == "https" else _HTTP))
        async with self._open().get(url, headers=headers, allow_redirects=False) as response:
            body = await self._read(response)
            return Answer(
                url=str(url),
                status=response.status,
                headers=tuple((name, value) for name, value in response.headers.items()),
                body=body,
                wire=response.content.total_raw_bytes if body else 0,  # a 304 has an empty stream without a count
            )

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        limit = self._limits.max_body
        if (response.content_length or 0) > limit:
            raise Failed(Outcome.TOO_LARGE, f"it says it has {response.content_length} bytes; the limit is {limit}")
        chunks: list[bytes] = []
        size = 0
        async for chunk in response.content.iter_any():
            size += len(chunk)
            if size > limit:
                raise Failed(Outcome.TOO_LARGE, f"it has more than {limit} bytes")
            chunks.append(chunk)
        return b"".join(chunks)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = GuardedResolver(self._rules, self._resolver)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=resolver, limit=0, ttl_dns_cache=_DNS_SECONDS, keepalive_timeout=_IDLE_SECONDS
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
                max_line_size=_LONGEST_HEADER,
                max_field_size=_LONGEST_HEADER,
                max_headers=_MOST_HEADERS,
            )
            # aiohttp would send a request again at once when the connection ends before the answer; a host that hangs
            # up is to be left alone, and every request is to be accounted.
            self._session._retry_connection = False  # noqa: SLF001 -- there is no public way (aiohttp 3.14)
        return self._session

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0][:200]
