"""A language's patterns, compiled, and the reading of what their groups caught."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipelines.dates.calendars import to_jalali
from pipelines.dates.names import alternatives
from pipelines.dates.phrases import Phrases, phrases_of
from pipelines.records import Calendar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language's compiled patterns."""

    phrases: Phrases
    names: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    year: re.Pattern[str]
    part: re.Pattern[str]
    relative: re.Pattern[str]


@cache
def spoken(language: str) -> Spoken | None:
    """Compile a language's patterns once; ``None`` for a language without phrases."""
    phrases = phrases_of(language)
    if phrases is None:
        return None
    names = alternatives([*phrases.months, *phrases.short_months])
    return Spoken(
        phrases,
        re.compile(f"(?:{names})"),
        re.compile(rf"(?:{phrases.before})\Z"),
        *map(re.compile, (phrases.after, phrases.year, phrases.part, phrases.relative)),
    )


def caught(match: re.Match[str] | None) -> dict[str, str]:
    """Give what the groups caught, by their names without numbers; the first of one name counts."""
    found: dict[str, str] = {}
    for group, text in (match.groupdict() if match else {}).items():
        if text is not None:
            found.setdefault(group.rstrip("0123456789"), text)
    return found


def spelled(months: Mapping[str, tuple[Calendar, int]], name: str) -> tuple[Calendar, int] | None:
    """Give the month of a name that may have lost its blank."""
    return months.get(name) or months.get(name.replace(" ", ""))


def number_of(word: str | None, phrases: Phrases) -> int | None:
    """Give the number that digits or a word say."""
    if word is None:
        return None
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else phrases.numbers.get(word)


def this_year(calendar: Calendar, anchor: date) -> int:
    """Give the anchor's year in a calendar."""
    return to_jalali(anchor)[0] if calendar is Calendar.JALALI else anchor.year


def shift_of(which: str, phrases: Phrases) -> int:
    """Give the step that a word such as "last" or "next" means."""
    whole = phrases.numbers.get(which)
    if whole is not None:
        return whole
    return next(
        (phrases.numbers[word] for word in sorted(phrases.numbers, key=len, reverse=True) if which.startswith(word)), 0
    )
