"""Dates said from where the speaker stands: "3 saat önce", "دیروز", "2 hours ago"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from pipelines.dates.folding import fold

_ONE = {"bir": 1, "a": 1, "an": 1, "one": 1, "یک": 1, "iki": 2, "two": 2, "دو": 2, "uc": 3, "three": 3, "سه": 3}
_NUMBERS = rf"\d{{1,3}}|{'|'.join(_ONE)}"
_UNITS = {
    "second": ("saniye", "sn", "second", "seconds", "sec", "secs", "ثانیه"),
    "minute": ("dakika", "dk", "dak", "minute", "minutes", "min", "mins", "دقیقه"),
    "hour": ("saat", "sa", "hour", "hours", "hr", "hrs", "h", "ساعت"),
    "day": ("gun", "day", "days", "روز"),
    "week": ("hafta", "week", "weeks", "هفته"),
}
_UNIT_OF = {fold(word): unit for unit, words in _UNITS.items() for word in words}
_LENGTHS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_AGO = re.compile(
    rf"(?<!\w)(?P<count>{_NUMBERS})\s?(?P<unit>{'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})\.?"
    rf"(?:\s(?:ve|و|and|,)?\s?(?P<more>{_NUMBERS})\s?(?P<small>dakika|dk|min|mins|minutes|دقیقه))?"
    r"\s?(?:once|evvel|ago|پیش|قبل)(?!\w)"
)
_NOW = re.compile(
    r"(?<!\w)(?:az once|simdi|biraz once|su an|just now|moments ago|now"
    r"|(?:لحظاتی|دقایقی) (?:پیش|قبل)|هم ?اکنون|اکنون)(?!\w)"
)
_DAY_WORDS = {
    "bugun": 0, "today": 0, "امروز": 0, "dun": 1, "yesterday": 1, "دیروز": 1,
    "evvelsi gun": 2, "onceki gun": 2, "پریروز": 2,
}  # fmt: skip
_DAY = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_DAY_WORDS, key=len, reverse=True))})(?!\w)")


@dataclass(frozen=True, slots=True)
class Ago:
    """How long before now something was, and whether only the day is meant."""

    span: timedelta
    whole_day: bool


def _count(word: str) -> int:
    return _ONE.get(word) or int(word)


def find_ago(text: str) -> Ago | None:
    """Give what a folded string says relative to now; months and years are too coarse to make a date of."""
    match = _AGO.search(text)
    if match is not None:
        unit = _UNIT_OF[match["unit"]]
        span = _LENGTHS[unit] * _count(match["count"])
        if match["more"]:
            span += _LENGTHS["minute"] * _count(match["more"])
        return Ago(span, unit in ("day", "week"))
    if _NOW.search(text):
        return Ago(timedelta(), whole_day=False)
    match = _DAY.search(text)
    return Ago(timedelta(days=_DAY_WORDS[match.group()]), whole_day=True) if match else None
