"""Building the weekly issue from the archive."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from textwrap import shorten
from typing import TYPE_CHECKING

from pipelines.archive import copies, documents
from rasad.calendars import week_bounds
from rasad.reports.blindness import blind_sources
from rasad.reports.happenings import interactions, open_calls
from rasad.reports.issue import Focus, Issue, Line, Section
from rasad.reports.ranking import weight

if TYPE_CHECKING:
    from pipelines.archive.copies import Chain
    from pipelines.archive.store import Archive
    from pipelines.records import Document
    from rasad.setup import Setup

TOP = 12
# Two lines of the issue on paper.
OPENING = 260
LINES_PER_TOPIC = 5
IN_FOCUS = 12
LINES_PER_FOCUS = 3
# A call stays open for months; one announced longer ago than this has closed or was extended by a new article.
CALLS_REACH = timedelta(weeks=26)
WEEKS_BEFORE = 4


def build(archive: Archive, setup: Setup, week: str) -> Issue:
    """Build the issue of an ISO week such as ``2026-W46``.

    Raises:
        UsageError: there is no such week.
    """
    start, end = week_bounds(week, setup.config.desk.zone)
    found = _documents(archive, start, end)
    ids = {document.article.id for document in found}
    lines = Lines(archive, setup)
    stories = sorted(
        (document for document in found if document.duplicate_of not in ids),
        key=lambda document: (-weight(document, len(lines.outlets(document))), document.article.id),
    )
    reach = _documents(archive, end - CALLS_REACH, end)
    return Issue(
        week=week.upper(),
        start=start,
        end=end,
        made=setup.now,
        articles=len(found),
        sources=len({document.article.source for document in found}),
        top=tuple(lines.line(document) for document in stories[:TOP] if document.topics or document.events),
        topics=_topics(stories, lines),
        focus=_focus(archive, stories, lines, start),
        interactions=tuple(interactions(stories, lines.line)),
        calls=tuple(open_calls(reach, end, lines.line)),
        blind=tuple(blind_sources(archive, setup.catalogue.sources, end)),
        demo=any(lines.is_demo(document) for document in found),
    )


def _documents(archive: Archive, start: datetime, end: datetime) -> list[Document]:
    return list(documents.between(archive, int(start.timestamp()), int(end.timestamp())))


class Lines:
    """Writes articles as lines of the issue, with the other outlets of their story."""

    def __init__(self, archive: Archive, setup: Setup) -> None:
        self._archive = archive
        self._sources = setup.catalogue.sources
        self._agencies = setup.agencies

    def line(self, document: Document) -> Line:
        """Give the line of a document."""
        article, carried = document.article, self._chain(document)
        return Line(
            id=article.id,
            url=article.fetched_url,
            title=article.title,
            language=article.language,
            source=article.source,
            source_title=self._title(article.source),
            published=article.published,
            complete=article.complete,
            opening=shorten((article.lead or article.text)[: 2 * OPENING], OPENING, placeholder=" …"),
            agency=self._title(carried.agency) if carried.agency not in {None, article.source} else "",
            outlets=self.outlets(document),
        )

    def outlets(self, document: Document) -> tuple[str, ...]:
        """Give the titles of the other sources that carry the article, an agency's first."""
        sources = self._chain(document).sources
        return tuple(self._title(source) for source in sources if source != document.article.source)

    def _chain(self, document: Document) -> Chain:
        return copies.chain(self._archive, document.original, self._agencies)

    def is_demo(self, document: Document) -> bool:
        """Tell whether the document comes from a demo source."""
        source = self._sources.get(document.article.source)
        return source is not None and source.demo

    def _title(self, id_: str | None) -> str:
        source = self._sources.get(id_ or "")
        return source.title if source else id_ or ""


def _topics(stories: list[Document], lines: Lines) -> tuple[Section, ...]:
    by_topic: dict[str, list[Document]] = {}
    for document in stories:
        for topic in document.topics:
            by_topic.setdefault(topic.id, []).append(document)
    ordered = sorted(by_topic.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(
        Section(topic=id_, count=len(found), lines=tuple(lines.line(document) for document in found[:LINES_PER_TOPIC]))
        for id_, found in ordered
    )


def _focus(archive: Archive, stories: list[Document], lines: Lines, start: datetime) -> tuple[Focus, ...]:
    before = _documents(archive, start - timedelta(weeks=WEEKS_BEFORE), start)
    earlier = Counter(id_ for document in before if not document.duplicate_of for id_ in _organisations(document))
    now: dict[str, list[Document]] = {}
    for document in stories:
        for id_ in _organisations(document):
            now.setdefault(id_, []).append(document)
    ordered = sorted(now.items(), key=lambda pair: (-len(pair[1]), earlier[pair[0]], pair[0]))
    return tuple(
        Focus(
            organisation=id_,
            count=len(found),
            before=earlier[id_] / WEEKS_BEFORE,
            lines=tuple(lines.line(document) for document in found[:LINES_PER_FOCUS]),
        )
        for id_, found in ordered[:IN_FOCUS]
    )


def _organisations(document: Document) -> set[str]:
    return {organisation.id for organisation in document.organisations if organisation.id}
