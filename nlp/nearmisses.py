"""What was matched in an article and did not suffice for a tag, and why."""

from __future__ import annotations

from dataclasses import dataclass
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
from nlp.topics.judging import CONTEXT, evidence_of
from pipelines.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from nlp.fields import FieldTokens
    from nlp.organisations.scene import View
    from nlp.organisations.trie import Hit
    from pipelines.records import Document, Event

LANGUAGES = frozenset({"tr", "fa", "en"})
EVENT_REASONS = {
    Miss.UNREAL: "it is wished, offered, asked or only named, not told as something that happens",
    Miss.ALONE: "too few sides are known for it",
    Miss.PASSING: "it is told deep in the text without anybody or anything that it is about",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A tag that was not given: its kind and id, the places that spoke for it, the rule and why it did not suffice."""

    kind: str
    id: str
    reason: str
    rule: str
    evidence: tuple[Span, ...]


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
        register = Register.load(overlay)
        return cls(topics.load(overlay), register, Matcher(register), events.load(overlay))

    def near_misses(self, document: Document) -> list[NearMiss]:
        """Give what an article nearly was tagged with, beside the tags that it has; nothing for other languages."""
        article = document.article
        if article.language not in LANGUAGES:
            return []
        fields = fields_of(article)
        found = [
            *_topics(self, document, fields),
            *_organisations(self, document, fields),
            *_events(self, document, fields),
            *_interactions(document, fields),
        ]
        return list(dict.fromkeys(found))


def _topics(rules: Rules, document: Document, fields: Sequence[FieldTokens]) -> Iterator[NearMiss]:
    matcher = rules.topics.matcher(document.article.language)
    given = {topic.id for topic in document.topics}
    for id_, traces in sorted(matcher.find(fields).items()):
        evidence = evidence_of(matcher, traces)
        if id_ in given or id_.startswith(CONTEXT) or not evidence:
            continue
        topic = rules.topics.get(id_)
        reached, threshold = round(matcher.score(traces)), topic.content.threshold
        if not matcher.has_core(traces):
            reason = "only words that support it were found, none that names it"
        elif reached < threshold:
            reason = f"its score of {reached} is below the threshold of {threshold}"
        else:
            reason = (
                f"its score of {reached} of {threshold} is outweighed by other topics or lacks what it stands beside"
            )
        yield NearMiss(kind="topic", id=id_, reason=reason, rule=topic.rule, evidence=evidence)


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
                reason = _refusal(hit, view, scene)
                yield NearMiss(
                    kind="organisation", id=id_, reason=reason, rule=rules.register.version, evidence=(span,)
                )


def _refusal(hit: Hit, view: View, scene: Scene) -> str:
    certainty = score(hit, view, scene)
    if certainty == 0:
        return "it is written or surrounded as no name of an organisation is"
    if not country.is_meant(hit, view, scene):
        return "the body of another country is meant, or of one that is not told"
    if certainty == PENDING:
        return "the name is a common word or a local one, and nothing beside it or elsewhere says which body it is"
    return "another body of the same name, or a longer name, is meant"


def _events(rules: Rules, document: Document, fields: Sequence[FieldTokens]) -> Iterator[NearMiss]:
    article = document.article
    finder = rules.events.finder(article.language)
    given = {(event.type, span) for event in document.events for span in event.evidence}
    for told in finder.told(fields, document.organisations, article.published, article.country):
        if told.miss is not None and (told.act.type, told.scene.span) not in given:
            rule = rules.events.get(told.act.type).rule
            yield NearMiss(
                kind="event", id=told.act.type, reason=EVENT_REASONS[told.miss], rule=rule, evidence=(told.span,)
            )
    for type_, act, words in finder.vetoed(fields):
        reason = f"{_quoted(document, words)} in the same sentence speaks of something else"
        yield NearMiss(kind="event", id=type_, reason=reason, rule=rules.events.get(type_).rule, evidence=(act,))


def _interactions(document: Document, fields: Sequence[FieldTokens]) -> Iterator[NearMiss]:
    """Give the events of one of the two countries beside whose evidence the other one is named, and denied ones."""
    for event in document.events:
        known = PAIR & {party.country for party in event.parties}
        if known == PAIR and event.negated:
            yield _no_interaction(event, "it is denied", event.evidence)
        elif len(known) == 1:
            (missing,) = PAIR - known
            named = tuple(_named(missing, event, fields))
            if named:
                yield _no_interaction(event, f"a side of {missing} is named but does not take part in it", named)


def _no_interaction(event: Event, reason: str, evidence: tuple[Span, ...]) -> NearMiss:
    return NearMiss(kind="interaction", id=event.type, reason=reason, rule=event.rule, evidence=evidence)


def _named(country_: str, event: Event, fields: Sequence[FieldTokens]) -> Iterator[Span]:
    for text in fields:
        sentences = [span for span in event.evidence if span.field is text.field]
        for place in gazetteer(text.language).find(text) if sentences else ():
            if place.place.country == country_ and any(s.start <= place.start < s.end for s in sentences):
                yield Span(field=text.field, start=place.start, end=place.end)


def _quoted(document: Document, span: Span) -> str:
    text: str = getattr(document.article, span.field.value)
    return f"“{text[span.start : span.end]}”"
