"""Lines that are no part of an article, in each language: end marks, related links, bylines, notes on payment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# Upper case is folded by hand: Python's own lower() makes two characters of the Turkish dotted capital.
_FOLDS = str.maketrans(
    dict(zip("İIıÇçĞğŞşÖöÜüÂâÎîÛû", "iiiccggssoouuaaiiuu", strict=True))
    | {"\u0307": "", "ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "ة": "ه", "\u200c": " "}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
)


@dataclass(frozen=True, slots=True)
class Lines:
    """Compiled expressions for folded lines, all languages in one.

    ``drop`` goes wherever it stands, ``edge`` only before and behind the sentences of the text, ``end`` begins what
    follows the article, ``aside`` announces links to others, ``paywall`` says that there is more for subscribers,
    ``desk`` is a name that is no person's, ``byline`` a label before a name, ``modified`` one of a later date, ``tags``
    one of keywords, ``trail`` a breadcrumb.
    """

    drop: re.Pattern[str]
    edge: re.Pattern[str]
    end: re.Pattern[str]
    aside: re.Pattern[str]
    paywall: re.Pattern[str]
    desk: re.Pattern[str]
    byline: re.Pattern[str]
    modified: re.Pattern[str]
    tags: re.Pattern[str]
    trail: re.Pattern[str]


def fold(line: str) -> str:
    """Fold a line for comparison: lower case, bare Turkish letters, Persian letters, Latin digits, blanks for ZWNJ."""
    return " ".join(line.translate(_FOLDS).lower().split())


@lru_cache(maxsize=1)
def load_lines() -> Lines:
    """Load the expressions of all languages: pages quote and credit across them, so that all are asked."""
    tables = [yaml.safe_load(file.read_text("utf-8")) for file in _files()]
    keys = ("drop", "edge", "end", "aside", "paywall", "desks")
    lists = {key: [pattern for table in tables for pattern in table[key]] for key in keys}
    return Lines(
        **{key.removesuffix("s"): _whole(patterns) for key, patterns in lists.items()},
        byline=re.compile("|".join(rf"^\W*{table['byline']}\b\s*[:؛/]?\s*" for table in tables)),
        tags=re.compile("|".join(rf"\W*{table['tags']}\s*:\s*" for table in tables)),
        trail=re.compile("|".join(rf"\W*{table['home']}(?:\s*[/»>›|«<‹•-]\s*[^/»>›|«<‹]+)+" for table in tables)),
        modified=re.compile("|".join(table["modified"] for table in tables)),
    )


def _files() -> list[Traversable]:
    return sorted(files(__package__).joinpath("phrases").iterdir(), key=lambda file: file.name)


def _whole(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
