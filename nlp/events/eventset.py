"""The event types that are known, and the events of an article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nlp.events.definitions import Cues, EventFile
from nlp.events.happenings import HappeningFinder
from nlp.events.merging import merged
from nlp.rulesets import RuleFile, RuleSet, read_rule_files
from nlp.topics.reading import digest_of, read_rules, read_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.fields import FieldTokens
    from pipelines.records import Event, Moment, Organisation, Topic

BUNDLED = Path(__file__).parent / "types"
CUES = Path(__file__).parent / "cues"
LANGUAGES = ("tr", "fa", "en")


EventType = RuleFile[EventFile]


class EventSet(RuleSet[EventFile]):
    """All event types; a language's finder is built when it is first needed."""

    def __init__(self, types: Sequence[EventType]) -> None:
        super().__init__("event type", types)
        self._finders: dict[str, HappeningFinder] = {}
        cues = [read_source(path) for path in sorted(CUES.glob("*.yaml"))]
        self.version = digest_of(*(found.rule for found in types), *cues)

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
        finder = self.finder(language)
        found = finder.find(fields, organisations, published, country)
        return tuple(happening.event(topics) for happening in merged(found))

    def finder(self, language: str) -> HappeningFinder:
        """Give the finder of a language, for explanations that need every act."""
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
    return EventSet(read_rule_files(EventFile, BUNDLED, None if overlay is None else overlay / "events"))
