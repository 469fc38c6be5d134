"""The organisations of the register and those that only the network sees, together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nlp.entities.recogniser import ORGANISATION
from pipelines.records import Organisation
from pipelines.text import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nlp.entities.recogniser import Entity
    from nlp.fields import FieldTokens
    from pipelines.records import Field, Span

EVIDENCE = "ner"
"""How the rule of an organisation begins that only the network found; the version of the network follows."""

# Below this the network is more often wrong than right; lower loses more precision than recall is worth.
_LEAST = 0.4
_QUOTES = "\"'«»“”‘’()[]{}.,;:،؛!?؟-–—*•|/\\…"
_MARKS = str.maketrans("", "", _QUOTES)


class _Named(NamedTuple):
    """A name that only the network found: its words, its place, how surely, and the register's id inside it."""

    name: str
    span: Span
    score: float
    parent: str | None


def joined(
    known: Sequence[Organisation], entities: Iterable[Entity], fields: Sequence[FieldTokens], version: str
) -> tuple[Organisation, ...]:
    """Add to the organisations of the register those that only the network found, without an id.

    The longest name wins, on a tie the register's. A shorter one of the register inside a longer one keeps its tag,
    and the longer one carries its id as parent.

    Args:
        known: what the register found.
        entities: what the network found.
        fields: the fields of the article.
        version: that of the network.
    """
    texts = {found.field: found for found in fields}
    groups: dict[str, list[_Named]] = {}
    for entity in entities:
        if entity.kind == ORGANISATION and entity.score >= _LEAST:
            for named in _unknown(entity, known, texts[entity.span.field]):
                groups.setdefault(_key(named.name, texts[named.span.field].language), []).append(named)
    return (*known, *(_organisation(group, version) for group in groups.values()))


def _unknown(entity: Entity, known: Sequence[Organisation], text: FieldTokens) -> Iterator[_Named]:
    """Give the name of an entity unless the register has it, or more of it, or several names within it."""
    span = entity.span
    name = text.text[span.start : span.end]
    if not any(map(str.isalpha, name)) or len(name.translate(_MARKS)) == 1:
        return
    inside: dict[str | None, Span] = {}
    for organisation, mention in _overlapping(span, known):
        if mention.end - mention.start >= span.end - span.start:
            return
        inside.setdefault(organisation.id, mention)
    if len(inside) <= 1:
        yield _Named(name, span, entity.score, next(iter(inside), None))


def _overlapping(span: Span, known: Sequence[Organisation]) -> Iterator[tuple[Organisation, Span]]:
    for organisation in known:
        for mention in organisation.mentions:
            if mention.field is span.field and mention.start < span.end and span.start < mention.end:
                yield organisation, mention


def _key(name: str, language: str) -> str:
    return stem(name, language) or name


def _organisation(group: Sequence[_Named], version: str) -> Organisation:
    """Make one organisation of the mentions of a name; the shortest spelling is the least inflected."""
    parents: Mapping[str, None] = dict.fromkeys(named.parent for named in group if named.parent)
    return Organisation(
        id=None,
        name=min((named.name for named in group), key=len),
        kind=None,
        country=None,
        mentions=tuple(sorted(named.span for named in group)),
        rule=f"{EVIDENCE}:{version}",
        score=round(max(named.score for named in group), 3),
        parent=next(iter(parents), None),
    )


def outermost(organisations: Iterable[Organisation], field: Field) -> list[tuple[int, int]]:
    """Give the places of organisations in a field without those that lie inside a longer one, in order."""
    spans = {(span.start, span.end) for one in organisations for span in one.mentions if span.field is field}
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other_start or other_end <= start for other_start, other_end in kept):
            kept.append((start, end))
    return sorted(kept)
