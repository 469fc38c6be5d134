"""Any search as a feed: an alert that every feed reader can take."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from fastapi import APIRouter, Request, Response

from rasad.reports.exporters.rss import FORBIDDEN
from rasad.web.facets import Asked
from rasad.web.page import ReaderOf  # noqa: TC001 -- FastAPI reads the annotation

if TYPE_CHECKING:
    from rasad.web.reader import Reader
    from search.index import Hit

router = APIRouter(prefix="/{language}", include_in_schema=False)

ITEMS = 50


@router.get("/feed")
def feed(request: Request, reader: ReaderOf) -> Response:
    """Give the newest articles that a search finds as RSS 2.0."""
    asked = Asked.read(reader, request.query_params.multi_items())
    answer = reader.desk.find(
        asked.text, filters=asked.filters, sort="-date", size=ITEMS, stories=asked.stories, facets=False
    )
    here = str(request.base_url).rstrip("/")
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    chosen = [value for values in asked.filters.values() for value in values]
    named = " · ".join(part for part in (reader.words("name"), asked.text, *chosen) if part)
    for name, text in (("title", named), ("link", here + asked.address()), ("description", reader.words("tagline")),
                       ("language", reader.language)):  # fmt: skip
        SubElement(channel, name).text = text.translate(FORBIDDEN)
    for hit in answer.result.hits:
        _item(channel, reader, hit, here)
    text = tostring(rss, encoding="unicode", xml_declaration=False)
    return Response(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n', media_type="application/rss+xml")


def _item(channel: Element, reader: Reader, hit: Hit, here: str) -> None:
    article = hit.document.article
    item = SubElement(channel, "item")
    where = here + reader.link(f"article/{article.id}")
    for name, text in (("title", article.title), ("link", where), ("description", hit.snippet.text)):
        SubElement(item, name).text = text.translate(FORBIDDEN)
    SubElement(item, "guid", isPermaLink="false").text = article.id
    SubElement(item, "source", url=article.url).text = reader.desk.labels.source(article.source).translate(FORBIDDEN)
    if article.published:
        SubElement(item, "pubDate").text = format_datetime(article.published.local())
