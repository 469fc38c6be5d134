"""Comparing an index with the archive, article by article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.schema import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.records import Document
    from search.index import Index

_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Ids of articles that the index lacks, holds in another state, or holds although the archive does not."""

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """The number of articles that differ."""
        return len(self.missing) + len(self.stale) + len(self.surplus)


def differences(index: Index, documents: Iterable[Document]) -> Differences:
    """Compare an index with all documents that should be in it, by id and digest."""
    held = {entry.id: entry.digest for entry in index.entries()}
    missing, stale = [], []
    for document in documents:
        found = held.pop(document.article.id, None)
        if found is None:
            missing.append(document.article.id)
        elif found != digest(document):
            stale.append(document.article.id)
    return Differences(missing=tuple(missing), stale=tuple(stale), surplus=tuple(sorted(held)))


def repair(index: Index, found: Differences, documents: Sequence[Document]) -> int:
    """Put right what differs; the cursor stays where it is.

    Args:
        index: the index to repair.
        found: what differs.
        documents: the archive's documents of the missing and stale ids.

    Returns:
        The number of articles that were written or removed.
    """
    cursor = index.cursor()
    for start in range(0, len(documents), _BATCH):
        index.apply(documents[start : start + _BATCH], cursor)
    if found.surplus:
        index.delete(found.surplus)
    return len(documents) + len(found.surplus)
