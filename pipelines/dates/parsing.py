"""From a date string of a page or a feed to a ``Moment``."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipelines.dates.folding import fold
from pipelines.dates.grammar import Clock, Day, find_clocks, find_days, find_weekday, read_iso
from pipelines.dates.relative import find_ago
from pipelines.records import Calendar, Moment, Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

# Longer strings are texts, not dates; the longest byline block among the development pages has 160 characters.
_LONGEST = 400
_FIRST_DAY = date(2000, 1, 1)
# Clocks of publishers and of the crawler differ; more than this beyond the fetch is a wrong zone, not a wrong clock.
_SKEW = timedelta(minutes=5)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d{1,6})?")
_MILLISECONDS = 13
_PUBLISHED_LABEL = (
    r"(?:ilk )?(?:yayin\w*|giris|eklenme|olusturma|kayit)(?: (?:tarihi|zamani|saati))?"
    r"|(?:published|posted|created)(?: (?:on|at))?"
    r"|(?:تاریخ|زمان) (?:انتشار|درج|ثبت)|انتشار"
)
_MODIFIED_LABEL = (
    r"(?:son )?guncelle(?:me|nme|ndi)\w*(?: (?:tarihi|zamani|saati))?"
    r"|(?:last )?(?:updated?|modified|edited)(?: (?:on|at))?"
    r"|(?:اخرین |تاریخ |زمان )*(?:به ?روز ?رسانی|بروزرسانی|به روز شده|ویرایش|تغییر)"
)
_LABEL = re.compile(rf"(?<!\w)(?:(?P<published>{_PUBLISHED_LABEL})|(?P<modified>{_MODIFIED_LABEL}))(?!\w)")
_URL_DATE = re.compile(
    r"[/_-](?P<y>1[34]\d\d|20\d\d)(?P<sep>[/_-]?)(?P<m>0[1-9]|1[0-2]|(?<=[/-])[1-9])(?P=sep)"
    r"(?P<d>0[1-9]|[12]\d|3[01]|(?<=[/-])[1-9])(?=[/_.-]|$)"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a string is read against: the source's zone and languages and the time of the fetch."""

    zone: str
    languages: tuple[str, ...]
    fetched_at: datetime

    @property
    def latest(self) -> date:
        """The last day that is believed."""
        return (self.fetched_at.astimezone(ZoneInfo(self.zone)) + timedelta(days=1)).date()

    @property
    def month_first(self) -> bool:
        """Whether 05/04/2025 is May 4: English sources in American zones only."""
        return self.languages[:1] == ("en",) and self.zone.startswith(("America/", "US/"))


@dataclass(frozen=True, slots=True)
class Reading:
    """A day and perhaps a time as read from a string, not yet an instant.

    ``role`` is ``published``, ``modified`` or, where no label says it, empty. ``assumed`` marks what was completed
    from the time of the fetch: a missing year or a relative date.
    """

    day: date
    clock: Clock | None
    calendar: Calendar = Calendar.GREGORIAN
    role: str = ""
    assumed: bool = False


def _settle(day: Day, weekday: int | None, setting: Setting) -> date:
    """Choose between 5 April and May 4 by weekday, range and the source's habit, day first by default."""
    if day.swapped is None:
        return day.day
    first, second = (day.swapped, day.day) if setting.month_first else (day.day, day.swapped)
    if weekday is not None and first.weekday() != weekday == second.weekday():
        return second
    return second if first > setting.latest >= second else first


def _pair(days: list[Day], clocks: list[tuple[int, Clock]]) -> list[Clock | None]:
    """Give each day its time: the one between it and the next day, or before it where times come first."""
    if not clocks:
        return [None] * len(days)
    paired: list[Clock | None] = []
    times_first = clocks[0][0] < days[0].start
    for index, day in enumerate(days):
        low = (days[index - 1].end if index else 0) if times_first else day.start
        high = day.end if times_first else (days[index + 1].start if index + 1 < len(days) else _LONGEST)
        paired.append(next((clock for place, clock in clocks if low <= place < high), None))
    return paired


def _segments(text: str) -> list[tuple[str, str]]:
    """Cut a folded string at its labels; each piece has the role that the label before it gives."""
    pieces = []
    role, start = "", 0
    for match in _LABEL.finditer(text):
        pieces.append((role, text[start : match.start()]))
        role, start = ("modified" if match["modified"] else "published"), match.end()
    pieces.append((role, text[start:]))
    return [(role, piece) for role, piece in pieces if piece.strip()]


def _relative(text: str, role: str, setting: Setting) -> Reading | None:
    ago = find_ago(text)
    if ago is None:
        return None
    then = (setting.fetched_at - ago.span).astimezone(ZoneInfo(setting.zone))
    if ago.whole_day:
        clocks = find_clocks(text, [])
        return Reading(then.date(), clocks[0][1] if clocks else None, role=role, assumed=True)
    return Reading(then.date(), Clock(time(then.hour, then.minute)), role=role, assumed=True)


def _absolute(text: str, role: str, setting: Setting) -> list[Reading]:
    weekday = find_weekday(text)
    persian = setting.languages[:1] == ("fa",)
    days = list(find_days(text, setting.latest, persian=persian))
    if not days:
        return []
    clocks = _pair(days, find_clocks(text, days))
    settled = [_settle(day, weekday, setting) for day in days]
    readings = [
        Reading(civil, clock, day.calendar, role, assumed=not day.has_year)
        for day, civil, clock in zip(days, settled, clocks, strict=True)
    ]
    return _agreed(readings)


def _agreed(readings: list[Reading]) -> list[Reading]:
    """Reduce several days of one piece: one day in two calendars, or publication and change, each with a time.

    Two different days without times are a range or a list, not a publication date.
    """
    days = {reading.day for reading in readings}
    timed = [reading for reading in readings if reading.clock]
    if len(days) == 1:
        return (timed or readings)[:1]
    if len(timed) == len(readings):
        return sorted(readings, key=lambda reading: (reading.day, reading.clock.at if reading.clock else time()))[:1]
    return []


def _from_url(raw: str, text: str) -> list[Reading]:
    if "/" not in raw:
        return []
    match = _URL_DATE.search(text)
    iso = match and read_iso(f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}")
    return [Reading(iso[0], None, iso[1])] if iso else []


def _from_epoch(text: str) -> list[Reading]:
    seconds = float(text) / (1000 if len(text.partition(".")[0]) == _MILLISECONDS else 1)
    then = datetime.fromtimestamp(int(seconds), UTC)
    return [Reading(then.date(), Clock(then.time(), has_seconds=True, offset=timedelta()))]


def read(raw: str, origin: str, setting: Setting) -> list[Reading]:
    """Read a date string; several readings only where labels tell publication and change apart."""
    if len(raw) > _LONGEST * 4:
        return []
    text = fold(html.unescape(raw) if "&" in raw else raw).strip(" \"'|,;.-")
    if origin == "url":
        return _from_url(raw, text)
    if len(text) > _LONGEST:
        return []
    if _EPOCH.fullmatch(text):
        return _from_epoch(text)
    iso = read_iso(text)
    if iso is not None:
        return [Reading(iso[0], iso[2], iso[1])]
    readings: list[Reading] = []
    for role, piece in _segments(text):
        found = _absolute(piece, role, setting)
        relative = None if found else _relative(piece, role, setting)
        readings += [relative] if relative else found
    return readings


def _at_midnight(clock: Clock, zone: ZoneInfo, day: date) -> bool:
    """Tell a date that a system wrote with a time of zero: midnight in no zone, in UTC or in the source's own zone."""
    if clock.at != time():
        return False
    own = datetime.combine(day, time(), zone).utcoffset()
    return clock.offset in (None, timedelta(), own)


def to_moment(reading: Reading, raw: str, origin: str, setting: Setting) -> Moment | None:
    """Make an instant of a reading, or refuse it where it lies outside 2000 to a day after the fetch."""
    zone = ZoneInfo(setting.zone)
    clock = reading.clock
    if clock is None or _at_midnight(clock, zone, reading.day):
        precision, written = Precision.DAY, datetime.combine(reading.day, time(), zone)
    else:
        precision = Precision.SECOND if clock.has_seconds else Precision.MINUTE
        written = _placed(datetime.combine(reading.day, clock.at), clock.offset, zone, setting.fetched_at)
    if written.date() < _FIRST_DAY or written > setting.fetched_at + timedelta(days=1):
        return None
    return Moment(
        instant=written.astimezone(UTC),
        zone=setting.zone,
        precision=precision,
        calendar=reading.calendar,
        raw=raw,
        origin=origin,
    )


def _placed(wall: datetime, offset: timedelta | None, zone: ZoneInfo, fetched_at: datetime) -> datetime:
    """Give the instant of a wall time.

    A time marked UTC that lies after the fetch, and would not if it were local, is local: some systems write ``Z``
    behind local times.
    """
    local = wall.replace(tzinfo=zone)
    if offset is None:
        return local
    instant = (wall - offset).replace(tzinfo=UTC)
    if offset == timedelta() and instant > fetched_at + _SKEW >= local:
        return local
    return instant


def parse(raw: str, *, zone: str, languages: Sequence[str], fetched_at: datetime, origin: str = "") -> Moment | None:
    """Read one date string of a page or a feed.

    Args:
        raw: the string as found, labels and weekday included.
        zone: the source's IANA zone; times without an offset are local there.
        languages: the source's languages, the first one first.
        fetched_at: when the page was fetched (aware); relative dates and the refused future hang on it.
        origin: where the string was found; ``url`` reads a date out of an address.

    Returns:
        The moment, or ``None`` where the string names no day, several, or one before 2000 or after tomorrow.
    """
    setting = Setting(zone, tuple(languages), fetched_at)
    readings = read(raw, origin, setting)
    first = next((reading for reading in readings if reading.role != "modified"), readings[0] if readings else None)
    return to_moment(first, raw, origin, setting) if first else None
