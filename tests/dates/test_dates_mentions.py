"""Dates in any text are found whole and in order, and numbers that are none are left alone."""

from __future__ import annotations

from datetime import date, timedelta

import jdatetime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dates import DateRole, Mention, mentions, month_name
from pipelines.dates.phrases import phrases_of
from pipelines.records import Calendar
from tests.dates.said import ANCHOR, found

DATE, RANGE = DateRole.DATE, DateRole.RANGE
DATE, DEADLINE, RANGE, PERIOD = DateRole.DATE, DateRole.DEADLINE, DateRole.RANGE, DateRole.PERIOD


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Windows 11.2.3 ve 12.11.20.1 sürümü", "tr"),
        ("2,5 milyon dolar, 12.500 lira, 1.234.567", "tr"),
        ("Maç 3-2 bitti, 12-11 öne geçti.", "tr"),
        ("Tel: 0 212 555 12 11", "tr"),
        ("Dünya Bankası ve dünyada", "tr"),
        ("Bu pazarda rekabet zor.", "tr"),
        ("Ocakta yemek, mayısta", "tr"),
        ("1500 kişi, 2026 model", "tr"),
        ("31 Şubat", "tr"),
        ("12 aylık 5 marka", "tr"),
        ("مسکن مهر و تیر دروازه", "fa"),
        ("۲۰ می‌شود", "fa"),
        ("۵ مه غلیظ", "fa"),
        ("دو سال گذشته، چند ماه پیش، ۳۰ سال گذشته", "fa"),
        ("۳۰ اسفند ۱۴۰۴", "fa"),
        ("شماره ۱۴۰۵ و ۰۲۱۸۸۸۸", "fa"),
        ("He may 5 times march 12 miles", "en"),
        ("version 3.12.2026.1 of 10.10.2020.1", "en"),
        ("$12.50 and 3-2", "en"),
        ("12 November 2026", "de"),
        ("12 November 2026", "../en"),
        ("", "tr"),
    ],
)
def test_what_is_no_date_is_left_alone(text: str, language: str) -> None:
    """Versions, prices, scores, telephone numbers, everyday words and unknown languages give nothing."""
    assert found(text, language) == []


def test_places_are_those_of_the_original() -> None:
    """Silent characters before and inside a date do not shift its place."""
    text = "İ̇stanbul‌ \u200fبا 12 Kası̇m 2026’da"
    (mention,) = mentions(text, "tr", anchor=ANCHOR)
    assert text[mention.start : mention.end] == "12 Kası̇m 2026"
    text = "در \u200fپنج‌شنبه ۲۱ آبــان‌ماه ۱۴۰۵ برگزار شد"
    (mention,) = mentions(text, "fa", anchor=ANCHOR)
    assert text[mention.start : mention.end] == "۲۱ آبــان‌ماه ۱۴۰۵"


@pytest.mark.parametrize(
    ("text", "language", "anchor", "value"),
    [
        ("3 Ocak'ta imzalandı", "tr", date(2027, 1, 5), "2027-01-03"),
        ("28 Aralık'ta imzalandı", "tr", date(2027, 1, 5), "2026-12-28"),
        ("15 Mart'ta düzenlenecek", "tr", date(2026, 11, 10), "2027-03-15"),
        ("9 Kasım'daki toplantıda yeni fon kurulacak", "tr", date(2026, 11, 10), "2026-11-09"),
        ("۵ فروردین برگزار خواهد شد", "fa", date(2027, 3, 10), "2027-03-25"),
        ("۲۵ اسفند برگزار شد", "fa", date(2027, 3, 25), "2027-03-16"),
        ("29 Şubat'ta", "tr", date(2028, 3, 1), "2028-02-29"),
    ],
)
def test_a_missing_year_is_the_one_that_fits(text: str, language: str, anchor: date, value: str) -> None:
    """Around the turn of the year and with a verb of the future, the year near the publication that fits is taken."""
    assert [mention.value for mention in mentions(text, language, anchor=anchor)] == [value]


@settings(max_examples=400, deadline=None)
@given(
    day=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    language=st.sampled_from(("tr", "en", "fa")),
    before=st.sampled_from(("", "Ankara, ", "(", "شرکت ", "x ")),
)
def test_full_dates_are_found_wherever_they_stand(day: date, language: str, before: str) -> None:
    """A full Gregorian date is found as that day in each language, whatever the anchor."""
    written = f"{day.day} {month_name(day.month, language, Calendar.GREGORIAN)} {day.year}"
    found = mentions(f"{before}{written}.", language, anchor=ANCHOR)
    assert found == [Mention(len(before), len(before) + len(written), day.isoformat(), None, DATE)]


@settings(max_examples=400, deadline=None)
@given(day=st.dates(date(1990, 1, 1), date(2060, 1, 1)), digits=st.booleans())
def test_full_jalali_dates_are_found(day: date, *, digits: bool) -> None:
    """A full Jalali date is found as its Gregorian day, in digits and with the month's name."""
    civil = jdatetime.date.fromgregorian(date=day)
    name = month_name(civil.month, "fa", Calendar.JALALI)
    written = f"{civil.year}/{civil.month:02}/{civil.day:02}" if digits else f"{civil.day} {name} {civil.year}"
    found = mentions(f"در {written} برگزار شد", "fa", anchor=ANCHOR)
    assert [(mention.value, mention.until) for mention in found] == [(day.isoformat(), None)]


@settings(max_examples=300, deadline=None)
@given(first=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(1, 60))
def test_ranges_have_their_two_days(first: date, days: int) -> None:
    """Two full dates with a dash between them are one range from the first to the last."""
    last = first + timedelta(days=days)
    written = " - ".join(
        f"{day.day} {month_name(day.month, 'tr', Calendar.GREGORIAN)} {day.year}" for day in (first, last)
    )
    (mention,) = mentions(written, "tr", anchor=ANCHOR)
    assert (mention.value, mention.until, mention.role) == (first.isoformat(), last.isoformat(), RANGE)


WORDS = st.sampled_from(
    (
        *("12", "15", "Kasım", "kasım'a", "kadar", "son", "başvuru", "-", "–", "ile", "ve", "2026", "yıl", "sonuna"),
        *("bu", "hafta", "geçen", "çeyrek", "ikinci", "۲۱", "تا", "آبان", "ماه", "پایان", "سال", "۱۴۰۵", "مهلت", "اول"),
        *("هفته", "آینده", "until", "by", "November", "next", "12.11.2026", "dün", ".", "\n"),
    )
)


@settings(max_examples=1200, deadline=None)
@given(
    text=st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join)),
    language=st.sampled_from(("tr", "fa", "en")),
    anchor=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_mentions_are_ordered_and_well_formed(text: str, language: str, anchor: date) -> None:
    """Any text gives mentions in order and without overlap, with values that are dates and ranges that run forward."""
    last = 0
    for mention in mentions(text, language, anchor=anchor):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
        value = date.fromisoformat(f"{mention.value}-01-01"[:10])
        assert mention.until is None or value <= date.fromisoformat(mention.until)
        assert mention.role is not RANGE or mention.until is not None


def test_long_texts_take_linear_time() -> None:
    """A text of a million characters full of numbers and months is read in seconds, not minutes."""
    text = "12 Kasım ve 15 Aralık'a kadar, 3-2, 12.11.2026 - yüzde 12,5; " * 6000
    found = mentions(text[:400_000], "tr", anchor=ANCHOR)
    assert len(found) > 10_000


def test_each_language_has_its_phrases() -> None:
    """A language without a module has none, and the name of a module is nothing else."""
    assert phrases_of("de") is None
    assert phrases_of("__init__") is None
    for language in ("tr", "fa", "en"):
        assert phrases_of(language) is not None
