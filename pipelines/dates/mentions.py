"""Dates inside texts, with their places and what they are for: a day, a range, a period or a deadline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelines.dates.deadlines import Cues, Place, cues_of, direction_of, is_deadline, is_end, places_of
from pipelines.dates.drafts import Direction, Draft, Shape
from pipelines.dates.folding import fold_with_places
from pipelines.dates.monthly import find_digits, find_months
from pipelines.dates.periods import find_parts, find_relatives, find_years
from pipelines.dates.spoken import Spoken, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

# "between" and a word such as "the days" before the first of two dates.
_BETWEEN_REACH = 30
_ENDING = (Shape.MONTH, Shape.YEAR, Shape.PERIOD)


class DateRole(StrEnum):
    """What a date in a text is for."""

    DATE = "date"
    DEADLINE = "deadline"
    RANGE = "range"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text at Python character offsets, ``end`` exclusive and before a suffix with an apostrophe.

    ``value`` is an ISO day, or ``2026-11`` and ``2026`` for a Gregorian month and year. ``until`` is the last day where
    several are meant: a range, and a period of another kind (a Jalali month or year, a quarter, a week), which has the
    first day as its value. A deadline is ``until`` where that is given, else ``value``.
    """

    start: int
    end: int
    value: str
    until: str | None
    role: DateRole


def _join(text: str, drafts: list[Draft], cues: Cues) -> list[Draft]:
    """Make one range of two dates with a joint between them, and drop bare names of months that stand alone."""
    joined: list[Draft] = []
    for draft in drafts:
        previous = joined[-1] if joined else None
        if previous is not None and _belong(text, previous, draft, cues):
            shape = Shape.DAYS if draft.shape is Shape.DAY else Shape.MONTHS
            joined[-1] = Draft(previous.start, draft.end, shape, previous.first, draft.first, weak=draft.weak)
        else:
            joined.append(draft)
    return [draft for draft in joined if not draft.weak]


def _belong(text: str, one: Draft, other: Draft, cues: Cues) -> bool:
    if one.shape is not other.shape or one.shape not in (Shape.DAY, Shape.MONTH) or not (one.first and other.first):
        return False
    gap = text[one.end : other.start]
    if cues.joints.fullmatch(gap):
        return True
    return bool(
        cues.between_joints.fullmatch(gap) and cues.between.search(text, max(0, one.start - _BETWEEN_REACH), one.start)
    )


def _drafts(text: str, original: str, language: Spoken, anchor: date) -> list[Draft]:
    """Give the drafts of a folded text in order and without overlap; digits and months before coarser ones."""
    found: list[Draft] = []
    taken: set[int] = set()
    for draft in _all_drafts(text, original, language, anchor):
        places = range(draft.start, draft.end)
        if not taken.intersection(places):
            taken.update(places)
            found.append(draft)
    return sorted(found, key=lambda draft: draft.start)


def _all_drafts(text: str, original: str, language: Spoken, anchor: date) -> Iterator[Draft]:
    yield from find_digits(text)
    yield from find_months(text, original, language, anchor)
    yield from find_parts(text, language, anchor)
    yield from find_years(text, language)
    yield from find_relatives(text, language, anchor)


def _mention(place: Place, cues: Cues, anchor: date) -> Mention | None:
    draft = place.draft
    due = is_deadline(place, cues, anchor)
    direction = Direction.AHEAD if due else direction_of(place, cues)
    bounds = draft.resolve(anchor, direction)
    if bounds is None:
        return None
    first, last = bounds
    if draft.shape is Shape.DAY or (draft.shape in _ENDING and is_end(place, cues)):
        role, value, until = DateRole.DATE, last.isoformat(), None
    elif draft.shape is Shape.DAYS:
        role, value, until = DateRole.RANGE, first.isoformat(), last.isoformat()
    else:
        role, (value, until) = DateRole.PERIOD, _period(draft, first, last)
    return Mention(draft.start, draft.end, value, until, DateRole.DEADLINE if due else role)


def _period(draft: Draft, first: date, last: date) -> tuple[str, str | None]:
    """Write a Gregorian month or year as such and every other period by its first and last day."""
    if draft.shape is Shape.MONTH and first.day == 1:
        return first.isoformat()[:7], None
    if draft.shape is Shape.YEAR and first.month == 1:
        return first.isoformat()[:4], None
    return first.isoformat(), last.isoformat()


def mentions(text: str, language: str, *, anchor: date) -> list[Mention]:
    """Find the dates in a text.

    Args:
        text: the text as it stands.
        language: its language; one without phrases of its own has no mentions.
        anchor: the day the text was published; relative dates hang on it, and dates without a year are the nearest to
            it, deadlines the first that is not before it.

    Returns:
        The mentions in order, without overlap.
    """
    known, cues = spoken(language), cues_of(language)
    if known is None or cues is None:
        return []
    folded = fold_with_places(text)
    drafts = _join(folded.text, _drafts(folded.text, _aligned(text, folded.places), known, anchor), cues)
    found = (_mention(place, cues, anchor) for place in places_of(folded.text, drafts))
    return [_at_home(mention, folded.span(mention.start, mention.end)) for mention in found if mention]


def _aligned(text: str, places: tuple[int, ...] | None) -> str:
    """Give the original letters at folded offsets."""
    return text if places is None else "".join(map(text.__getitem__, places))


def _at_home(mention: Mention, span: tuple[int, int]) -> Mention:
    return replace(mention, start=span[0], end=span[1])
