"""What runs did, as aligned text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawlers.run import CrawlResult
    from rasad.process import Tally


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Align rows under a head; numbers to the right, texts to the left."""
    cells = [list(map(str, head)), *([f"{c:,}" if isinstance(c, int) else str(c) for c in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    right = [bool(rows) and all(isinstance(row[column], int | float) for row in rows) for column in range(len(head))]
    lines = [
        "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def counts(counted: Mapping[str, int]) -> str:
    """Write counts in one line, largest first."""
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {count:,}" for name, count in ordered) or "none"


def crawl_table(result: CrawlResult) -> str:
    """Write what a crawl brought per source."""
    rows = [
        (id_, one.discovered, one.fetched, one.unchanged, one.failed, counts(one.outcomes))
        for id_, one in sorted(result.sources.items())
    ]
    head = ("source", "discovered", "fetched", "unchanged", "failed", "requests by outcome")
    return "\n".join([table(head, rows), *result.problems])


def tally_table(tally: Tally, indexed: int) -> str:
    """Write what processing and indexing did."""
    failed = f"\nnot tagged: {counts(tally.untagged)}" if tally.untagged else ""
    return (
        f"pages {tally.pages:,}: articles {tally.added:,}, unchanged {tally.unchanged:,}, "
        f"rejected {tally.rejected.total():,} ({counts(tally.rejected)})\n"
        f"tagged {tally.tagged:,}, indexed {indexed:,}{failed}"
    )
