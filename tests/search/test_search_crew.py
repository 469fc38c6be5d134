"""Rows made by several processes are those that one process makes, in the same order."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from benchmarks.material.zipf import KINDS, documents
from pipelines.errors import ArchiveError
from search.crew import Crew
from search.schema import row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.records import Document
    from search.words import Word

MANY = 1200


@dataclass(frozen=True)
class Readable:
    """Documents that are made where they are read, as those of an archive are."""

    size: int
    wrong: bool = False

    def __length_hint__(self) -> int:
        """Give the number of documents."""
        return self.size

    def __iter__(self) -> Iterator[Document]:
        """Make the documents."""
        if self.wrong:
            raise ArchiveError("The archive is damaged.")
        return iter(documents(self.size, size=50))


def test_processes_make_the_rows_that_one_makes() -> None:
    """Whoever analyses a text, the rows come in the order of the documents and hold the same."""
    made = list(documents(MANY, size=200))
    batches = [(made[start:end], end) for start, end in pairwise([0, 30, 700, MANY])]
    with Crew(KINDS, worthwhile=50) as crew:
        found = list(crew.rows(batches))
        assert crew.helpers
    assert found == [row(document, KINDS) for document in made]


@dataclass(frozen=True)
class Signed:
    """One document that says which process has read it."""

    def __length_hint__(self) -> int:
        """Give the number of documents."""
        return 1

    def __iter__(self) -> Iterator[Document]:
        """Give the document, whose title is the number of the process."""
        for document in documents(1, size=50):
            yield replace(document, article=replace(document.article, title=str(os.getpid())))


def test_every_process_makes_rows() -> None:
    """This process is not idle while others work, and none of the others is."""
    with Crew(KINDS, worthwhile=0) as crew:
        makers = {made.title for made in crew.rows((Signed(), number) for number in range(300))}
        others = {str(process) for helper in crew.helpers for process in helper.pool._processes}
    assert makers == others | {str(os.getpid())}


def test_words_are_told_to_all() -> None:
    """What another process analyses is kept and known here, so that it need not be analysed again."""
    kept: list[Word] = []
    made = list(documents(MANY, seed=5, size=3000))
    with Crew(KINDS, worthwhile=0, learnt=kept.extend) as crew:
        rows = list(crew.rows((made[start : start + 100], start) for start in range(0, MANY, 100)))
    assert rows == [row(document, KINDS) for document in made]
    pieces = [(word.language, word.piece) for word in kept]
    assert len(set(pieces)) > 5000
    # Two processes that learn apart meet most of these words twice.
    assert len(pieces) < 1.6 * len(set(pieces))


def test_few_documents_start_no_process() -> None:
    """A small archive is indexed where it is."""
    with Crew(KINDS) as crew:
        assert len(list(crew.rows([(list(documents(20, size=100)), 20), (Readable(30), 50)]))) == 50
        assert not crew.helpers


def test_an_archive_is_read_by_the_process_that_analyses() -> None:
    """Only where the documents are is sent, and their rows come back in order."""
    with Crew(KINDS, worthwhile=10) as crew:
        rows = list(crew.rows((Readable(size), size) for size in (40, 60)))
        assert crew.helpers
    assert rows == [row(document, KINDS) for size in (40, 60) for document in documents(size, size=50)]


def test_what_cannot_be_read_there_fails_here() -> None:
    """An archive that another process finds damaged is no index of fewer articles."""
    with Crew(KINDS, worthwhile=10) as crew, pytest.raises(ArchiveError, match="damaged"):
        list(crew.rows([(Readable(20), 20), (Readable(20, wrong=True), 40)]))


def test_a_process_that_dies_costs_time_and_no_row() -> None:
    """When the processes are killed, their share is analysed here, and so is all that follows."""
    made = list(documents(MANY, size=200))
    with Crew(KINDS, worthwhile=0) as crew:
        rows = crew.rows(_killing(made, crew))
        assert [one.id for one in rows] == [document.article.id for document in made]
        assert not any(helper.send(made[:5]) for helper in crew.helpers)
        assert all(helper.load() for helper in crew.helpers)


def _killing(made: list[Document], crew: Crew) -> Iterator[tuple[list[Document], int]]:
    for start in range(0, MANY, 100):
        if start == MANY - 200:
            for process in [process for helper in crew.helpers for process in helper.pool._processes]:
                os.kill(process, signal.SIGKILL)
        yield made[start : start + 100], start + 100


def test_the_cursor_is_that_of_the_last_batch() -> None:
    """What was read of some batches is known afterwards, also when the last batch is empty."""
    with Crew(KINDS) as crew:
        assert len(list(crew.rows([(list(documents(3, size=100)), 3), ([], 9)]))) == 3
        assert crew.cursor == 9
