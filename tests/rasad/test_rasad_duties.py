"""What is due is read from the archive and the clock, and a thing that was missed many times is due once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.archive import pages, runs
from pipelines.archive.crawl import Attempt, Channel, Link, Recorder, asked_since
from pipelines.errors import UsageError
from pipelines.records import Page, Purpose
from rasad.duties import DUTIES, crawl_due, export_due, process_due, sources_to_visit
from rasad.schedule import next_fire, with_backlog
from rasad.setup import Setup

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SOURCE = """title: Yerel
home: https://yerel.example/
country: tr
language: tr
kind: news
feeds: [https://yerel.example/feed]
"""


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    """Give a home with one source of its own and no others, and a clock that stands still."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "yerel.yaml").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "rasad.toml").write_text("[crawl]\nbundled_sources = false\n", encoding="utf-8")
    return Setup.load(tmp_path, NOW)


def at(setup: Setup, now: datetime) -> Setup:
    """Give the same home at another time."""
    return replace(setup, clock=now)


def polled(setup: Setup, *links: Link, next_at: datetime) -> None:
    """Note that the source's feed was polled now and named some links."""
    channel = Channel(
        url="https://yerel.example/feed", source="yerel", purpose=Purpose.FEED, polled_at=setup.now, next_at=next_at
    )
    with setup.home.open() as archive:
        recorder = Recorder(archive, runs.begin(archive, "crawl", setup.now), "run")
        recorder.discover(links, channel)
        recorder.attempt(
            Attempt(source="yerel", url=channel.url, purpose=Purpose.FEED, outcome="ok", at=setup.now, status=200)
        )
        recorder.close()


def link(number: int) -> Link:
    """Make a link of the source."""
    return Link(url=f"https://yerel.example/{number}", source="yerel", found="f", discovered_at=NOW)


def test_a_home_of_its_own_sources_knows_no_others(setup: Setup) -> None:
    """Without the bundled sources, only what lies in the home is crawled."""
    assert list(setup.catalogue.sources) == ["yerel"]


def test_a_source_that_was_never_visited_is_due_and_then_not_before_its_time(setup: Setup) -> None:
    """A poll makes it wait until its channel's next time."""
    assert crawl_due(setup)
    polled(setup, next_at=NOW + timedelta(hours=1))
    assert not crawl_due(setup)
    assert not crawl_due(at(setup, NOW + timedelta(minutes=59)))
    assert crawl_due(at(setup, NOW + timedelta(minutes=61)))


def test_links_that_wait_make_their_source_due(setup: Setup) -> None:
    """What a run left on the frontier is fetched by the next one, though no channel is due."""
    polled(setup, link(1), next_at=NOW + timedelta(hours=1))
    assert [source.id for source in sources_to_visit(setup, setup.catalogue.sources.values())] == ["yerel"]


def test_a_link_that_is_to_be_tried_later_makes_nothing_due_before(setup: Setup) -> None:
    """A retry has its own time."""
    polled(setup, link(1), next_at=NOW + timedelta(hours=9))
    with setup.home.open() as archive:
        recorder = Recorder(archive, 1, "later")
        recorder.retry(link(1).url, NOW + timedelta(hours=1))
        recorder.close()
    assert not crawl_due(setup)
    assert crawl_due(at(setup, NOW + timedelta(hours=1)))


def test_a_host_that_asked_to_be_left_alone_is_not_due_for_its_links(setup: Setup) -> None:
    """Retry-After keeps a backlog from starting one fruitless crawl after the other."""
    polled(setup, link(1), next_at=NOW + timedelta(hours=9))
    with setup.home.open() as archive:
        recorder = Recorder(archive, 1, "held")
        recorder.hold("yerel.example", NOW + timedelta(hours=2), "Retry-After: 7200")
        recorder.close()
        known = list(setup.catalogue.sources.values())
        assert with_backlog(archive, known, NOW) == []
        assert with_backlog(archive, known, NOW + timedelta(hours=3)) == known
    assert not crawl_due(setup)


def test_pages_make_processing_due(setup: Setup) -> None:
    """Only what was not processed yet counts."""
    assert not process_due(setup)
    page = Page(
        source="yerel", url="https://yerel.example/1", fetched_url="x", fetched_at=NOW, status=404, outcome="gone"
    )
    with setup.home.open() as archive, archive.transaction() as connection:
        pages.insert(connection, 1, page)
    assert process_due(setup)


def test_the_issue_is_due_once_after_weeks_off(setup: Setup) -> None:
    """Three missed Mondays give one issue, and the next one comes on the next Monday."""
    assert not export_due(setup)
    with setup.home.open() as archive:
        runs.begin(archive, "crawl", NOW)
    assert not export_due(setup)
    back = at(setup, NOW + timedelta(weeks=3))
    assert export_due(back)
    with setup.home.open() as archive:
        runs.end(archive, runs.begin(archive, "export", back.now), back.now, "done", {})
    assert not export_due(back)
    assert not export_due(at(setup, datetime(2026, 12, 21, 2, 29, tzinfo=UTC)))
    assert export_due(at(setup, datetime(2026, 12, 21, 2, 31, tzinfo=UTC)))


def test_an_issue_that_failed_is_still_due(setup: Setup) -> None:
    """Only a run that came to its end counts."""
    with setup.home.open() as archive:
        runs.begin(archive, "crawl", NOW - timedelta(weeks=2))
        runs.end(archive, runs.begin(archive, "export", NOW), NOW, "failed", {})
        runs.begin(archive, "export", NOW)
        assert runs.last(archive, "export") is None
    assert export_due(setup)


@pytest.mark.parametrize(("line", "due"), [("", False), ("0 6 * * 1", True)])
def test_an_empty_schedule_writes_no_issue(setup: Setup, line: str, *, due: bool) -> None:
    """The weekly issue can be left to people."""
    with setup.home.open() as archive:
        runs.begin(archive, "crawl", NOW - timedelta(weeks=2))
    report = setup.config.report.model_copy(update={"schedule": line})
    assert export_due(replace(setup, config=setup.config.model_copy(update={"report": report}))) is due


@pytest.mark.parametrize("line", ["every day", "0 6 * *", "61"])
def test_a_wrong_schedule_is_refused_when_it_is_read(tmp_path: Path, line: str) -> None:
    """What is no cron line of five fields is an error that names the key."""
    (tmp_path / "rasad.toml").write_text(f'[report]\nschedule = "{line}"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"report\.schedule"):
        Setup.load(tmp_path)


def test_a_cron_line_that_names_no_time_is_named_when_it_is_reckoned(setup: Setup) -> None:
    """Sixty-one minutes past six never comes."""
    with setup.home.open() as archive:
        runs.begin(archive, "crawl", NOW)
    report = setup.config.report.model_copy(update={"schedule": "61 6 * * 1"})
    with pytest.raises(UsageError, match="61 6"):
        export_due(replace(setup, config=setup.config.model_copy(update={"report": report})))


@example(1_647_289_800, 0, 0, 2)  # midnight of 22 March 2022, which Iran's summer time left out
@example(1_663_783_200, 30, 23, 3)  # half past eleven of 21 September 2022, which came twice
@given(st.integers(1_577_836_800, 2_051_222_400), st.integers(0, 59), st.integers(0, 23), st.integers(0, 6))
def test_the_next_time_of_a_weekly_line_lies_within_a_week(seconds: int, minute: int, hour: int, day: int) -> None:
    """It is later than the last one, at most a week and an hour of daylight saving, and on the named weekday."""
    last = datetime.fromtimestamp(seconds, UTC)
    found = next_fire(f"{minute} {hour} * * {day}", "Asia/Tehran", last)
    assert timedelta(0) < found - last <= timedelta(days=7, hours=1, seconds=1)
    assert (found.astimezone(ZoneInfo("Asia/Tehran")).isoweekday()) % 7 == day
    again = next_fire(f"{minute} {hour} * * {day}", "Asia/Tehran", found)
    assert timedelta(days=6, hours=23) <= again - found <= timedelta(days=7, hours=1)


def test_killed_runs_are_called_so(setup: Setup) -> None:
    """A run that never ended is closed by the next one of its kind, and no other is touched."""
    with setup.home.open() as archive:
        assert runs.first(archive) is None
        killed = runs.begin(archive, "crawl", NOW)
        other = runs.begin(archive, "import", NOW)
        done = runs.begin(archive, "crawl", NOW)
        runs.end(archive, done, NOW, "done", {})
        runs.bury(archive, "crawl", NOW + timedelta(hours=1))
        found = {run.id: (run.outcome, run.ended) for run in runs.latest(archive)}
        assert runs.first(archive) == NOW
    assert found == {killed: ("killed", NOW + timedelta(hours=1)), other: (None, None), done: ("done", NOW)}


def test_the_last_requests_are_known(setup: Setup) -> None:
    """What was asked for in the last minutes is given with its time; older requests are not."""
    polled(at(setup, NOW - timedelta(hours=1)), next_at=NOW)
    polled(setup, next_at=NOW)
    with setup.home.open() as archive:
        assert asked_since(archive, NOW - timedelta(minutes=2)) == [("https://yerel.example/feed", NOW)]
        assert len(asked_since(archive, NOW - timedelta(hours=2))) == 2


def test_every_duty_is_a_command_with_a_name_of_its_own() -> None:
    """The clockwork does nothing that a person could not do."""
    from rasad.cli import rasad  # noqa: PLC0415 -- the group of commands

    assert len({duty.name for duty in DUTIES}) == len(DUTIES)
    for duty in DUTIES:
        assert duty.arguments[0] in rasad.list_commands(None)  # type: ignore[arg-type] # it asks for nothing
