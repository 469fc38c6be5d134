"""How a phrase of a rule file is written, and whether it is written well.

A phrase is a row of words. Each word is one of

- ``word``: matches every inflected form (same lemma) and every spelling that the language layer holds equal; a single
  word with a capital is a name: this form only, and the text must have the capital, too;
- ``word*``: matches every word whose folded form begins so;
- ``=word``: matches this folded form only;
- ``WORD`` in capitals, of two to five letters: this form only, and the text must be in capitals, too;
- ``(one|two words|three)``: one of these, with an empty one for an optional word; ``(one|two)*`` stars them all, and
  a hyphen beside brackets counts as a blank, as it does in the text;
- ``..``: up to four words may stand here.
"""

from __future__ import annotations

import re
from math import prod

GAP = ".."
MOST_ROWS = 256
"""A phrase that stands for more rows of words than this is a mistake, not a pattern."""

SHORTEST_PREFIX = 2

_ITEM = re.compile(r"\(([^()]*)\)(\*?)(?=\s|$)|[^\s()|]+")
_REST = re.compile(r"\S")


def items(phrase: str) -> list[list[str]]:
    """Give for each place of a phrase the alternatives that may stand there, stars written out.

    Raises:
        ValueError: If brackets or bars do not match; the text quotes the phrase.
    """
    spaced = phrase.replace(")-", ") ").replace("-(", " (")
    if _REST.search(_ITEM.sub("", spaced)):
        raise ValueError(f"the phrase {phrase!r} has brackets or bars that do not match")
    return [
        [word.strip() + found[2] for word in found[1].split("|")] if found[1] is not None else [found[0]]
        for found in _ITEM.finditer(spaced)
    ]


def well_formed(phrase: str) -> str:
    """Give a phrase back if it can be matched.

    Raises:
        ValueError: If it cannot; the text quotes it and says why.
    """
    row = items(phrase)
    if not row or GAP in row[0] or GAP in row[-1] or not any(all(place) for place in row):
        raise ValueError(f"the phrase {phrase!r} must begin and end with a word")
    count = prod(max(1, sum(len(alternative.split()) != 1 for alternative in place)) for place in row)
    if count > MOST_ROWS:
        raise ValueError(f"the phrase {phrase!r} stands for {count} rows of words; at most {MOST_ROWS} are allowed")
    for place in row:
        for word in " ".join(place).split():
            _check_word(word, phrase)
    return phrase


def _check_word(word: str, phrase: str) -> None:
    if "*" in word[:-1] or "=" in word[1:]:
        raise ValueError(f"in the phrase {phrase!r} a mark stands in the middle of {word!r}")
    if word.endswith("*") and len(word.strip("=*")) < SHORTEST_PREFIX:
        raise ValueError(f"in the phrase {phrase!r} {word!r} has fewer than {SHORTEST_PREFIX} letters before the star")
    if word != GAP and not any(map(str.isalnum, word)):
        raise ValueError(f"in the phrase {phrase!r} {word!r} is no word")
