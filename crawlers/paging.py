"""How the past of a channel is reached: the next page of a listing, and the day that an entry or an address names."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import jdatetime
from scrapy.http import HtmlResponse

from crawlers.entries import absolute
from pipelines.urls import canonical, same_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parsel import Selector

    from pipelines.records import FeedEntry

# How the link to the next page is called, with or without an arrow.
_WORDS = re.compile(
    r"[«‹<←]*\s*(?:(?:sonraki|önceki haberler|daha eski|eski haberler)(?: sayfa)?|next(?: page)?|older(?: posts)?"
    r"|(?:صفحه[ \u200c]?ی? ?)?بعدی?|قدیمی[ \u200c]?تر)\s*[›»>→]*",
    re.IGNORECASE,
)
# Eight digits in a row may be anything, such as an article's number.
_DAY = re.compile(r"(?<!\d)(1[34]\d\d|20\d\d)([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_JALALI = range(1300, 1500)
# What the number of a page is called where the first page bears none; others may number articles.
_PAGE_NAMES = frozenset({"page", "paged", "pagenumber", "p", "pg", "pi", "pn", "sayfa", "s", "صفحه"})
_NUMBER = re.compile(r"\d{1,5}")


def next_page(body: bytes, url: str, content_type: str = "") -> str:
    """Give the address of a listing's next page: what it calls so, or else the same address with the next number.

    A bare arrow decides nothing, since on many sites it leads to the last page. An empty string where there is no next
    page; it raises for no input.
    """
    page = HtmlResponse(url, body=body, headers={"Content-Type": content_type} if content_type else None)
    try:
        links = [(absolute(link.attrib.get("href", ""), url), link) for link in page.css("a[href], link[rel~=next]")]
    except ValueError:  # lxml finds no document in it
        return ""
    own = [
        (address, link)
        for address, link in links
        if address and same_site(address, url) and canonical(address) != canonical(url)
    ]
    called = (address for address, link in own if _is_called_next(link))
    return next(called, "") or next((address for address, _ in own if _follows(url, address)), "")


def _is_called_next(link: Selector) -> bool:
    named = f"{link.attrib.get('rel', '')} {link.attrib.get('class', '')}".lower().split()
    words = " ".join(" ".join(link.xpath(".//text()").getall()).split())
    return "next" in named or _WORDS.fullmatch(words) is not None


def _follows(url: str, other: str) -> bool:
    """Say whether an address is another one with a page number that is one higher; the first page may bear none."""
    own, further = _numbers(url), _numbers(other)
    if own is None or further is None:
        return False
    grown = {key for key in further if further[key] != own.get(key)}
    if len(grown) != 1 or own.keys() - further.keys():
        return False
    (key,) = grown
    if key not in own and key.strip("/").lower() not in _PAGE_NAMES:
        return False
    before = own.get(key, "1")
    return all(_NUMBER.fullmatch(text) for text in (before, further[key])) and int(further[key]) == int(before) + 1


def _numbers(url: str) -> dict[str, str] | None:
    """Take an address apart into parameters and the rest; ``/page/2`` at its end is the parameter ``/page``."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    segments = [segment for segment in parts.path.split("/") if segment]
    found = dict(parse_qsl(parts.query))
    if len(segments) > 1 and segments[-1].isdecimal() and not segments[-2].isdecimal():
        *segments, name, number = segments
        found[f"/{name}"] = number
    return found | {"": "/".join((parts.netloc.removeprefix("www."), *segments))}


def paged(url: str, number: int) -> str:
    """Give the address of a further page of a WordPress feed."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "paged"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("paged", str(number))])))


def day_of(entry: FeedEntry) -> date | None:
    """Give the day that an entry says it is of, or that its address holds; ``None`` where neither does."""
    return next((day for text in (entry.published, entry.updated) if (day := _stated(text))), None) or _named(
        entry.link
    )


def reaches(entry: FeedEntry, since: date) -> bool:
    """Say whether an entry is of ``since`` or later, or says nothing of its day."""
    day = day_of(entry)
    return day is None or day >= since


def is_past(entries: Iterable[FeedEntry], since: date) -> bool:
    """Say whether all entries that name their day, and at least one does, are older than ``since``."""
    days = [day for entry in entries if (day := day_of(entry))]
    return bool(days) and max(days) < since


def _stated(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None


def _named(url: str) -> date | None:
    return next(_days(urlsplit(canonical(url)).path), None)


def _days(path: str) -> Iterator[date]:
    for found in _DAY.finditer(path):
        year, month, day = (int(found[group]) for group in (1, 3, 4))
        try:
            yield jdatetime.date(year, month, day).togregorian() if year in _JALALI else date(year, month, day)
        except ValueError:
            continue
