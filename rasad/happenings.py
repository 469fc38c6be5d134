"""Events as rows of an export: one a telling, or one a happening with all its tellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.events.stories import retold
from rasad.jsonl import article_json, event_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.records import Document, Event
    from rasad.jsonl import Json

KEYS = ("id", "url", "source", "language", "title", "published")


def event_rows(told: Iterable[tuple[Document, Event]]) -> Iterator[Json]:
    """Give one row for each event of each article, with the article that tells of it."""
    return ({**event_json(event), "article": _article(document)} for document, event in told)


def merged_rows(told: Iterable[tuple[Document, Event]]) -> Iterator[Json]:
    """Give one row for each happening of a story; ``told`` lists its articles, each with the evidence in it."""
    for one in retold((document.story or document.article.id, document, event) for document, event in told):
        first, _ = one.told[0]
        rows = [{**_article(document), "evidence": event_json(event)["evidence"]} for document, event in one.told]
        yield {**event_json(one.event), "article": _article(first), "told": rows}


def _article(document: Document) -> Json:
    return {key: value for key, value in article_json(document.article).items() if key in KEYS}
