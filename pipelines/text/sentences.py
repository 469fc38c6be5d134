"""Sentences: where one ends, with the abbreviations, ordinals and initials that only look like an end."""

from __future__ import annotations

import re
from functools import cache

from pipelines.text.letters import ARABIC
from pipelines.text.lexicon import read_rows

_SIGNS = ".!?؟۔…"
# The end of a line, since a paragraph of an article is a line; or a sign of end with the quotes and brackets that close
# with it; or an end without a blank behind it (dedi.Bakan). The sign comes first, so that all else is skipped fast.
_END = (
    rf"[\n{_SIGNS}](?:(?<=\n)|(?<![{_SIGNS}]{{2}})(?<=[{_SIGNS}])[{_SIGNS}]*+[\"'”’»)\]]*+(?=\s|$)"
    rf"|(?<=[a-zçğıöşü]{{2}}\.)(?=[A-ZÇĞİÖŞÜ][a-zçğıöşü])|(?<=[{ARABIC}]{{2}}[.؟!])(?=[{ARABIC}]))"
)
# The longest abbreviation and some more: what stands before a full stop is looked at so far back.
_BACK = 24
# A number of so many digits before a full stop is an ordinal (21. yüzyıl), a longer one is a year.
_ORDINAL = 3


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Give the start and end of each sentence; blanks around it are left out."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _end().finditer(text):
        if match[0] == "\n" or _is_end(text, match, language):
            _add(found, text, start, match.end())
            start = match.end()
    _add(found, text, start, len(text))
    return found


def _is_end(text: str, match: re.Match[str], language: str) -> bool:
    """Tell whether a sign ends a sentence; where a small letter follows, none does."""
    after = _next().match(text, match.end())
    if after is None:
        return True
    if after[1].islower():
        return False
    word = _last_word().search(text[max(0, match.start() - _BACK) : match.start()])
    if word is None or match[0] != ".":
        return True
    if word[0].isdecimal():
        return language != "tr" or len(word[0]) > _ORDINAL
    return not (_is_initial(word[0]) or word[0].casefold() in _abbreviations())


def _is_initial(word: str) -> bool:
    """Tell whether a word is a single capital, or several with full stops between them (T.C)."""
    return all(len(part) == 1 and part.isupper() for part in word.split("."))


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.casefold() for row in read_rows("abbreviations.tsv") for word in row[1].split())


@cache
def _end() -> re.Pattern[str]:
    return re.compile(_END)


@cache
def _next() -> re.Pattern[str]:
    """The first letter or digit of what follows, behind blanks and opening signs; not beyond the line."""
    return re.compile(r"[^\w\n]{0,12}(\w)")


@cache
def _last_word() -> re.Pattern[str]:
    return re.compile(r"\w+(?:\.\w+)*$")
