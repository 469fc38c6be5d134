"""The weekly issue as a frozen value; exporters only write it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipelines.records import Moment, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One article as an issue names it.

    ``opening`` is its lead, or how its text begins; ``agency`` names the agency that it is from, where that is not its
    source; ``outlets`` are the titles of the other sources that carry it, the agency's first.
    """

    id: str
    url: str
    title: str
    language: str
    source: str
    source_title: str
    published: Moment | None
    complete: bool
    opening: str = ""
    agency: str = ""
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A topic of the week: how many stories have it, and the first of them."""

    topic: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """An organisation in focus: stories this week, mean of the four weeks before, and where it was named."""

    organisation: str
    count: int
    before: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """Another article of the story that tells of a happening, and the sentence that says so."""

    sentence: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event with the sentence that says so and the article that holds it.

    ``amount`` counts units of ``currency`` (ISO 4217, ``IRT`` for toman); ``also`` are the others that tell of it.
    """

    type: str
    stage: str
    negated: bool
    parties: tuple[Party, ...]
    place: str | None
    date: str | None
    deadline: str | None
    sentence: str
    line: Line
    amount: float | None = None
    currency: str | None = None
    also: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """A source that gave nothing though it should have; ``last`` is the day of its last article."""

    source: str
    title: str
    home: str
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Everything one weekly issue says, in no language yet.

    ``start`` and ``end`` bound the ISO ``week`` in the desk's zone, ``end`` exclusive.
    """

    week: str
    start: datetime
    end: datetime
    made: datetime
    articles: int
    sources: int
    top: tuple[Line, ...]
    topics: tuple[Section, ...]
    focus: tuple[Focus, ...]
    interactions: tuple[Happening, ...]
    calls: tuple[Happening, ...]
    blind: tuple[Blind, ...]
    demo: bool
