"""The form of a source file and of a CMS family's file; what does not fit it is an error that names the key."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cssselect import HTMLTranslator, SelectorError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from crawlers.filter import Filter
from pipelines.records import Expectation, Listing, Selectors, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

ZONES = {"tr": "Europe/Istanbul", "ir": "Asia/Tehran"}
_NAMED_SCHEDULES = frozenset({"hourly", "daily", "weekly"})
_CRON_PART = r"(?:\*|\d+(?:-\d+)?)(?:/\d+)?"
_CRON_FIELD = re.compile(rf"{_CRON_PART}(?:,{_CRON_PART})*|[A-Za-z]{{3}}(?:[-,][A-Za-z]{{3}})*")
_CRON_FIELDS = 5
DEFAULT_DELAY = 5.0


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in value:
        raise ValueError("must be an address that begins with http:// or https://")
    return value


def _selector(value: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(value)
    except SelectorError as error:
        raise ValueError(f"must be a CSS selector ({error})") from error
    return value


def _optional_selector(value: str) -> str:
    return _selector(value) if value else value


def _schedule(value: str) -> str:
    fields = value.split()
    cron = len(fields) == _CRON_FIELDS and all(_CRON_FIELD.fullmatch(field) for field in fields)
    if value not in _NAMED_SCHEDULES and not cron:
        raise ValueError("must be hourly, daily, weekly or a cron line of five fields")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("must be a time zone such as Europe/Istanbul") from error
    return value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Address = Annotated[str, AfterValidator(_address)]
Selector = Annotated[str, AfterValidator(_selector)]
OptionalSelector = Annotated[str, AfterValidator(_optional_selector)]
Share = Annotated[float, Field(ge=0, le=1)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Host = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:\d+)?$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ListingPart(_Part):
    """A page that lists articles."""

    url: Address
    links: Selector

    def record(self) -> Listing:
        """Give it as a record."""
        return Listing(url=self.url, links=self.links)


class ExpectPart(_Part):
    """What a healthy source gives."""

    articles_per_week: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]] | None = None
    published: Share | None = None
    text: Share | None = None
    authors: Share | None = None

    @model_validator(mode="after")
    def _ordered(self) -> ExpectPart:
        weekly = self.articles_per_week
        if weekly is not None and weekly[0] > weekly[1]:
            raise ValueError("articles_per_week must be [least, most]")
        return self

    def record(self) -> Expectation:
        """Give it as a record."""
        return Expectation(
            articles_per_week=self.articles_per_week, published=self.published, text=self.text, authors=self.authors
        )


class SelectorsPart(_Part):
    """CSS selectors of an article page."""

    title: OptionalSelector = ""
    lead: OptionalSelector = ""
    text: OptionalSelector = ""
    authors: OptionalSelector = ""
    published: OptionalSelector = ""
    section: OptionalSelector = ""
    remove: Annotated[tuple[Selector, ...], BeforeValidator(_listed)] = ()

    def record(self, family: SelectorsPart | None = None) -> Selectors:
        """Give them as a record, completed from a CMS family's."""
        given = self.model_dump()
        for name, value in (family.model_dump() if family else {}).items():
            given[name] = given[name] or value
        return Selectors(**given)


class FilterPart(_Part):
    """What a general outlet's articles must name; ``lists`` are shared ones, by the names of their files."""

    keywords: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    sections: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    lists: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()

    def record(self, shared: Mapping[str, WordsFile] = MappingProxyType({})) -> Filter:
        """Give it as a value that decides, with the words of the shared lists."""
        words = [word for name in self.lists for word in shared[name].keywords]
        return Filter(keywords=(*self.keywords, *words), sections=self.sections)


class WordsFile(_Part):
    """A list of words that several filters share."""

    keywords: tuple[Annotated[str, Field(min_length=2)], ...]


class FamilyFile(_Part):
    """A family of sites run on one content management system."""

    title: str
    about: str = ""
    signs: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    selectors: SelectorsPart = SelectorsPart()


class SourceFile(_Part):
    """One publisher, as its file says it."""

    title: Annotated[str, Field(min_length=1)]
    home: Address
    country: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    language: Annotated[tuple[Language, ...], BeforeValidator(_listed), Field(min_length=1)]
    kind: SourceKind
    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    listings: tuple[ListingPart, ...] = ()
    schedule: Annotated[str, AfterValidator(_schedule)] = "daily"
    delay: Annotated[float, Field(ge=0, le=3600)] = DEFAULT_DELAY
    expect: ExpectPart = ExpectPart()
    selectors: SelectorsPart = SelectorsPart()
    family: str | None = None
    hosts: tuple[Host, ...] = ()
    zone: Annotated[str, AfterValidator(_zone)] | None = None
    browser: StrictBool = False
    demo: bool = False
    verified: date | None = None
    seen: dict[Address, str] = {}
    inferred: tuple[Address, ...] = ()
    filter: FilterPart = FilterPart()
    note: str = ""

    def record(self, id: str, family: FamilyFile | None = None) -> Source:  # noqa: A002 -- the record's own field name
        """Give it as a record, completed from its CMS family."""
        return Source(
            id=id,
            title=self.title,
            home=self.home,
            country=self.country,
            languages=self.language,
            kind=self.kind,
            zone=self.zone or ZONES.get(self.country, "UTC"),
            feeds=self.feeds,
            sitemaps=self.sitemaps,
            listings=tuple(listing.record() for listing in self.listings),
            hosts=self.hosts,
            schedule=self.schedule,
            delay=self.delay,
            expect=self.expect.record(),
            selectors=self.selectors.record(family.selectors if family else None),
            family=self.family,
            browser=self.browser,
            demo=self.demo,
            verified=self.verified,
        )

    def addresses(self) -> tuple[str, ...]:
        """Give every address that articles are discovered at."""
        return (*self.feeds, *self.sitemaps, *(listing.url for listing in self.listings))


def problems_of(error: Any) -> tuple[str, ...]:  # noqa: ANN401 -- pydantic's ValidationError, kept out of signatures
    """Say each problem of a validation as ``key: reason``."""
    said = []
    for problem in error.errors(include_url=False, include_context=False):
        key = ".".join(str(part) for part in problem["loc"]) or "file"
        reason = problem["msg"].removeprefix("Value error, ")
        said.append(f"{key}: {_REASONS.get(problem['type'], reason)}")
    return tuple(dict.fromkeys(said))


_REASONS = {"extra_forbidden": "there is no such key", "missing": "this key is missing"}
