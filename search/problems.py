"""What a query asks for, and what of its text could not be searched as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from search.nodes import Query


class Problem(StrEnum):
    """What was wrong with a part of a query.

    The part was left out, but for these: the value of an unknown field is searched as words; an unknown value is
    searched all the same; an open quote or parenthesis counts as closed at the end; a distance or slop beyond the
    greatest one is reduced to it.
    """

    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_VALUE = "unknown-value"
    NOT_A_RANGE = "not-a-range"
    NOTHING_TO_SEARCH = "nothing-to-search"
    DANGLING = "dangling"
    UNBALANCED = "unbalanced"
    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    REDUCED = "reduced"


@dataclass(frozen=True, slots=True)
class Ignored:
    """A part of a query that was not searched as it was written, why, and what may have been meant."""

    text: str
    problem: Problem
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text asks for, and what of it was ignored."""

    query: Query
    ignored: tuple[Ignored, ...] = ()
