"""A crawl's frontier, channels, hosts and pages are written together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.archive import crawl, pages
from pipelines.archive.crawl import Attempt, Channel, Link, Recorder
from pipelines.archive.store import Archive
from pipelines.archive.warc import read_body
from pipelines.errors import ArchiveError
from pipelines.records import FeedEntry, Page, Purpose

from .conftest import NOON

FEED = "https://haber.example/feed"
CHANNEL = Channel(url=FEED, source="haber", purpose=Purpose.FEED, digest="d", polled_at=NOON, items=2)


@pytest.fixture
def recorder(archive: Archive, run: int) -> Iterator[Recorder]:
    """Give a recorder of the run."""
    made = Recorder(archive, run, "run")
    yield made
    made.close()


def link(number: int, **changes: object) -> Link:
    """Make a link of the feed."""
    values: dict[str, object] = {
        "url": f"https://haber.example/{number}",
        "source": "haber",
        "found": FEED,
        "discovered_at": NOON,
    }
    return Link(**{**values, **changes})  # type: ignore[arg-type]  # the fields of a link by name


def test_nothing_is_kept_before_it_is_flushed(archive: Archive, recorder: Recorder) -> None:
    """Links and channel appear together, at the flush."""
    recorder.discover([link(1), link(2)], CHANNEL)
    assert crawl.frontier(archive, "haber", NOON) == []
    assert crawl.channel(archive, FEED) is None
    recorder.flush()
    assert [one.url for one in crawl.frontier(archive, "haber", NOON)] == [link(1).url, link(2).url]
    assert crawl.channel(archive, FEED) == CHANNEL
    assert crawl.channels(archive) == [CHANNEL]


def test_a_link_keeps_its_feed_entry(archive: Archive, recorder: Recorder) -> None:
    """What the feed said of an article comes back from the frontier and from the page."""
    entry = FeedEntry(link=link(1).url, title="Başlık", published="12 Kas 2026", authors=("A", "B"))
    recorder.discover([link(1, entry=entry)], CHANNEL)
    recorder.flush()
    (waiting,) = crawl.frontier(archive, "haber", NOON)
    assert waiting.entry == entry


def test_a_page_takes_its_link_off_the_frontier(
    archive: Archive, recorder: Recorder, page: Callable[..., Page]
) -> None:
    """A fetched page is archived with its body and its link is done, under any spelling of the address."""
    recorder.discover([link(1)], CHANNEL)
    recorder.flush()
    recorder.page(page(1, url="https://haber.example/1?utm_source=rss"), b"<html>")
    recorder.flush()
    assert crawl.frontier(archive, "haber", NOON) == []
    (stored,) = pages.after(archive, 0, 10)
    assert stored.body is not None
    assert read_body(archive.warc, stored.body) == b"<html>"
    assert crawl.known(archive, [link(1).url, link(2).url]) == {link(1).url}


def test_a_page_to_try_again_stays_on_the_frontier(
    archive: Archive, recorder: Recorder, page: Callable[..., Page]
) -> None:
    """A transient failure leaves the link waiting until its time."""
    later = NOON + timedelta(hours=1)
    recorder.discover([link(1)], CHANNEL)
    recorder.flush()
    recorder.page(page(1, status=503, outcome="http-error"), None, again=later)
    recorder.flush()
    assert crawl.frontier(archive, "haber", NOON) == []
    (waiting,) = crawl.frontier(archive, "haber", later)
    assert waiting.tries == 1


def test_a_retry_without_a_page_counts(archive: Archive, recorder: Recorder) -> None:
    """A link can be put off without a page and dropped without one."""
    recorder.discover([link(1), link(2)], CHANNEL)
    recorder.flush()
    recorder.retry(link(1).url, NOON)
    recorder.drop(link(2).url)
    recorder.flush()
    (waiting,) = crawl.frontier(archive, "haber", NOON)
    assert (waiting.url, waiting.tries) == (link(1).url, 1)


def test_a_known_link_is_not_discovered_twice(archive: Archive, recorder: Recorder) -> None:
    """A second discovery changes nothing; a reopened link waits again."""
    for _ in range(2):
        recorder.discover([link(1)], CHANNEL)
        recorder.flush()
    assert len(crawl.frontier(archive, "haber", NOON)) == 1
    recorder.drop(link(1).url)
    recorder.flush()
    with archive.transaction() as connection:
        crawl.reopen(connection, [link(1)])
    assert len(crawl.frontier(archive, "haber", NOON)) == 1


def test_hosts_that_asked_for_rest_are_remembered(archive: Archive, recorder: Recorder) -> None:
    """A hold lasts until its time, also for another process."""
    until = NOON + timedelta(minutes=5)
    recorder.hold("haber.example", until, "429 with Retry-After")
    recorder.flush()
    with Archive(archive.folder) as again:
        assert crawl.holds(again, NOON) == {"haber.example": until}
        assert crawl.holds(again, until) == {}


def test_attempts_are_logged(archive: Archive, recorder: Recorder) -> None:
    """Every request and how it ended is in the log."""
    recorder.attempt(Attempt(source="haber", url=FEED, purpose=Purpose.FEED, outcome="ok", at=NOON, status=200))
    recorder.flush()
    row = archive.connection.execute("SELECT source, url, outcome, status FROM attempts").fetchone()
    assert tuple(row) == ("haber", FEED, "ok", 200)


def test_a_torn_tail_is_never_referred_to(
    archive: Archive, recorder: Recorder, page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the WARC bytes cannot be made durable, no row refers to them."""

    def full() -> None:
        raise ArchiveError("The disk is full.")

    monkeypatch.setattr(recorder._file, "sync", full)
    recorder.page(page(1), b"body")
    with pytest.raises(ArchiveError):
        recorder.flush()
    assert pages.after(archive, 0, 10) == []


def test_an_empty_group_writes_nothing(archive: Archive, recorder: Recorder, tmp_path: Path) -> None:
    """A flush with nothing to say opens no file and no transaction."""
    recorder.flush()
    assert list(archive.warc.iterdir()) == []
    assert tmp_path.exists()
