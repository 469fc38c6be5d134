"""The log of runs: what ran, when, how it ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pipelines.archive.pages import stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from pipelines.archive.store import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run; ``ended`` is ``None`` while it goes on, or where it was killed."""

    id: int
    kind: str
    started: datetime
    ended: datetime | None
    outcome: str | None
    detail: Mapping[str, object]


def begin(archive: Archive, kind: str, now: datetime) -> int:
    """Log that a run begins and give its id."""
    with archive.transaction() as connection:
        row = connection.execute("INSERT INTO runs (kind, started) VALUES (?, ?)", (kind, stamp(now)))
    return row.lastrowid or 0


def end(archive: Archive, run: int, now: datetime, outcome: str, detail: Mapping[str, object]) -> None:
    """Log how a run ended."""
    with archive.transaction() as connection:
        connection.execute(
            "UPDATE runs SET ended = ?, outcome = ?, detail = ? WHERE id = ?",
            (stamp(now), outcome, json.dumps(detail, ensure_ascii=False), run),
        )


def bury(archive: Archive, kind: str, now: datetime) -> None:
    """Log of all runs of a kind that never ended that they were killed; call it where none can be under way."""
    with archive.transaction() as connection:
        connection.execute(
            "UPDATE runs SET ended = ?, outcome = 'killed' WHERE kind = ? AND ended IS NULL", (stamp(now), kind)
        )


def last(archive: Archive, kind: str) -> datetime | None:
    """Give when the last run of a kind began that came to its end; ``None`` if there is none."""
    row = archive.connection.execute(
        "SELECT max(started) AS at FROM runs WHERE kind = ? AND outcome = 'done'", (kind,)
    ).fetchone()
    return datetime.fromisoformat(row["at"]) if row["at"] else None


def first(archive: Archive) -> datetime | None:
    """Give when the very first run began; ``None`` if nothing ever ran."""
    row = archive.connection.execute("SELECT started FROM runs ORDER BY id LIMIT 1").fetchone()
    return datetime.fromisoformat(row["started"]) if row else None


def latest(archive: Archive, limit: int = 20) -> list[Run]:
    """Give the last runs, newest first."""
    return [_run(row) for row in archive.connection.execute("SELECT * FROM runs ORDER BY id DESC LIMIT ?", (limit,))]


def get(archive: Archive, ids: Sequence[int]) -> list[Run]:
    """Give some runs in the order of their ids as given; ids that are not there are passed over."""
    found = (archive.connection.execute("SELECT * FROM runs WHERE id = ?", (id_,)).fetchone() for id_ in ids)
    return [_run(row) for row in found if row]


def _run(row: sqlite3.Row) -> Run:
    return Run(
        id=row["id"],
        kind=row["kind"],
        started=datetime.fromisoformat(row["started"]),
        ended=datetime.fromisoformat(row["ended"]) if row["ended"] else None,
        outcome=row["outcome"],
        detail=json.loads(row["detail"]),
    )
