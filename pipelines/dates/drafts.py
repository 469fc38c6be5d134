"""Dates found in a text before it is decided what they are for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from pipelines.dates.calendars import from_jalali, gregorian_month, jalali_month, to_jalali
from pipelines.records import Calendar

# Calls are announced less than this ahead of their deadlines.
_FORESEEN = timedelta(days=300)


class Shape(Enum):
    """What a piece of text names: one day, several, a month, a year, or another period."""

    DAY = auto()
    DAYS = auto()
    MONTH = auto()
    MONTHS = auto()
    YEAR = auto()
    PERIOD = auto()


class Direction(Enum):
    """Where a date without a year is looked for; the value weighs a day ahead against a day back.

    Without a word of the future a text rather tells of the past: of the months, those up to seven months back.
    """

    GONE = 50.0
    UNSAID = 1.5
    COMING = 0.5
    AHEAD = 0.0


@dataclass(frozen=True, slots=True)
class Written:
    """A day or (day 0) a month of a calendar, perhaps without a year."""

    calendar: Calendar
    year: int | None
    month: int
    day: int = 0

    def bounds(self, year: int) -> tuple[date, date]:
        """Give the first and last day it names in a year.

        Raises:
            ValueError: there is no such day.
        """
        jalali = self.calendar is Calendar.JALALI
        if self.day:
            day = from_jalali(year, self.month, self.day) if jalali else date(year, self.month, self.day)
            return day, day
        return jalali_month(year, self.month) if jalali else gregorian_month(year, self.month)

    def candidates(self, anchor: date) -> list[tuple[date, date]]:
        """Give the bounds in its year, or in the years around the anchor's."""
        near = to_jalali(anchor)[0] if self.calendar is Calendar.JALALI else anchor.year
        found = []
        for year in (near - 1, near, near + 1) if self.year is None else (self.year,):
            try:
                found.append(self.bounds(year))
            except ValueError:
                continue
        return found

    def nearest(self, anchor: date, direction: Direction) -> tuple[date, date] | None:
        """Give the bounds that lie nearest to a day, as the direction weighs what lies ahead."""

        def distance(bounds: tuple[date, date]) -> float:
            days = (bounds[0] - anchor).days + (bounds[1] - anchor).days
            return days * direction.value if days > 0 else -days

        return min(self.candidates(anchor), key=distance, default=None)

    def next(self, anchor: date) -> tuple[date, date] | None:
        """Give the first bounds that are not over at a day; those just past, where the next are most of a year off."""
        latest = anchor + _FORESEEN
        ahead = (bounds for bounds in self.candidates(anchor) if bounds[1] >= anchor and bounds[0] <= latest)
        return next(ahead, None) or self.nearest(anchor, Direction.COMING)

    def find(self, anchor: date, direction: Direction) -> tuple[date, date] | None:
        """Give the bounds that are meant, seen from a day."""
        return self.next(anchor) if direction is Direction.AHEAD else self.nearest(anchor, direction)

    def previous(self, anchor: date) -> tuple[date, date] | None:
        """Give the last bounds that begin no later than a day."""
        return max((bounds for bounds in self.candidates(anchor) if bounds[0] <= anchor), default=None)


@dataclass(frozen=True, slots=True)
class Draft:
    """A date expression at folded offsets: as written (``first``, ``last``) or already known by its ``bounds``.

    ``weak`` ones, a month's bare name, count only as one side of a range.
    """

    start: int
    end: int
    shape: Shape
    first: Written | None = None
    last: Written | None = None
    bounds: tuple[date, date] | None = None
    weak: bool = False

    def resolve(self, anchor: date, direction: Direction) -> tuple[date, date] | None:
        """Give the first and last day: near the anchor or, for what lies ahead, not over before it."""
        if self.bounds or self.first is None:
            return self.bounds
        if self.last is None:
            return self.first.find(anchor, direction)
        if self.last.year is None and self.first.year is not None:
            start = self.first.find(anchor, direction)
            end = self.last.next(start[1]) if start else None
        else:
            end = self.last.find(anchor, direction)
            start = self.first.previous(end[1]) if end else None
        return (start[0], end[1]) if start and end and start[0] <= end[1] else None
