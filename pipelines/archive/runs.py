"""The log of runs: what ran, when, how it ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pipelines.archive.pages import stamp

if TYPE_CHECKING:
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


def latest(archive: Archive, limit: int = 20) -> list[Run]:
    """Give the last runs, newest first."""
    rows = archive.connection.execute("SELECT * FROM runs ORDER BY id DESC LIMIT ?", (limit,))
    return [
        Run(
            id=row["id"],
            kind=row["kind"],
            started=datetime.fromisoformat(row["started"]),
            ended=datetime.fromisoformat(row["ended"]) if row["ended"] else None,
            outcome=row["outcome"],
            detail=json.loads(row["detail"]),
        )
        for row in rows
    ]
