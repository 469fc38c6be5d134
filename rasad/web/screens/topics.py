"""The topics: what each one means, and how much there is of it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rasad.web.cards import Link
from rasad.web.menu import Entry
from rasad.web.page import ReaderOf, render

router = APIRouter(prefix="/{language}", include_in_schema=False)
MENU = Entry(55, "topics", "topics")

RECENT = "published:last-28-days"


@dataclass(frozen=True, slots=True)
class Row:
    """A topic: its name, its definition, its articles of the last four weeks and of all time."""

    link: Link
    id: str
    definition: str
    recent: str
    count: str


@router.get("/topics", response_class=HTMLResponse)
def topics(request: Request, reader: ReaderOf) -> HTMLResponse:
    """List all topics, the most frequent first."""
    desk = reader.desk
    counts, recent = (
        {one.value: one.count for one in desk.spread(query, {}, ("topic",))["topic"]} for query in ("", RECENT)
    )
    ordered = sorted(desk.labels.topics, key=lambda one: (-counts.get(one.id, 0), one.title(reader.language)))
    rows = [
        Row(
            Link(one.title(reader.language), reader.link(topic=one.id), "topic"),
            one.id,
            one.content.definition.in_language(reader.language),
            reader.number(recent.get(one.id, 0)),
            reader.number(counts.get(one.id, 0)),
        )
        for one in ordered
    ]
    return render(request, reader, "topics.html", rows=rows)
