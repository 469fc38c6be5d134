"""Chains of endings read from the end of a word: which of its tails a pattern matches, found in one walk.

A pattern is read as by the derivatives of regular expressions (Brzozowski 1964; Antimirov 1996), from its last letter
on; a state that was met once is kept, so that a walk costs one look-up a letter and mostly ends after a few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may still be read, in order: an element is a set of letters, or alternatives that may come once or repeatedly.
_Element: TypeAlias = "frozenset[str] | _Choice"
_Sequence: TypeAlias = "tuple[_Element, ...]"
# Letters of which a state keeps what follows: more than an alphabet has, fewer than all scripts together.
_MOST_LETTERS = 64


class _Choice:
    """Alternatives in brackets, with the sign behind them: nothing, ``?`` or ``*``."""

    __slots__ = ("alternatives", "optional", "repeated")

    def __init__(self, alternatives: tuple[_Sequence, ...], sign: str) -> None:
        self.alternatives = alternatives
        self.repeated = sign == "*"
        self.optional = sign != ""


class _State(dict[str, "_State"]):
    """What may be read next, by letter; ``accepts`` where nothing more need be read."""

    def __init__(self, rests: frozenset[_Sequence], known: dict[frozenset[_Sequence], _State]) -> None:
        super().__init__()
        self._rests = rests
        self._known = known
        self.accepts = any(map(_is_nullable, rests))

    def __missing__(self, letter: str) -> _State:
        rests = frozenset(rest for before in self._rests for rest in _derive(before, letter))
        state = self._known.get(rests)
        if state is None:
            state = self._known[rests] = _State(rests, self._known)
        if len(self) < _MOST_LETTERS:
            self[letter] = state
        return state


class Chains:
    """The tails of words that a pattern matches.

    Args:
        pattern: letters, ``[sets]``, ``(?:groups)``, ``|``, and ``?`` or ``*`` behind any of them, as ``re`` has them.
    """

    def __init__(self, pattern: str) -> None:
        alternatives = _Reader(pattern).alternatives()
        dead: frozenset[_Sequence] = frozenset()
        known = {dead: _State(dead, {})}
        self._dead = known[dead]
        self._start = _State(frozenset(alternatives), known)

    def starts(self, word: str) -> list[int]:
        """Give the places in a word at which a chain begins that reaches its end, the last one first."""
        found = []
        state, dead = self._start, self._dead
        at = len(word)
        for letter in reversed(word):
            state = state[letter]
            if state is dead:
                break
            at -= 1
            if state.accepts:
                found.append(at)
        return found

    def matches(self, ending: str) -> bool:
        """Tell whether the pattern matches an ending from its first letter to its last."""
        state = self._start
        for letter in reversed(ending):
            state = state[letter]
        return state.accepts


class _Reader:
    """Reads a pattern into sequences that run backwards."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def alternatives(self) -> tuple[_Sequence, ...]:
        found = [self._sequence()]
        while self._take("|"):
            found.append(self._sequence())
        return tuple(found)

    def _take(self, sign: str) -> bool:
        taken = self._pattern.startswith(sign, self._at)
        self._at += len(sign) if taken else 0
        return taken

    def _sequence(self) -> _Sequence:
        found: list[_Element] = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            found.append(self._element())
        return tuple(reversed(found))

    def _element(self) -> _Element:
        if self._take("(?:"):
            inner = self.alternatives()
            self._take(")")
        elif self._take("["):
            end = self._pattern.index("]", self._at)
            inner = ((frozenset(self._pattern[self._at : end]),),)
            self._at = end + 1
        else:
            inner = ((frozenset(self._pattern[self._at]),),)
            self._at += 1
        sign = "?" if self._take("?") else "*" if self._take("*") else ""
        return inner[0][0] if not sign and len(inner) == len(inner[0]) == 1 else _Choice(inner, sign)


def _is_nullable(rest: _Sequence) -> bool:
    return all(
        isinstance(element, _Choice) and (element.optional or any(map(_is_nullable, element.alternatives)))
        for element in rest
    )


def _derive(rest: _Sequence, letter: str) -> Iterator[_Sequence]:
    """Give what may follow once a letter was read."""
    for place, element in enumerate(rest):
        after = rest[place + 1 :]
        if isinstance(element, frozenset):
            if letter in element:
                yield after
            return
        behind = rest[place:] if element.repeated else after
        for alternative in element.alternatives:
            for inner in _derive(alternative, letter):
                yield inner + behind
        if not _is_nullable((element,)):
            return
