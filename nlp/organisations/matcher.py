"""From an article's fields to the organisations of the register that stand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nlp.organisations import acronyms, country
from nlp.organisations.alias import Alias, Role, aliases
from nlp.organisations.coordination import coordinated, may_head
from nlp.organisations.judge import CUED, score
from nlp.organisations.local import Regions
from nlp.organisations.scene import Scene, View
from nlp.organisations.trie import Hit, Trie
from nlp.organisations.words import Words
from pipelines.records import Organisation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nlp.fields import FieldTokens
    from nlp.organisations.acronyms import Definition
    from nlp.organisations.entry import Entry
    from nlp.organisations.register import Register

_ROLES = tuple(Role)


class Mention(NamedTuple):
    """A place in an article that names an entry, and how surely (0 to 1)."""

    entry: Entry
    span: Span
    score: float


class Sure(NamedTuple):
    """A hit that the judge let pass, and how surely (``PENDING``: it stays open)."""

    hit: Hit
    score: float


class Matcher:
    """Finds the names of a register in the three languages, whatever language the text is in."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._trie = Trie(alias for entry in register for alias in aliases(entry))
        self._regions = Regions(register)
        self._words = Words(self._trie.begins, may_head)

    def organisations(self, fields: Sequence[FieldTokens], language: str, home: str) -> tuple[Organisation, ...]:
        """Give the organisations of an article, each once with all of its mentions, in order of appearance."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions(fields, language, home):
            found.setdefault(mention.entry.id, []).append(mention)
        return tuple(self._organisation(mentions, language) for mentions in found.values())

    def mentions(self, fields: Sequence[FieldTokens], language: str, home: str) -> list[Mention]:
        """Give the mentions of an article in the order of the text; they do not overlap."""
        views = self.views(fields)
        scene = Scene(views, language, home)
        found = [self._in_view(view, scene) for view in views]
        found = _explained(views, self._settled(views, found))
        return [_mention(view, sure) for view, kept in zip(views, found, strict=True) for sure in kept]

    def _in_view(self, view: View, scene: Scene) -> list[Sure]:
        """Give the sure hits of a field, the longest where they overlap, and the local names, unresolved."""
        found: dict[tuple[int, int], list[Sure]] = {}
        for hit in self.hits(view):
            certainty = score(hit, view, scene)
            if certainty:
                found.setdefault((hit.start, hit.end), []).append(Sure(hit, certainty))
        return _longest([sure for shared in found.values() for sure in _meant(shared, view, scene)])

    def views(self, fields: Sequence[FieldTokens]) -> list[View]:
        """Give the fields of an article in words."""
        return [View(found, *self._words.of(found)) for found in fields]

    def hits(self, view: View) -> Iterator[Hit]:
        """Give every name of the register that stands in a field, whether it is meant or not."""
        for place, word in enumerate(view.words):
            if word.begins:
                yield from self._trie.hits(view.words, place)
        yield from coordinated(self._trie, view.words)

    def _settled(self, views: Sequence[View], found: Sequence[list[Sure]]) -> list[list[Sure]]:
        """Decide on the open names by the rest of the article."""
        named = _ids(sure for kept in found for sure in kept if sure.score > 0)
        return [list(self._settle(kept, named, views)) for kept in found]

    def _settle(self, kept: Sequence[Sure], named: set[str], views: Sequence[View]) -> Iterator[Sure]:
        """Keep a common word whose organisation is named surely elsewhere, and the body that a local name means."""
        local = _ids(sure for sure in kept if sure.hit.alias.role is Role.LOCAL)
        meant = self._regions.meant(local, named, views) if local else None
        for sure in kept:
            identifier, role = sure.hit.alias.entry.id, sure.hit.alias.role
            if sure.score > 0:
                yield sure
            elif role is Role.LOCAL and identifier == meant:
                yield sure._replace(score=1.0)
            elif role is not Role.LOCAL and identifier in named and _is_name_like(sure.hit.alias):
                yield sure._replace(score=CUED)

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


def _is_name_like(alias: Alias) -> bool:
    """Tell whether a common word is enough of a name to stand for an organisation named elsewhere in the article."""
    return alias.latin or len(alias.keys) > 1


def _mention(view: View, sure: Sure) -> Mention:
    start, end = view.span(sure.hit.start, sure.hit.end)
    return Mention(sure.hit.alias.entry, Span(field=view.tokens.field, start=start, end=end), sure.score)


def _meant(shared: Sequence[Sure], view: View, scene: Scene) -> Sequence[Sure]:
    """Choose among the entries that share a name at one place; nothing where it stays open which is meant."""
    left = [sure for sure in shared if country.is_meant(sure.hit, view, scene)]
    plain = [sure for sure in left if sure.score > 0]
    if not plain:
        return left
    if len(_ids(plain)) > 1:
        plain = _closest(plain, view)
    return [max(plain, key=_certainty)] if len(_ids(plain)) == 1 else ()


def _ids(found: Iterable[Sure]) -> set[str]:
    return {sure.hit.alias.entry.id for sure in found}


def _certainty(sure: Sure) -> float:
    return sure.score


def _closest(found: Sequence[Sure], view: View) -> list[Sure]:
    """Keep the names that are written exactly like the text, then those of the surest role."""
    exact = [sure for sure in found if sure.hit.alias.text in view.written(sure.hit.start)] or list(found)
    best = min(_ROLES.index(sure.hit.alias.role) for sure in exact)
    return [sure for sure in exact if _ROLES.index(sure.hit.alias.role) == best]


def _longest(found: Sequence[Sure]) -> list[Sure]:
    """Keep the longest of names that overlap (entries that share an open name all stay), in the order of the text."""
    kept: list[Sure] = []
    taken: dict[int, tuple[int, int]] = {}
    for sure in sorted(found, key=lambda sure: (sure.hit.start - sure.hit.end, sure.hit.start)):
        place = (sure.hit.start, sure.hit.end)
        if all(taken.get(word, place) == place for word in range(*place)):
            taken.update(dict.fromkeys(range(*place), place))
            kept.append(sure)
    return sorted(kept, key=lambda sure: sure.hit.start)


def _explained(views: Sequence[View], found: Sequence[list[Sure]]) -> list[list[Sure]]:
    """Add the acronyms that the article explains, and drop those that it explains as something else."""
    explained = [
        definition
        for view, kept in zip(views, found, strict=True)
        for definition in acronyms.definitions(view, [sure.hit for sure in kept])
    ]
    if not explained:
        return list(found)
    known = {definition.acronym: definition.entry for definition in explained if definition.entry}
    other = {definition.acronym: definition for definition in explained if definition.acronym not in known}
    return [_with_acronyms(view, kept, known, other) for view, kept in zip(views, found, strict=True)]


def _with_acronyms(
    view: View, kept: Sequence[Sure], known: Mapping[str, Entry], other: Mapping[str, Definition]
) -> list[Sure]:
    left = [sure for sure in kept if not _is_another(sure, other.get(view.written(sure.hit.start)))]
    taken = frozenset(place for sure in left for place in range(sure.hit.start, sure.hit.end))
    added = [
        Sure(Hit(place, place + 1, _acronym(entry, view.written(place)), bare=False), 1.0)
        for place, entry in acronyms.uses(view, known, taken)
    ]
    return sorted([*left, *added], key=lambda sure: sure.hit.start)


def _is_another(sure: Sure, explained: Definition | None) -> bool:
    """Tell whether the article explains an acronym as something else than its entry (Bakü-Tiflis-Kars (BTK))."""
    if explained is None or sure.hit.alias.role is not Role.ACRONYM:
        return False
    return not explained.speaks_of(sure.hit.alias.entry)


def _acronym(entry: Entry, written: str) -> Alias:
    return Alias(entry, written, "tr", Role.ACRONYM, (written,))
