"""Answers from a WARC file instead of the network: real source files and real hosts, no request sent."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Response
from w3lib.url import safe_url_string
from warcio.archiveiterator import ArchiveIterator

from crawlers.outcomes import Failed, Outcome
from crawlers.session import session_of
from pipelines.errors import UsageError
from pipelines.urls import canonical, host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scrapy import Request
    from scrapy.crawler import Crawler

_MEMBER = b"\x1f\x8b\x08"
_PLAIN_RECORD = b"WARC/1."
_BLOCK = 1 << 16
_OK = 200


@dataclass(frozen=True, slots=True)
class Capture:
    """One recorded response: when it was recorded, and where it begins in the file."""

    url: str
    at: datetime
    status: int
    html: bool
    offset: int


class Captures:
    """The responses of a WARC file, found by the address that was asked for.

    A torn or foreign file gives what can be read; ``problems`` names the rest.

    Args:
        path: the file, gzipped by record or plain.

    Raises:
        UsageError: it cannot be opened, or nothing in it is a response.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []
        self._exact: defaultdict[str, list[Capture]] = defaultdict(list)
        self._canonical: defaultdict[str, list[Capture]] = defaultdict(list)
        try:
            with path.open("rb") as stream:
                for capture in self._scan(stream):
                    self._exact[_key(capture.url)].append(capture)
                    self._canonical[canonical(capture.url)].append(capture)
        except OSError as error:
            raise UsageError(f"{path} cannot be read ({error.strerror}); give a WARC file to replay.") from error
        if not self._exact:
            raise UsageError(f"{path} holds no HTTP response that can be read; give a WARC file to replay.")

    def hosts(self) -> set[str]:
        """Give the hosts that answered."""
        return {host(captures[0].url) for captures in self._canonical.values()}

    def find(self, url: str, now: datetime | None) -> Capture | None:
        """Give the latest capture of an address at or before ``now``; another spelling of it serves where need be."""
        for captures in (self._exact.get(_key(url)), self._canonical.get(canonical(url))):
            found = _latest(captures or (), now)
            if found is not None:
                return found
        return None

    def pages(self, now: datetime | None) -> Iterator[Capture]:
        """Give each address's latest capture at or before ``now``, if it is an HTML page."""
        for captures in self._canonical.values():
            found = _latest(captures, now)
            if found is not None and found.html and found.status == _OK:
                yield found

    def read(self, capture: Capture, most: int) -> tuple[dict[str, list[str]], bytes]:
        """Read a capture's headers and decoded body.

        Raises:
            Failed: the body is broken, or has more than ``most`` bytes.
        """
        try:
            with self.path.open("rb") as stream:
                stream.seek(capture.offset)
                record = next(iter(ArchiveIterator(stream)))
                headers: dict[str, list[str]] = {}
                for name, value in record.http_headers.headers:
                    headers.setdefault(name, []).append(value)
                body = bytes(record.content_stream().read(most + 1))
        except Exception as error:  # warcio and its decoders raise many kinds for broken bytes
            raise Failed(Outcome.BROKEN, f"the record in {self.path.name} cannot be read ({error})") from error
        if len(body) > most:
            raise Failed(Outcome.TOO_LARGE, f"it has more than {most} bytes")
        return headers, body

    def _scan(self, stream: BinaryIO) -> Iterator[Capture]:
        """Walk over the file once; after broken bytes, go on where the next record begins."""
        place: int | None = 0
        broken = False
        while place is not None:
            try:
                for at, record in _records(stream, place):
                    capture, lacking = _capture(record, at), _drain(record.raw_stream)
                    place, broken = at + 1, False
                    if lacking:
                        self.problems.append(f"{self.path.name}: the record at byte {at} is cut short")
                    elif capture is not None:
                        yield capture
                place = None
            except Exception:  # noqa: BLE001 -- warcio and zlib raise many kinds for broken bytes
                if not broken:
                    self.problems.append(f"{self.path.name}: after byte {place} there is no WARC record for a while")
                broken = True
                place = _next_record(stream, (place or 0) + 1)


def _latest(captures: list[Capture] | tuple[()], now: datetime | None) -> Capture | None:
    fitting = [capture for capture in captures if now is None or capture.at <= now]
    return max(fitting, key=lambda capture: capture.at, default=None)


def _key(url: str) -> str:
    return safe_url_string(url).partition("#")[0]


def _records(stream: BinaryIO, start: int) -> Iterator[tuple[int, Any]]:
    """Walk over the records from a place in the file on; warcio has no types."""
    stream.seek(start)
    records = ArchiveIterator(stream)
    for record in records:
        yield records.get_record_offset(), record


def _capture(record: Any, offset: int) -> Capture | None:  # noqa: ANN401 -- warcio has no types
    if record.rec_type != "response" or record.http_headers is None:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    at = _moment(record.rec_headers.get_header("WARC-Date") or "")
    status = record.http_headers.get_statuscode()
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    if at is None or not status.isdecimal() or not url:
        return None
    return Capture(url.strip("<> "), at, int(status), "html" in kind or not kind, offset)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _drain(stream: Any) -> int:  # noqa: ANN401 -- warcio has no types
    """Read a record to its end and give how many bytes it lacks."""
    while stream.read(_BLOCK):
        pass
    return int(getattr(stream, "limit", 0))


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """Find where the next record begins: at a gzip member or at the line that opens a plain one."""
    stream.seek(start)
    tail = b""
    while block := stream.read(_BLOCK):
        window = tail + block
        found = [place for mark in (_MEMBER, _PLAIN_RECORD) if (place := window.find(mark)) >= 0]
        if found:
            return start - len(tail) + min(found)
        start += len(block)
        tail = window[-len(_PLAIN_RECORD) + 1 :]
    return None


class ReplayHandler(BaseDownloadHandler):
    """Answers every request from the captures of the run; an address that is not among them is unreachable."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._session = session_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Give what was recorded.

        Raises:
            Failed: nothing was, or it cannot be read.
        """
        session = self._session
        if session.captures is None:
            raise Failed(Outcome.UNREACHABLE, "there is nothing to replay")
        capture = session.captures.find(request.url, session.settings.now)
        if capture is None and request.url.endswith("/robots.txt"):
            return Response(request.url, status=404)
        if capture is None:
            raise Failed(Outcome.UNREACHABLE, f"{session.captures.path.name} does not hold it")
        headers, body = session.captures.read(capture, session.settings.max_body)
        request.meta["wire"] = len(body)
        request.meta["at"] = capture.at
        return Response(request.url, status=capture.status, headers=headers, body=body)
