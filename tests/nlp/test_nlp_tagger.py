"""The tagger: spaCy documents that lose no character, tags in order, overlays, versions, the founding article."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import tagger as tagger_module
from nlp.fields import fields_of, read_field
from nlp.pipeline import ORGANISATIONS, pipeline, read, read_tersely, reading
from nlp.tagger import Tagger, tagger_version
from pipelines.errors import DataError
from pipelines.records import Article, Field

SEED = Path(__file__).parents[2] / "../shared/data/seed/article.txt"

ARTICLE = Article(
    id="a",
    url="https://example.org/a",
    fetched_url="https://example.org/a",
    source="s",
    country="tr",
    language="tr",
    title="TÜBİTAK yeni çağrı açtı",
    lead="Sanayi ve Teknoloji Bakanlığı'nın desteğiyle.",
    text="TÜBİTAK'ın çağrısı yapay zeka üzerine. Başvurular 15 Kasım'da bitecek.\n\nKOSGEB de katılıyor.",
    extractor="test",
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """Give the bundled tagger."""
    return Tagger.load()


def test_an_article_becomes_a_document_with_evidence(tagger: Tagger) -> None:
    """Each organisation stands at the places that its mentions say, in title, lead and text."""
    document = tagger.tag(ARTICLE)
    places = {
        (organisation.id, getattr(ARTICLE, span.field)[span.start : span.end])
        for organisation in document.organisations
        for span in organisation.mentions
    }
    assert places == {
        ("tr/tubitak", "TÜBİTAK"),
        ("tr/sanayi-bakanligi", "Sanayi ve Teknoloji Bakanlığı"),
        ("tr/kosgeb", "KOSGEB"),
    }
    assert [span.field for span in document.organisations[0].mentions] == [Field.TITLE, Field.TEXT]
    assert document.article is ARTICLE
    assert document.tagger == tagger.version


def test_documents_come_in_the_order_of_the_articles(tagger: Tagger) -> None:
    """Languages are batched apart and put together again; one that is not read passes without tags."""
    languages = ["tr", "fa", "az", "en"] * 150
    articles = [replace(ARTICLE, id=str(number), language=code) for number, code in enumerate(languages)]
    documents = list(tagger.pipe(iter(articles)))
    assert [document.article.id for document in documents] == [article.id for article in articles]
    assert all(document.organisations for document in documents if document.article.language != "az")
    assert not any(document.organisations for document in documents if document.article.language == "az")


def test_tags_do_not_depend_on_the_batch(tagger: Tagger) -> None:
    """An article alone gets the tags that it gets among others."""
    others = [replace(ARTICLE, id=str(number), title=f"Şirket {number}") for number in range(5)]
    assert list(tagger.pipe([*others, ARTICLE]))[-1] == tagger.tag(ARTICLE)


def test_a_tagger_of_one_language_leaves_the_others_alone() -> None:
    """Only the languages asked for are loaded."""
    tagger = Tagger.load(languages=("fa",))
    assert tagger.tag(ARTICLE).organisations == ()
    assert tagger.tag(replace(ARTICLE, language="fa", title="توبیتاک")).organisations


def test_empty_fields_are_left_out() -> None:
    """A field without text makes no tokens; the others keep their order."""
    fields = fields_of(replace(ARTICLE, lead=" \n", title=""))
    assert [found.field for found in fields] == [Field.TEXT]
    assert [found.field for found in fields_of(ARTICLE)] == [Field.TITLE, Field.LEAD, Field.TEXT]


@settings(max_examples=60, deadline=None)
@given(
    title=st.text(max_size=30),
    lead=st.text(max_size=30),
    text=st.text(alphabet=st.sampled_from("aİıçک‌ه ی،.'\n\t (\u0307\u202e😀\x00") | st.characters(), max_size=120),
    language=st.sampled_from(["tr", "fa", "en"]),
)
def test_the_spacy_document_loses_no_character(tagger: Tagger, title: str, lead: str, text: str, language: str) -> None:
    """Words, blanks and gaps give the fields again, and each field begins where the reading says."""
    nlp = tagger._pipelines[language]
    article = replace(ARTICLE, title=_utf8(title), lead=_utf8(lead), text=_utf8(text), language=language)
    doc = read(nlp, article)
    fields = fields_of(article)
    assert doc.text == "\n".join(found.text for found in fields)
    for found, start in zip(fields, reading(doc).starts, strict=True):
        assert doc.text[start : start + len(found.text)] == found.text


def _utf8(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8")


def test_spacy_carries_spans_forms_and_sentences(tagger: Tagger) -> None:
    """Entities are real spans with kind and id, and the norm is the folded form of the language layer."""
    nlp = tagger._pipelines["tr"]
    doc = nlp("TÜBİTAK'ın desteği sürüyor. ODTÜ Teknokentte girişimciler var.")
    assert [(span.text, span.label_, span.kb_id_) for span in doc.ents] == [
        ("TÜBİTAK", "agency", "tr/tubitak"),
        ("ODTÜ Teknokentte", "park", "tr/odtu-teknokent"),
    ]
    assert [span.text for span in doc.spans[ORGANISATIONS]] == ["TÜBİTAK", "ODTÜ Teknokentte"]
    assert doc[0].norm_ == "tübitak"
    assert [sentence.text for sentence in doc.sents] == [
        "TÜBİTAK'ın desteği sürüyor.",
        "ODTÜ Teknokentte girişimciler var.",
    ]


@pytest.mark.parametrize("language", ["tr", "fa", "en"])
def test_a_document_without_words_gets_the_same_tags(tagger: Tagger, language: str) -> None:
    """What the tagger makes of an article in a hurry says the same as spaCy's whole document, and shows no spans."""
    nlp = tagger._pipelines[language]
    article = replace(ARTICLE, language=language, title="TÜBİTAK ile توبیتاک anlaşma imzaladı")
    whole, terse = read(nlp, article), read_tersely(nlp, article)
    for _, component in nlp.pipeline:
        whole, terse = component(whole), component(terse)
    assert reading(whole).organisations
    for name in ("fields", "organisations", "topics", "events", "country", "published"):
        assert getattr(reading(whole), name) == getattr(reading(terse), name)
    assert (len(terse), list(terse.ents), reading(terse).starts) == (0, [], ())
    assert whole.ents


def test_tagging_leaves_no_word_with_spacy(tagger: Tagger) -> None:
    """The memory of a worker does not grow with the words of its articles."""
    before = [len(nlp.vocab) for nlp in tagger._pipelines.values()]
    words = " ".join(f"benzersiz{number}" for number in range(500))
    list(tagger.pipe(replace(ARTICLE, text=words, language=language) for language in ("tr", "fa", "en")))
    assert [len(nlp.vocab) for nlp in tagger._pipelines.values()] == before
    assert all("benzersiz499" not in nlp.vocab.strings for nlp in tagger._pipelines.values())


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "😀", "a", "\ud800 TÜBİTAK \udfff"])
def test_the_smallest_and_the_strangest_articles_are_tagged(tagger: Tagger, text: str) -> None:
    """Neither an empty text nor a lone surrogate breaks a batch."""
    for language in ("tr", "fa", "en"):
        document = tagger.tag(replace(ARTICLE, title=text, lead="", text=text, language=language))
        assert {o.id for o in document.organisations} <= {"tr/tubitak"}


def test_a_long_article_is_tagged(tagger: Tagger) -> None:
    """A text of half a megabyte is no longer than others."""
    text = "Dün TÜBİTAK bunları söyledi: hava güzel, deniz mavi. " * 9_000
    document = tagger.tag(replace(ARTICLE, text=text))
    assert len(document.organisations[0].mentions) == 9_001


def test_a_desk_adds_organisations_of_its_own(tmp_path: Path) -> None:
    """A file in the overlay's register is found in texts, and one of a bundled id replaces that entry."""
    folder = tmp_path / "register"
    folder.mkdir()
    (folder / "own.yaml").write_text(
        "country: tr\nkind: startup\norganisations:\n"
        "  mavi-kedi: {tr: [Mavi Kedi Yazılım]}\n"
        "  kosgeb: {tr: [Sarı Kedi]}\n",
        encoding="utf-8",
    )
    document = Tagger.load(tmp_path).tag(replace(ARTICLE, text="Mavi Kedi Yazılım ile KOSGEB ve Sarı Kedi"))
    assert [o.id for o in document.organisations][2:] == ["tr/mavi-kedi", "tr/kosgeb"]
    assert len(document.organisations[3].mentions) == 1


def test_a_broken_overlay_is_refused(tmp_path: Path) -> None:
    """The error names the file, before anything is tagged."""
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "bad.yaml").write_text("country: tr", encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.yaml"):
        Tagger.load(tmp_path)


def test_the_version_changes_with_any_rule(tmp_path: Path) -> None:
    """Adding, changing and renaming a file of an overlay each give another version; other files do not."""
    versions = [tagger_version(), tagger_version(tmp_path)]
    assert versions[0] == versions[1]
    (tmp_path / "topics").mkdir()
    file = tmp_path / "topics" / "own.yaml"
    file.write_text("a: 1", encoding="utf-8")
    versions.append(tagger_version(tmp_path))
    file.write_text("a: 2", encoding="utf-8")
    versions.append(tagger_version(tmp_path))
    file.rename(file.with_name("other.yaml"))
    versions.append(tagger_version(tmp_path))
    assert len(set(versions)) == 4
    (tmp_path / "topics" / "notes.md").write_text("nothing", encoding="utf-8")
    assert tagger_version(tmp_path) == versions[-1]


def test_a_changed_overlay_is_read_again(tmp_path: Path) -> None:
    """A tagger loaded after an edit uses the edited file, in the same process."""
    folder = tmp_path / "register"
    folder.mkdir()
    file = folder / "own.yaml"
    for name in ("Mavi Kedi", "Sarı Kedi"):
        file.write_text(f"country: tr\nkind: startup\norganisations: {{kedi: {{tr: [{name}]}}}}\n", encoding="utf-8")
        document = Tagger.load(tmp_path, ("tr",)).tag(replace(ARTICLE, text="Mavi Kedi, Sarı Kedi"))
        spans = {o.id: o.mentions for o in document.organisations}["tr/kedi"]
        assert ["Mavi Kedi, Sarı Kedi"[span.start : span.end] for span in spans] == [name]


def test_the_version_is_known_without_spacy() -> None:
    """Asking for the version imports neither spaCy nor the language layer."""
    script = "import sys; from nlp.tagger import tagger_version; tagger_version(); print('spacy' in sys.modules)"
    root = Path(tagger_module.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_pipeline_can_be_had_by_itself() -> None:
    """The components are registered with spaCy and named."""
    nlp = pipeline("tr", None, tagger_version())
    assert nlp.pipe_names == ["rasad_organisations", "rasad_topics", "rasad_events"]


def test_the_fields_carry_sentences_and_punctuation() -> None:
    """Tokens ascend, hold the punctuation, and sentences cover them."""
    found = read_field(Field.TEXT, "Bir. İki, üç.", "tr")
    assert [found.text[token.start : token.end] for token in found.tokens] == ["Bir", ".", "İki", ",", "üç", "."]
    assert [found.text[start:end].strip() for start, end in found.sentences] == ["Bir.", "İki, üç."]


@pytest.mark.skipif(not SEED.exists(), reason="the founding article is not part of a checkout (../shared/data)")
def test_the_founding_article_is_tagged_in_full(tagger: Tagger) -> None:
    """All of its organisations are found under one id each, whatever happened to their ZWNJ, and none is wrong."""
    text = SEED.read_text(encoding="utf-8")
    document = tagger.tag(replace(ARTICLE, title="", lead="", text=text, language="fa", country="ir"))
    assert [organisation.id for organisation in document.organisations] == [
        "ir/eastp",
        "ir/msrt",
        "ir/basij-science-east-azerbaijan",
        "cn/scoda",
        "ir/msrt-technology",
    ]
    surfaces = {text[span.start : span.end] for span in document.organisations[0].mentions}
    assert surfaces == {
        "پارک علم و فناوری آذربایجانشرقی",
        "پارک علم و فناوری آذربایجان شرقی",
        "پارک علم و فناوری استان",
    }


def test_the_rules_can_be_copied_elsewhere(tmp_path: Path) -> None:
    """The bundled register, copied into an overlay, changes no tag."""
    shutil.copytree(Path(tagger_module.__file__).parent / "organisations/register", tmp_path / "register")
    copied = Tagger.load(tmp_path, ("tr",)).tag(ARTICLE)
    plain = Tagger.load(languages=("tr",)).tag(ARTICLE)
    assert [(o.id, o.mentions) for o in copied.organisations] == [(o.id, o.mentions) for o in plain.organisations]
