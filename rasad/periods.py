"""Days, weeks and months in a row, in both calendars, as the index names them."""

from __future__ import annotations

from datetime import date, timedelta

# The facets that are periods of time, from the finest on.
PERIODS = ("day", "week", "month", "jalali_month")
# More rows than these nobody reads; where a query spans more, its empty periods are left out.
MOST = 1000
MONTHS = 12


def between(period: str, first: str, last: str) -> list[str]:
    """Give the days, weeks or months from one to another, both included, e.g. ``2026-W46`` to ``2026-W48``."""
    if period in {"month", "jalali_month"}:
        return _months(first, last)
    start, end = (monday(name) if period == "week" else date.fromisoformat(name) for name in (first, last))
    step = timedelta(weeks=1) if period == "week" else timedelta(days=1)
    days = (start + number * step for number in range((end - start) // step + 1))
    return [week_name(day) if period == "week" else day.isoformat() for day in days]


def filled(period: str, counts: dict[str, int]) -> dict[str, int]:
    """Put periods in the order of time, with those in between that have nothing."""
    if not counts:
        return {}
    names = between(period, min(counts), max(counts))
    if len(names) > MOST:
        names = sorted(counts)
    return {name: counts.get(name, 0) for name in names}


def week_name(day: date) -> str:
    """Name the ISO week of a day."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def monday(name: str) -> date:
    """Give the first day of an ISO week."""
    year, number = name.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def _months(first: str, last: str) -> list[str]:
    begin, end = (int(name[:4]) * MONTHS + int(name[5:]) - 1 for name in (first, last))
    return [f"{count // MONTHS:04d}-{count % MONTHS + 1:02d}" for count in range(begin, end + 1)]
