"""Parts of a page that its survey left out although they are wanted: hidden texts, dates and bylines in furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pipelines.extract.furniture import WHOLE, Part, part_of
from pipelines.extract.markup import text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Datelines and bylines are shorter than this.
_LINE = 300
_NEAREST = 3
# The element with the text is among the few with most text.
_HOLDERS = 3


def strays(tree: HtmlElement, part: Part, heading: HtmlElement | None) -> tuple[HtmlElement, ...]:
    """Find the elements of one part wherever they stand, furniture included; the nearest to the headline come first."""
    found, at = [], 0
    for number, element in enumerate(tree.iter(etree.Element)):
        if element is heading:
            at = number
        names = element.get("class")
        if names and element.tag not in WHOLE and part_of(names) is part and len(text_of(element)) < _LINE:
            found.append((number, element))
    near = sorted(((abs(number - at), number, element) for number, element in found), key=lambda item: item[:2])
    return tuple(element for distance, _, element in near[:_NEAREST] if distance <= 2 * near[0][0] + _NEAREST)


def heaviest(tree: HtmlElement) -> tuple[HtmlElement | None, int]:
    """Find the element that holds most of the text in ``p`` elements, comments left out, and how much that is."""
    weights: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        holder = paragraph.getparent()
        if holder is not None:
            weights[holder] = weights.get(holder, 0) + len("".join(paragraph.itertext()).strip())
    for holder in sorted(weights, key=lambda element: weights[element], reverse=True)[:_HOLDERS]:
        if not any(_names_comments(element) for element in (holder, *holder.iterancestors())):
            return holder, weights[holder]
    return None, 0


def _names_comments(element: HtmlElement) -> bool:
    if element.tag in WHOLE:
        return False
    return part_of(f"{element.get('class') or ''} {element.get('id') or ''}") is Part.COMMENTS
