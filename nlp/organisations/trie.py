"""A trie over the word keys of all names: one pass over a text finds every name that may stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nlp.organisations.words import PIECE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nlp.organisations.alias import Alias
    from nlp.organisations.words import Word


class Hit(NamedTuple):
    """A name that may stand at words ``start`` to ``end``; ``bare`` tells of an ending without apostrophe."""

    start: int
    end: int
    alias: Alias
    bare: bool


class Node:
    """A place in the trie: the words that may follow and the names that end here.

    It is built when a text first comes to it: of a large register most names are never met.
    """

    __slots__ = ("_depth", "_ending", "_following", "_waiting")

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._waiting: list[Alias] = []
        self._following: dict[str, Node] = {}
        self._ending: tuple[Alias, ...] = ()

    def add(self, alias: Alias) -> None:
        """Add a name whose first keys lead here."""
        self._waiting.append(alias)

    @property
    def following(self) -> Mapping[str, Node]:
        """The next places by the key of the word that leads there."""
        if self._waiting:
            self._build()
        return self._following

    @property
    def ending(self) -> Sequence[Alias]:
        """The names that end here, in the order of the register."""
        if self._waiting:
            self._build()
        return self._ending

    def _build(self) -> None:
        depth, following = self._depth, self._following
        self._ending += tuple([alias for alias in self._waiting if len(alias.keys) == depth])
        for alias in self._waiting:
            if len(alias.keys) > depth:
                key = alias.keys[depth]
                node = following.get(key)
                if node is None:
                    node = following[key] = Node(depth + 1)
                node.add(alias)
        self._waiting = []


class Trie:
    """All names, by the keys of their words."""

    def __init__(self, names: Iterable[Alias]) -> None:
        self.root = Node(0)
        for alias in names:
            self.root.add(alias)

    def node(self, keys: Iterable[str]) -> Node | None:
        """Give the place that a sequence of keys leads to; ``None`` where no name begins so."""
        node: Node | None = self.root
        for word in keys:
            node = node.following.get(word) if node else None
        return node

    def begins(self, word: Word) -> bool:
        """Tell whether a name may begin with this word."""
        following = self.root.following
        if word.key in following:
            return True
        if any(base in following and following[base].ending for base in word.bases):
            return True
        return word.glued and any(word.key[:cut] in following for cut in _cuts(word.key))

    def hits(self, words: Sequence[Word], start: int) -> Iterator[Hit]:
        """Give every name that begins at a word, in every length."""
        return walk(self.root, words, start, start)


def walk(node: Node, words: Sequence[Word], start: int, place: int) -> Iterator[Hit]:
    """Give every name that began at ``start``, has come to ``node`` and goes on at ``place``."""
    while place < len(words):
        word, known = words[place], node.following
        for base in word.bases:
            found = known.get(base)
            if found is not None:
                for alias in found.ending:
                    yield Hit(start, place + 1, alias, bare=True)
        following = known.get(word.key)
        if following is None:
            if word.glued:
                yield from _unglue(node, word.key, words, start, place)
            return
        node = following
        place += 1
        for alias in node.ending:
            yield Hit(start, place, alias, bare=False)


def _unglue(node: Node, rest: str, words: Sequence[Word], start: int, place: int) -> Iterator[Hit]:
    """Go on where several words of a name are written as one (آذربایجانشرقی)."""
    for cut in _cuts(rest):
        inner = node.following.get(rest[:cut])
        if inner is None:
            continue
        last = inner.following.get(rest[cut:])
        if last:
            yield from (Hit(start, place + 1, alias, bare=False) for alias in last.ending)
            yield from walk(last, words, start, place + 1)
        else:
            yield from _unglue(inner, rest[cut:], words, start, place)


def _cuts(word: str) -> range:
    return range(PIECE, len(word) - PIECE + 1)
