"""What was nearly a tag of an article, and why it is none, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rasad.explaining import reason
from rasad.web.cards import Link, organisation_link
from rasad.web.evidence import Quote, quotes_of

if TYPE_CHECKING:
    from nlp.nearmisses import NearMiss
    from rasad.explaining import Explanation
    from rasad.web.reader import Reader


@dataclass(frozen=True, slots=True)
class Miss:
    """A tag that was not given: its kind and name, why it was not, by which rule, and what was matched."""

    kind: str
    link: Link
    reason: str
    rule: str
    quotes: tuple[Quote, ...]


def misses_of(reader: Reader, found: Explanation) -> tuple[Miss, ...]:
    """Show the near misses of an article."""
    article = found.document.article
    return tuple(
        Miss(
            reader.words(f"missed_{one.kind}"),
            _link(reader, one),
            reason(one, reader.words),
            one.rule,
            quotes_of(article, one.evidence, ""),
        )
        for one in found.misses
    )


def _link(reader: Reader, miss: NearMiss) -> Link:
    if miss.kind == "organisation":
        return organisation_link(reader, miss.id)
    if miss.kind == "topic":
        return Link(reader.desk.labels.topic(miss.id, reader.language), reader.link(topic=miss.id), "topic")
    return Link(reader.desk.labels.event(miss.id, reader.language), reader.link(event=miss.id), "event")
