"""The index follows the archive: what changes is written, what is forgotten goes, and a killed writer loses nothing."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import random
import signal
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.material.zipf import KINDS
from benchmarks.material.zipf import documents as invented
from pipelines.archive import articles, documents
from pipelines.archive.store import Archive
from rasad import indexing
from rasad.home import Home
from rasad.indexing import Stretch, renew, sync
from rasad.setup import Setup
from search.crew import Crew
from search.index import Request, open_embedded
from search.query import Everything, parse
from search.verify import differences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANY = 150
KILLS = 50
# Queries a second, as the desks of a small team ask at the most.
PACE = 10


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose archive holds some articles."""
    home = Home(tmp_path / "home")
    with home.open() as archive:
        made = list(invented(MANY, size=300))
        found = articles.commit(archive, [articles.Extracted(page=one.seq, result=one.article) for one in made])
        documents.commit(archive, [replace(one, article=it) for one, it in zip(made, found, strict=True)], MANY)
    return home


@pytest.fixture
def archive(home: Home) -> Iterator[Archive]:
    """The home's archive."""
    with home.open() as archive:
        yield archive


def _quiet(_name: str, _count: int) -> None:
    """Take no notice of progress."""


def _forget(archive: Archive, ids: list[str]) -> None:
    with archive.transaction() as connection:
        connection.executemany("DELETE FROM documents WHERE id = ?", [(one,) for one in ids])
        documents.mark_changed(connection, ids)


def _touch(archive: Archive) -> None:
    ids = [document.article.id for document in documents.every(archive)]
    with archive.transaction() as connection:
        documents.mark_changed(connection, ids)


def test_the_index_holds_what_the_archive_holds(archive: Archive, tmp_path: Path) -> None:
    """After a sync the two are equal, and another sync has nothing to do."""
    index = open_embedded(tmp_path / "index", writable=True, kinds=KINDS)
    assert sync(archive, index, _quiet) == MANY
    assert differences(index, documents.every(archive)).count == 0
    assert index.cursor() == documents.last_change(archive)
    assert sync(archive, index, _quiet) == 0
    index.close()


def test_forgotten_articles_leave_the_index(archive: Archive, tmp_path: Path) -> None:
    """An article that the archive no longer gives is no longer found after the next sync."""
    index = open_embedded(tmp_path / "index", writable=True, kinds=KINDS)
    sync(archive, index, _quiet)
    gone = [document.article.id for document in documents.every(archive)][:7]
    _forget(archive, gone)
    assert documents.forgotten(archive, index.cursor(), documents.last_change(archive)) == gone
    sync(archive, index, _quiet)
    assert index.count(Everything()) == MANY - 7
    assert differences(index, documents.every(archive)).count == 0
    index.close()


@pytest.mark.parametrize("size", [1, 40, 1000])
def test_stretches_hold_every_document_once(archive: Archive, size: int) -> None:
    """However long the stretches are and whatever changed twice, together they give what the archive gives."""
    _touch(archive)
    last = documents.last_change(archive)
    stretches = [Stretch(archive.folder, after, min(after + size, last)) for after in range(0, last, size)]
    sent: list[Stretch] = pickle.loads(pickle.dumps(stretches))  # noqa: S301 - our own bytes
    found = [document for stretch in sent for document in stretch]
    assert found == list(documents.every(archive))
    assert sum(stretch.__length_hint__() for stretch in sent) == last


def test_a_rebuild_reads_the_archive_in_other_processes(
    home: Home, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index built anew by several processes equals the archive, late changes and forgotten articles included."""
    monkeypatch.setattr(Crew.__init__, "__defaults__", (10,))
    monkeypatch.setattr(indexing, "STRETCH", 20)
    _touch(archive)
    _forget(archive, [next(documents.every(archive)).article.id])
    setup = Setup.load(home.folder)
    assert renew(setup, archive) == MANY - 1
    index = setup.index(writable=False)
    assert differences(index, documents.every(archive)).count == 0
    index.close()


def test_no_query_fails_while_an_index_is_built_anew(home: Home, archive: Archive) -> None:
    """Ten searches a second with facets and passages go on through several rebuilds and find the same all the while."""
    setup = Setup.load(home.folder)
    renew(setup, archive)
    reader = setup.index(writable=False)
    query = parse("lang:tr OR lang:fa", today=setup.now.date()).query
    found: list[int] = []
    failed: list[Exception] = []
    done = threading.Event()

    def ask() -> None:
        while not done.wait(1 / PACE):
            try:
                found.append(reader.search(Request(query=query, facets=("topic", "month"), stories=True)).total)
            except Exception as error:  # noqa: BLE001 - whatever fails is counted
                failed.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(5):
            renew(setup, archive)
            time.sleep(2 / PACE)
    finally:
        done.set()
        asking.join()
    assert not failed
    assert len(found) >= PACE
    assert set(found) == {reader.count(query)}
    reader.close()


def _write_for_ever(home: Home, folder: Path) -> None:
    """Sync a few changes at a time, with as many commits as there is time for."""
    indexing.BATCH = 10
    index = open_embedded(folder, writable=True, kinds=KINDS)
    with home.open() as archive:
        while True:
            sync(archive, index, _quiet)
            _touch(archive)


@pytest.mark.slow
def test_a_writer_killed_fifty_times_leaves_an_index_that_catches_up(home: Home, tmp_path: Path) -> None:
    """After kill -9 in the middle of commits the index opens, and the next sync makes it equal to the archive."""
    chance = random.Random(5)
    context = multiprocessing.get_context("fork")
    folder = tmp_path / "index"
    open_embedded(folder, writable=True, kinds=KINDS).close()
    for kill in range(1, KILLS + 1):
        process = context.Process(target=_write_for_ever, args=(home, folder))
        process.start()
        time.sleep(0.1 + chance.random() * 0.3)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        reader = open_embedded(folder, writable=False, kinds=KINDS)
        ids = [entry.id for entry in reader.entries()]
        assert len(ids) == len(set(ids)) == reader.count(Everything())
        reader.close()
        if kill % 10 == 0:
            _check(home, folder)


def _check(home: Home, folder: Path) -> None:
    index = open_embedded(folder, writable=True, kinds=KINDS)
    with home.open() as archive:
        sync(archive, index, _quiet)
        assert differences(index, documents.every(archive)).count == 0
    index.close()
