"""The index as a consumer of the archive: it follows the ingest sequence and can be dropped at any time."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pipelines.archive import documents
from pipelines.errors import RasadError, UsageError
from search.index import Access, SearchError, open_elastic, open_embedded
from search.query import Everything
from search.verify import differences, repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelines.archive.store import Archive
    from pipelines.records import Document
    from rasad.config import Index as Chosen
    from rasad.setup import Setup
    from search.index import Index
    from search.verify import Differences

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
        return open_elastic(access(chosen), index=chosen.elasticsearch_index, kinds=kinds)
    if not writable and not setup.home.index.exists():
        raise RasadError(
            f"There is no index yet in {setup.home.folder}; crawl or import something, then `rasad process`."
        )
    return open_embedded(setup.home.index, writable=writable, kinds=kinds)


def access(chosen: Chosen) -> Access:
    """Give how to reach the cluster that the configuration names.

    Raises:
        UsageError: no address is configured.
    """
    hosts = tuple(host.strip() for host in chosen.elasticsearch_url.split(",") if host.strip())
    if not hosts:
        raise UsageError(
            "index.engine is elasticsearch but index.elasticsearch_url is empty; set the cluster's address."
        )
    return Access(
        hosts=hosts,
        api_key=chosen.elasticsearch_api_key or None,
        user=chosen.elasticsearch_user or None,
        password=chosen.elasticsearch_password or None,
        certificates=chosen.elasticsearch_certificates or None,
    )


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


class Follower:
    """Brings the index up step by step while articles are tagged; what fails is told at the end and stops nobody."""

    def __init__(self, setup: Setup, archive: Archive, report: Callable[[str, int], None]) -> None:
        self._setup = setup
        self._archive = archive
        self._report = report
        self._index: Index | None = None
        self._error: RasadError | None = None
        self._count = 0

    def step(self) -> None:
        """Write what was tagged since the last step."""
        if self._error is not None:
            return
        try:
            self._index = self._index or open_index(self._setup, writable=True)
            self._count += sync(self._archive, self._index, self._report)
        except RasadError as error:
            self._error = error

    def finish(self) -> int:
        """Write the rest, close the index and give how many documents were written.

        Raises:
            RasadError: the index cannot be opened or written; the archive has everything, the next run catches up.
        """
        self.step()
        if self._index is not None:
            self._index.close()
        if self._error is not None:
            raise self._error
        return self._count


def renew(setup: Setup, archive: Archive) -> int:
    """Build the index anew from the whole archive and give the number of articles; searches go on meanwhile."""
    try:
        index = open_index(setup, writable=True)
    except SearchError:
        # What cannot be opened cannot be built beside; the archive has everything.
        shutil.rmtree(setup.home.index, ignore_errors=True)
        index = open_index(setup, writable=True)
    try:
        index.rebuild(_batches(archive))
        sync(archive, index, lambda _name, _count: None)
        return index.count(Everything())
    finally:
        index.close()


def _batches(archive: Archive) -> Iterator[tuple[list[Document], int]]:
    seq = 0
    while True:
        changed, upto = documents.changed(archive, seq, BATCH)
        if upto == seq:
            return
        # A document that changes again further on comes again there; once is enough.
        yield [document for document in changed if document.seq <= upto], upto
        seq = upto


def compare(setup: Setup, archive: Archive) -> Differences:
    """Bring the index up to date, compare it with the archive article by article, and repair what differs."""
    index = open_index(setup, writable=True)
    try:
        sync(archive, index, lambda _name, _count: None)
        found = differences(index, documents.every(archive))
        wrong = [document for id_ in (*found.missing, *found.stale) if (document := documents.get(archive, id_))]
        repair(index, found, wrong)
        return found
    finally:
        index.close()
