"""Sentences: where one ends, with the abbreviations and numbers that only look like an end."""

from __future__ import annotations

import re
from functools import cache

_ABBREVIATION = (
    r"(?:Dr|Prof|Doç|Yrd|Av|Müh|Uzm|Öğr|Gör|Arş|Op|Ord|Alb|Gen|Sn|Bkz|bkz|vb|vs|vd|örn|No|Nu|St|Mr|Mrs|Ms|Inc|Ltd|Şti"
    r"|Co|Corp|etc|Vol|Fig|Sen|Gov|Cad|Sok|Mah|Apt|Tel|Fax|Hz|İng|Fr|Alm|Ar|M\.Ö|M\.S|T\.C|A\.Ş|U\.S|U\.K|e\.g|i\.e|[A-ZÇĞİÖŞÜ])"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Give the start and end of each sentence; blanks around it are left out."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _end().finditer(text):
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


@cache
def _end() -> re.Pattern[str]:
    return re.compile(r"\n\s*\n|\n|[.!?؟۔…]+[\"'”’»)\]]*(?=\s|$)")
