"""Syndication in words: which agency an article is from, and who else carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rasad.reports.issue import Happening, Line
    from rasad.texts import Texts

# More names than this are counted.
MOST_NAMES = 3


def said(words: Texts, agency: str, others: Sequence[str], most: int = MOST_NAMES) -> str:
    """Say where an article comes from and where else it stands: "from AA, also in 6 outlets".

    Args:
        words: the texts of the interface.
        agency: the agency's name; empty where there is none, or where it is the article's own source.
        others: the names of the other outlets.
        most: how many names are told; more are counted.
    """
    comma = "، " if words.rtl else ", "
    parts = [words("from_agency", agency=agency)] if agency else []
    if 0 < len(others) <= most:
        parts.append(words("also_in", names=comma.join(others)))
    elif others:
        parts.append(words("also_in_count", count=len(others)))
    return comma.join(parts)


def carried(words: Texts, line: Line) -> str:
    """Say where a line of an issue comes from and where else it stands."""
    return said(words, line.agency, [name for name in line.outlets if name != line.agency])


def told_in(words: Texts, happening: Happening) -> str:
    """Say where a happening's article comes from, and which others carry it or tell of the happening as well."""
    line = happening.line
    told = [*line.outlets, *(telling.line.source_title for telling in happening.also)]
    others = [name for name in dict.fromkeys(told) if name not in {line.agency, line.source_title}]
    return said(words, line.agency, others)
