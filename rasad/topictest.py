"""Testing topics: on the examples in their files, on labelled articles, and on what an edit changes in the archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from nlp.fields import fields_of, read_field
from nlp.topics import load
from nlp.topics.evaluation import Labelled, evaluate
from pipelines.archive import documents
from pipelines.errors import DataError, UsageError
from pipelines.records import Field
from pipelines.wellformed import loads
from rasad.jsonl import EXTERNAL, read_article
from rasad.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nlp.topics import TopicSet
    from nlp.topics.evaluation import Miss, TopicScore
    from pipelines.archive.store import Archive
    from pipelines.records import Document, Topic

LANGUAGES = ("tr", "fa", "en")
SAMPLES = 10
WORDS = 6


@dataclass(slots=True)
class Change:
    """What the rules as they stand now would gain and lose of one topic in the archive; titles are samples."""

    gained: int = 0
    lost: int = 0
    samples: list[str] = field(default_factory=list)


def examples(topics: TopicSet) -> Iterator[Labelled]:
    """Give the examples in the topics' own files as labelled articles: for a topic, or against it."""
    for topic in topics:
        for language in LANGUAGES:
            chosen = topic.content.examples.in_language(language)
            for number, text in enumerate(chosen.yes):
                yield _example(f"{topic.id}/{language}/for/{number}", language, text, frozenset({topic.id}))
            for number, text in enumerate(chosen.no):
                yield _example(f"{topic.id}/{language}/against/{number}", language, text, frozenset())


def _example(reference: str, language: str, text: str, topics: frozenset[str]) -> Labelled:
    return Labelled(reference, language, (read_field(Field.TITLE, text, language),), topics)


def score_examples(topics: TopicSet) -> list[TopicScore]:
    """Score each topic on its own examples only; another topic's may well belong to it, too."""
    found = list(examples(topics))
    scores = []
    for topic in topics:
        own = [one for one in found if one.reference.startswith(f"{topic.id}/")]
        scores += [score for score in evaluate(topics, own) if score.topic == topic.id]
    return scores


def labelled(path: Path) -> Iterator[Labelled]:
    """Read labelled articles: JSON Lines of articles whose ``topics`` are ids, or objects with ``id``.

    Raises:
        DataError: a line is no article, or names no language; gives its number.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
        try:
            row = loads(line)
            article = read_article(row, country="", zone="UTC", source=EXTERNAL)
        except (DataError, ValueError) as error:
            raise DataError(f"{path}:{number}: {error}.") from error
        if article.language not in LANGUAGES:
            raise DataError(f"{path}:{number}: language must be tr, fa or en.")
        ids = (one["id"] if isinstance(one, dict) else str(one) for one in row.get("topics", ()))
        yield Labelled(article.url, article.language, fields_of(article), frozenset(ids))


def changes(archive: Archive, topics: TopicSet) -> dict[str, Change]:
    """Compare the rules as they stand with the tags in the archive, by topic; topics without a change are left out."""
    found: dict[str, Change] = {}
    for document in documents.every(archive):
        fields = fields_of(document.article)
        new = {topic.id: topic for topic in topics.match(fields, document.article.language)}
        old = {topic.id: topic for topic in document.topics}
        for id_ in new.keys() ^ old.keys():
            change = found.setdefault(id_, Change())
            change.gained += id_ in new
            change.lost += id_ in old
            if len(change.samples) < SAMPLES:
                sign, topic = ("+", new[id_]) if id_ in new else ("-", old[id_])
                change.samples.append(f"{sign} {_name(document)}  ({', '.join(_words(document, topic))})")
    return dict(sorted(found.items()))


def _words(document: Document, topic: Topic) -> Iterator[str]:
    """Give the words that speak for a topic, each once, the first ones only."""
    article = document.article
    texts = {Field.TITLE: article.title, Field.LEAD: article.lead, Field.TEXT: article.text}
    return islice(dict.fromkeys(texts[span.field][span.start : span.end] for span in topic.evidence), WORDS)


def _name(document: Document) -> str:
    return f"{document.article.title}  {document.article.url}"


def topic_set(overlay: Path, ids: Iterable[str]) -> tuple[TopicSet, set[str]]:
    """Load the topics and check the ids that were asked for; without any, all are meant.

    Raises:
        DataError: a file is wrong.
        UsageError: there is no such topic; names the nearest ones.
    """
    topics = load(overlay)
    known = {topic.id for topic in topics}
    for id_ in ids:
        if id_ not in known:
            raise UsageError(
                f"There is no topic {id_!r}{nearest(id_, known)}; `rasad topics test` without a name tests them all."
            )
    return topics, set(ids) or known


def score_json(score: TopicScore) -> dict[str, object]:
    """Give a score as one JSON line."""
    return {
        "id": score.topic,
        "precision": round(score.precision, 3),
        "recall": round(score.recall, 3),
        "f1": round(score.f1, 3),
        "right": score.right,
        "wrong": [_miss(miss) for miss in score.wrong],
        "missed": [_miss(miss) for miss in score.missed],
    }


def _miss(miss: Miss) -> dict[str, object]:
    return {"reference": miss.reference, "score": miss.score, "words": list(miss.words)}


def told(scores: Iterable[TopicScore]) -> Iterator[str]:
    """Give a line for everything that went wrong, with the words that were the evidence."""
    for score in scores:
        for kind, misses in (("wrong", score.wrong), ("missed", score.missed)):
            for miss in misses:
                yield f"{score.topic}: {kind}: {miss.reference} (score {miss.score}: {', '.join(miss.words)})"


def edited(archive: Archive, topics: TopicSet, wanted: set[str]) -> Iterator[str]:
    """Give lines that say what the rules as they stand would change in the archive."""
    for id_, change in changes(archive, topics).items():
        if id_ in wanted:
            yield f"{id_}: would gain {change.gained:,} and lose {change.lost:,} articles; `rasad retag` applies it"
            yield from (f"  {sample}" for sample in change.samples)


def totals(scores: Iterable[TopicScore]) -> Counter[str]:
    """Add up right, wrong and missed over topics."""
    total: Counter[str] = Counter()
    for score in scores:
        total.update(right=score.right, wrong=len(score.wrong), missed=len(score.missed))
    return total
