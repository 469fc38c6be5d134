"""What an engine is asked: conditions on the fields of the index, in which all language work is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Anything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


@dataclass(frozen=True, slots=True)
class Term:
    """A token of a text field; scored by BM25 times the boost."""

    field: str
    token: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Sequence:
    """Two or more tokens one after the other; scored by BM25 times the boost."""

    field: str
    tokens: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Gapped:
    """Two or more tokens in order with at most ``slop`` others between them altogether; the score is constant."""

    field: str
    tokens: tuple[str, ...]
    slop: int


@dataclass(frozen=True, slots=True)
class Close:
    """Two tokens in any order with at most ``distance`` others between them; the score is constant."""

    field: str
    left: str
    right: str
    distance: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """A token that begins so; the score is constant."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """A keyword field with one of these values; the score is constant."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A number field between two values, both included; ``None`` leaves the range open; the score is constant."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Every:
    """All of ``scored`` and of ``filters``, none of ``without``; only ``scored`` count for the score."""

    scored: tuple[Clause, ...] = ()
    filters: tuple[Clause, ...] = ()
    without: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of these; the scores add up."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Flat:
    """A clause whose score is one wherever it holds."""

    clause: Clause


Clause: TypeAlias = (
    Anything | Nothing | Term | Sequence | Gapped | Close | Beginning | OneOf | Between | Every | Some | Flat
)


def some(clauses: list[Clause]) -> Clause:
    """Join with OR: none gives nothing, one stays itself, doubles count once."""
    different = tuple(dict.fromkeys(clauses))
    if not different:
        return Nothing()
    return different[0] if len(different) == 1 else Some(different)


def narrow(clause: Clause, filters: list[Clause]) -> Clause:
    """Narrow a clause by filters that do not count for the score."""
    return Every(scored=(clause,), filters=tuple(filters)) if filters else clause
