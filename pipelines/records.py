"""The records that travel from source to document; frozen, one per stage, and a stage returns a new value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


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
    CMS family that ``selectors`` were completed from; ``verified`` the day of the last live check that passed.
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
    verified: date | None = None


class Purpose(StrEnum):
    """Why an address was fetched."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    ARTICLE = "article"
    ROBOTS = "robots"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """What a feed or a news sitemap itself says of an article; dates are strings as found, texts may hold HTML."""

    link: str
    title: str = ""
    summary: str = ""
    content: str = ""
    guid: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    image: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Where a response lies: a WARC file name relative to the archive's ``warc`` folder, byte offset and length."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A fetched (or tried) article page as the archive keeps it.

    ``url`` was asked for and ``fetched_url`` answered. ``status`` is the HTTP status, or 0 where no response came
    (refused, unreachable, forbidden by robots.txt: then ``outcome`` says which). ``body`` is ``None`` without a
    response; ``digest`` is the SHA-256 of the decoded body in hexadecimal. ``found`` is the address that led here.
    ``seq`` is 0 until the archive has stored the page.
    """

    source: str
    url: str
    fetched_url: str
    fetched_at: datetime
    status: int
    outcome: str
    headers: tuple[tuple[str, str], ...] = ()
    body: Body | None = None
    digest: str = ""
    found: str = ""
    entry: FeedEntry | None = None
    seq: int = 0


class Precision(StrEnum):
    """How exactly a moment is known."""

    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class Calendar(StrEnum):
    """The calendar a date was written in."""

    GREGORIAN = "gregorian"
    JALALI = "jalali"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant with what is known of it.

    ``instant`` is aware and in UTC (for day precision: midnight of that day in ``zone``); ``raw`` is the string as
    found and ``origin`` where (``json-ld``, ``meta``, ``time``, ``byline``, ``feed``, ``url`` ...).
    """

    instant: datetime
    zone: str
    precision: Precision
    calendar: Calendar = Calendar.GREGORIAN
    raw: str = ""
    origin: str = ""

    def local(self) -> datetime:
        """Give the instant in the moment's own zone."""
        return self.instant.astimezone(ZoneInfo(self.zone))

    def isoformat(self) -> str:
        """Write it as ISO 8601: a plain date for day precision, else a local time with offset."""
        if self.precision is Precision.DAY:
            return self.local().date().isoformat()
        return self.local().isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says, without what surrounds it.

    ``id`` is a stable hash of the canonical ``url``; ``revision`` counts from 1 and is set by the archive; ``seq`` is
    the archive's row. ``conflict`` names dates more than 36 h apart from the chosen one (``origin=string``).
    ``complete`` is false where only the feed's text or a paywalled stub was to be had.
    """

    id: str
    url: str
    fetched_url: str
    source: str
    country: str
    language: str
    title: str
    text: str
    lead: str = ""
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    conflict: tuple[str, ...] = ()
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image: str | None = None
    extractor: str
    complete: bool = True
    fetched_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    revision: int = 0
    seq: int = 0


class Reason(StrEnum):
    """Why a page gave no article; every drop has one of these names."""

    EMPTY = "empty"
    NO_TITLE = "no-title"
    NO_TEXT = "no-text"
    NOT_HTML = "not-html"
    NOT_AN_ARTICLE = "not-an-article"
    LANGUAGE = "language"
    GONE = "gone"
    HTTP_ERROR = "http-error"
    UNREACHABLE = "unreachable"
    ROBOTS = "robots"
    REFUSED = "refused"
    TOO_LARGE = "too-large"
    BROKEN = "broken"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    UNKNOWN_SOURCE = "unknown-source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A page that gave no article: its row, address, source, the named reason and a detail for people."""

    page: int
    url: str
    source: str
    reason: Reason
    detail: str = ""
    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)


class Field(StrEnum):
    """The three fields of an article that are searched and tagged."""

    TITLE = "title"
    LEAD = "lead"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A place in an article: the field and Python character offsets, ``end`` exclusive."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of an article, its score, the places that made it and the version of the rule that did."""

    id: str
    score: int
    evidence: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation in an article; ``id`` is ``None`` where the register does not know it.

    ``rule`` is the version of the register or model that found it.
    """

    id: str | None
    name: str
    kind: str | None
    country: str | None
    mentions: tuple[Span, ...]
    rule: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of an event: a register id or a bare name, its country (ISO 3166 alpha-2, lower case) and its role."""

    organisation: str | None
    country: str | None
    role: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens between parties, with the sentence that says so.

    ``interaction`` is true where an Iranian and a Turkish side take part; ``need`` where it is a call of Türkiye's
    with a deadline. ``date`` and ``deadline`` are days or, where the text names no more, ISO months (``2022-11``).
    """

    type: str
    stage: str
    negated: bool
    interaction: bool
    parties: tuple[Party, ...]
    evidence: tuple[Span, ...]
    rule: str
    need: bool = False
    place: str | None = None
    date: str | None = None
    deadline: str | None = None
    amount: float | None = None
    currency: str | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article with its tags.

    ``duplicate_of`` is the id of the first published copy, ``story`` the id of its group, ``seq`` the ingest sequence
    of the last change; all three are set by the archive.
    """

    article: Article
    topics: tuple[Topic, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    events: tuple[Event, ...] = ()
    tagger: str = ""
    duplicate_of: str | None = None
    story: str = ""
    seq: int = 0
