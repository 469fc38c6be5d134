"""From scores to topics: which of those that an article speaks of it is about, and the evidence that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlp.topics.scoring import LEAD_FACTOR, TITLE_FACTOR
from pipelines.records import Field, Span, Topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.fields import FieldTokens
    from nlp.topics.scoring import Matcher, Trace

LEAST_SHARE = 0.5
SHARED_LENGTH = 2500
"""In a text of so many characters a topic with less than this share of the strongest one's score is only touched on;
in a shorter one the share is smaller in proportion: a brief names nothing in passing."""

BODY_DEMAND = 1.8
"""A topic that headline, standfirst and beginning do not name must reach this multiple of its threshold: news tells the
gist first. Of 1.3 to 2.5 on the development half, 1.8 keeps most of the right ones for the wrong ones it drops."""

LONE_DEMAND = 1.4
LONE_BESIDE_DEMAND = 2.0
"""A topic that one wording alone speaks for must reach these multiples of its threshold, the second where another topic
scores more. Of 601 labelled texts and 318 tags of other texts 58 % of such topics were right and 35 % beside a stronger
one; with two wordings 76 and 52 %, with four 95 and 68 %. A headline and a brief are spared: neither says it twice."""

BRIEF = 300
"""Characters below which an article is a brief."""

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
    most = max(scores.values(), default=0.0)
    least = LEAST_SHARE * min(1.0, length / SHARED_LENGTH) * most
    strong = [
        topic
        for topic, score in scores.items()
        if score >= max(least, RIVAL_SHARE * _rival(contexts, demands, topic))
        and score >= demands.topics[topic].threshold * rigour(matcher, found[topic], length, led=score < most)
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


def rigour(matcher: Matcher, traces: Sequence[Trace], length: int, *, led: bool) -> float:
    """Give the multiple of its threshold that a topic must reach: more where one wording or only the body names it."""
    core = [trace for trace in traces if matcher.is_core(trace)]
    place = max(trace.factor for trace in core)
    demand = 1.0 if place >= LEAD_FACTOR else BODY_DEMAND
    if length < BRIEF or place >= TITLE_FACTOR or len({trace.wording for trace in core}) > 1:
        return demand
    return max(demand, LONE_BESIDE_DEMAND if led else LONE_DEMAND)


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
