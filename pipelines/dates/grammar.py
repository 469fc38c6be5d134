"""A strict grammar of written dates: what days and times stand in a folded string, without guessing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from pipelines.dates.calendars import from_jalali
from pipelines.dates.names import alternatives, months, weekdays
from pipelines.records import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

# Hours east of UTC of the zone names seen in feeds; "ist" and "cst" stand for several zones and are left out.
ZONES = {
    "z": 0.0, "utc": 0.0, "gmt": 0.0, "ut": 0.0, "trt": 3.0, "eet": 2.0, "eest": 3.0, "msk": 3.0,
    "irst": 3.5, "irdt": 4.5, "cet": 1.0, "cest": 2.0, "bst": 1.0, "est": -5.0, "edt": -4.0, "pst": -8.0, "pdt": -7.0,
}  # fmt: skip
# Hours alone are no offset where a word follows: 14:35 -02 May.
_OFFSET = r"[+-](?:(?:0?\d|1[0-4]):?(?:00|15|30|45)|(?:0?\d|1[0-4])(?!\s?[^\W\d]))(?![\d/.-])"
CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})\s?:\s?(?P<minute>\d\d)(?:\s?:\s?(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?![\d:])"
    r"\s*(?P<half>[ap]\.?m\b\.?|(?:ق|ب)[. ]?ظ|(?:قبل|بعد) از ظهر|o[os]\b)?"
    rf"\s*(?P<zone>(?:{'|'.join(sorted(ZONES, key=len, reverse=True))})\b)?\s?(?P<offset>{_OFFSET})?"
)
_DOTTED_CLOCK = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?![\d.:%]|\s*(?:milyon|tl|bin)\b)"
)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:\s?[t ]\s?(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?"
    r"\s?(z|utc|gmt|[+-]\d\d(?::?\d\d)?)?(?:\[[a-z/_]+\])?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(?:(\d\d)(?:[.,]\d{1,9})?)?(z|[+-]\d\d(?::?\d\d)?)?)?")
# "12-15 Kasım": the second day of a range.
_RANGE_BEFORE = re.compile(r"(?<![\d:.])(?<!: )\d{1,2}\s?-\s?\Z")
_THIS_CENTURY, _PERSIAN_CENTURY_END = 2000, 80


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day with the offset from UTC that is written beside it, if any."""

    at: time
    has_seconds: bool = False
    offset: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written: where it stands in the folded string, its calendar and weekday, and its other reading.

    ``swapped`` is the same digits with day and month exchanged, where those make a day, too.
    """

    start: int
    end: int
    day: date
    calendar: Calendar = Calendar.GREGORIAN
    swapped: date | None = None
    has_year: bool = True


@cache
def _written() -> re.Pattern[str]:
    """Compile the shapes of a date: year first, day first, month first, digits or names."""
    month = rf"(?P<{{}}>{alternatives(months())})\.?(?:\s?(?:ماه|ayi|mah)\b)?"
    ordinal = r"(?:st\b|nd\b|rd\b|th\b|\.|\s?ام\b|م\b|'?[uiı]?nci\b)?"
    gap = rf"(?:\s?[-,/. ]\s?|\s*)(?:(?:{alternatives(weekdays())})(?!\w)[ ,]*)?"
    year = r"(?P<{}>1[34]\d\d|19\d\d|20\d\d)(?!\d)"
    day = r"(?P<{}>0?[1-9]|[12]\d|3[01])"
    shapes = (
        year.format("y1") + r"\s?(?P<sep1>[-/.])\s?(?P<m1>\d{1,2})\s?(?P=sep1)\s?(?P<d1>\d{1,2})",
        r"(?P<d2>\d{1,2})\s?(?P<sep2>[-/.])\s?(?P<m2>\d{1,2})\s?(?P=sep2)\s?" + year.format("y2"),
        day.format("d3") + ordinal + gap + r"(?:of\s)?" + month.format("n3") + gap + r"(?:سال\s)?" + year.format("y3"),
        r"(?<!\w)" + month.format("n4") + gap + day.format("d4") + ordinal
        + r"(?:\s+\d\d:\d\d:\d\d\s+\S{1,8})?" + gap + year.format("y4"),
        year.format("y5") + gap + month.format("n5") + gap + day.format("d5") + r"(?![\d:])",
        year.format("y8") + gap + day.format("d8") + gap + month.format("n8") + r"(?!\w)",
        day.format("d9") + gap + month.format("n9") + gap + r"(?P<y9>\d\d)(?=\s\d\d:\d\d)",
        r"(?P<d6>\d\d)(?P<sep6>[./])(?P<m6>\d\d)(?P=sep6)(?P<y6>\d\d)",
        day.format("d7") + r"\s?" + month.format("n7") + r"(?!\w)(?!\s?[-,/.]?\s?\d{4})",
    )  # fmt: skip
    return re.compile(r"(?<![\d])(?<!\d[.,/])(?:" + "|".join(f"(?:{shape})" for shape in shapes) + r")(?!\d)(?![/]\d)")


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(weekdays())})(?!\w)")


def find_weekday(text: str) -> int | None:
    """Give the first weekday named in a folded string, Monday being 0."""
    match = _weekday().search(text)
    if match is None:
        return None
    name = match.group()
    return weekdays().get(name, weekdays().get(name.replace(" ", "")))


def _civil(year: int, month: int, day: int, calendar: Calendar) -> date | None:
    try:
        return from_jalali(year, month, day) if calendar is Calendar.JALALI else date(year, month, day)
    except ValueError:
        return None


def calendar_of(year: int) -> Calendar:
    """Tell the calendar by the year: 13xx and 14xx are Jalali."""
    return Calendar.JALALI if 1300 <= year < 1500 else Calendar.GREGORIAN  # noqa: PLR2004 - Jalali years in use


def _from_digits(match: re.Match[str], year: int, month: int, day: int, *, swap: bool) -> Day | None:
    calendar = calendar_of(year)
    civil = _civil(year, month, day, calendar)
    swapped = _civil(year, day, month, calendar) if swap and day != month else None
    if civil is None:
        civil, swapped = swapped, None
    return None if civil is None else Day(match.start(), match.end(), civil, calendar, swapped)


def _from_name(match: re.Match[str], year: int | None, name: str, day: int, fallback: date) -> Day | None:
    spelled = months()
    calendar, month = spelled.get(name) or spelled[name.replace(" ", "")]
    if year is None:
        civil = nearest_before(month, day, calendar, fallback)
    elif calendar_of(year) is not calendar:
        return None
    else:
        civil = _civil(year, month, day, calendar)
    return None if civil is None else Day(match.start(), match.end(), civil, calendar, has_year=year is not None)


def nearest_before(month: int, day: int, calendar: Calendar, latest: date) -> date | None:
    """Give the last such day of a month that is not after ``latest``."""
    shift = 621 if calendar is Calendar.JALALI else 0
    for year in range(latest.year - shift, latest.year - shift - 5, -1):
        civil = _civil(year, month, day, calendar)
        if civil is not None and civil <= latest:
            return civil
    return None


def _two_digit_year(match: re.Match[str], *, persian: bool) -> Day | None:
    """Read ``12.11.26`` as day first, and in Persian ``98/02/12`` as year first, the only order in use there."""
    first, second, third = int(match["d6"]), int(match["m6"]), int(match["y6"])
    if persian and match["sep6"] == "/":
        year = first + (1300 if first >= _PERSIAN_CENTURY_END else 1400)
        return _from_digits(match, year, second, third, swap=False)
    return _from_digits(match, _THIS_CENTURY + third, second, first, swap=match["sep6"] == "/")


def _read(match: re.Match[str], latest: date, *, persian: bool) -> Day | None:
    for number in "12":
        if match[f"y{number}"]:
            digits = (int(match[f"{part}{number}"]) for part in "ymd")
            return _from_digits(match, *digits, swap=number == "2" and match["sep2"] != ".")
    for number in "34589":
        if match[f"y{number}"]:
            year, day = int(match[f"y{number}"]), int(match[f"d{number}"])
            return _from_name(match, year + _THIS_CENTURY * (number == "9"), match[f"n{number}"], day, latest)
    if match["n7"]:
        return _from_name(match, None, match["n7"], int(match["d7"]), latest)
    return _two_digit_year(match, persian=persian)


def find_days(text: str, latest: date, *, persian: bool) -> Iterator[Day]:
    """Yield the days written in a folded string; one without a year is the last such day not after ``latest``."""
    for match in _written().finditer(text):
        day = _read(match, latest, persian=persian)
        if day is not None and not _RANGE_BEFORE.search(text, max(0, match.start() - 6), match.start()):
            yield day


def _offset(zone: str | None, written: str | None) -> timedelta | None:
    if written:
        digits = written[1:].replace(":", "")
        hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])  # noqa: PLR2004 - hhmm
        span = timedelta(hours=int(hours), minutes=int(minutes))
        return -span if written[0] == "-" else span
    return timedelta(hours=ZONES[zone]) if zone else None


def _hour(hour: int, half: str | None) -> int:
    """Put a hour of a twelve-hour clock into the day."""
    if not half or hour > 12:  # noqa: PLR2004 - 14:35 pm is 14:35
        return hour
    late = half[0] in "pب" or half == "os"
    return hour % 12 + 12 * late


def _clock(match: re.Match[str]) -> Clock | None:
    groups = match.groupdict()
    second = groups.get("second")
    try:
        at = time(_hour(int(groups["hour"]), groups.get("half")), int(groups["minute"]), int(second or 0))
    except ValueError:
        return None
    return Clock(at, second is not None, _offset(groups.get("zone"), groups.get("offset")))


def find_clocks(text: str, days: list[Day]) -> list[tuple[int, Clock]]:
    """Give the times of day written in a folded string with their places; ``14.35`` only where no ``14:35`` stands."""
    found = [(match.start(), clock) for match in CLOCK.finditer(text) if (clock := _clock(match))]
    if found:
        return found
    masked = text
    for day in days:
        masked = masked[: day.start] + " " * (day.end - day.start) + masked[day.end :]
    return [(match.start(), clock) for match in _DOTTED_CLOCK.finditer(masked) if (clock := _clock(match))]


def read_iso(text: str) -> tuple[date, Calendar, Clock | None] | None:
    """Read a folded string that is an ISO 8601 date or date and time as a whole, with dashes or compact.

    ISO 8601:2004 sections 4.1.2.2 and 4.3; blanks around ``T`` and up to twelve decimals are seen in the wild.
    """
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    calendar = calendar_of(int(year))
    civil = _civil(int(year), int(month), int(day), calendar)
    if civil is None or hour is None:
        return None if civil is None else (civil, calendar, None)
    try:
        at = time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return None
    offset = _offset(zone, None) if zone in ZONES else _offset(None, zone)
    return civil, calendar, Clock(at, second is not None, offset)
