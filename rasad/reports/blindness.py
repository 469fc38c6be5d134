"""Which sources gave nothing in a week though they should have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawlers.health import Alarm, assess
from rasad.reports.issue import Blind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from pipelines.archive.store import Archive
    from pipelines.records import Source

BLIND = frozenset({Alarm.BLIND, Alarm.STALE, Alarm.DEAD})


def blind_sources(archive: Archive, sources: Mapping[str, Source], end: datetime) -> Iterator[Blind]:
    """Give the sources that were blind, silent for too long or dead at ``end``, by id."""
    for health in sorted(assess(archive, sources.values(), end), key=lambda one: one.source.id):
        if any(finding.alarm in BLIND for finding in health.findings):
            last = health.vitals.last
            yield Blind(
                source=health.source.id,
                title=health.source.title,
                home=health.source.home,
                last=last.date() if last else None,
            )
