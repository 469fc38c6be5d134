"""Names of months and weekdays as publishers write them in three languages, and as Rasad shows them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipelines.dates.folding import fold
from pipelines.records import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = {
    ("tr", Calendar.GREGORIAN): "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    ("en", Calendar.GREGORIAN): (
        "January February March April May June July August September October November December"
    ),
    ("fa", Calendar.GREGORIAN): "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    ("tr", Calendar.JALALI): "Ferverdin Ordibeheşt Hordad Tir Mordad Şehriver Mehr Aban Azer Dey Behmen Esfend",
    ("en", Calendar.JALALI): ("Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand"),
    ("fa", Calendar.JALALI): "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
}
# Spellings seen in feeds and pages beside those shown, in the order of the months: alternatives parted by a slash.
_ALSO = {
    ("tr", Calendar.GREGORIAN): "oca şub mar nis may haz tem ağu eyl eki kas ara",
    ("en", Calendar.GREGORIAN): "jan feb mar apr may jun jul aug sep/sept oct nov dec",
    ("fa", Calendar.GREGORIAN): (
        "ژانویۀ/جنوری فبریه/فوریۀ/فبروری مارچ آپریل/اپریل می/مای/مه ژوین/جون ژوییه/ژولیه/جولای/جولایی"
        " آگوست/اگوست/آگست/اگست سپتمبر اکتوبر نومبر دیسامبر/دسمبر"
    ),
    ("tr", Calendar.JALALI): (
        "Farvardin Ürdibehişt Khordad Tir Amordad Şehrivar Mihr Aban Azer Dei Bahman İsfend"
    ),
    ("en", Calendar.JALALI): (
        "Farwardin Ordibehest Khurdad Teer Amordad Shahriwar Mehr Aban Azar Dei Bahman Isfand"
    ),
    ("fa", Calendar.JALALI): "فرودین اردیبهشت خورداد تیر امرداد شهريور مهر آبان آذر دی بهمن اسفند",
}  # fmt: skip
# Short words of everyday Persian (to love, fog, the verbal prefix, yesterday): no months unless a year stands beside.
_EVERYDAY = frozenset(map(fold, ("مه", "می", "مای")))
_WEEKDAYS = {
    "tr": "pazartesi/pzt salı/sal çarşamba/çar perşembe/per cuma/cum cumartesi/cmt pazar/paz",
    "en": "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun",
    "fa": ("دوشنبه/دو_شنبه سه_شنبه/سهشنبه چهارشنبه/چهار_شنبه پنجشنبه/پنج_شنبه جمعه/آدینه شنبه یکشنبه/یک_شنبه"),
}


@cache
def _shown(language: str, calendar: Calendar) -> tuple[str, ...]:
    return tuple(_SHOWN.get((language, calendar), _SHOWN["en", calendar]).split())


def month_name(month: int, language: str, calendar: Calendar) -> str:
    """Give a month's full name for display; a language that is not known reads English.

    Raises:
        ValueError: the month is not between 1 and 12.
    """
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise ValueError(f"there is no month {month}")
    return _shown(language, calendar)[month - 1]


def months_of(language: str, calendar: Calendar, *, short: bool = False) -> dict[str, tuple[Calendar, int]]:
    """Give a language's folded month names with calendar and number: those that stand alone, or the short ones."""
    full = {fold(name): (calendar, month) for month, name in enumerate(_shown(language, calendar), 1)}
    also = {
        fold(name): (calendar, month)
        for month, names in enumerate(_ALSO[language, calendar].split(), 1)
        for name in names.split("/")
    }
    alone = {name: where for name, where in full.items() if name not in _EVERYDAY}
    return {name: where for name, where in (full | also).items() if name not in alone} if short else alone


@cache
def months() -> dict[str, tuple[Calendar, int]]:
    """Give every folded spelling of a month with its calendar and number."""
    spellings: dict[str, tuple[Calendar, int]] = {}
    for language, calendar in _SHOWN:
        spellings |= months_of(language, calendar) | months_of(language, calendar, short=True)
    return spellings


def weekdays_of(language: str) -> dict[str, int]:
    """Give a language's folded weekdays with their numbers, Monday being 0."""
    return {
        fold(name).replace("_", " "): number
        for number, names in enumerate(_WEEKDAYS[language].split())
        for name in names.split("/")
    }


@cache
def weekdays() -> dict[str, int]:
    """Give every folded spelling of a weekday with its number, Monday being 0."""
    return {name: number for language in _WEEKDAYS for name, number in weekdays_of(language).items()}


def alternatives(words: Iterable[str]) -> str:
    """Give words as the alternatives of a regular expression, the longest first, with or without their blanks."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word))).replace(" ", r"\s?")
