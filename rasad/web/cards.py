"""An article as it stands in a list, and the small parts it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rasad.chains import carried
from rasad.texts import direction
from rasad.web.marking import Piece, found

if TYPE_CHECKING:
    from pipelines.records import Document, Moment
    from rasad.reports.issue import Line
    from rasad.web.reader import Reader
    from search.index import Hit

# More chips than these make a list unreadable; the article shows all.
TOPICS = 4
EVENTS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere, or nowhere where ``address`` is empty; ``kind`` names a colour."""

    label: str
    address: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An article in a list.

    ``when`` is the date in both calendars (empty: undated) and ``iso`` the same for machines; ``carried`` says in how
    many outlets the story is; ``badges`` are what to beware of, ``chips`` what it is about; ``why`` leads to why a
    search found it.
    """

    address: str
    title: tuple[Piece, ...]
    language: str
    direction: str
    source: Link
    when: str
    iso: str
    carried: str = ""
    badges: tuple[str, ...] = ()
    snippet: tuple[Piece, ...] = ()
    chips: tuple[Link, ...] = ()
    why: str = ""


def card(reader: Reader, document: Document) -> Card:
    """Show a document without its text."""
    article = document.article
    return Card(
        address=reader.link(f"article/{article.id}"),
        title=found(article.title, ()),
        language=article.language,
        direction=direction(article.language),
        source=source_link(reader, article.source),
        when=reader.when(article.published),
        iso=_iso(article.published),
        badges=tuple(_badges(reader, document)),
        chips=(*_events(reader, document), *_topics(reader, document)),
    )


def hit_card(reader: Reader, hit: Hit, query: str = "") -> Card:
    """Show what a search found, with what it asked for marked in title and snippet; a ``query`` has reasons."""
    carried = reader.words("outlets", count=hit.others + 1) if hit.others else ""
    return replace(
        card(reader, hit.document),
        title=found(hit.document.article.title, hit.title),
        snippet=found(hit.snippet.text, hit.snippet.spans),
        carried=carried,
        why=reader.link(f"why/{hit.id}", q=query) if query else "",
    )


def line_card(reader: Reader, line: Line) -> Card:
    """Show a line of an issue."""
    return Card(
        address=reader.link(f"article/{line.id}"),
        title=found(line.title, ()),
        language=line.language,
        direction=direction(line.language),
        source=source_link(reader, line.source),
        when=reader.when(line.published),
        iso=_iso(line.published),
        carried=carried(reader.words, line),
        badges=() if line.complete else (reader.words("incomplete"),),
    )


def source_link(reader: Reader, id_: str) -> Link:
    """Name a source; one that is in the catalogue has a screen of its own."""
    known = id_ in reader.desk.setup.catalogue.sources
    return Link(reader.desk.labels.source(id_), reader.link(f"sources/{id_}") if known else "")


def organisation_link(reader: Reader, id_: str | None, name: str = "") -> Link:
    """Name an organisation; one of the register has a screen of its own."""
    label = reader.desk.labels.organisation(id_, reader.language, name)
    known = id_ is not None and reader.desk.labels.register.get(id_) is not None
    return Link(label, reader.link(f"org/{id_}") if known else "", "organisation")


def _badges(reader: Reader, document: Document) -> list[str]:
    article = document.article
    source = reader.desk.setup.catalogue.sources.get(article.source)
    holds = {
        "incomplete": not article.complete,
        "copy": document.duplicate_of is not None,
        "demo": source is not None and source.demo,
    }
    return [reader.words(key) for key, true in holds.items() if true]


def _topics(reader: Reader, document: Document) -> list[Link]:
    first = sorted(document.topics, key=lambda topic: -topic.score)[:TOPICS]
    return [
        Link(reader.desk.labels.topic(topic.id, reader.language), reader.link(topic=topic.id), "topic")
        for topic in first
    ]


def _events(reader: Reader, document: Document) -> list[Link]:
    events = [event for event in document.events if not event.negated]
    chips = [
        Link(reader.words(flag), reader.link(**{"is": flag}), "flag")
        for flag in ("interaction", "need")
        if any(getattr(event, flag) for event in events)
    ]
    types = dict.fromkeys(event.type for event in events)
    named = [
        Link(reader.desk.labels.event(type_, reader.language), reader.link(event=type_), "event") for type_ in types
    ]
    return [*chips, *named[:EVENTS]]


def _iso(moment: Moment | None) -> str:
    return moment.isoformat() if moment else ""
