"""Searching as people do: a text in, hits with snippets, named facets and what was ignored out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from rasad.calendars import moment_text
from rasad.labels import Labels
from rasad.vocabulary import RegisterVocabulary
from search.index import Request, Result, Sort
from search.jsonview import to_json
from search.problems import Ignored
from search.query import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType
    from typing import Any

    from rasad.setup import Setup
    from search.index import Index

FACETS = ("topic", "org", "event", "source", "country", "lang", "month")
FACET_SIZE = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and what of the query was not searched as it was written."""

    result: Result
    ignored: tuple[Ignored, ...]


class Finder:
    """Searches the index of one home; use it as a context manager.

    Raises:
        RasadError: there is no index yet, it is damaged, or the cluster does not answer.
    """

    def __init__(self, setup: Setup, index: Index | None = None) -> None:
        self.setup = setup
        self.labels = Labels(setup)
        self._vocabulary = RegisterVocabulary(self.labels, setup.catalogue.sources)
        self.index = index or setup.index(writable=False)

    def find(
        self,
        query: str,
        *,
        filters: Mapping[str, tuple[str, ...]] | None = None,
        sort: str = "relevance",
        size: int = 20,
        cursor: str | None = None,
        stories: bool = False,
        facets: bool = True,
    ) -> Answer:
        """Answer a query in the query language; bad syntax never raises but is reported in ``ignored``."""
        today = self.setup.now.astimezone(ZoneInfo(self.setup.config.desk.zone)).date()
        parsed = parse(query, today=today, vocabulary=self._vocabulary)
        request = Request(
            query=parsed.query,
            filters=filters or {},
            sort=Sort(sort),
            size=size,
            cursor=cursor,
            facets=FACETS if facets else (),
            facet_size=FACET_SIZE,
            stories=stories,
        )
        return Answer(self.index.search(request), parsed.ignored)

    def to_json(self, answer: Answer, language: str) -> dict[str, Any]:
        """Give an answer as the documented JSON object, facet values named in ``language``."""
        return to_json(answer.result, lambda facet, value: self.labels.facet(facet, value, language), answer.ignored)

    def to_text(self, answer: Answer) -> Iterator[str]:
        """Give an answer as lines for a terminal."""
        desk = self.setup.config.desk
        for hit in answer.result.hits:
            article = hit.document.article
            yield article.title
            when = moment_text(article.published, "en", desk.zone)
            yield "  " + "  ".join(part for part in (self.labels.source(article.source), when, article.url) if part)
            if hit.snippet.text:
                yield "  " + " ".join(hit.snippet.text.split())
            yield ""

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
