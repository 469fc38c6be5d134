"""Date strings of pages and feeds are read as they were meant, and what is no date is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dates import parse
from pipelines.records import Calendar, Moment, Precision
from tests.dates.datestrings import FETCHED, ZONES, read, written


@pytest.mark.parametrize(
    ("raw", "language", "zone", "expected"),
    [
        ("05/04/2025", "tr", "", "2025-04-05"),
        ("05.04.2025", "en", "America/New_York", "2025-04-05"),
        ("05/04/2025", "en", "Europe/London", "2025-04-05"),
        ("05/04/2025", "en", "America/New_York", "2025-05-04"),
        ("11/25/2025", "tr", "", "2025-11-25"),
        ("25/11/2025", "en", "America/New_York", "2025-11-25"),
        ("11/12/2026", "tr", "", "2026-11-12"),
        ("Sunday 05/04/2025", "en", "", "2025-05-04"),
        ("Saturday 05/04/2025", "en", "America/New_York", "2025-04-05"),
        ("Monday 05/04/2025", "en", "", "2025-04-05"),
        ("98/02/12", "fa", "", "2019-05-02"),
        ("05/08/21", "fa", "", "2026-11-12"),
        ("12/11/26", "tr", "", "2026-11-12"),
    ],
)
def test_the_order_of_day_and_month(raw: str, language: str, zone: str, expected: str) -> None:
    """Day first, unless a weekday, the range or an American source says otherwise; Persian years of two digits lead."""
    assert written(raw, language, zone=zone) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-11-12T00:00:00+03:00", "2026-11-12"),
        ("2026-11-12T00:00:00Z", "2026-11-12"),
        ("Thu, 12 Nov 2026 00:00:00 GMT", "2026-11-12"),
        ("12.11.2026 00:00", "2026-11-12"),
        ("2026-11-12T00:00:00-05:00", "2026-11-12T08:00:00+03:00"),
        ("2026-11-11T21:00:00Z", "2026-11-12T00:00:00+03:00"),
        ("12.11.2026 00:01", "2026-11-12T00:01:00+03:00"),
    ],
)
def test_midnight_is_a_missing_time(raw: str, expected: str) -> None:
    """A time of exactly zero in the source's zone, in UTC or in none means the day; in another zone it is a time."""
    assert written(raw) == expected


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("3 saat önce", "tr", "2026-11-14T09:00:00+03:00"),
        ("1 saat 20 dakika önce", "tr", "2026-11-14T10:40:00+03:00"),
        ("30 saniye önce", "tr", "2026-11-14T11:59:00+03:00"),
        ("az önce", "tr", "2026-11-14T12:00:00+03:00"),
        ("DÜN 14:30", "tr", "2026-11-13T14:30:00+03:00"),
        ("Bugün", "tr", "2026-11-14"),
        ("İki gün önce", "tr", "2026-11-12"),
        ("۳ ساعت پیش", "fa", "2026-11-14T09:30:00+03:30"),
        ("نیم", "fa", None),
        ("پریروز", "fa", "2026-11-12"),
        ("دیروز ساعت ۱۴:۳۰", "fa", "2026-11-13T14:30:00+03:30"),
        ("یک هفته پیش", "fa", "2026-11-07"),
        ("an hour ago", "en", "2026-11-14T08:00:00+00:00"),
        ("2 months ago", "en", None),
        ("3 yıl önce", "tr", None),
        ("Güncelleme: 3 saat önce", "tr", "2026-11-14T09:00:00+03:00"),
    ],
)
def test_relative_dates_hang_on_the_fetch(raw: str, language: str, expected: str | None) -> None:
    """Hours and days back are counted from the fetch in the source's zone; months and years are too coarse."""
    assert written(raw, language) == expected


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("12 Kasım 14:35", "tr", "2026-11-12T14:35:00+03:00"),
        ("15 Kasım", "tr", "2026-11-15"),
        ("16 Kasım", "tr", "2025-11-16"),
        ("29 Şubat", "tr", "2024-02-29"),
        ("۲۱ آبان", "fa", "2026-11-12"),
        ("۳۰ آبان", "fa", "2025-11-21"),
        ("31 Kasım", "tr", None),
    ],
)
def test_a_missing_year_is_the_last_one_possible(raw: str, language: str, expected: str | None) -> None:
    """A day without a year is the last such day that is not after tomorrow."""
    assert written(raw, language) == expected


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("", "tr"),
        (" ", "tr"),
        ("Ankara", "tr"),
        ("2026", "tr"),
        ("Kasım 2026", "tr"),
        ("14:35", "tr"),
        ("12.11.3", "tr"),
        ("0 212 555 12 11", "tr"),
        ("1.234.567", "tr"),
        ("31.02.2026", "tr"),
        ("29 Şubat 2025", "tr"),
        ("12 Kasım 1405", "tr"),
        ("15 Kasım 2026 - 20 Kasım 2026", "tr"),
        ("12-15 Kasım 2026", "tr"),
        ("12.11.2026 13.11.2026", "tr"),
        ("12.11.2026 14:35 ve 13.11.2026", "tr"),
        ("30 اسفند 1404", "fa"),
        ("31 مهر 1405", "fa"),
        ("21 آبان 2026", "fa"),
        ("12 نوامبر 1405", "fa"),
        ("۲ جمادی‌الثانی ۱۴۴۸", "fa"),
        ("کد خبر: 98030903723", "fa"),
        ("2026-13-45", "en"),
        ("0000-00-00 00:00:00", "en"),
        ("{{ created_at }}", "en"),
        ("9999999999999", "en"),
        ("x" * 2000, "en"),
        ("12 Kasım 2026 " + "x" * 500, "tr"),
    ],
)
def test_what_is_no_date_is_refused(raw: str, language: str) -> None:
    """Numbers, ranges, impossible days, mixed calendars, other calendars, templates and texts give nothing."""
    assert read(raw, language) is None


@pytest.mark.parametrize(
    ("raw", "language", "accepted"),
    [
        ("1999-12-31T23:59:59+02:00", "tr", False),
        ("1 Ocak 2000", "tr", True),
        ("1378/10/10", "fa", False),
        ("1378/10/11", "fa", True),
        ("2026-11-15T08:59:59Z", "tr", True),
        ("2026-11-15T12:05:01+03:00", "tr", False),
        ("16.11.2026", "tr", False),
        ("1406/01/01", "fa", False),
    ],
)
def test_only_2000_to_tomorrow_is_believed(raw: str, language: str, *, accepted: bool) -> None:
    """The first day of 2000 and a day after the fetch are the bounds, both included."""
    assert (read(raw, language) is not None) is accepted


def test_a_time_marked_utc_in_the_future_is_local() -> None:
    """Z behind a time that lies after the fetch, and would not if it were local, is ignored; minutes are tolerated."""
    assert written("2026-11-14T11:35:00Z") == "2026-11-14T11:35:00+03:00"
    assert written("2026-11-14T09:04:00Z") == "2026-11-14T12:04:00+03:00"
    assert written("2026-11-14T12:20:00Z") == "2026-11-14T15:20:00+03:00"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://example.ir/fa/news/1398/02/30/2016331/khabar", "2019-05-20"),
        ("https://example.com/2026/11/12/haber", "2026-11-12"),
        ("https://example.com/haber-20261112", "2026-11-12"),
        ("https://example.com/2026-11-12-haber", "2026-11-12"),
        ("https://example.com/2026/1/2/haber", "2026-01-02"),
        ("/2026/11/12", "2026-11-12"),
        ("https://example.com/haber-3700095", None),
        ("https://example.com/2026/11/", None),
        ("https://example.com/2026/13/12/", None),
        ("https://example.com/2026/02/30/", None),
        ("https://example.com/urun/120261112555", None),
        ("20261112", None),
    ],
)
def test_addresses_give_at_most_a_day(raw: str, expected: str | None) -> None:
    """Year, month and day in an address's path are a day in either calendar; numbers of articles are none."""
    assert written(raw, origin="url") == expected


def test_a_moment_says_how_it_was_written() -> None:
    """Calendar, precision, zone, string and origin are kept."""
    moment = parse("۲۱ آبان ۱۴۰۵ - ۱۴:۳۵", zone="Asia/Tehran", languages=["fa"], fetched_at=FETCHED, origin="byline")
    assert moment == Moment(
        instant=datetime(2026, 11, 12, 11, 5, tzinfo=UTC),
        zone="Asia/Tehran",
        precision=Precision.MINUTE,
        calendar=Calendar.JALALI,
        raw="۲۱ آبان ۱۴۰۵ - ۱۴:۳۵",
        origin="byline",
    )


def test_summer_time_is_that_of_the_day() -> None:
    """Iran's clocks were an hour ahead in the summers until 2022."""
    assert written("۱۳۹۸/۰۲/۱۲ - ۱۶:۱۲", "fa") == "2019-05-02T16:12:00+04:30"
    assert written("۱۴۰۵/۰۲/۱۲ - ۱۶:۱۲", "fa") == "2026-05-02T16:12:00+03:30"


PIECES = st.sampled_from(
    (
        "12",
        "11",
        "2026",
        "1405",
        "Kasım",
        "آبان",
        "Nov",
        "14:35",
        "dün",
        "Güncelleme:",
        "/",
        ".",
        "-",
        " ",
        "T",
        "Z",
        "+03",
        "ago",
    )
)


@settings(max_examples=1500, deadline=None)
@given(raw=st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=14).map("".join)))
def test_no_string_breaks_the_parser(raw: str) -> None:
    """Any string gives a moment in range or nothing."""
    for language, zone in ZONES.items():
        moment = read(raw, language)
        if moment is not None:
            assert moment.raw == raw
            assert moment.zone == zone
            assert moment.local().year >= 2000
            assert moment.instant <= FETCHED + timedelta(days=1)
