"""What an engine can do with clauses; all else is built on it once for both engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipelines.records import Document
    from search.clauses import Clause
    from search.index import Entry, Sort
    from search.reading import Reading


class Place(NamedTuple):
    """A hit of a walk: its score, its unique sort key, the number of its story, where it is, and its rank from 1."""

    score: float
    key: int
    group: int
    address: Any
    rank: int


@dataclass(frozen=True, slots=True)
class Position:
    """A point in a walk, behind a hit with this score, sort key and rank."""

    score: float
    key: int
    rank: int

    def precedes(self, place: Place, sort: Sort) -> bool:
        """Tell whether a hit lies behind this point; scores change with every commit, ranks hardly do."""
        if sort == "relevance":
            return place.rank > self.rank
        return place.key > self.key if sort == "date" else place.key < self.key


@dataclass(frozen=True, slots=True)
class Walk:
    """The next hits of a clause, and how many it has altogether where that was counted."""

    places: tuple[Place, ...]
    total: int | None


class View(Protocol):
    """The index as it was at one moment; ``token`` names the moment, to be found again if it is still held."""

    @property
    def token(self) -> str:
        """The name of the moment."""
        ...

    def count(self, clause: Clause) -> int:
        """Count the articles."""
        ...

    def walk(self, clause: Clause, sort: Sort, after: Position | None, size: int) -> Walk:
        """Give the next hits behind a position; the total comes with the first ones."""
        ...

    def read(self, places: Sequence[Place]) -> Sequence[Document | None]:
        """Read the documents of some hits; one that was removed since is nothing."""
        ...

    def recall(self, readings: Sequence[Reading]) -> None:
        """Let the language layer know the words of texts, as far as it learnt them when they were indexed."""
        ...

    def counts(self, clause: Clause, fields: Sequence[str]) -> Mapping[str, list[tuple[str, int]]]:
        """Count the values of keyword fields over the articles, the most frequent first, then by value."""
        ...

    def groups(self, clause: Clause, groups: Sequence[int]) -> Mapping[int, int]:
        """Count the articles of some stories."""
        ...

    def frequencies(self, field: str, tokens: Sequence[str]) -> Mapping[str, int]:
        """Count the articles that hold each token."""
        ...

    def resembling(self, token: str) -> list[tuple[str, int]]:
        """Give tokens that may be meant by another spelling, with the number of articles of each."""
        ...

    def explain(self, clause: Clause, id: str) -> str:  # noqa: A002 - the record's own name
        """Say how the score of an article comes about; empty if the clause does not find it."""
        ...

    def entries(self) -> Iterator[Entry]:
        """Go through all articles."""
        ...
