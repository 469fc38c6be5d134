"""The syntax tree of a query: frozen values that say what was asked, not how an engine finds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import TypeAlias


class TextField(StrEnum):
    """Where words are looked for: in title, lead and text, or in the title alone."""

    ANY = ""
    TITLE = "title"


class KeywordField(StrEnum):
    """A property that an article has or has not; the value is the field's name in the query language."""

    SOURCE = "source"
    COUNTRY = "country"
    LANG = "lang"
    KIND = "kind"
    EVENT = "event"
    PLACE = "place"
    AUTHOR = "author"
    STORY = "story"
    DUPLICATE = "duplicate"
    IS = "is"
    ID = "id"


class TagField(StrEnum):
    """A property that people write as a name and the index knows by id."""

    TOPIC = "topic"
    ORG = "org"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Words:
    """Neighbouring words that must all occur, in any inflection.

    ``organisations`` are register ids that the words name as a whole: their articles are found, too.
    """

    words: tuple[str, ...]
    field: TextField = TextField.ANY
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as they are written, one after the other, with at most ``slop`` other words between them altogether."""

    text: str
    slop: int = 0
    field: TextField = TextField.ANY
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """Words in any order and inflection, each with at most ``distance`` other words between it and the next one."""

    words: tuple[str, ...]
    distance: int
    field: TextField = TextField.ANY


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str
    field: TextField = TextField.ANY


@dataclass(frozen=True, slots=True)
class Keyword:
    """A property with one of these values."""

    field: KeywordField
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic or an organisation by a name in any language; ``ids`` is empty where the registers do not know it."""

    field: TagField
    text: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """Published between two days, both included; ``None`` leaves the range open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not this."""

    part: Query


Query: TypeAlias = Everything | Words | Phrase | Near | Prefix | Keyword | Tag | Published | And | Or | Not


def conjoin(parts: list[Query]) -> Query:
    """Join with AND, without nesting: nothing gives everything, one part stays itself."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    flat = [part for part in flat if not isinstance(part, Everything)]
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjoin(parts: list[Query]) -> Query:
    """Join with OR, without nesting; values of one field are put together, and one part stays itself.

    Raises:
        ValueError: there is nothing to join.
    """
    flat: list[Query] = []
    keywords: dict[KeywordField, int] = {}
    for part in chain.from_iterable(given.parts if isinstance(given, Or) else (given,) for given in parts):
        if not isinstance(part, Keyword):
            flat.append(part)
        elif part.field in keywords:
            flat[keywords[part.field]] = _merge(flat[keywords[part.field]], part)
        else:
            keywords[part.field] = len(flat)
            flat.append(part)
    if not flat:
        raise ValueError("nothing to join with OR")
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def _merge(earlier: Query, later: Keyword) -> Keyword:
    values = earlier.values if isinstance(earlier, Keyword) else ()
    return Keyword(later.field, tuple(dict.fromkeys(values + later.values)))
