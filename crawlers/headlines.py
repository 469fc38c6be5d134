"""Guesses the selector of a listing page: the links that look like headlines and stand in like places."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from cssselect import SelectorError
from scrapy.http import HtmlResponse

from crawlers.entries import absolute
from pipelines.urls import canonical, same_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsel import Selector

# A headline has at least this many characters, a list of articles this many of them.
_HEADLINE = 20
_FEWEST = 4
_PUREST = 0.6
_LEVELS = 4
_CLASS = re.compile(r"[A-Za-z_][\w-]*")
_FURNITURE = ("nav", "header", "footer", "aside")
# Addresses of articles carry a number, or a slug of several words.
_ARTICLE = re.compile(r"\d{3,}|(?:[^/\-_]+[-_]){3}")


@dataclass(frozen=True, slots=True)
class _Place:
    url: str
    title: str


def guess(body: bytes, url: str) -> str | None:
    """Give a CSS selector for the article links of a page, or ``None`` where no list of articles is seen."""
    page = HtmlResponse(url, body=body)
    places: defaultdict[str, dict[str, _Place]] = defaultdict(dict)
    try:
        links = page.xpath("//a[@href]")
    except ValueError:
        return None
    for link in links:
        place = _place(link, url)
        if place is not None:
            for selector in _selectors(link):
                places[selector][canonical(place.url)] = place
    scored = ((_score(page, selector, found, url), selector) for selector, found in places.items())
    best = max(((score, selector) for score, selector in scored if score > 0), default=None)
    return best[1] if best else None


def _place(link: Selector, url: str) -> _Place | None:
    """Read a link that looks like an article's headline, outside of navigation."""
    address = absolute(link.attrib["href"], url)
    title = " ".join(" ".join(link.xpath(".//text()").getall()).split())
    path = unquote(urlsplit(address).path)
    wanted = len(title) >= _HEADLINE and _ARTICLE.search(path) and same_site(address, url)
    furniture = any(link.xpath(f"ancestor::{name}") for name in _FURNITURE)
    return _Place(address, title) if wanted and not furniture else None


def _selectors(link: Selector) -> Iterator[str]:
    """Name a link by its own class, by the heading it stands in, and by the classes of what it stands in."""
    yield from (f"a.{name}" for name in _classes(link))
    for level, parent in enumerate(reversed(link.xpath("ancestor::*"))):
        if level >= _LEVELS:
            return
        tag = parent.xpath("name()").get("")
        if tag in {"h1", "h2", "h3", "h4"}:
            yield f"{tag} a"
        yield from (f"{tag}.{name} a" for name in _classes(parent))


def _classes(element: Selector) -> list[str]:
    return [name for name in element.attrib.get("class", "").split() if _CLASS.fullmatch(name)]


def _score(page: HtmlResponse, selector: str, found: dict[str, _Place], url: str) -> float:
    """Prefer many headlines, and selectors that choose little else."""
    if len(found) < _FEWEST:
        return 0.0
    try:
        hrefs = page.css(f"{selector}::attr(href)").getall()
    except (SelectorError, ValueError):
        return 0.0
    chosen = {canonical(address) for href in hrefs if (address := absolute(href, url))}
    purity = len(found) / max(len(chosen), 1)
    return len(found) * purity if purity >= _PUREST else 0.0
