"""Searching as people do: a text in, hits with snippets, named facets and what was ignored out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from pipelines.urls import article_id
from rasad.calendars import moment_text
from rasad.labels import Labels
from rasad.periods import filled
from rasad.reasons import Reasons, reasons
from rasad.vocabulary import RegisterVocabulary
from search.discovery import correct
from search.index import Request, Result, Sort
from search.jsonview import to_json
from search.nodes import Keyword, KeywordField
from search.printer import to_text
from search.problems import Ignored, Parsed
from search.query import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from types import TracebackType
    from typing import Any

    from pipelines.records import Document
    from rasad.setup import Setup
    from search.index import FacetCount, Hit, Index

# More values than a facet has; the widest is the day of publication.
ALL_VALUES = 20_000
FACETS = ("topic", "org", "event", "source", "country", "lang", "month")
FACET_SIZE = 20
# Articles with rare words in common that are looked at; those of the same story or without a common tag are not given.
LOOKED_AT = 20


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

    @property
    def vocabulary(self) -> RegisterVocabulary:
        """What the names in a query mean."""
        return self._vocabulary

    def parse(self, query: str) -> Parsed:
        """Read a text in the query language, as of the desk's present day."""
        today = self.setup.now.astimezone(ZoneInfo(self.setup.config.desk.zone)).date()
        return parse(query, today=today, vocabulary=self._vocabulary)

    def find(
        self,
        query: str,
        *,
        filters: Mapping[str, tuple[str, ...]] | None = None,
        sort: str = "relevance",
        size: int = 20,
        cursor: str | None = None,
        stories: bool = False,
        facets: bool | tuple[str, ...] = True,
    ) -> Answer:
        """Answer a query in the query language; bad syntax never raises but is reported in ``ignored``.

        With ``facets`` the usual ones are counted, or those that are named.
        """
        parsed = self.parse(query)
        request = Request(
            query=parsed.query,
            filters=filters or {},
            sort=Sort(sort),
            size=size,
            cursor=cursor,
            facets=(FACETS if facets else ()) if isinstance(facets, bool) else facets,
            facet_size=FACET_SIZE,
            stories=stories,
        )
        return Answer(self.index.search(request), parsed.ignored)

    def spread(
        self, query: str, filters: Mapping[str, tuple[str, ...]], facets: tuple[str, ...]
    ) -> Mapping[str, tuple[FacetCount, ...]]:
        """Count what a query finds by facets, all values of each, such as weeks."""
        asked = Request(
            query=self.parse(query).query, filters=filters, size=1, facets=facets, facet_size=ALL_VALUES,
            highlight=False,
        )  # fmt: skip
        return self.index.search(asked).facets

    def periods(self, query: str, filters: Mapping[str, tuple[str, ...]], period: str) -> dict[str, int]:
        """Count what a query finds by day, week, month or jalali_month, in the order of time and without gaps."""
        counts = self.spread(query, filters, (period,))[period]
        return filled(period, {one.value: one.count for one in counts if one.value and one.count})

    def meant(self, query: str) -> str | None:
        """Give a query whose unknown words are spelt as the index has them; ``None`` where nothing is alike."""
        corrected = correct(self.index, self.parse(query).query)
        return to_text(corrected) if corrected is not None else None

    def reasons(self, query: str, hit: Hit) -> Reasons:
        """Say why a query finds an article."""
        return reasons(self.index, self.parse(query).query, hit, self.setup.now)

    def reasons_of(self, query: str, id_: str) -> Reasons | None:
        """Say why a query finds the article of an id; ``None`` where the index has none."""
        itself = Request(query=Keyword(KeywordField.ID, (id_,)), size=1)
        return next((self.reasons(query, hit) for hit in self.index.search(itself).hits), None)

    def similar(self, document: Document, size: int, without: Collection[str] = ()) -> list[Hit]:
        """Give articles of other stories that share rare words and a tag with one.

        Words alone would also bring what only sounds alike; ``without`` are ids that are known already.
        """
        tags = _tags(document)
        found = self.index.similar(document.article.id, max(LOOKED_AT, 2 * size))
        others = (hit for hit in found if hit.document.story != document.story and hit.id not in without)
        return [hit for hit in others if tags & _tags(hit.document)][:size]

    def to_json(self, answer: Answer, language: str) -> dict[str, Any]:
        """Give an answer as the documented JSON object, facet values named in ``language``."""
        return to_json(answer.result, lambda facet, value: self.labels.facet(facet, value, language), answer.ignored)

    def lines(self, hit: Hit) -> Iterator[str]:
        """Give a hit as lines for a terminal: title, source with date and address, passage."""
        desk, article = self.setup.config.desk, hit.document.article
        when = moment_text(article.published, "en", desk.zone)
        yield article.title
        facts = (self.labels.source(article.source), when, readable(article.url))
        yield "  " + "  ".join(fact for fact in facts if fact)
        if hit.snippet.text:
            yield "  " + " ".join(hit.snippet.text.split())

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def readable(url: str) -> str:
    """Write an address with its letters instead of their codes, where it stays the same address and one word."""
    try:
        written = unquote(url, errors="strict")
    except UnicodeDecodeError:
        return url
    plain = all(letter.isprintable() and not letter.isspace() for letter in written)
    return written if plain and article_id(written) == article_id(url) else url


def _tags(document: Document) -> set[str]:
    organisations = (one.id for one in document.organisations if one.id)
    return {*(topic.id for topic in document.topics), *organisations}
