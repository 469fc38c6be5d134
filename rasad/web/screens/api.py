"""The JSON API: what the desk shows, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request

from pipelines.archive import documents
from pipelines.archive.copies import chain
from rasad.health import health_json
from rasad.jsonl import document_json, event_json
from rasad.listing import source_json
from rasad.web.facets import Asked
from rasad.web.page import DeskOf  # noqa: TC001 -- FastAPI reads the annotation
from rasad.web.reader import Reader

if TYPE_CHECKING:
    from pipelines.records import Event
    from search.index import Hit

router = APIRouter(prefix="/api/v1", tags=["rasad"])

LARGEST = 100
LARGEST_EVENTS = 500


@router.get("/search")
def search(  # noqa: PLR0913 -- the parameters of the address
    request: Request,
    desk: DeskOf,
    *,
    q: Annotated[str, Query(max_length=1000, description="The query language of the desk.")] = "",
    sort: Annotated[str, Query(pattern="^(relevance|date|-date)$")] = "relevance",
    size: Annotated[int, Query(ge=0, le=LARGEST)] = 20,
    cursor: Annotated[str | None, Query(max_length=1000, description="The `next` of the page before.")] = None,
    stories: Annotated[bool, Query(description="One hit per story.")] = False,
    language: Annotated[str, Query(pattern="^(fa|tr|en)$", description="Language of facet labels.")] = "en",
) -> dict[str, Any]:
    """Search; facets are selected by parameters of their names, such as topic, org, event, source, country, lang."""
    filters = Asked.read(Reader(desk, language), request.query_params.multi_items()).filters
    answer = desk.find(q, filters=filters, sort=sort, size=size, cursor=cursor, stories=stories)
    return desk.to_json(answer, language)


@router.get("/articles/{id}")
def article(desk: DeskOf, id: str) -> dict[str, Any]:  # noqa: A002 -- the record's own name
    """Give an article with all its tags, in the shape of the exports.

    Raises:
        HTTPException: 404, there is no such article.
    """
    with desk.archive() as archive:
        document = documents.get(archive, id)
        if document is None:
            raise HTTPException(404, f"There is no article {id}.")
        return document_json(document, chain(archive, document.original, desk.setup.agencies))


@router.get("/events")
def events(
    desk: DeskOf,
    *,
    q: Annotated[str, Query(max_length=1000, description="Only events of the articles that this finds.")] = "",
    type: Annotated[str, Query(description="Only events of this type.")] = "",  # noqa: A002 -- the name in the address
    interactions: Annotated[bool, Query(description="Only interactions of Iran and Türkiye.")] = False,
    size: Annotated[int, Query(ge=1, le=LARGEST_EVENTS, description="Articles on a page.")] = 100,
    cursor: Annotated[str | None, Query(max_length=1000, description="The `next` of the page before.")] = None,
) -> dict[str, Any]:
    """Give the events of the newest articles, each with the article that holds it."""
    filters = {"event": (type,) if type else (), "is": ("interaction",) if interactions else ()}
    answer = desk.find(q, filters=filters, sort="-date", size=size, cursor=cursor, facets=False)

    def wanted(event: Event) -> bool:
        return type in {"", event.type} and (event.interaction or not interactions)

    found = [_event(hit, event) for hit in answer.result.hits for event in hit.document.events if wanted(event)]
    return {"events": found, "next": answer.result.next}


def _event(hit: Hit, event: Event) -> dict[str, Any]:
    article = hit.document.article
    return {**event_json(event), "article": {"id": article.id, "url": article.url, "title": article.title}}


@router.get("/sources")
def sources(desk: DeskOf) -> list[dict[str, Any]]:
    """Give every source, as `rasad sources list --json` does."""
    return [source_json(source) for source in desk.setup.catalogue.sources.values()]


@router.get("/health")
def health(desk: DeskOf) -> list[dict[str, Any]]:
    """Give the health of every source that was visited, as `rasad health --json` does."""
    with desk.archive() as archive:
        found = desk.health(archive)
    return [health_json(one) for one in found if one.vitals.first is not None]
