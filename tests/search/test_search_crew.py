"""Rows made by several processes are those that one process makes, in the same order."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from benchmarks.zipf import KINDS, documents
from search.crew import Crew, Reached
from search.schema import row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.records import Document

MANY = 700


def test_processes_make_the_rows_that_one_makes() -> None:
    """Whoever analyses a text, the rows come in the order of the documents and hold the same."""
    made = list(documents(MANY, size=200))
    with Crew(KINDS, worthwhile=50) as crew:
        found = list(crew.rows(made))
    assert found == [row(document, KINDS) for document in made]


def test_few_documents_start_no_process() -> None:
    """A small archive is indexed where it is."""
    with Crew(KINDS) as crew:
        assert len(list(crew.rows(documents(20, size=100)))) == 20
        assert crew._pools == {}


def test_a_process_that_dies_costs_time_and_no_row() -> None:
    """When the processes are killed, their share is analysed here, and so is all that follows."""
    made = list(documents(MANY, size=200))
    with Crew(KINDS, worthwhile=0) as crew:
        rows = crew.rows(_killing(made, crew))
        assert [one.id for one in rows] == [document.article.id for document in made]


def _killing(made: list[Document], crew: Crew) -> Iterator[Document]:
    for number, document in enumerate(made):
        if number == MANY - 50:
            for pool in crew._pools.values():
                for process in list(pool._processes):
                    os.kill(process, signal.SIGKILL)
        yield document


def test_the_cursor_is_that_of_the_last_batch() -> None:
    """What was read of some batches is known afterwards, also when the last batch is empty."""
    reached = Reached([(list(documents(3, size=100)), 3), ([], 9)])
    assert len(list(reached)) == 3
    assert reached.cursor == 9
