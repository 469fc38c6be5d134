"""Reading a page by the selectors of its source or of its source's CMS family."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.etree import XPathError

from pipelines.extract.markup import text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def select(tree: HtmlElement, selector: str) -> tuple[HtmlElement, ...]:
    """Give the elements that a CSS selector names, in document order; none for an empty selector.

    Raises:
        cssselect.SelectorError: the selector is no CSS; source files are checked for that when they are loaded.
    """
    found = _compiled(selector)(tree) if selector else None
    return tuple(found) if isinstance(found, list) else ()


def select_leniently(tree: HtmlElement, selector: str) -> tuple[HtmlElement, ...]:
    """Give the elements that a selector of a page's own names; none where it is no CSS."""
    try:
        return select(tree, selector)
    except (SelectorError, XPathError):
        return ()


def first_text(tree: HtmlElement, selector: str) -> str:
    """Give the text of the first element that a selector names and that has any."""
    return next((text for element in select(tree, selector) if (text := text_of(element))), "")


def outermost(elements: tuple[HtmlElement, ...]) -> tuple[HtmlElement, ...]:
    """Leave out elements that stand inside others of them."""
    chosen = frozenset(elements)
    return tuple(element for element in elements if chosen.isdisjoint(element.iterancestors()))


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")
