"""The tags of an article with the places that made them: marked in the text, and listed beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.records import Span
from rasad.web.cards import Link
from rasad.web.happenings import amount_text, date_text, party_link
from rasad.web.marking import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.records import Article, Document, Event, Field
    from rasad.web.reader import Reader

KINDS = ("topic", "organisation", "event")
# Quotes of one tag that are listed; the text has them all.
QUOTES = 12
# Characters of the sentence around a mention, on each side.
AROUND = 60


@dataclass(frozen=True, slots=True)
class Quote:
    """A place that made a tag: what stands there, a little around it, and its anchor in the text."""

    before: str
    text: str
    after: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag as the side panel shows it; ``name`` leads to more of it if ``address`` is not empty."""

    kind: str
    id: str
    name: str
    address: str
    badges: tuple[str, ...]
    parties: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    rule: str
    quotes: tuple[Quote, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All tags of one kind."""

    kind: str
    label: str
    tags: tuple[Tag, ...]


def tags_of(reader: Reader, document: Document) -> tuple[Group, ...]:
    """Give the tags of a document by kind; kinds without a tag are left out."""
    found = (*_topics(reader, document), *_organisations(reader, document), *_events(reader, document))
    groups = (
        Group(kind, reader.words(f"mark_{kind}"), tuple(tag for tag in found if tag.kind == kind)) for kind in KINDS
    )
    return tuple(group for group in groups if group.tags)


def marks(groups: Iterable[Group], field: Field) -> list[Mark]:
    """Give the marks of all tags in one field."""
    return [
        Mark(span.start, span.end, tag.kind, tag.name, tag.id, f"{tag.id}-{number}")
        for group in groups
        for tag in group.tags
        for number, span in enumerate(tag.spans)
        if span.field is field
    ]


def _topics(reader: Reader, document: Document) -> Iterator[Tag]:
    for number, topic in enumerate(sorted(document.topics, key=lambda one: -one.score)):
        id_ = f"t{number}"
        yield Tag(
            kind="topic",
            id=id_,
            name=reader.desk.labels.topic(topic.id, reader.language),
            address=reader.link(topic=topic.id),
            badges=(),
            parties=(),
            facts=((reader.words("score"), reader.number(topic.score)),),
            rule=topic.rule,
            quotes=quotes_of(document.article, topic.evidence, id_),
            spans=topic.evidence,
        )


def _organisations(reader: Reader, document: Document) -> Iterator[Tag]:
    labels = reader.desk.labels
    for number, one in enumerate(document.organisations):
        id_ = f"o{number}"
        country = labels.country(one.country, reader.language) if one.country else ""
        facts = (
            (reader.words("kind"), reader.named("org_kind", one.kind) if one.kind else ""),
            (reader.words("country"), country),
            (reader.words("score"), reader.number(f"{one.score:.2f}") if one.score < 1 else ""),
        )
        yield Tag(
            kind="organisation",
            id=id_,
            name=labels.organisation(one.id, reader.language, one.name),
            address=reader.link(f"org/{one.id}") if one.id else reader.link(q=f'org:"{one.name}"'),
            badges=() if one.id else (reader.words("not_in_register"),),
            parties=(),
            facts=tuple(fact for fact in facts if fact[1]),
            rule=one.rule,
            quotes=quotes_of(document.article, one.mentions, id_),
            spans=one.mentions,
        )


def _events(reader: Reader, document: Document) -> Iterator[Tag]:
    for number, event in enumerate(document.events):
        id_ = f"e{number}"
        yield Tag(
            kind="event",
            id=id_,
            name=reader.desk.labels.event(event.type, reader.language),
            address=reader.link(event=event.type),
            badges=tuple(_states(reader, event)),
            parties=tuple(party_link(reader, party) for party in event.parties),
            facts=tuple(_facts(reader, event)),
            rule=event.rule,
            quotes=quotes_of(document.article, event.evidence, id_),
            spans=event.evidence,
        )


def _states(reader: Reader, event: Event) -> Iterator[str]:
    yield reader.named("stage", event.stage)
    for flag in ("negated", "interaction", "need"):
        if getattr(event, flag):
            yield reader.words(flag)


def _facts(reader: Reader, event: Event) -> Iterator[tuple[str, str]]:
    words, language = reader.words, reader.language
    values = {
        "place": reader.desk.labels.place(event.place or "", language),
        "date": date_text(reader, event.date),
        "deadline_label": date_text(reader, event.deadline),
        "amount": amount_text(reader, event.amount, event.currency),
        "topics": reader.comma.join(reader.desk.labels.topic(topic, language) for topic in event.topics),
    }
    yield from ((words(key), value) for key, value in values.items() if value)


def quotes_of(article: Article, spans: Sequence[Span], id_: str) -> tuple[Quote, ...]:
    """Quote the first places of a tag; their anchors begin with ``id_``."""
    return tuple(_quote(article, span, f"{id_}-{number}") for number, span in enumerate(spans[:QUOTES]))


def _quote(article: Article, span: Span, anchor: str) -> Quote:
    text: str = getattr(article, span.field)
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    # Cut at a blank, so that no half words stand at the ends.
    if span.start > AROUND and " " in before and len(before) == AROUND:
        before = "… " + before.split(" ", 1)[1]
    if " " in after and len(after) == AROUND:
        after = after.rsplit(" ", 1)[0] + " …"
    return Quote(before, " ".join(text[span.start : span.end].split()), after, anchor)
