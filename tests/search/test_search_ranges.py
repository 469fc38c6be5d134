"""Ranges of days: every way to write them, in both calendars."""

from __future__ import annotations

from datetime import date, timedelta

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranges import parse_range

TODAY = date(2026, 11, 24)  # a Tuesday; 3 Azar 1405


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-11-12", "2026-11-12", "2026-11-12"),
        ("2026/11/12", "2026-11-12", "2026-11-12"),
        ("2026.11.12", "2026-11-12", "2026-11-12"),
        ("12.11.2026", "2026-11-12", "2026-11-12"),
        ("1.2.2026", "2026-02-01", "2026-02-01"),
        ("۲۰۲۶-۱۱", "2026-11-01", "2026-11-30"),
        ("1405", "2026-03-21", "2027-03-20"),
        ("1403-12", "2025-02-19", "2025-03-20"),
        ("1405-01-01", "2026-03-21", "2026-03-21"),
        ("۱۴۰۵/۰۸/۲۱", "2026-11-12", "2026-11-12"),
        ("21/8/1405", "2026-11-12", "2026-11-12"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026w53", "2026-12-28", "2027-01-03"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026q4", "2026-10-01", "2026-12-31"),
        ("2026-ç2", "2026-04-01", "2026-06-30"),
        ("1405-Q1", "2026-03-21", "2026-06-21"),
        ("2026-10..2026-11", "2026-10-01", "2026-11-30"),
        ("1405-07..1405-08", "2026-09-23", "2026-11-21"),
        ("2026-10…2026-11", "2026-10-01", "2026-11-30"),
        ("2026-11 .. 2026-10", "2026-10-01", "2026-11-30"),
        ("1405..2026-12-31", "2026-03-21", "2026-12-31"),
        ("yesterday..today", "2026-11-23", "2026-11-24"),
        ("2026-10..", "2026-10-01", ""),
        ("..2026-10", "", "2026-10-31"),
        ("*..2026-10", "", "2026-10-31"),
        ("[2026-10 TO 2026-11]", "2026-10-01", "2026-11-30"),
        ("[2026-10 to *]", "2026-10-01", ""),
        (">=2026-11", "2026-11-01", ""),
        (">2026-11", "2026-12-01", ""),
        ("<2026-11", "", "2026-10-31"),
        ("<= 2026-11", "", "2026-11-30"),
        ("≥1405", "2026-03-21", ""),
        ("today", "2026-11-24", "2026-11-24"),
        ("BUGÜN", "2026-11-24", "2026-11-24"),
        ("امروز", "2026-11-24", "2026-11-24"),
        ("dün", "2026-11-23", "2026-11-23"),
        ("last-7-days", "2026-11-18", "2026-11-24"),
        ("last 7 days", "2026-11-18", "2026-11-24"),
        ("last-1-day", "2026-11-24", "2026-11-24"),
        ("past-2-weeks", "2026-11-11", "2026-11-24"),
        ("son-7-gün", "2026-11-18", "2026-11-24"),
        ("son 2 hafta", "2026-11-11", "2026-11-24"),
        ("son-3-ay", "2026-08-25", "2026-11-24"),
        ("last-1-year", "2025-11-25", "2026-11-24"),
        ("۷ روز گذشته", "2026-11-18", "2026-11-24"),
        ("۲ هفته اخیر", "2026-11-11", "2026-11-24"),
        ("this-week", "2026-11-23", "2026-11-29"),
        ("geçen-hafta", "2026-11-16", "2026-11-22"),
        ("هفته گذشته", "2026-11-16", "2026-11-22"),
        ("bu-ay", "2026-11-01", "2026-11-30"),
        ("last-month", "2026-10-01", "2026-10-31"),
        ("این ماه", "2026-11-22", "2026-12-21"),
        ("ماه‌گذشته", "2026-10-23", "2026-11-21"),
        ("سال پیش", "2025-03-21", "2026-03-20"),
        ("this-year", "2026-01-01", "2026-12-31"),
        ("geçen yıl", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_range_means_all_its_days(text: str, first: str, last: str) -> None:
    """Whatever the calendar, the language and the signs, a range has a first and a last day, or stays open."""
    expected = tuple(date.fromisoformat(day) if day else None for day in (first, last))
    assert parse_range(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    ["", "..", "x", "2026-13", "2026-00", "2026-02-30", "1405-12-31", "1405-13", "31.02.2026", "999", "1700", "2300",
     "1650", "2026-W54", "2026-Q5", "last-0-days", "last-7-suns", "this-decade", "x..2026", "2026..x", ">=x", "<x",
     "last-9999-years", "[x TO y]", "2026-11-12-13", "last-day", "..x", "۱۲۳"],
)  # fmt: skip
def test_what_is_no_range_gives_nothing(text: str) -> None:
    """Impossible days, unknown words and years no newspaper has are no ranges."""
    assert parse_range(text, TODAY) is None


@given(st.dates(date(1850, 1, 1), date(2190, 12, 31)))
def test_gregorian_days_are_read_in_every_order(day: date) -> None:
    """Year first and day first mean the same day."""
    written = [day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%d.%m.%Y}", f"{day.day}/{day.month}/{day.year}"]
    assert {parse_range(text, TODAY) for text in written} == {(day, day)}


@given(st.integers(1250, 1550), st.integers(1, 12), st.integers(1, 29))
def test_jalali_days_are_those_of_another_calendar_library(year: int, month: int, day: int) -> None:
    """A Jalali day is the same Gregorian one that jdatetime gives."""
    expected = jdatetime.date(year, month, day).togregorian()
    assert parse_range(f"{year}-{month:02d}-{day:02d}", TODAY) == (expected, expected)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 500))
def test_the_last_days_end_today_and_are_so_many(today: date, count: int) -> None:
    """The last n days are n days, today included."""
    assert parse_range(f"last-{count}-days", today) == (today - timedelta(days=count - 1), today)


@given(st.text(max_size=40), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_every_text_is_a_range_or_none(text: str, today: date) -> None:
    """No text raises, and a closed range is in order."""
    found = parse_range(text, today)
    assert found is None or None in found or found[0] <= found[1]  # type: ignore[operator] # neither is None here
