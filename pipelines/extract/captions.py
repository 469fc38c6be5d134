"""What is printed under the leading image of an article."""

from __future__ import annotations

import re
from posixpath import basename
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pipelines.extract.lines import fold
from pipelines.extract.markup import absolute, text_of
from pipelines.urls import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.extract.sight import Sight

_CAPTIONED = "//figure[.//img and .//figcaption] | //*[contains(@class, 'wp-caption') and .//img]"
_UNDER = ".//figcaption | .//*[contains(@class, 'wp-caption-text') or contains(@class, 'caption')]"
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
# Longer ones are paragraphs that a template put into the figure.
_LONGEST = 400
# Sizes that systems add to a file's name: "-1024x768", "_16_9", "-scaled", "@2x".
_SIZE = re.compile(r"(?:[-_]\d+(?:x|_)\d+|-scaled|@\dx)+$")


def find_caption(sight: Sight, image: str | None, text: str) -> str | None:
    """Find the caption of the leading image: what JSON-LD, the figure around it or ``og:image:alt`` says.

    Args:
        sight: the page.
        image: the address of the image; without one there is no caption.
        text: the text of the article; a line of it is no caption.
    """
    if image is None:
        return None
    told = (sight.linked.caption, *_printed(sight, image), sight.head.first("og:image:alt", "twitter:image:alt"))
    known = {_bare(line) for line in (*sight.known, *sight.names, *text.split("\n\n"))}
    return next((caption for caption in told if _is_caption(caption, known)), None)


def _is_caption(caption: str, known: set[str]) -> bool:
    return 0 < len(caption) <= _LONGEST and " " in caption and _bare(caption) not in known


def _bare(line: str) -> str:
    """Fold a line without the dots that systems put behind what they cut off."""
    return fold(line).rstrip(".… ")


def _printed(sight: Sight, image: str) -> Iterator[str]:
    name = _name(image)
    for figure in sight.tree.xpath(_CAPTIONED):
        if any(_name(address) == name for address in _addresses(sight, figure)):
            yield next((text for element in figure.xpath(_UNDER) if (text := text_of(element))), "")


def _addresses(sight: Sight, figure: HtmlElement) -> Iterator[str]:
    for picture in figure.iter("img"):
        for key in _SOURCES:
            if address := picture.get(key):
                yield absolute(sight.page.fetched_url, address)


def _name(address: str) -> str:
    """Give an image's file name without its size and ending: the leading one is offered in several sizes."""
    return _SIZE.sub("", unquote(basename(split(address).path)).rpartition(".")[0])
