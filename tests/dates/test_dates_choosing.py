"""Publication and last change are chosen among what a page says of itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates import Dates, Found, published_and_modified
from pipelines.records import Calendar, Moment, Precision

FETCHED = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
ORIGINS = ("json-ld", "meta", "time", "byline", "feed", "url")


def _choose(*found: Found, zone: str = "Europe/Istanbul", languages: tuple[str, ...] = ("tr",)) -> Dates:
    return published_and_modified(found, zone, FETCHED, languages)


def _said(moment: Moment | None) -> tuple[str, str] | None:
    return (moment.isoformat(), moment.origin) if moment else None


def test_nothing_found_is_nothing() -> None:
    """A page without a date has none, and no conflict."""
    assert _choose() == Dates(None, None, ())
    assert _choose(Found("byline", "Haber Merkezi"), Found("meta", "")) == Dates(None, None, ())


@pytest.mark.parametrize("worse", range(1, 5))
def test_origins_are_trusted_in_order(worse: int) -> None:
    """JSON-LD goes before meta, then time, byline and feed, whatever order they are given in."""
    better = worse - 1
    found = [
        Found(ORIGINS[worse], f"2026-11-12T1{worse}:35:00+03:00"),
        Found(ORIGINS[better], f"2026-11-12T1{better}:35:00+03:00"),
    ]
    for order in (found, found[::-1]):
        assert _said(_choose(*order).published) == (f"2026-11-12T1{better}:35:00+03:00", ORIGINS[better])


def test_digits_of_an_address_never_win() -> None:
    """The address's day is used where nothing else is dated, and is a conflict where it is far off."""
    url = Found("url", "https://example.org/2026/11/08/haber")
    assert _said(_choose(url).published) == ("2026-11-08", "url")
    chosen = _choose(url, Found("feed", "Thu, 12 Nov 2026 14:35:00 +0300"))
    assert _said(chosen.published) == ("2026-11-12T14:35:00+03:00", "feed")
    assert chosen.conflict == ("url=https://example.org/2026/11/08/haber",)


def test_a_day_gets_its_time_from_a_less_trusted_date_of_the_same_day() -> None:
    """A day in the metadata and a time in the byline together give the minute; another day's time is not taken."""
    day = Found("meta", "2026-11-12")
    assert _said(_choose(day, Found("byline", "12 Kasım 2026 14:35")).published) == (
        "2026-11-12T14:35:00+03:00",
        "byline",
    )
    assert _said(_choose(day, Found("byline", "11 Kasım 2026 14:35")).published) == ("2026-11-12", "meta")


def test_midnight_in_metadata_is_a_day() -> None:
    """A time of zero in metadata is a missing time, which the byline has."""
    found = (Found("json-ld", "2026-11-12T00:00:00+03:00"), Found("byline", "12.11.2026 14:35"))
    assert _said(_choose(*found).published) == ("2026-11-12T14:35:00+03:00", "byline")


def test_a_change_is_no_publication() -> None:
    """A date labelled as a change is modified, also where it was found in place of the publication."""
    chosen = _choose(Found("byline", "Son Güncelleme : 30.04.2024 - 16:49"), Found("meta", "2024-04-30T16:48:00+03:00"))
    assert _said(chosen.published) == ("2024-04-30T16:48:00+03:00", "meta")
    assert _said(chosen.modified) == ("2024-04-30T16:49:00+03:00", "byline")


def test_both_dates_of_one_byline_are_read() -> None:
    """A byline with publication and change gives both."""
    chosen = _choose(Found("byline", "05.04.2025 - Güncelleme : 06.04.2025"))
    assert _said(chosen.published) == ("2025-04-05", "byline")
    assert _said(chosen.modified) == ("2025-04-06", "byline")
    labels = "Giriş: 12.11.2026 14:35 Güncelleme: 13.11.2026 09:10"
    chosen = _choose(Found("byline", labels))
    assert _said(chosen.published) == ("2026-11-12T14:35:00+03:00", "byline")
    assert _said(chosen.modified) == ("2026-11-13T09:10:00+03:00", "byline")


def test_a_lone_change_stands_for_the_publication() -> None:
    """Where only a change is dated, an approximate publication is better than none."""
    chosen = _choose(Found("meta", "2026-11-12T14:35:00+03:00", "modified"))
    assert chosen.published == chosen.modified
    assert _said(chosen.published) == ("2026-11-12T14:35:00+03:00", "meta")


def test_a_publication_after_the_change_gives_way() -> None:
    """Where the most trusted publication lies after the last change, the next one that does not is right."""
    chosen = _choose(
        Found("json-ld", "2026-04-20T14:25:30+03:00"),
        Found("meta", "2026-04-20T14:09:42+03:00"),
        Found("json-ld", "2026-04-20T14:15:30+03:00", "modified"),
    )
    assert _said(chosen.published) == ("2026-04-20T14:09:42+03:00", "meta")
    assert _said(chosen.modified) == ("2026-04-20T14:15:30+03:00", "json-ld")


def test_seconds_between_publication_and_change_do_not_matter() -> None:
    """A change that is stamped two seconds before the publication is no contradiction."""
    chosen = _choose(Found("meta", "2025-11-10T17:59:02+03:00"), Found("meta", "2025-11-10T17:59:00+03:00", "modified"))
    assert _said(chosen.published) == ("2025-11-10T17:59:02+03:00", "meta")
    assert _said(chosen.modified) == ("2025-11-10T17:59:00+03:00", "meta")


def test_a_change_before_the_publication_is_dropped() -> None:
    """A change an hour before the only publication is none."""
    chosen = _choose(Found("meta", "2025-11-10T17:59:02+03:00"), Found("meta", "2025-11-10T16:59:02+03:00", "modified"))
    assert _said(chosen.published) == ("2025-11-10T17:59:02+03:00", "meta")
    assert chosen.modified is None
    chosen = _choose(Found("meta", "2025-11-10T17:59:02+03:00"), Found("meta", "2025-11-09", "modified"))
    assert chosen.modified is None


def test_conflicts_are_named_once_beyond_36_hours() -> None:
    """Dates 36 hours off are none; those beyond are named as found, each once."""
    best = Found("json-ld", "2026-11-12T12:00:00+03:00")
    assert _choose(best, Found("meta", "2026-11-14T00:00:01+03:00")).conflict == ("meta=2026-11-14T00:00:01+03:00",)
    near = Found("meta", "2026-11-10T23:59:59+03:00")
    assert _choose(best, Found("meta", "2026-11-11T01:00:00+03:00")).conflict == ()
    assert _choose(best, near, near).conflict == ("meta=2026-11-10T23:59:59+03:00",)


def test_the_same_wall_time_marked_utc_is_local() -> None:
    """JSON-LD that writes Z behind the time that the byline shows is local, and so is its change."""
    chosen = _choose(
        Found("json-ld", "2026-11-12T14:35:20Z"),
        Found("json-ld", "2026-11-12T15:10:00Z", "modified"),
        Found("byline", "12.11.2026 14:35"),
    )
    assert _said(chosen.published) == ("2026-11-12T14:35:20+03:00", "json-ld")
    assert _said(chosen.modified) == ("2026-11-12T15:10:00+03:00", "json-ld")


def test_utc_that_agrees_with_the_byline_stays() -> None:
    """A right UTC time is the byline's local one."""
    chosen = _choose(Found("json-ld", "2026-11-12T11:35:20Z"), Found("byline", "12.11.2026 14:35"))
    assert _said(chosen.published) == ("2026-11-12T14:35:20+03:00", "json-ld")


def test_a_time_without_a_zone_that_is_the_byline_in_utc_is_utc() -> None:
    """Metadata without a zone that lies the zone's offset before the byline was written in UTC."""
    found = (Found("meta", "2026-11-12T11:05:20"), Found("byline", "۲۱ آبان ۱۴۰۵ - ۱۴:۳۵"))
    chosen = _choose(*found, zone="Asia/Tehran", languages=("fa",))
    assert _said(chosen.published) == ("2026-11-12T14:35:20+03:30", "meta")


def test_a_fault_proven_by_the_fetch_holds_for_its_kind() -> None:
    """Where the change would lie after the fetch if it were UTC, the publication of that origin is local, too."""
    chosen = _choose(Found("json-ld", "2026-11-14T08:00:00Z"), Found("json-ld", "2026-11-14T11:50:00Z", "modified"))
    assert _said(chosen.published) == ("2026-11-14T08:00:00+03:00", "json-ld")
    assert _said(chosen.modified) == ("2026-11-14T11:50:00+03:00", "json-ld")


def test_relative_and_completed_dates_are_the_last_resort() -> None:
    """A feed's full date goes before "3 hours ago" and before a day without a year, though bylines are trusted more."""
    feed = Found("feed", "Sat, 14 Nov 2026 09:01:10 +0300")
    for byline in ("3 saat önce", "14 Kasım 09:05"):
        assert _said(_choose(Found("byline", byline), feed).published) == ("2026-11-14T09:01:10+03:00", "feed")
        assert _choose(Found("byline", byline)).published is not None


def test_the_calendar_and_the_string_are_kept() -> None:
    """A moment says where and how it was written."""
    raw = "تاریخ انتشار: ۲۱ آبان ۱۴۰۵ - ۱۴:۳۵"
    moment = _choose(Found("byline", raw), zone="Asia/Tehran", languages=("fa",)).published
    assert moment == Moment(
        instant=datetime(2026, 11, 12, 11, 5, tzinfo=UTC),
        zone="Asia/Tehran",
        precision=Precision.MINUTE,
        calendar=Calendar.JALALI,
        raw=raw,
        origin="byline",
    )


EVER = st.datetimes(datetime(1995, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - Hypothesis takes naive bounds
LATELY = st.datetimes(datetime(2026, 11, 10), datetime(2026, 11, 15))  # noqa: DTZ001 - the same
FOUND = st.builds(
    Found,
    origin=st.sampled_from((*ORIGINS, "selector", "other")),
    raw=st.one_of(
        st.text(max_size=30),
        EVER.map(datetime.isoformat),
        LATELY.map(lambda at: at.strftime("%d.%m.%Y %H:%M")),
        LATELY.map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ")),
    ),
    role=st.sampled_from(("published", "modified")),
)


@given(found=st.lists(FOUND, max_size=8), zone=st.sampled_from(("Europe/Istanbul", "Asia/Tehran", "UTC")))
def test_what_is_chosen_was_found_and_lies_in_range(found: list[Found], zone: str) -> None:
    """What is chosen was among the strings and not in the future, and no change is before the publication."""
    chosen = published_and_modified(found, zone, FETCHED, ("tr",))
    strings = {(one.origin, one.raw) for one in found}
    for moment in (chosen.published, chosen.modified):
        if moment is not None:
            assert (moment.origin, moment.raw) in strings
            assert datetime(1999, 12, 31, tzinfo=UTC) < moment.instant < datetime(2026, 11, 15, 9, 1, tzinfo=UTC)
    if chosen.published and chosen.modified:
        assert chosen.published.local().date() <= chosen.modified.local().date()
