"""The index as a consumer of the archive: it follows the ingest sequence and can be dropped at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive import documents
from pipelines.errors import RasadError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.archive.store import Archive
    from rasad.setup import Setup
    from search.index import Index

# Changes per commit of the index; a commit costs some 30 ms, a change well under one.
BATCH = 1000


def open_index(setup: Setup, *, writable: bool) -> Index:
    """Open the engine that the configuration names.

    Raises:
        RasadError: the index is held by another writer, damaged, or the cluster does not answer.
    """
    kinds = {source.id: source.kind.value for source in setup.catalogue.sources.values()}
    chosen = setup.config.index
    if chosen.engine == "elasticsearch":
        from search.elastic import open_elastic  # noqa: PLC0415 -- only one engine is loaded

        return open_elastic(chosen.elasticsearch_url, index=chosen.elasticsearch_index, kinds=kinds)
    from search.index import open_embedded  # noqa: PLC0415 -- only one engine is loaded

    if not writable and not setup.home.index.exists():
        raise RasadError(
            f"There is no index yet in {setup.home.folder}; crawl or import something, then `rasad process`."
        )
    return open_embedded(setup.home.index, writable=writable, kinds=kinds)


def sync(archive: Archive, index: Index, report: Callable[[str, int], None]) -> int:
    """Bring the index up to the archive's ingest sequence and give how many documents were written."""
    count = 0
    while True:
        changed, upto = documents.changed(archive, index.cursor(), BATCH)
        if upto == index.cursor():
            return count
        index.apply(changed, upto)
        count += len(changed)
        report("index", len(changed))
