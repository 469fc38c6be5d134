"""Years, parts of years and relative words in a text."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipelines.dates.calendars import from_jalali, gregorian_month, jalali_month, month_length, to_jalali
from pipelines.dates.drafts import Draft, Shape
from pipelines.dates.grammar import calendar_of
from pipelines.dates.spoken import Spoken, caught, number_of, shift_of, this_year
from pipelines.records import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.dates.phrases import Phrases


def _whole_year(year: int) -> tuple[date, date]:
    if calendar_of(year) is Calendar.JALALI:
        return from_jalali(year, 1, 1), from_jalali(year, 12, month_length(year, 12))
    return date(year, 1, 1), date(year, 12, 31)


def find_years(text: str, language: Spoken) -> Iterator[Draft]:
    """Find years that a cue tells from other numbers."""
    for match in language.year.finditer(text):
        first, last = int(match["year"]), int(match["last"] or match["year"])
        if first > last or calendar_of(first) is not calendar_of(last):
            continue
        bounds = _whole_year(first)[0], _whole_year(last)[1]
        group = "last" if match["last"] else "year"
        yield Draft(match.start("year"), match.end(group), Shape.YEAR if first == last else Shape.PERIOD, bounds=bounds)


def find_parts(text: str, language: Spoken, anchor: date) -> Iterator[Draft]:
    """Find quarters and halves of a year."""
    phrases = language.phrases
    for match in language.part.finditer(text):
        groups = caught(match)
        if groups.get("year"):
            year = int(groups["year"])
        else:
            year = this_year(phrases.calendar, anchor) + shift_of(groups.get("which", ""), phrases)
        half = groups.get("half")
        number = number_of((half or groups.get("quarter", "")).rstrip("."), phrases) or 0
        months = 6 if half else 3
        if 1 <= number <= 12 // months:
            first, last = (number - 1) * months + 1, number * months
            yield Draft(match.start(), match.end(), Shape.PERIOD, bounds=_months(year, first, last))


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    month = jalali_month if calendar_of(year) is Calendar.JALALI else gregorian_month
    return month(year, first)[0], month(year, last)[1]


def find_relatives(text: str, language: Spoken, anchor: date) -> Iterator[Draft]:
    """Find what is said from the day of publication: yesterday, next week, last Friday."""
    phrases = language.phrases
    for match in language.relative.finditer(text):
        groups = caught(match)
        end = max(match.end(group) for group, word in match.groupdict().items() if word)
        if groups.get("day"):
            day = anchor + timedelta(days=phrases.numbers[groups["day"]])
            yield Draft(match.start(), end, Shape.DAY, bounds=(day, day))
            continue
        shift = shift_of(groups.get("which") or "", phrases)
        if groups.get("weekday"):
            day = _weekday(phrases, groups["weekday"], shift, anchor, in_week=bool(groups.get("week")))
            yield Draft(match.start(), end, Shape.DAY, bounds=(day, day))
        else:
            shape, bounds = _unit(phrases, groups.get("unit") or groups["which"], shift, anchor)
            yield Draft(match.start(), end, shape, bounds=bounds)


def _week(phrases: Phrases, anchor: date, shift: int) -> date:
    """Give the first day of a week counted from the anchor's."""
    return anchor - timedelta(days=(anchor.weekday() - phrases.first_weekday) % 7) + timedelta(weeks=shift)


def _weekday(phrases: Phrases, name: str, shift: int, anchor: date, *, in_week: bool) -> date:
    """Give the next or last such weekday, or the one of this week or of the week named."""
    weekday = phrases.numbers[name]
    if shift == 0 or in_week:
        return _week(phrases, anchor, shift) + timedelta(days=(weekday - phrases.first_weekday) % 7)
    if shift > 0:
        return anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)
    return anchor - timedelta(days=(anchor.weekday() - weekday - 1) % 7 + 1)


def _unit(phrases: Phrases, word: str, shift: int, anchor: date) -> tuple[Shape, tuple[date, date]]:
    unit = phrases.units[word]
    if unit == "week":
        monday = _week(phrases, anchor, shift)
        return Shape.PERIOD, (monday, monday + timedelta(days=6))
    if unit == "year":
        return Shape.YEAR, _whole_year(this_year(phrases.calendar, anchor) + shift)
    jalali = phrases.calendar is Calendar.JALALI
    year, month = to_jalali(anchor)[:2] if jalali else (anchor.year, anchor.month)
    if unit == "quarter":
        years, quarter = divmod((month - 1) // 3 + shift, 4)
        return Shape.PERIOD, _months(year + years, quarter * 3 + 1, quarter * 3 + 3)
    years, rest = divmod(month - 1 + shift, 12)
    return Shape.MONTH, _months(year + years, rest + 1, rest + 1)
