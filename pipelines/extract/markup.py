"""A page's markup as a tree, and its strings as clean lines."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterable

# Soft hyphen, zero-width space, bidi controls, word joiner, BOM; ZWNJ and ZWJ shape words and stay.
_INVISIBLE = [0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xFFFC]
# C1 controls are windows-1252 characters that were numbered wrongly (HTML Standard, numeric character references).
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_CLEAN = {**dict.fromkeys(_INVISIBLE, ""), **_C1}
_UNCLEAN = re.compile("[" + "".join(map(chr, _CLEAN)) + "\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile(r"<[A-Za-z/!][^<>]*>")
_BREAKING = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote)\b[^<>]*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style|figcaption)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
# No browser or server goes beyond this; data URLs and broken templates do.
_LONGEST_ADDRESS = 4000
_WRAPPERS = re.compile(
    r"</?(?:div|section|article|table|tbody|tr|td|ul|ol|blockquote|center|form)\b[^<>]*>", re.IGNORECASE
)
_INLINE = re.compile(r"</?(?:span|font|b|i|u|em|strong|small|big)\b[^<>]*>", re.IGNORECASE)
_DEPTH_ERROR = "ERR_RESOURCE_LIMIT"


def parse(text: str) -> tuple[HtmlElement | None, str]:
    """Build the tree of a page once, for all that read it, and give it with the markup that it was built from.

    libxml2 stops at a depth of 256 elements; such a page is read again with the largest depth that it can do, 2048,
    and if that is not enough without the elements that only wrap others: they hold no word of their own.

    Returns:
        The tree, ``None`` where there is not one element; and the markup, changed for the deepest pages only.
    """
    for huge in (False, True):
        tree, too_deep = _parse(text, huge=huge)
        if not too_deep:
            return tree, text
    flat = _INLINE.sub("", _WRAPPERS.sub("<br><br>", text))
    return _parse(flat, huge=True)[0], flat


def squeeze(text: str) -> str:
    """Reduce text to one line: single blanks, no invisible characters, ZWNJ kept."""
    if not text.isascii() and _UNCLEAN.search(text):
        text = _SURROGATES.sub("", text).translate(_CLEAN)
    return " ".join(text.split())


def text_of(element: HtmlElement) -> str:
    """Give the text of an element on one line, without scripts and styles."""
    if next(element.iter("style", "script"), None) is None:
        return squeeze("".join(element.itertext()))
    return squeeze("".join(element.xpath(".//text()[not(parent::style or parent::script)]")))


def plain(markup: str) -> str:
    """Strip HTML from a feed's or a metadata string; paragraphs stay apart as blank lines."""
    text = _BREAKING.sub("\n\n", _UNSEEN.sub(" ", markup)) if "<" in markup else markup
    text = unescape(_MARKUP.sub("", text))
    if _MARKUP.search(text):
        text = _MARKUP.sub("", _BREAKING.sub("\n\n", _UNSEEN.sub(" ", text)))
    lines = (squeeze(unescape(line)) for line in re.split(r"\n\s*\n", text))
    return "\n\n".join(line for line in lines if line)


def line(markup: str) -> str:
    """Strip HTML from a string and put it on one line."""
    return squeeze(plain(markup)) if "<" in markup or "&" in markup else squeeze(markup)


def absolute(base: str, address: str) -> str:
    """Resolve an address against the page's; an empty string for what is no web address, or none but the page's own."""
    relative = address.strip().partition("#")[0]
    try:
        url = urljoin(base, relative) if relative else ""
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) and len(url) < _LONGEST_ADDRESS else ""


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Keep the first of equal strings, in order, without the empty one."""
    return tuple(dict.fromkeys(value for value in values if value))


@lru_cache(maxsize=4096)
def words_of(names: str) -> frozenset[str]:
    """Split class names and ids into lower-case words: ``newsTools item-tags`` gives news, tools, item, tags."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names)
    return frozenset(re.split(r"[^\w]+|_+", spaced.lower()))


def _parse(text: str, *, huge: bool) -> tuple[HtmlElement | None, bool]:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=huge)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    errors = parser.error_log
    too_deep = len(errors) > 0 and errors[-1].type_name == _DEPTH_ERROR
    return tree if isinstance(tree, HtmlElement) else None, too_deep
