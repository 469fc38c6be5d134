"""What a channel's document says: the articles it names and the further documents it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from pipelines.records import FeedEntry

# Longer addresses are not sent by browsers either (the limit that Scrapy, too, has by default).
_LONGEST_ADDRESS = 2083
_WEB = frozenset({"http", "https"})


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
    try:
        if urlsplit(link.strip()).scheme in _WEB and not urlsplit(link.strip()).hostname:
            return ""
        joined = urljoin(base, "".join(link.split()) if "://" in link else link.strip())
        parts = urlsplit(joined)
        usable = parts.scheme in _WEB and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return ""
    address = "".join(character for character in joined if character.isprintable() or character == "\u200c")
    return address.replace(" ", "%20") if usable and len(address) <= _LONGEST_ADDRESS else ""
