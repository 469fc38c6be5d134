"""What changed in the health of sources: each change once, kept in the log of runs, with what each channel was told.

A change is kept before anybody is told of it, and a channel's cursor moves when it has taken it. So a mail server that
is down costs delay and nothing else, and a kill in between repeats one message at most.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from crawlers.health import Alarm
from pipelines.archive import runs
from pipelines.archive.store import advance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawlers.health import Health
    from pipelines.archive.store import Archive

KIND = "health"
# One poll that failed is everyday, and mostly well an hour later; a channel that stays so becomes dead, which is told.
EVERYDAY = frozenset({Alarm.FAILING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A source has an alarm that it did not have before (``raised``), or has it no more.

    ``seq`` is the run that found it, 0 until it is kept; ``detail`` is a sentence, as health gives it.
    """

    source: str
    title: str
    alarm: str
    raised: bool
    detail: str
    at: datetime
    seq: int = 0


def notices(archive: Archive, after: int = 0) -> list[Notice]:
    """Give all changes of health that were found after a run, oldest first."""
    rows = archive.connection.execute(
        "SELECT change.value AS record, runs.id AS seq, runs.started AS at"
        " FROM runs, json_each(runs.detail, '$.changes') AS change WHERE runs.kind = ? AND runs.id > ?"
        " ORDER BY runs.id, change.key",
        (KIND, after),
    )
    return [_read(row["record"], row["seq"], row["at"]) for row in rows]


def standing(found: Iterable[Notice]) -> dict[tuple[str, str], Notice]:
    """Give the alarms that stand after some changes, by source and alarm."""
    left: dict[tuple[str, str], Notice] = {}
    for notice in found:
        left.pop((notice.source, notice.alarm), None)
        if notice.raised:
            left[notice.source, notice.alarm] = notice
    return left


def compare(before: dict[tuple[str, str], Notice], health: Iterable[Health], now: datetime) -> list[Notice]:
    """Give what changed since ``before``; of sources that are not judged nothing is said."""
    changes: list[Notice] = []
    for one in health:
        has = {finding.alarm.value: finding.detail for finding in one.findings if finding.alarm not in EVERYDAY}
        had = {alarm: notice.detail for (source, alarm), notice in before.items() if source == one.source.id}
        new = [(alarm, True, detail) for alarm, detail in has.items() if alarm not in had]
        gone = [(alarm, False, detail) for alarm, detail in had.items() if alarm not in has]
        changes += [
            Notice(source=one.source.id, title=one.source.title, alarm=alarm, raised=raised, detail=detail, at=now)
            for alarm, raised, detail in (*new, *gone)
        ]
    return changes


def note(archive: Archive, health: Iterable[Health], now: datetime) -> list[Notice]:
    """Keep what changed since the last time and give it; where nothing did, nothing is written."""
    changes = compare(standing(notices(archive)), health, now)
    if changes:
        run = runs.begin(archive, KIND, now)
        runs.end(archive, run, now, "done", {"changes": [_written(change) for change in changes]})
    return changes


def untold(archive: Archive, channel: str) -> list[Notice]:
    """Give the changes that a channel has not taken yet, oldest first.

    What came and went in the meantime, or went and came, is left out: the channel knows how things stand.
    """
    left: dict[tuple[str, str], Notice] = {}
    for notice in notices(archive, archive.cursor(_cursor(channel))):
        key = (notice.source, notice.alarm)
        if key in left and left[key].raised != notice.raised:
            del left[key]
        else:
            left[key] = notice
    return list(left.values())


def mark_told(archive: Archive, channel: str, upto: int) -> None:
    """Note that a channel has taken everything up to a run."""
    with archive.transaction() as connection:
        advance(connection, _cursor(channel), upto)


def latest(archive: Archive) -> int:
    """Give the last run that found a change, 0 if none did."""
    row = archive.connection.execute("SELECT coalesce(max(id), 0) FROM runs WHERE kind = ?", (KIND,)).fetchone()
    return int(row[0])


def _cursor(channel: str) -> str:
    return f"notices: {channel}"


def _written(notice: Notice) -> dict[str, object]:
    return {key: value for key, value in asdict(notice).items() if key not in {"seq", "at"}}


def _read(record: str, seq: int, at: str) -> Notice:
    return Notice(**json.loads(record), seq=seq, at=datetime.fromisoformat(at))
