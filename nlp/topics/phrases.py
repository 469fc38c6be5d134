"""Phrases found in tokenised text in one pass along a trie; nothing in it can backtrack without bound."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, product
from typing import TYPE_CHECKING, NamedTuple

from nlp.fields import NOWHERE, FieldTokens
from nlp.topics.wording import GAP, items
from pipelines.text import TokenKind, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.vocabulary import Vocabulary
    from pipelines.text.tokens import Part

WIDEST_GAP = 4
"""The most words that ``..`` stands for: a Turkish noun phrase between a verb's parts is seldom longer."""

_CAPITALS = re.compile(r"[A-ZÇĞİÖŞÜ][A-ZÇĞİÖŞÜ0-9&.-]{1,4}")

_FORBIDDEN = ("^'", "^", "")
"""The marks of symbols that a word cannot satisfy in lower case, with a capital, in capitals."""

Symbols = tuple[str, ...]


class Hit(NamedTuple):
    """A phrase found: its value and the first and last token (indices into the field's tokens, both inclusive)."""

    value: int
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    values: list[int] = field(default_factory=list)
    gap: _Node | None = None


_Match = tuple[Symbols, tuple[_Node, ...]]
"""The symbols that a token satisfies, and the nodes of the trie's root that it leads to."""

_NOTHING: _Match = ((), ())
"""What most words satisfy; one value for all of them, and they are passed over."""


class _Walk(NamedTuple):
    """One field being searched: the next word of each, what the tokens satisfy, and what was found."""

    following: tuple[int, ...]
    matches: list[_Match]
    hits: list[Hit]


class PhraseBook:
    """All phrases of one language, each with an integer value, in one trie.

    The letters of the trie are symbols: ``~lemma``, ``^form`` (in capitals), ``'form`` (with a capital), ``=form``,
    ``beginning*`` and, for a place with alternatives, ``#`` and a number.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._root = _Node()
        self._lemmas: dict[str, set[str]] = {}
        self._exacts: dict[str, set[str]] = {}
        self._prefixes: dict[str, str] = {}
        self._lengths: tuple[int, ...] = ()
        self._heads: frozenset[str] = frozenset()
        self._classes: dict[Symbols, str] = {}
        self._classes_of: dict[str, set[str]] = {}
        self._vocabulary: Vocabulary | None = None
        self._known: list[_Match] = []
        self._cased: dict[int, tuple[_Match, ...]] = {}

    def add(self, phrase: str, value: int) -> None:
        """Add a well-formed phrase; the same phrase may carry several values."""
        for row in product(*self._places(phrase)):
            node = self._root
            for symbol in (symbol for part in row for symbol in part):
                node = _next_node(node, symbol)
            if node is not self._root and value not in node.values:
                node.values.append(value)
        self._lengths = tuple(sorted({len(prefix) for prefix in self._prefixes}))
        self._heads = frozenset(prefix[: self._lengths[0]] for prefix in self._prefixes)
        self._vocabulary = None

    def find(self, text: FieldTokens) -> list[Hit]:
        """Find every phrase in a field, overlapping ones included, in ascending order of the first token."""
        matches = self._match_tokens(text)
        walk = _Walk(text.following, matches, [])
        for first, match in enumerate(matches):
            if match[1]:
                for node in match[1]:
                    _follow(walk, node, first, first)
        return walk.hits

    def _match_tokens(self, text: FieldTokens) -> list[_Match]:
        """Give what each token satisfies, its case considered."""
        self._learn(text.vocabulary)
        numbers, cased = text.numbers, self._cased
        found = list(map(self._known.__getitem__, numbers))
        if not cased.keys().isdisjoint(numbers):
            source, row = text.text, text.tokens
            for at in [at for at, number in enumerate(numbers) if number in cased]:
                found[at] = cased[numbers[at]][_case_of(source[row[at].start : row[at].end])]
        return found

    def _learn(self, vocabulary: Vocabulary) -> None:
        """Find out what the new words satisfy, and note those apart with which it depends on the case."""
        if self._vocabulary is not vocabulary:
            self._vocabulary, self._known, self._cased = vocabulary, [], {}
        for word in vocabulary.words[len(self._known) :]:
            cases = self._judge(word)
            if len(cases) > 1:
                self._cased[len(self._known)] = cases
            self._known.append(cases[0])

    def _judge(self, word: Part) -> tuple[_Match, ...]:
        if not (word.lemma in self._lemmas or word.exact in self._exacts or self._may_begin(word.exact)):
            return (_NOTHING,)
        return tuple(map(self._with_starts, self._match_token(word)))

    def _may_begin(self, form: str) -> bool:
        """Tell quickly of most words that they begin with none of the prefixes."""
        return bool(self._lengths) and form[: self._lengths[0]] in self._heads

    def _with_starts(self, symbols: Symbols) -> _Match:
        if not symbols:
            return _NOTHING
        children = self._root.children
        return symbols, tuple(children[symbol] for symbol in symbols if symbol in children)

    def _match_token(self, token: Part) -> tuple[Symbols, ...]:
        """Give the symbols that a word satisfies: in lower case, with a capital, in capitals; one where all agree."""
        if token.kind in {TokenKind.PUNCT, TokenKind.SUFFIX}:
            return ((),)
        symbols = self._lemmas.get(token.lemma, set()) | self._exacts.get(token.exact, set())
        for length in self._lengths if self._may_begin(token.exact) else ():
            symbol = self._prefixes.get(token.exact[:length])
            if symbol is not None:
                symbols = symbols | {symbol}
        cases = tuple(
            self._with_classes(symbol for symbol in symbols if symbol[0] not in forbidden) for forbidden in _FORBIDDEN
        )
        return cases[:1] if len(set(cases)) == 1 else cases

    def _with_classes(self, symbols: Iterator[str]) -> Symbols:
        plain = set(symbols)
        return tuple(sorted(plain.union(*(self._classes_of.get(symbol, ()) for symbol in plain))))

    def _places(self, phrase: str) -> list[list[Symbols]]:
        """Give for each place of a phrase its alternatives as rows of symbols; one-word ones together are a class."""
        places: list[list[Symbols]] = []
        plain: list[str] = []
        for alternatives in [*items(phrase), []]:
            if len(alternatives) == 1 and _is_plain(alternatives[0]):
                plain.append(alternatives[0])
                continue
            if plain:
                places.append([tuple(self._plain_symbols(" ".join(plain)))])
                plain = []
            if alternatives:
                places.append(self._joined([tuple(self._symbols(words)) for words in alternatives]))
        return places

    def _joined(self, rows: list[Symbols]) -> list[Symbols]:
        single = tuple(sorted({row[0] for row in rows if len(row) == 1}))
        others = [row for row in rows if len(row) != 1]
        if len(single) <= 1:
            return [*others, *([single] if single else [])]
        symbol = self._classes.setdefault(single, f"#{len(self._classes)}")
        for member in single:
            self._classes_of.setdefault(member, set()).add(symbol)
        return [*others, (symbol,)]

    def _symbols(self, words: str) -> Iterator[str]:
        """Turn words into symbols; plain ones in a row together, since Persian affixes may stand apart."""
        for is_plain, row in groupby(words.split(), _is_plain):
            if is_plain:
                yield from self._plain_symbols(" ".join(row))
                continue
            for word in row:
                yield from [word] if word == GAP else self._marked_symbols(word)

    def _plain_symbols(self, words: str) -> Iterator[str]:
        """Turn plain words into symbols; a name that stands alone keeps its form: its lemma may be a common word."""
        found = [token for token in tokens(words, self.language) if token.kind is not TokenKind.SUFFIX]
        if len(found) == 1 and words[0].isupper() and not _CAPITALS.fullmatch(words):
            yield self._form_symbol("'", found[0].exact)
            return
        for token in found:
            if _CAPITALS.fullmatch(words[token.start : token.end]):
                yield self._form_symbol("^", token.exact)
                continue
            self._lemmas.setdefault(token.lemma, set()).add(f"~{token.lemma}")
            self._exacts.setdefault(token.exact, set()).add(f"~{token.lemma}")
            yield f"~{token.lemma}"

    def _marked_symbols(self, word: str) -> Iterator[str]:
        exacts = [token.exact for token in tokens(word.strip("=*"), self.language)]
        prefix = exacts.pop() if exacts and word.endswith("*") else None
        for exact in exacts:
            yield self._form_symbol("=", exact)
        if prefix is not None:
            self._prefixes[prefix] = f"{prefix}*"
            yield f"{prefix}*"

    def _form_symbol(self, mark: str, exact: str) -> str:
        self._exacts.setdefault(exact, set()).add(mark + exact)
        return mark + exact


def _case_of(surface: str) -> int:
    """Give 0 for a word in lower case, 1 with a capital, 2 in capitals; a script without case counts as capitals."""
    if surface.isupper() or surface[:1].lower() == surface[:1].upper():
        return 2
    return int(surface[:1].isupper())


def _is_plain(word: str) -> bool:
    return word != GAP and word[:1] != "=" and not word.endswith("*") and bool(word) and " " not in word


def _next_node(node: _Node, symbol: str) -> _Node:
    if symbol == GAP:
        if node.gap is None:
            node.gap = _Node()
        return node.gap
    return node.children.setdefault(symbol, _Node())


def _follow(walk: _Walk, node: _Node, first: int, last: int) -> None:
    """Follow the trie from the token ``last``, which has just been matched."""
    for value in node.values:
        walk.hits.append(Hit(value, first, last))
    children, gap = node.children, node.gap
    if not children and gap is None:
        return
    reached = walk.following[last]
    if reached == NOWHERE:
        return
    for symbol in walk.matches[reached][0]:
        if symbol in children:
            _follow(walk, children[symbol], first, reached)
    if gap is not None:
        _bridge(walk, gap, first, reached)


def _bridge(walk: _Walk, node: _Node, first: int, reached: int) -> None:
    """Go on over up to so many words as ``..`` stands for."""
    for _ in range(WIDEST_GAP + 1):
        for symbol in walk.matches[reached][0]:
            if symbol in node.children:
                _follow(walk, node.children[symbol], first, reached)
        reached = walk.following[reached]
        if reached == NOWHERE:
            return
