"""Rows made by several processes at once, for building a whole index; a few articles are not worth starting them."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Self, TypeAlias

from pipelines.text import LANGUAGES
from search.schema import Pieces, Texts, analyse, pieces_of, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from pipelines.records import Document
    from search.schema import Row

# Starting a process and loading its lexicons takes about as long as the analysis of so many articles.
WORTHWHILE = 1500
# Articles sent to a process together: enough that sending costs nothing, few enough that memory stays small.
_TOGETHER = 300
# Groups of articles that are on their way at a time.
_AHEAD = 6


_Work: TypeAlias = "Mapping[str, Future[list[Texts]]]"


class Crew:
    """Makes rows, in order; processes join in once there is enough to do.

    What costs most of an index is language analysis; it is the part that is sent away. Each language has a process of
    its own, since an analysed word is remembered there and costs nothing the second time.
    """

    def __init__(self, kinds: Mapping[str, str], worthwhile: int = WORTHWHILE) -> None:
        self._kinds = kinds
        self._alone = worthwhile
        self._pools: dict[str, ProcessPoolExecutor] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pool in self._pools.values():
            pool.shutdown(cancel_futures=True)

    def rows(self, documents: Iterable[Document]) -> Iterator[Row]:
        """Give the row of each document."""
        rest = iter(documents)
        for document in islice(rest, self._alone):
            self._alone -= 1
            yield row(document, self._kinds)
        waiting: deque[tuple[Sequence[Document], _Work]] = deque()
        while chunk := list(islice(rest, _TOGETHER)):
            waiting.append((chunk, self._send(chunk)))
            if len(waiting) > _AHEAD:
                yield from self._received(*waiting.popleft())
        while waiting:
            yield from self._received(*waiting.popleft())

    def _send(self, documents: Sequence[Document]) -> _Work:
        by_language: dict[str, list[Pieces]] = {}
        for document in documents:
            by_language.setdefault(document.article.language, []).append(pieces_of(document))
        try:
            return {language: self._pool(language).submit(_analyse_all, all_) for language, all_ in by_language.items()}
        except BrokenProcessPool:
            return {}

    def _pool(self, language: str) -> ProcessPoolExecutor:
        name = language if language in LANGUAGES else ""
        if name not in self._pools:
            # A fork would copy the threads of the writer; a fresh interpreter has none.
            self._pools[name] = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        return self._pools[name]

    def _received(self, documents: Sequence[Document], work: _Work) -> Iterator[Row]:
        """Put together what came back; a group whose process has died is analysed here."""
        texts: dict[str, Iterator[Texts]] = {}
        for language, future in work.items():
            with suppress(BrokenProcessPool):
                texts[language] = iter(future.result())
        for document in documents:
            known = texts.get(document.article.language)
            yield row(document, self._kinds, next(known) if known else None)


class Reached:
    """The documents of batches one after the other; ``cursor`` is that of the last batch begun."""

    def __init__(self, batches: Iterable[tuple[Sequence[Document], int]]) -> None:
        self._batches = batches
        self.cursor = 0

    def __iter__(self) -> Iterator[Document]:
        for documents, cursor in self._batches:
            self.cursor = cursor
            yield from documents


def _analyse_all(pieces: Sequence[Pieces]) -> list[Texts]:
    return [analyse(one) for one in pieces]
