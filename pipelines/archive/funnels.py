"""What became of what a run found: how many links, pages, articles and index entries, per run and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.archive.store import Archive

# One count of one run and source each; "{runs}" are question marks for the runs that are asked for.
_COUNTS = {
    "found": "SELECT run, source, count(*) FROM links WHERE run IN ({runs}) GROUP BY 1, 2",
    "fetched": "SELECT run, source, count(*) FROM pages WHERE outcome = 'ok' AND run IN ({runs}) GROUP BY 1, 2",
    "failed": "SELECT run, source, count(*) FROM pages WHERE outcome != 'ok' AND run IN ({runs}) GROUP BY 1, 2",
    "unmodified": (
        "SELECT run, source, count(*) FROM attempts WHERE outcome = 'unchanged' AND purpose != 'robots'"
        " AND run IN ({runs}) GROUP BY 1, 2"
    ),
    "waiting": (
        "SELECT run, source, count(*) FROM pages WHERE run IN ({runs}) AND seq >"
        " (SELECT coalesce(max(seq), 0) FROM cursors WHERE name = 'extract') GROUP BY 1, 2"
    ),
    "extracted": (
        "SELECT p.run, p.source, count(*) FROM pages p JOIN articles a ON a.page = p.seq"
        " WHERE p.run IN ({runs}) GROUP BY 1, 2"
    ),
    "same": (
        "SELECT p.run, p.source, count(*) FROM pages p JOIN unchanged u ON u.page = p.seq"
        " WHERE p.run IN ({runs}) GROUP BY 1, 2"
    ),
}
_REJECTED = (
    "SELECT p.run, p.source, r.reason, count(*) FROM pages p JOIN rejections r ON r.page = p.seq"
    " WHERE p.run IN ({runs}) GROUP BY 1, 2, 3 ORDER BY 4 DESC, 3"
)
_INDEXED = (
    "SELECT p.run, p.source, count(*) FROM pages p JOIN articles a ON a.page = p.seq WHERE p.run IN ({runs})"
    " AND (SELECT min(c.seq) FROM changes c WHERE c.id = a.id) <= ? GROUP BY 1, 2"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """What a run did for a source.

    ``found`` are links met for the first time; ``fetched`` and ``failed`` pages; ``unmodified`` requests answered with
    what was known; ``waiting`` pages that are not read yet; ``extracted`` articles and revisions; ``same`` pages whose
    text was known; ``rejected`` pages that gave no article, by reason; ``indexed`` articles that can be searched.
    """

    run: int
    source: str
    found: int = 0
    fetched: int = 0
    failed: int = 0
    unmodified: int = 0
    waiting: int = 0
    extracted: int = 0
    same: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)
    indexed: int = 0


def funnels(archive: Archive, runs: Sequence[int], indexed: int) -> list[Funnel]:
    """Give what some runs did, a funnel for each run and source, by run and source.

    Args:
        archive: the archive.
        runs: ids of runs.
        indexed: the ingest sequence up to which the index is complete.
    """
    marks = ", ".join("?" * len(runs))
    counts: dict[tuple[int, str], dict[str, int]] = {}
    for name, sql in _COUNTS.items():
        for run, source, count in archive.connection.execute(sql.format(runs=marks), runs):
            counts.setdefault((run, source), {})[name] = count
    for run, source, count in archive.connection.execute(_INDEXED.format(runs=marks), (*runs, indexed)):
        counts[run, source]["indexed"] = count
    rejected: dict[tuple[int, str], dict[str, int]] = {}
    for run, source, reason, count in archive.connection.execute(_REJECTED.format(runs=marks), runs):
        rejected.setdefault((run, source), {})[reason] = count
    return [
        Funnel(run=run, source=source, rejected=rejected.get((run, source), {}), **found)
        for (run, source), found in sorted(counts.items())
    ]


def total(run: int, parts: Sequence[Funnel]) -> Funnel:
    """Add the funnels of a run's sources up; the sum has no source."""
    reasons: dict[str, int] = {}
    for part in parts:
        for reason, count in part.rejected.items():
            reasons[reason] = reasons.get(reason, 0) + count
    names = (*_COUNTS, "indexed")
    sums = {name: sum(getattr(part, name) for part in parts) for name in names}
    return Funnel(run=run, source="", rejected=reasons, **sums)


def runs_of_source(archive: Archive, source: str, limit: int) -> list[int]:
    """Give the last runs that asked a source for something or archived a page of it, newest first."""
    rows = archive.connection.execute(
        "SELECT run FROM attempts WHERE source = ?1 UNION SELECT run FROM pages WHERE source = ?1"
        " ORDER BY run DESC LIMIT ?2",
        (source, limit),
    )
    return [row[0] for row in rows]


def runs_of_article(archive: Archive, id: str) -> list[int]:  # noqa: A002 -- the record's own name
    """Give the runs whose pages gave an article: one for each of its revisions, oldest first."""
    rows = archive.connection.execute(
        "SELECT p.run FROM articles a JOIN pages p ON p.seq = a.page WHERE a.id = ? ORDER BY a.revision", (id,)
    )
    return [row[0] for row in rows]
