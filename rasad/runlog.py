"""The log of runs with what became of what each one found."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.archive import runs
from pipelines.archive.funnels import Funnel, funnels, total
from pipelines.archive.runs import Run
from pipelines.errors import RasadError
from rasad.tables import counts, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.archive.store import Archive
    from rasad.jsonl import Json
    from rasad.setup import Setup

HEAD = ("found", "fetched", "failed", "not modified", "extracted", "same text", "rejected", "waiting", "indexed")


@dataclass(frozen=True, slots=True)
class Logged:
    """A run and its funnels, one for each source."""

    run: Run
    parts: tuple[Funnel, ...]

    @property
    def whole(self) -> Funnel:
        """The sum over all sources."""
        return total(self.run.id, self.parts)


def read(archive: Archive, ids: Sequence[int], indexed: int, source: str = "") -> list[Logged]:
    """Give some runs with their funnels, of all sources or of one; ``indexed`` as of :func:`indexed_upto`."""
    parts = funnels(archive, ids, indexed) if ids else []
    return [
        Logged(run, tuple(_whole(run, one) for one in parts if one.run == run.id and source in {"", one.source}))
        for run in runs.get(archive, ids)
    ]


def _whole(run: Run, one: Funnel) -> Funnel:
    """Take the count of found links from the run's own account where links do not tell their run (old archives)."""
    told = run.detail.get("sources")
    account = told.get(one.source) if isinstance(told, dict) else None
    return replace(one, found=account.get("discovered", 0)) if account and not one.found else one


def indexed_upto(setup: Setup) -> int:
    """Give the ingest sequence up to which the index is complete; 0 where there is none or it does not answer."""
    with suppress(RasadError):
        index = setup.index(writable=False)
        try:
            return index.cursor()
        finally:
            index.close()
    return 0


def row_json(run: Run, one: Funnel) -> Json:
    """Give what a run did for one source as one object."""
    return {
        "run": run.id,
        "kind": run.kind,
        "started": run.started.isoformat(),
        "ended": run.ended.isoformat() if run.ended else None,
        "outcome": run.outcome,
        "source": one.source or None,
        "found": one.found,
        "fetched": one.fetched,
        "failed": one.failed,
        "not_modified": one.unmodified,
        "extracted": one.extracted,
        "same_text": one.same,
        "rejected": dict(one.rejected),
        "waiting": one.waiting,
        "indexed": one.indexed,
    }


def run_table(logged: Sequence[Logged], *, by_source: bool) -> str:
    """Align runs, one row each, or one for each of their sources."""
    rows = [
        (one.run.id, one.run.kind, f"{one.run.started:%Y-%m-%d %H:%M}", one.run.outcome or "-",
         *((part.source,) if by_source else ()), *_cells(part))
        for one in logged
        for part in (one.parts if by_source else (one.whole,))
    ]  # fmt: skip
    head = ("run", "kind", "started", "outcome", *(("source",) if by_source else ()), *HEAD, "reasons")
    return table(head, rows)


def _cells(one: Funnel) -> tuple[object, ...]:
    return (
        one.found, one.fetched, one.failed, one.unmodified, one.extracted, one.same, sum(one.rejected.values()),
        one.waiting, one.indexed, counts(one.rejected) if one.rejected else "",
    )  # fmt: skip
