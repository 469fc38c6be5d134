"""What a page says, when it was published, or why it gave nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


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
    ``caption`` is what is printed under ``image``, ``agency`` the news agency an outlet credits (``AA``, ``ایسنا``).
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
    caption: str | None = None
    agency: str | None = None
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
