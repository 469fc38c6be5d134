"""What was matched in an article and did not suffice for a tag, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from nlp import events, topics
from nlp.events.antecedents import PAIR
from nlp.events.happenings import Miss
from nlp.fields import fields_of
from nlp.organisations import country
from nlp.organisations.judge import PENDING, score
from nlp.organisations.matcher import Matcher
from nlp.organisations.register import Register
from nlp.organisations.scene import Scene
from nlp.places import gazetteer
from nlp.strands import strands
from nlp.topics.judging import CONTEXT, evidence_of, rigour
from pipelines.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from nlp.events import EventSet
    from nlp.fields import FieldTokens
    from nlp.organisations.scene import View
    from nlp.organisations.trie import Hit
    from nlp.topics import TopicSet
    from pipelines.records import Document, Event

LANGUAGES = frozenset({"tr", "fa", "en"})


class Cause(StrEnum):
    """Why what was matched did not suffice; who shows it finds a sentence for each value in the reader's language.

    Some have facts: ``score`` and ``threshold`` of a topic, the ``country`` (ISO 3166) of a side, the ``words`` quoted.
    """

    SUPPORT_ONLY = "support-only"
    BELOW_THRESHOLD = "below-threshold"
    OUTWEIGHED = "outweighed"
    NO_NAME = "no-name"
    OTHER_COUNTRY = "other-country"
    COMMON_WORD = "common-word"
    OTHER_BODY = "other-body"
    UNREAL = "unreal"
    ALONE = "alone"
    PASSING = "passing"
    OTHER_SENSE = "other-sense"
    DENIED = "denied"
    ONE_SIDE = "one-side"


EVENT_CAUSES = {Miss.UNREAL: Cause.UNREAL, Miss.ALONE: Cause.ALONE, Miss.PASSING: Cause.PASSING}
Facts = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A tag that was not given: its kind and id, the places that spoke for it, the rule and why it did not suffice.

    ``facts`` are what the sentence of the ``cause`` names: pairs of a name and a value.
    """

    kind: str
    id: str
    cause: Cause
    rule: str
    evidence: tuple[Span, ...]
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules as they are now: topics, organisations and events."""

    topics: topics.TopicSet
    register: Register
    matcher: Matcher
    events: events.EventSet

    @classmethod
    def load(cls, overlay: Path | None = None) -> Rules:
        """Read those of the package and of a desk's own folder.

        Raises:
            DataError: A file of them breaks its form.
        """
        return cls.of(topics.load(overlay), Register.load(overlay), events.load(overlay))

    @classmethod
    def of(cls, topic_set: TopicSet, register: Register, event_set: EventSet) -> Rules:
        """Make them of what was read already."""
        return cls(topic_set, register, Matcher(register), event_set)

    def near_misses(self, document: Document) -> list[NearMiss]:
        """Give what an article nearly was tagged with, beside the tags that it has; nothing for other languages.

        Sentences in another language than the article's are judged by their own language's rules, as in tagging.
        """
        article = document.article
        if article.language not in LANGUAGES:
            return []
        parts = [article, *strands(article).values()]
        return list(dict.fromkeys(miss for part in parts for miss in self._of(replace(document, article=part))))

    def _of(self, document: Document) -> Iterator[NearMiss]:
        fields = fields_of(document.article)
        yield from _topics(self, document, fields)
        yield from _organisations(self, document, fields)
        yield from _events(self, document, fields)
        yield from _interactions(document, fields)


def _topics(rules: Rules, document: Document, fields: Sequence[FieldTokens]) -> Iterator[NearMiss]:
    matcher = rules.topics.matcher(document.article.language)
    given = {topic.id for topic in document.topics}
    length = sum(len(text.text) for text in fields)
    found = {id_: traces for id_, traces in matcher.find(fields).items() if not id_.startswith(CONTEXT)}
    most = max((matcher.score(traces) for traces in found.values() if matcher.has_core(traces)), default=0.0)
    for id_, traces in sorted(found.items()):
        evidence = evidence_of(matcher, traces)
        if id_ in given or not evidence:
            continue
        topic = rules.topics.get(id_)
        if not matcher.has_core(traces):
            yield NearMiss(kind="topic", id=id_, cause=Cause.SUPPORT_ONLY, rule=topic.rule, evidence=evidence)
            continue
        score = matcher.score(traces)
        threshold = topic.content.threshold * rigour(matcher, traces, length, led=score < most)
        cause = Cause.BELOW_THRESHOLD if score < threshold else Cause.OUTWEIGHED
        facts: Facts = (("score", round(score)), ("threshold", ceil(threshold)))
        yield NearMiss(kind="topic", id=id_, cause=cause, rule=topic.rule, evidence=evidence, facts=facts)


def _organisations(rules: Rules, document: Document, fields: Sequence[FieldTokens]) -> Iterator[NearMiss]:
    article = document.article
    views = rules.matcher.views(fields)
    scene = Scene(views, article.language, article.country)
    taken = {span for organisation in document.organisations for span in organisation.mentions}
    given = {organisation.id for organisation in document.organisations}
    for view in views:
        for hit in rules.matcher.hits(view):
            start, end = view.span(hit.start, hit.end)
            span, id_ = Span(field=view.tokens.field, start=start, end=end), hit.alias.entry.id
            is_covered = any(one.field is span.field and one.start <= start and end <= one.end for one in taken)
            if id_ not in given and not is_covered:
                cause = _refusal(hit, view, scene)
                yield NearMiss(kind="organisation", id=id_, cause=cause, rule=rules.register.version, evidence=(span,))


def _refusal(hit: Hit, view: View, scene: Scene) -> Cause:
    certainty = score(hit, view, scene)
    if certainty == 0:
        return Cause.NO_NAME
    if not country.is_meant(hit, view, scene):
        return Cause.OTHER_COUNTRY
    return Cause.COMMON_WORD if certainty == PENDING else Cause.OTHER_BODY


def _events(rules: Rules, document: Document, fields: Sequence[FieldTokens]) -> Iterator[NearMiss]:
    article = document.article
    finder = rules.events.finder(article.language)
    given = {(event.type, span) for event in document.events for span in event.evidence}
    for told in finder.told(fields, document.organisations, article.published, article.country):
        if told.miss is not None and (told.act.type, told.scene.span) not in given:
            rule = rules.events.get(told.act.type).rule
            cause = EVENT_CAUSES[told.miss]
            yield NearMiss(kind="event", id=told.act.type, cause=cause, rule=rule, evidence=(told.span,))
    for type_, act, words in finder.vetoed(fields):
        facts = (("words", _text(document, words)),)
        rule = rules.events.get(type_).rule
        yield NearMiss(kind="event", id=type_, cause=Cause.OTHER_SENSE, rule=rule, evidence=(act,), facts=facts)


def _interactions(document: Document, fields: Sequence[FieldTokens]) -> Iterator[NearMiss]:
    """Give the events of one of the two countries beside whose evidence the other one is named, and denied ones."""
    for event in document.events:
        known = PAIR & {party.country for party in event.parties}
        if known == PAIR and event.negated:
            yield _no_interaction(event, Cause.DENIED, event.evidence)
        elif len(known) == 1:
            (missing,) = PAIR - known
            named = tuple(_named(missing, event, fields))
            if named:
                yield _no_interaction(event, Cause.ONE_SIDE, named, (("country", missing),))


def _no_interaction(event: Event, cause: Cause, evidence: tuple[Span, ...], facts: Facts = ()) -> NearMiss:
    return NearMiss(kind="interaction", id=event.type, cause=cause, rule=event.rule, evidence=evidence, facts=facts)


def _named(country_: str, event: Event, fields: Sequence[FieldTokens]) -> Iterator[Span]:
    for text in fields:
        sentences = [span for span in event.evidence if span.field is text.field]
        for place in gazetteer(text.language).find(text) if sentences else ():
            if place.place.country == country_ and any(s.start <= place.start < s.end for s in sentences):
                yield Span(field=text.field, start=place.start, end=place.end)


def _text(document: Document, span: Span) -> str:
    text: str = getattr(document.article, span.field.value)
    return text[span.start : span.end]
