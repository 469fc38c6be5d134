"""Which sources gave nothing in a week though they should have."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from rasad.reports.issue import Blind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.archive.store import Archive
    from pipelines.records import Source

# The history that tells how much a source usually gives.
HISTORY = timedelta(weeks=8)
# A week without articles must be this unlikely (Poisson) before a source counts as blind.
UNLIKELY = 0.05


def blind_sources(archive: Archive, sources: Mapping[str, Source], start: datetime, end: datetime) -> Iterator[Blind]:
    """Give the sources that were visited before ``end`` and gave no article of the week, unless they seldom do."""
    for source in sorted(sources.values(), key=lambda one: one.id):
        first = _first_visit(archive, source.id, end)
        if first is None or _count(archive, source.id, start, end):
            continue
        earlier = _count(archive, source.id, start - HISTORY, start)
        weeks = max(1.0, min(HISTORY, start - first) / timedelta(weeks=1))
        if earlier == 0 or math.exp(-earlier / weeks) < UNLIKELY:
            yield Blind(source=source.id, title=source.title, home=source.home, last=_last(archive, source.id, end))


def _first_visit(archive: Archive, source: str, end: datetime) -> datetime | None:
    row = archive.connection.execute("SELECT min(at) AS at FROM attempts WHERE source = ?", (source,)).fetchone()
    first = datetime.fromisoformat(row["at"]) if row["at"] else None
    return first if first is not None and first < end + timedelta(days=7) else None


def _count(archive: Archive, source: str, start: datetime, end: datetime) -> int:
    row = archive.connection.execute(
        "SELECT count(DISTINCT id) AS n FROM articles WHERE source = ? AND dated >= ? AND dated < ?",
        (source, int(start.timestamp()), int(end.timestamp())),
    ).fetchone()
    return int(row["n"])


def _last(archive: Archive, source: str, end: datetime) -> date | None:
    row = archive.connection.execute(
        "SELECT max(dated) AS last FROM articles WHERE source = ? AND dated < ?", (source, int(end.timestamp()))
    ).fetchone()
    return datetime.fromtimestamp(row["last"], UTC).date() if row["last"] else None
