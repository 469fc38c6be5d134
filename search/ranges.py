"""Ranges of days as people write them, in both calendars, three languages and relative to today."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TypeAlias

from pipelines.dates import from_jalali, to_jalali
from pipelines.dates.calendars import month_length

Days: TypeAlias = tuple[date, date]

_SPLIT = re.compile(r"\s*(?:\.\.+|…)\s*")
_LUCENE = re.compile(r"[\[{]\s*(.+?)\s+TO\s+(.+?)\s*[\]}]", re.IGNORECASE)
_COMPARED = re.compile(r"(>=|<=|=>|=<|>|<|≥|≤)\s*(.+)")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](0?[1-9]|1[0-2])(?:[-/.](0?[1-9]|[12]\d|3[01]))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WEEK = re.compile(r"(\d{4})-?[wWhH](\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-?[qQçÇ](\d)")
_LAST = re.compile(r"(?:last|past|son|آخرین)-?(\d{1,4})-?(\w+)")
_LAST_PERSIAN = re.compile(r"(\d{1,4})-?(\w+?)-?(?:گذشته|اخیر)")
_THIS = re.compile(r"(this|bu|این|last|geçen|gecen)-(\w+)")
_PERSIAN_LAST = re.compile(r"(\w+)-(?:گذشته|پیش|قبل)")
_DAY_WORDS = {"today": 0, "bugün": 0, "bugun": 0, "امروز": 0, "yesterday": 1, "dün": 1, "dun": 1, "دیروز": 1}
_UNITS = {
    "day": ("d", "days", "day", "gün", "gun", "روز"),
    "week": ("w", "weeks", "week", "hafta", "هفته"),
    "month": ("m", "months", "month", "ay", "ماه"),
    "year": ("y", "years", "year", "yıl", "yil", "sene", "سال"),
}
# Years of the Jalali calendar that news can carry; Gregorian years of print journalism begin after them.
_JALALI_YEARS = range(1200, 1600)
_GREGORIAN_YEARS = range(1800, 2200)


def parse_range(text: str, today: date) -> tuple[date | None, date | None] | None:
    """Read a range of days; a month, quarter, week or year means all its days, and ends may be left open.

    Returns:
        First and last day, both included, in order; ``None`` where the text says no range.
    """
    text = _plain(text)
    if (lucene := _LUCENE.fullmatch(text)) is not None:
        return _between(lucene[1], lucene[2], today)
    if len(ends := _SPLIT.split(text)) == 2:  # noqa: PLR2004 - a range has two ends
        return _between(ends[0], ends[1], today)
    if (compared := _COMPARED.fullmatch(text)) is not None:
        return _beyond(compared[1], _days(compared[2], today))
    return _days(text, today)


def _plain(text: str) -> str:
    """Give ASCII digits, Persian letters, one lower case and hyphens instead of blanks."""
    text = unicodedata.normalize("NFKC", text.replace("…", "..")).strip()
    digits = (str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    text = "".join(digits).replace("ي", "ی").replace("ك", "ک").replace("\u200c", "-").replace("_", "-")
    if "[" in text or "{" in text:
        return text
    text = text.replace("İ", "i").lower()
    return re.sub(r"(?<=[\w]) +(?=[\w])", "-", text)


def _between(first: str, last: str, today: date) -> tuple[date | None, date | None] | None:
    begin = None if first in {"", "*"} else _days(first.lower(), today)
    end = None if last in {"", "*"} else _days(last.lower(), today)
    if (begin is None and first not in {"", "*"}) or (end is None and last not in {"", "*"}):
        return None
    if begin is None and end is None:
        return None
    if begin is not None and end is not None:
        return (begin[0], end[1]) if begin[0] <= end[1] else (end[0], begin[1])
    return (begin[0] if begin else None), (end[1] if end else None)


def _beyond(sign: str, days: Days | None) -> tuple[date | None, date | None] | None:
    if days is None:
        return None
    one = timedelta(days=1)
    try:
        if sign in {">=", "=>", "≥"}:
            return days[0], None
        if sign in {"<=", "=<", "≤"}:
            return None, days[1]
        return (days[1] + one, None) if sign == ">" else (None, days[0] - one)
    except OverflowError:
        return None


def _days(text: str, today: date) -> Days | None:
    """Read one day, week, month, quarter, year or relative time."""
    try:
        return _absolute(text) or _relative(text, today)
    except (ValueError, OverflowError):
        return None


def _absolute(text: str) -> Days | None:
    if (found := _YEAR_FIRST.fullmatch(text)) is not None:
        return _calendar(*(int(part) if part else 0 for part in found.groups()))
    if (found := _DAY_FIRST.fullmatch(text)) is not None:
        return _calendar(int(found[3]), int(found[2]), int(found[1]))
    if (found := _WEEK.fullmatch(text)) is not None:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return monday, monday + timedelta(days=6)
    if (found := _QUARTER.fullmatch(text)) is not None and found[2] in "1234":
        month = int(found[2]) * 3
        first, last = _calendar(int(found[1]), month - 2, 0), _calendar(int(found[1]), month, 0)
        return (first[0], last[1]) if first and last else None
    return None


def _calendar(year: int, month: int, day: int) -> Days | None:
    """Give a year, month or day (0: not said) of the calendar that the year belongs to."""
    if year in _JALALI_YEARS:
        last_month = month or 12
        first = from_jalali(year, month or 1, day or 1)
        return first, from_jalali(year, last_month, day or month_length(year, last_month))
    if year not in _GREGORIAN_YEARS:
        return None
    first = date(year, month or 1, day or 1)
    return first, first if day else _after(date(year, month or 12, 1), 1) - timedelta(days=1)


def _relative(text: str, today: date) -> Days | None:
    if text in _DAY_WORDS:
        day = today - timedelta(days=_DAY_WORDS[text])
        return day, day
    if (found := _LAST.fullmatch(text) or _LAST_PERSIAN.fullmatch(text)) is not None:
        return _last(int(found[1]), _unit(found[2]), today)
    if (found := _PERSIAN_LAST.fullmatch(text)) is not None:
        return _unit_days(_unit(found[1]), today, back=True, jalali=True)
    if (found := _THIS.fullmatch(text)) is not None:
        back = found[1] not in {"this", "bu", "این"}
        return _unit_days(_unit(found[2]), today, back=back, jalali=found[1] == "این")
    return None


def _unit(word: str) -> str:
    return next((unit for unit, names in _UNITS.items() if word in names), "")


def _last(count: int, unit: str, today: date) -> Days | None:
    """Give the days up to today; the last seven days are today and the six before it."""
    if not unit or not count:
        return None
    tomorrow = today + timedelta(days=1)
    if unit in {"day", "week"}:
        return tomorrow - timedelta(days=count * (7 if unit == "week" else 1)), today
    return _after(tomorrow, -count * (12 if unit == "year" else 1)), today


def _unit_days(unit: str, today: date, *, back: bool, jalali: bool) -> Days | None:
    """Give the week, month or year that today lies in, or the one before; Persian words mean Persian months."""
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    if unit not in {"month", "year"}:
        return None
    year, month = to_jalali(today)[:2] if jalali else (today.year, today.month)
    if unit == "year":
        return _calendar(year - back, 0, 0)
    months = year * 12 + month - 1 - back
    return _calendar(months // 12, months % 12 + 1, 0)


def _after(day: date, months: int) -> date:
    """Give the day some months later, or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
