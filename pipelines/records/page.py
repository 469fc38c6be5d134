"""What was fetched, and what a feed said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
