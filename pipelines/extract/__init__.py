"""From a page to an article: title, lead, text, authors, dates, section, image, canonical link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.charset import decode, inflate
from pipelines.extract.feed import reject, without_page
from pipelines.extract.markup import parse
from pipelines.extract.reading import read_page
from pipelines.records import Reason

if TYPE_CHECKING:
    from pipelines.records import Article, Page, Rejection, Source

__all__ = ["extract"]

# News pages are below 1 MB; what is larger holds data, and its tree would take a hundred times its size in memory.
_LARGEST = 10_000_000
_HTTP_OK = 200
_OTHER_KINDS = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_FEEDS = (b"<rss", b"<feed", b"<rdf:rdf", b"<urlset", b"<sitemapindex")
_OTHER_TYPES = (
    "application/json",
    "application/pdf",
    "image/",
    "video/",
    "audio/",
    "text/css",
    "text/javascript",
    "application/javascript",
)


def extract(page: Page, body: bytes | None, source: Source) -> Article | Rejection:
    """Read the article of a page, or name why there is none.

    Args:
        page: the page as it was fetched (or not).
        body: its bytes after content decoding, ``None`` where there was no response.
        source: who published it: languages, zone, selectors.

    Returns:
        An article whose revision and sequence numbers are not set and whose language is the source's first, or a
        rejection. No page makes it raise.
    """
    if body is None or page.status != _HTTP_OK:
        return without_page(page, source)
    raw = inflate(body, _LARGEST)
    if len(raw) > _LARGEST:
        return reject(page, Reason.TOO_LARGE, f"{len(raw)} bytes, the limit is {_LARGEST}")
    if not raw.strip(b"\0 \t\r\n"):
        return reject(page, Reason.EMPTY, "the response has no content")
    kind = next((value for name, value in page.headers if name.lower() == "content-type"), "")
    if not _is_html(raw, kind):
        return reject(page, Reason.NOT_HTML, f"content type {kind or 'unknown'}")
    tree, markup = parse(decode(raw, kind, source.languages))
    if tree is None:
        return reject(page, Reason.BROKEN, "there is no markup that a parser can read")
    return read_page(page, markup, tree, source)


def _is_html(raw: bytes, kind: str) -> bool:
    """Say whether bytes are a web page; the content type is asked only where the bytes do not tell."""
    start = raw[:1024].lstrip(b"\xef\xbb\xbf\0 \t\r\n").lower()
    if start.startswith(tuple(mark.lower() for mark in _OTHER_KINDS)):
        return False
    if start.startswith(b"<?xml") or start.startswith(_FEEDS):
        return b"<html" in raw[:4096].lower() or not any(mark in start for mark in _FEEDS)
    return b"<" in start or not kind.lower().startswith(_OTHER_TYPES)
