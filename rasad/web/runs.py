"""Runs as the source screens show them: what each found, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rasad.runlog import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.archive.funnels import Funnel
    from pipelines.archive.store import Archive
    from rasad.runlog import Logged
    from rasad.web.reader import Reader

STAGES = ("discovered", "fetched", "unmodified", "extracted", "rejected", "indexed")


@dataclass(frozen=True, slots=True)
class Row:
    """A run: its number, what it was, when it began, how it ended, its counts by stage, why pages were rejected."""

    number: str
    kind: str
    started: str
    outcome: str
    counts: tuple[str, ...]
    reasons: str


@dataclass(frozen=True, slots=True)
class Log:
    """Some runs, newest first, under the names of the stages."""

    stages: tuple[str, ...]
    rows: tuple[Row, ...]


def log(reader: Reader, archive: Archive, ids: Sequence[int], source: str = "") -> Log:
    """Show some runs with what they did, for all sources or for one."""
    logged = read(archive, ids, reader.desk.indexed(), source)
    return Log(
        tuple(reader.words(f"funnel_{stage}") for stage in STAGES),
        tuple(_row(reader, one) for one in logged),
    )


def _row(reader: Reader, one: Logged) -> Row:
    run, whole = one.run, one.whole
    return Row(
        reader.number(run.id),
        reader.named("command", run.kind),
        reader.instant(run.started),
        reader.named("run", run.outcome) if run.outcome else reader.words("run_open"),
        tuple(reader.number(count) for count in _counts(whole)),
        reader.comma.join(
            f"{reader.named('reason', reason)} {reader.number(count)}" for reason, count in whole.rejected.items()
        ),
    )


def _counts(one: Funnel) -> tuple[int, ...]:
    return one.found, one.fetched, one.unmodified + one.same, one.extracted, sum(one.rejected.values()), one.indexed
