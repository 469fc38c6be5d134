"""Reading one parsed page: every field from the best place that has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.dates import Found, published_and_modified
from pipelines.extract.datelines import find_dates
from pipelines.extract.feed import article_of, entry_text, reject
from pipelines.extract.fields import find_address, find_image, find_keywords, find_section
from pipelines.extract.furniture import Part
from pipelines.extract.kinds import kind_of
from pipelines.extract.lines import fold
from pipelines.extract.markup import line
from pipelines.extract.passage import Passage, by_general, by_linked, by_selectors, by_structure, longer
from pipelines.extract.people import choose_authors
from pipelines.extract.selected import first_text, select
from pipelines.extract.sight import Sight, look
from pipelines.extract.survey import Survey, survey
from pipelines.records import Article, Reason, Rejection
from pipelines.urls import article_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.records import Page, Source

# A paywalled stub is shorter than this (characters); longer texts are whole, whatever a page says of its price.
_STUB = 700
# A stub is shorter than this share of what the feed has.
_PART = 0.6
# Datelines and bylines stand within this many blocks of the headline or of the text.
_NEAR = 6
_YEAR = re.compile(r"(?<!\d)(?:20\d\d|1[34]\d\d)(?!\d)")
_DATED_LINE = 160


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is printed near the text: elements that are named as datelines and bylines, and lines that hold a year."""

    dates: tuple[HtmlElement, ...] = ()
    authors: tuple[HtmlElement, ...] = ()
    lines: tuple[str, ...] = ()


def read_page(page: Page, markup: str, tree: HtmlElement, source: Source) -> Article | Rejection:
    """Read all fields of a parsed page, or name why it holds no article."""
    sight = look(page, markup, tree, source)
    seen, passage, around = _read_selected(sight) or _read_generally(sight)
    text = passage.body.text if passage is not None else ""
    kind = kind_of(page.fetched_url, sight.head, sight.linked, seen, text)
    if kind:
        return reject(page, Reason.NOT_AN_ARTICLE, kind)
    if passage is None or not sight.title:
        return _incomplete(sight, Reason.NO_TITLE if passage is not None else Reason.NO_TEXT)
    return _compose(sight, passage, around)


def _read_selected(sight: Sight) -> tuple[Survey, Passage | None, Surroundings] | None:
    """Read the text by the source's selectors, without a look at the rest of the page."""
    passage = by_selectors(sight.tree, sight.source.selectors, sight.description, sight.known)
    return (Survey((), {}), passage, _marked_surroundings(sight.tree)) if passage is not None else None


def _read_generally(sight: Sight) -> tuple[Survey, Passage | None, Surroundings]:
    """Read the text by the page's structure, and ask a general extractor where that leaves a doubt."""
    above = frozenset([sight.heading, *sight.heading.iterancestors()] if sight.heading is not None else [])
    seen = survey(sight.tree, above)
    at = seen.ranges[sight.heading][1] - 1 if sight.heading in seen.ranges else -1
    passage, sure = by_structure(seen, sight.tree, at, sight.description, sight.known)
    around = _surroundings(seen, at, passage)
    if not sure:
        passage = longer(passage, by_general(sight.markup, sight.tree, sight.description, sight.known))
    told = by_linked(sight.linked.body, sight.description, sight.known, sight.tree)
    return seen, longer(passage, told), around


def _surroundings(seen: Survey, title: int, passage: Passage | None) -> Surroundings:
    """Note the datelines and bylines that stand near the headline or the text, in document order."""
    first = title if title >= 0 else (passage.first if passage is not None else 0)
    last = passage.last if passage is not None else first
    near = [mark for mark in seen.marked if first - _NEAR <= mark.at <= last + _NEAR]
    until = passage.first + 1 if passage is not None else title + _NEAR
    lines = [block.text for block in seen.blocks[max(0, first - _NEAR) : until] if not block.is_heading]
    return Surroundings(
        dates=tuple(mark.element for mark in near if mark.part is Part.DATE),
        authors=tuple(mark.element for mark in near if mark.part is Part.AUTHOR),
        lines=tuple(text for text in lines if len(text) <= _DATED_LINE and _YEAR.search(fold(text))),
    )


def _marked_surroundings(tree: HtmlElement) -> Surroundings:
    """Note what is marked up as date and author, for pages that are read by selectors."""
    dates = tree.xpath("//time[@datetime] | //*[@itemprop='datePublished' or @itemprop='dateModified']")
    authors = tree.xpath("//*[@rel='author' or @itemprop='author']")
    return Surroundings(tuple(dates[:_NEAR]), tuple(authors[:_NEAR]))


def _compose(sight: Sight, passage: Passage, around: Surroundings) -> Article:
    page, source, head, linked = sight.page, sight.source, sight.head, sight.linked
    url = find_address(page, head)
    lead, text, complete = _weigh(sight, passage)
    selected = source.selectors
    dates = published_and_modified(_dates(sight, around), source.zone, page.fetched_at, source.languages)
    bylines = select(sight.tree, selected.authors) or around.authors
    feed = page.entry.authors if page.entry is not None else ()
    return Article(
        id=article_id(url),
        url=url,
        fetched_url=page.fetched_url,
        source=source.id,
        country=source.country,
        language=source.languages[0] if source.languages else "",
        title=sight.title,
        lead=first_text(sight.tree, selected.lead) or lead,
        text=text,
        authors=choose_authors(head, linked, bylines, feed, sight.names),
        published=dates.published,
        modified=dates.modified,
        conflict=dates.conflict,
        section=find_section(sight),
        keywords=find_keywords(sight),
        image=find_image(sight),
        extractor=passage.extractor,
        complete=complete,
        fetched_at=page.fetched_at,
    )


def _weigh(sight: Sight, passage: Passage) -> tuple[str, str, bool]:
    """Choose between the page's text and the feed's, and say whether the article is whole."""
    body = passage.body
    told, _ = entry_text(sight.page.entry) if sight.page.entry is not None else ("", "")
    if len(body.text) < _PART * len(told):
        return body.lead, told, False
    stub = len(body.text) < _STUB and not sight.linked.free
    return body.lead, body.text, not (stub or body.paywalled)


def _dates(sight: Sight, around: Surroundings) -> Sequence[Found]:
    chosen = select(sight.tree, sight.source.selectors.published)
    return find_dates(sight.head, sight.linked, chosen or around.dates, () if chosen else around.lines, sight.page)


def _incomplete(sight: Sight, reason: Reason) -> Article | Rejection:
    """Fall back on the feed's words for a page that is not to be read."""
    page, entry = sight.page, sight.page.entry
    if entry is not None and line(entry.title) and any(entry_text(entry)):
        return article_of(page, entry, sight.source)
    missing = "no title" if reason is Reason.NO_TITLE else "no running text"
    return reject(page, reason, f"the page has {missing}")
