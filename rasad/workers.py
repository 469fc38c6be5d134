"""Worker processes that survive a task which crashes, hangs or raises."""

from __future__ import annotations

import math
import multiprocessing
import resource
import signal
import time
from collections import deque
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from pebble import ProcessFuture

Task = TypeVar("Task")
Result = TypeVar("Result")

# Tasks handed out ahead of the one whose result is awaited; bounds memory and keeps every worker busy.
AHEAD_PER_WORKER = 12
# Wall time a task may take, as a multiple of its processor time; only a task that sleeps reaches it.
PATIENCE = 10
# A worker is replaced after so many tasks, so that what a parser leaks never adds up.
TASKS_PER_WORKER = 20_000


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave no result: ``timeout``, ``crashed`` (the process died) or ``broken`` (it raised)."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Finished(Generic[Task, Result]):
    """A task with its result or its failure."""

    task: Task
    result: Result | Failure


TOO_LONG = Failure("timeout", "the page took longer than it may")


class Workers:
    """A pool of processes; use it as a context manager.

    Args:
        count: number of processes.
        start: called once in each new process, with ``arguments``.
        arguments: picklable arguments of ``start``.
    """

    def __init__(self, count: int, start: Callable[..., None], arguments: tuple[object, ...]) -> None:
        self.count = count
        # Forking a process that holds an open index or SQLite connection is unsafe; a fork server holds neither.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["rasad.calm", "rasad.warm"])
        self._pool = ProcessPool(
            max_workers=count,
            max_tasks=TASKS_PER_WORKER,
            initializer=start,
            initargs=arguments,
            context=context,
        )

    def map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], seconds: float
    ) -> Iterator[Finished[Task, Result]]:
        """Run ``function`` over ``tasks`` and give the results in the order of the tasks.

        Args:
            function: a picklable function that runs in a worker.
            tasks: picklable values; drawn only as fast as results are taken.
            seconds: processor time that one task may take; a task that sleeps instead may do so ten times as long.
        """
        waiting: deque[tuple[Task, ProcessFuture[Any]]] = deque()
        for task in tasks:
            waiting.append(
                (task, self._pool.schedule(within, args=(seconds, function, task), timeout=seconds * PATIENCE))
            )
            if len(waiting) >= self.count * AHEAD_PER_WORKER:
                yield _await(*waiting.popleft())
        while waiting:
            yield _await(*waiting.popleft())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()


def within(seconds: float, function: Callable[[Task], Result], task: Task) -> Result:
    """Run a task in a worker; the system ends the process when the task has used its processor time.

    Wall time would punish a page for what else runs on the machine, and a Python timer cannot interrupt a parser
    written in C.
    """
    limit = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    return function(task)


def batched(items: Iterable[Task], size: int) -> Iterator[tuple[Task, ...]]:
    """Give the items in tuples of ``size``, the last one shorter (``itertools.batched`` of Python 3.12)."""
    left = iter(items)
    while batch := tuple(islice(left, size)):
        yield batch


def _await(task: Task, future: ProcessFuture[Any]) -> Finished[Task, Result]:
    try:
        return Finished(task, future.result())
    except TookTooLong:
        return Finished(task, TOO_LONG)
    except ProcessExpired as error:
        if error.exitcode == -signal.SIGXCPU:
            return Finished(task, TOO_LONG)
        return Finished(task, Failure("crashed", f"the worker process died (exit code {error.exitcode})"))
    except Exception as error:  # noqa: BLE001 -- whatever a parser raises for one page is that page's outcome
        return Finished(task, Failure("broken", f"{type(error).__name__}: {error}"))
