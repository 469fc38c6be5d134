"""What a channel's document says: the articles it names and the further documents it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from pipelines.records import FeedEntry

# Longer addresses are not sent by browsers either (the limit that Scrapy, too, has by default).
_LONGEST_ADDRESS = 2083
_WEB = frozenset({"http", "https"})
# Persian words keep their joiner in addresses, too.
_JOINER = "\u200c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """A document that another one refers to (a sitemap in a sitemap index); ``modified`` as found."""

    url: str
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a document; ``valid`` is false where it was no document of its kind at all.

    ``without_link`` counts entries that named no usable address.
    """

    entries: tuple[FeedEntry, ...] = ()
    further: tuple[Further, ...] = ()
    valid: bool = True
    without_link: int = 0


def absolute(link: str, base: str) -> str:
    """Make an address absolute and tidy; an empty string where it is none that can be fetched."""
    tidy = "".join(letter for letter in link.strip() if letter.isprintable() or letter == _JOINER)
    tidy = "".join(tidy.split(" ")) if "://" in tidy else tidy.replace(" ", "%20")
    try:
        own = urlsplit(tidy)
        address = urljoin(base, tidy)
        parts = urlsplit(address)
        usable = parts.scheme in _WEB and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return ""
    # urljoin reads "https:///x" as a path of the base's own host.
    return address if usable and (own.hostname or own.scheme not in _WEB) and len(address) <= _LONGEST_ADDRESS else ""
