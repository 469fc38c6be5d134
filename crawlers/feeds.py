"""Reads feeds: RSS 1 and 2, Atom, and what the wild makes of them.

feedparser reads the document; its dates are not used, since it misreads Turkish and Persian ones: the strings are kept.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from crawlers.entries import Reading, absolute
from pipelines.records import FeedEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

# The newest entries stand first; a feed with more than this is an archive, not a news feed.
MOST_ENTRIES = 500
_ITEM_START = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY[^>]*>", re.IGNORECASE)
_IMAGE = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")


def read_feed(body: bytes, url: str, content_type: str = "") -> Reading:
    """Read a feed that was fetched from ``url``; whatever can be read is used, and it raises for no input."""
    import feedparser  # noqa: PLC0415 -- costs a tenth of a second that other commands need not pay

    text = _trim(_ENTITY.sub(b"", _DOCTYPE.sub(b"", body)))
    try:
        found = feedparser.parse(
            io.BytesIO(text),
            response_headers={"content-type": content_type or "application/xml", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # noqa: BLE001 -- feedparser and its loose parser raise many kinds for broken bytes
        return Reading(valid=False)
    items = [entry for entry in found.entries if isinstance(entry, dict)]
    if not items and not found.get("version"):
        return Reading(valid=False)
    base = _text(found.feed, "link") if _ADDRESS.match(_text(found.feed, "link")) else url
    atom = str(found.get("version", "")).startswith("atom")
    entries = tuple(entry for item in items if (entry := _entry(item, base, atom=atom)).link)
    return Reading(entries=entries, without_link=len(items) - len(entries))


def _trim(body: bytes) -> bytes:
    """Cut the entries beyond the most out of the middle, so that what is left is still well-formed."""
    start = None
    for number, match in enumerate(_ITEM_START.finditer(body)):
        if number == MOST_ENTRIES:
            start = match.start()
            break
    if start is None:
        return body
    end = max((match.end() for match in _ITEM_END.finditer(body, max(start, len(body) - (1 << 16)))), default=len(body))
    return body[:start] + body[end:]


def _entry(item: dict[str, Any], base: str, *, atom: bool) -> FeedEntry:
    summary, content = _text(item, "summary"), _content(item)
    # dict.get: feedparser's own get invents an update date from the publication date, and warns about it.
    published, updated = str(dict.get(item, "published") or ""), str(dict.get(item, "updated") or "")
    if not published and not atom:
        published, updated = updated, ""  # dc:date of RSS 1, which feedparser takes for an update
    return FeedEntry(
        link=_link(item, base),
        title=_text(item, "title"),
        summary=summary,
        content=content,
        guid=_text(item, "id"),
        published=published.strip(),
        updated=updated.strip(),
        authors=tuple(_authors(item)),
        categories=tuple(term for tag in item.get("tags") or () if (term := str(tag.get("term") or "").strip())),
        image=_image(item, base, content or summary),
        language=str(dict.get(item, "language") or "").strip(),
    )


def _text(item: dict[str, Any], key: str) -> str:
    value = dict.get(item, key)
    return value.strip() if isinstance(value, str) else ""


def _content(item: dict[str, Any]) -> str:
    values = [str(part.get("value") or "") for part in dict.get(item, "content") or ()]
    return max(values, key=len, default="").strip()


def _link(item: dict[str, Any], base: str) -> str:
    for candidate in (_text(item, "link"), _text(item, "feedburner_origlink"), _alternate(item), _text(item, "id")):
        if candidate and (candidate != _text(item, "id") or _ADDRESS.match(candidate)):
            return absolute(candidate, base)
    return ""


def _alternate(item: dict[str, Any]) -> str:
    links = [link for link in dict.get(item, "links") or () if link.get("rel", "alternate") == "alternate"]
    return str(links[0].get("href") or "") if links else ""


def _authors(item: dict[str, Any]) -> Iterator[str]:
    names = [str(author.get("name") or "").strip() for author in dict.get(item, "authors") or ()]
    yield from dict.fromkeys(name for name in (*names, _text(item, "author")) if name)


def _image(item: dict[str, Any], base: str, html: str) -> str:
    media = [*(dict.get(item, "media_content") or ()), *(dict.get(item, "media_thumbnail") or ())]
    found = [str(part.get("url") or "") for part in media if str(part.get("type") or "image").startswith("image")]
    found += [
        str(link.get("href") or "")
        for link in dict.get(item, "links") or ()
        if link.get("rel") == "enclosure" and str(link.get("type") or "").startswith("image")
    ]
    image = dict.get(item, "image")
    found += [str(image.get("href") or image.get("url") or "")] if isinstance(image, dict) else []
    found += _IMAGE.findall(html)[:1]
    return next((address for candidate in found if candidate and (address := absolute(candidate, base))), "")
