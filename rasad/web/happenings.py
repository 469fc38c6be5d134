"""Events as the screens show them: who with whom, how far, by when, and the sentence that says so."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rasad.labels import month_text
from rasad.reports.happenings import last_day
from rasad.texts import direction
from rasad.web.cards import Card, Link, line_card, organisation_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.records import Article, Party
    from rasad.reports.issue import Happening
    from rasad.web.reader import Reader

# A deadline as near as this is said in days and stands out.
SOON = 14
MONTH = len("2026-11")
DAY = len("2026-11-12")


@dataclass(frozen=True, slots=True)
class Also:
    """Another article of the story: its source, its title with a link, and its sentence if it tells of the event."""

    source: str
    link: Link
    sentence: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event: ``facts`` are where, when and how much; ``deadline`` and ``left`` (in days) are empty without one.

    ``also`` are the other articles of the story, those that tell of it first; ``also_label`` counts their outlets.
    """

    type: Link
    stage: str
    denied: str
    parties: tuple[Link, ...]
    facts: tuple[str, ...]
    deadline: str
    left: str
    urgent: bool
    sentence: str
    language: str
    direction: str
    card: Card
    also: tuple[Also, ...]
    also_label: str


def told(reader: Reader, happening: Happening, story: Iterable[Article] = ()) -> Told:
    """Show an event of an issue, of a screen or of an organisation; ``story`` are the articles of its story."""
    line, also = happening.line, tuple(_also(reader, happening, story))
    last = last_day(happening.deadline)
    left = (date.fromisoformat(last) - reader.desk.today).days if last else None
    facts = (
        reader.desk.labels.place(happening.place or "", reader.language),
        date_text(reader, happening.date),
        amount_text(reader, happening.amount, happening.currency),
    )
    return Told(
        type=Link(
            reader.desk.labels.event(happening.type, reader.language), reader.link(event=happening.type), "event"
        ),
        stage=reader.named("stage", happening.stage),
        denied=reader.words("negated") if happening.negated else "",
        parties=tuple(party_link(reader, party) for party in happening.parties),
        facts=tuple(fact for fact in facts if fact),
        deadline=reader.words("deadline", day=reader.day(date.fromisoformat(last))) if last else "",
        left=days_left(reader, left),
        urgent=left is not None and 0 <= left <= SOON,
        sentence=happening.sentence,
        language=line.language,
        direction=direction(line.language),
        card=line_card(reader, line),
        also=also,
        also_label=reader.words("also_in_count", count=len({one.source for one in also})) if also else "",
    )


def _also(reader: Reader, happening: Happening, story: Iterable[Article]) -> Iterator[Also]:
    tellers = {happening.line.id, *(telling.line.id for telling in happening.also)}
    for telling in happening.also:
        line = telling.line
        link = Link(line.title, reader.link(f"article/{line.id}"))
        yield Also(line.source_title, link, telling.sentence, line.language, direction(line.language))
    for article in story:
        if article.id not in tellers:
            link = Link(article.title, reader.link(f"article/{article.id}"))
            source = reader.desk.labels.source(article.source)
            yield Also(source, link, "", article.language, direction(article.language))


def party_link(reader: Reader, party: Party) -> Link:
    """Name a side of an event; a country stands for itself where no organisation is named."""
    labels = reader.desk.labels
    if party.organisation is None and party.country and (not party.name or labels.is_country(party.name)):
        return Link(labels.country(party.country, reader.language))
    return organisation_link(reader, party.organisation, party.name)


def days_left(reader: Reader, left: int | None) -> str:
    """Say how far off a deadline is; nothing for one that has passed or is far off."""
    if left is None or not 0 <= left <= SOON:
        return ""
    return reader.words("left_today") if left == 0 else reader.words("left_days", count=left)


def amount_text(reader: Reader, amount: float | None, currency: str | None) -> str:
    """Write a sum of money with the separators of the reader's language; nothing where there is none."""
    if amount is None:
        return ""
    written = f"{amount:,.2f}".removesuffix("0").removesuffix(".0")
    if reader.language != "en":
        comma, point = ("٬", "٫") if reader.words.rtl else (".", ",")
        written = reader.number(written.replace(",", "\0").replace(".", point).replace("\0", comma))
    return f"{written} {currency or ''}".strip()


def date_text(reader: Reader, value: str | None) -> str:
    """Write the date of an event in both calendars: a day, a month (``2022-11``) or a range of either (``.../...``)."""
    parts = [_one(reader, part) for part in (value or "").split("/") if part]
    return " – ".join(parts)


def _one(reader: Reader, value: str) -> str:
    with suppress(ValueError):
        if len(value) == DAY:
            return reader.day(date.fromisoformat(value))
        if len(value) == MONTH:
            return month_text(value, reader.language)
    return reader.number(value)
