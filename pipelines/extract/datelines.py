"""The dates that a page gives of itself, as the strings found and where they were found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.dates import Found
from pipelines.extract.feed import feed_dates
from pipelines.extract.lines import fold, load_lines
from pipelines.extract.markup import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.extract.head import Head
    from pipelines.extract.linked import Linked
    from pipelines.records import Page

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished", "og:published_time"),
    *("publishdate", "publish-date", "publish_date", "published_date", "pubdate", "date.published", "parsely-pub-date"),
    *("dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "dcterms.date", "sailthru.date"),
    *("cxenseparse:recs:publishtime", "nastooh:publishdate", "date"),
)
_MODIFIED = (
    *("article:modified_time", "og:article:modified_time", "article:modified", "og:updated_time", "datemodified"),
    *("dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "article:updated_time"),
)
_DIGIT = re.compile(r"\d")
_DATED_LINE = 160
_LABEL = 40


def find_dates(
    head: Head, linked: Linked, marked: Sequence[HtmlElement], lines: Sequence[str], page: Page
) -> tuple[Found, ...]:
    """Collect every string that may date an article, unparsed.

    Args:
        head: the page's metadata elements.
        linked: the page's JSON-LD.
        marked: elements near the text that look like datelines, ``time`` elements among them.
        lines: other lines near the headline that hold a year.
        page: the page, for what the feed said and for its address, whose path may hold a date.
    """
    found = [Found("json-ld", linked.published, "published"), Found("json-ld", linked.modified, "modified")]
    found += [Found("meta", value, "published") for name in _PUBLISHED if (value := head.first(name))][:2]
    found += [Found("meta", value, "modified") for name in _MODIFIED if (value := head.first(name))][:1]
    found += [date for element in marked if (date := printed_date(element)) is not None]
    found += [Found("byline", text, _role(_label(text))) for text in lines]
    found += feed_dates(page.entry) if page.entry is not None else ()
    found.append(Found("url", page.fetched_url, "published"))
    return tuple(dict.fromkeys(date for date in found if date.raw))


def printed_date(element: HtmlElement) -> Found | None:
    """Give what an element says of a date: its attribute or else its text; ``None`` where it says nothing."""
    names = f"{element.get('itemprop', '')} {element.get('class', '')} {_before(element)}"
    attribute = element.get("datetime") or (element.get("content") if element.get("itemprop") else None)
    if attribute and _DIGIT.search(attribute):
        return Found("time", attribute.strip(), _role(names))
    text = text_of(element)
    dated = len(text) <= _DATED_LINE and _DIGIT.search(text)
    return Found("byline", text, _role(f"{names} {_label(text)}")) if dated else None


def _before(element: HtmlElement) -> str:
    """Give the words right before an element, which may be its label."""
    previous, parent = element.getprevious(), element.getparent()
    text = previous.tail if previous is not None else parent.text if parent is not None else ""
    return (text or "")[-_LABEL:]


def _label(text: str) -> str:
    """Give what stands before the first number of a dateline; labels behind it belong to later dates of the line."""
    return _DIGIT.split(text, maxsplit=1)[0]


def _role(text: str) -> str:
    return "modified" if load_lines().modified.search(fold(text)) else "published"
