"""What the spiders of a run share: what is known, what is tried again, and who is asked how often."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.http import Response

from crawlers.ledger import GROUP, Ledger, Poll, Visit
from crawlers.outcomes import TRANSIENT, Outcome
from crawlers.session import CrawlSettings, Session
from pipelines.archive.crawl import Attempt, Channel, Link, Recorder, channel, frontier, holds
from pipelines.archive.runs import begin
from pipelines.archive.store import Archive
from pipelines.records import FeedEntry, Page, Purpose, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
FEED = "https://www.ornek.example/feed"
SOURCE = Source(
    id="ornek",
    title="Örnek",
    home="https://www.ornek.example/",
    country="tr",
    languages=("tr",),
    kind=SourceKind.NEWS,
    zone="Europe/Istanbul",
    feeds=(FEED,),
)
CHANNEL = Channel(url=FEED, source="ornek", purpose=Purpose.FEED)


def link(path: str, title: str = "Haber", updated: str = "", *, found: str = FEED, tries: int = 0) -> Link:
    """Make a link of the source."""
    url = f"https://www.ornek.example{path}"
    entry = FeedEntry(link=url, title=title, updated=updated)
    return Link(url=url, source="ornek", found=found, discovered_at=NOW, entry=entry, tries=tries)


def attempt(url: str, outcome: str = "ok", purpose: Purpose = Purpose.ARTICLE) -> Attempt:
    """Make an attempt."""
    return Attempt(source="ornek", url=url, purpose=purpose, outcome=outcome, at=NOW)


def page(each: Link, outcome: str = "ok") -> Page:
    """Make the page of a link."""
    return Page(source="ornek", url=each.url, fetched_url=each.url, fetched_at=NOW, status=200, outcome=outcome)


@contextmanager
def session(folder: Path, now: datetime = NOW, *sources: Source) -> Iterator[tuple[Session, Ledger]]:
    """Open an archive with a session and a ledger on it."""
    with Archive(folder / "archive") as archive:
        recorder = Recorder(archive, begin(archive, "crawl", now), "run")
        opened = Session(CrawlSettings(now=now), sources or (SOURCE,), archive, recorder)
        yield opened, Ledger(opened)
        recorder.close()


def test_new_links_are_told_from_known_ones_in_every_spelling(tmp_path: Path) -> None:
    """A link is new once: in this run, and over all runs, however its address is written."""
    with session(tmp_path) as (opened, ledger):
        new, known = opened.split([link("/1"), link("/2"), link("/1?utm_source=x")])
        assert ([each.url[-1] for each in new], known) == (["x", "2"], [])
        ledger.process_item(Poll(channel=CHANNEL, attempt=attempt(FEED), links=tuple(new)))
        assert opened.split([link("/1"), link("/3")])[0] == [link("/3")]
    with session(tmp_path) as (opened, _):
        new, known = opened.split([link("/1/"), link("/4")])
        assert ([each.url[-2:] for each in new], [each.url[-2:] for each in known]) == (["/4"], ["1/"])


def test_discoveries_wait_in_the_lanes_and_on_the_frontier(tmp_path: Path) -> None:
    """Links and the state of their channel are kept together, and go on their way at once."""
    with session(tmp_path) as (opened, ledger):
        state = replace(CHANNEL, etag='"v1"')
        ledger.process_item(Poll(channel=state, attempt=attempt(FEED), links=(link("/1"), link("/2"))))
        assert len(opened.lanes) == 2
        assert opened.tallies["ornek"].discovered == 2
    with Archive(tmp_path / "archive") as archive:
        assert len(frontier(archive, "ornek", NOW)) == 2
        assert channel(archive, FEED) == state


def test_a_visit_leaves_the_frontier_unless_it_is_to_be_tried_again(tmp_path: Path) -> None:
    """Done links are gone, failed ones come back later with their tries counted."""
    with session(tmp_path) as (opened, ledger):
        links = (link("/1"), link("/2"))
        ledger.process_item(Poll(channel=CHANNEL, attempt=attempt(FEED), links=links))
        ledger.process_item(Visit(page=page(links[0]), attempt=attempt(links[0].url), body=b"<html>"))
        later = opened.again(links[1], Outcome.TIMEOUT)
        assert later == NOW + timedelta(minutes=10)
        ledger.process_item(
            Visit(page=page(links[1], "timeout"), attempt=attempt(links[1].url, "timeout"), again=later)
        )
        tally = opened.tallies["ornek"]
        assert (tally.fetched, tally.failed, dict(tally.outcomes)) == (1, 1, {"ok": 2, "timeout": 1})
    with Archive(tmp_path / "archive") as archive:
        assert frontier(archive, "ornek", NOW) == []
        (waiting,) = frontier(archive, "ornek", NOW + timedelta(minutes=11))
        assert (waiting.url, waiting.tries) == (links[1].url, 1)


def test_tries_grow_apart_and_end(tmp_path: Path) -> None:
    """Only passing failures are tried again, ever later, and not for ever; a host's own wish counts more."""
    with session(tmp_path) as (opened, _):
        again = [opened.again(link("/1", tries=tries), Outcome.SERVER_ERROR) for tries in range(6)]
        assert again[:4] == [NOW + timedelta(minutes=minutes) for minutes in (10, 60, 360, 1440)]
        assert again[4:] == [None, None]
        assert opened.again(link("/1"), Outcome.BUSY, 7200.0) == NOW + timedelta(hours=2)
        for outcome in set(Outcome) - TRANSIENT:
            assert opened.again(link("/1"), outcome) is None


def test_an_update_is_what_the_same_channel_says_otherwise_than_before(tmp_path: Path) -> None:
    """Titles and update dates count where both are given; another channel's wording does not."""
    with session(tmp_path) as (opened, ledger):
        first = link("/1", "Haber", "2026-11-12")
        ledger.process_item(Poll(channel=CHANNEL, attempt=attempt(FEED), links=(first,)))
        opened.recorder.flush()  # type: ignore[union-attr]  # it is there
        assert not opened.is_update(link("/1", "Başka"))
        ledger.process_item(Visit(page=page(first), attempt=attempt(first.url), body=b"<html>"))
        opened.recorder.flush()  # type: ignore[union-attr]  # it is there
        for again, expected in (
            (link("/1", "Haber", "2026-11-12"), False),
            (link("/1", "Haber, düzeltildi", "2026-11-12"), True),
            (link("/1", "Haber", "2026-11-13"), True),
            (link("/1", "", ""), False),
            (link("/1", "Başka", "2027-01-01", found="https://www.ornek.example/map"), False),
            (link("/2", "Başka"), False),
            (replace(link("/1"), entry=None), False),
        ):
            assert opened.is_update(again) is expected


def test_updates_are_reopened_and_restatements_only_noted(tmp_path: Path) -> None:
    """A believed update is fetched again; what is not believed changes only what is compared with next time."""
    with session(tmp_path) as (opened, ledger):
        one, two = link("/1", "Bir"), link("/2", "İki")
        ledger.process_item(Poll(channel=CHANNEL, attempt=attempt(FEED), links=(one, two)))
        for each in (one, two):
            ledger.process_item(Visit(page=page(each), attempt=attempt(each.url), body=b"<html>"))
        opened.recorder.flush()  # type: ignore[union-attr]  # it is there
        newer, noted = link("/1", "Bir, yeni"), link("/2", "İki, yeni")
        ledger.process_item(Poll(channel=CHANNEL, attempt=attempt(FEED), updated=(newer,), restated=(noted,)))
        assert not opened.is_update(noted)
    with Archive(tmp_path / "archive") as archive:
        assert [each.entry and each.entry.title for each in frontier(archive, "ornek", NOW)] == ["Bir, yeni"]


def test_groups_are_written_when_they_are_full(tmp_path: Path) -> None:
    """Fifty items are durable without waiting for the clock."""
    with session(tmp_path) as (opened, ledger):
        for number in range(GROUP):
            ledger.process_item(
                Visit(page=page(link(f"/{number}")), attempt=attempt(f"x{number}", "gone"))  # two entries each
            )
        rows = opened.archive.connection.execute("SELECT count(*) FROM pages").fetchone()  # type: ignore[union-attr]  # it is open
        assert rows[0] == GROUP
        assert len(opened.recorder or ()) == 0


def test_without_an_archive_everything_is_new_and_nothing_is_kept() -> None:
    """A spider that runs alone has a session without memory."""
    alone = Session(CrawlSettings(), [SOURCE])
    ledger = Ledger(alone)
    links = (link("/1"),)
    assert alone.split(links)[0] == list(links)
    ledger.process_item(Poll(channel=CHANNEL, attempt=attempt(FEED), links=links))
    ledger.process_item(Visit(page=page(links[0]), attempt=attempt(FEED)))
    assert not alone.is_update(links[0])
    assert alone.channel(SOURCE, Purpose.FEED, FEED).polls == 0
    assert list(alone.unnamed()) == []
    assert len(alone.lanes) == 0


def test_a_document_is_entered_once() -> None:
    """A sitemap that names itself in another spelling is the same document."""
    alone = Session(CrawlSettings(), [])
    assert alone.enter("https://a.example/map.xml")
    assert not alone.enter("http://www.a.example/map.xml#x")


def test_hosts_that_ask_for_less_are_held_in_the_archive_and_in_the_next_run(tmp_path: Path) -> None:
    """Retry-After is kept as a time, so that it is over when it is over."""
    with session(tmp_path) as (opened, _):
        assert opened.listen(FEED, Outcome.OK, "") == 0
        assert opened.listen(FEED, Outcome.BUSY, "1800") == 1800
        assert opened.gate.held("ornek.example") > 1790
    with Archive(tmp_path / "archive") as archive:
        assert holds(archive, NOW) == {"ornek.example": NOW + timedelta(minutes=30)}
    with session(tmp_path, NOW + timedelta(minutes=20)) as (opened, _):
        assert 590 < opened.gate.held("ornek.example") <= 600
    with session(tmp_path, NOW + timedelta(minutes=31)) as (opened, _):
        assert opened.gate.held("ornek.example") == 0


def test_the_pause_at_a_host_is_the_longest_that_a_source_wants_or_the_configured_one() -> None:
    """A source's own delay counts for all its hosts; the default stands for the configuration's."""
    slow = replace(SOURCE, id="slow", delay=30.0, hosts=("cdn.ornek.example",))
    quick = replace(SOURCE, id="quick", delay=1.0)
    plain = replace(SOURCE, id="plain", home="https://plain.example/", feeds=())
    gate = Session(CrawlSettings(delay=7.0), [slow, quick, plain]).gate
    names = ("ornek.example", "cdn.ornek.example", "plain.example", "unknown.example")
    assert [gate.delay(name) for name in names] == [30.0, 30.0, 7.0, 7.0]


def test_robots_files_are_accounted_but_not_counted_as_requests_for_articles(tmp_path: Path) -> None:
    """Every request leaves an attempt, and the tally speaks of channels and articles only."""
    with session(tmp_path) as (opened, _):
        request = Request("https://www.ornek.example/robots.txt")
        opened.note_robots(request, Outcome.OK, Response(request.url, status=200))
        opened.note_robots(Request("https://foreign.example/robots.txt"), Outcome.TIMEOUT)
        assert not opened.tallies["ornek"].outcomes
    with Archive(tmp_path / "archive") as archive:
        rows = archive.connection.execute("SELECT source, purpose, outcome, status FROM attempts ORDER BY seq")
        assert [tuple(row) for row in rows] == [("ornek", "robots", "ok", 200), ("", "robots", "timeout", 0)]


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=3, minutes=30))])
def test_a_fixed_clock_is_read_in_universal_time(zone: timezone) -> None:
    """Whatever zone a given time is in, what is kept sorts as text."""
    given = datetime(2026, 11, 16, 9, 30, tzinfo=zone)
    now = Session(CrawlSettings(now=given), []).now()
    assert now == given
    assert now.utcoffset() == timedelta(0)
    real = Session(CrawlSettings(), []).now()
    assert abs((real - datetime.now(UTC)).total_seconds()) < 5
