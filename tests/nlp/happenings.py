"""The events of a text on a fixed day."""

from __future__ import annotations

from datetime import UTC, datetime

from nlp.events import EventSet
from nlp.fields import read_field
from pipelines.records import Event, Field, Moment, Precision

PUBLISHED = Moment(instant=datetime(2026, 11, 12, tzinfo=UTC), zone="Europe/Istanbul", precision=Precision.DAY)
HOMES = {"tr": "tr", "fa": "ir", "en": ""}


def happenings(events: EventSet, text: str, language: str, *, title: str = "", home: str | None = None) -> list[Event]:
    """Give the events of a text whose source is at home where its language is, unless told otherwise."""
    parts = ((Field.TITLE, title), (Field.TEXT, text))
    fields = [read_field(field, part, language) for field, part in parts if part]
    country = HOMES[language] if home is None else home
    return list(events.match(fields, language, (), (), PUBLISHED, country))
