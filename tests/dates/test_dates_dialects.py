"""Date strings are read in every dialect of three languages and two calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import jdatetime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dates import month_name
from pipelines.records import Calendar, Precision
from tests.dates.datestrings import ZONES, read, written

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ASCII = str.maketrans("ŞşĞğÜüÖöÇçİı", "SsGgUuOoCcIi")
WEEKDAYS = {
    "tr": ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fa": ["دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
}


def _capitals(text: str) -> str:
    return text.replace("i", "İ").replace("ı", "I").upper()


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("language", ["tr", "en", "fa"])
def test_gregorian_months_are_read_in_three_languages(month: int, language: str) -> None:
    """Each month of each language is read with the day before it, in capitals and abbreviated, too."""
    name = month_name(month, language, Calendar.GREGORIAN)
    expected = f"2025-{month:02}-09"
    assert written(f"9 {name} 2025", language) == expected
    if language != "fa":
        assert written(f"9 {name[:3]} 2025", language) == expected
        assert written(f"{name} 9, 2025", language) == expected
        assert written(f"9 {_capitals(name) if language == 'tr' else name.upper()} 2025", language) == expected
    if language == "tr":
        assert written(f"9 {name.translate(ASCII)} 2025", language) == expected
        assert written(f"9 {name[:3].translate(ASCII)} 2025", language) == expected


@pytest.mark.parametrize("month", range(1, 13))
def test_jalali_months_are_read_in_persian_and_latin(month: int) -> None:
    """Each Jalali month is read in Persian letters, with Arabic yeh and kaf, and in the two transliterations."""
    expected = jdatetime.date(1404, month, 9).togregorian().isoformat()
    name = month_name(month, "fa", Calendar.JALALI)
    assert written(f"9 {name} 1404", "fa") == expected
    assert written(f"۹ {name} ۱۴۰۴".replace("ی", "ي").replace("ک", "ك"), "fa") == expected
    assert written(f"۹ {name}‌ماه ۱۴۰۴", "fa") == expected
    for language in ("en", "tr"):
        assert written(f"9 {month_name(month, language, Calendar.JALALI)} 1404", language) == expected


@pytest.mark.parametrize(
    "name",
    ["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"],
)
def test_afghan_months_are_refused(name: str) -> None:
    """The zodiac months of Afghanistan are not guessed at."""
    assert read(f"۱۲ {name} ۱۴۰۵", "fa") is None


Dialect = tuple[str, Callable[[datetime], str], Precision]


def _jalali(at: datetime, pattern: str) -> str:
    civil = jdatetime.datetime.fromgregorian(datetime=at)
    name = month_name(civil.month, "fa", Calendar.JALALI)
    return pattern.format(y=civil.year, m=civil.month, d=civil.day, n=name, w=WEEKDAYS["fa"][at.weekday()], at=at)


def _gregorian(at: datetime, pattern: str, language: str) -> str:
    name = month_name(at.month, language, Calendar.GREGORIAN)
    return pattern.format(d=at.day, y=at.year, n=name, w=WEEKDAYS[language][at.weekday()], at=at)


DIALECTS: tuple[Dialect, ...] = (
    ("tr", lambda at: at.strftime("%d.%m.%Y %H:%M"), Precision.MINUTE),
    ("tr", lambda at: at.strftime("%d.%m.%Y - %H:%M:%S"), Precision.SECOND),
    ("tr", lambda at: at.strftime("%d/%m/%Y %H.%M"), Precision.MINUTE),
    ("tr", lambda at: f"{at.day}.{at.month}.{at.year}", Precision.DAY),
    ("tr", lambda at: _gregorian(at, "{d} {n} {y}, {w} {at:%H:%M}", "tr"), Precision.MINUTE),
    ("tr", lambda at: _capitals(_gregorian(at, "{w}, {d} {n} {y} - {at:%H:%M}", "tr")), Precision.MINUTE),
    ("tr", lambda at: _gregorian(at, "Güncelleme: {d} {n} {y} {at:%H:%M}", "tr"), Precision.MINUTE),
    ("tr", lambda at: _gregorian(at, "{at:%H:%M} | {d} {n} {y}", "tr").translate(ASCII), Precision.MINUTE),
    ("tr", lambda at: _gregorian(at, "{n} {d}, {y} {at:%H:%M}", "tr"), Precision.MINUTE),
    ("fa", lambda at: _jalali(at, "{d} {n} {y} - {at:%H:%M}").translate(PERSIAN), Precision.MINUTE),
    ("fa", lambda at: _jalali(at, "{w} {d} {n} ماه {y} ساعت {at:%H:%M}").translate(ARABIC), Precision.MINUTE),
    ("fa", lambda at: _jalali(at, "{y}/{m:02}/{d:02}"), Precision.DAY),
    ("fa", lambda at: _jalali(at, "{y}/{m:02}/{d:02} {at:%H:%M:%S}").translate(PERSIAN), Precision.SECOND),
    ("fa", lambda at: _jalali(at, "{y}-{m:02}-{d:02} {at:%H:%M}"), Precision.MINUTE),
    ("fa", lambda at: _jalali(at, "تاریخ انتشار: {d} {n} {y} - {at:%H:%M} کد خبر: 1405123"), Precision.MINUTE),
    ("fa", lambda at: _jalali(at, "{n} {d}, {y}").replace("ی", "ي"), Precision.DAY),
    ("fa", lambda at: _gregorian(at, "{d} {n} {y} - {at:%H:%M}", "fa").translate(PERSIAN), Precision.MINUTE),
    ("fa", lambda at: _jalali(at, "{d}/{m}/{y}"), Precision.DAY),
    ("en", lambda at: at.strftime("%Y-%m-%dT%H:%M:%S"), Precision.SECOND),
    ("en", lambda at: at.strftime("%Y-%m-%d %H:%M:%S"), Precision.SECOND),
    ("en", lambda at: at.strftime("%B %d, %Y %I:%M %p"), Precision.MINUTE),
    ("en", lambda at: at.strftime("%A, %d %B %Y at %H:%M"), Precision.MINUTE),
    ("en", lambda at: at.strftime("%d %b %Y"), Precision.DAY),
)
TIMES = st.datetimes(datetime(2001, 1, 1), datetime(2026, 11, 13))  # noqa: DTZ001 - a publisher's wall clock


@settings(max_examples=2500, deadline=None)
@given(at=TIMES, dialect=st.sampled_from(DIALECTS))
def test_every_dialect_gives_its_time_back(at: datetime, dialect: Dialect) -> None:
    """A local time written in any dialect of both calendars is read as it was, to the precision that was written."""
    language, write, precision = dialect
    at = at.replace(microsecond=0, fold=0)
    moment = read(write(at), language)
    assert moment is not None
    local = moment.local()
    assert local.date() == at.date()
    if precision is Precision.DAY or (at.hour, at.minute, at.second * (precision is Precision.SECOND)) == (0, 0, 0):
        assert moment.precision is Precision.DAY
        return
    assert moment.precision is precision
    expected = at if precision is Precision.SECOND else at.replace(second=0)
    own = expected.replace(tzinfo=ZoneInfo(ZONES[language])).astimezone(UTC)
    assert moment.instant == own


OFFSETS = st.sampled_from((-300, 0, 60, 120, 180, 210, 270))


@settings(max_examples=800, deadline=None)
@given(at=TIMES, offset=OFFSETS, form=st.sampled_from(("iso", "iso-compact", "rfc", "rfc-bare", "javascript")))
def test_a_written_offset_decides_the_instant(at: datetime, offset: int, form: str) -> None:
    """ISO 8601, RFC 822 with and without weekday, and JavaScript strings give the instant that their offset says."""
    sign, (hours, minutes) = "-" if offset < 0 else "+", divmod(abs(offset), 60)
    at = at.replace(microsecond=0)
    mark = f"{sign}{hours:02}{minutes:02}"
    raw = {
        "iso": f"{at:%Y-%m-%dT%H:%M:%S}.813{mark[:3]}:{mark[3:]}",
        "iso-compact": f"{at:%Y%m%dT%H%M%S}{mark}",
        "rfc": f"{at:%a, %d %b %Y %H:%M:%S} {mark}",
        "rfc-bare": f"{at:%d %b %Y %H:%M:%S} {mark}",
        "javascript": f"{at:%a %b %d %Y %H:%M:%S} GMT{mark} (somewhere)",
    }[form]
    moment = read(raw)
    assert moment is not None
    if moment.precision is Precision.DAY:
        assert (at.hour, at.minute, at.second) == (0, 0, 0)
        return
    assert moment.precision is Precision.SECOND
    assert moment.instant == at.replace(tzinfo=UTC) - timedelta(minutes=offset)
    assert moment.zone == "Europe/Istanbul"


@given(at=st.datetimes(datetime(2001, 9, 10), datetime(2026, 11, 13)))  # noqa: DTZ001 - Hypothesis takes naive bounds
def test_seconds_and_milliseconds_of_the_epoch(at: datetime) -> None:
    """Ten digits are seconds and thirteen milliseconds since 1970."""
    instant = at.replace(microsecond=0, tzinfo=UTC)
    for raw in (f"{int(instant.timestamp())}", f"{int(instant.timestamp())}813"):
        moment = read(raw)
        assert moment is not None
        assert moment.precision is Precision.DAY or moment.instant == instant


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-11-12 T 14:35:10 +0330", "2026-11-12T14:05:10+03:00"),
        ("2026-11-12T14:35:10.8500000", "2026-11-12T14:35:10+03:00"),
        ("2026-11-12T11:35:10.000Z", "2026-11-12T14:35:10+03:00"),
        ("2026-11-12T14:35+03", "2026-11-12T14:35:00+03:00"),
        ("2026-11-12T14:35:10+03:00[Europe/Istanbul]", "2026-11-12T14:35:10+03:00"),
        ("Thu Nov 12 14:35:10 TRT 2026", "2026-11-12T14:35:10+03:00"),
        ("Thu, 12 Nov 26 14:35:10 EST", "2026-11-12T22:35:10+03:00"),
        ("12 Nov 2026 14:35 UTC+3", "2026-11-12T14:35:00+03:00"),
        ("14:35 -02 May 2026", "2026-05-02T14:35:00+03:00"),
        ("Per, 12 Kas 2026 14:35:10 +0300", "2026-11-12T14:35:10+03:00"),
        ("12.11.26 14:35", "2026-11-12T14:35:00+03:00"),
        ("12 Kasım 2026 Perşembe&nbsp;14:35", "2026-11-12T14:35:00+03:00"),
        ("&#x6F1;&#x6F4;&#x6F0;&#x6F5;/&#x6F0;&#x6F8;/&#x6F2;&#x6F1;", "2026-11-12"),
        ("Nov 12 2026 12:05 am", "2026-11-12T00:05:00+03:00"),
        ("Nov 12 2026 12:05 pm", "2026-11-12T12:05:00+03:00"),
        ("12 Nov 2026 14:35 pm", "2026-11-12T14:35:00+03:00"),
        ("2026-11-12T25:00:00", "2026-11-12"),
        ("20261112", "2026-11-12"),
        ("12 Kasım 2026 24:00", "2026-11-12"),
    ],
)
def test_odd_shapes_seen_in_the_wild(raw: str, expected: str) -> None:
    """Blanks around T, seven decimals, Java's and PHP's forms, two-digit years, entities and clocks of twelve hours."""
    assert written(raw) == expected
