"""WARC files (ISO 28500): one gzip member per record, a new file per run, found again by offset and length."""

from __future__ import annotations

import gzip
import io
import os
from datetime import UTC
from typing import TYPE_CHECKING, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.archive.store import explained
from pipelines.errors import ArchiveError
from pipelines.records import Body

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

# A file is closed at this size so that copying and checking stay handy; Common Crawl uses the same order.
LARGEST_FILE = 1 << 30
# 9, the library's own, takes two to four times the time of 6 on news pages for under 4 % less space.
LEVEL = 6
# A stored body is decoded already; these headers would describe what is not there.
TRANSPORT_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class WarcFile:
    """A WARC file being written.

    Args:
        folder: where WARC files lie.
        stem: the file's name without ending; a number is put behind it, so that no file is ever written again.
    """

    def __init__(self, folder: Path, stem: str) -> None:
        self.folder = folder
        self.stem = stem
        self._stream: BinaryIO | None = None
        self._name = ""

    def add(self, url: str, status: int, headers: Iterable[tuple[str, str]], body: bytes, at: datetime) -> Body:
        """Append a response and say where it lies; it is durable only after :meth:`sync`."""
        kept = [(name, value) for name, value in headers if name.lower() not in TRANSPORT_HEADERS]
        kept.append(("Content-Length", str(len(body))))
        return self.add_member(_member(url, StatusAndHeaders(f"{status} -", kept, protocol="HTTP/1.1"), body, at))

    def add_member(self, member: bytes) -> Body:
        """Append a gzip member of another WARC file as it is."""
        with explained(self.folder / self._name):
            stream = self._open()
            offset = stream.tell()
            stream.write(member)
        return Body(file=self._name, offset=offset, length=len(member))

    def sync(self) -> None:
        """Make everything added so far durable (fsync)."""
        if self._stream is not None:
            with explained(self.folder / self._name):
                self._stream.flush()
                os.fsync(self._stream.fileno())
                if self._stream.tell() >= LARGEST_FILE:
                    self.close()

    def close(self) -> None:
        """Close the file; the next record opens a new one."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _open(self) -> BinaryIO:
        if self._stream is None:
            number = 0
            while self._stream is None:
                self._name = f"{self.stem}-{number:05d}.warc.gz"
                try:
                    self._stream = (self.folder / self._name).open("xb")
                except FileExistsError:
                    number += 1
        return self._stream


def _member(url: str, headers: StatusAndHeaders, body: bytes, at: datetime) -> bytes:
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False)
    date = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = writer.create_warc_record(
        url, "response", io.BytesIO(body), http_headers=headers, warc_headers_dict={"WARC-Date": date}
    )
    writer.write_record(record)
    record.raw_stream.close()
    return gzip.compress(plain.getvalue(), LEVEL, mtime=0)


def read_body(folder: Path, body: Body) -> bytes:
    """Read the decoded body of a stored response.

    Raises:
        ArchiveError: the file is missing or the bytes there are no such record.
    """
    path = folder / body.file
    try:
        with path.open("rb") as stream:
            stream.seek(body.offset)
            member = stream.read(body.length)
    except OSError as error:
        raise ArchiveError(
            f"The WARC file {path} cannot be read ({error.strerror}); restore it from a backup."
        ) from error
    if len(member) != body.length:
        raise ArchiveError(
            f"The WARC file {path} ends before offset {body.offset + body.length}; restore it from a backup."
        )
    return member_body(member, path)


def member_body(member: bytes, path: Path) -> bytes:
    """Give the decoded HTTP body of one WARC record, given as its bytes in the file ``path``.

    Raises:
        ArchiveError: the bytes are no readable WARC response.
    """
    try:
        for record in ArchiveIterator(io.BytesIO(member)):
            return bytes(record.content_stream().read())
    except Exception as error:  # warcio and zlib raise many kinds for broken bytes
        raise ArchiveError(f"A record in {path} cannot be read ({error}); restore the file from a backup.") from error
    raise ArchiveError(f"A record in {path} is empty; restore the file from a backup.")
