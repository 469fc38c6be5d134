"""What a crawl reads from and writes to the archive: the frontier of links, channels, hosts, attempts and pages.

A :class:`Recorder` gathers what a crawl learns and writes it in groups: first the WARC bytes (fsync), then one SQLite
transaction. A killed crawl loses at most the group that was not yet acknowledged, and fetches it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pipelines.archive.codec import decode, encode
from pipelines.archive.pages import insert
from pipelines.archive.warc import WarcFile
from pipelines.records import FeedEntry, Page, Purpose
from pipelines.urls import canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from pipelines.archive.store import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article address that was discovered; ``found`` is the feed, sitemap or listing that named it."""

    url: str
    source: str
    found: str
    discovered_at: datetime
    entry: FeedEntry | None = None
    tries: int = 0
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where a feed, sitemap or listing stands between two polls; ``interval`` in seconds, ``failures`` as weighted."""

    url: str
    source: str
    purpose: Purpose
    etag: str = ""
    modified: str = ""
    digest: str = ""
    polled_at: datetime | None = None
    next_at: datetime | None = None
    interval: float = 0.0
    polls: int = 0
    failures: float = 0.0
    items: int = 0
    status: int = 0
    outcome: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One request and how it ended; ``bytes`` is what came over the wire."""

    source: str
    url: str
    purpose: Purpose
    outcome: str
    at: datetime
    status: int = 0
    bytes: int = 0
    detail: str = ""


@dataclass(slots=True)
class _Group:
    pages: list[Page] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    retries: list[tuple[str, datetime]] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    hosts: list[tuple[str, datetime, str]] = field(default_factory=list)


class Recorder:
    """Writes what one crawl run learns.

    Args:
        archive: open for writing.
        run: the run's id from :func:`pipelines.archive.runs.begin`.
        stem: name of the run's WARC files, e.g. ``20261112T060000-17``.
    """

    def __init__(self, archive: Archive, run: int, stem: str) -> None:
        self.archive = archive
        self.run = run
        self._file = WarcFile(archive.warc, stem)
        self._group = _Group()

    def __len__(self) -> int:
        group = self._group
        return len(group.pages) + len(group.attempts) + len(group.links) + len(group.channels)

    def page(self, page: Page, body: bytes | None, *, again: datetime | None = None) -> None:
        """Keep a fetched (or tried) article page; its link leaves the frontier, or is tried again from ``again`` on."""
        if body is not None:
            place = self._file.add(page.fetched_url, page.status, page.headers, body, page.fetched_at)
            page = replace(page, body=place)
        self._group.pages.append(page)
        if again is None:
            self._group.done.append(canonical(page.url))
        else:
            self._group.retries.append((canonical(page.url), again))

    def retry(self, url: str, not_before: datetime) -> None:
        """Leave a link on the frontier, to be tried again from ``not_before`` on."""
        self._group.retries.append((canonical(url), not_before))

    def drop(self, url: str) -> None:
        """Take a link off the frontier without a page."""
        self._group.done.append(canonical(url))

    def attempt(self, attempt: Attempt) -> None:
        """Keep how a request ended."""
        self._group.attempts.append(attempt)

    def discover(self, links: Iterable[Link], channel: Channel) -> None:
        """Keep new links together with the state of the channel that named them: both or neither."""
        self._group.links.extend(links)
        self._group.channels.append(channel)

    def hold(self, host: str, not_before: datetime, reason: str) -> None:
        """Keep that a host asked to be left alone until ``not_before``."""
        self._group.hosts.append((host, not_before, reason))

    def flush(self) -> None:
        """Make everything gathered so far durable, in one transaction.

        Raises:
            ArchiveError: the disk is full or the archive cannot be written; nothing of the group is kept then.
        """
        if not len(self) and not self._group.hosts and not self._group.done and not self._group.retries:
            return
        group, self._group = self._group, _Group()
        self._file.sync()
        with self.archive.transaction() as connection:
            for page in group.pages:
                insert(connection, self.run, page)
            _write_links(connection, self.run, group)
            _write_states(connection, group)
            connection.executemany(
                "INSERT INTO attempts (run, source, url, purpose, outcome, status, bytes, at, detail)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (self.run, a.source, a.url, a.purpose, a.outcome, a.status, a.bytes, a.at.isoformat(), a.detail)
                    for a in group.attempts
                ],
            )

    def close(self) -> None:
        """Write what is left and close the WARC file."""
        self.flush()
        self._file.close()


def _write_links(connection: sqlite3.Connection, run: int, group: _Group) -> None:
    connection.executemany(
        "INSERT INTO links (key, url, source, found, entry, discovered_at, run) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO NOTHING",
        [
            (
                canonical(link.url),
                link.url,
                link.source,
                link.found,
                link.entry and encode(link.entry),
                link.discovered_at.isoformat(),
                run,
            )
            for link in group.links
        ],
    )
    connection.executemany(
        "UPDATE links SET tries = tries + 1, not_before = ?2 WHERE key = ?1",
        [(key, until.isoformat()) for key, until in group.retries],
    )
    mark_done(connection, group.done)


def mark_done(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Take links off the frontier; one that was never on it counts as known from now on."""
    connection.executemany(
        "INSERT INTO links (key, url, source, found, discovered_at, done) VALUES (?1, ?1, '', '', '', 1)"
        " ON CONFLICT (key) DO UPDATE SET done = 1",
        [(key,) for key in keys],
    )


def _write_states(connection: sqlite3.Connection, group: _Group) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO channels VALUES (?, ?, ?, ?)",
        [(channel.url, channel.source, channel.purpose, encode(channel)) for channel in group.channels],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)",
        [(host, until.isoformat(), reason) for host, until, reason in group.hosts],
    )


def known(archive: Archive, urls: Iterable[str]) -> set[str]:
    """Give those of ``urls`` (as given) whose canonical form the archive has seen, fetched or not."""
    find = archive.connection.execute
    return {url for url in urls if find("SELECT 1 FROM links WHERE key = ?", (canonical(url),)).fetchone()}


def reopen(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    """Put known links back on the frontier because their channel says they were updated."""
    connection.executemany(
        "UPDATE links SET done = 0, tries = 0, not_before = NULL, found = ?2, entry = ?3 WHERE key = ?1",
        [(canonical(link.url), link.found, link.entry and encode(link.entry)) for link in links],
    )


def restate(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    """Note what a channel now says of known links without putting them back on the frontier."""
    connection.executemany(
        "UPDATE links SET entry = ?2 WHERE key = ?1",
        [(canonical(link.url), link.entry and encode(link.entry)) for link in links],
    )


def settled(archive: Archive, url: str) -> Link | None:
    """Give a link that has left the frontier, with what its channel said of the article then; ``None`` for others."""
    row = archive.connection.execute(
        "SELECT * FROM links WHERE key = ? AND done = 1 AND discovered_at != ''", (canonical(url),)
    ).fetchone()
    return _link(row) if row else None


def frontier(archive: Archive, source: str, now: datetime) -> list[Link]:
    """Give the links of a source that wait to be fetched at ``now``, oldest discovery first."""
    rows = archive.connection.execute(
        "SELECT * FROM links WHERE source = ? AND done = 0 AND (not_before IS NULL OR not_before <= ?)"
        " ORDER BY discovered_at, key",
        (source, now.isoformat()),
    )
    return [_link(row) for row in rows]


def _link(row: sqlite3.Row) -> Link:
    return Link(
        url=row["url"],
        source=row["source"],
        found=row["found"],
        discovered_at=datetime.fromisoformat(row["discovered_at"]),
        entry=decode(FeedEntry, row["entry"]) if row["entry"] else None,
        tries=row["tries"],
        not_before=datetime.fromisoformat(row["not_before"]) if row["not_before"] else None,
    )


def channel(archive: Archive, url: str) -> Channel | None:
    """Give where a feed, sitemap or listing stands, or ``None`` if it was never polled."""
    row = archive.connection.execute("SELECT record FROM channels WHERE url = ?", (url,)).fetchone()
    return decode(Channel, row["record"]) if row else None


def channels(archive: Archive) -> list[Channel]:
    """Give the state of every channel ever polled."""
    return [decode(Channel, row["record"]) for row in archive.connection.execute("SELECT record FROM channels")]


def asked_since(archive: Archive, since: datetime) -> list[tuple[str, datetime]]:
    """Give the addresses that were asked for after ``since`` and when, the latest first."""
    found = []
    for row in archive.connection.execute("SELECT url, at FROM attempts ORDER BY seq DESC"):
        at = datetime.fromisoformat(row["at"])
        if at <= since:
            break
        found.append((row["url"], at))
    return found


def holds(archive: Archive, now: datetime) -> dict[str, datetime]:
    """Give the hosts that asked to be left alone and until when, as far as that lies after ``now``."""
    rows = archive.connection.execute("SELECT host, not_before FROM hosts WHERE not_before > ?", (now.isoformat(),))
    return {row["host"]: datetime.fromisoformat(row["not_before"]) for row in rows}
