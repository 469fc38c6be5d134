"""Calls of Turkish bodies: open ones with the nearest deadline first, past ones apart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rasad.reports.build import Lines
from rasad.reports.happenings import last_day, open_calls
from rasad.web.happenings import told
from rasad.web.menu import Entry
from rasad.web.page import ReaderOf, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.archive.store import Archive
    from pipelines.records import Document
    from rasad.reports.issue import Happening
    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)
MENU = Entry(40, "calls", "calls")

# A call stays open for months; one announced longer ago than this has closed or was extended by a new article.
QUERY = "event:call published:last-26-weeks"
MOST = 2000
STRIDE = 200
# Calls shown on the screen; the search has all.
OPEN, PAST = 100, 30
# Every call with a deadline is open at this instant.
EVER = datetime(1, 1, 1, tzinfo=UTC)


@router.get("/calls", response_class=HTMLResponse)
def show(request: Request, reader: ReaderOf) -> HTMLResponse:
    """Show calls with their deadlines."""
    with reader.desk.archive() as archive:
        found = _calls(reader, archive)
    today = reader.desk.today.isoformat()
    still = [call for call in found if _deadline(call) >= today]
    past = [call for call in reversed(found) if _deadline(call) < today]
    return render(
        request,
        reader,
        "calls.html",
        still=[told(reader, call) for call in still[:OPEN]],
        past=[told(reader, call) for call in past[:PAST]],
        search=reader.link(event="call"),
    )


def open_now(reader: Reader, archive: Archive) -> list[Happening]:
    """Give the calls that are still open, the nearest deadline first."""
    today = reader.desk.today.isoformat()
    return [call for call in _calls(reader, archive) if _deadline(call) >= today]


def _calls(reader: Reader, archive: Archive) -> list[Happening]:
    return open_calls(_documents(reader), EVER, Lines(archive, reader.desk.setup).line)


def _documents(reader: Reader) -> Iterator[Document]:
    cursor: str | None = None
    for _ in range(MOST // STRIDE):
        answer = reader.desk.find(QUERY, sort="-date", size=STRIDE, cursor=cursor, facets=False)
        yield from (hit.document for hit in answer.result.hits)
        cursor = answer.result.next
        if cursor is None:
            return


def _deadline(call: Happening) -> str:
    return last_day(call.deadline) or ""
