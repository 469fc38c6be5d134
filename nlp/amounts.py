"""Sums of money in text, in three languages: numbers, multipliers and a currency.

Currencies are ISO 4217 codes. The Iranian toman has none though people count in it: it is kept as ``IRT`` (ten rials)
and never converted, also where Turkish texts write "tümen".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeVar

CURRENCIES = {
    "USD": "dolar usd $ us$ dollar dollars دلار us_dollars",
    "EUR": "avro euro euros eur € یورو یورویی",
    "TRY": "tl lira try ₺ türk_lirası turkish_lira turkish_liras liras لیر لیره",
    "IRR": "riyal rial rials irr ریال iran_riyali iranian_rials",
    "IRT": "tümen tuman toman tomans irt تومان تومن",
    "GBP": "sterlin pound pounds gbp £ پوند",
    "CNY": "yuan cny rmb renminbi یوان",
    "RUB": "ruble rubles roubles rub روبل",
    "AED": "dirhem dirham dirhams aed درهم",
    "JPY": "yen jpy ¥ ین",
    "AZN": "manat azn منات",
    "SAR": "suudi_riyali saudi_riyal saudi_riyals sar",
    "CHF": "isviçre_frangı swiss_franc swiss_francs chf فرانک",
}
"""The names of each currency, blank-separated; an underscore is a blank within a name."""

SCALES = {
    "tr": {"yüz": 2, "bin": 3, "milyon": 6, "mn": 6, "milyar": 9, "mlr": 9, "trilyon": 12, "katrilyon": 15},
    "fa": {"صد": 2, "هزار": 3, "میلیون": 6, "میلیارد": 9, "بیلیون": 12, "تریلیون": 12, "همت": 12},
    "en": {"hundred": 2, "thousand": 3, "k": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "billion": 9, "bln": 9,
           "bn": 9, "b": 9, "trillion": 12, "tn": 12},
}  # fmt: skip
"""Powers of ten; ``همت`` is short for a thousand billion, as the Iranian press writes of budgets."""

NUMERALS = {
    "tr": {"yarım": ".5", "buçuk": ".5", "bir": "1", "iki": "2", "üç": "3", "dört": "4", "beş": "5", "altı": "6",
           "yedi": "7", "sekiz": "8", "dokuz": "9", "on": "10", "yirmi": "20", "otuz": "30", "kırk": "40", "elli": "50",
           "altmış": "60", "yetmiş": "70", "seksen": "80", "doksan": "90"},
    "fa": {"نیم": ".5", "یک": "1", "دو": "2", "سه": "3", "چهار": "4", "پنج": "5", "شش": "6", "هفت": "7", "هشت": "8",
           "نه": "9", "ده": "10", "بیست": "20", "سی": "30", "چهل": "40", "پنجاه": "50", "شصت": "60", "هفتاد": "70",
           "هشتاد": "80", "نود": "90", "دویست": "200", "سیصد": "300", "پانصد": "500"},
    "en": {"half": ".5", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
           "eight": "8", "nine": "9", "ten": "10", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50"},
}  # fmt: skip

_V = TypeVar("_V")
_SUFFIXES = {
    "tr": r"(?:['’]?(?:[lL][ıiuü]k\w*|y?[aeıiuü]|[dt][ae]n?|[nN]?[ıiuü]n|y?l[ae]|l[ae]r\w*))?",
    "fa": "(?:ی|‌ای)?",
}
_LETTERS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬يك", "01234567890123456789.,یک")
_TURKISH = str.maketrans("Iİ", "ıi")
_THOUSANDS = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money: ``value`` units of ``currency``, at Python character offsets, ``end`` exclusive."""

    start: int
    end: int
    value: float
    currency: str


def amounts(text: str, language: str) -> list[Amount]:
    """Find the sums of money in a text, in order; a number without a currency is none."""
    folded = text.translate(_LETTERS)
    folded = _lowered(folded.translate(_TURKISH) if language == "tr" else folded)
    found = []
    for match in _grammar(language).finditer(folded):
        name = match["before"] or match["after"]
        value = _value(match["sum"], language)
        if value is not None:
            found.append(Amount(match.start(), match.end(), value, _codes()[" ".join(name.split())]))
    return found


def _lowered(text: str) -> str:
    """Lower a text, letter by letter where that would shift the offsets."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(map(_lower, text))


def _lower(letter: str) -> str:
    """Lower one letter, unless that makes two of it: offsets must stay."""
    low = letter.lower()
    return low if len(low) == 1 else letter


def _value(written: str, language: str) -> float | None:
    """Add up numerals and scales: "2 thousand and 300 billion" is 2,300 billion, "5 million 250 thousand" 5,250,000."""
    parts: list[Decimal] = []
    for word in _word(language).findall(written):
        power = _of(SCALES, language).get(word)
        if power is None:
            number = _number(_of(NUMERALS, language).get(word, word), language)
            if number is None:
                return None
            parts.append(number)
            continue
        scale = Decimal(10) ** power
        smaller = [part for part in parts if part < scale]
        parts = [part for part in parts if part >= scale]
        parts.append((sum(smaller) or 1) * scale)
    return float(sum(parts)) if parts else None


def _number(written: str, language: str) -> Decimal | None:
    """Read digits with separators.

    The last mark is the decimal one unless it groups thousands: three digits behind it, the same mark throughout and no
    leading zero. A single point before three digits is decimal in English only, a single comma elsewhere.
    """
    marks = [mark for mark in written if mark in ".,/"]
    if not marks or written[0] == ".":
        return Decimal(written)
    head, last, tail = written.rpartition(marks[-1])
    grouped = len(tail) == _THOUSANDS and last != "/" and len(set(marks)) == 1 and head != "0"
    if len(marks) == 1 and grouped:
        grouped = last != "." if language == "en" else True
    if len(marks) > 1 and len(set(marks)) == 1 and not grouped:
        return None
    whole = re.sub(r"[.,/]", "", head)
    return Decimal(whole + tail) if grouped else Decimal(f"{whole}.{tail}")


def _of(table: dict[str, dict[str, _V]], language: str) -> dict[str, _V]:
    """Give a language's words, with the English ones for a Persian text's Latin words."""
    return table["en"] | table.get(language, {})


@cache
def _codes() -> dict[str, str]:
    return {name.replace("_", " "): code for code, names in CURRENCIES.items() for name in names.split()}


@cache
def _word(language: str) -> re.Pattern[str]:
    """One part of a number; atomic, so that no row of digits can be cut in many ways."""
    words = sorted(_of(SCALES, language) | _of(NUMERALS, language), key=len, reverse=True)
    glued = "|".join(sorted(SCALES["en"], key=len, reverse=True))
    digits = r"(?<![\d.,/])\d{1,15}+(?:[.,/]\d{1,15}+){0,5}+(?!\d)"
    return re.compile(rf"(?>{digits}|(?<!\w)(?:{'|'.join(words)})(?!\w)|(?<=\d)(?:{glued})(?!\w))")


@cache
def _grammar(language: str) -> re.Pattern[str]:
    names = sorted(_codes(), key=len, reverse=True)
    after = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    before = "|".join(re.escape(name) for name in names if not name.isalpha() or name in {"usd", "eur", "try", "gbp"})
    gap = r"[\s\u200c-]{0,3}+"
    joint = rf"(?>\s{{1,3}}(?:و|and)\s{{1,3}}|{gap})"
    word = _word(language).pattern
    number = rf"{word}(?:{joint}{word}){{0,7}}"
    return re.compile(
        rf"(?<![\w.,])(?:(?P<before>{before})\s?)?(?P<sum>{number})"
        rf"(?(before)|{gap}(?P<after>{after}){_SUFFIXES.get(language, '')})(?!\w)"
    )
