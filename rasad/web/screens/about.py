"""What this is, how far it goes, what keys there are, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipelines.archive import documents
from rasad.web.menu import Entry
from rasad.web.page import ReaderOf, render

if TYPE_CHECKING:
    from pipelines.archive.store import Archive
    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)
MENU = Entry(90, "about", "about")

# Paragraphs of the texts: ``about_1`` and so on.
PARAGRAPHS, LIMITS = range(1, 4), range(1, 7)


@router.get("/about", response_class=HTMLResponse)
def about(request: Request, reader: ReaderOf) -> HTMLResponse:
    """Show what the desk is and where its limits are."""
    with reader.desk.archive() as archive:
        figures = _figures(reader, archive)
    return render(
        request,
        reader,
        "about.html",
        paragraphs=[reader.words(f"about_{number}") for number in PARAGRAPHS],
        limits=[reader.words(f"limit_{number}") for number in LIMITS],
        figures=figures,
    )


def _figures(reader: Reader, archive: Archive) -> list[tuple[str, str]]:
    labels = reader.desk.labels
    total = archive.connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    counts = {
        "articles": total,
        "changes": documents.last_change(archive),
        "sources": len(reader.desk.setup.catalogue.sources),
        "topics": len(labels.topics),
        "organisations": len(labels.register),
        "event_types": len(labels.events),
    }
    return [(reader.words(f"count_{name}"), reader.number(count)) for name, count in counts.items()]
