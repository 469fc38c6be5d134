"""A piece of text is cut into runs by script: Arabic runs are read as Persian, the others by the text's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from pipelines.text import latin
from pipelines.text.letters import ARABIC, NOT_SIGN, ZWNJ, Letters, letters
from pipelines.text.tokens import Part

ReadArabic = Callable[[Letters], Iterable[Part]]


def analyse(piece: str, tongue: latin.Tongue, read_arabic: ReadArabic) -> tuple[Part, ...]:
    """Give the tokens of a piece, in order and without overlap."""
    source = letters(piece)
    found: list[Part] = []
    for match in _run().finditer(source.text):
        run = source[match.start() : match.end()]
        found += read_arabic(run) if match.lastgroup == "arabic" else latin.cut(run, tongue)
    return tuple(part for part in found if part.exact)


@cache
def _run() -> re.Pattern[str]:
    letter = rf"(?:(?=[{ARABIC}])[^\W\d_])"
    return re.compile(
        rf"(?P<arabic>{letter}(?:[{ZWNJ} ]*{letter})*)|(?P<latin>(?:(?![{ARABIC}])[^\s_{ZWNJ}{NOT_SIGN}]|[٫٬])+)"
    )
