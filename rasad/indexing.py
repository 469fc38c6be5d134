"""The index as a consumer of the archive: it follows the ingest sequence and can be dropped at any time."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pipelines.archive import documents
from pipelines.archive.store import Archive
from pipelines.errors import RasadError, UsageError
from search.index import Access, SearchError, open_elastic, open_embedded
from search.query import Everything
from search.verify import differences, repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelines.records import Document
    from rasad.config import Index as Chosen
    from rasad.setup import Setup
    from search.index import Index
    from search.verify import Differences

# Changes per commit of the index; a commit costs some 30 ms, a change well under one.
BATCH = 1000
# Changes that one process reads and analyses at a time while an index is built.
STRETCH = 250


def open_index(setup: Setup, *, writable: bool) -> Index:
    """Open the engine that the configuration names.

    Raises:
        RasadError: the index is held by another writer, damaged, or the cluster does not answer.
    """
    kinds = {source.id: source.kind.value for source in setup.catalogue.sources.values()}
    chosen = setup.config.index
    if chosen.engine == "elasticsearch":
        name, replicas = chosen.elasticsearch_index, chosen.elasticsearch_replicas
        return open_elastic(access(chosen), index=name, kinds=kinds, replicas=replicas)
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
        cursor = index.cursor()
        changed, upto = documents.changed(archive, cursor, BATCH)
        if upto == cursor:
            return count
        if forgotten := documents.forgotten(archive, cursor, upto):
            index.delete(forgotten)
        index.apply(changed, upto)
        count += len(changed)
        report("index", len(changed))


class Follower:
    """Brings the index up step by step while articles are tagged; what fails is told at the end and stops nobody.

    Use it as a context manager, which closes the index.
    """

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
        """Write the rest and give how many documents were written.

        Raises:
            RasadError: the index cannot be opened or written; the archive has everything, the next run catches up.
        """
        self.step()
        if self._error is not None:
            raise self._error
        return self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._index is not None:
            self._index.close()


def renew(setup: Setup, archive: Archive) -> int:
    """Build the index anew from the whole archive and give the number of articles; searches go on meanwhile."""
    try:
        index = open_index(setup, writable=True)
    except SearchError:
        # What cannot be opened cannot be built beside; the archive has everything.
        shutil.rmtree(setup.home.index, ignore_errors=True)
        index = open_index(setup, writable=True)
    try:
        index.rebuild(_stretches(archive))
        sync(archive, index, lambda _name, _count: None)
        return index.count(Everything())
    finally:
        index.close()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The documents whose last change lies behind ``after`` and not behind ``upto``; they are read when iterated.

    Another process reads them for itself, since what is sent to it is no more than this.
    """

    folder: Path
    after: int
    upto: int

    def __length_hint__(self) -> int:
        """Give the largest number of documents that there may be."""
        return self.upto - self.after

    def __iter__(self) -> Iterator[Document]:
        """Read the documents; one that changes again further on comes again there, and once is enough."""
        with Archive(self.folder, readonly=True) as archive:
            changed, _ = documents.changed(archive, self.after, self.upto - self.after)
        return (document for document in changed if document.seq <= self.upto)


def _stretches(archive: Archive) -> Iterator[tuple[Stretch, int]]:
    last = documents.last_change(archive)
    for after in range(0, last, STRETCH):
        upto = min(after + STRETCH, last)
        yield Stretch(archive.folder, after, upto), upto


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
