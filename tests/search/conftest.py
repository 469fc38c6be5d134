"""A small library whose answers are known by reading it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest

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


def _moment(day: str, source: str) -> Moment | None:
    if not day:
        return None
    zone = "Asia/Tehran" if COUNTRIES[source] == "ir" else "Europe/Istanbul"
    instant = datetime.combine(date.fromisoformat(day), time(9), UTC)
    return Moment(instant=instant, zone=zone, precision=Precision.MINUTE)


def _spans(text: str, *needles: str) -> tuple[Span, ...]:
    starts = [(text.find(needle), needle) for needle in needles]
    return tuple(Span(field=Field.TEXT, start=at, end=at + len(word)) for at, word in starts if at >= 0)


def article(number: int, name: str, source: str, day: str, title: str, text: str, **more: object) -> Document:
    """Make a document of the library; ``more`` are the fields of the document or of the article."""
    own = {key: more.pop(key) for key in ("lead", "authors", "complete") if key in more}
    made = Article(
        id=name,
        url=f"https://{source}.example/{name}",
        fetched_url=f"https://{source}.example/{name}",
        source=source,
        country=COUNTRIES[source],
        language=LANGUAGES[source],
        title=title,
        text=text,
        published=_moment(day, source),
        extractor="test",
        **own,  # type: ignore[arg-type] # the keys are fields of the record
    )
    return Document(article=made, seq=number, story=str(more.pop("story", name)), **more)  # type: ignore[arg-type] # the same


def topics(*ids: str) -> tuple[Topic, ...]:
    """Make topics."""
    return tuple(Topic(id=one, score=100, evidence=(), rule="1") for one in ids)


def organisation(known: str | None, name: str, text: str = "") -> Organisation:
    """Make an organisation with its mention in a text."""
    return Organisation(
        id=known, name=name, kind=None, country=known[:2] if known else None, mentions=_spans(text, name), rule="1"
    )


def event(kind: str, *, place: str | None = None, negated: bool = False, **more: bool) -> Event:
    """Make an event of two parties."""
    parties = (
        Party(organisation=None, country="tr", role="party"),
        Party(organisation=None, country="ir", role="party"),
    )
    return Event(
        type=kind,
        stage="signed",
        negated=negated,
        interaction=more.get("interaction", False),
        need=more.get("need", False),
        parties=parties,
        evidence=(),
        rule="1",
        place=place,
    )


def shelf() -> Iterator[Document]:
    """Give the documents of the library; each exists for some lines of the contract."""
    tubitak = "TÜBİTAK'ın yeni çağrısı girişimcilere açıldı. Yapay zekâ projeleri desteklenecek."
    yield article(
        1,
        "cagri",
        "duyuru",
        "2026-11-12",
        "TÜBİTAK girişimci çağrısı açtı",
        tubitak,
        topics=topics("ai"),
        organisations=(organisation("tr/tubitak", "TÜBİTAK", tubitak),),
        events=(event("call", need=True),),
        lead="Başvurular 30 Kasım'a kadar sürecek.",
    )
    yield article(
        2,
        "yatirim",
        "haberci",
        "2026-11-10",
        "Örnek Robotik yatırım aldı",
        "Örnek Robotik, üç milyon dolar yatırım aldı. Girişimin kurucusu büyük bir İstanbul hedefi açıkladı.",
        topics=topics("venture-capital", "ai"),
        organisations=(organisation("tr/ornek", "Örnek Robotik"),),
        events=(event("investment", place="İstanbul"),),
        authors=("Ayşe Işık",),
        story="robotik",
    )
    yield article(
        3,
        "yatirim-kopya",
        "duyuru",
        "2026-11-11",
        "Örnek Robotik yatırım aldı",
        "Örnek Robotik, üç milyon dolar yatırım aldı. Girişimin kurucusu İstanbul hedefini açıkladı.",
        topics=topics("venture-capital"),
        story="robotik",
        duplicate_of="yatirim",
    )
    yield article(
        4,
        "ziyaret",
        "haberci",
        "2026-10-20",
        "Tebriz heyeti Ankara'yı ziyaret etti",
        "İran'dan gelen heyet, teknoparkları gezdi ve iş birliği için mutabakat zaptı imzaladı.",
        topics=topics("parks"),
        events=(event("visit", place="Ankara", interaction=True),),
    )
    yield article(
        5,
        "iptal",
        "haberci",
        "2026-09-22",
        "Anlaşma imzalanmadı",
        "Taraflar anlaşmayı imzalamadı; görüşmeler sürecek.",
        events=(event("agreement", negated=True),),
    )
    yield article(6, "tarihsiz", "haberci", "", "Dijital dönüşüm rehberi", "Sanayide dijital dönüşüm için rehber.")
    yield article(7, "ozet", "duyuru", "2026-11-23", "Haftanın özeti", "Kısa özet.", complete=False)
    park = "پارک علم و فناوری آذربایجان‌شرقی میزبان شرکت‌های دانش‌بنیان است. توبیتاک نیز همکاری می‌کند."
    yield article(
        8,
        "park",
        "danesh",
        "2026-11-05",
        "گشایش دفتر پارک علم و فناوری در ترکیه",
        park,
        topics=topics("parks"),
        events=(event("opening", place="Tabriz", interaction=True),),
        organisations=(
            organisation("ir/eastp", "پارک علم و فناوری آذربایجان‌شرقی", park),
            organisation("tr/tubitak", "توبیتاک", park),
        ),
    )
    yield article(
        9,
        "danesh",
        "gozaresh",
        "2026-11-01",
        "حمايت از شرکتهای دانش بنيان",
        "شرکت هاي دانش بنيان کشور تسهيلات مي گيرند. مبلغ ۲۵۰ میلیون تومان است.",
        topics=topics("venture-capital"),
    )
    yield article(
        10,
        "hush",
        "danesh",
        "2026-10-22",
        "رونمایی از سامانه هوش مصنوعی",
        "این سامانهٔ هوش مصنوعی در دانشگاه تبریز ساخته شد.",
        topics=topics("ai"),
    )
    yield article(
        11,
        "safar",
        "gozaresh",
        "2026-10-23",
        "سفر هیئت ترک به تبریز",
        "هیئت ترکیه‌ای از دانشگاه و پارک بازدید کرد و تفاهم‌نامه امضا شد.",
        topics=topics("parks"),
        events=(event("visit", place="Tabriz", interaction=True), event("agreement", interaction=True)),
        story="heyet",
    )
    yield article(
        12,
        "daneshgah",
        "gozaresh",
        "2026-09-22",
        "دانش آموزان و دانشگاه",
        "برنامهٔ تازهٔ دانشگاه برای دانش‌آموزان اعلام شد.",
    )
    yield article(
        13,
        "startup",
        "courier",
        "2026-11-15",
        "Turkish startup raises funding",
        "The startup raised three million dollars. Investors from Istanbul joined the round with TUBITAK.",
        topics=topics("venture-capital"),
        organisations=(organisation("tr/tubitak", "TUBITAK"),),
    )
    yield article(
        14,
        "delegation",
        "courier",
        "2026-10-23",
        "Turkish delegation in Tabriz",
        "A Turkish delegation visited the science park in Tabriz and signed an agreement.",
        topics=topics("parks"),
        events=(event("visit", place="Tabriz", interaction=True),),
        story="heyet",
    )
    yield article(
        15,
        "chips",
        "courier",
        "2026-11-02",
        "Chips and C++ for robots",
        "Robots need chips. An R&D team wrote 5G software in C++; the software is free.",
        organisations=(organisation(None, "Sample Chips Ltd"),),
    )
    yield article(
        16,
        "order",
        "courier",
        "2025-03-20",
        "Two orders of words",
        "Alpha beta gamma delta. Delta then gamma, and one more time delta near alpha and alpha.",
    )
