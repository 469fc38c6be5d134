"""Date strings of pages and feeds are read in every dialect, and what is no date is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import jdatetime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dates import month_name, parse
from pipelines.records import Calendar, Moment, Precision

FETCHED = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ASCII = str.maketrans("ŞşĞğÜüÖöÇçİı", "SsGgUuOoCcIi")
ZONES = {"tr": "Europe/Istanbul", "fa": "Asia/Tehran", "en": "Europe/London"}
WEEKDAYS = {
    "tr": ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fa": ["دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
}


def _read(raw: str, language: str = "tr", *, zone: str = "", origin: str = "") -> Moment | None:
    return parse(raw, zone=zone or ZONES[language], languages=(language,), fetched_at=FETCHED, origin=origin)


def _written(raw: str, language: str = "tr", *, zone: str = "", origin: str = "") -> str | None:
    moment = _read(raw, language, zone=zone, origin=origin)
    return moment.isoformat() if moment else None


def _capitals(text: str) -> str:
    return text.replace("i", "İ").replace("ı", "I").upper()


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("language", ["tr", "en", "fa"])
def test_gregorian_months_are_read_in_three_languages(month: int, language: str) -> None:
    """Each month of each language is read with the day before it, in capitals and abbreviated, too."""
    name = month_name(month, language, Calendar.GREGORIAN)
    expected = f"2025-{month:02}-09"
    assert _written(f"9 {name} 2025", language) == expected
    if language != "fa":
        assert _written(f"9 {name[:3]} 2025", language) == expected
        assert _written(f"{name} 9, 2025", language) == expected
        assert _written(f"9 {_capitals(name) if language == 'tr' else name.upper()} 2025", language) == expected
    if language == "tr":
        assert _written(f"9 {name.translate(ASCII)} 2025", language) == expected
        assert _written(f"9 {name[:3].translate(ASCII)} 2025", language) == expected


@pytest.mark.parametrize("month", range(1, 13))
def test_jalali_months_are_read_in_persian_and_latin(month: int) -> None:
    """Each Jalali month is read in Persian letters, with Arabic yeh and kaf, and in the two transliterations."""
    expected = jdatetime.date(1404, month, 9).togregorian().isoformat()
    name = month_name(month, "fa", Calendar.JALALI)
    assert _written(f"9 {name} 1404", "fa") == expected
    assert _written(f"۹ {name} ۱۴۰۴".replace("ی", "ي").replace("ک", "ك"), "fa") == expected
    assert _written(f"۹ {name}‌ماه ۱۴۰۴", "fa") == expected
    for language in ("en", "tr"):
        assert _written(f"9 {month_name(month, language, Calendar.JALALI)} 1404", language) == expected


@pytest.mark.parametrize(
    "name",
    ["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"],
)
def test_afghan_months_are_refused(name: str) -> None:
    """The zodiac months of Afghanistan are not guessed at."""
    assert _read(f"۱۲ {name} ۱۴۰۵", "fa") is None


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
    moment = _read(write(at), language)
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
    moment = _read(raw)
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
        moment = _read(raw)
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
    assert _written(raw) == expected


@pytest.mark.parametrize(
    ("raw", "language", "zone", "expected"),
    [
        ("05/04/2025", "tr", "", "2025-04-05"),
        ("05.04.2025", "en", "America/New_York", "2025-04-05"),
        ("05/04/2025", "en", "Europe/London", "2025-04-05"),
        ("05/04/2025", "en", "America/New_York", "2025-05-04"),
        ("11/25/2025", "tr", "", "2025-11-25"),
        ("25/11/2025", "en", "America/New_York", "2025-11-25"),
        ("11/12/2026", "tr", "", "2026-11-12"),
        ("Sunday 05/04/2025", "en", "", "2025-05-04"),
        ("Saturday 05/04/2025", "en", "America/New_York", "2025-04-05"),
        ("Monday 05/04/2025", "en", "", "2025-04-05"),
        ("98/02/12", "fa", "", "2019-05-02"),
        ("05/08/21", "fa", "", "2026-11-12"),
        ("12/11/26", "tr", "", "2026-11-12"),
    ],
)
def test_the_order_of_day_and_month(raw: str, language: str, zone: str, expected: str) -> None:
    """Day first, unless a weekday, the range or an American source says otherwise; Persian years of two digits lead."""
    assert _written(raw, language, zone=zone) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-11-12T00:00:00+03:00", "2026-11-12"),
        ("2026-11-12T00:00:00Z", "2026-11-12"),
        ("Thu, 12 Nov 2026 00:00:00 GMT", "2026-11-12"),
        ("12.11.2026 00:00", "2026-11-12"),
        ("2026-11-12T00:00:00-05:00", "2026-11-12T08:00:00+03:00"),
        ("2026-11-11T21:00:00Z", "2026-11-12T00:00:00+03:00"),
        ("12.11.2026 00:01", "2026-11-12T00:01:00+03:00"),
    ],
)
def test_midnight_is_a_missing_time(raw: str, expected: str) -> None:
    """A time of exactly zero in the source's zone, in UTC or in none means the day; in another zone it is a time."""
    assert _written(raw) == expected


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("3 saat önce", "tr", "2026-11-14T09:00:00+03:00"),
        ("1 saat 20 dakika önce", "tr", "2026-11-14T10:40:00+03:00"),
        ("30 saniye önce", "tr", "2026-11-14T11:59:00+03:00"),
        ("az önce", "tr", "2026-11-14T12:00:00+03:00"),
        ("DÜN 14:30", "tr", "2026-11-13T14:30:00+03:00"),
        ("Bugün", "tr", "2026-11-14"),
        ("İki gün önce", "tr", "2026-11-12"),
        ("۳ ساعت پیش", "fa", "2026-11-14T09:30:00+03:30"),
        ("نیم", "fa", None),
        ("پریروز", "fa", "2026-11-12"),
        ("دیروز ساعت ۱۴:۳۰", "fa", "2026-11-13T14:30:00+03:30"),
        ("یک هفته پیش", "fa", "2026-11-07"),
        ("an hour ago", "en", "2026-11-14T08:00:00+00:00"),
        ("2 months ago", "en", None),
        ("3 yıl önce", "tr", None),
        ("Güncelleme: 3 saat önce", "tr", "2026-11-14T09:00:00+03:00"),
    ],
)
def test_relative_dates_hang_on_the_fetch(raw: str, language: str, expected: str | None) -> None:
    """Hours and days back are counted from the fetch in the source's zone; months and years are too coarse."""
    assert _written(raw, language) == expected


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("12 Kasım 14:35", "tr", "2026-11-12T14:35:00+03:00"),
        ("15 Kasım", "tr", "2026-11-15"),
        ("16 Kasım", "tr", "2025-11-16"),
        ("29 Şubat", "tr", "2024-02-29"),
        ("۲۱ آبان", "fa", "2026-11-12"),
        ("۳۰ آبان", "fa", "2025-11-21"),
        ("31 Kasım", "tr", None),
    ],
)
def test_a_missing_year_is_the_last_one_possible(raw: str, language: str, expected: str | None) -> None:
    """A day without a year is the last such day that is not after tomorrow."""
    assert _written(raw, language) == expected


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("", "tr"),
        (" ", "tr"),
        ("Ankara", "tr"),
        ("2026", "tr"),
        ("Kasım 2026", "tr"),
        ("14:35", "tr"),
        ("12.11.3", "tr"),
        ("0 212 555 12 11", "tr"),
        ("1.234.567", "tr"),
        ("31.02.2026", "tr"),
        ("29 Şubat 2025", "tr"),
        ("12 Kasım 1405", "tr"),
        ("15 Kasım 2026 - 20 Kasım 2026", "tr"),
        ("12-15 Kasım 2026", "tr"),
        ("12.11.2026 13.11.2026", "tr"),
        ("12.11.2026 14:35 ve 13.11.2026", "tr"),
        ("30 اسفند 1404", "fa"),
        ("31 مهر 1405", "fa"),
        ("21 آبان 2026", "fa"),
        ("12 نوامبر 1405", "fa"),
        ("۲ جمادی‌الثانی ۱۴۴۸", "fa"),
        ("کد خبر: 98030903723", "fa"),
        ("2026-13-45", "en"),
        ("0000-00-00 00:00:00", "en"),
        ("{{ created_at }}", "en"),
        ("9999999999999", "en"),
        ("x" * 2000, "en"),
        ("12 Kasım 2026 " + "x" * 500, "tr"),
    ],
)
def test_what_is_no_date_is_refused(raw: str, language: str) -> None:
    """Numbers, ranges, impossible days, mixed calendars, other calendars, templates and texts give nothing."""
    assert _read(raw, language) is None


@pytest.mark.parametrize(
    ("raw", "language", "accepted"),
    [
        ("1999-12-31T23:59:59+02:00", "tr", False),
        ("1 Ocak 2000", "tr", True),
        ("1378/10/10", "fa", False),
        ("1378/10/11", "fa", True),
        ("2026-11-15T08:59:59Z", "tr", True),
        ("2026-11-15T12:05:01+03:00", "tr", False),
        ("16.11.2026", "tr", False),
        ("1406/01/01", "fa", False),
    ],
)
def test_only_2000_to_tomorrow_is_believed(raw: str, language: str, *, accepted: bool) -> None:
    """The first day of 2000 and a day after the fetch are the bounds, both included."""
    assert (_read(raw, language) is not None) is accepted


def test_a_time_marked_utc_in_the_future_is_local() -> None:
    """Z behind a time that lies after the fetch, and would not if it were local, is ignored; minutes are tolerated."""
    assert _written("2026-11-14T11:35:00Z") == "2026-11-14T11:35:00+03:00"
    assert _written("2026-11-14T09:04:00Z") == "2026-11-14T12:04:00+03:00"
    assert _written("2026-11-14T12:20:00Z") == "2026-11-14T15:20:00+03:00"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://example.ir/fa/news/1398/02/30/2016331/khabar", "2019-05-20"),
        ("https://example.com/2026/11/12/haber", "2026-11-12"),
        ("https://example.com/haber-20261112", "2026-11-12"),
        ("https://example.com/2026-11-12-haber", "2026-11-12"),
        ("https://example.com/2026/1/2/haber", "2026-01-02"),
        ("/2026/11/12", "2026-11-12"),
        ("https://example.com/haber-3700095", None),
        ("https://example.com/2026/11/", None),
        ("https://example.com/2026/13/12/", None),
        ("https://example.com/2026/02/30/", None),
        ("https://example.com/urun/120261112555", None),
        ("20261112", None),
    ],
)
def test_addresses_give_at_most_a_day(raw: str, expected: str | None) -> None:
    """Year, month and day in an address's path are a day in either calendar; numbers of articles are none."""
    assert _written(raw, origin="url") == expected


def test_a_moment_says_how_it_was_written() -> None:
    """Calendar, precision, zone, string and origin are kept."""
    moment = parse("۲۱ آبان ۱۴۰۵ - ۱۴:۳۵", zone="Asia/Tehran", languages=["fa"], fetched_at=FETCHED, origin="byline")
    assert moment == Moment(
        instant=datetime(2026, 11, 12, 11, 5, tzinfo=UTC),
        zone="Asia/Tehran",
        precision=Precision.MINUTE,
        calendar=Calendar.JALALI,
        raw="۲۱ آبان ۱۴۰۵ - ۱۴:۳۵",
        origin="byline",
    )


def test_summer_time_is_that_of_the_day() -> None:
    """Iran's clocks were an hour ahead in the summers until 2022."""
    assert _written("۱۳۹۸/۰۲/۱۲ - ۱۶:۱۲", "fa") == "2019-05-02T16:12:00+04:30"
    assert _written("۱۴۰۵/۰۲/۱۲ - ۱۶:۱۲", "fa") == "2026-05-02T16:12:00+03:30"


PIECES = st.sampled_from(
    (
        "12",
        "11",
        "2026",
        "1405",
        "Kasım",
        "آبان",
        "Nov",
        "14:35",
        "dün",
        "Güncelleme:",
        "/",
        ".",
        "-",
        " ",
        "T",
        "Z",
        "+03",
        "ago",
    )
)


@settings(max_examples=1500, deadline=None)
@given(raw=st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=14).map("".join)))
def test_no_string_breaks_the_parser(raw: str) -> None:
    """Any string gives a moment in range or nothing."""
    for language, zone in ZONES.items():
        moment = _read(raw, language)
        if moment is not None:
            assert moment.raw == raw
            assert moment.zone == zone
            assert moment.local().year >= 2000
            assert moment.instant <= FETCHED + timedelta(days=1)
