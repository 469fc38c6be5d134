"""Days, weeks and words come out as readers of three languages expect them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive import runs
from pipelines.archive.crawl import Attempt, Channel, Recorder
from pipelines.archive.store import Archive
from pipelines.errors import UsageError
from pipelines.records import Moment, Precision, Purpose, Source, SourceKind
from rasad.calendars import day_text, moment_text, week_bounds, week_of
from rasad.schedule import due, is_due, next_run, to_visit
from rasad.texts import LANGUAGES, direction, texts

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)


def source(schedule: str) -> Source:
    """Make a source with a schedule."""
    return Source(
        id="a", title="A", home="https://a.example/", country="tr", languages=("tr",), kind=SourceKind.NEWS,
        zone="Europe/Istanbul", schedule=schedule,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "۲۱ آبان ۱۴۰۵ (۱۲ نوامبر ۲۰۲۶)"),
        ("tr", "12 Kasım 2026 (21 Aban 1405)"),
        ("en", "12 November 2026 (21 Aban 1405)"),
    ],
)
def test_a_day_in_both_calendars(language: str, text: str) -> None:
    """The language's own calendar comes first, in its digits, the other one in brackets."""
    assert day_text(date(2026, 11, 12), language) == text


def test_a_moment_is_as_exact_as_it_is_known() -> None:
    """A time is shown in the reader's zone, a day without a time, and no date as nothing."""
    instant = datetime(2026, 11, 12, 21, 30, tzinfo=UTC)
    minute = Moment(instant=instant, zone="Europe/Istanbul", precision=Precision.MINUTE)
    day = Moment(instant=datetime(2026, 11, 11, 21, tzinfo=UTC), zone="Europe/Istanbul", precision=Precision.DAY)
    assert moment_text(minute, "tr", "Asia/Tehran") == "13 Kasım 2026 (22 Aban 1405) 01:00"
    assert moment_text(day, "tr", "Asia/Tehran") == "12 Kasım 2026 (21 Aban 1405)"
    assert moment_text(None, "tr", "Asia/Tehran") == ""


def test_weeks_begin_on_monday_in_the_desks_zone() -> None:
    """An ISO week spans seven days from local midnight, and the last whole week is the one before."""
    start, end = week_bounds("2026-W46", "Asia/Tehran")
    assert (start.isoformat(), end - start) == ("2026-11-09T00:00:00+03:30", timedelta(days=7))
    assert week_of(NOW, "Asia/Tehran") == "2026-W46"
    assert week_of(datetime(2027, 1, 4, tzinfo=UTC), "UTC") == "2026-W53"


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)))
def test_every_day_lies_in_its_week(day: date) -> None:
    """The week that a day's ISO calendar names holds the day."""
    year, number, _ = day.isocalendar()
    start, end = week_bounds(f"{year}-W{number:02d}", "UTC")
    assert start.date() <= day < end.date()


@given(st.text(max_size=12))
def test_no_week_breaks_the_reader(text: str) -> None:
    """A text is a week or a usage error that says how to write one."""
    try:
        week_bounds(text, "UTC")
    except UsageError as error:
        assert "2026-W46" in str(error)  # noqa: PT017 -- most texts are no week, some are


def test_all_languages_have_the_same_words() -> None:
    """No interface language lacks a text, and placeholders agree."""
    import string  # noqa: PLC0415 -- only here

    first, *others = (texts(language).words for language in LANGUAGES)
    for other in others:
        assert set(first) == set(other)
        for key, text in first.items():
            fields = [{name for _, name, _, _ in string.Formatter().parse(one) if name} for one in (text, other[key])]
            assert fields[0] == fields[1], key


def test_numbers_and_directions() -> None:
    """Numbers carry the language's digits and separators; texts run in their language's direction."""
    assert texts("fa").number(12345) == "۱۲٬۳۴۵"
    assert texts("tr").number(12345) == "12.345"
    assert texts("en").number(12345) == "12,345"
    assert [direction(language) for language in ("fa", "tr", "en")] == ["rtl", "ltr", "ltr"]


@pytest.mark.parametrize(
    ("schedule", "hours", "expected"),
    [
        ("hourly", 1, True),
        ("hourly", 0.5, False),
        ("daily", 25, True),
        ("weekly", 100, False),
        ("0 6 * * 1", 1, True),
        ("0 7 * * 1", 1, False),
        ("0 6 * * 1", 24 * 30, True),
    ],
)
def test_when_a_source_is_due(schedule: str, hours: float, expected: bool) -> None:  # noqa: FBT001 -- a table's column
    """Words count from the last visit, cron lines by the source's own clock (06:00 in Istanbul is 03:00 UTC)."""
    assert is_due(source(schedule), NOW - timedelta(hours=hours), NOW) is expected


def test_a_source_is_due_once() -> None:
    """One that was never visited is due, and one that missed a month comes once."""
    assert due([source("hourly")], {}, NOW) == [source("hourly")]
    assert len(due([source("hourly")], {"a": NOW - timedelta(days=30)}, NOW)) == 1
    assert next_run(source("daily"), NOW) == NOW + timedelta(days=1)


def test_a_wrong_schedule_is_named() -> None:
    """A schedule that is neither a word nor a cron line is an error that names the source."""
    from pipelines.errors import SourceError  # noqa: PLC0415 -- only here

    with pytest.raises(SourceError, match="Source a: schedule: 'sometimes'"):
        is_due(source("sometimes"), NOW, NOW)


def test_what_to_visit_follows_channels_and_cron_lines(tmp_path: Path) -> None:
    """A source never polled is visited, one with a later poll is not; a cron line counts from its last visit."""
    with Archive(tmp_path) as archive:
        sources = [replace(source("hourly"), feeds=("https://a.example/feed",)), replace(source("0 6 * * 1"), id="b")]
        assert to_visit(archive, sources, NOW) == sources
        recorder = Recorder(archive, runs.begin(archive, "crawl", NOW), "run")
        later = NOW + timedelta(hours=2)
        feed = Channel(url="https://a.example/feed", source="a", purpose=Purpose.FEED, polled_at=NOW, next_at=later)
        recorder.discover([], feed)
        recorder.attempt(Attempt(source="b", url="https://b.example/", purpose=Purpose.LISTING, outcome="ok", at=NOW))
        recorder.close()
        assert to_visit(archive, sources, NOW) == []
        assert [one.id for one in to_visit(archive, sources, later)] == ["a"]
        assert [one.id for one in to_visit(archive, sources, NOW + timedelta(days=7))] == ["a", "b"]
