"""The topics that are known: one YAML file each, bundled or a desk's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.topics.definitions import LANGUAGES, TopicFile
from nlp.topics.reading import digest_of, read_rules, read_source, rule_files
from nlp.topics.scoring import Matcher, topics_of
from pipelines.errors import DataError
from pipelines.text import keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.fields import FieldTokens
    from nlp.topics.definitions import Examples
    from pipelines.records import Topic

BUNDLED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class TopicDefinition:
    """A topic: its id (the file's name), the file as read, where it is, and the version of its rule."""

    id: str
    path: Path
    rule: str
    content: TopicFile

    def title(self, language: str) -> str:
        """Give the title in a language."""
        return self.content.title.in_language(language)

    def definition(self, language: str) -> str:
        """Give the one-line definition in a language."""
        return self.content.definition.in_language(language)

    @property
    def examples(self) -> Examples:
        """Give the examples for and against."""
        return self.content.examples


class TopicSet:
    """All topics with their matchers; a language's matcher is built when it is first needed."""

    def __init__(self, definitions: Sequence[TopicDefinition]) -> None:
        self._definitions = {definition.id: definition for definition in definitions}
        self._thresholds = {definition.id: definition.content.threshold for definition in definitions}
        self._rules = {definition.id: definition.rule for definition in definitions}
        self._matchers: dict[str, Matcher] = {}
        self.version = digest_of(*(definition.rule for definition in definitions))

    def __iter__(self) -> Iterator[TopicDefinition]:
        return iter(self._definitions.values())

    def __len__(self) -> int:
        return len(self._definitions)

    def get(self, id: str) -> TopicDefinition:  # noqa: A002 (the record's own word)
        """Give a topic by id.

        Raises:
            DataError: If there is none.
        """
        try:
            return self._definitions[id]
        except KeyError:
            raise DataError(f"there is no topic {id!r}; `rasad topics list` names those there are") from None

    def labels(self, language: str) -> dict[str, str]:
        """Give the titles of all topics in a language, by id."""
        return {definition.id: definition.title(language) for definition in self}

    def resolve(self, text: str) -> tuple[str, ...]:
        """Give the ids of the topics that a text names by id or by title in any language and spelling."""
        asked = text.strip().casefold()
        if asked in self._definitions:
            return (asked,)
        return tuple(
            definition.id
            for definition in self
            if any(
                (stems := keys(asked, language)[1]) and stems == keys(definition.title(language), language)[1]
                for language in LANGUAGES
            )
        )

    def match(self, fields: Sequence[FieldTokens], language: str) -> tuple[Topic, ...]:
        """Give the topics of an article with their scores and evidence, the strongest first."""
        return topics_of(self.matcher(language), fields, self._thresholds, self._rules)

    def matcher(self, language: str) -> Matcher:
        """Give the matcher of a language, for explanations that need every trace."""
        if language not in self._matchers:
            self._matchers[language] = self._build(language)
        return self._matchers[language]

    def _build(self, language: str) -> Matcher:
        matcher = Matcher(language)
        for definition in self:
            _add_topic(matcher, definition)
        return matcher


def load(overlay: Path | None = None) -> TopicSet:
    """Read the bundled topics and those under ``overlay/topics``, which override those of the same id.

    Raises:
        DataError: If a file is wrong; the text names file, line, key or phrase, and the reason.
    """
    files = rule_files(BUNDLED, None if overlay is None else overlay / "topics")
    return TopicSet([_read_topic(id_, path) for id_, path in files.items()])


def _read_topic(id_: str, path: Path) -> TopicDefinition:
    content = read_rules(path, TopicFile)
    return TopicDefinition(id_, path, f"{id_}@{digest_of(read_source(path))}", content)


def _add_topic(matcher: Matcher, definition: TopicDefinition) -> None:
    content, language = definition.content, matcher.language
    for weight, phrases in content.patterns.in_language(language).items():
        for phrase in phrases:
            matcher.add_phrase(definition.id, weight, phrase)
    for combination in content.combinations.in_language(language):
        matcher.add_combination(definition.id, combination)
