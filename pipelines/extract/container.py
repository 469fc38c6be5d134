"""Where on a page the article's text stands: the element that holds most of the prose after the headline."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.extract.furniture import Part, part_of

if TYPE_CHECKING:
    from pipelines.extract.survey import Block, Survey

# A block counts as prose from this many characters on, or from the second number on if it ends like a sentence.
_PROSE = 80
_SENTENCE = 25
_SENTENCE_ENDS = (".", "!", "?", "؟", "…", ":", "»", "”", '"', "’", ")", "؛", "/")
# How much of a block's length its holders get, nearest first (the weights of Arc90's Readability, 2010).
_WEIGHTS = (1.0, 0.5, 0.33)
_NAMED_BODY = 1.4
_LEVELS = 4
_GAIN = 1.2
_GAIN_ABOVE = 1.5
_ALIKE = 0.05
# These hold one paragraph each, never a text.
_INNER = frozenset(["p", "li", "blockquote"])
_LIMITS = frozenset(["article", "main"])
_WHOLE = frozenset(["html", "body"])


@dataclass(frozen=True, slots=True)
class Container:
    """The element that holds the text, its blocks' range in the survey, and how sure that is.

    ``share`` is the part of all the page's prose that it has; ``named`` says whether its name or markup, too, says
    that it is the text.
    """

    element: HtmlElement
    first: int
    last: int
    share: float
    named: bool


def prose_of(block: Block) -> int:
    """Count a block's characters of running text; headings, links and labels are none."""
    if block.is_heading or block.is_link or block.part is Part.LEAD:
        return 0
    length = block.prose
    return length if length >= _PROSE or (length >= _SENTENCE and block.text.endswith(_SENTENCE_ENDS)) else 0


def find_container(page: Survey, title: int) -> Container | None:
    """Find the element that holds the text; ``None`` where no block has any.

    Args:
        page: the page's survey.
        title: the index of the headline's block, or -1; the text is looked for behind it.
    """
    values = [prose_of(block) for block in page.blocks]
    values[: title + 1] = [0] * (title + 1)
    sums = [0, *accumulate(values)]
    marked = _marked_body(page, sums)
    best = marked if marked is not None else _densest(page, values)
    if best is None:
        return None
    above = frozenset(page.blocks[title].holder.iterancestors()) if title >= 0 else frozenset()
    if marked is None:
        best = _climb(best, page, sums, above)
    first, last = page.ranges[best]
    first = max(first, title + 1)
    prose = sums[last] - sums[first]
    return Container(best, first, last, prose / (sums[-1] or 1), marked is not None or _is_named(best))


def _marked_body(page: Survey, sums: list[int]) -> HtmlElement | None:
    """Choose the element with most prose among those that are marked up as the text."""
    held = [(_prose(page, sums, element), element) for element in page.bodies if element in page.ranges]
    prose, element = max(held, key=lambda pair: pair[0], default=(0, None))
    return element if prose > 0 else None


def _densest(page: Survey, values: list[int]) -> HtmlElement | None:
    scores: defaultdict[HtmlElement, float] = defaultdict(float)
    for block, value in zip(page.blocks, values, strict=True):
        if not value:
            continue
        holders = (element for element in block.holder.iterancestors() if element in page.ranges)
        first = () if block.holder.tag in _INNER else (block.holder,)
        for weight, holder in zip(_WEIGHTS, chain(first, holders), strict=False):
            scores[holder] += value * weight
    weighted = {element: score * (_NAMED_BODY if _is_named(element) else 1.0) for element, score in scores.items()}
    best = max(weighted, key=lambda element: weighted[element], default=None)
    return best if best is None else _first_like(best, weighted, page)


def _first_like(best: HtmlElement, weighted: dict[HtmlElement, float], page: Survey) -> HtmlElement:
    """Prefer the first of several alike: pages that scroll on put the next articles behind their own."""
    alike = [
        element
        for element, weight in weighted.items()
        if element.tag == best.tag and element.get("class") == best.get("class") and weight > _ALIKE * weighted[best]
    ]
    named = [element for element in alike if best.get("class") and element.getparent() is not best.getparent()]
    return min([best, *named], key=lambda element: page.ranges[element][0])


def _climb(start: HtmlElement, page: Survey, sums: list[int], above: frozenset[HtmlElement]) -> HtmlElement:
    """Take a wider element as long as it gains much prose, or is named as the body.

    One that holds the headline, too, has to gain more.
    """
    best, levels = start, 0
    for element in start.iterancestors():
        if best.tag in _LIMITS or element.tag in _WHOLE or levels == _LEVELS:
            break
        if element not in page.ranges:
            continue
        levels += 1
        gain = _GAIN_ABOVE if element in above else _GAIN
        body = element not in above and _is_named(element) and not _is_named(best)
        if body or _prose(page, sums, element) >= gain * _prose(page, sums, best):
            best, levels = element, 0
    return best


def _prose(page: Survey, sums: list[int], element: HtmlElement) -> int:
    first, last = page.ranges[element]
    return sums[last] - sums[first]


def _is_named(element: HtmlElement) -> bool:
    return part_of(f"{element.get('class', '')} {element.get('id', '')}") is Part.BODY
