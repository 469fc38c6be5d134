"""The topics that are known: one YAML file each, bundled or a desk's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nlp.rulesets import RuleFile, RuleSet, read_rule_files
from nlp.topics.definitions import LANGUAGES, ContextFile, TopicFile
from nlp.topics.judging import CONTEXT, Demand, Demands, topics_of
from nlp.topics.reading import digest_of, line_of, read_source
from nlp.topics.scoring import Matcher
from pipelines.errors import DataError
from pipelines.text import keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.fields import FieldTokens
    from nlp.topics.definitions import ByLanguage
    from pipelines.records import Topic

BUNDLED = Path(__file__).parent

TopicDefinition = RuleFile[TopicFile]
Context = RuleFile[ContextFile]


class TopicSet(RuleSet[TopicFile]):
    """All topics with their matchers; a language's matcher is built when it is first needed."""

    def __init__(self, topics: Sequence[TopicDefinition], contexts: Sequence[Context] = ()) -> None:
        super().__init__("topic", topics)
        self._contexts = tuple(contexts)
        _check_contexts(topics, {context.id for context in contexts})
        rivals = frozenset(context.id for context in contexts if context.content.against)
        self._demands = Demands({topic.id: _demand_of(topic) for topic in topics}, rivals)
        self._matchers: dict[str, Matcher] = {}
        self.version = digest_of(*(file.rule for file in topics), *(file.rule for file in contexts))

    def resolve(self, text: str) -> tuple[str, ...]:
        """Give the ids of the topics that a text names by id or by title in any language and spelling."""
        asked = text.strip().casefold()
        if asked in self._files:
            return (asked,)
        return tuple(
            topic.id
            for topic in self
            if any(
                (stems := keys(asked, language)[1]) and stems == keys(topic.title(language), language)[1]
                for language in LANGUAGES
            )
        )

    def match(self, fields: Sequence[FieldTokens], language: str) -> tuple[Topic, ...]:
        """Give the topics of an article with their scores and evidence, the strongest first."""
        return topics_of(self.matcher(language), fields, self._demands)

    def matcher(self, language: str) -> Matcher:
        """Give the matcher of a language, for explanations that need every trace."""
        if language not in self._matchers:
            self._matchers[language] = self._build(language)
        return self._matchers[language]

    def _build(self, language: str) -> Matcher:
        matcher = Matcher(language)
        for topic in self:
            _add_phrases(matcher, topic.id, topic.content.patterns)
            for combination in topic.content.combinations.in_language(language):
                matcher.add_combination(topic.id, combination)
        for context in self._contexts:
            _add_phrases(matcher, CONTEXT + context.id, context.content.patterns)
        return matcher


def load(overlay: Path | None = None) -> TopicSet:
    """Read the bundled topics and contexts and those under ``overlay/topics``, which override those of the same id.

    Raises:
        DataError: If a file is wrong; the text names file, line, key or phrase, and the reason.
    """
    own = None if overlay is None else overlay / "topics"
    contexts = read_rule_files(ContextFile, BUNDLED / "contexts", own and own / "contexts")
    return TopicSet(read_rule_files(TopicFile, BUNDLED, own), contexts)


def _demand_of(topic: TopicDefinition) -> Demand:
    content = topic.content
    return Demand(topic.rule, content.threshold, tuple(content.beside), frozenset(content.despite))


def _check_contexts(topics: Sequence[TopicDefinition], known: set[str]) -> None:
    for topic in topics:
        for key, named in (("beside", topic.content.beside), ("despite", topic.content.despite)):
            for number, context in enumerate(named):
                if context not in known:
                    line = line_of(read_source(topic.path), [key, number])
                    raise DataError(
                        f"{topic.path}, line {line}: {key}.{number}: there is no context {context!r}; "
                        f"known are {', '.join(sorted(known))}"
                    )


def _add_phrases(matcher: Matcher, id_: str, patterns: ByLanguage) -> None:
    for weight, phrases in patterns.in_language(matcher.language).items():
        for phrase in phrases:
            matcher.add_phrase(id_, weight, phrase)
