"""Rows made by other processes and by this one while it writes, for building a whole index."""

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
from typing import TYPE_CHECKING, NamedTuple, Self

from search.lexicon import lexicon
from search.schema import row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from types import TracebackType

    from pipelines.records import Document
    from search.schema import Row
    from search.words import Word

# Starting a process and loading its lexicons takes about as long as the rows of so many articles.
WORTHWHILE = 1500
# Articles of a list that are sent together: enough that sending costs nothing, few enough that memory stays small.
_TOGETHER = 250
# Groups of articles that a process has before it, so that it is never without work.
_AHEAD = 2
# Groups that may be ready while the first one is awaited.
_MOST_WAITING = 8


class _Made(NamedTuple):
    """Rows and the words that were analysed for them."""

    rows: list[Row]
    news: list[Word]


class Crew:
    """Makes the rows of batches, in order; ``cursor`` is that of the last batch begun.

    Rows cost about as much as writing them. There is a helper for each core but one, and this process makes rows, too,
    whenever all helpers have enough before them, so that no core is ever idle. What one of them learns of words is
    told to all others.
    """

    def __init__(
        self,
        kinds: Mapping[str, str],
        worthwhile: int = WORTHWHILE,
        *,
        learnt: Callable[[list[Word]], None] | None = None,
    ) -> None:
        self.cursor = 0
        self.helpers: list[Helper] = []
        self._learnt = learnt
        self._kinds = dict(kinds)
        self._worthwhile = worthwhile

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for helper in self.helpers:
            helper.dismiss()

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
            yield from self._make(group)

    def _groups(self, batches: Iterable[tuple[Iterable[Document], int]]) -> Iterator[Iterable[Document]]:
        for batch, cursor in batches:
            self.cursor = cursor
            if isinstance(batch, Sequence):
                yield from (batch[start : start + _TOGETHER] for start in range(0, len(batch), _TOGETHER))
            else:
                yield batch

    def _shared(self, groups: Iterable[Iterable[Document]]) -> Iterator[Row]:
        self.helpers = [Helper(self._kinds) for _ in range(max(1, (os.cpu_count() or 1) - 1))]
        waiting: deque[list[Row] | _Sent] = deque()
        for group in groups:
            self._listen(waiting)
            helper = min(self.helpers, key=Helper.load)
            sent = helper.send(group) if helper.load() < _AHEAD else None
            waiting.append(sent or self._make(group))
            while waiting and (_ready(waiting[0]) or len(waiting) > _MOST_WAITING + len(self.helpers)):
                yield from self._received(waiting.popleft())
        while waiting:
            yield from self._received(waiting.popleft())

    def _listen(self, waiting: deque[list[Row] | _Sent]) -> None:
        """Take what has come back meanwhile, so that no word is analysed twice without need."""
        for place, made in enumerate(waiting):
            if isinstance(made, _Sent) and made.answer.done():
                waiting[place] = self._received(made)

    def _received(self, made: list[Row] | _Sent) -> list[Row]:
        """Wait for what comes back; a group whose process has died is made here."""
        if isinstance(made, list):
            return made
        with suppress(BrokenProcessPool):
            rows, news = made.answer.result()
            lexicon().learn(news)
            self._tell(news, made.helper)
            return rows
        return self._make(made.group)

    def _make(self, group: Iterable[Document]) -> list[Row]:
        rows = [row(document, self._kinds) for document in group]
        self._tell(lexicon().news())
        return rows

    def _tell(self, news: list[Word], teller: Helper | None = None) -> None:
        """Hand on what was learnt of words."""
        if not news:
            return
        for helper in self.helpers:
            if helper is not teller:
                helper.hear(news)
        if self._learnt is not None:
            self._learnt(news)


class Helper:
    """Another process that makes rows."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        # A fork would copy the threads of the writer; a fresh interpreter has none.
        self.pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        self._kinds = kinds
        self._answers: deque[Future[_Made]] = deque()
        self._untold: list[Word] = []
        self._dead = False

    def load(self) -> int:
        """Give the number of groups that it has before it; one that has died takes none."""
        while self._answers and self._answers[0].done():
            self._answers.popleft()
        return _AHEAD if self._dead else len(self._answers)

    def hear(self, news: list[Word]) -> None:
        """Let it know with the next group what others have learnt."""
        self._untold += news

    def send(self, group: Iterable[Document]) -> _Sent | None:
        """Have the rows of a group made there, if the process lives."""
        told, self._untold = self._untold, []
        try:
            answer = self.pool.submit(_work, group, self._kinds, told)
        except BrokenProcessPool:
            self._dead = True
            return None
        self._answers.append(answer)
        return _Sent(self, group, answer)

    def dismiss(self) -> None:
        """End the process."""
        self.pool.shutdown(cancel_futures=True)


class _Sent(NamedTuple):
    helper: Helper
    group: Iterable[Document]
    answer: Future[_Made]


def _ready(made: list[Row] | _Sent) -> bool:
    return isinstance(made, list) or made.answer.done()


def _work(group: Iterable[Document], kinds: Mapping[str, str], told: list[Word]) -> _Made:
    """Make rows in another process."""
    words = lexicon()
    words.learn(told)
    return _Made([row(document, kinds) for document in group], words.news())
