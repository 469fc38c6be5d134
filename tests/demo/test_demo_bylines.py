"""Printed dates: every way in which an outlet prints one, and that it can be read again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates import parse
from rasad.demo.bylines import BYLINES, printed

ISTANBUL = ZoneInfo("Europe/Istanbul")
TEHRAN = ZoneInfo("Asia/Tehran")
MOMENT = datetime(2026, 11, 12, 14, 35, tzinfo=ISTANBUL)
LANGUAGES = {"english": "en", "english-day-first": "en"}


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("capitals", "12 KASIM 2026 14:35"),
        ("turkish", "12 Kasım 2026, Perşembe"),
        ("turkish-short", "12 Kas 2026 - 14:35"),
        ("turkish-dots", "12.11.2026 14:35"),
        ("turkish-slashes", "12/11/2026"),
        ("english", "November 12, 2026"),
        ("english-day-first", "12 November 2026, 14:35"),
        ("jalali", "۲۱ آبان ۱۴۰۵ - ۱۴:۳۵"),
        ("jalali-weekday", "پنجشنبه ۲۱ آبان ۱۴۰۵ | ۱۴:۳۵"),
        ("jalali-numbers", "1405/08/21"),
        ("jalali-persian-numbers", "۱۴۰۵/۰۸/۲۱"),
    ],
)
def test_each_byline_prints_as_the_wild_does(byline: str, expected: str) -> None:
    """The same minute comes out in the eleven ways that the outlets use."""
    assert printed(MOMENT, byline) == expected


def test_every_byline_is_covered() -> None:
    """A byline that is added here is also used by an outlet, and none is left over."""
    from rasad.demo.outlets import outlets  # noqa: PLC0415 - only this test reads the outlets

    assert set(BYLINES) == {outlet.dress.byline for outlet in outlets().values()}


@pytest.mark.parametrize(("month", "capitals"), [(1, "OCAK"), (2, "ŞUBAT"), (4, "NİSAN"), (8, "AĞUSTOS"), (10, "EKİM")])
def test_capital_months_are_turkish(month: int, capitals: str) -> None:
    """The i of a month gets its dot and the ı stays without one."""
    assert printed(datetime(2026, month, 3, 9, 5, tzinfo=ISTANBUL), "capitals") == f"03 {capitals} 2026 09:05"


@given(st.datetimes(datetime(2024, 3, 20), datetime(2029, 3, 19)))  # noqa: DTZ001 - the zone is set below
def test_jalali_numbers_are_the_calendars(naive: datetime) -> None:
    """The printed Jalali day is the day that the calendar library gives, leap years included."""
    at = naive.replace(tzinfo=TEHRAN)
    day = jdatetime.date.fromgregorian(date=at.date())
    assert printed(at, "jalali-numbers") == day.strftime("%Y/%m/%d")


@pytest.mark.parametrize("byline", sorted(BYLINES))
@pytest.mark.parametrize("days", range(0, 366, 11))
def test_printed_dates_can_be_read_again(byline: str, days: int) -> None:
    """The date reader gets from every byline the day that was printed, all through a year."""
    zone = TEHRAN if byline.startswith("jalali") else ISTANBUL
    at = datetime(2025, 12, 1, 9, 7, tzinfo=zone) + timedelta(days=days)
    language = LANGUAGES.get(byline, "fa" if zone is TEHRAN else "tr")
    moment = parse(
        printed(at, byline),
        zone=str(zone),
        languages=(language,),
        fetched_at=datetime(2026, 12, 31, tzinfo=UTC),
    )
    assert moment is not None
    assert moment.local().date() == at.date()
