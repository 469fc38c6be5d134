"""Telling by the words around a date whether it is a deadline, or the end of a period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipelines.dates.drafts import Direction, Draft, Shape
from pipelines.dates.phrases import phrases_of

if TYPE_CHECKING:
    from datetime import date

# How far a cue of a deadline reaches, in characters; the patterns themselves bound what may stand between.
_REACH = 100
_NEAR = 45
_STOP = re.compile(r"[!?؟\n;]|(?<=\w\w\w)\.(?=\s)|(?<=[\w)])\.\s*\n")


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns that tell deadlines and ends, compiled to match beside a date."""

    between: re.Pattern[str]
    between_joints: re.Pattern[str]
    joints: re.Pattern[str]
    end_before: re.Pattern[str]
    end_after: re.Pattern[str]
    due_before: re.Pattern[str]
    due_after: re.Pattern[str]
    until_before: re.Pattern[str]
    until_after: re.Pattern[str]
    by_before: re.Pattern[str]
    by_after: re.Pattern[str]
    coming: re.Pattern[str]
    gone: re.Pattern[str]
    calling: re.Pattern[str]
    lasting: re.Pattern[str]


@cache
def cues_of(language: str) -> Cues | None:
    """Compile a language's cues once; ``None`` for a language without phrases."""
    phrases = phrases_of(language)
    if phrases is None:
        return None
    ending = {
        name: re.compile(rf"(?:{getattr(phrases, name)})\Z")
        for name in ("between", "end_before", "due_before", "until_before", "by_before")
    }
    beginning = {
        name: re.compile(rf"(?:{getattr(phrases, name)})")
        for name in ("between_joints", "joints", "end_after", "due_after", "until_after", "by_after")
    }
    words = {name: re.compile(rf"(?<!\w){getattr(phrases, name)}") for name in ("coming", "gone", "calling", "lasting")}
    return Cues(**ending, **beginning, **words)


@dataclass(frozen=True, slots=True)
class Place:
    """A draft with its surroundings within the sentence, up to the neighbouring dates."""

    draft: Draft
    head: str
    tail: str
    sentence: str


def places_of(text: str, drafts: list[Draft]) -> list[Place]:
    """Give each draft its surroundings."""
    places = []
    for index, draft in enumerate(drafts):
        low = max(drafts[index - 1].end if index else 0, draft.start - _REACH)
        high = min(drafts[index + 1].start if index + 1 < len(drafts) else len(text), draft.end + _REACH)
        head, tail = text[low : draft.start], text[draft.end : high]
        head = head[max((stop.end() for stop in _STOP.finditer(head)), default=0) :]
        stop = _STOP.search(tail)
        tail = tail[: stop.start()] if stop else tail
        places.append(Place(draft, head, tail, _sentence(text, draft)))
    return places


def _sentence(text: str, draft: Draft) -> str:
    """Give the sentence around a date, no further than twice the reach of a cue."""
    head = text[max(0, draft.start - 2 * _REACH) : draft.start]
    tail = text[draft.end : draft.end + 2 * _REACH]
    begin = max((stop.end() for stop in _STOP.finditer(head)), default=0)
    stop = _STOP.search(tail)
    return head[begin:] + " # " + tail[: stop.start() if stop else len(tail)]


def direction_of(place: Place, cues: Cues) -> Direction:
    """Tell by its verbs whether the sentence speaks of what lies ahead or of what is over."""
    if cues.coming.search(place.sentence):
        return Direction.COMING
    return Direction.GONE if cues.gone.search(place.sentence) else Direction.UNSAID


def is_deadline(place: Place, cues: Cues, anchor: date) -> bool:
    """Tell whether a date is one by which something must be handed in.

    Where no word says so outright, it must lie ahead: "until today" and "ended yesterday" are no deadlines.
    """
    if cues.due_before.search(place.head) or cues.due_after.match(place.tail):
        return True
    bounds = place.draft.resolve(anchor, Direction.AHEAD)
    if bounds is None or bounds[1] < anchor:
        return False
    calls = cues.calling.search(place.sentence) is not None
    lasts = cues.lasting.search(place.sentence) is not None
    if place.draft.shape in (Shape.DAYS, Shape.MONTHS):
        return place.draft.shape is Shape.DAYS and _calls_nearby(place, cues, lasts=lasts)
    if cues.by_before.search(place.head) or cues.by_after.match(place.tail):
        return calls
    if bounds[1] == anchor or not (cues.until_before.search(place.head) or cues.until_after.match(place.tail)):
        return False
    return calls or (not lasts and place.draft.shape in (Shape.DAY, Shape.MONTH))


def _calls_nearby(place: Place, cues: Cues, *, lasts: bool) -> bool:
    """Tell the time in which applications are taken from the days of an event that the same sentence announces."""
    if cues.calling.search(place.head[-_NEAR:]):
        return True
    return not lasts and cues.calling.search(place.tail[:_NEAR]) is not None


def is_end(place: Place, cues: Cues) -> bool:
    """Tell whether the end of a month or year is meant."""
    return bool(cues.end_before.search(place.head) or cues.end_after.match(place.tail))
