"""Bringing in what others collected: WARC files and JSON Lines, archived as if they had been crawled."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive import crawl, pages, runs
from pipelines.archive.store import advance, explained
from pipelines.archive.warc import WarcFile
from pipelines.errors import DataError, RasadError
from pipelines.records import Page
from pipelines.urls import canonical
from pipelines.wellformed import loads
from rasad import warcs
from rasad.jsonl import EXTERNAL, dump, read_article
from rasad.stages import JSON_ARTICLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from pipelines.archive.store import Archive
    from pipelines.records import Source

# Pages per transaction.
BATCH = 200
# A file's place is kept after so many records at the latest; of Common Crawl's hardly one in a thousand may be wanted.
MARKED = 2000


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
        choice: names the hosts that are known then.
        largest: bytes that a decoded body may have.
        report: called with the number of pages written.
    """

    def __init__(
        self,
        archive: Archive,
        now: datetime,
        source_of: Callable[[str], Source | None],
        *,
        known_only: bool = False,
        choice: str = "",
        largest: int = 10_000_000,
        report: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.archive = archive
        self.now = now
        self.source_of = source_of
        self.known_only = known_only
        self.choice = f" {choice}" if known_only else ""
        self.largest = largest
        self.report = report
        self.result = Imported()
        # Imports hold the lock of crawls; one that never ended was killed.
        runs.bury(archive, "import", now)
        self.run = runs.begin(archive, "import", now)
        self._file = WarcFile(archive.warc, f"{now:%Y%m%dT%H%M%S}-import-{self.run}")
        self._pages: list[Page] = []
        # Offsets of files; what stands before them is in the archive or among the pages gathered.
        self._marks: dict[str, int] = {}
        self._seen: set[tuple[str, str]] = set()

    def warc(self, path: Path) -> None:
        """Take the HTML responses of a WARC file, packed or not; what cannot be read is named and the rest taken.

        How far the file was read is kept with the pages that it gave, so that a killed import goes on from there, and a
        file that was read to its end is not read again.
        """
        try:
            self._captures(path)
        except (ArchiveLoadFailed, zlib.error, EOFError) as error:
            # The reason may hold the first bytes of the file, which no terminal should be given.
            reason = "it is no WARC file" if "archive format" in str(error) else str(error).strip()
            self.result.problems.append(f"{path}: stopped reading: {reason or type(error).__name__}.")
        except OSError as error:
            self.result.problems.append(f"{path} cannot be read: {error.strerror or error}.")

    def _captures(self, path: Path) -> None:
        # With other sources another part of the same file is wanted.
        mark = f"import: {warcs.name_of(path)}{self.choice}"
        start, size = self.archive.cursor(mark), path.stat().st_size
        if start >= size > 0:
            self.result.skipped["file-read-before"] += 1
            return
        records = warcs.captures(path, start, self.largest, self._refuse)
        for number, (offset, found) in enumerate(records, start=1):
            self._marks[mark] = offset
            if isinstance(found, str):
                self.result.skipped[found] += 1
            else:
                source = self.source_of(found.url)
                page = _page(found.url, source.id if source else EXTERNAL, found.at, found.headers, path.name)
                self.add(page, found.body, found.member)
            if number % MARKED == 0:
                self.flush()
        self._marks[mark] = size
        self.flush()

    def _refuse(self, url: str) -> str | None:
        return "unknown-host" if self.known_only and self.source_of(url) is None else None

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
            row = loads(line)
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
            for mark, offset in self._marks.items():
                advance(connection, mark, offset)
        self.result.taken += len(self._pages)
        self.report(len(self._pages))
        self._pages, self._seen, self._marks = [], set(), {}

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
