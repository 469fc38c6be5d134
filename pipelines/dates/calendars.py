"""The two calendars: Gregorian days as Jalali ones and back."""

from __future__ import annotations

from datetime import date, timedelta

# 1 Farvardin 1 of the 33-year cycle in Python's proleptic Gregorian ordinals (21 March 622).
_EPOCH = 226_895
# Leap years within the 33-year cycle of the arithmetic calendar, which equals the observed one from 1178 to 1633.
_LEAPS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_CYCLE_DAYS = 33 * 365 + len(_LEAPS)
_LEAPS_BEFORE = tuple(sum(1 for leap in _LEAPS if leap < year) for year in range(34))
_MONTH_STARTS = (0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336)


def is_leap(year: int) -> bool:
    """Tell whether a Jalali year has 30 days in Esfand."""
    return year % 33 in _LEAPS


def month_length(year: int, month: int) -> int:
    """Give the number of days of a Jalali month."""
    if month <= 6:  # noqa: PLR2004 - the first six months have 31 days
        return 31
    return 30 if month < 12 or is_leap(year) else 29  # noqa: PLR2004 - Esfand is the twelfth


def _year_start(year: int) -> int:
    """Give the ordinal of 1 Farvardin."""
    cycles, rest = divmod(year, 33)
    return _EPOCH + cycles * _CYCLE_DAYS + rest * 365 - 365 + _LEAPS_BEFORE[rest]


def from_jalali(year: int, month: int, day: int) -> date:
    """Give the Gregorian day of a Jalali one, by the 33-year arithmetic calendar.

    Raises:
        ValueError: there is no such day.
    """
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):  # noqa: PLR2004 - months of a year
        raise ValueError(f"there is no Jalali day {year:04d}-{month:02d}-{day:02d}")
    return date.fromordinal(_year_start(year) + _MONTH_STARTS[month - 1] + day - 1)


def to_jalali(day: date) -> tuple[int, int, int]:
    """Give the Jalali year, month and day of a Gregorian day."""
    ordinal = day.toordinal()
    year = day.year - 621
    if ordinal < _year_start(year):
        year -= 1
    rest = ordinal - _year_start(year)
    month = rest // 31 if rest < _MONTH_STARTS[6] else 6 + (rest - _MONTH_STARTS[6]) // 30
    return year, month + 1, rest - _MONTH_STARTS[month] + 1


def jalali_month_key(day: date) -> str:
    """Give the Jalali month of a Gregorian day as a sortable key such as ``1405-08``."""
    year, month, _ = to_jalali(day)
    return f"{year:04d}-{month:02d}"


def jalali_month(year: int, month: int) -> tuple[date, date]:
    """Give the first and the last day of a Jalali month.

    Raises:
        ValueError: there is no such month.
    """
    return from_jalali(year, month, 1), from_jalali(year, month, month_length(year, month))


def gregorian_month(year: int, month: int) -> tuple[date, date]:
    """Give the first and the last day of a Gregorian month.

    Raises:
        ValueError: there is no such month.
    """
    first = date(year, month, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    return first, after - timedelta(days=1)
