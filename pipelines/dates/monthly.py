"""Dates with a month in a text: in digits, and around the name of a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipelines.dates.drafts import Draft, Shape, Written
from pipelines.dates.grammar import calendar_of
from pipelines.dates.phrases import DAY, YEAR, Phrases
from pipelines.dates.spoken import Spoken, caught, number_of, shift_of, spelled, this_year
from pipelines.records import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

# The longest stretch before a month that belongs to it: "geçtiğimiz yılın 12, 13, 14 ve 15".
_REACH = 48
_DIGITS = re.compile(
    rf"(?<![\d.,/:-])(?:(?:(?P<first>{DAY})\s?-\s?)?(?P<day>{DAY})(?P<by>[./])(?P<month>0?[1-9]|1[0-2])(?P=by)(?P<year>{YEAR})"
    rf"|(?P<year2>{YEAR})(?P<by2>[-./])(?P<month2>\d\d?)(?P=by2)(?P<day2>\d\d?))(?!\d|[.,/:-]\d)"
)
# What each of them holds; to look for it first takes a tenth of the time, and most texts have none.
_PARTED = re.compile(r"\d[-./]\d")
_SHORT_CENTURY = 1300
_NO_MONTH = (Calendar.GREGORIAN, 0)


def find_digits(text: str) -> Iterator[Draft]:
    """Find dates in digits with a year of four."""
    if _PARTED.search(text) is None:
        return
    for match in _DIGITS.finditer(text):
        if match["year"]:
            year, month, day = (int(match[part]) for part in ("year", "month", "day"))
        else:
            year, month, day = (int(match[f"{part}2"]) for part in ("year", "month", "day"))
        last = Written(calendar_of(year), year, month, day)
        if not 1 <= month <= 12 or not last.candidates(date.min):  # noqa: PLR2004 - months of a year
            continue
        if match["first"]:
            first = Written(last.calendar, year, month, int(match["first"]))
            yield Draft(match.start(), match.end(), Shape.DAYS, first, last)
        else:
            yield Draft(match.start(), match.end(), Shape.DAY, last)


def find_months(text: str, original: str, language: Spoken, anchor: date) -> Iterator[Draft]:
    """Find days, ranges and months around the names of months."""
    phrases = language.phrases
    for name in language.names.finditer(text):
        start = name.start()
        after = language.after.match(text, name.end())
        if after is None or (start and text[start - 1].isalpha()):
            continue
        if phrases.capital and not original[start].isupper():
            continue
        before = language.before.search(text, max(0, start - _REACH), start)
        yield from _around(name, _Around(before, after), phrases, anchor)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands before and after a month's name."""

    before: re.Match[str] | None
    after: re.Match[str]

    def get(self, group: str) -> str | None:
        """Give what a group caught, after the name or before it."""
        return caught(self.after).get(group, caught(self.before).get(group))

    def start(self, name: re.Match[str]) -> int:
        """Give where the expression begins."""
        groups = [group for group in caught(self.before) if group != "month"]
        return min([self.before.start(group) for group in groups if self.before] + [name.start()])

    def end(self, name: re.Match[str]) -> int:
        """Give where the expression ends."""
        ends = [self.after.end(group) for group, text in self.after.groupdict().items() if text]
        return max([*ends, name.end()])


def _around(name: re.Match[str], around: _Around, phrases: Phrases, anchor: date) -> Iterator[Draft]:
    known = spelled(phrases.months, name.group())
    calendar, month = known or spelled(phrases.short_months, name.group()) or _NO_MONTH
    year = _year(around, calendar, phrases, anchor)
    if known is None and year is None:
        return
    first, last = (number_of(around.get(group), phrases) for group in ("first", "last"))
    if first is None:
        bare = year is None and around.get("which") is None and around.get("month") is None
        pointed = _pointed(around, calendar, month, phrases, anchor) if year is None else year
        yield Draft(around.start(name), around.end(name), Shape.MONTH, Written(calendar, pointed, month), weak=bare)
    else:
        days = [Written(calendar, year, month, day) for day in (first, last) if day is not None]
        if all(day.candidates(anchor) for day in days):
            yield from _days(name, around, days)


def _days(name: re.Match[str], around: _Around, days: list[Written]) -> Iterator[Draft]:
    start, end = around.start(name), around.end(name)
    before = around.before
    if len(days) == 1:
        yield Draft(start, end, Shape.DAY, days[0])
    elif before is not None and before["first"] and _is_list(around.get("joint") or "", days):
        yield Draft(before.start("first"), before.end("first"), Shape.DAY, days[0])
        yield Draft(before.start("last"), end, Shape.DAY, days[1])
    else:
        yield Draft(start, end, Shape.DAYS, days[0], days[1])


def _is_list(joint: str, days: list[Written]) -> bool:
    """Tell "12 and 19 November", which is two days, from "12 and 13 November", which is one event."""
    return joint.strip() in ("ve", "and", "و", ",") and days[1].day != days[0].day + 1


def _year(around: _Around, calendar: Calendar, phrases: Phrases, anchor: date) -> int | None:
    """Give the year that stands beside a month, in digits or as "last year", if it is one of the month's calendar."""
    written = around.get("year")
    if written is not None:
        year = int(written) if len(written) == 4 else _SHORT_CENTURY + int(written)  # noqa: PLR2004 - digits of a year
        return year if calendar_of(year) is calendar else None
    which = around.get("which")
    if which is None or not any(unit in which for unit, kind in phrases.units.items() if kind == "year"):
        return None
    return this_year(calendar, anchor) + shift_of(which, phrases)


def _pointed(around: _Around, calendar: Calendar, month: int, phrases: Phrases, anchor: date) -> int | None:
    """Give the year of "last May" or "next May"."""
    which = around.get("which")
    shift = shift_of(which, phrases) if which else 0
    if shift == 0:
        return None
    year = this_year(calendar, anchor)
    begun = Written(calendar, year, month).bounds(year)[0] <= anchor
    return year - (not begun) if shift < 0 else year + begun
