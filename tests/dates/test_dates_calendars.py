"""Gregorian and Jalali days turn into each other as the calendar's own library does it."""

from __future__ import annotations

from datetime import date, timedelta

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates import from_jalali, jalali_month_key, month_name, to_jalali
from pipelines.dates.calendars import gregorian_month, is_leap, jalali_month, month_length
from pipelines.dates.names import months, weekdays
from pipelines.records import Calendar

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31))


@given(day=DAYS)
def test_every_day_agrees_with_the_oracle(day: date) -> None:
    """A Gregorian day is the Jalali day that jdatetime says, and comes back."""
    oracle = jdatetime.date.fromgregorian(date=day)
    assert to_jalali(day) == (oracle.year, oracle.month, oracle.day)
    assert from_jalali(*to_jalali(day)) == day


def test_two_hundred_years_agree_day_by_day() -> None:
    """No day from 1900 to 2100 is skipped, doubled or shifted."""
    day, expected = date(1900, 1, 1), jdatetime.date.fromgregorian(date=date(1900, 1, 1))
    while day.year < 2100:
        assert to_jalali(day) == (expected.year, expected.month, expected.day)
        day += timedelta(days=1)
        expected += jdatetime.timedelta(days=1)


@given(year=st.integers(1200, 1600), month=st.integers(1, 12), day=st.integers(1, 31))
def test_days_exist_where_the_oracle_has_them(year: int, month: int, day: int) -> None:
    """A Jalali day is refused exactly where jdatetime refuses it."""
    try:
        expected = jdatetime.date(year, month, day).togregorian()
    except ValueError:
        with pytest.raises(ValueError, match="no Jalali day"):
            from_jalali(year, month, day)
    else:
        assert from_jalali(year, month, day) == expected


@pytest.mark.parametrize(("year", "month", "day"), [(1405, 0, 1), (1405, 13, 1), (1405, 1, 0), (1404, 12, 30)])
def test_days_outside_a_month_are_refused(year: int, month: int, day: int) -> None:
    """There is no month 0 or 13, no day 0, and no 30 Esfand of an ordinary year."""
    with pytest.raises(ValueError, match="there is no Jalali day"):
        from_jalali(year, month, day)


@pytest.mark.parametrize("year", [1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408])
def test_leap_years_are_those_of_the_official_calendar(year: int) -> None:
    """The leap years of our time have 30 days in Esfand, their neighbours 29."""
    assert is_leap(year)
    assert month_length(year, 12) == 30
    assert month_length(year + 1, 12) == 29


def test_month_keys_sort_like_the_months() -> None:
    """The key of a month has two digits for the month."""
    assert jalali_month_key(date(2026, 11, 12)) == "1405-08"
    assert jalali_month_key(date(2026, 3, 20)) == "1404-12"
    assert jalali_month_key(date(2026, 3, 21)) == "1405-01"


@given(day=DAYS)
def test_months_begin_and_end_where_the_day_says(day: date) -> None:
    """A day lies within its month in both calendars, and the day after the month's end has another key."""
    year, month, _ = to_jalali(day)
    first, last = jalali_month(year, month)
    assert first <= day <= last
    assert jalali_month_key(first) == jalali_month_key(last) != jalali_month_key(last + timedelta(days=1))
    first, last = gregorian_month(day.year, day.month)
    assert first <= day <= last
    assert (last + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("month", "language", "calendar", "name"),
    [
        (8, "fa", Calendar.JALALI, "آبان"),
        (8, "tr", Calendar.JALALI, "Aban"),
        (8, "en", Calendar.JALALI, "Aban"),
        (11, "fa", Calendar.GREGORIAN, "نوامبر"),
        (11, "tr", Calendar.GREGORIAN, "Kasım"),
        (11, "en", Calendar.GREGORIAN, "November"),
        (1, "de", Calendar.GREGORIAN, "January"),
    ],
)
def test_months_have_names_to_show(month: int, language: str, calendar: Calendar, name: str) -> None:
    """Each language names the months of both calendars; an unknown language reads English."""
    assert month_name(month, language, calendar) == name


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_month_out_of_range_has_no_name(month: int) -> None:
    """The months are 1 to 12."""
    with pytest.raises(ValueError, match=f"no month {month}"):
        month_name(month, "tr", Calendar.GREGORIAN)


def test_shown_names_are_read_back() -> None:
    """Every name that is shown is known when it is read, with its calendar and number."""
    from pipelines.dates.folding import fold  # noqa: PLC0415 - used by this test alone

    for calendar in Calendar:
        for language in ("tr", "fa", "en"):
            for month in range(1, 13):
                assert months()[fold(month_name(month, language, calendar))] == (calendar, month)


def test_there_are_seven_weekdays_in_each_language() -> None:
    """Every weekday has a name in all three languages."""
    assert set(weekdays().values()) == set(range(7))
    assert (weekdays()["persembe"], weekdays()["thursday"], weekdays()["پنجشنبه"]) == (3, 3, 3)
