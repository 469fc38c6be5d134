"""The fields of the index, alike in both engines, and an article as a row of them."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pydantic import TypeAdapter

from pipelines.dates import jalali_month_key
from pipelines.records import Document
from search.analysis import name_key
from search.lexicon import lexicon
from search.reading import read_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

# Counted up when the fields or what stands in them change; an index of another version is built anew.
VERSION = 3

TEXTS = ("stem", "exact", "title_stem", "title_exact")
# Counted as facets, and selected by them.
FACETS = (
    "topic",
    "org",
    "event",
    "source",
    "kind",
    "country",
    "lang",
    "place",
    "is",
    "day",
    "week",
    "month",
    "jalali_month",
)
KEYWORDS = (*FACETS, "story", "duplicate", "place_key", "author_key", "org_key")
# Stands for an empty text, so that every article counts in the statistics of every text field.
EMPTY = "∅"
# Time in which the weight of an article halves when relevance decides, in seconds: three years.
HALF_LIFE = 3 * 365.25 * 86400
# Weights grow from 1 at 2016-01-01T00:00:00Z, and what is older has 1, too.
_WEIGHT_EPOCH = 1_451_606_400
# tantivy weighs with 32-bit floats up to 2^127; that is reached in 2036, when the epoch moves with the version.
_HEAVIEST = 126.0
# Seconds and sequence share a signed 64-bit number: 32 and 31 bits; the last second stands for an unknown date.
_SEQUENCE_BITS = 31

Texts: TypeAlias = dict[str, tuple[str, ...]]
_NEVER = (1 << 32) - 1


class Row(NamedTuple):
    """An article as the index holds it.

    ``texts`` are token strings by field, one for each piece of text; ``keywords`` values by field; ``day`` is the
    proleptic ordinal of the day of publication (0: unknown); ``newest`` orders by publication and sequence, with
    undated articles last when read downwards, ``oldest`` the same when read upwards; ``weight`` grows with the date;
    ``group`` is a number for the story; ``content`` the document as JSON; ``title``, ``url`` and ``published`` (UTC)
    are for people who look.
    """

    id: str
    texts: Mapping[str, tuple[str, ...]]
    keywords: Mapping[str, tuple[str, ...]]
    day: int
    newest: int
    oldest: int
    weight: float
    group: int
    digest: str
    content: bytes
    title: str
    url: str
    published: str | None


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def digest(document: Document) -> str:
    """Give a hash of all that a document says, by which an index is compared with the archive."""
    return blake2b(_write(document), digest_size=8).hexdigest()


def _write(document: Document) -> bytes:
    """Write a document without what is as it is by default, which is most of a typical article's fields."""
    return _adapter().dump_json(document, exclude_defaults=True)


def read_content(content: bytes | str) -> Document:
    """Give the document of a row's content."""
    return _adapter().validate_json(content)


def group_number(story: str) -> int:
    """Give the number under which a story's articles are grouped."""
    return int.from_bytes(blake2b(story.encode(), digest_size=7).digest())


def row(document: Document, kinds: Mapping[str, str]) -> Row:
    """Write a document as a row, with the kind of each source by source id."""
    article = document.article
    content = _write(document)
    published = article.published
    day = published.local().date() if published else None
    seconds = min(max(int(published.instant.timestamp()), 1), _NEVER - 1) if published else 0
    return Row(
        id=article.id,
        texts=_texts(document),
        keywords=_keywords(document, kinds, day),
        day=day.toordinal() if day else 0,
        newest=seconds << _SEQUENCE_BITS | document.seq,
        oldest=(seconds or _NEVER) << _SEQUENCE_BITS | document.seq,
        weight=_weight(published.instant if published else None, article.fetched_at),
        group=group_number(story_of(document)),
        digest=blake2b(content, digest_size=8).hexdigest(),
        content=content,
        title=article.title,
        url=article.url,
        published=published.instant.isoformat() if published else None,
    )


def story_of(document: Document) -> str:
    """Give the story of a document; an article of no story is one for itself."""
    return document.story or document.article.id


def _texts(document: Document) -> Texts:
    """Give the token strings of each text field: title, lead and text one after the other."""
    article = document.article
    language, words = read_as(article.language), lexicon()
    pairs = [words.joined(text, language) for text in (article.title, article.lead, article.text)]
    exact, stem = zip(*pairs, strict=True)
    return {
        "stem": _filled(stem),
        "exact": _filled(exact),
        "title_stem": _filled(stem[:1]),
        "title_exact": _filled(exact[:1]),
    }


def _filled(pieces: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(piece for piece in pieces if piece) or (EMPTY,)


def _keywords(document: Document, kinds: Mapping[str, str], day: date | None) -> dict[str, tuple[str, ...]]:
    article = document.article
    events = [event for event in document.events if not event.negated]
    places = [event.place for event in events if event.place]
    return {
        "topic": _set(topic.id for topic in document.topics),
        "org": _set(found.id for found in document.organisations if found.id),
        "org_key": _set(name_key(found.name) for found in document.organisations if not found.id),
        "event": _set(event.type for event in events),
        "source": _set([article.source]),
        "kind": _set([kinds.get(article.source, "")]),
        "country": _set([article.country]),
        "lang": _set([article.language]),
        "place": _set(places),
        "place_key": _set(map(name_key, places)),
        "author_key": _set(map(name_key, article.authors)),
        "is": _flags(document),
        "story": (story_of(document),),
        "duplicate": ("yes", document.duplicate_of) if document.duplicate_of else ("no",),
    } | _calendar(day)


def _flags(document: Document) -> tuple[str, ...]:
    events = [event for event in document.events if not event.negated]
    flags = {
        "interaction": any(event.interaction for event in events),
        "need": any(event.need for event in events),
        "complete": document.article.complete,
        "stub": not document.article.complete,
        "undated": document.article.published is None,
    }
    return tuple(flag for flag, holds in flags.items() if holds)


def _calendar(day: date | None) -> dict[str, tuple[str, ...]]:
    if day is None:
        return {"day": (), "week": (), "month": (), "jalali_month": ()}
    year, week, _ = day.isocalendar()
    return {
        "day": (day.isoformat(),),
        "week": (f"{year:04d}-W{week:02d}",),
        "month": (f"{day:%Y-%m}",),
        "jalali_month": (jalali_month_key(day),),
    }


def _set(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _weight(published: datetime | None, fetched: datetime) -> float:
    """Give the weight by age; an undated article counts as one half-life older than its fetching."""
    seconds = published.timestamp() if published else fetched.timestamp() - HALF_LIFE
    half_lives = max((seconds - _WEIGHT_EPOCH) / HALF_LIFE, 0.0)
    return min(float(2.0**half_lives), _HEAVIEST)
