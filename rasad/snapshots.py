"""Writes the pages to compare when a source's template has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive.snapshots import snapshots
from pipelines.archive.store import explained
from pipelines.archive.warc import read_body

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipelines.archive.store import Archive
    from pipelines.records import Page


def write(archive: Archive, sources: Iterable[str], folder: Path) -> list[str]:
    """Write ``good.html`` and ``failing.html`` into a folder of each source whose newest pages fail.

    Args:
        archive: the archive.
        sources: ids of the sources to look at.
        folder: where the sources' folders are made.

    Returns:
        A line for each source that fails: its id, why, and the addresses of the failing and the good page.

    Raises:
        ArchiveError: the folder cannot be written, or a stored page cannot be read.
    """
    lines = []
    for source in sources:
        found = snapshots(archive, source)
        if found is None:
            continue
        with explained(folder / source / "failing.html"):
            (folder / source).mkdir(parents=True, exist_ok=True)
            _put(archive, found.failing, folder / source / "failing.html")
            _put(archive, found.good, folder / source / "good.html")
        good = found.good.fetched_url if found.good else "no good page"
        lines.append(f"{source}\t{found.reason}\t{found.failing.fetched_url}\t{good}")
    return lines


def _put(archive: Archive, page: Page | None, path: Path) -> None:
    if page is not None and page.body is not None:
        path.write_bytes(read_body(archive.warc, page.body))
