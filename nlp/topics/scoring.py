"""From phrases found to scores: how much speaks for a topic in an article, and the places that say so."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from nlp.fields import FieldTokens
from nlp.topics.phrases import Hit, PhraseBook
from pipelines.records import Field, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nlp.topics.definitions import Combination

TITLE_FACTOR = 2.0
LEAD_FACTOR = 1.2
BODY_FACTOR = 0.67
LEAD_LENGTH = 300
"""Characters of a text that count as its lead: news tells the gist there, with or without a standfirst."""

REPETITION = 0.5
"""Each further occurrence of the same phrase counts half of the one before, so one phrase gives twice its weight."""

LONG_TEXT = 4000
"""Beyond this many characters the body counts less, by the root of the ratio: a long text mentions many things."""

CORE_WEIGHT = 50
MOST_SUPPORT = 50
"""Patterns below ``CORE_WEIGHT`` only support a topic: however many they are, together they give this at most."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase or a combination of one topic: its weight and how it reads in an explanation."""

    topic: str
    weight: int
    wording: str


Place = tuple[int, int]
"""The first and last token of a part, both inclusive."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A pattern found: the places of its parts, and how much the first of them counts."""

    pattern: int
    text: FieldTokens
    places: tuple[Place, ...]
    factor: float

    @property
    def spans(self) -> tuple[Span, ...]:
        """Give the places of the parts in the original text."""
        row, field = self.text.tokens, self.text.field
        return tuple(Span(field=field, start=row[first].start, end=row[last].end) for first, last in self.places)

    @property
    def wording(self) -> tuple[str, ...]:
        """Give the lemmas of the parts: the same for every form and spelling of the words."""
        keys = self.text.keys
        return tuple(keys[token][1] for first, last in self.places for token in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class _Mix:
    """A combination ready for matching: its rows and exclusions as sets of slots."""

    pattern: int
    rows: tuple[frozenset[int], ...]
    without: frozenset[int]
    within: int


class Matcher:
    """All patterns of all topics in one language, found in one walk along each field."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._book = PhraseBook(language)
        self._patterns: list[Pattern] = []
        self._slots: list[int] = []
        self._mixes: list[_Mix] = []
        self._mixes_of: dict[int, list[int]] = defaultdict(list)

    def add_phrase(self, topic: str, weight: int, phrase: str) -> None:
        """Add a weighted phrase of a topic."""
        self._patterns.append(Pattern(topic, weight, phrase))
        self._slots.append(len(self._patterns) - 1)
        self._book.add(phrase, len(self._slots) - 1)

    def add_combination(self, topic: str, combination: Combination) -> None:
        """Add a Boolean rule of a topic."""
        wording = " + ".join("|".join(row) for row in combination.rows())
        self._patterns.append(Pattern(topic, combination.weight, wording))
        rows = tuple(frozenset(map(self._add_slot, row)) for row in combination.rows())
        without = frozenset(map(self._add_slot, combination.none_of))
        self._mixes.append(_Mix(len(self._patterns) - 1, rows, without, combination.within))
        for slot in rows[0]:
            self._mixes_of[slot].append(len(self._mixes) - 1)

    def find(self, fields: Sequence[FieldTokens]) -> dict[str, list[Trace]]:
        """Find all traces of all topics; of overlapping phrases of a topic only the longest is kept."""
        found: dict[str, list[Trace]] = defaultdict(list)
        for text in fields:
            phrases, parts = self._hits(text)
            for topic, hits in phrases.items():
                found[topic] += [_trace(text, hit.value, ((hit.first, hit.last),)) for hit in self._longest(hits)]
            for number in sorted({mix for slot in parts for mix in self._mixes_of.get(slot, ())}):
                mix = self._mixes[number]
                found[self._patterns[mix.pattern].topic] += [
                    _trace(text, mix.pattern, places) for places in _mixed(mix, parts)
                ]
        return found

    def pattern(self, number: int) -> Pattern:
        """Give the pattern of a trace."""
        return self._patterns[number]

    def score(self, traces: Sequence[Trace]) -> float:
        """Add up the traces of one topic: better places first, repetitions halved."""
        factors: dict[int, list[float]] = defaultdict(list)
        for trace in traces:
            factors[trace.pattern].append(trace.factor)
        core = support = 0.0
        for pattern, found in factors.items():
            weight = self._patterns[pattern].weight
            value = weight * sum(f * REPETITION**n for n, f in enumerate(sorted(found, reverse=True)))
            if 0 < weight < CORE_WEIGHT:
                support += value
            else:
                core += value
        return core + min(support, MOST_SUPPORT)

    def has_core(self, traces: Sequence[Trace]) -> bool:
        """Say whether there is a pattern that can make a topic, not only support it."""
        return any(map(self.is_core, traces))

    def is_core(self, trace: Trace) -> bool:
        """Say whether a trace's pattern can make a topic."""
        return self._patterns[trace.pattern].weight >= CORE_WEIGHT

    def _longest(self, hits: list[Hit]) -> list[Hit]:
        """Keep of overlapping hits the longest; of equally long ones the mask, then the first and the heaviest."""
        kept: list[Hit] = []
        taken: set[int] = set()
        for hit in sorted(hits, key=self._precedence):
            place = range(hit.first, hit.last + 1)
            if taken.isdisjoint(place):
                taken.update(place)
                kept.append(hit)
        return sorted(kept, key=lambda h: h.first)

    def _precedence(self, hit: Hit) -> tuple[int, bool, int, int, int]:
        weight = self._patterns[hit.value].weight
        return hit.first - hit.last, weight != 0, hit.first, -abs(weight), hit.value

    def _add_slot(self, phrase: str) -> int:
        self._slots.append(-1)
        self._book.add(phrase, len(self._slots) - 1)
        return len(self._slots) - 1

    def _hits(self, text: FieldTokens) -> tuple[dict[str, list[Hit]], dict[int, list[Place]]]:
        """Give the phrases found by topic, and the places of the parts of combinations by slot."""
        phrases: dict[str, list[Hit]] = defaultdict(list)
        parts: dict[int, list[Place]] = defaultdict(list)
        for hit in self._book.find(text):
            pattern = self._slots[hit.value]
            if pattern < 0:
                parts[hit.value].append((hit.first, hit.last))
            else:
                phrases[self._patterns[pattern].topic].append(Hit(pattern, hit.first, hit.last))
        return phrases, parts


def _trace(text: FieldTokens, pattern: int, places: tuple[Place, ...]) -> Trace:
    return Trace(pattern, text, places, _factor_at(text, text.tokens[places[0][0]].start))


def _factor_at(text: FieldTokens, start: int) -> float:
    """Say how much a place counts: headline, standfirst or beginning of the text, the rest."""
    if text.field is Field.TITLE:
        return TITLE_FACTOR
    if text.field is Field.LEAD or start < LEAD_LENGTH:
        return LEAD_FACTOR
    return BODY_FACTOR * min(1.0, sqrt(LONG_TEXT / len(text.text)))


def _mixed(mix: _Mix, parts: Mapping[int, list[Place]]) -> list[tuple[Place, ...]]:
    """Find a combination's occurrences, each as the places of its parts in reading order."""
    rows = [sorted(place for slot in row for place in parts.get(slot, ())) for row in mix.rows]
    without = sorted(first for slot in mix.without for first, _ in parts.get(slot, ()))
    if not all(rows) or (without and not mix.within):
        return []
    found: list[tuple[Place, ...]] = []
    free = 0
    for first in rows[0]:
        places = tuple(sorted({first, *(_nearest(row, first) for row in rows[1:])}))
        low, high = places[0][0], places[-1][1]
        near = not mix.within or (
            high - low <= mix.within and not _any_between(without, low - mix.within, high + mix.within)
        )
        if near and low >= free:
            found.append(places)
            free = high + 1
    return found


def _nearest(row: list[Place], place: Place) -> Place:
    at = bisect_left(row, place)
    return min(row[max(0, at - 1) : at + 1], key=lambda other: (abs(other[0] - place[0]), other < place))


def _any_between(places: list[int], low: int, high: int) -> bool:
    at = bisect_left(places, low)
    return at < len(places) and places[at] <= high
