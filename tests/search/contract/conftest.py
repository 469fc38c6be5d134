"""The engines under the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

import pytest

from search.index import Index, open_embedded

if TYPE_CHECKING:
    from pipelines.records import Document

Open: TypeAlias = Callable[[str], Index]


@pytest.fixture(scope="session")
def open_index(kinds: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Open an empty index of a name in one engine; all of them are closed at the end."""
    opened: list[Index] = []

    def open_named(name: str) -> Index:
        index = open_embedded(tmp_path_factory.mktemp(name), writable=True, kinds=kinds)
        opened.append(index)
        return index

    yield open_named
    for index in opened:
        index.close()


@pytest.fixture(scope="session")
def library(open_index: Open, documents: dict[str, Document]) -> Index:
    """The engine with the whole library in it."""
    index = open_index("library")
    shelf = list(documents.values())
    index.apply(shelf[:10], 10)
    index.apply(shelf[10:], len(shelf))
    return index
