"""The account of requests: each one for some weeks, then daily sums per source, purpose and outcome."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from pipelines.archive.store import Archive

# Requests that are summed up in one transaction: a crawl that writes meanwhile waits for less than a second.
BATCH = 20_000


def condense(archive: Archive, before: date) -> int:
    """Put daily sums in place of the requests of days before ``before`` (UTC) and give how many requests that were.

    What runs did per source is kept as sums of the run, too; their pages and articles still tell which run made them.
    Killed at any moment, it goes on where it was. SQLite uses the freed space again; the file does not shrink.
    """
    count = 0
    while done := _batch(archive, before.isoformat()):
        count += done
    with archive.transaction() as connection:
        _shorten(connection, before.isoformat())
    return count


def _batch(archive: Archive, before: str) -> int:
    with archive.transaction() as connection:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS old (seq INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM old")
        connection.execute(
            "INSERT INTO old SELECT seq FROM attempts WHERE at < ? ORDER BY seq LIMIT ?", (before, BATCH)
        )
        connection.execute(
            "INSERT INTO attempt_days SELECT source, substr(at, 1, 10), purpose, outcome, count(*), sum(bytes),"
            " min(at), max(at) FROM attempts WHERE seq IN old GROUP BY 1, 2, 3, 4"
            " ON CONFLICT (source, day, purpose, outcome) DO UPDATE SET requests = requests + excluded.requests,"
            " bytes = bytes + excluded.bytes, first = min(first, excluded.first), last = max(last, excluded.last)"
        )
        return connection.execute("DELETE FROM attempts WHERE seq IN old").rowcount


def _shorten(connection: sqlite3.Connection, before: str) -> None:
    """Keep of what old runs did per source only the sums."""
    rows = connection.execute(
        "SELECT id, detail FROM runs WHERE started < ? AND json_extract(detail, '$.sources') IS NOT NULL", (before,)
    ).fetchall()
    for row in rows:
        detail = json.loads(row["detail"])
        sources = detail.pop("sources").values()
        sums = {
            name: sum(one.get(name, 0) for one in sources) for name in ("discovered", "fetched", "failed", "unchanged")
        }
        connection.execute("UPDATE runs SET detail = ? WHERE id = ?", (json.dumps({**detail, **sums}), row["id"]))


def oldest(archive: Archive) -> datetime | None:
    """Give when the oldest request was made that is not condensed; ``None`` if there is none."""
    row = archive.connection.execute("SELECT at FROM attempts ORDER BY seq LIMIT 1").fetchone()
    return datetime.fromisoformat(row["at"]) if row else None


def first_asked(archive: Archive) -> dict[str, datetime]:
    """Give when each source was asked for something for the first time."""
    rows = archive.connection.execute(
        "SELECT source, min(at) AS at FROM (SELECT source, min(at) AS at FROM attempts GROUP BY source UNION ALL"
        " SELECT source, min(first) FROM attempt_days GROUP BY source) GROUP BY source"
    )
    return {row["source"]: datetime.fromisoformat(row["at"]) for row in rows}


def last_asked(archive: Archive, source: str) -> datetime | None:
    """Give when a source was asked for something for the last time; ``None`` if never."""
    for sql in (
        "SELECT max(at) FROM attempts WHERE source = ?",
        "SELECT last FROM attempt_days WHERE source = ? ORDER BY day DESC, last DESC LIMIT 1",
    ):
        row = archive.connection.execute(sql, (source,)).fetchone()
        if row and row[0]:
            return datetime.fromisoformat(row[0])
    return None
