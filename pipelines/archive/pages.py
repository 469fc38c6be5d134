"""Pages as they were fetched, in the order in which they were archived."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.archive.codec import decode, encode
from pipelines.records import Body, FeedEntry, Page

if TYPE_CHECKING:
    import sqlite3

    from pipelines.archive.store import Archive


def insert(connection: sqlite3.Connection, run: int, page: Page) -> int:
    """Add a page within a transaction and give its ``seq``."""
    body = page.body
    cursor = connection.execute(
        "INSERT INTO pages (run, source, url, fetched_url, fetched_at, status, outcome, headers, file, offset, length,"
        " digest, found, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run, page.source, page.url, page.fetched_url, stamp(page.fetched_at), page.status, page.outcome,
            json.dumps(page.headers, ensure_ascii=False), body and body.file, body and body.offset,
            body and body.length, page.digest, page.found, page.entry and encode(page.entry),
        ),
    )  # fmt: skip
    return cursor.lastrowid or 0


def after(archive: Archive, seq: int, limit: int) -> list[Page]:
    """Give up to ``limit`` pages archived after ``seq``, in order."""
    rows = archive.connection.execute("SELECT * FROM pages WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))
    return [_page(row) for row in rows]


def get(archive: Archive, seq: int) -> Page | None:
    """Give one page by its row, or ``None``."""
    row = archive.connection.execute("SELECT * FROM pages WHERE seq = ?", (seq,)).fetchone()
    return _page(row) if row else None


def last(archive: Archive, url: str) -> Page | None:
    """Give the last page archived for exactly this address, or ``None``."""
    row = archive.connection.execute("SELECT * FROM pages WHERE url = ? ORDER BY seq DESC LIMIT 1", (url,)).fetchone()
    return _page(row) if row else None


def stamp(at: datetime) -> str:
    """Write an instant so that texts sort as times do: UTC, whole seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _page(row: sqlite3.Row) -> Page:
    return Page(
        seq=row["seq"],
        source=row["source"],
        url=row["url"],
        fetched_url=row["fetched_url"],
        fetched_at=datetime.fromisoformat(row["fetched_at"]),
        status=row["status"],
        outcome=row["outcome"],
        headers=tuple((name, value) for name, value in json.loads(row["headers"])),
        body=Body(file=row["file"], offset=row["offset"], length=row["length"]) if row["file"] else None,
        digest=row["digest"],
        found=row["found"],
        entry=decode(FeedEntry, row["entry"]) if row["entry"] else None,
    )
