"""A piece of text is cut into runs by script: Arabic runs are read as Persian, the others by the text's language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.text import fa, latin
from pipelines.text.letters import ARABIC, NOT_SIGN, ZWNJ, letters
from pipelines.text.tokens import Part, TokenKind

if TYPE_CHECKING:
    from pipelines.text.letters import Letters


def analyse(piece: str, tongue: latin.Tongue) -> tuple[Part, ...]:
    """Give the tokens of a piece, in order and without overlap."""
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
def _run() -> re.Pattern[str]:
    letter = rf"(?:(?=[{ARABIC}])[^\W\d_])"
    return re.compile(
        rf"(?P<arabic>{letter}(?:[{ZWNJ} ]*{letter})*)|(?P<latin>(?:(?![{ARABIC}])[^\s_{ZWNJ}{NOT_SIGN}]|[٫٬])+)"
    )
