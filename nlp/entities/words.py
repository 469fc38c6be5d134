"""Words as the network reads them, with their places in the text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Combining dots, harakat and tatweel belong to the word that they stand in; a ZWNJ parts words as a blank does.
_WORD = re.compile(
    r"[\w\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670]+"
    r"|[^\w\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_ALIKE = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه"} | dict.fromkeys("’‘ʼ´`", "'") | dict.fromkeys("“”„", '"')
)
# The Latin small i with the dot that Python's lower() and many keyboards add to it.
_DOTTED = "i\u0307"


class Word(NamedTuple):
    """A word or a mark: its spelling for the network, its start and end in the text, and whether a gap is before it."""

    form: str
    start: int
    end: int
    spaced: bool


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Give the words of ``text`` between two characters, in order."""
    last = -1
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        yield Word(form(found[0]), found.start(), found.end(), found.start() != last)
        last = found.end()


def form(word: str) -> str:
    """Give the one spelling of letters that look alike: NFKC, Persian letters, plain quotes, no tatweel or harakat."""
    plain = _MARKS.sub("", word.translate(_ALIKE)) or word
    return unicodedata.normalize("NFKC", plain).replace(_DOTTED, "i")
