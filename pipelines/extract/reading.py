"""Reading one parsed page: every field from the best place that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.dates import SELECTOR, Found, published_and_modified
from pipelines.extract.agencies import find_agency
from pipelines.extract.captions import find_caption
from pipelines.extract.container import prose_of
from pipelines.extract.datelines import find_dates, printed_date
from pipelines.extract.feed import article_of, entry_text, reject
from pipelines.extract.fields import find_address, find_image, find_keywords, find_section
from pipelines.extract.furniture import Part
from pipelines.extract.head import Head
from pipelines.extract.kinds import kind_of
from pipelines.extract.linked import Linked
from pipelines.extract.markup import line, text_of
from pipelines.extract.passage import Passage, by_general, by_linked, by_selectors, by_structure, longer
from pipelines.extract.people import bylines, choose_authors, credited
from pipelines.extract.selected import first_text, select, select_leniently
from pipelines.extract.sight import Sight, look
from pipelines.extract.strays import heaviest, strays
from pipelines.extract.surroundings import Surroundings, look_around, marked_up
from pipelines.extract.survey import Survey, survey
from pipelines.records import Article, Reason, Rejection, SourceKind
from pipelines.urls import article_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.records import Page, Source

# A paywalled stub is shorter than this (characters); longer texts are whole, whatever a page says of its price.
_STUB = 700
# A stub is shorter than this share of what the feed has.
_PART = 0.6
# A label has fewer words than this and does not end as a sentence does.
_FEW = 4
_ENDS = '.!?…؟۔»”"'
# A line that names a source has at most this many characters.
_LABEL = 60
# A hidden holder of text has at least this many characters, and twice what else the page has.
_HEAVY = 200
_TWICE = 2


def read_page(page: Page, markup: str, tree: HtmlElement, source: Source) -> Article | Rejection:
    """Read all fields of a parsed page, or name why it holds no article."""
    sight = look(page, markup, tree, source)
    seen, passage, around = _read_selected(sight) or _read_generally(sight)
    passage = passage if passage is not None and _is_told(passage) else None
    text = passage.body.text if passage is not None else ""
    kind = kind_of(page.fetched_url, sight.head, sight.linked, seen, text)
    if kind:
        return reject(page, Reason.NOT_AN_ARTICLE, kind)
    if passage is None or not sight.title:
        return _incomplete(sight, Reason.NO_TITLE if passage is not None else Reason.NO_TEXT)
    return _compose(sight, passage, around, seen)


def _is_told(passage: Passage) -> bool:
    """Tell words of an article from the label of a menu, which is all that is left of a page without a text."""
    words = f"{passage.body.lead} {passage.body.text}".split()
    return len(words) >= _FEW or (words[-1:] != [] and words[-1][-1] in _ENDS)


def _read_selected(sight: Sight) -> tuple[Survey, Passage | None, Surroundings] | None:
    """Read the text by the source's selectors, without a look at the rest of the page."""
    passage = by_selectors(sight.tree, sight.source.selectors, sight.description, sight.known)
    return (Survey((), {}), passage, marked_up(sight.tree, sight.heading)) if passage is not None else None


def _read_generally(sight: Sight) -> tuple[Survey, Passage | None, Surroundings]:
    """Read the text by the page's structure, and ask a general extractor where that leaves a doubt."""
    seen = _survey(sight)
    at = seen.ranges[sight.heading][1] - 1 if sight.heading in seen.ranges else -1
    passage, sure = by_structure(seen, at, sight.description, sight.known)
    around = look_around(seen, at, passage)
    told = by_linked(sight.linked.body, sight.description, sight.known, sight.tree)
    if not sure and (passage is not None or told is None):
        passage = longer(passage, by_general(sight.markup, sight.tree, sight.description, sight.known))
    return seen, longer(passage, told), around


def _survey(sight: Sight) -> Survey:
    """Survey a page; what holds most of its paragraphs is text even where its name says something else."""
    above = frozenset([sight.heading, *sight.heading.iterancestors()] if sight.heading is not None else [])
    seen = survey(sight.tree, above)
    holder, weight = heaviest(sight.tree)
    if holder is None or holder in seen.ranges or weight < _HEAVY:
        return seen
    again = survey(sight.tree, above | {holder, *holder.iterancestors()})
    return again if sum(map(prose_of, again.blocks)) > _TWICE * sum(map(prose_of, seen.blocks)) else seen


def _compose(sight: Sight, passage: Passage, around: Surroundings, seen: Survey) -> Article:
    page, source = sight.page, sight.source
    url = find_address(page, sight.head)
    lead, text, complete = _weigh(sight, passage)
    selected = source.selectors
    dates = published_and_modified(_dates(sight, around), source.zone, page.fetched_at, source.languages)
    image = find_image(sight)
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
        authors=_authors(sight, around),
        published=dates.published,
        modified=dates.modified,
        conflict=dates.conflict,
        section=find_section(sight),
        keywords=find_keywords(sight, around.tags),
        image=image,
        caption=find_caption(sight, image, passage.body.text),
        agency=_agency(sight, around, seen, (text, lead)),
        extractor=passage.extractor,
        complete=complete,
        fetched_at=page.fetched_at,
    )


def _agency(sight: Sight, around: Surroundings, seen: Survey, texts: tuple[str, str]) -> str | None:
    """Name the agency that an outlet took an article from; an agency's own pages credit nobody."""
    if sight.source.kind is SourceKind.AGENCY:
        return None
    printed = (*credited(sight.head, sight.linked), *around.bylines)
    return find_agency(printed, (block.text for block in seen.blocks if len(block.text) <= _LABEL), texts)


def _weigh(sight: Sight, passage: Passage) -> tuple[str, str, bool]:
    """Choose between the page's text and the feed's, and say whether the article is whole."""
    body = passage.body
    told, _ = entry_text(sight.page.entry) if sight.page.entry is not None else ("", "")
    size = len(body.lead) + len(body.text)
    if size < _PART * len(told):
        return "" if told.startswith(body.lead) else body.lead, told, False
    stub = not sight.linked.free and (size < _STUB or _is_locked(sight))
    return body.lead, body.text, not (stub or body.paywalled)


def _is_locked(sight: Sight) -> bool:
    """Say whether the part of a page that is not free (https://schema.org/hasPart) is missing from it or empty."""
    parts = [element for selector in sight.linked.paid for element in select_leniently(sight.tree, selector)]
    return bool(sight.linked.paid) and sum(len(text_of(part)) for part in parts) < _STUB // 2


def _dates(sight: Sight, around: Surroundings) -> Sequence[Found]:
    chosen = select(sight.tree, sight.source.selectors.published)
    lines = () if chosen else around.lines
    picked = [Found(SELECTOR, date.raw, date.role) for element in chosen if (date := printed_date(element))]
    found = (*picked, *find_dates(sight.head, sight.linked, () if picked else around.dates, lines, sight.page))
    if any(date.role == "published" and date.origin != "url" for date in found):
        return found
    return find_dates(sight.head, sight.linked, strays(sight.tree, Part.DATE, sight.heading), (), sight.page)


def _authors(sight: Sight, around: Surroundings) -> tuple[str, ...]:
    chosen = select(sight.tree, sight.source.selectors.authors)
    feed = sight.page.entry.authors if sight.page.entry is not None else ()
    printed = bylines(chosen) or around.bylines
    found = choose_authors(sight.head, sight.linked, printed, feed, sight.names)
    if found or chosen:
        return found
    return choose_authors(Head(), Linked(), bylines(strays(sight.tree, Part.AUTHOR, sight.heading)), (), sight.names)


def _incomplete(sight: Sight, reason: Reason) -> Article | Rejection:
    """Fall back on the feed's words for a page that is not to be read."""
    page, entry = sight.page, sight.page.entry
    if entry is not None and line(entry.title) and any(entry_text(entry)):
        return article_of(page, entry, sight.source)
    missing = "no title" if reason is Reason.NO_TITLE else "no running text"
    return reject(page, reason, f"the page has {missing}")
