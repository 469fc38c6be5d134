"""Why a search found an article: which words stand where, what each counts, and what its age costs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from rasad.reasons import told
from rasad.web.facets import LONGEST
from rasad.web.page import ReaderOf, render

router = APIRouter(prefix="/{language}", include_in_schema=False)


@router.get("/why/{id}", response_class=HTMLResponse)
def why(
    request: Request,
    reader: ReaderOf,
    id: str,  # noqa: A002 -- the record's own name
    q: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """Show the reasons; the list of hits takes them out of this page and shows them in place.

    Raises:
        HTTPException: 404, there is no such article.
    """
    asked = q[:LONGEST]
    found = reader.desk.reasons(asked, id)
    if found is None:
        raise HTTPException(404)
    return render(
        request, reader, "why.html", query=asked, asked=asked, reasons=list(told(found, reader.words)),
        article=reader.link(f"article/{id}"),
    )  # fmt: skip
