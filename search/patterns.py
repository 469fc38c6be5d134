"""What a query asks for, as patterns that are found again in the tokens of an article."""

from __future__ import annotations

from bisect import bisect_left
from functools import singledispatchmethod
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipelines.text import fold
from pipelines.text.letters import ascii_key
from search.analysis import exact_forms, languages_of, stem_forms, word_forms
from search.nodes import And, Keyword, KeywordField, Near, Or, Phrase, Prefix, Query, Tag, TagField, TextField, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.records import Document, Event, Field
    from search.reading import Reading


class Mark(NamedTuple):
    """A range of a text that a pattern holds; ``key`` names the pattern."""

    start: int
    end: int
    key: str


class _Chain(NamedTuple):
    """Keys that must follow each other with at most ``slop`` tokens between them."""

    keys: tuple[str, ...]
    slop: int
    title_only: bool


class _Pair(NamedTuple):
    left: frozenset[str]
    right: frozenset[str]
    distance: int
    title_only: bool


class Patterns:
    """The patterns of one query; what it excludes is none."""

    def __init__(self) -> None:
        self._stems: dict[str, list[_Chain]] = {}
        self._exact: dict[str, list[_Chain]] = {}
        self._prefixes: list[tuple[str, bool]] = []
        self._pairs: list[_Pair] = []
        self._organisations: set[str] = set()
        self._topics: set[str] = set()
        self._events: set[str] = set()

    @singledispatchmethod
    def add(self, query: Query) -> None:
        """Take over what a query asks for; properties leave no mark in a text."""

    @add.register
    def _(self, query: Words) -> None:
        for forms in word_forms(query.words):
            for keys in forms:
                self._chain(self._stems, _Chain(keys, 0, query.field is TextField.TITLE))
        self._organisations.update(query.organisations)

    @add.register
    def _(self, query: Phrase) -> None:
        for keys in exact_forms(query.text):
            self._chain(self._exact, _Chain(keys, query.slop, query.field is TextField.TITLE))
        self._organisations.update(query.organisations)

    @add.register
    def _(self, query: Prefix) -> None:
        folded = {fold(query.text, language).replace(" ", "") for language in languages_of(query.text)}
        title_only = query.field is TextField.TITLE
        self._prefixes += [(prefix, title_only) for prefix in folded | set(map(ascii_key, folded)) if prefix]

    @add.register
    def _(self, query: Near) -> None:
        for left, right in pairwise(query.words):
            ends = frozenset(keys[-1] for keys in stem_forms(left))
            begins = frozenset(keys[0] for keys in stem_forms(right))
            self._pairs.append(_Pair(ends, begins, query.distance, query.field is TextField.TITLE))

    @add.register
    def _(self, query: Tag) -> None:
        if query.field is TagField.TOPIC:
            self._topics.update(query.ids)
            return
        self._organisations.update(query.ids)
        if not query.ids:
            for keys in exact_forms(query.text):
                self._chain(self._exact, _Chain(keys, 0, title_only=False))

    @add.register
    def _(self, query: Keyword) -> None:
        if query.field in {KeywordField.EVENT, KeywordField.IS}:
            self._events.update(query.values)

    @add.register(And)
    @add.register(Or)
    def _(self, query: And | Or) -> None:
        for part in query.parts:
            self.add(part)

    @staticmethod
    def _chain(chains: dict[str, list[_Chain]], chain: _Chain) -> None:
        chains.setdefault(chain.keys[0], []).append(chain)

    @property
    def reads(self) -> bool:
        """Whether anything is looked for in the words of a text."""
        return bool(self._stems or self._exact or self._prefixes or self._pairs)

    def loosened(self) -> Patterns | None:
        """Give the patterns with neighbouring words each for itself; nothing where no words must be neighbours."""
        gapped = [chain for chains in self._exact.values() for chain in chains if chain.slop]
        if not (gapped or self._pairs):
            return None
        loose = Patterns()
        for chain in gapped:
            for key in chain.keys:
                self._chain(loose._exact, _Chain((key,), 0, chain.title_only))
        for pair in self._pairs:
            for key in pair.left | pair.right:
                self._chain(loose._stems, _Chain((key,), 0, pair.title_only))
        return loose

    def marks(self, read: Reading, *, title: bool) -> list[Mark]:
        """Find the patterns in a title (or in another text)."""
        marked = [*_chained(read.stems, self._stems, title=title), *_chained(read.exact, self._exact, title=title)]
        for prefix, title_only in self._prefixes:
            if title or not title_only:
                pairs = enumerate(zip(read.exact, read.stems, strict=True))
                marked += [
                    (place, prefix)
                    for place, (exact, stem) in pairs
                    if exact.startswith(prefix) or stem.startswith(prefix)
                ]
        for pair in self._pairs:
            if title or not pair.title_only:
                marked += _near(read.stems, pair)
        return [Mark(*read.place(place), key) for place, key in marked]

    def evidence(self, document: Document, field: Field) -> list[Mark]:
        """Give the places that made the tags which the query asks for."""
        tags = [(topic.id, topic.evidence) for topic in document.topics if topic.id in self._topics]
        tags += [
            (found.id, found.mentions)
            for found in document.organisations
            if found.id and found.id in self._organisations
        ]
        tags += [(event.type, event.evidence) for event in document.events if self._events & _names(event)]
        return [Mark(span.start, span.end, key) for key, spans in tags for span in spans if span.field is field]


def _names(event: Event) -> set[str]:
    """Give the words of the query language that select an article for an event; a negated one selects none."""
    if event.negated:
        return set()
    flags = {"interaction": event.interaction, "need": event.need}
    return {event.type, *(flag for flag, holds in flags.items() if holds)}


def patterns_of(query: Query) -> Patterns:
    """Give the patterns of a query."""
    patterns = Patterns()
    patterns.add(query)
    return patterns


def _chained(keys: list[str], chains: dict[str, list[_Chain]], *, title: bool) -> Iterator[tuple[int, str]]:
    if chains.keys().isdisjoint(keys):
        return
    for place, key in enumerate(keys):
        for chain in chains.get(key, ()):
            if title or not chain.title_only:
                for at in _follow(keys, place, chain):
                    yield at, chain.keys[0]


def _follow(keys: list[str], place: int, chain: _Chain) -> list[int]:
    """Give the places of a chain that begins here, each key at its first chance; none where it does not hold."""
    places = [place]
    left = chain.slop
    for key in chain.keys[1:]:
        start = places[-1] + 1
        at = next((at for at in range(start, min(start + left + 1, len(keys))) if keys[at] == key), None)
        if at is None:
            return []
        left -= at - start
        places.append(at)
    return places


def _near(stems: list[str], pair: _Pair) -> Iterator[tuple[int, str]]:
    lefts = [place for place, stem in enumerate(stems) if stem in pair.left]
    rights = [place for place, stem in enumerate(stems) if stem in pair.right]
    for one, others in ((lefts, rights), (rights, lefts)):
        for place in one:
            if _beside(place, others, pair.distance + 1):
                yield place, stems[place]


def _beside(place: int, others: list[int], reach: int) -> bool:
    """Tell whether another place of an ascending list lies within reach, on either side."""
    at = bisect_left(others, place)
    after = at + (at < len(others) and others[at] == place)
    before_is_near = at > 0 and place - others[at - 1] <= reach
    return before_is_near or (after < len(others) and others[after] - place <= reach)
