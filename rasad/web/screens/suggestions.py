"""What may be meant while one is still typing: organisations, topics and titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from pipelines.text import keys
from rasad.web.page import ReaderOf, fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)

LONGEST = 80
SHORTEST = 2
TITLES = 5
NAMED = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that can be taken over, and what it means."""

    query: str
    label: str


@router.get("/suggestions", response_class=HTMLResponse)
def suggestions(reader: ReaderOf, q: Annotated[str, Query()] = "") -> HTMLResponse:
    """Give the options of the search box."""
    typed = " ".join(q[:LONGEST].split())
    found = list(_suggested(reader, typed)) if len(typed) >= SHORTEST and ":" not in typed else []
    return fragment(reader, "suggestions.html", suggestions=found)


def _suggested(reader: Reader, typed: str) -> Iterator[Suggestion]:
    labels, language = reader.desk.labels, reader.language
    for id_ in labels.beginning(typed, language, NAMED):
        name = labels.organisation(id_, language)
        yield Suggestion(f'org:"{name}"', f"{reader.words('facet_org')}: {name}")
    begun = _folded(typed, language)
    topics = (
        (id_, title) for id_, title in labels.topics.labels(language).items() if begun in _folded(title, language)
    )
    for id_, title in list(topics)[:NAMED]:
        yield Suggestion(f"topic:{id_}", f"{reader.words('facet_topic')}: {title}")
    for title in reader.desk.titles(typed, TITLES):
        yield Suggestion(title, title)


def _folded(text: str, language: str) -> str:
    return " ".join(keys(text, language)[0])
