"""Reads WARC files record by record (ISO 28500): our own and Common Crawl's, packed or not, from any record on.

Only what is wanted is unpacked into memory, and of that no more than a page may have.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from warcio.archiveiterator import ArchiveIterator

from rasad.stages import JSON_ARTICLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from warcio.recordloader import ArcWarcRecord

GZIP = b"\x1f\x8b"
HTML = ("text/html", "application/xhtml")
PIECE = 1 << 16
# What a file is known by; its first records name the file or the crawl, and pages with times.
HEAD = 1 << 16
EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """An HTML response: where and when it was had, its headers, its decoded body, and its bytes as a gzip member.

    ``member`` is ``None`` where the record is not packed by itself.
    """

    url: str
    at: datetime
    headers: tuple[tuple[str, str], ...]
    body: bytes
    member: bytes | None


def name_of(path: Path) -> str:
    """Give a name that a file keeps when it is moved or called otherwise."""
    with path.open("rb") as stream:
        return hashlib.sha256(stream.read(HEAD)).hexdigest()[:32]


def captures(
    path: Path, start: int, largest: int, refuse: Callable[[str], str | None]
) -> Iterator[tuple[int, Captured | str]]:
    """Give each record's offset with what it holds, or with the reason why it is left out.

    Args:
        path: the file.
        start: the offset of the record to begin with.
        largest: bytes that a decoded body may have.
        refuse: gives the reason why an address is not wanted, or ``None``.

    Raises:
        EOFError: the file breaks off in the midst of a record.
        ArchiveLoadFailed: it is no WARC file, or one that cannot be read record by record.
    """
    with path.open("rb") as stream, path.open("rb") as raw:
        stream.seek(start)
        records = ArchiveIterator(stream)
        for record in records:
            offset = records.offset
            reason = _unfit(record) or refuse(_address(record))
            body = None if reason else _body(record, largest)
            records.read_to_end(record)
            if getattr(record.raw_stream, "limit", 0) > 0:
                raise EOFError("the file breaks off in the middle of a record; fetch it again")
            if reason or body is None:
                yield offset, reason or "too-large"
            else:
                yield offset, _captured(record, body, _member(raw, offset, records.get_record_length(), largest))
        raw.seek(records.offset)
        if raw.read(PIECE).strip():
            raise EOFError("what follows its last whole record cannot be read; fetch it again")


def _captured(record: ArcWarcRecord, body: bytes, member: bytes | None) -> Captured:
    headers = tuple((name, value) for name, value in record.http_headers.headers)
    return Captured(url=_address(record), at=_time(record) or EPOCH, headers=headers, body=body, member=member)


def _address(record: ArcWarcRecord) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _time(record: ArcWarcRecord) -> datetime | None:
    try:
        at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _unfit(record: ArcWarcRecord) -> str | None:
    if record.rec_type != "response" or record.http_headers is None:
        return "no-response"
    if record.http_headers.get_statuscode() != "200":
        return "not-200"
    kind = (record.http_headers.get_header("Content-Type") or "text/html").lower()
    if not kind.startswith((*HTML, JSON_ARTICLE)):
        return "not-html"
    return None if _address(record) and _time(record) else "broken-record"


def _body(record: ArcWarcRecord, largest: int) -> bytes | None:
    """Read a decoded body piece by piece; ``None`` where it is larger than it may be."""
    stream, pieces, size = record.content_stream(), [], 0
    while size <= largest and (piece := stream.read(PIECE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces) if size <= largest else None


def _member(raw: BinaryIO, offset: int, length: int, largest: int) -> bytes | None:
    """Give the bytes of a record if they are a gzip member of their own."""
    if length > largest:
        return None
    raw.seek(offset)
    member = raw.read(length)
    return member if member.startswith(GZIP) else None
