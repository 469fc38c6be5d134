"""What Iranian and Turkish sides did together, newest first, to be narrowed by type, stage and month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipelines.archive import documents, stories
from pipelines.errors import UsageError
from rasad.reports.build import Lines
from rasad.reports.happenings import interactions
from rasad.web.facets import Choice
from rasad.web.happenings import Told, told
from rasad.web.menu import Entry
from rasad.web.page import ReaderOf, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.archive.store import Archive
    from pipelines.records import Document
    from rasad.reports.issue import Happening
    from rasad.web.reader import Reader
    from search.index import FacetCount

router = APIRouter(prefix="/{language}", include_in_schema=False)
MENU = Entry(30, "interactions", "interactions")

QUERY = "is:interaction"
STAGES = ("planned", "announced", "signed", "carried-out", "cancelled")
# A page ends behind the article that brings it to this many happenings; so many articles are read for it at most.
PAGE = 40
READ = 400
STRIDE = 20
# Other articles of a story that are read for what they add.
REPORTS = 30


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader narrowed the screen to; empty means all."""

    type: str = ""
    stage: str = ""
    month: str = ""

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The same for the index, which knows no stages."""
        return {name: (value,) for name, value in (("event", self.type), ("month", self.month)) if value}

    def holds(self, happening: Happening) -> bool:
        """Tell whether a happening belongs to what was chosen."""
        return self.type in {"", happening.type} and self.stage in {"", happening.stage}


@dataclass(frozen=True, slots=True)
class Row:
    """Choices side by side, under a name."""

    label: str
    choices: tuple[Choice, ...]


@router.get("/interactions", response_class=HTMLResponse)
def show(
    request: Request,
    reader: ReaderOf,
    type: Annotated[str, Query()] = "",  # noqa: A002 -- the name in the address
    stage: Annotated[str, Query()] = "",
    month: Annotated[str, Query()] = "",
    cursor: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """Show interactions with their evidence."""
    chosen = Chosen(type, stage, month)
    try:
        found, following = _page(reader, chosen, cursor)
    except UsageError:
        cursor = ""
        found, following = _page(reader, chosen, cursor)
    counts = reader.desk.spread(QUERY, chosen.filters, ("event", "month"))
    here = {"type": type, "stage": stage, "month": month}
    return render(
        request,
        reader,
        "interactions.html",
        told=found,
        rows=_rows(reader, here, counts),
        first=reader.link("interactions", **here) if cursor else "",
        next=reader.link("interactions", **here, cursor=following) if following else "",
        search=reader.link(q=QUERY),
    )


def _page(reader: Reader, chosen: Chosen, cursor: str) -> tuple[list[Told], str]:
    """Read articles until a page is full; give it and the cursor of the next one."""
    found: list[Told] = []
    following: str | None = cursor or None
    with reader.desk.archive() as archive:
        lines = Lines(archive, reader.desk.setup)
        for _ in range(READ // STRIDE):
            answer = reader.desk.find(
                QUERY, filters=chosen.filters, sort="-date", size=STRIDE, cursor=following, stories=True, facets=False
            )
            for hit in answer.result.hits:
                found.extend(_told(reader, archive, hit.document, lines, chosen))
            following = answer.result.next
            if following is None or len(found) >= PAGE:
                break
    return found, following or ""


def _told(reader: Reader, archive: Archive, first: Document, lines: Lines, chosen: Chosen) -> Iterator[Told]:
    """Give the happenings of a story, each with what the other articles of the story add to it."""
    story = [article for article in stories.told(archive, first.story) if article.id != first.article.id][:REPORTS]
    others = (documents.get(archive, article.id) for article in story)
    whole = [first, *(one for one in others if one is not None and one.duplicate_of is None)]
    for happening in interactions(whole, lines.line):
        # Others of the story may be of another month than the chosen one.
        if chosen.holds(happening) and (not chosen.month or happening.line.id == first.article.id):
            rest = [article for article in (first.article, *story) if article.id != happening.line.id]
            yield told(reader, happening, rest)


def _rows(reader: Reader, here: Mapping[str, str], counts: Mapping[str, tuple[FacetCount, ...]]) -> tuple[Row, ...]:
    types = {one.value: reader.number(one.count) for one in counts["event"]}
    months = {one.value: reader.number(one.count) for one in sorted(counts["month"], key=lambda one: one.value)[::-1]}
    return (
        _row(reader, here, "type", types),
        _row(reader, here, "stage", dict.fromkeys(STAGES, "")),
        _row(reader, here, "month", dict(list(months.items())[:12])),
    )


def _row(reader: Reader, here: Mapping[str, str], name: str, values: Mapping[str, str]) -> Row:
    choices = [
        Choice(_named(reader, name, value), count, value == here[name],
               reader.link("interactions", **{**here, name: "" if value == here[name] else value}))
        for value, count in values.items()
    ]  # fmt: skip
    return Row(reader.words(f"narrow_{name}"), tuple(choices))


def _named(reader: Reader, name: str, value: str) -> str:
    if name == "stage":
        return reader.named("stage", value)
    return reader.desk.labels.facet("event" if name == "type" else name, value, reader.language)
