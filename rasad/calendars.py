"""Days and times as readers of three languages expect them, in both calendars."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipelines.dates import month_name, to_jalali
from pipelines.errors import UsageError
from pipelines.records import Calendar, Precision
from rasad.texts import texts

if TYPE_CHECKING:
    from pipelines.records import Moment


def day_text(day: date, language: str) -> str:
    """Write a day in the language's own calendar, with the other one behind it in brackets."""
    first, second = gregorian_text(day, language), jalali_text(day, language)
    if language == "fa":
        first, second = second, first
    return f"{first} ({second})"


def jalali_text(day: date, language: str) -> str:
    """Write a day of the Iranian calendar, e.g. ``۲۱ آبان ۱۴۰۵`` or ``21 Aban 1405``."""
    year, month, number = to_jalali(day)
    return _digits(f"{number} {month_name(month, language, Calendar.JALALI)} {year}", language)


def gregorian_text(day: date, language: str) -> str:
    """Write a day of the Gregorian calendar, e.g. ``12 Kasım 2026``."""
    return _digits(f"{day.day} {month_name(day.month, language, Calendar.GREGORIAN)} {day.year}", language)


def moment_text(moment: Moment | None, language: str, zone: str) -> str:
    """Write when something was published, as exactly as it is known, in the reader's zone; empty without a date."""
    if moment is None:
        return ""
    if moment.precision is Precision.DAY:
        return day_text(moment.local().date(), language)
    local = moment.instant.astimezone(ZoneInfo(zone))
    return f"{day_text(local.date(), language)} {_digits(f'{local:%H:%M}', language)}"


def week_bounds(week: str, zone: str) -> tuple[datetime, datetime]:
    """Give the first instant of an ISO week such as ``2026-W46`` and that of the next, in ``zone``.

    Raises:
        UsageError: there is no such week.
    """
    try:
        year, number = week.upper().split("-W")
        first = date.fromisocalendar(int(year), int(number), 1)
        last = first + timedelta(days=7)
    except (ValueError, OverflowError):
        raise UsageError(f"{week!r} is no ISO week; write it like 2026-W46.") from None
    start = datetime(first.year, first.month, first.day, tzinfo=ZoneInfo(zone))
    return start, datetime(last.year, last.month, last.day, tzinfo=ZoneInfo(zone))


def week_of(now: datetime, zone: str) -> str:
    """Give the last whole ISO week before ``now`` in ``zone``."""
    day = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=7)
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def _digits(text: str, language: str) -> str:
    return texts(language).number(text)
