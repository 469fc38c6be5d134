"""How each language speaks of dates inside a text; a new language is one more module here.

A module named after its language gives ``phrases()``. All patterns are matched on folded text (``folding.fold``), so
they are written in folded letters or made by ``any_of`` and ``numbered``, which fold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from pipelines.dates.folding import fold
from pipelines.records import Calendar

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
YEAR = r"(?:1[3489]\d\d|20\d\d)(?!\d)"
NEVER = r"(?!)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """A language's ways to say dates, as regular expressions over folded text.

    Months: ``months`` are spellings that stand alone, ``short_months`` those that need a year beside them, ``capital``
    says that names of months are written with a capital letter. ``before`` ends where a name begins and ``after``
    begins where it ends; their groups are ``first``, ``joint`` and ``last`` (days), ``year``, ``which`` ("last May")
    and ``month`` (what makes a bare name a month).

    Others: ``year`` finds years by a cue (``year``, ``last``), ``part`` quarters and halves (``quarter`` or ``half``,
    ``year``, ``which``), ``relative`` has ``day`` ("yesterday"), ``unit`` or ``weekday`` with ``which`` and ``week``. A
    digit behind a group's name is ignored. ``numbers`` gives the number of every word caught: of days and ordinals,
    and -1, 0 and 1 for past, present and coming.

    Ranges: ``joints`` stand between two dates of one range, ``between_joints`` where ``between`` stands before both.

    Roles: ``end_before`` and ``end_after`` mean the end of a month or year. ``due_before`` and ``due_after`` make a
    deadline; ``until_before`` and ``until_after`` make one unless the sentence has a ``lasting`` word (delivery,
    continuation) and no ``calling`` one (application, tender); ``by_before`` and ``by_after`` need a
    ``calling`` word. ``coming`` and ``gone`` words say that something lies ahead or is over.
    """

    calendar: Calendar
    first_weekday: int
    months: Mapping[str, tuple[Calendar, int]]
    short_months: Mapping[str, tuple[Calendar, int]]
    capital: bool = False
    before: str
    after: str
    year: str
    part: str
    relative: str
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    joints: str
    between: str = NEVER
    between_joints: str = NEVER
    end_before: str = NEVER
    end_after: str = NEVER
    due_before: str
    due_after: str
    until_before: str = NEVER
    until_after: str = NEVER
    by_before: str = NEVER
    by_after: str = NEVER
    coming: str
    gone: str
    calling: str
    lasting: str


def any_of(words: str) -> str:
    """Give a non-capturing group of the words of a text, folded, the longest first; ``_`` stands for a blank."""
    folded = {fold(word).replace("_", " ") for word in words.split()}
    return f"(?:{'|'.join(sorted(folded, key=lambda word: (-len(word), word)))})"


def numbered(table: str) -> dict[str, int]:
    """Read a table of lines ``number: words``; ``_`` stands for a blank inside a word."""
    return {
        fold(word).replace("_", " "): int(number)
        for line in table.strip().splitlines()
        for number, _, words in [line.partition(":")]
        for word in words.split()
    }


@cache
def phrases_of(language: str) -> Phrases | None:
    """Give a language's phrases, or ``None`` where it has no module."""
    if not re.fullmatch(r"[a-z]{2,3}", language):
        return None
    try:
        module = import_module(f"{__name__}.{language}")
    except ModuleNotFoundError:
        return None
    phrases: Phrases = module.phrases()
    return phrases
