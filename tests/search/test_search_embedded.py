"""The index on this machine: durable, never silently empty, one writer, readers that keep up."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search.index import Index, Request, SearchError, open_embedded
from search.query import Everything, Words
from search.schema import VERSION
from search.verify import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelines.records import Document

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shelf(documents: dict[str, Document]) -> list[Document]:
    """The library in the order of ingestion."""
    return list(documents.values())


@pytest.fixture
def writer(tmp_path: Path, shelf: list[Document]) -> Iterator[Index]:
    """An index with the library in it, open for writing."""
    index = open_embedded(tmp_path, writable=True)
    index.apply(shelf, 16)
    yield index
    index.close()


def _generation(folder: Path) -> Path:
    versioned = folder / f"embedded-v{VERSION}"
    return versioned / (versioned / "current").read_text()


def test_a_reader_sees_what_a_writer_commits(tmp_path: Path, writer: Index, shelf: list[Document]) -> None:
    """A reader that is open all the while finds new articles at once, and the rebuilt index after a rebuild."""
    reader = open_embedded(tmp_path, writable=False)
    assert reader.count(Everything()) == 16
    start = time.process_time()
    writer.apply([replace(shelf[0], article=replace(shelf[0].article, id="new"), seq=17)], 17)
    assert reader.count(Everything()) == 17
    assert time.process_time() - start < 1
    writer.rebuild([(shelf[:3], 3)])
    assert reader.count(Everything()) == 3
    writer.drop()
    assert (reader.count(Everything()), reader.cursor()) == (0, 0)
    reader.close()


def test_a_reader_waits_for_an_index_that_is_not_built_yet(tmp_path: Path, shelf: list[Document]) -> None:
    """A desk may start before the first crawl: nothing is found, and later what was indexed is."""
    reader = open_embedded(tmp_path / "later", writable=False)
    assert (reader.cursor(), reader.search(Request()).total) == (0, 0)
    writer = open_embedded(tmp_path / "later", writable=True)
    writer.apply(shelf, 16)
    writer.close()
    assert (reader.cursor(), reader.search(Request()).total) == (16, 16)


def test_a_reader_does_not_write(tmp_path: Path, writer: Index, shelf: list[Document]) -> None:
    """Writing through a reader is refused in a clear sentence."""
    reader = open_embedded(tmp_path, writable=False)
    writes: list[Callable[[], None]] = [
        lambda: reader.apply(shelf, 1), lambda: reader.delete(["a"]), reader.drop, lambda: reader.rebuild([])
    ]  # fmt: skip
    for write in writes:
        with pytest.raises(SearchError, match="open for reading only"):
            write()
    assert writer.cursor() == 16


def test_a_second_writer_is_refused_until_the_first_is_closed(tmp_path: Path, writer: Index) -> None:
    """Two processes never write one index; the second is told to wait."""
    with pytest.raises(SearchError, match="another process is writing"):
        open_embedded(tmp_path, writable=True)
    writer.close()
    again = open_embedded(tmp_path, writable=True)
    assert again.cursor() == 16
    again.close()


def test_another_process_that_writes_is_noticed(tmp_path: Path, writer: Index) -> None:
    """The lock holds between processes, and the message comes as one sentence."""
    code = "import pathlib, sys, search.index as i; i.open_embedded(pathlib.Path(sys.argv[1]), writable=True)"
    command = [sys.executable, "-c", code, str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "another process is writing to the search index" in told.stderr
    assert writer.cursor() == 16


def test_an_index_that_was_removed_starts_again(tmp_path: Path, shelf: list[Document]) -> None:
    """Removing the folder is a way to drop the index: the cursor is 0 and everything can be applied again."""
    index = open_embedded(tmp_path, writable=True)
    index.apply(shelf, 16)
    index.close()
    subprocess.run(["rm", "-r", str(tmp_path / f"embedded-v{VERSION}")], check=True)  # noqa: S607 - of the system
    again = open_embedded(tmp_path, writable=True)
    assert again.cursor() == 0
    again.apply(shelf, 16)
    assert again.count(Everything()) == 16
    again.close()


def test_an_older_schema_is_left_alone_and_the_index_built_anew(tmp_path: Path, shelf: list[Document]) -> None:
    """The folder of another schema version is not read: the new version starts at 0."""
    (tmp_path / "embedded-v0" / "gold").mkdir(parents=True)
    index = open_embedded(tmp_path, writable=True)
    assert index.cursor() == 0
    index.apply(shelf, 16)
    assert index.count(Everything()) == 16
    assert (tmp_path / "embedded-v0" / "gold").is_dir()
    index.close()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garble(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b""), _truncate, _garble],
                         ids=["removed", "emptied", "cut in half", "garbled"])  # fmt: skip
@pytest.mark.parametrize("name", ["meta.json", "*.store", "*.term", "*.idx", "*.fast", "*.pos", "*.fieldnorm",
                                  "rasad.json", "../current"])  # fmt: skip
def test_a_damaged_index_is_never_silently_empty(
    tmp_path: Path, shelf: list[Document], name: str, harm: Callable[[Path], object]
) -> None:
    """Whatever file is lost or damaged: the index still answers rightly, or says that it must be built anew."""
    index = open_embedded(tmp_path, writable=True)
    index.apply(shelf, 16)
    index.close()
    generation = _generation(tmp_path)
    for path in [generation / name] if "*" not in name else sorted(generation.glob(name)):
        harm(path)
    reader = open_embedded(tmp_path, writable=False)
    told = ""
    try:
        result = reader.search(Request(facets=("lang",)))
        found = (result.total, len(result.hits), reader.cursor(), result.facets["lang"][0].count)
    except SearchError as error:
        told = str(error)
    assert "rasad index --rebuild" in told or found == (16, 16, 16, 7)


@pytest.mark.parametrize("name", ["meta.json", "rasad.json", "../current"])
def test_a_damaged_index_can_be_rebuilt(tmp_path: Path, shelf: list[Document], name: str) -> None:
    """Building anew needs nothing of the damaged files."""
    index = open_embedded(tmp_path, writable=True)
    index.apply(shelf, 16)
    index.close()
    (_generation(tmp_path) / name).write_bytes(b"\xff{")
    index = open_embedded(tmp_path, writable=True)
    with pytest.raises(SearchError, match="rasad index --rebuild"):
        index.cursor()
    index.rebuild([(shelf, 16)])
    assert (index.cursor(), index.count(Everything())) == (16, 16)
    index.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file in the way of the folder is said in one sentence."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(SearchError, match="cannot be written"):
        open_embedded(tmp_path / "file", writable=True)


def _write_for_ever(folder: Path, shelf: list[Document]) -> None:
    index = open_embedded(folder, writable=True)
    number = index.cursor()
    while True:
        batch = [
            replace(one, article=replace(one.article, id=f"{one.article.id}-{number % 40}"), seq=number + place)
            for place, one in enumerate(shelf, 1)
        ]
        number += len(shelf)
        index.apply(batch, number)


@pytest.mark.parametrize("seed", [1, 2])
def test_killing_the_writer_loses_nothing_that_was_acknowledged(
    tmp_path: Path, shelf: list[Document], seed: int
) -> None:
    """After kill -9 at random moments the index opens, its cursor never goes back, and nothing is double."""
    chance = random.Random(seed)
    context = multiprocessing.get_context("fork")
    reached = 0
    for _ in range(5):
        process = context.Process(target=_write_for_ever, args=(tmp_path, shelf))
        process.start()
        time.sleep(0.15 + chance.random() * 0.3)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        reader = open_embedded(tmp_path, writable=False)
        assert reader.cursor() >= reached
        reached = reader.cursor()
        entries = [entry.id for entry in reader.entries()]
        assert len(entries) == len(set(entries)) == reader.count(Everything())
        reader.close()
    index = open_embedded(tmp_path, writable=True)
    index.rebuild([(shelf, 16)])
    assert differences(index, shelf).count == 0
    index.close()


def test_tantivy_panics_are_said_like_errors(tmp_path: Path) -> None:
    """A panic of the engine is no exception to Python; the user gets a sentence all the same."""
    from search.embedded_files import problems  # noqa: PLC0415 - only this test

    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(SearchError, match="could not be read"), problems(tmp_path):
        raise panic("called `Option::unwrap()` on a `None` value")
    with pytest.raises(KeyboardInterrupt), problems(tmp_path):
        raise KeyboardInterrupt
    with pytest.raises(SearchError, match="disk of the search index"), problems(tmp_path, "written"):
        raise OSError(28, "No space left on device")
    with pytest.raises(SearchError, match="another process"), problems(tmp_path, "written"):
        raise ValueError("Failed to acquire Lockfile: LockBusy.")


def test_old_moments_are_let_go(writer: Index, shelf: list[Document]) -> None:
    """A reader that turns a page after many commits goes on in the newest index without a fault."""
    first = writer.search(Request(query=Words(("yatırım",)), size=1))
    for number in range(17, 25):
        writer.apply([replace(shelf[5], seq=number)], number)
        writer.search(Request())
    second = writer.search(Request(query=Words(("yatırım",)), size=1, cursor=first.next))
    assert {first.hits[0].id, second.hits[0].id} == {"yatirim", "yatirim-kopya"}
