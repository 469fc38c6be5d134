"""What the mini web answers at one of its captures, as the tests read it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from lxml import etree, html

from rasad.demo.web import CAPTURES, moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rasad.demo.pages import Print
    from tests.demo.conftest import Answer

    Captured = Mapping[str, list[Answer]]

XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def at(captured: Captured, url: str, day: int) -> Answer:
    """Give the answer of an address at the capture with this number."""
    wanted = moment(CAPTURES[day])
    return max((answer for answer in captured[url] if answer.at <= wanted), key=lambda answer: answer.at)


def locations(answer: Answer) -> list[str]:
    """Give the addresses of a sitemap, packed or not."""
    body = gzip.decompress(answer.body) if answer.content_type == "application/gzip" else answer.body
    return [str(loc.text) for loc in etree.fromstring(body).iterfind(".//s:loc", XML)]


def page_of(prints: tuple[Print, ...], key: str) -> Print:
    """Give the last version of an article as it is printed."""
    return [article for article in prints if article.draft.key == key][-1]


def text_of(answer: Answer, charset: str) -> str:
    """Give a page's text, decoded as its author encoded it."""
    return str(html.fromstring(answer.body.decode(charset)).xpath("string()"))
