"""What may be meant while one is still typing: organisations, topics and titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from rasad.web.cards import Link
from rasad.web.page import ReaderOf, fragment

if TYPE_CHECKING:
    from rasad.suggesting import Suggestion
    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)


@router.get("/suggestions", response_class=HTMLResponse)
def suggestions(reader: ReaderOf, q: Annotated[str, Query()] = "") -> HTMLResponse:
    """Give the list below the search box."""
    found = [_link(reader, one) for one in reader.desk.suggestions(q, reader.language)]
    return fragment(reader, "suggestions.html", suggestions=found)


def _link(reader: Reader, one: Suggestion) -> Link:
    if one.kind == "title":
        return Link(one.label, reader.link(q=one.query))
    return Link(one.label, reader.link(**{one.kind: one.value}), reader.words(f"facet_{one.kind}"))
