"""Articles from what a feed says, where the page itself is not to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.dates import Found, published_and_modified
from pipelines.extract.lines import fold, load_lines
from pipelines.extract.markup import absolute, line, plain, unique
from pipelines.extract.people import people_in
from pipelines.records import Article, Reason, Rejection
from pipelines.urls import article_id, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.records import FeedEntry, Page, Source

EXTRACTOR = "feed"
_GONE = frozenset({404, 410})
# An outcome of the crawl under its own name where there is one; what is left is an error of HTTP.
_REASONS = {reason.value: reason for reason in Reason}
_SPELLED_OTHERWISE = {"robots-unreachable": Reason.ROBOTS, "timeout": Reason.UNREACHABLE, "": Reason.UNREACHABLE}


def without_page(page: Page, source: Source) -> Article | Rejection:
    """Make an incomplete article of the feed's words, or say why there is neither page nor article."""
    reason = _reason(page)
    entry = page.entry
    if reason in {Reason.GONE, Reason.REFUSED} or entry is None or not _speaks(entry):
        return reject(page, reason, f"status {page.status}, {page.outcome}")
    return article_of(page, entry, source)


def _speaks(entry: FeedEntry) -> bool:
    """Tell a feed's words from the text of a link in a listing, which is a title at best and no article."""
    return bool(line(entry.title)) and bool(entry.published or entry.guid or any(entry_text(entry)))


def article_of(page: Page, entry: FeedEntry, source: Source) -> Article:
    """Make an article of a feed entry: its content or summary as text, HTML stripped, ``complete`` false."""
    text, lead = entry_text(entry)
    url = canonical(page.fetched_url if page.status else page.url)
    dates = published_and_modified(
        [found for found in feed_dates(entry) if found.raw] + [Found("url", url, "published")],
        source.zone,
        page.fetched_at,
        source.languages,
    )
    return Article(
        id=article_id(url),
        url=url,
        fetched_url=page.fetched_url or page.url,
        source=source.id,
        country=source.country,
        language=source.languages[0] if source.languages else "",
        title=line(entry.title),
        lead=lead,
        text=text,
        authors=unique(name for author in entry.authors for name in people_in(author, (fold(source.title),))),
        published=dates.published,
        modified=dates.modified,
        conflict=dates.conflict,
        section=next((line(category) for category in entry.categories if line(category)), None),
        keywords=unique(line(category) for category in entry.categories),
        image=_image(url, entry),
        extractor=EXTRACTOR,
        complete=False,
        fetched_at=page.fetched_at,
    )


def _image(url: str, entry: FeedEntry) -> str | None:
    """Give the entry's image; some templates put the article's own address where an entry has none."""
    address = absolute(url, entry.image)
    return address if address and canonical(address) != url else None


def feed_dates(entry: FeedEntry) -> Sequence[Found]:
    """Give the strings by which a feed dates an entry."""
    return (Found("feed", entry.published, "published"), Found("feed", entry.updated, "modified"))


def entry_text(entry: FeedEntry) -> tuple[str, str]:
    """Give the text and the lead of a feed entry: the longer of content and summary is the text."""
    content, summary = _paragraphs(entry.content), _paragraphs(entry.summary)
    if len(content) > len(summary):
        return content, summary if summary and "\n\n" not in summary and not content.startswith(summary[:60]) else ""
    return summary, ""


def reject(page: Page, reason: Reason, detail: str) -> Rejection:
    """Name why a page gave no article."""
    return Rejection(
        page=page.seq,
        url=page.fetched_url or page.url,
        source=page.source,
        reason=reason,
        detail=detail,
        at=page.fetched_at,
    )


def _paragraphs(markup: str) -> str:
    """Strip a feed's HTML, and the lines by which blogs send the reader to their site."""
    lines = load_lines()
    kept = []
    for paragraph in plain(markup).split("\n\n"):
        folded = fold(paragraph)
        if folded and not any(pattern.fullmatch(folded) for pattern in (lines.drop, lines.end, lines.aside)):
            kept.append(paragraph)
    return "\n\n".join(kept)


def _reason(page: Page) -> Reason:
    if page.status in _GONE:
        return Reason.GONE
    known = _SPELLED_OTHERWISE.get(page.outcome) or _REASONS.get(page.outcome)
    return known or (Reason.HTTP_ERROR if page.status else Reason.UNREACHABLE)
