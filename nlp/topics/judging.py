"""From scores to topics: which of those that an article speaks of it is about, and the evidence that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlp.topics.scoring import LEAD_FACTOR
from pipelines.records import Field, Span, Topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.fields import FieldTokens
    from nlp.topics.scoring import Matcher, Trace

LEAST_SHARE = 0.4
SHARED_LENGTH = 2500
"""In a text of so many characters a topic with less than this share of the strongest one's score is only touched on;
in a shorter one the share is smaller in proportion: a brief names nothing in passing."""

BODY_DEMAND = 1.6
"""A topic that headline, standfirst and beginning do not name must reach this multiple of its threshold: news tells the
gist first. Of 1 to 2.5 it was the best on the development half of the labelled texts, and 1.3 to 2 hardly worse."""

RIVAL_SHARE = 0.7
"""A topic with less than this share of the score of sport, arts, crime or the like is not what the article is about;
chosen as ``BODY_DEMAND`` was, and 0.5 to 1 hardly worse."""

CONTEXT_SCORE = 100
"""What a context must reach to be found."""

MOST_EVIDENCE = 20

CONTEXT = "@"
"""The mark of contexts among the topics of a matcher; no file name begins so."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a topic asks of an article, and the version of the rule."""

    rule: str
    threshold: int = 100
    beside: tuple[str, ...] = ()
    despite: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Demands:
    """The demands of all topics by id, and the contexts that are rivals of them."""

    topics: Mapping[str, Demand]
    rivals: frozenset[str] = field(default_factory=frozenset)


def topics_of(matcher: Matcher, fields: Sequence[FieldTokens], demands: Demands) -> tuple[Topic, ...]:
    """Give the topics that an article meets the demands of, the strongest first."""
    found = matcher.find(fields)
    scores = {topic: matcher.score(traces) for topic, traces in found.items() if matcher.has_core(traces)}
    contexts = {topic[len(CONTEXT) :]: scores.pop(topic) for topic in list(scores) if topic.startswith(CONTEXT)}
    length = sum(len(text.text) for text in fields)
    least = LEAST_SHARE * min(1.0, length / SHARED_LENGTH) * max(scores.values(), default=0.0)
    strong = [
        topic
        for topic, score in scores.items()
        if score >= max(least, _threshold(matcher, found[topic], demands.topics[topic]))
        and score >= RIVAL_SHARE * _rival(contexts, demands, topic)
    ]
    topics = [
        Topic(
            id=topic,
            score=round(scores[topic]),
            evidence=evidence_of(matcher, found[topic]),
            rule=demands.topics[topic].rule,
        )
        for topic in strong
        if _in_company(topic, strong, contexts, demands)
    ]
    return tuple(sorted(topics, key=lambda topic: (-topic.score, topic.id)))


def _threshold(matcher: Matcher, traces: Sequence[Trace], demand: Demand) -> float:
    """Give the score to reach: more where only the body speaks of the topic."""
    in_head = any(trace.factor >= LEAD_FACTOR and matcher.is_core(trace) for trace in traces)
    return demand.threshold if in_head else BODY_DEMAND * demand.threshold


def _rival(contexts: Mapping[str, float], demands: Demands, topic: str) -> float:
    rivals = demands.rivals - demands.topics[topic].despite
    return max((score for context, score in contexts.items() if context in rivals), default=0.0)


def _in_company(topic: str, strong: Sequence[str], contexts: Mapping[str, float], demands: Demands) -> bool:
    """Say whether a topic stands beside what it asks for: a context, or a topic that asks for none."""
    beside = demands.topics[topic].beside
    return (
        not beside
        or any(contexts.get(context, 0.0) >= CONTEXT_SCORE for context in beside)
        or any(not demands.topics[other].beside for other in strong)
    )


def evidence_of(matcher: Matcher, traces: Sequence[Trace]) -> tuple[Span, ...]:
    """Give the places that speak for a topic in reading order; of very many the first of the strongest patterns."""
    positive = [trace for trace in traces if matcher.pattern(trace.pattern).weight > 0]
    ranked = sorted(positive, key=lambda t: (-t.factor * matcher.pattern(t.pattern).weight, t.spans))
    order = list(Field)
    chosen = {span for trace in ranked[:MOST_EVIDENCE] for span in trace.spans}
    return tuple(sorted(chosen, key=lambda span: (order.index(span.field), span.start, span.end)))
