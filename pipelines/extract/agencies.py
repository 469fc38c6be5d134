"""The news agency that an outlet credits with an article: in the byline, the dateline, or a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from pipelines.extract.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# A dateline stands within so many characters of a text's beginning, a credit in a line no longer than this.
_DATELINE, _CREDIT = 90, 60
_SOURCE = r"(?:haber )?kayna(?:k|gi)|source|منبع(?: خبر)?|به نقل از"
_OPENING = r"به (?:گزارش|نقل از)(?: خبرنگار)?"


@dataclass(frozen=True, slots=True)
class _Agencies:
    """Expressions for folded text, each with a group per agency: a whole byline, a credit line, a dateline."""

    names: tuple[str, ...]
    byline: re.Pattern[str]
    credit: re.Pattern[str]
    dateline: re.Pattern[str]


@lru_cache(maxsize=1)
def _agencies() -> _Agencies:
    table: dict[str, str] = yaml.safe_load(files(__package__).joinpath("agencies.yaml").read_text("utf-8"))
    one = "|".join(f"({pattern})" for pattern in table.values())
    any_ = rf"(?:خبرگزاری )?(?:{one})"
    return _Agencies(
        tuple(table),
        byline=re.compile(rf"\W*(?:{one})\W*(?:\((?:\w+)\)\W*)?"),
        credit=re.compile(rf"\W*(?:{_SOURCE})\s?[:؛/]\s?{any_}\W*"),
        # An agency stands in parentheses behind the place, between dashes, or behind "according to".
        dateline=re.compile(
            rf"[^.!?؟\n]{{0,40}}?\((?:{one})\)|[\w ]{{2,25}}\s?[-–]\s?{any_}\s?[-–]|{_OPENING} {any_}\b"
        ),
    )


def find_agency(bylines: Iterable[str], lines: Iterable[str], texts: Iterable[str]) -> str | None:
    """Name the agency that an article is credited to, ``None`` where it is none that is known.

    Args:
        bylines: the authors as the page and its metadata name them.
        lines: short lines of the page, of which one may name the source.
        texts: the text and the lead, which may begin with a dateline.
    """
    known = _agencies()
    credits_ = (
        known.credit.fullmatch(fold(line)) for line in lines if len(line) <= _CREDIT and (":" in line or "/" in line)
    )
    found = [
        *(known.byline.fullmatch(fold(byline)) for byline in bylines if len(byline) <= _CREDIT),
        *credits_,
        *(known.dateline.match(fold(text[:_DATELINE])) for text in texts),
    ]
    # Groups repeat with each place of an expression where an agency may stand.
    places = (match.lastindex for match in found if match is not None and match.lastindex)
    return next((known.names[(place - 1) % len(known.names)] for place in places), None)
