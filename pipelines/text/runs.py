"""A piece of text is cut into runs by script: Arabic runs are read as Persian, the others by the text's language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.text import fa, latin
from pipelines.text.letters import APOSTROPHES, ARABIC, BLANKS, NOT_SIGN, ZWNJ, fold_letters, letters
from pipelines.text.tokens import Part, TokenKind

if TYPE_CHECKING:
    from pipelines.text.letters import Letters


def analyse(piece: str, tongue: latin.Tongue) -> tuple[Part, ...]:
    """Give the tokens of a piece, in order and without overlap.

    Most pieces are letters of one script alone, or a Latin word with its ending: they take a shorter way.
    """
    plain = _plain().fullmatch(piece)
    found = _read_plain(plain, tongue) if plain else None
    return _read(piece, tongue) if found is None else found


def _read_plain(plain: re.Match[str], tongue: latin.Tongue) -> tuple[Part, ...] | None:
    """Give the tokens of a plain piece, unless the longer way has more to say."""
    number, word, tail, arabic = plain.groups()
    if word:
        if tail is None:
            return latin.read_plain(word, tongue)
        if tongue.is_ending(tail):
            return *latin.read_plain(word, tongue), latin.ending(f"'{tail}", len(word), plain.end())
        return None
    return fa.read_plain(fold_letters(arabic)) if arabic else (Part(0, len(number), *(number,) * 3, TokenKind.NUMBER),)


def _read(piece: str, tongue: latin.Tongue) -> tuple[Part, ...]:
    source = letters(piece)
    found: list[Part] = []
    for match in _run().finditer(source.text):
        run = source[match.start() : match.end()]
        if match.lastgroup == "latin":
            found += latin.cut(run, tongue)
        elif match.start() and fa.is_affix(run):
            found.append(_ending(run))
        else:
            found += fa.read(run)
    return tuple(part for part in found if part.exact)


def _ending(run: Letters) -> Part:
    """Read the Persian ending of a Latin word: API‌ها."""
    return Part(run.start, run.end, run.text, run.text, "", TokenKind.SUFFIX)


@cache
def _plain() -> re.Pattern[str]:
    """Digits; letters that are their own folded form, with an ending behind an apostrophe; Arabic letters and joiners.

    What unfolds, composes or is invisible is not among the letters.
    """
    letter = "[A-Za-zÀ-ÖØ-öø-ɏ]"
    arabic = "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff]"
    return re.compile(
        rf"([0-9]+)|({letter}+)(?:[{APOSTROPHES}]({letter}+))?|({arabic}+(?:[{BLANKS}{ZWNJ}{NOT_SIGN}]+{arabic}+)*)"
    )


@cache
def _run() -> re.Pattern[str]:
    letter = rf"(?:(?=[{ARABIC}])[^\W\d_])"
    return re.compile(
        rf"(?P<arabic>{letter}(?:[{ZWNJ} ]*{letter})*)|(?P<latin>(?:(?![{ARABIC}])[^\s_{ZWNJ}{NOT_SIGN}]|[٫٬])+)"
    )
