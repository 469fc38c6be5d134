"""Persian: ZWNJ, blank and nothing are one spelling; affixes belong to their word, compounds are cut."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.text import en
from pipelines.text.latin import Tongue
from pipelines.text.letters import ZWNJ, Letters
from pipelines.text.tokens import Part, TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator


def tongue() -> Tongue:
    """Give the way Persian reads Latin words: as English, but with the Persian decimal signs."""
    return Tongue(read=en.read, is_ending=en.is_ending, decimal="./")


def read(run: Letters) -> Iterator[Part]:
    """Give the tokens of a run in Arabic letters."""
    for match in _word().finditer(run.text):
        part = run[match.start() : match.end()]
        exact = part.text.replace(ZWNJ, "").replace(" ", "")
        lemma = _plural().sub("", exact)
        yield Part(part.start, part.end, exact, lemma, lemma, TokenKind.WORD)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"(?:ن?می[{ZWNJ} ]+)?[^{ZWNJ} ]+(?:[{ZWNJ} ]+ها(?:ی|یی)?(?![^{ZWNJ} ]))?")


@cache
def _plural() -> re.Pattern[str]:
    return re.compile(r"(?<=..)ها(?:ی|یی)?$")
