"""The ways in which Turkish, Iranian and English pages print a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jdatetime

from rasad.demo.spelling import persian_digits

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

TURKISH_MONTHS = [
    "Ocak",
    "Şubat",
    "Mart",
    "Nisan",
    "Mayıs",
    "Haziran",
    "Temmuz",
    "Ağustos",
    "Eylül",
    "Ekim",
    "Kasım",
    "Aralık",
]
TURKISH_DAYS = ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"]
TURKISH_CAPITALS = str.maketrans("iı", "İI")
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
JALALI_MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
PERSIAN_DAYS = ["دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"]


def _capitals(at: datetime) -> str:
    month = TURKISH_MONTHS[at.month - 1].translate(TURKISH_CAPITALS).upper()
    return f"{at.day:02} {month} {at.year} {at:%H:%M}"


def _turkish(at: datetime) -> str:
    return f"{at.day} {TURKISH_MONTHS[at.month - 1]} {at.year}, {TURKISH_DAYS[at.weekday()]}"


def _turkish_short(at: datetime) -> str:
    return f"{at.day} {TURKISH_MONTHS[at.month - 1][:3]} {at.year} - {at:%H:%M}"


def _turkish_dots(at: datetime) -> str:
    return f"{at:%d.%m.%Y %H:%M}"


def _turkish_slashes(at: datetime) -> str:
    return f"{at:%d/%m/%Y}"


def _english(at: datetime) -> str:
    return f"{ENGLISH_MONTHS[at.month - 1]} {at.day}, {at.year}"


def _english_day_first(at: datetime) -> str:
    return f"{at.day} {ENGLISH_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


def _jalali(at: datetime) -> str:
    day = jdatetime.date.fromgregorian(date=at.date())
    return persian_digits(f"{day.day} {JALALI_MONTHS[day.month - 1]} {day.year} - {at:%H:%M}")


def _jalali_weekday(at: datetime) -> str:
    day = jdatetime.date.fromgregorian(date=at.date())
    month = JALALI_MONTHS[day.month - 1]
    return f"{PERSIAN_DAYS[at.weekday()]} " + persian_digits(f"{day.day} {month} {day.year} | {at:%H:%M}")


def _jalali_numbers(at: datetime) -> str:
    day = jdatetime.date.fromgregorian(date=at.date())
    return f"{day.year}/{day.month:02}/{day.day:02}"


def _jalali_persian_numbers(at: datetime) -> str:
    return persian_digits(_jalali_numbers(at))


BYLINES: dict[str, Callable[[datetime], str]] = {
    "capitals": _capitals,
    "turkish": _turkish,
    "turkish-short": _turkish_short,
    "turkish-dots": _turkish_dots,
    "turkish-slashes": _turkish_slashes,
    "english": _english,
    "english-day-first": _english_day_first,
    "jalali": _jalali,
    "jalali-weekday": _jalali_weekday,
    "jalali-numbers": _jalali_numbers,
    "jalali-persian-numbers": _jalali_persian_numbers,
}


def printed(at: datetime, byline: str) -> str:
    """Print a local time in the way that an outlet's ``byline`` names."""
    return BYLINES[byline](at)
