"""A publisher: where it is, what it speaks, how it is discovered and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SourceKind(StrEnum):
    """What publishes a source; the value is what source files say."""

    AGENCY = "agency"
    NEWS = "news"
    MAGAZINE = "magazine"
    MINISTRY = "ministry"
    PUBLIC_BODY = "public-body"
    PARK = "park"
    UNIVERSITY = "university"
    COMPANY = "company"
    FUND = "fund"
    PROGRAMME = "programme"
    ASSOCIATION = "association"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page that lists articles: its address and the CSS selector of the links to follow."""

    url: str
    links: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors of one site's or one CMS family's article page; an empty string means: use the general way."""

    title: str = ""
    lead: str = ""
    text: str = ""
    authors: str = ""
    published: str = ""
    section: str = ""
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a healthy source gives: a weekly range of articles and the share of articles that have a field."""

    articles_per_week: tuple[int, int] | None = None
    published: float | None = None
    text: float | None = None
    authors: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One publisher: where it is, what it speaks, how its articles are discovered and read.

    ``zone`` is an IANA zone name; ``delay`` the least number of seconds between two requests to a host; ``family`` the
    CMS family that ``selectors`` were completed from; ``verified`` the day of the last live check that passed;
    ``browser`` says that a browser has to show its articles before they have a text.
    """

    id: str
    title: str
    home: str
    country: str
    languages: tuple[str, ...]
    kind: SourceKind
    zone: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    hosts: tuple[str, ...] = ()
    schedule: str = "daily"
    delay: float = 5.0
    expect: Expectation = Expectation()
    selectors: Selectors = Selectors()
    family: str | None = None
    demo: bool = False
    browser: bool = False
    verified: date | None = None
