"""Bringing in what others collected: WARC files and JSON Lines, archived as if they had been crawled."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive import crawl, pages, runs
from pipelines.archive.store import explained
from pipelines.archive.warc import WarcFile
from pipelines.errors import DataError, RasadError
from pipelines.records import Page
from pipelines.urls import canonical
from rasad.jsonl import EXTERNAL, dump, read_article
from rasad.stages import JSON_ARTICLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from warcio.recordloader import ArcWarcRecord

    from pipelines.archive.store import Archive
    from pipelines.records import Source

# Pages per transaction.
BATCH = 200
GZIP = b"\x1f\x8b"
HTML = ("text/html", "application/xhtml")


@dataclass(slots=True)
class Imported:
    """What an import did: pages or lines taken, skipped by reason, and what is wrong, a sentence each."""

    taken: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


class Importer:
    """Writes imported pages to the archive in batches.

    Args:
        archive: open for writing.
        now: the time of the import; names the WARC file.
        source_of: gives the source that an address belongs to, or ``None``.
        known_only: skip pages of hosts that no source file names.
        report: called with the number of pages written.
    """

    def __init__(
        self,
        archive: Archive,
        now: datetime,
        source_of: Callable[[str], Source | None],
        *,
        known_only: bool = False,
        report: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.archive = archive
        self.now = now
        self.source_of = source_of
        self.known_only = known_only
        self.report = report
        self.result = Imported()
        self.run = runs.begin(archive, "import", now)
        self._file = WarcFile(archive.warc, f"{now:%Y%m%dT%H%M%S}-import-{self.run}")
        self._pages: list[Page] = []
        self._seen: set[tuple[str, str]] = set()

    def warc(self, path: Path) -> None:
        """Take the HTML responses of a WARC file, packed or not; what cannot be read is named and the rest taken."""
        try:
            with path.open("rb") as stream, path.open("rb") as raw:
                self._records(path, ArchiveIterator(stream), raw)
        except (ArchiveLoadFailed, zlib.error, EOFError) as error:
            # The reason may hold the first bytes of the file, which no terminal should be given.
            reason = "it is no WARC file" if "archive format" in str(error) else str(error).strip()
            self.result.problems.append(f"{path}: stopped reading: {reason or type(error).__name__}.")
        except OSError as error:
            self.result.problems.append(f"{path} cannot be read: {error.strerror or error}.")

    def _records(self, path: Path, records: ArchiveIterator, raw: BinaryIO) -> None:
        for record in records:
            reason = _unfit(record)
            source = None if reason else self.source_of(record.rec_headers.get_header("WARC-Target-URI"))
            if reason is None and source is None and self.known_only:
                reason = "unknown-host"
            body = record.content_stream().read()
            if getattr(record.raw_stream, "limit", 0) > 0:
                raise EOFError("the file breaks off in the middle of a record; fetch it again")
            if reason:
                self.result.skipped[reason] += 1
                continue
            self._response(path, record, source.id if source else EXTERNAL, body, _member(records, record, raw))

    def _response(self, path: Path, record: ArcWarcRecord, source: str, body: bytes, member: bytes | None) -> None:
        url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
        at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
        headers = tuple((name, value) for name, value in record.http_headers.headers)
        self.add(_page(url, source, at, headers, path.name), body, member)

    def jsonl(self, path: Path) -> None:
        """Take the articles of a JSON Lines file; a wrong line is named with its number and the rest taken."""
        try:
            with path.open(encoding="utf-8-sig", errors="replace") as stream:
                for number, line in enumerate(stream, start=1):
                    if line.strip():
                        self._line(f"{path}:{number}", line)
        except OSError as error:
            self.result.problems.append(f"{path} cannot be read: {error.strerror or error}.")

    def _line(self, place: str, line: str) -> None:
        try:
            row = json.loads(line)
            article = read_article(row, country="", zone="UTC", source="")
        except (DataError, ValueError, RecursionError) as error:
            self.result.problems.append(f"{place}: {error}.")
            return
        known = None if article.source else self.source_of(article.fetched_url)
        source = article.source or (known.id if known else EXTERNAL)
        headers = (("Content-Type", JSON_ARTICLE),)
        self.add(_page(row["url"].strip(), source, self.now, headers, place), dump(row).encode())

    def add(self, page: Page, body: bytes, member: bytes | None = None) -> None:
        """Archive one response, unless the archive has these very bytes for this address already.

        Args:
            page: what is known of it but for the place and the digest of its body.
            body: the decoded body.
            member: the response as a gzip member of a WARC file; it is copied as it is, which saves packing it again.
        """
        digest = hashlib.sha256(body).hexdigest()
        last = pages.last(self.archive, page.url)
        if (page.url, digest) in self._seen or (last and last.digest == digest):
            self.result.skipped["already-there"] += 1
            return
        self._seen.add((page.url, digest))
        if member is None:
            place = self._file.add(page.url, page.status, page.headers, body, page.fetched_at)
        else:
            place = self._file.add_member(member)
        self._pages.append(replace(page, body=place, digest=digest))
        if len(self._pages) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Make the pages gathered so far durable: WARC bytes first, then one transaction."""
        self._file.sync()
        with self.archive.transaction() as connection:
            for page in self._pages:
                pages.insert(connection, self.run, page)
            crawl.mark_done(connection, [canonical(page.url) for page in self._pages])
        self.result.taken += len(self._pages)
        self.report(len(self._pages))
        self._pages, self._seen = [], set()

    def close(self) -> Imported:
        """Write what is left, log the run and give the result."""
        self.flush()
        self._file.close()
        detail = {"taken": self.result.taken, "skipped": dict(self.result.skipped)}
        runs.end(self.archive, self.run, self.now, "failed" if self.result.problems else "done", detail)
        return self.result


def _page(url: str, source: str, at: datetime, headers: tuple[tuple[str, str], ...], found: str) -> Page:
    return Page(
        source=source, url=url, fetched_url=url, fetched_at=at, status=200, outcome="ok", headers=headers, found=found
    )


def _member(records: ArchiveIterator, record: ArcWarcRecord, raw: BinaryIO) -> bytes | None:
    """Give the bytes of a record that was read to its end, if they are a gzip member of their own."""
    records.read_to_end(record)
    raw.seek(records.get_record_offset())
    member = raw.read(records.get_record_length())
    return member if member.startswith(GZIP) else None


def _unfit(record: ArcWarcRecord) -> str | None:
    if record.rec_type != "response" or record.http_headers is None:
        return "no-response"
    if record.http_headers.get_statuscode() != "200":
        return "not-200"
    kind = (record.http_headers.get_header("Content-Type") or "text/html").lower()
    return None if kind.startswith((*HTML, JSON_ARTICLE)) else "not-html"


def run(importer: Importer, take: Callable[[Path], None], paths: Iterable[Path]) -> Imported:
    """Import files one after the other with ``take``, a method of the importer.

    Raises:
        ArchiveError: the archive cannot be written; what was flushed before stays.
    """
    with explained(importer.archive.path):
        for path in paths:
            take(path)
        return importer.close()


def require(result: Imported) -> None:
    """Raise if anything of an import failed.

    Raises:
        RasadError: names the first problems.
    """
    if result.problems:
        rest = len(result.problems) - 20
        more = f"\n... and {rest} more" if rest > 0 else ""
        raise RasadError("Not everything could be imported:\n" + "\n".join(result.problems[:20]) + more)
