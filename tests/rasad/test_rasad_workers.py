"""Worker processes survive what single tasks do to them, and give results in order."""

from __future__ import annotations

import os
import time

import pytest

from rasad.workers import Failure, Workers, batched

BASE: list[int] = []


def start(base: int) -> None:
    """Set a worker up."""
    BASE.append(base)


def task(number: int) -> int:
    """Do what the number says: 3 dies, 4 burns, 5 sleeps, 7 raises, others are added to the base."""
    if number == 3:
        os._exit(9)
    while number == 4:
        pass
    if number == 5:
        time.sleep(60)
    if number == 7:
        raise ValueError("seven")
    return BASE[0] + number


def test_poisoned_tasks_are_named_and_the_rest_is_done() -> None:
    """A death, an endless loop, a sleep and an error fail those tasks alone, and all results come in order."""
    with Workers(2, start, (100,)) as pool:
        done = list(pool.map(task, range(12), 1.0))
    assert [one.task for one in done] == list(range(12))
    failed = {one.task: one.result.kind for one in done if isinstance(one.result, Failure)}
    assert failed == {3: "crashed", 4: "timeout", 5: "timeout", 7: "broken"}
    assert [one.result for one in done if not isinstance(one.result, Failure)] == [
        100 + n for n in range(12) if n not in {3, 4, 5, 7}
    ]


def test_tasks_are_drawn_only_as_fast_as_results_are_taken() -> None:
    """A long list of tasks is never held whole."""
    drawn = 0

    def tasks() -> object:
        nonlocal drawn
        for drawn in range(1, 10_000):  # noqa: B007 -- counts what was drawn
            yield 1

    with Workers(1, start, (0,)) as pool:
        results = pool.map(task, tasks(), 5.0)  # type: ignore[arg-type]  # a generator of ints
        for _ in range(3):
            next(results)
        assert drawn < 50


def test_an_error_outside_stops_the_pool() -> None:
    """When the caller fails, the processes are stopped and the error comes through."""

    def fail() -> None:
        with Workers(1, start, (0,)) as pool:
            next(pool.map(task, [1], 5.0))
            raise RuntimeError("outside")

    with pytest.raises(RuntimeError, match="outside"):
        fail()


def test_batches_keep_order_and_rest() -> None:
    """Items come in groups of the size asked for, the last one shorter."""
    assert list(batched(range(5), 2)) == [(0, 1), (2, 3), (4,)]
    assert list(batched([], 2)) == []
