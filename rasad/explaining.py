"""Why an article is tagged as it is: every tag with its evidence and rule, and what nearly was one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.nearmisses import NearMiss, Rules
from nlp.tagger import tagger_version
from pipelines.archive import documents
from pipelines.errors import UsageError
from pipelines.records import Document
from pipelines.urls import article_id
from rasad.jsonl import event_json
from rasad.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.archive.store import Archive
    from pipelines.records import Article, Span
    from rasad.jsonl import Json
    from rasad.setup import Setup
    from rasad.texts import Texts

# Places of one tag that are quoted for people; the JSON has all.
QUOTED = 5


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article with its tags, the version of the rules as they are now, and the near misses by these."""

    document: Document
    version: str
    misses: tuple[NearMiss, ...]

    @property
    def is_current(self) -> bool:
        """Whether the tags were made by the rules as they are now."""
        return self.document.tagger == self.version


def named(archive: Archive, name: str) -> Document:
    """Give the article that is named by its id or its address.

    Raises:
        UsageError: there is no such article, or it is not tagged yet.
    """
    document = documents.get(archive, article_id(name) if "://" in name else name)
    if document is None:
        raise UsageError(f"there is no tagged article {name!r}; give the id or the address that search --json prints")
    return document


def explain(setup: Setup, archive: Archive, name: str) -> Explanation:
    """Explain the tags of an article that is named by its id or its address.

    Raises:
        UsageError: there is no such article, or it is not tagged yet.
    """
    return explained(named(archive, name), Rules.load(setup.home.folder), tagger_version(setup.home.folder))


def explained(document: Document, rules: Rules, version: str) -> Explanation:
    """Explain the tags of an article by rules that are loaded already."""
    return Explanation(document, version, tuple(rules.near_misses(document)))


def reason(miss: NearMiss, words: Texts) -> str:
    """Say in an interface language why a near miss did not suffice; what it quotes keeps its digits."""
    facts = {name: _written(name, fact, words) for name, fact in miss.facts}
    return words.words[f"miss_{miss.cause.value}"].format(**facts)


def _written(name: str, fact: str | int, words: Texts) -> str:
    if isinstance(fact, int):
        return words.number(fact)
    return words.words.get(f"country_{fact}", fact) if name == "country" else fact


def explanation_json(found: Explanation) -> Json:
    """Give an explanation as one object."""
    article = found.document.article
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "tagger": found.document.tagger,
        "current": found.is_current,
        "tags": list(_tags(found.document)),
        "near_misses": [
            {
                "kind": miss.kind,
                "id": miss.id,
                "reason": reason(miss, texts("en")),
                "cause": miss.cause.value,
                "facts": dict(miss.facts),
                "rule": miss.rule,
                "evidence": _places(article, miss.evidence),
            }
            for miss in found.misses
        ],
    }


def _tags(document: Document) -> Iterator[Json]:
    article = document.article
    for topic in document.topics:
        places = _places(article, topic.evidence)
        yield {"kind": "topic", "id": topic.id, "score": topic.score, "rule": topic.rule, "evidence": places}
    for one in document.organisations:
        yield {
            "kind": "organisation",
            "id": one.id,
            "name": one.name,
            "country": one.country,
            "score": one.score,
            "rule": one.rule,
            "evidence": _places(article, one.mentions),
        }
    for event in document.events:
        places = _places(article, event.evidence)
        yield {"kind": "event", "id": event.type, **event_json(event), "rule": event.rule, "evidence": places}


def _places(article: Article, spans: Sequence[Span]) -> list[Json]:
    return [
        {"field": span.field.value, "start": span.start, "end": span.end, "text": _text(article, span)}
        for span in spans
    ]


def _text(article: Article, span: Span) -> str:
    text: str = getattr(article, span.field.value)
    return text[span.start : span.end]


def explanation_text(found: Explanation) -> Iterator[str]:
    """Give an explanation as lines for a terminal."""
    document = found.document
    article = document.article
    yield article.title
    yield f"{article.id}  {article.language}  {article.url}"
    yield f"tagged by {document.tagger}" + ("" if found.is_current else f"; the rules are now {found.version}")
    for topic in document.topics:
        yield from _lines(article, f"topic {topic.id}: score {topic.score}", topic.rule, topic.evidence)
    for one in document.organisations:
        head = f"organisation {one.id or 'not in the register'}: {one.name}, score {one.score:.2f}"
        yield from _lines(article, head, one.rule, one.mentions)
    for event in document.events:
        said = {key: value for key, value in event_json(event).items() if key not in {"type", "evidence", "parties"}}
        facts = ", ".join(f"{key} {value}" for key, value in said.items() if value not in {None, False})
        parties = "; ".join(
            f"{party.organisation or party.name or '-'} ({party.country or '?'}, {party.role})"
            for party in event.parties
        )
        yield from _lines(
            article, f"event {event.type}: {facts}; parties: {parties or '-'}", event.rule, event.evidence
        )
    yield ""
    yield f"near misses: {len(found.misses)}"
    for miss in found.misses:
        yield from _lines(article, f"{miss.kind} {miss.id}: {reason(miss, texts('en'))}", miss.rule, miss.evidence)


def _lines(article: Article, head: str, rule: str, spans: Sequence[Span]) -> Iterator[str]:
    yield ""
    yield f"{head}  [{rule}]"
    for span in spans[:QUOTED]:
        yield f"    {span.field.value} {span.start}-{span.end}: {' '.join(_text(article, span).split())}"
    if len(spans) > QUOTED:
        yield f"    and {len(spans) - QUOTED} more"
