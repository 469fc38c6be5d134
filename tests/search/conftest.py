"""A small library whose answers are known by reading it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pipelines.records import (
    Article,
    Document,
    Event,
    Field,
    Moment,
    Organisation,
    Party,
    Precision,
    Span,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KINDS = {"haberci": "news", "duyuru": "agency", "danesh": "agency", "gozaresh": "news", "courier": "magazine"}
COUNTRIES = {"haberci": "tr", "duyuru": "tr", "danesh": "ir", "gozaresh": "ir", "courier": "gb"}
LANGUAGES = {"haberci": "tr", "duyuru": "tr", "danesh": "fa", "gozaresh": "fa", "courier": "en"}
ORGANISATIONS = {
    "tr/tubitak": ("TÜBİTAK", "توبیتاک", "tubitak"),
    "ir/eastp": ("Doğu Azerbaycan Bilim ve Teknoloji Parkı", "پارک علم و فناوری آذربایجان شرقی"),
    "tr/ornek": ("Örnek Robotik",),
}
TOPICS = {
    "venture-capital": ("girişim sermayesi", "سرمایه گذاری خطرپذیر", "venture capital"),
    "ai": ("yapay zeka", "هوش مصنوعی", "artificial intelligence"),
    "parks": ("teknoloji parkları", "پارک های علم و فناوری", "science parks"),
}
TODAY = date(2026, 11, 24)


class Registers:
    """A vocabulary of three organisations and three topics, with the values of the library's sources."""

    def organisations(self, text: str) -> tuple[str, ...]:
        """Give ids by name, in any case."""
        return _ids(ORGANISATIONS, text)

    def topics(self, text: str) -> tuple[str, ...]:
        """Give ids by name, in any case."""
        return _ids(TOPICS, text)

    def suggest(self, field: str, text: str) -> tuple[str, ...]:
        """Give the values of the field that share the first two letters."""
        values: Mapping[str, tuple[str, ...]] = {
            "source": tuple(KINDS),
            "country": ("tr", "ir", "gb"),
            "topic": tuple(TOPICS),
            "org": tuple(ORGANISATIONS),
        }
        return tuple(value for value in values.get(field, ()) if value[:2] == text[:2])


def _ids(names: Mapping[str, tuple[str, ...]], text: str) -> tuple[str, ...]:
    wanted = text.replace("İ", "i").casefold()
    return tuple(
        one for one, known in names.items() if wanted in {one, *(name.replace("İ", "i").casefold() for name in known)}
    )


@pytest.fixture(scope="session")
def today() -> date:
    """The day of the library."""
    return TODAY


@pytest.fixture(scope="session")
def registers() -> Registers:
    """What the query language knows of names here."""
    return Registers()


@pytest.fixture(scope="session")
def kinds() -> dict[str, str]:
    """The kinds of the library's sources."""
    return KINDS


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    """The library by id."""
    return {document.article.id: document for document in shelf()}


def shelf() -> Iterator[Document]:
    """Give the documents of the library file, in the order of ingestion."""
    written = yaml.safe_load((Path(__file__).parent / "library.yaml").read_text(encoding="utf-8"))
    for number, entry in enumerate(written, 1):
        yield _document(number, entry)


def _document(number: int, entry: dict[str, Any]) -> Document:
    source = entry["source"]
    url = f"https://{source}.example/{entry['id']}"
    article = Article(
        id=entry["id"],
        url=url,
        fetched_url=url,
        source=source,
        country=COUNTRIES[source],
        language=LANGUAGES[source],
        title=entry["title"],
        text=entry["text"],
        lead=entry.get("lead", ""),
        authors=tuple(entry.get("authors", ())),
        published=_moment(entry["published"], source) if "published" in entry else None,
        complete=entry.get("complete", True),
        extractor="test",
    )
    return Document(
        article=article,
        topics=tuple(Topic(id=one, score=100, evidence=(), rule="1") for one in entry.get("topics", ())),
        organisations=tuple(
            _organisation(name, known, entry["text"]) for name, known in entry.get("organisations", {}).items()
        ),
        events=tuple(map(_event, entry.get("events", ()))),
        story=entry.get("story", entry["id"]),
        duplicate_of=entry.get("duplicate_of"),
        seq=number,
    )


def _moment(day: str, source: str) -> Moment:
    zone = "Asia/Tehran" if COUNTRIES[source] == "ir" else "Europe/Istanbul"
    instant = datetime.combine(date.fromisoformat(day), time(9), UTC)
    return Moment(instant=instant, zone=zone, precision=Precision.MINUTE)


def _organisation(name: str, known: str | None, text: str) -> Organisation:
    start = text.find(name)
    mentions = (Span(field=Field.TEXT, start=start, end=start + len(name)),) if start >= 0 else ()
    return Organisation(id=known, name=name, kind=None, country=None, mentions=mentions, rule="1")


def _event(entry: dict[str, Any]) -> Event:
    return Event(
        type=entry["type"],
        stage="signed",
        negated=entry.get("negated", False),
        interaction=entry.get("interaction", False),
        need=entry.get("need", False),
        parties=(Party(organisation=None, country="tr", role="party"),),
        evidence=(),
        rule="1",
        place=entry.get("place"),
    )
