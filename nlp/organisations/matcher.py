"""From an article's fields to the organisations of the register that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.organisations import country
from nlp.organisations.alias import Role, aliases
from nlp.organisations.entry import Entry
from nlp.organisations.judge import score
from nlp.organisations.scene import Scene, View
from nlp.organisations.trie import Trie
from nlp.organisations.words import Shapes, words
from pipelines.records import Organisation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nlp.fields import FieldTokens
    from nlp.organisations.register import Register
    from nlp.organisations.trie import Hit

_ROLES = (Role.NAME, Role.ACRONYM, Role.CUED, Role.OFFICE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in an article that names an entry, and how surely."""

    entry: Entry
    span: Span
    score: float


class Matcher:
    """Finds the names of a register in the three languages, whatever language the text is in."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._trie = Trie(alias for entry in register for alias in aliases(entry))
        self._shapes = Shapes(self._trie.begins)

    def organisations(self, fields: Sequence[FieldTokens], language: str, home: str) -> tuple[Organisation, ...]:
        """Give the organisations of an article, each once with all of its mentions, in order of appearance."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions(fields, language, home):
            found.setdefault(mention.entry.id, []).append(mention)
        return tuple(self._organisation(mentions, language) for mentions in found.values())

    def mentions(self, fields: Sequence[FieldTokens], language: str, home: str) -> list[Mention]:
        """Give the mentions of an article in the order of the text; they do not overlap."""
        views = [View(found, words(found, self._shapes)) for found in fields]
        scene = Scene(views, language, home)
        return [mention for view in views for mention in self._in_view(view, scene)]

    def _in_view(self, view: View, scene: Scene) -> Iterator[Mention]:
        for hit, certainty in _longest(self._sure(view, scene)):
            start, end = view.span(hit.start, hit.end)
            yield Mention(hit.alias.entry, Span(field=view.tokens.field, start=start, end=end), certainty)

    def _sure(self, view: View, scene: Scene) -> Iterator[tuple[Hit, float]]:
        for place, word in enumerate(view.words):
            if not word.begins:
                continue
            spans: dict[int, list[tuple[Hit, float]]] = {}
            for hit in self._trie.hits(view.words, place):
                certainty = score(hit, view, scene)
                if certainty:
                    spans.setdefault(hit.end, []).append((hit, certainty))
            for found in spans.values():
                yield from _one(found, view, scene)

    def _organisation(self, mentions: Sequence[Mention], language: str) -> Organisation:
        entry = mentions[0].entry
        return Organisation(
            id=entry.id,
            name=self._register.display_name(entry.id, language),
            kind=entry.kind,
            country=entry.state,
            mentions=tuple(mention.span for mention in mentions),
            rule=self._register.version,
            score=max(mention.score for mention in mentions),
        )


def _one(found: Sequence[tuple[Hit, float]], view: View, scene: Scene) -> Iterator[tuple[Hit, float]]:
    """Choose among the entries that share a name at one place; nothing where it stays open which is meant."""
    left = [(hit, certainty) for hit, certainty in found if _is_at_home(hit, view, scene)]
    if len({hit.alias.entry.id for hit, _ in left}) > 1:
        left = _closest(left, view)
    if len({hit.alias.entry.id for hit, _ in left}) == 1:
        yield max(left, key=lambda pair: pair[1])


def _is_at_home(hit: Hit, view: View, scene: Scene) -> bool:
    if not hit.alias.entry.national or hit.alias.role is Role.ACRONYM:
        return True
    if country.is_part_of_longer(hit, view):
        return False
    return country.country_of(hit, view, scene) == hit.alias.entry.country


def _closest(found: Sequence[tuple[Hit, float]], view: View) -> list[tuple[Hit, float]]:
    """Keep the names that are written exactly like the text, then those of the surest role."""
    exact = [pair for pair in found if pair[0].alias.text in view.written(pair[0].start)] or list(found)
    best = min(_ROLES.index(hit.alias.role) for hit, _ in exact)
    return [pair for pair in exact if _ROLES.index(pair[0].alias.role) == best]


def _longest(found: Iterable[tuple[Hit, float]]) -> list[tuple[Hit, float]]:
    """Keep the longest of names that overlap, in the order of the text."""
    kept: list[tuple[Hit, float]] = []
    taken: set[int] = set()
    for hit, certainty in sorted(found, key=lambda pair: (pair[0].start - pair[0].end, pair[0].start)):
        places = range(hit.start, hit.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append((hit, certainty))
    return sorted(kept, key=lambda pair: pair[0].start)
