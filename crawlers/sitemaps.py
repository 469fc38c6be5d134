"""Reads sitemaps (sitemaps.org 0.9): plain, gzipped, indexes of others, and Google's news extension."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from crawlers.entries import Further, Reading, absolute
from pipelines.records import FeedEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

# The protocol allows 50,000 addresses and 50 MiB per file; only the newest are wanted.
MOST_ENTRIES = 1000
MOST_FURTHER = 20
LARGEST_UNPACKED = 50 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_PLAIN_LINE = re.compile(r"https?://\S+")


def read_sitemap(body: bytes, url: str, *, most: int = MOST_ENTRIES, further: int = MOST_FURTHER) -> Reading:
    """Read a sitemap; the newest ``most`` addresses and ``further`` sitemaps are kept. It raises for no input."""
    text = unpack(body)
    if text is None:
        return Reading(valid=False)
    if text.lstrip()[:1] != b"<":
        return _read_lines(text, url, most)
    pages: list[FeedEntry] = []
    maps: list[Further] = []
    valid, without_link = False, 0
    for kind, fields in _elements(text):
        valid = True
        address = absolute(fields.get("loc", ""), url)
        without_link += kind in {"url", "sitemap"} and not address
        if address and kind == "sitemap":
            maps.append(Further(url=address, modified=fields.get("lastmod", "")))
        elif address and kind == "url":
            pages.append(_entry(address, fields))
    return Reading(
        entries=tuple(_newest(pages, most)),
        further=tuple(sorted(maps, key=lambda each: each.modified, reverse=True)[:further]),
        valid=valid,
        without_link=without_link,
    )


def unpack(body: bytes) -> bytes | None:
    """Undo gzip, as deep as nothing sane goes; ``None`` for what is broken or unpacks to more than 50 MiB."""
    for _ in range(2):
        if not body.startswith(_GZIP):
            return body
        decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            body = decoder.decompress(body, LARGEST_UNPACKED)
        except zlib.error:
            return None
        if decoder.unconsumed_tail:
            return None
    return body


def _elements(text: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Walk over the entries of a sitemap with little memory; a broken one ends where it breaks."""
    walk = etree.iterparse(
        io.BytesIO(text),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, element in walk:
            name = _name(element)
            if name in {"url", "sitemap"}:
                yield name, _fields(element)
                _forget(element)
            elif name in {"urlset", "sitemapindex"}:
                yield name, {}
    except etree.XMLSyntaxError:
        return


def _fields(element: etree._Element) -> dict[str, str]:
    """Give what an entry itself says, and what its news part does; images and videos have titles and places, too."""
    own = list(element.iterchildren("*"))
    news = [part for child in own if _name(child) == "news" for part in child.iter("*")]
    return {_name(part): (part.text or "").strip() for part in (*news, *own)}


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _entry(address: str, fields: dict[str, str]) -> FeedEntry:
    keywords = (word.strip() for word in fields.get("keywords", "").split(","))
    return FeedEntry(
        link=address,
        title=fields.get("title", ""),
        published=fields.get("publication_date", ""),
        updated=fields.get("lastmod", ""),
        categories=tuple(word for word in keywords if word),
        language=fields.get("language", ""),
    )


def _newest(pages: list[FeedEntry], most: int) -> list[FeedEntry]:
    """Keep the newest by what they say themselves; where they say nothing, the order of the file stands."""
    if len(pages) <= most:
        return pages
    return sorted(pages, key=lambda entry: max(entry.published, entry.updated), reverse=True)[:most]


def _read_lines(text: bytes, url: str, most: int) -> Reading:
    """Read the plain-text form: one address per line."""
    lines = text[:LARGEST_UNPACKED].decode("utf-8", "replace").split()
    found = [address for line in lines if _PLAIN_LINE.fullmatch(line) and (address := absolute(line, url))]
    return Reading(entries=tuple(FeedEntry(link=address) for address in found[:most]), valid=bool(found))
