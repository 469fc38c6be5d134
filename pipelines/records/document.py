"""An article with its tags, each with the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipelines.records.article import Article


class Field(StrEnum):
    """The three fields of an article that are searched and tagged."""

    TITLE = "title"
    LEAD = "lead"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A place in an article: the field and Python character offsets, ``end`` exclusive."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of an article, its score, the places that made it and the version of the rule that did."""

    id: str
    score: int
    evidence: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation in an article; ``id`` is ``None`` where the register does not know it.

    ``rule`` is the version of the register that found it, or ``ner:`` and the version of the network. ``score`` is how
    surely (0 to 1). ``parent`` is the id of the body that stands within a name that the register does not know.
    """

    id: str | None
    name: str
    kind: str | None
    country: str | None
    mentions: tuple[Span, ...]
    rule: str
    score: float = 1.0
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of an event: a register id or a bare name, its country (ISO 3166 alpha-2, lower case) and its role."""

    organisation: str | None
    country: str | None
    role: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens between parties, with the sentence that says so.

    ``interaction`` is true where an Iranian and a Turkish side take part; ``need`` where it is a call of Türkiye's
    with a deadline. ``date`` and ``deadline`` are days or, where the text names no more, ISO months (``2022-11``).
    """

    type: str
    stage: str
    negated: bool
    interaction: bool
    parties: tuple[Party, ...]
    evidence: tuple[Span, ...]
    rule: str
    need: bool = False
    place: str | None = None
    date: str | None = None
    deadline: str | None = None
    amount: float | None = None
    currency: str | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article with its tags.

    ``duplicate_of`` is the id of the first published copy, ``story`` the id of the first found article of its story,
    ``seq`` the ingest sequence of the last change; all three are set by the archive.
    """

    article: Article
    topics: tuple[Topic, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    events: tuple[Event, ...] = ()
    tagger: str = ""
    duplicate_of: str | None = None
    story: str = ""
    seq: int = 0

    @property
    def original(self) -> str:
        """The id of the first published copy, which is its own where it is no copy."""
        return self.duplicate_of or self.article.id
