"""What is printed near a text: the lines that date it and name its author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.extract.furniture import Part
from pipelines.extract.lines import fold
from pipelines.extract.markup import text_of
from pipelines.extract.people import bylines, is_labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.extract.passage import Passage
    from pipelines.extract.survey import Mark, Survey

# Datelines and bylines stand within this many blocks of the headline or of the text.
_NEAR = 6
_YEAR = re.compile(r"(?<!\d)(?:20\d\d|1[34]\d\d)(?!\d)")
_DATED_LINE = 160
# How many dates before a headline are asked, those with a year only: the clock of a page often has none.
_BEFORE = 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Elements that are named as datelines, other lines that hold a year, and bylines."""

    dates: tuple[HtmlElement, ...] = ()
    lines: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()


def look_around(seen: Survey, title: int, passage: Passage | None) -> Surroundings:
    """Note the datelines and bylines that stand near the headline or the text.

    Args:
        seen: the page's survey.
        title: the index of the headline's block, or -1.
        passage: the text, if there is one.
    """
    start = passage.first if passage is not None and passage.first >= 0 else max(title, 0)
    first = title if title >= 0 else start
    last = max(start, passage.last if passage is not None else 0)
    near = [mark for mark in seen.marked if first - _NEAR <= mark.at <= last + _NEAR]
    blocks = seen.blocks[max(0, first - _NEAR) : last + _NEAR]
    head = [block.text for block in seen.blocks[max(0, first - 1) : start + 2] if not block.is_heading]
    labelled = tuple(block.text for block in blocks if is_labelled(block.text))
    authors = bylines(mark.element for mark in near if mark.part is Part.AUTHOR)
    return Surroundings(
        dates=_dates(near, title),
        lines=tuple(text for text in head if len(text) <= _DATED_LINE and _YEAR.search(fold(text))),
        bylines=(*authors, *labelled, *_beside_dates(seen, near, first)),
    )


def marked_up(tree: HtmlElement) -> Surroundings:
    """Note what is marked up as date and author, for pages that are read by selectors."""
    dates = tree.xpath("//time[@datetime] | //*[@itemprop='datePublished' or @itemprop='dateModified']")
    authors = tree.xpath("//*[@rel='author' or @itemprop='author']")
    return Surroundings(tuple(dates[:_NEAR]), (), bylines(authors[:_NEAR]))


def _dates(near: Sequence[Mark], title: int) -> tuple[HtmlElement, ...]:
    """Give the datelines behind the headline, or the nearest ones before it."""
    dates = [mark for mark in near if mark.part is Part.DATE]
    behind = [mark.element for mark in dates if mark.at > title]
    before = [mark.element for mark in reversed(dates) if _YEAR.search(fold(text_of(mark.element)))]
    return tuple(behind or before[:_BEFORE])


def _beside_dates(seen: Survey, near: Sequence[Mark], first: int) -> Iterator[str]:
    """Give the lines that share their holder with a dateline: often the author, without any name for it."""
    holders = [mark.element.getparent() for mark in near if mark.part is Part.DATE]
    for block in seen.blocks[first : first + _NEAR]:
        if not block.is_link and any(
            holder is block.holder or holder is block.holder.getparent() for holder in holders
        ):
            yield block.text
