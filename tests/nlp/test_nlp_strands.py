"""Sentences in another language than their article's are tagged by the rules of their own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.strands import strands, woven
from nlp.tagger import Tagger
from pipelines.records import Article, Document, Field, Organisation, Span, Topic

SENTENCES = {
    "tr": (
        "Teknopark yönetimi, yapay zekâ girişimleri için yeni bir destek çağrısı açıldığını dün akşam duyurdu.",
        "Toplantıya katılan şirketler, ortak araştırma merkezinin gelecek yıl kurulacağını söyledi.",
    ),
    "fa": (
        "پارک علم و فناوری تبریز از برگزاری نشست مشترک با شرکت‌های دانش‌بنیان در هفته آینده خبر داد.",
        "رئیس این مرکز گفت که همکاری در حوزه هوش مصنوعی از سال گذشته آغاز شده است و ادامه دارد.",
    ),
    "en": (
        "The company said that it will open a new research centre with the university by the end of the year.",
        "Officials from both sides discussed the programme and the next steps at a meeting that was held on Monday.",
    ),
}
ANY = st.sampled_from([(language, text) for language, texts in SENTENCES.items() for text in texts])


def article(language: str, text: str, lead: str = "", title: str = "Başlık") -> Article:
    """Make an article of a language."""
    return Article(
        id="0123456789abcdef",
        url="https://ornek.example/1",
        fetched_url="https://ornek.example/1",
        source="ornek",
        country="tr",
        language=language,
        title=title,
        lead=lead,
        text=text,
        fetched_at=datetime(2026, 11, 12, tzinfo=UTC),
        extractor="test",
    )


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["tr", "fa", "en"]), st.lists(ANY, max_size=6), st.lists(ANY, max_size=3))
def test_a_strand_holds_its_sentences_where_they_stand(
    own: str, text: list[tuple[str, str]], lead: list[tuple[str, str]]
) -> None:
    """Every sentence of another language stands in that language's strand at its place, and nothing else does."""
    whole = article(own, "\n\n".join(one for _, one in text), " ".join(one for _, one in lead))
    found = strands(whole)
    assert set(found) == {language for language, _ in (*text, *lead)} - {own}
    for language, strand in found.items():
        assert strand.language == language
        assert strand.title == ""
        for original, kept, parts in ((whole.text, strand.text, text), (whole.lead, strand.lead, lead)):
            assert kept.split() == " ".join(one for spoken, one in parts if spoken == language).split()
            assert all(new in {old, " "} for old, new in zip(original, kept, strict=bool(kept)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fa",
            "شرکت Mitsubishi Heavy Industries Aero Engines با دانشگاه تبریز تفاهم‌نامه همکاری امضا کرد.",
        ),
        ("fa", "نام این طرح Horizon Europe است."),
        ("tr", "Projenin adı «هاب فناوری» olarak duyuruldu ve iki üniversite bu konuda anlaştı."),
        ("tr", "Toplam bedel 1.250.000 lira 2.500.000 dolar 3.750.000 avro 12.500.000 ruble 1.000.000 sterlin."),
        ("en", "The minister met with TÜBİTAK, KOSGEB and the Boğaziçi University rectorate in the afternoon."),
        ("en", "OK."),
        ("fa", "12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
        ("tr", ""),
    ],
)
def test_names_and_numbers_make_no_strand(language: str, text: str) -> None:
    """Names in another script, figures, and what is too short to be sure of stay with the article's own language."""
    assert strands(article(language, text)) == {}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """Load the tagger once."""
    return Tagger.load()


def test_each_sentence_is_tagged_by_its_own_language(tagger: Tagger) -> None:
    """A Persian report that quotes an English and a Turkish release has the agreements and topics of both."""
    english = (
        "Bilkent University signed a memorandum of understanding on biotechnology and gene therapy with the University "
        "of Tabriz in Ankara."
    )
    turkish = (
        "ODTÜ ile Tebriz Üniversitesi, nanoteknoloji ve nanomalzeme alanında protokol imzaladı; nano kaplama "
        "laboratuvarı kurulacak."
    )
    text = f"{SENTENCES['fa'][0]}\n\n{english}\n\n{turkish}"
    document = tagger.tag(article("fa", text, title="گزارش نشست تبریز"))
    assert {"biotechnology", "advanced-materials-nano"} <= {topic.id for topic in document.topics}
    agreements = [event for event in document.events if event.type == "agreement"]
    shown = {text[span.start : span.end] for event in agreements for span in event.evidence if span.field is Field.TEXT}
    assert any("Bilkent" in part for part in shown)
    assert any("ODTÜ" in part for part in shown)
    assert [(-topic.score, topic.id) for topic in document.topics] == sorted(
        (-topic.score, topic.id) for topic in document.topics
    )
    for topic in document.topics:
        assert all(text[span.start : span.end].strip() for span in topic.evidence if span.field is Field.TEXT)


@pytest.mark.parametrize("language", ["tr", "fa", "en"])
def test_an_article_of_one_language_is_tagged_as_before(tagger: Tagger, language: str) -> None:
    """Where no sentence is foreign, nothing is added."""
    whole = article(language, " ".join(SENTENCES[language]))
    assert strands(whole) == {}
    document = tagger.tag(whole)
    assert document == woven(document, ())


def test_tags_found_twice_are_one_with_the_evidence_of_both() -> None:
    """A topic and an organisation of the article and of a strand keep the better score and all places, in order."""
    title, first, second = (
        Span(field=Field.TITLE, start=0, end=4),
        Span(field=Field.TEXT, start=3, end=9),
        Span(field=Field.TEXT, start=40, end=49),
    )
    whole = article("fa", "x" * 60)

    def tagged(score: int, *spans: Span) -> Document:
        return Document(
            article=whole,
            topics=(Topic(id="drones", score=score, evidence=spans, rule="1"),),
            organisations=(
                Organisation(id="tr/tubitak", name="TÜBİTAK", kind=None, country=None, mentions=spans, rule="1"),
                Organisation(id=None, name="Ornek", kind=None, country=None, mentions=spans, rule="ner:1"),
            ),
            tagger="1",
        )

    both = woven(tagged(3, title, second), [tagged(7, first)])
    assert [(topic.score, topic.evidence) for topic in both.topics] == [(7, (title, first, second))]
    assert [(one.id, one.mentions) for one in both.organisations] == [
        ("tr/tubitak", (title, first, second)),
        (None, (title, first, second)),
    ]
