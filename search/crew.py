"""Rows made by other processes while this one writes, for building a whole index; a few articles are made here."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain
from operator import length_hint
from typing import TYPE_CHECKING, Self, TypeAlias

from search.schema import row
from search.words import learner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from types import TracebackType

    from pipelines.records import Document
    from search.schema import Row
    from search.words import Word

    _Made: TypeAlias = tuple[list[Row], list[Word]]

# Starting a process and loading its lexicons takes about as long as the rows of so many articles.
WORTHWHILE = 1500
# Articles of a list that are sent together: enough that sending costs nothing, few enough that memory stays small.
_TOGETHER = 500
# Groups of articles that wait beside those in the making, so that no process is ever without work.
_AHEAD = 2


class Crew:
    """Makes the rows of batches, in order; ``cursor`` is that of the last batch begun.

    Rows cost more than writing them does. One core is left for the writer; a process remembers the words it has
    analysed, so that of several on a small machine each would learn the same words again.
    """

    def __init__(
        self,
        kinds: Mapping[str, str],
        worthwhile: int = WORTHWHILE,
        *,
        learnt: Callable[[list[Word]], None] | None = None,
    ) -> None:
        self.cursor = 0
        self._learnt = learnt
        self._kinds = dict(kinds)
        self._worthwhile = worthwhile
        self._size = max(1, (os.cpu_count() or 1) - 1)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def rows(self, batches: Iterable[tuple[Iterable[Document], int]]) -> Iterator[Row]:
        """Give the row of each document; a batch other than a list is read by the process that gets it."""
        groups = self._groups(batches)
        first: list[Iterable[Document]] = []
        known = 0
        for group in groups:
            first.append(group)
            known += length_hint(group)
            if known >= self._worthwhile:
                yield from self._shared(chain(first, groups))
                return
        for group in first:
            yield from self._told(self._made(group))

    def _groups(self, batches: Iterable[tuple[Iterable[Document], int]]) -> Iterator[Iterable[Document]]:
        for batch, cursor in batches:
            self.cursor = cursor
            if isinstance(batch, Sequence):
                yield from (batch[start : start + _TOGETHER] for start in range(0, len(batch), _TOGETHER))
            else:
                yield batch

    def _shared(self, groups: Iterable[Iterable[Document]]) -> Iterator[Row]:
        # A fork would copy the threads of the writer; a fresh interpreter has none.
        self._pool = ProcessPoolExecutor(self._size, mp_context=multiprocessing.get_context("spawn"))
        waiting: deque[tuple[Iterable[Document], Future[_Made] | None]] = deque()
        for group in groups:
            waiting.append((group, self._send(self._pool, group)))
            if len(waiting) > self._size + _AHEAD:
                yield from self._received(*waiting.popleft())
        while waiting:
            yield from self._received(*waiting.popleft())

    def _send(self, pool: ProcessPoolExecutor, group: Iterable[Document]) -> Future[_Made] | None:
        with suppress(BrokenProcessPool):
            return pool.submit(_make, group, self._kinds, tell=self._learnt is not None)
        return None

    def _received(self, group: Iterable[Document], made: Future[_Made] | None) -> list[Row]:
        """Take what came back; a group whose process has died is made here."""
        with suppress(BrokenProcessPool):
            if made is not None:
                return self._told(made.result())
        return self._told(self._made(group))

    def _made(self, group: Iterable[Document]) -> _Made:
        return _make(group, self._kinds, tell=self._learnt is not None)

    def _told(self, made: _Made) -> list[Row]:
        """Hand on what was learnt of words."""
        rows, news = made
        if self._learnt is not None and news:
            self._learnt(news)
        return rows


def _make(group: Iterable[Document], kinds: Mapping[str, str], *, tell: bool) -> _Made:
    rows = [row(document, kinds) for document in group]
    return rows, learner().news() if tell else []
