"""What may be meant while one is still typing: organisations, topics and titles."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from pipelines.errors import RasadError
from pipelines.text import keys
from rasad.web.cards import Link
from rasad.web.page import ReaderOf, fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)

LONGEST = 80
_QUOTES = re.compile(r'["“”„‟«»]')
SHORTEST = 2
TITLES = 5
NAMED = 4
# Organisations that begin as typed, of which those that articles name come first.
LOOKED_AT = 100


@router.get("/suggestions", response_class=HTMLResponse)
def suggestions(reader: ReaderOf, q: Annotated[str, Query()] = "") -> HTMLResponse:
    """Give the list below the search box."""
    typed = " ".join(q[:LONGEST].split())
    found: list[Link] = []
    # What is wrong with the index is told by the search itself, not while somebody is typing.
    with suppress(RasadError):
        found.extend(_suggested(reader, typed) if len(typed) >= SHORTEST and ":" not in typed else ())
    return fragment(reader, "suggestions.html", suggestions=found)


def _suggested(reader: Reader, typed: str) -> Iterator[Link]:
    labels, language = reader.desk.labels, reader.language
    counts = {one.value: one.count for one in reader.desk.spread("", {}, ("org",))["org"]}
    begun = sorted(labels.beginning(typed, language, LOOKED_AT), key=lambda id_: -counts.get(id_, 0))
    for id_ in begun[:NAMED]:
        yield Link(labels.organisation(id_, language), reader.link(org=id_), reader.words("facet_org"))
    folded = _folded(typed, language)
    topics = (
        (id_, title) for id_, title in labels.topics.labels(language).items() if folded in _folded(title, language)
    )
    for id_, title in list(topics)[:NAMED]:
        yield Link(title, reader.link(topic=id_), reader.words("facet_topic"))
    for title in reader.desk.titles(typed, TITLES):
        yield Link(title, reader.link(q=f'title:"{_QUOTES.sub(" ", title)}"'))


def _folded(text: str, language: str) -> str:
    return " ".join(keys(text, language)[0])
