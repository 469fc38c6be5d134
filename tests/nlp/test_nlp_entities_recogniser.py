"""The bundled network on whole articles: places, certainty, bad input, repeatability, its part in the pipeline."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.entities.joining import EVIDENCE
from nlp.entities.network import Network
from nlp.entities.pieces import BEGIN, END
from nlp.entities.recogniser import MODEL, ORGANISATION, READ_CHARACTERS, Recogniser
from nlp.fields import fields_of, read_field
from nlp.pipeline import ORGANISATIONS, pipeline, read
from nlp.tagger import Tagger, tagger_version
from pipelines.records import Article, Field

# The file goes through git and a wheel with every checkout.
MOST_BYTES = 42_000_000

ARTICLE = Article(
    id="a",
    url="https://example.org/a",
    fetched_url="https://example.org/a",
    source="s",
    country="tr",
    language="tr",
    title="Zorbulut Teknoloji, KOSGEB'den destek aldı",
    lead="Ankara merkezli Zorbulut Teknoloji'nin genel müdürü Ayşe Yılmaz açıkladı.",
    text="Zorbulut Teknoloji A.Ş. ile Ankara Üniversitesi anlaştı. Anlaşmaya KOSGEB de katılıyor.",
    extractor="test",
)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    """Give the bundled network."""
    return Recogniser.load()


def organisations(recogniser: Recogniser, text: str, language: str) -> list[str]:
    """Give the names of organisations that the network sees in a text."""
    found = recogniser.entities((read_field(Field.TEXT, text, language),))
    return [text[e.span.start : e.span.end] for e in found if e.kind == ORGANISATION]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("tr", "Türkiye İş Bankası'nın genel müdürü açıklama yaptı.", "Türkiye İş Bankası"),
        ("tr", "Vali, Pamukkale Üniversitesi’nde konuştu.", "Pamukkale Üniversitesi"),
        ("fa", "به گزارش خبرگزاری مهر، شرکت ایران خودرو اعلام کرد.", "خبرگزاری مهر"),
        ("fa", "رئیس سازمان محيط زيست كشور گفت.", "سازمان محيط زيست كشور"),
        ("en", "The company signed a contract with the University of Oxford.", "University of Oxford"),
    ],
)
def test_known_sorts_of_names_are_found(recogniser: Recogniser, language: str, text: str, name: str) -> None:
    """Banks, universities, agencies and authorities are found in each language without their endings."""
    assert name in organisations(recogniser, text, language)


def test_people_and_places_are_told_apart(recogniser: Recogniser) -> None:
    """A person is a person and a city a place."""
    text = "Mustafa Kemal Atatürk 1919'da Samsun'a çıktı."
    found = recogniser.entities((read_field(Field.TEXT, text, "tr"),))
    assert {(text[e.span.start : e.span.end], e.kind) for e in found} == {
        ("Mustafa Kemal Atatürk", "PER"),
        ("Samsun", "LOC"),
    }


def test_names_come_in_order_field_by_field(recogniser: Recogniser) -> None:
    """Entities follow the fields and the text, whatever batches their sentences were read in, and lie within it."""
    found = recogniser.entities(fields_of(ARTICLE))
    order = [Field.TITLE, Field.LEAD, Field.TEXT]
    keys = [(order.index(entity.span.field), entity.span.start) for entity in found]
    assert keys == sorted(keys)
    assert {entity.span.field for entity in found} == set(order)
    assert all(0 < entity.score <= 1 for entity in found)


def test_the_same_article_gives_the_same_names(recogniser: Recogniser) -> None:
    """What else was read before changes nothing: an article is read by itself."""
    first = recogniser.entities(fields_of(ARTICLE))
    recogniser.entities((read_field(Field.TEXT, "Başka bir metin. " * 50, "tr"),))
    assert recogniser.entities(fields_of(ARTICLE)) == first


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.sampled_from(["tr", "fa", "en"]))
def test_any_text_is_read(recogniser: Recogniser, text: str, language: str) -> None:
    """No text breaks it, and every name is within the text, not blank at its ends, and apart from the next one."""
    end = 0
    for entity in recogniser.entities((read_field(Field.TEXT, text, language),)):
        assert end <= entity.span.start < entity.span.end <= len(text)
        name = text[entity.span.start : entity.span.end]
        assert name == name.strip()
        end = entity.span.end


@pytest.mark.parametrize("text", ["", "😀" * 300, "a" * 30_000, "ANKARA ÜNİVERSİTESİ " * 200, "<p>ODTÜ</p>" * 100])
def test_bad_texts_are_read(recogniser: Recogniser, text: str) -> None:
    """Emoji, endless words and sentences, capitals and markup are cut into what the network can take."""
    recogniser.entities((read_field(Field.TEXT, text, "tr"),))


def test_only_the_beginning_of_a_book_is_read(recogniser: Recogniser) -> None:
    """A text of a megabyte costs as much as one of twenty thousand characters."""
    text = "Vali, Pamukkale Üniversitesi'nde konuştu. " * 25_000
    found = recogniser.entities((read_field(Field.TEXT, text[: READ_CHARACTERS * 3], "tr"),))
    assert found
    assert max(entity.span.end for entity in found) <= READ_CHARACTERS


def test_padding_changes_little() -> None:
    """A sentence read beside a longer one is scored as it is alone, but for the rounding of a batch."""
    network = Network(MODEL / "entities.onnx")
    short, long = [BEGIN, 500, 600, END], [BEGIN, *range(1000, 1040), END]
    alone, beside = network.likelihoods([short])[0], network.likelihoods([short, long])[0]
    assert alone.shape == beside.shape == (4, len(network.labels))
    assert abs(alone - beside).max() < 0.1
    assert alone.sum(1) == pytest.approx([1.0] * 4, abs=1e-3)


def test_the_network_fits_into_a_repository() -> None:
    """The file is no larger than allowed, and the version is a digest of it."""
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < MOST_BYTES
    digest = hashlib.sha256((MODEL / "entities.onnx").read_bytes() + (MODEL / "pieces.tsv").read_bytes()).hexdigest()
    assert Recogniser.load().version == digest[:12]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """Give a tagger that looks for organisations outside the register, too."""
    return Tagger.load(languages=("tr",), entities=True)


def test_a_tagger_finds_organisations_outside_the_register(tagger: Tagger) -> None:
    """They come behind the registered ones, without id, with the network's version; all else is as without it."""
    document, plain = tagger.tag(ARTICLE), Tagger.load(languages=("tr",)).tag(ARTICLE)
    unknown = [one for one in document.organisations if one.id is None]
    assert any(one.name.startswith("Zorbulut") for one in unknown)
    assert all(one.rule == f"{EVIDENCE}:{Recogniser.load().version}" and 0.4 <= one.score <= 1 for one in unknown)
    assert tuple(one for one in document.organisations if one.id) == plain.organisations
    assert (document.topics, document.events) == (plain.topics, plain.events)


def test_the_version_tells_that_the_network_looked(tagger: Tagger) -> None:
    """The version of a tagger with the network begins with that of the tagger without, so that both can be told."""
    rules = tagger_version()
    assert tagger.version == tagger_version(entities=True) == f"{rules}+ner"


def test_other_languages_pass_through(tagger: Tagger) -> None:
    """An article in a language that was not loaded has no tags."""
    assert tagger.tag(replace(ARTICLE, language="fa")).organisations == ()


def test_spans_of_spacy_hold_both() -> None:
    """The span group has the unknown names, too, and the document's entities do not overlap."""
    nlp = pipeline("tr", None, tagger_version(), entities=True)
    doc = read(nlp, ARTICLE)
    for _, component in nlp.pipeline:
        doc = component(doc)
    spans = {(span.text, span.kb_id_) for span in doc.spans[ORGANISATIONS]}
    assert ("KOSGEB", "tr/kosgeb") in spans
    assert any(text.startswith("Zorbulut") and not identifier for text, identifier in spans)
    assert list(doc.ents) == sorted(doc.ents, key=lambda span: span.start)


def test_the_network_is_not_loaded_without_need() -> None:
    """Tagging with the register alone imports no onnxruntime."""
    script = (
        "import sys; from nlp.tagger import Tagger; Tagger.load(languages=('en',)); print('onnxruntime' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
