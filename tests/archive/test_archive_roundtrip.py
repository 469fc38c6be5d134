"""Whatever a record holds, the archive gives it back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.archive import articles, documents, pages, runs
from pipelines.archive.articles import Extracted
from pipelines.archive.codec import decode, encode
from pipelines.archive.store import Archive
from pipelines.errors import ArchiveError
from pipelines.records import Article, Document, Event, FeedEntry, Moment, Organisation, Page, Reason, Rejection, Topic

TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds
WHOLE = TIMES.map(lambda at: at.replace(microsecond=0))
MOMENTS = st.builds(Moment, instant=TIMES, zone=st.sampled_from(("Europe/Istanbul", "Asia/Tehran", "UTC")))
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
ARTICLES = st.builds(
    Article, published=st.none() | MOMENTS, modified=st.none() | MOMENTS, fetched_at=WHOLE, id=st.text(min_size=1)
)
PAGES = st.builds(
    Page,
    fetched_at=WHOLE,
    status=st.integers(0, 999),
    headers=st.lists(st.tuples(st.text(), st.text()), max_size=2).map(tuple),
    found=st.text(),
    entry=st.none() | st.builds(FeedEntry),
)
EVENTS = st.builds(Event, amount=NUMBERS)
TAGS = {Topic: st.builds(Topic), Organisation: st.builds(Organisation, score=st.floats(0, 1)), Event: EVENTS}
START = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)


@contextmanager
def _archive() -> Iterator[Archive]:
    with TemporaryDirectory() as folder, Archive(Path(folder) / "archive") as archive:
        yield archive


@given(st.data())
def test_every_tag_is_written_and_read_back(data: st.DataObject) -> None:
    """Topics, organisations and events with any texts and numbers are the same after writing and reading."""
    for kind, strategy in TAGS.items():
        tag = data.draw(strategy)
        assert decode(kind, encode(tag)) == tag


@given(ARTICLES, st.builds(FeedEntry))
def test_every_article_and_entry_is_written_and_read_back(article: Article, entry: FeedEntry) -> None:
    """Control characters, marks of direction and empty texts are kept."""
    assert decode(Article, encode(article)) == article
    assert decode(FeedEntry, encode(entry)) == entry


@settings(max_examples=10)
@given(st.lists(PAGES, max_size=4))
def test_pages_come_back_in_order(found: list[Page]) -> None:
    """Pages with any headers, addresses and entries are read in the order in which they were archived."""
    with _archive() as archive:
        run = runs.begin(archive, "crawl", START)
        with archive.transaction() as connection:
            seqs = [pages.insert(connection, run, page) for page in found]
        back = pages.after(archive, 0, 100)
        assert [page.seq for page in back] == seqs == sorted(seqs)
        for page, kept in zip(found, back, strict=True):
            assert replace(kept, seq=page.seq) == page
            assert pages.get(archive, kept.seq) == kept
        assert pages.get(archive, max(seqs, default=0) + 1) is None


@settings(max_examples=10)
@given(article=ARTICLES, topics=st.lists(TAGS[Topic], max_size=3), events=st.lists(EVENTS, max_size=3))
def test_documents_come_back_with_their_tags(article: Article, topics: list[Topic], events: list[Event]) -> None:
    """An article with any texts and tags is found by its id as it was, and once only."""
    with _archive() as archive:
        run = runs.begin(archive, "crawl", START)
        page = Page(source=article.source, url="u", fetched_url="u", fetched_at=START, status=200, outcome="ok")
        with archive.transaction() as connection:
            seq = pages.insert(connection, run, page)
        (added,) = articles.commit(archive, [Extracted(page=seq, result=article)])
        written = Document(article=added, topics=tuple(topics), events=tuple(events), tagger="1")
        documents.commit(archive, [written], upto=added.seq)
        found = documents.get(archive, article.id)
        assert found is not None
        assert (found.article, found.topics, found.events) == (added, written.topics, written.events)
        assert [one.article.id for one in documents.every(archive)] == [article.id]
        assert replace(added, seq=article.seq, revision=article.revision) == article


@given(detail=st.text(max_size=200), reason=st.sampled_from(Reason))
@settings(max_examples=10)
def test_rejections_keep_their_detail(detail: str, reason: Reason) -> None:
    """Why a page gave nothing is kept word by word."""
    with _archive() as archive:
        run = runs.begin(archive, "crawl", START)
        page = Page(source="s", url="u", fetched_url="u", fetched_at=START, status=200, outcome="ok")
        with archive.transaction() as connection:
            seq = pages.insert(connection, run, page)
        refused = Rejection(page=seq, source="s", url="u", at=START, reason=reason, detail=detail)
        articles.commit(archive, [Extracted(page=seq, result=refused)])
        assert list(articles.rejections(archive)) == [refused]


def _insert_and_fail(archive: Archive, run: int, page: Page) -> None:
    with archive.transaction() as connection:
        pages.insert(connection, run, page)
        connection.execute("INSERT INTO nowhere VALUES (1)")


def test_a_transaction_that_fails_leaves_nothing() -> None:
    """What was written before an error in the same transaction is not there afterwards, and writing goes on."""
    with _archive() as archive:
        run = runs.begin(archive, "crawl", START)
        page = Page(source="s", url="u", fetched_url="u", fetched_at=START, status=200, outcome="ok")
        with pytest.raises(ArchiveError):
            _insert_and_fail(archive, run, page)
        assert pages.after(archive, 0, 10) == []
        with archive.transaction() as connection:
            pages.insert(connection, run, replace(page, fetched_at=START + timedelta(seconds=1)))
        assert len(pages.after(archive, 0, 10)) == 1
