"""Names for people of what documents hold only by id: topics, organisations, event types, sources, countries."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pipelines.dates import from_jalali, month_name, to_jalali
from pipelines.dates.calendars import month_length
from pipelines.records import Calendar
from pipelines.text import keys
from rasad.calendars import day_text
from rasad.texts import texts

if TYPE_CHECKING:
    from nlp.events import EventSet
    from nlp.organisations.register import Register
    from nlp.places import Place
    from nlp.topics import TopicSet
    from rasad.setup import Setup


_MARKLESS = str.maketrans("çğıöşüâîû", "cgiosuaiu")


class Labels:
    """Looks names up in the registers of one home; each register is read when first needed."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    @cached_property
    def register(self) -> Register:
        """The register of organisations."""
        from nlp.organisations.register import Register  # noqa: PLC0415 -- reads hundreds of files

        return Register.load(self._setup.home.folder)

    @cached_property
    def topics(self) -> TopicSet:
        """The topics."""
        from nlp.topics import load  # noqa: PLC0415 -- reads every topic file

        return load(self._setup.home.folder)

    @cached_property
    def events(self) -> EventSet:
        """The event types."""
        from nlp.events import load  # noqa: PLC0415 -- reads every event file

        return load(self._setup.home.folder)

    def topic(self, id_: str, language: str) -> str:
        """Name a topic; an unknown one keeps its id."""
        return self.topics.labels(language).get(id_, id_)

    def organisation(self, id_: str | None, language: str, name: str = "") -> str:
        """Name an organisation; one outside the register keeps the name it has in the text."""
        if id_ is None or self.register.get(id_) is None:
            return name or id_ or ""
        return self.register.display_name(id_, language)

    def beginning(self, typed: str, language: str, most: int) -> list[str]:
        """Give organisations that have a word beginning as typed, in any language; the shortest names first."""
        begun = f" {_folded(typed, language)}"
        found = (id_ for folded, id_ in self._folded_names if begun in folded)
        return list(dict.fromkeys(found))[:most]

    @cached_property
    def _folded_names(self) -> list[tuple[str, str]]:
        names = {
            (f" {_folded(name, code)}", entry.id)
            for entry in self.register
            for code, each in (*entry.names.items(), ("en", entry.acronyms), ("tr", entry.acronyms))
            for name in each
        }
        return sorted(names, key=lambda pair: (len(pair[0]), pair))

    def event(self, type_: str, language: str) -> str:
        """Name an event type."""
        return self.events.labels(language).get(type_, type_)

    def source(self, id_: str) -> str:
        """Name a source; an unknown one keeps its id."""
        source = self._setup.catalogue.sources.get(id_)
        return source.title if source else id_

    def country(self, code: str, language: str) -> str:
        """Name a country by its ISO 3166 code; the code of an unknown one is written in capitals."""
        return texts(language).words.get(f"country_{code}") or _countries(language).get(code, code.upper())

    def is_country(self, name: str) -> bool:
        """Tell whether a name is that of a country, in any of the three languages."""
        return name in _country_names()

    def place(self, name: str, language: str) -> str:
        """Name a place that events hold by its English name; one outside the gazetteer keeps it."""
        return _places(language).get(name, name)

    def facet(self, field: str, value: str, language: str) -> str:
        """Name a value of a search facet; one that is none stands for itself."""
        named = {
            "topic": self.topic,
            "organisation": self.organisation,
            "org": self.organisation,
            "event": self.event,
            "country": self.country,
            "place": self.place,
            "month": month_text,
            "jalali_month": jalali_month_text,
            "week": week_text,
        }
        if field == "source":
            return self.source(value)
        if field in named:
            # An address can be typed by hand, with months and weeks that no calendar has.
            with suppress(ValueError):
                return named[field](value, language)
        return texts(language).words.get(f"{field}_{value}", value)


def month_text(value: str, language: str) -> str:
    """Write a month such as ``2026-11`` in both calendars: ``Kasım 2026 / Aban–Azar 1405``."""
    year, month = map(int, value.split("-"))
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    itself = f"{month_name(month, language, Calendar.GREGORIAN)} {year}"
    (year, month, _), (last_year, last_month, _) = to_jalali(first), to_jalali(last)
    return _both(itself, _months((year, month), (last_year, last_month), language, Calendar.JALALI), language, "fa")


def jalali_month_text(value: str, language: str) -> str:
    """Write a month of the Iranian calendar such as ``1405-08`` in both: ``آبان ۱۴۰۵ / اکتبر–نوامبر ۲۰۲۶``."""
    year, month = map(int, value.split("-"))
    first, last = from_jalali(year, month, 1), from_jalali(year, month, month_length(year, month))
    other = _months((first.year, first.month), (last.year, last.month), language, Calendar.GREGORIAN)
    return _both(f"{month_name(month, language, Calendar.JALALI)} {year}", other, language, "")


def week_text(value: str, language: str) -> str:
    """Write an ISO week such as ``2026-W46`` by its first day, in both calendars."""
    year, week = value.split("-W")
    return texts(language)("week_of", day=day_text(date.fromisocalendar(int(year), int(week), 1), language))


def _months(first: tuple[int, int], last: tuple[int, int], language: str, calendar: Calendar) -> str:
    (year, month), (last_year, last_month) = first, last
    begun, ended = month_name(month, language, calendar), month_name(last_month, language, calendar)
    if year != last_year:
        return f"{begun} {year} – {ended} {last_year}"
    return f"{begun} {year}" if month == last_month else f"{begun}–{ended} {year}"


def _both(itself: str, other: str, language: str, turned: str) -> str:
    """Put the language's own calendar first."""
    first, second = (other, itself) if language == turned else (itself, other)
    return texts(language).number(f"{first} / {second}")


def _folded(text: str, language: str) -> str:
    """Write a name as one types it in haste: folded, and Turkish letters without their marks."""
    return " ".join(keys(text, language)[0]).translate(_MARKLESS)


@cache
def _places(language: str) -> dict[str, str]:
    from nlp.places import PlaceKind, all_places  # noqa: PLC0415 -- reads the gazetteer

    cities = (place for place in all_places() if place.kind is PlaceKind.CITY and place.names[-1])
    return {place.display("en"): place.display(language) for place in cities}


@cache
def _countries(language: str) -> dict[str, str]:
    return {place.country: place.display(language) for place in _country_places()}


@cache
def _country_names() -> frozenset[str]:
    return frozenset(name for place in _country_places() for names in place.names for name in names)


def _country_places() -> list[Place]:
    from nlp.places import PlaceKind, all_places  # noqa: PLC0415 -- reads the gazetteer

    return [place for place in all_places() if place.kind is PlaceKind.COUNTRY]
