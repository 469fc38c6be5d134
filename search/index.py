"""The index as the rest of the product sees it: what it is asked, what it answers, how it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from pipelines.errors import RasadError
from pipelines.records import Document
from search.nodes import Everything, Query

if TYPE_CHECKING:
    from pathlib import Path


# More hits than these are no page; who wants all of them follows the cursor.
LARGEST_PAGE = 1000
EVERYTHING = Everything()
NO_KINDS: Mapping[str, str] = MappingProxyType({})


class SearchError(RasadError):
    """The index cannot be opened, read or written; the text says what to do."""


class Sort(StrEnum):
    """How hits are ordered; articles without a date come last by date, whichever way."""

    RELEVANCE = "relevance"
    NEWEST = "-date"
    OLDEST = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of an index.

    ``filters`` are selected facet values (any of them must hold, and each facet counts without its own selection);
    ``facets`` the facets to count, with the ``facet_size`` most frequent values each; ``cursor`` is the ``next`` of
    the page before; with ``stories`` only the first hit of each story is given.
    """

    query: Query = EVERYTHING
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    size: int = 20
    cursor: str | None = None
    facets: tuple[str, ...] = ()
    facet_size: int = 20
    stories: bool = False
    highlight: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A passage as plain text (to be escaped by who shows it) and the character ranges in it that were asked for."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A found article; ``title`` are the ranges of its title that were asked for, ``others`` counts more of its story.

    ``others`` is 0 unless one hit per story was asked for; it counts articles that match the request, too.
    """

    id: str
    document: Document
    score: float
    snippet: Snippet
    title: tuple[tuple[int, int], ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a facet, the number of matching articles that have it, and whether it is selected."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was found: the number of matching articles (not stories), a page of hits, facets, and the next page."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the index: its id and the digest of the document (``search.schema.digest``)."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to reach an Elasticsearch cluster.

    ``hosts`` are addresses of its nodes (several are best, since any may be away); ``certificates`` is the file of a
    private CA; ``timeout`` the seconds until a request is tried again, ``retries`` times.
    """

    hosts: tuple[str, ...]
    api_key: str | None = None
    user: str | None = None
    password: str | None = None
    certificates: str | None = None
    timeout: float = 30.0
    retries: int = 3


class Index(Protocol):
    """A search engine that holds articles."""

    def cursor(self) -> int:
        """Give the ingest sequence up to which the index is complete; 0 for a new or dropped one."""
        ...

    def apply(self, upserts: Sequence[Document], cursor: int) -> None:
        """Put documents in place of those with the same ids, durably, together with the cursor."""
        ...

    def delete(self, ids: Sequence[str]) -> None:
        """Remove articles; ids that are not there are passed over."""
        ...

    def rebuild(self, batches: Iterable[tuple[Iterable[Document], int]]) -> None:
        """Build the index anew from batches of documents, each with its cursor, beside the old one; then swap them.

        A batch is a list, or else an iterable that can be pickled: it is read where its documents are analysed.
        Searches go on all the while, and what fails in between leaves the old index as it was.
        """
        ...

    def search(self, request: Request) -> Result:
        """Answer a request."""
        ...

    def count(self, query: Query) -> int:
        """Count the articles that a query finds."""
        ...

    def similar(self, id: str, size: int = 10) -> tuple[Hit, ...]:  # noqa: A002 - the record's own name
        """Give other articles that share the rarest words of one; none for an unknown id."""
        ...

    def complete(self, text: str, size: int = 8) -> tuple[str, ...]:
        """Give titles that hold the words typed so far, the last of them perhaps unfinished; newest first."""
        ...

    def spellings(self, word: str, size: int = 5) -> tuple[str, ...]:
        """Give words of the index that resemble one which it does not hold, best first."""
        ...

    def explain(self, query: Query, id: str) -> str:  # noqa: A002 - the record's own name
        """Say how the score of an article comes about, in the words of the engine; empty if it is not found."""
        ...

    def entries(self) -> Iterator[Entry]:
        """Go through all articles of the index, in no order."""
        ...

    def drop(self) -> None:
        """Empty the index and set the cursor to 0, so that the next run builds it anew."""
        ...

    def close(self) -> None:
        """Let go of files and connections; what was applied is kept."""
        ...


def open_embedded(folder: Path, *, writable: bool, kinds: Mapping[str, str] = NO_KINDS) -> Index:
    """Open the index on this machine, in a folder of its own for each version of the schema.

    Args:
        folder: where the indexes lie; it is made if need be.
        writable: whether to write, which one process at a time can.
        kinds: the kind of each source, by source id.

    Raises:
        SearchError: another process writes, or the files are damaged.
    """
    from search.embedded import Embedded  # noqa: PLC0415 - the engine is a heavy import

    return Embedded(folder, writable=writable, kinds=kinds)


def open_elastic(
    access: Access,
    *,
    index: str = "rasad",
    kinds: Mapping[str, str] = NO_KINDS,
    shards: int = 1,
    replicas: str = "0-1",
) -> Index:
    """Open the index on an Elasticsearch cluster; nothing is asked of it before the first call.

    Args:
        access: how to reach the cluster.
        index: the name, to which the version of the schema is added.
        kinds: the kind of each source, by source id.
        shards: primary shards of a new index.
        replicas: copies of each shard of a new index: a number, or a range that follows the number of nodes, of which
            one alone can keep none.
    """
    from search.elastic import Elastic  # noqa: PLC0415 - the client is a heavy import

    return Elastic(access, name=index, kinds=kinds, shards=shards, replicas=replicas)
