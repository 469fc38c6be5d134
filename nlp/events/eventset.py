"""The event types that are known, and the events of an article."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.events.definitions import Cues, EventFile
from nlp.events.happenings import HappeningFinder
from nlp.events.merging import merged
from nlp.topics.reading import digest_of, read_rules, read_source, rule_files
from pipelines.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.fields import FieldTokens
    from pipelines.records import Event, Moment, Organisation, Topic

BUNDLED = Path(__file__).parent / "types"
CUES = Path(__file__).parent / "cues"
LANGUAGES = ("tr", "fa", "en")


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type: its id (the file's name), where the file is, the version of its rule, and what it says."""

    id: str
    path: Path
    rule: str
    content: EventFile


class EventSet:
    """All event types; a language's finder is built when it is first needed."""

    def __init__(self, types: Sequence[EventType]) -> None:
        self._types = {found.id: found for found in types}
        self._finders: dict[str, HappeningFinder] = {}
        cues = [read_source(path) for path in sorted(CUES.glob("*.yaml"))]
        self.version = digest_of(*(found.rule for found in types), *cues)

    def __iter__(self) -> Iterator[EventType]:
        return iter(self._types.values())

    def __len__(self) -> int:
        return len(self._types)

    def get(self, id: str) -> EventType:  # noqa: A002 (the record's own word)
        """Give an event type by id.

        Raises:
            DataError: If there is none.
        """
        try:
            return self._types[id]
        except KeyError:
            raise DataError(f"there is no event type {id!r}; known are {', '.join(self._types)}") from None

    def labels(self, language: str) -> dict[str, str]:
        """Give the titles of all types in a language, by id."""
        return {found.id: found.content.title.in_language(language) for found in self}

    def match(
        self,
        fields: Sequence[FieldTokens],
        language: str,
        organisations: tuple[Organisation, ...],
        topics: tuple[Topic, ...],
        published: Moment | None,
        country: str,
    ) -> tuple[Event, ...]:
        """Give the events of an article, in the order in which it first tells of them.

        Args:
            fields: The article's fields.
            language: Its language.
            organisations: Those found in it; their mentions make the parties.
            topics: Those found in it; an event takes those whose evidence lies in its own.
            published: When it was published: the anchor of dates such as "yesterday".
            country: The country of its source, ISO 3166 alpha-2; "our country" and an unnamed side are of it.
        """
        if language not in LANGUAGES:
            return ()
        finder = self._finder(language)
        found = finder.find(fields, organisations, published, country)
        return tuple(happening.event(topics) for happening in merged(found))

    def _finder(self, language: str) -> HappeningFinder:
        if language not in self._finders:
            cues = read_rules(CUES / f"{language}.yaml", Cues)
            types = {found.id: (found.content, found.rule) for found in self}
            self._finders[language] = HappeningFinder(language, types, cues)
        return self._finders[language]


def load(overlay: Path | None = None) -> EventSet:
    """Read the bundled event types and those under ``overlay/events``, which override those of the same id.

    Raises:
        DataError: If a file is wrong; the text names file, line, key or phrase, and the reason.
    """
    files = rule_files(BUNDLED, None if overlay is None else overlay / "events")
    return EventSet([_read_type(id_, path) for id_, path in files.items()])


def _read_type(id_: str, path: Path) -> EventType:
    content = read_rules(path, EventFile)
    return EventType(id_, path, f"{id_}@{digest_of(read_source(path))}", content)
