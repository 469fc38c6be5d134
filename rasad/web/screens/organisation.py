"""An organisation: its names, what it is part of, what it did, and the articles that name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from nlp.events.stories import retold
from rasad.reports.build import Lines
from rasad.reports.happenings import happening
from rasad.texts import LANGUAGES, direction
from rasad.web.addresses import visitable
from rasad.web.cards import Card, Link, hit_card, organisation_link
from rasad.web.charts import Histogram, histogram
from rasad.web.happenings import Told, told
from rasad.web.page import ReaderOf, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.organisations.register import Entry
    from pipelines.records import Document
    from rasad.web.reader import Reader
    from search.index import FacetCount

router = APIRouter(prefix="/{language}", include_in_schema=False)

NEWEST = 12
EVENTS = 12
RELATED = 10
# Names shown of one language; further ones are spellings that only the search needs.
SPELLINGS = 4


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an organisation in one language."""

    language: str
    direction: str
    label: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An organisation as the screen shows it."""

    id: str
    name: str
    facts: tuple[tuple[str, str], ...]
    names: tuple[Names, ...]
    website: str
    parents: tuple[Link, ...]
    children: tuple[Link, ...]
    total: str
    chart: Histogram | None
    events: tuple[Told, ...]
    cards: tuple[Card, ...]
    related: tuple[tuple[Link, str], ...]
    topics: tuple[tuple[Link, str], ...]
    more: str


@router.get("/org/{id:path}", response_class=HTMLResponse)
def organisation(request: Request, reader: ReaderOf, id: str) -> HTMLResponse:  # noqa: A002 -- the record's own name
    """Show an organisation.

    Raises:
        HTTPException: 404, the register has no such organisation.
    """
    entry = reader.desk.labels.register.get(id)
    if entry is None:
        raise HTTPException(404)
    return render(request, reader, "organisation.html", organisation=_shown(reader, entry))


def _shown(reader: Reader, entry: Entry) -> Shown:
    filters = {"org": (entry.id,)}
    answer = reader.desk.find("", filters=filters, sort="-date", size=NEWEST, stories=True, facets=False)
    counts = reader.desk.spread("", filters, ("week", "topic"))
    # The facet of organisations counts without its own selection; as a query the organisation narrows it, too.
    beside = reader.desk.spread(f'org:"{entry.id}"', {}, ("org",))["org"]
    weeks = {one.value: one.count for one in counts["week"]}
    register = reader.desk.labels.register
    return Shown(
        id=entry.id,
        name=register.display_name(entry.id, reader.language),
        facts=tuple(fact for fact in _facts(reader, entry) if fact[1]),
        names=tuple(_names(entry)),
        website=visitable(entry.website) or visitable(f"https://{entry.website}" if entry.website else ""),
        parents=tuple(organisation_link(reader, id_) for id_ in entry.parents),
        children=tuple(organisation_link(reader, one.id) for one in register if entry.id in one.parents),
        total=reader.words("mentions", count=answer.result.total),
        chart=histogram(reader, weeks, lambda facet, value: reader.link(**{"org": entry.id, facet: value})),
        events=tuple(_events(reader, entry.id, [hit.document for hit in answer.result.hits])),
        cards=tuple(hit_card(reader, hit) for hit in answer.result.hits),
        related=tuple(
            (organisation_link(reader, one.value), reader.number(one.count))
            for one in [other for other in beside if other.value != entry.id][:RELATED]
        ),
        topics=tuple(_topic(reader, entry.id, one) for one in counts["topic"][:RELATED]),
        more=reader.link(org=entry.id),
    )


def _facts(reader: Reader, entry: Entry) -> list[tuple[str, str]]:
    words, labels = reader.words, reader.desk.labels
    return [
        (words("kind"), reader.named("org_kind", entry.kind)),
        (words("country"), labels.country(entry.country, reader.language)),
        (words("place"), labels.place(entry.city, reader.language)),
        (words("acronyms"), reader.comma.join(entry.acronyms)),
        (words("former_names"), reader.comma.join(entry.former)),
    ]


def _names(entry: Entry) -> list[Names]:
    return [
        Names(code, direction(code), LANGUAGES[code][0], " · ".join(names[:SPELLINGS]))
        for code, names in entry.names.items()
        if code in LANGUAGES
    ]


def _topic(reader: Reader, id_: str, one: FacetCount) -> tuple[Link, str]:
    label = reader.desk.labels.topic(one.value, reader.language)
    return Link(label, reader.link(org=id_, topic=one.value), "topic"), reader.number(one.count)


def _events(reader: Reader, id_: str, found: Sequence[Document]) -> list[Told]:
    """Give what the organisation took part in, according to the newest articles that name it."""
    with reader.desk.archive() as archive:
        lines = Lines(archive, reader.desk.setup)
        stories = retold(
            (document.story, document, event)
            for document in found
            for event in document.events
            if any(party.organisation == id_ for party in event.parties)
        )
        happenings = [happening(one, lines.line) for one in stories[:EVENTS]]
    return [told(reader, one) for one in happenings]
