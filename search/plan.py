"""What of a clause decides which articles are found, and what only adds to their score.

The text holds the words of the title, too: where a word is looked for in both, the title finds nothing more. Articles
are therefore counted without their titles, and the best ones looked for first among those whose titles hold a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, TypeAlias

from search.clauses import Clause, Every, Flat, Nothing, Sequence, Some, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Words: TypeAlias = Term | Sequence

# The field of the whole text that holds whatever a title's field does.
_WHOLE = {"title_stem": "stem", "title_exact": "exact"}
# What a word that occurs again and again in a text tends to, in units of its rarity: BM25 with k1 of 1.2.
_SATURATED = 2.2


@dataclass(frozen=True, slots=True)
class Plan:
    """A clause taken apart.

    ``counted`` finds the same articles, for their number alone; ``constant`` is the score of all of them where it is
    the same; ``scored`` finds the same articles with the score that they have without ``titles``, each of which adds
    its own.
    """

    counted: Clause
    constant: float | None
    scored: Clause
    titles: tuple[Words, ...]


def planned(clause: Clause) -> Plan:
    """Take a clause apart; where titles count only together with other conditions they stay where they are."""
    titles: list[Words] = []
    scored = _without_titles(clause, titles)
    if scored is None:
        return Plan(counted(clause), constant(clause), clause, ())
    return Plan(counted(clause), constant(clause), scored, tuple(titles))


@singledispatch
def counted(clause: Clause) -> Clause:
    """Give a clause that finds the same articles at less cost, whatever their score."""
    return clause


@counted.register
def _(clause: Some) -> Clause:
    return _one(tuple(dict.fromkeys(counted(part) for part in _split(clause)[0])))


@counted.register
def _(clause: Every) -> Clause:
    return Every(*(tuple(map(counted, parts)) for parts in (clause.scored, clause.filters, clause.without)))


@counted.register
def _(clause: Flat) -> Clause:
    return Flat(counted(clause.clause))


def constant(clause: Clause) -> float | None:
    """Give the score of all articles that a clause finds, if it is the same for each."""
    if isinstance(clause, Term | Sequence | Some):
        return None
    if not isinstance(clause, Every) or not clause.scored:
        return 1.0
    scores = [constant(part) for part in clause.scored]
    return None if None in scores else sum(score for score in scores if score is not None)


def _split(clause: Some) -> tuple[list[Clause], list[Words]]:
    """Separate the words of titles that the whole text is asked for as well."""
    sought = {_words(part) for part in clause.clauses if isinstance(part, Term | Sequence)}
    rest: list[Clause] = []
    titles: list[Words] = []
    for part in clause.clauses:
        if isinstance(part, Term | Sequence) and (_WHOLE.get(part.field, ""), _words(part)[1]) in sought:
            titles.append(part)
        else:
            rest.append(part)
    return rest, titles


def _words(clause: Words) -> tuple[str, tuple[str, ...]]:
    return clause.field, tokens_of(clause)


def tokens_of(clause: Words) -> tuple[str, ...]:
    """Give the tokens that are looked for."""
    return (clause.token,) if isinstance(clause, Term) else clause.tokens


def _one(clauses: tuple[Clause, ...]) -> Clause:
    return clauses[0] if len(clauses) == 1 else Some(clauses)


def _without_titles(clause: Clause, titles: list[Words]) -> Clause | None:
    """Give a clause without the words of titles, which are added to a list; nothing where that changes scores."""
    if isinstance(clause, Some):
        rest, own = _split(clause)
        titles += own
        # A title below an "all of these" counts only where the others hold.
        if any(isinstance(part, Every) and _is_titled(part) for part in rest):
            return None
        parts = [_without_titles(part, titles) if isinstance(part, Some) else _unscored(part) for part in rest]
        return None if None in parts else _one(tuple(part for part in parts if part is not None))
    if not isinstance(clause, Every):
        return _unscored(clause)
    scored = [_without_titles(part, titles) for part in clause.scored]
    if None in scored:
        return None
    filters, without = (tuple(map(counted, parts)) for parts in (clause.filters, clause.without))
    return Every(tuple(part for part in scored if part is not None), filters, without)


def _unscored(clause: Clause) -> Clause:
    """Leave titles out where they do not count for the score."""
    if isinstance(clause, Every):
        filters, without = (tuple(map(counted, parts)) for parts in (clause.filters, clause.without))
        return Every(clause.scored, filters, without)
    return counted(clause) if isinstance(clause, Flat) else clause


def _is_titled(clause: Clause) -> bool:
    if isinstance(clause, Some):
        rest, titles = _split(clause)
        return bool(titles) or any(map(_is_titled, rest))
    return isinstance(clause, Every) and any(map(_is_titled, clause.scored))


def alternatives(clause: Clause) -> list[Words]:
    """Give the words of which any is enough; none where a clause asks for more, or for other things than words."""
    if isinstance(clause, Term | Sequence):
        return [clause]
    if not isinstance(clause, Some):
        return []
    parts = [alternatives(part) for part in clause.clauses]
    return [words for part in parts for words in part] if all(parts) else []


def ceiling(clause: Clause, rarity: Callable[[str, str], float]) -> float:
    """Give a score that no article exceeds, from the rarity (the logarithm that BM25 takes) of each word in a field."""
    if isinstance(clause, Term):
        return _SATURATED * clause.boost * rarity(clause.field, clause.token)
    if isinstance(clause, Sequence):
        return _SATURATED * clause.boost * sum(rarity(clause.field, token) for token in clause.tokens)
    if isinstance(clause, Some):
        return _sum(clause.clauses, rarity)
    if isinstance(clause, Every) and clause.scored:
        return _sum(clause.scored, rarity)
    return 0.0 if isinstance(clause, Nothing) else 1.0


def _sum(clauses: Iterable[Clause], rarity: Callable[[str, str], float]) -> float:
    return sum(ceiling(part, rarity) for part in clauses)
