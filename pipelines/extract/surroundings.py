"""What is printed near a text: the lines that date it and name its author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.extract.furniture import Part
from pipelines.extract.lines import fold, load_lines
from pipelines.extract.people import bylines, is_labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.extract.passage import Passage
    from pipelines.extract.survey import Mark, Survey

# Datelines and bylines stand within this many blocks of the headline or of the text.
_NEAR = 6
_YEAR = re.compile(r"(?<!\d)(?:20\d\d|1[34]\d\d)(?!\d)")
_DATED_LINE = 160
_TAG_LINE = 300
_MARKED = 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Elements named as datelines, other lines that hold a year, bylines, and lines of tags without their label."""

    dates: tuple[HtmlElement, ...] = ()
    lines: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


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
    dates = _dates(near, title, start, last)
    blocks = seen.blocks[max(0, first - _NEAR) : last + _NEAR]
    head = [block.text for block in seen.blocks[max(0, first - 1) : start + 2] if not block.is_heading]
    labelled = tuple(block.text for block in blocks if is_labelled(block.text))
    authors = bylines(mark.element for mark in near if mark.part is Part.AUTHOR)
    return Surroundings(
        dates=dates,
        lines=tuple(text for text in head if len(text) <= _DATED_LINE and _YEAR.search(fold(text))),
        bylines=(*authors, *labelled, *_beside(dates, seen, first)),
        tags=tuple(tags for block in blocks if (tags := _tags(block.text))),
    )


def marked_up(tree: HtmlElement, heading: HtmlElement | None) -> Surroundings:
    """Note what is marked up as date and author, for pages that are read by selectors."""
    marked = tree.xpath("//*[@itemprop='datePublished' or @itemprop='dateModified']")
    dates = marked[:_MARKED] or (heading.xpath("following::time[@datetime][1]") if heading is not None else [])
    authors = tree.xpath("//*[@rel='author' or @itemprop='author']")
    return Surroundings(tuple(dates), (), bylines(authors[:_MARKED]))


def _dates(near: Sequence[Mark], title: int, start: int, last: int) -> tuple[HtmlElement, ...]:
    """Give the datelines between headline and text, or else the first behind the text."""
    dates = [mark for mark in near if mark.part is Part.DATE]
    between = [mark.element for mark in dates if title < mark.at <= start + 1]
    return tuple(between or [mark.element for mark in dates if mark.at >= last][:1])


def _tags(text: str) -> str:
    """Give what stands behind the label of a line of tags; an empty string for other lines."""
    label = load_lines().tags.match(fold(text)) if len(text) <= _TAG_LINE else None
    return text[label.end() :] if label is not None else ""


def _beside(dates: Sequence[HtmlElement], seen: Survey, first: int) -> Iterator[str]:
    """Give the lines that share their holder with a dateline and read like names: authors without a label.

    Only capital letters tell a name from a section, and the Persian script has none.
    """
    holders = [holder for date in dates if (holder := date.getparent()) is not None]
    for block in seen.blocks[first : first + _NEAR]:
        near = any(holder is block.holder or holder is block.holder.getparent() for holder in holders)
        if near and not block.is_link and not block.is_heading and block.text.strip(" |•-").istitle():
            yield block.text
