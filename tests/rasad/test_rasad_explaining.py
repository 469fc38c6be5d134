"""`rasad explain`: every tag with its evidence, and what nearly was one, with the reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from nlp.nearmisses import Cause, Facts, NearMiss, Rules
from nlp.tagger import Tagger
from pipelines.records import Article, Document, Field, Moment, Precision
from rasad.explaining import Explanation, explanation_json, explanation_text, reason
from rasad.texts import LANGUAGES, texts
from tests.commandline import Demo

PUBLISHED = Moment(instant=datetime(2026, 11, 12, tzinfo=UTC), zone="Europe/Istanbul", precision=Precision.DAY)


@pytest.fixture(scope="module")
def rules() -> Rules:
    """The bundled rules."""
    return Rules.load()


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the same rules, for Turkish."""
    return Tagger.load(languages=("tr",))


def _document(tagger: Tagger, text: str, title: str = "", language: str = "tr") -> Document:
    return tagger.tag(
        Article(
            id="a",
            url="https://example.org/a",
            fetched_url="https://example.org/a",
            source="s",
            country="tr",
            language=language,
            title=title,
            text=text,
            published=PUBLISHED,
            extractor="test",
        )
    )


def _reasons(rules: Rules, document: Document, kind: str) -> list[tuple[str, str]]:
    return [(miss.id, reason(miss, texts("en"))) for miss in rules.near_misses(document) if miss.kind == kind]


@pytest.mark.parametrize(
    ("text", "type_", "reason"),
    [
        ("Bakan, İran'la anlaşma imzalanmasını istedi.", "agreement", "wished"),
        ("Firma makineyi gönderdi.", "export", "too few sides"),
        ("Kulüp, genç futbolcu ile sözleşme imzaladı.", "agreement", "in the same sentence"),
        (("Bu cümle uzun bir girişten başka bir şey değildir. " * 9) + "Protokol imzalandı.", "agreement", "deep"),
    ],
)
def test_an_act_that_made_no_event_says_why(rules: Rules, tagger: Tagger, text: str, type_: str, reason: str) -> None:
    """Wishes, missing sides, words of another field and passing mentions are told apart."""
    document = _document(tagger, text)
    assert document.events == ()
    assert any(id_ == type_ and reason in said for id_, said in _reasons(rules, document, "event"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Türk şirketi, İran'daki gelişmelerin ardından ödül aldı.", "a side of Iran is named"),
        ("Türkiye ile İran arasında imzalandığı öne sürülen anlaşma yalanlandı.", "denied"),
    ],
)
def test_an_event_that_is_no_interaction_says_why(rules: Rules, tagger: Tagger, text: str, reason: str) -> None:
    """The other country's name beside it is shown, and so is a denial."""
    document = _document(tagger, text)
    assert [event.interaction for event in document.events] == [False]
    assert any(reason in said for _, said in _reasons(rules, document, "interaction"))


def test_a_topic_below_its_threshold_says_by_how_much(rules: Rules, tagger: Tagger) -> None:
    """Supporting words alone, low scores and stronger rivals are told apart, and no given topic is a miss."""
    document = _document(tagger, "Şirket fuarda yeni drone modelini gösterdi. " + "Hava güzeldi. " * 200)
    given = {topic.id for topic in document.topics}
    said = _reasons(rules, document, "topic")
    assert said
    assert given.isdisjoint(id_ for id_, _ in said)
    assert all("score" in reason or "support" in reason for _, reason in said)


def test_a_name_that_is_meant_otherwise_says_why(rules: Rules, tagger: Tagger) -> None:
    """A word in lower case is no name, and a shared name of another country is not ours."""
    document = _document(tagger, "Almanya Sağlık Bakanlığı açıkladı; merkez bankası faizi konuşuldu.")
    said = dict(_reasons(rules, document, "organisation"))
    assert "tr/ministry-of-health" not in {one.id for one in document.organisations}
    assert any("another country" in reason for reason in said.values())


def test_every_place_lies_in_its_field(rules: Rules, tagger: Tagger) -> None:
    """The evidence of a near miss quotes the article."""
    document = _document(tagger, "Bakan, İran'la anlaşma imzalanmasını istedi.", "Teknoparkta çağrı beklentisi")
    misses = rules.near_misses(document)
    assert misses
    for miss in misses:
        for span in miss.evidence:
            text = document.article.title if span.field is Field.TITLE else document.article.text
            assert 0 <= span.start < span.end <= len(text)


def test_a_sentence_in_another_language_misses_by_its_own_rules(rules: Rules, tagger: Tagger) -> None:
    """What an English and a Persian sentence of a Turkish report nearly were is told with their own words."""
    english = "Visitors of the old town could also see a small reactor model, which the children liked very much. "
    persian = "در این مراسم یک پهپاد کوچک هم بالای سر مردم دیده شد و کودکان با خوشحالی آن را به هم نشان دادند. "
    document = _document(tagger, f"{'Hava güzeldi, halk akşama kadar gezdi. ' * 12}{english}{persian}")
    text = document.article.text
    said = {text[span.start : span.end] for miss in rules.near_misses(document) for span in miss.evidence}
    assert any(word in english for word in said)
    assert "پهپاد" in said


def test_other_languages_have_no_near_misses(rules: Rules, tagger: Tagger) -> None:
    """What is not tagged is not nearly tagged."""
    assert rules.near_misses(_document(tagger, "Guten Tag", language="de")) == []


def test_both_forms_say_the_same(rules: Rules, tagger: Tagger) -> None:
    """The text and the JSON name the same tags, and both say when the rules have changed."""
    document = _document(tagger, "TÜBİTAK ile İran Bilim Bakanlığı Ankara'da 2 milyon dolarlık protokol imzaladı.")
    found = Explanation(document, "other", tuple(rules.near_misses(document)))
    lines, row = list(explanation_text(found)), json.loads(json.dumps(explanation_json(found)))
    assert row["current"] is False
    assert any("the rules are now other" in line for line in lines)
    assert {tag["kind"] for tag in row["tags"]} >= {"organisation", "event"}
    assert len(row["near_misses"]) == len(found.misses)
    for tag in row["tags"]:
        assert tag["rule"]
        assert any(line.startswith(f"{tag['kind']} {tag['id']}") for line in lines)
        for place in tag["evidence"]:
            assert document.article.text[place["start"] : place["end"]] == place["text"]


def test_many_places_are_cut_for_people_only(tagger: Tagger) -> None:
    """A tag with many mentions quotes the first ones and counts the rest."""
    document = _document(tagger, "TÜBİTAK açıkladı. " * 9)
    found = Explanation(document, document.tagger, ())
    assert any(line.strip() == "and 4 more" for line in explanation_text(found))
    assert found.is_current


def test_a_near_miss_is_a_value() -> None:
    """Two of the same are one."""
    one, other = (NearMiss(kind="topic", id="a", cause=Cause.DENIED, rule="1", evidence=()) for _ in range(2))
    assert {one, other} == {one}


FACTS: dict[Cause, Facts] = {
    Cause.BELOW_THRESHOLD: (("score", 60), ("threshold", 1100)),
    Cause.OUTWEIGHED: (("score", 160), ("threshold", 100)),
    Cause.OTHER_SENSE: (("words", "2026 sözleşmesi"),),
    Cause.ONE_SIDE: (("country", "ir"),),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_a_sentence_in_every_language(language: str) -> None:
    """A reader is told in the own language, with its digits and country names, but quotes stay as they are written."""
    words = texts(language)
    said = {
        cause: reason(NearMiss(kind="k", id="i", cause=cause, rule="1", evidence=(), facts=FACTS.get(cause, ())), words)
        for cause in Cause
    }
    assert len(set(said.values())) == len(Cause)
    assert all("{" not in sentence for sentence in said.values())
    assert words.number(1100) in said[Cause.BELOW_THRESHOLD]
    assert "2026 sözleşmesi" in said[Cause.OTHER_SENSE]
    assert words("country_ir") in said[Cause.ONE_SIDE]


def test_the_command_explains_an_article_by_id_or_address(demo: Demo) -> None:
    """The demo's articles are explained in both forms, by id and by address."""
    hit = json.loads(demo.rasad("search", "is:interaction", "--json").out)["hits"][0]
    row = json.loads(demo.rasad("explain", hit["id"], "--json").out)
    assert (row["id"], row["title"]) == (hit["id"], hit["title"])
    assert any(tag.get("interaction") for tag in row["tags"])
    told = demo.rasad("explain", row["url"])
    assert (told.code, hit["title"] in told.out) == (0, True)


def test_an_unknown_article_is_named(demo: Demo) -> None:
    """A wrong id is wrong use, and the message says what to give."""
    ran = demo.rasad("explain", "nothing")
    assert ran.code == 2
    assert "'nothing'" in ran.err
    assert "search --json" in ran.err
