"""How the events found in a text are held against those that a reader would register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.records import Article, Moment, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nlp.tagger import Tagger
    from pipelines.records import Event

FLAGS = frozenset({"negated", "interaction", "need"})
HOMES = {"tr": "tr", "fa": "ir", "en": ""}
PUBLISHED = Moment(instant=datetime(2026, 11, 12, tzinfo=UTC), zone="Europe/Istanbul", precision=Precision.DAY)


@dataclass(frozen=True)
class Text:
    """A labelled text: its language, the country of its source, and the lines that say what it tells of."""

    language: str
    home: str
    title: str
    body: str
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class Expected:
    """What a sentence tells of, as written in the file."""

    type: str
    stage: str
    flags: frozenset[str]
    countries: frozenset[str]
    details: dict[str, str]


@dataclass
class Counts:
    """Right, wrong and missed events, and how often what belongs to them was right."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    stages: int = 0
    details: list[bool] = field(default_factory=list)
    interactions: list[tuple[bool, bool]] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Give the figures that have floors."""
        both = sum(wanted and found for wanted, found in self.interactions)
        either = sum(wanted + found for wanted, found in self.interactions)
        return {
            "parties": 2 * self.right / (2 * self.right + self.wrong + self.missed),
            "stage": self.stages / self.right,
            "interaction": 2 * both / either,
            "details": sum(self.details) / len(self.details),
        }


def _expected(line: str) -> Expected:
    type_, stage, *rest = line.split()
    details = dict(word.split("=") for word in rest if "=" in word)
    words = frozenset(word for word in rest if "=" not in word)
    return Expected(type_, stage, words & FLAGS, words - FLAGS, details)


def _article(text: Text) -> Article:
    return Article(
        id="a",
        url="https://example.org/a",
        fetched_url="https://example.org/a",
        source="s",
        country=text.home,
        language=text.language,
        title=text.title,
        text=text.body,
        published=PUBLISHED,
        extractor="test",
    )


def _countries(event: Event) -> frozenset[str]:
    return frozenset(party.country for party in event.parties if party.country)


def _detail(event: Event, key: str) -> str:
    value = getattr(event, key)
    return str(int(value)) if isinstance(value, float) else str(value)


def _count(counts: Counts, wanted: list[Expected], found: list[Event]) -> None:
    rest = list(found)
    for expected in wanted:
        event = next((e for e in rest if e.type == expected.type and _countries(e) == expected.countries), None)
        if event is None:
            counts.missed += 1
            continue
        rest.remove(event)
        counts.right += 1
        flags = {name for name in ("negated", "need") if getattr(event, name)}
        counts.stages += event.stage == expected.stage and flags == expected.flags - {"interaction"}
        counts.details += [_detail(event, key) == value for key, value in expected.details.items()]
    counts.wrong += len(rest)
    counts.interactions.append(
        (any("interaction" in expected.flags for expected in wanted), any(event.interaction for event in found))
    )


def score(tagger: Tagger, texts: Iterable[Text]) -> dict[str, float]:
    """Tag the texts and give the figures."""
    counts = Counts()
    for text in texts:
        wanted = [_expected(line) for line in text.wanted]
        _count(counts, wanted, list(tagger.tag(_article(text)).events))
    return counts.figures()
