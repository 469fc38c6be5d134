"""How good the topics are on labelled articles: precision, recall and what went wrong, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.fields import FieldTokens
from pipelines.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nlp.topics.topicset import TopicSet
    from pipelines.records import Topic


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with the topics that people gave it; ``reference`` says where it is from."""

    reference: str
    language: str
    fields: tuple[FieldTokens, ...]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Miss:
    """An article where rules and people differ: the score, the evidence, and the words of it.

    A missed topic has the score that did not suffice and the evidence there was.
    """

    reference: str
    score: int
    evidence: tuple[Span, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicScore:
    """What one topic did: right, wrongly given (``wrong``) and wrongly left out (``missed``)."""

    topic: str
    right: int
    wrong: tuple[Miss, ...]
    missed: tuple[Miss, ...]

    @property
    def precision(self) -> float:
        """The share of the given that is right; 1 where none was given."""
        given = self.right + len(self.wrong)
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """The share of the labelled that was given; 1 where none is labelled."""
        labelled = self.right + len(self.missed)
        return self.right / labelled if labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + len(self.wrong) + len(self.missed)
        return 2 * self.right / total if total else 1.0


def evaluate(topic_set: TopicSet, labelled: Iterable[Labelled]) -> list[TopicScore]:
    """Score every topic of a set on labelled articles, in the order of the set."""
    right: dict[str, int] = {}
    wrong: dict[str, list[Miss]] = {}
    missed: dict[str, list[Miss]] = {}
    for article in labelled:
        given = {topic.id: topic for topic in topic_set.match(article.fields, article.language)}
        for topic in given.keys() & article.topics:
            right[topic] = right.get(topic, 0) + 1
        for topic in given.keys() - article.topics:
            wrong.setdefault(topic, []).append(_given(article, given[topic]))
        for topic in article.topics - given.keys():
            missed.setdefault(topic, []).append(_left_out(topic_set, article, topic))
    return [
        TopicScore(
            definition.id,
            right.get(definition.id, 0),
            tuple(wrong.get(definition.id, ())),
            tuple(missed.get(definition.id, ())),
        )
        for definition in topic_set
    ]


def macro_f1(scores: Sequence[TopicScore]) -> float:
    """Give the mean F1 of the topics that were labelled or given at all."""
    seen = [score.f1 for score in scores if score.right or score.wrong or score.missed]
    return sum(seen) / len(seen) if seen else 1.0


def _given(article: Labelled, topic: Topic) -> Miss:
    return Miss(article.reference, topic.score, topic.evidence, tuple(_words(article, topic.evidence)))


def _left_out(topic_set: TopicSet, article: Labelled, topic: str) -> Miss:
    matcher = topic_set.matcher(article.language)
    traces = matcher.find(article.fields).get(topic, [])
    evidence = tuple(span for trace in traces for span in trace.spans)
    return Miss(article.reference, round(matcher.score(traces)), evidence, tuple(_words(article, evidence)))


def _words(article: Labelled, evidence: Sequence[Span]) -> Iterator[str]:
    texts = {field.field: field.text for field in article.fields}
    return (texts[span.field][span.start : span.end] for span in evidence)
