"""Names of months, weekdays and zones as publishers write them in three languages, and as Rasad shows them."""

from __future__ import annotations

from functools import cache

from pipelines.dates.folding import fold
from pipelines.records import Calendar

_SHOWN = {
    ("tr", Calendar.GREGORIAN): "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    ("en", Calendar.GREGORIAN): (
        "January February March April May June July August September October November December"
    ),
    ("fa", Calendar.GREGORIAN): "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    ("tr", Calendar.JALALI): ("Ferverdin Ordibeheşt Hordad Tir Mordad Şehriver Mehr Aban Azer Dey Behmen Esfend"),
    ("en", Calendar.JALALI): ("Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand"),
    ("fa", Calendar.JALALI): "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
}
# Other spellings seen in feeds and pages, by month; transliterations and abbreviations included.
_ALSO_GREGORIAN = (
    "oca jan ژانویۀ جنوری",
    "sub feb فبریه فوریۀ فبروری",
    "mar مارچ",
    "nis apr آپریل اپریل",
    "may می مای",
    "haz jun ژوین جون",
    "tem jul ژوییه ژولیه جولای جولایی",
    "agu aug آگوست اگوست آگست اگست",
    "eyl sep sept سپتمبر",
    "eki oct اکتوبر",
    "kas nov نومبر",
    "ara dec دیسامبر دسمبر",
)
_ALSO_JALALI = (
    "فرودین",
    "ordibeheshht ordibehest ürdibehişt",
    "khurdad hurdad",
    "",
    "امرداد amordad",
    "shahrivar şehrivar sharivar",
    "mehr",
    "",
    "azar",
    "dei",
    "behmen",
    "isfand isfend",
)
_WEEKDAYS = (
    ("pazartesi", "pzt", "monday", "mon", "دوشنبه", "دو شنبه"),
    ("salı", "sal", "tuesday", "tue", "tues", "سه شنبه", "سهشنبه"),
    ("çarşamba", "çar", "wednesday", "wed", "چهارشنبه", "چهار شنبه"),
    ("perşembe", "per", "thursday", "thu", "thur", "thurs", "پنجشنبه", "پنج شنبه"),
    ("cuma", "cum", "friday", "fri", "جمعه", "ادینه"),
    ("cumartesi", "cmt", "saturday", "sat", "شنبه"),
    ("pazar", "paz", "sunday", "sun", "یکشنبه", "یک شنبه"),
)


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


@cache
def months() -> dict[str, tuple[Calendar, int]]:
    """Give every folded spelling of a month with its calendar and number."""
    spellings: dict[str, tuple[Calendar, int]] = {}
    for calendar, also in ((Calendar.JALALI, _ALSO_JALALI), (Calendar.GREGORIAN, _ALSO_GREGORIAN)):
        for month in range(1, 13):
            shown = [_shown(language, calendar)[month - 1] for language in ("tr", "en", "fa")]
            for name in (*shown, *also[month - 1].split()):
                spellings[fold(name)] = calendar, month
    return spellings


@cache
def weekdays() -> dict[str, int]:
    """Give every folded spelling of a weekday with its number, Monday being 0."""
    return {fold(name): number for number, names in enumerate(_WEEKDAYS) for name in names}


def alternatives(words: dict[str, object] | dict[str, int] | dict[str, tuple[Calendar, int]]) -> str:
    """Give the words as the alternatives of a regular expression, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word))).replace(" ", r"\s?")
