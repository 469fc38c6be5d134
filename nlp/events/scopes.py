"""Which part of a sentence belongs to which of its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.events.tenses import persian, turkish
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.events.triggers import Act, Sentence

_LINKS = {
    "tr": {"ve", "ancak", "ayrıca"},
    "fa": {"که", "و", "همچنین", "اما"},
    "en": {"and", "but", "while", "that", "which"},
}
_STRONG = frozenset({"که", ";", "؛", "while", "which", "ancak", "اما"})
_SEMICOLONS = frozenset({";", "؛"})
_WALLS = frozenset({"while", "whereas", "after", "before", "although"})
_PREPOSITIONAL = frozenset({"part", "well", "a", "an", "the", "of", "to", "its", "their", "many", "much"})
"""Words after "as" that make it a preposition and not a conjunction."""

_COMMAS = frozenset({",", "،"})


def scopes_of(sentence: Sentence, acts: Sequence[Act], language: str) -> list[tuple[int, int]]:
    """Give for each act the tokens (``first``, ``end`` exclusive) of its clause.

    Acts of several types at one place share a clause. Between two acts the clause ends at the strongest mark: a
    relative word, the end of a finite verb, a comma.
    """
    borders = [sentence.first]
    clauses: list[int] = []
    for number, act in enumerate(acts):
        previous = acts[number - 1] if number else None
        if previous is not None and act.first > previous.last:
            borders.append(_border(sentence, previous.last + 1, act.first, language))
        clauses.append(len(borders) - 1)
    borders.append(sentence.end)
    scopes = [(borders[clause], borders[clause + 1]) for clause in clauses]
    return [_within_walls(sentence, scope, act, language) for scope, act in zip(scopes, acts, strict=True)]


def _within_walls(sentence: Sentence, scope: tuple[int, int], act: Act, language: str) -> tuple[int, int]:
    """Cut off what stands beyond a semicolon or a conjunction that begins another happening."""
    walls = [at for at in range(*scope) if _is_wall(sentence, at, language)]
    first = max((at + 1 for at in walls if at < act.first), default=scope[0])
    end = min((at for at in walls if at > act.last), default=scope[1])
    return first, end


def _is_wall(sentence: Sentence, at: int, language: str) -> bool:
    token = sentence.text.tokens[at]
    if token.kind is TokenKind.PUNCT:
        return sentence.text.text[token.start : token.end] in _SEMICOLONS
    if language != "en" or at + 1 >= sentence.end:
        return False
    return token.exact in _WALLS or (token.exact == "as" and sentence.text.tokens[at + 1].exact not in _PREPOSITIONAL)


def _border(sentence: Sentence, first: int, end: int, language: str) -> int:
    """Find where the clause of one act ends and that of the next begins; without any mark, just before the next."""
    best, place = 0, end
    for at in range(first, end):
        weight = _weight(sentence, at, language)
        if weight > best:
            best, place = weight, at + 1
    return place


def _weight(sentence: Sentence, at: int, language: str) -> int:
    token = sentence.text.tokens[at]
    mark = sentence.text.text[token.start : token.end] if token.kind is TokenKind.PUNCT else token.exact
    if mark in _STRONG:
        return 4
    if mark in _COMMAS:
        return 2 + _follows_verb(sentence, at, language)
    if mark in _LINKS.get(language, ()):
        return 1 + 2 * _follows_verb(sentence, at, language)
    return 0


def _follows_verb(sentence: Sentence, at: int, language: str) -> bool:
    if at == sentence.first:
        return False
    before = sentence.text.tokens[at - 1]
    if language == "fa":
        return persian(before.exact) is not None
    if language == "tr":
        return before.exact != before.lemma and turkish(before.exact, before.lemma) is not None
    return before.exact.endswith("ed")
