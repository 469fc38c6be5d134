"""Runs in Latin letters: apostrophes, hyphens, abbreviations and numbers, cut alike in all languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipelines.text.letters import ascii_key
from pipelines.text.lexicon import read_rows
from pipelines.text.numbers import canonical, is_number
from pipelines.text.tokens import Part, TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.text.letters import Letters

_LETTER = r"[^\W\d_]"
_SIGN = r"[^\W_]"
_NUMBER = r"[0-9]+(?:[.,/٫٬][0-9]+)*"
UNIT = "|".join(
    (
        r"\.(?i:net)",
        rf"{_LETTER}(?:\.{_LETTER})+(?!{_SIGN})",  # A.Ş., T.C., U.S.
        rf"{_SIGN}{{1,3}}&{_SIGN}{{1,3}}(?!{_SIGN})",  # R&D, AT&T
        rf"(?i:ar|ür|ur)-(?i:ge)(?!{_SIGN})",  # Ar-Ge and Ür-Ge are words of their own, also written ARGE
        rf"(?i:co)-(?i:oper|ordin){_SIGN}+",  # co-operation is cooperation
        rf"[A-Z]{{1,3}}-[0-9]+{_LETTER}?(?!{_SIGN})",  # F-16, S-400: the same as F16, S400
        rf"{_NUMBER}{_LETTER}{{1,3}}(?!{_SIGN})",  # 5G, 4.5G, 3D, 2nd
        _NUMBER,
        rf"{_LETTER}{{4,}}(?=[0-9])",  # covid|19, teknofest|2026, but TB2 and A400M stay whole
        rf"{_LETTER}(?:\+\+|\#)",  # C++, C#
        rf"{_SIGN}+(?:'{_SIGN}+)*",
    )
)
# Most words are told from compounds by so many letters.
_SHORTEST_COMPOUND = 4


@dataclass(frozen=True, slots=True)
class Tongue:
    """How one language reads Latin words.

    ``read`` gives the exact form and the lemma of a word, ``is_ending`` tells whether what stands behind an apostrophe
    is an ending, ``decimal`` holds the signs that stand before decimals.
    """

    read: Callable[[str], tuple[str, str]]
    is_ending: Callable[[str], bool]
    decimal: str


def read_plain(text: str, tongue: Tongue) -> tuple[Part, ...]:
    """Read a word of letters alone, each of which is its own folded form: what ``cut`` gives, several times faster."""
    at = seam(text)
    if not at:
        return (_plain(text, 0, tongue),)
    return _plain(text[:at], 0, tongue), _plain(text[at:], at, tongue)


def _plain(text: str, start: int, tongue: Tongue) -> Part:
    exact, lemma = tongue.read(text)
    return Part(start, start + len(text), exact, lemma, ascii_key(lemma), TokenKind.WORD)


def ending(text: str, start: int, end: int) -> Part:
    """Give the ending of a word with the apostrophe before it."""
    low = text.replace("İ", "i").lower()
    return Part(start, end, low, low, "", TokenKind.SUFFIX)


def cut(run: Letters, tongue: Tongue) -> Iterator[Part]:
    """Cut a run without blanks into tokens."""
    at = run.text.rfind("'")
    if at >= 0 and tongue.is_ending(run.text[at + 1 :]):
        yield from _units(run[:at], tongue)
        behind = run[at:]
        yield ending(behind.text, behind.start, behind.end)
    else:
        yield from _units(run, tongue)


def _units(run: Letters, tongue: Tongue) -> Iterator[Part]:
    for match in _unit().finditer(run.text):
        unit = run[match.start() : match.end()]
        if is_number(unit.text):
            yield from _numbers(unit, tongue.decimal)
        else:
            at = seam(unit.text)
            for part in (unit[:at], unit[at:]) if at else (unit,):
                yield _word(part.text, part.start, part.end, tongue)


def _numbers(unit: Letters, decimal: str) -> Iterator[Part]:
    number = canonical(unit.text, decimal)
    if number is not None:
        yield Part(unit.start, unit.end, number, number, number, TokenKind.NUMBER)
        return
    for match in _digits().finditer(unit.text):
        part = unit[match.start() : match.end()]
        yield Part(part.start, part.end, part.text, part.text, part.text, TokenKind.NUMBER)


def _word(text: str, start: int, end: int, tongue: Tongue) -> Part:
    whole = text[0] == "." or text[0].isdecimal()  # .NET, 4.5G
    exact, lemma = tongue.read(text if whole else _joint().sub("", text))
    return Part(start, end, exact, lemma, ascii_key(lemma), TokenKind.WORD)


def seam(text: str) -> int:
    """Find where a word that is also written in two is cut; 0 where it is one."""
    key = ascii_key(text.replace("İ", "i").lower())
    if key[:_SHORTEST_COMPOUND] not in _beginnings():
        return 0
    match = _compound().match(key) if len(key) == len(text) else None
    return _seams()[match[0]] if match else 0


@cache
def _seams() -> dict[str, int]:
    """The place of the seam in each compound, by its ASCII key without the blank."""
    pairs = (ascii_key(row[0]).split(" ") for row in read_rows("latin_compounds.tsv"))
    return {first + second: len(first) for first, second in pairs}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(key[:_SHORTEST_COMPOUND] for key in _seams())


@cache
def _compound() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _seams()), key=len, reverse=True)))


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(UNIT)


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(r"[0-9]+")


@cache
def _joint() -> re.Pattern[str]:
    """Signs that vanish inside a word: the dots of A.Ş., the hyphens of Ar-Ge and F-16, the apostrophe of O'Brien."""
    return re.compile(r"['\-.]")
