"""How a topic's score comes about: places, repetition, support, masks, objections, combinations, length and share."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.fields import read_field
from nlp.topics import load
from nlp.topics.definitions import Combination
from nlp.topics.evaluation import Labelled, TopicScore, evaluate, macro_f1
from nlp.topics.judging import MOST_EVIDENCE, Demand, Demands, topics_of
from nlp.topics.phrases import PhraseBook
from nlp.topics.reading import digest_of, line_of
from nlp.topics.scoring import BODY_FACTOR, LEAD_FACTOR, LEAD_LENGTH, MOST_SUPPORT, TITLE_FACTOR, Matcher
from pipelines.records import Field

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.records import Topic

DEMANDS = Demands({"t": Demand("t@1"), "u": Demand("u@1")})
FILLER = "Hava bugün güneşli. " * 30


def _matcher(*phrases: tuple[int, str]) -> Matcher:
    matcher = Matcher("tr")
    for weight, phrase in phrases:
        matcher.add_phrase("t", weight, phrase)
    return matcher


def _score(matcher: Matcher, text: str, field: Field = Field.TEXT) -> float:
    return matcher.score(matcher.find([read_field(field, text, "tr")]).get("t", []))


def _topics(matcher: Matcher, text: str, field: Field = Field.TITLE) -> tuple[Topic, ...]:
    return topics_of(matcher, [read_field(field, text, "tr")], DEMANDS)


@pytest.mark.parametrize(
    ("field", "text", "factor"),
    [
        (Field.TITLE, "Teknopark büyüyor", TITLE_FACTOR),
        (Field.LEAD, "Teknopark büyüyor", LEAD_FACTOR),
        (Field.TEXT, "Teknopark büyüyor", LEAD_FACTOR),
        (Field.TEXT, FILLER + "Teknopark büyüyor", BODY_FACTOR),
    ],
)
def test_the_place_decides_how_much_a_word_counts(field: Field, text: str, factor: float) -> None:
    """A headline counts most, then the standfirst and the beginning, then the rest."""
    assert len(FILLER) > LEAD_LENGTH
    assert _score(_matcher((100, "teknopark")), text, field) == pytest.approx(100 * factor)


def test_repetition_counts_half_each_time() -> None:
    """The same phrase over and over never gives more than twice its weight."""
    matcher = _matcher((100, "teknopark"))
    once = _score(matcher, "teknopark", Field.TITLE)
    assert _score(matcher, "teknopark ve teknopark", Field.TITLE) == pytest.approx(once * 1.5)
    assert _score(matcher, "teknopark " * 40, Field.TITLE) < once * 2


def test_light_patterns_give_limited_support_and_never_make_a_topic() -> None:
    """Many weak words add up to the limit and need a core pattern beside them."""
    words = ["kedi", "köpek", "balık", "kuş", "inek"]
    matcher = _matcher(*((30, word) for word in words), (60, "teknopark"))
    assert _score(matcher, " ".join(words), Field.TITLE) == MOST_SUPPORT
    assert _topics(matcher, " ".join(words)) == ()
    assert [topic.id for topic in _topics(matcher, "teknopark " + " ".join(words))] == ["t"]


def test_a_longer_phrase_hides_the_shorter_one_within_it() -> None:
    """A mask of weight nought takes the place of what it covers, elsewhere the word still counts."""
    matcher = _matcher((100, "kuluçka"), (0, "kuluçka süresi"))
    assert _score(matcher, "kuluçka süresi beş gün", Field.TITLE) == 0
    assert _score(matcher, "kuluçka süresi ve kuluçka merkezi", Field.TITLE) == pytest.approx(200)


def test_of_two_phrases_for_the_same_words_the_mask_wins_then_the_heavier() -> None:
    """The order in the file does not matter."""
    assert _score(_matcher((100, "kuluçka merkez*"), (0, "kuluçka merkezi")), "kuluçka merkezi", Field.TITLE) == 0
    assert _score(_matcher((60, "kuluçka*"), (100, "kuluçka")), "kuluçka", Field.TITLE) == pytest.approx(200)


def test_a_negative_pattern_speaks_against_a_topic() -> None:
    """Its weight is taken off, and it is no evidence."""
    matcher = _matcher((60, "yapay zeka"), (-60, "dolandırıcılık"))
    assert _topics(matcher, "Yapay zeka")
    assert _topics(matcher, "Yapay zeka ile dolandırıcılık") == ()
    (topic,) = _topics(_matcher((100, "yapay zeka"), (-30, "gözaltı")), "Yapay zeka gözaltı")
    assert len(topic.evidence) == 1


def _combined(text: str, **rule: object) -> list[tuple[int, int]]:
    matcher = Matcher("tr")
    matcher.add_combination("t", Combination.model_validate({"weight": 100, **rule}))
    traces = matcher.find([read_field(Field.TEXT, text, "tr")]).get("t", [])
    return [(trace.spans[0].start, trace.spans[-1].end) for trace in traces]


@pytest.mark.parametrize(
    ("text", "rule", "count"),
    [
        ("İran ile Türkiye", {"all_of": [["İran"], ["Türkiye"]]}, 1),
        ("Türkiye ile İran", {"all_of": [["İran"], ["Türkiye"]]}, 1),
        ("İran büyüyor", {"all_of": [["İran"], ["Türkiye"]]}, 0),
        ("İran " + "çok " * 9 + "Türkiye", {"all_of": [["İran"], ["Türkiye"]], "within": 5}, 0),
        ("İran " + "çok " * 9 + "Türkiye", {"all_of": [["İran"], ["Türkiye"]], "within": 0}, 1),
        ("İran ile Türkiye ve Irak", {"all_of": [["İran"], ["Türkiye"]], "none_of": ["Irak"]}, 0),
        ("İran ile Türkiye ve Irak", {"all_of": [["İran"], ["Türkiye"]], "none_of": ["Irak"], "within": 0}, 0),
        ("İran ile Türkiye. İran ile Türkiye", {"all_of": [["İran"], ["Türkiye"]]}, 2),
        ("kedi", {"any_of": ["kedi", "köpek"]}, 1),
        ("İran kedi", {"all_of": [["İran"]], "any_of": ["kedi", "köpek"]}, 1),
    ],
)
def test_combinations_mean_what_they_say(text: str, rule: dict[str, object], count: int) -> None:
    """All of, any of, none of and the distance decide, in any order of the words."""
    assert len(_combined(text, **rule)) == count


def test_the_evidence_of_a_combination_is_its_parts() -> None:
    """Each part is a place of its own, in reading order."""
    assert _combined("Dün Türkiye ile İran", all_of=[["İran"], ["Türkiye"]]) == [(4, 20)]


def test_a_long_text_counts_less_and_needs_a_share_of_the_strongest_topic() -> None:
    """What a long text only touches on is no topic, in a short text it is."""
    matcher = Matcher("tr")
    for number, word in enumerate(("alfa", "beta", "gama", "delta", "kapa")):
        matcher.add_phrase("t", 100 + number, word)
    matcher.add_phrase("u", 60, "teknopark")
    short, long = "alfa beta gama delta kapa teknopark", "alfa beta gama delta kapa teknopark " + FILLER * 6
    assert {topic.id for topic in _topics(matcher, short)} == {"t", "u"}
    assert {topic.id for topic in _topics(matcher, long)} == {"t"}
    once = _score(_matcher((100, "teknopark")), FILLER + "teknopark")
    assert _score(_matcher((100, "teknopark")), FILLER + "teknopark " + FILLER * 20) < once


def test_evidence_of_very_many_places_is_limited_to_the_strongest() -> None:
    """A text that repeats itself does not carry hundreds of spans, and those of the headline stay."""
    matcher = _matcher((100, "teknopark"))
    fields = [read_field(Field.TITLE, "Teknopark", "tr"), read_field(Field.TEXT, "teknopark " * 200, "tr")]
    (topic,) = topics_of(matcher, fields, DEMANDS)
    assert len(topic.evidence) == MOST_EVIDENCE
    assert topic.evidence[0].field is Field.TITLE
    assert list(topic.evidence[1:]) == sorted(topic.evidence[1:])


@pytest.mark.parametrize(
    ("text", "found"),
    [("Getir büyüdü", {0}), ("para getirdi", set()), ("getir onu", set()), ("GETİR", {0}), ("Getir'in", {0})],
)
def test_a_name_in_a_pattern_is_matched_as_a_name(text: str, found: set[int]) -> None:
    """A single word with a capital needs the capital and its own form: it may be a common verb otherwise."""
    book = PhraseBook("tr")
    book.add("Getir", 0)
    assert {hit.value for hit in book.find(read_field(Field.TEXT, text, "tr"))} == found


def test_an_acronym_in_capitals_needs_capitals_and_ignores_lemmas() -> None:
    """The word IS is not AI though both have the lemma "be" in English."""
    book = PhraseBook("en")
    book.add("AI", 0)
    assert [hit.value for hit in book.find(read_field(Field.TEXT, "AI IS HERE", "en"))] == [0]
    assert book.find(read_field(Field.TEXT, "this is ai", "en")) == []


def test_the_word_cache_is_emptied_before_it_grows_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Matching stays right when the cache is dropped."""
    monkeypatch.setattr("nlp.vocabulary.MOST_PIECES", 2)
    book = PhraseBook("tr")
    book.add("teknopark", 0)
    for _ in range(3):
        assert len(book.find(read_field(Field.TEXT, "bir iki üç dört teknopark", "tr"))) == 1


@settings(deadline=None)
@given(st.lists(st.sampled_from(["yapay", "zeka", "modeli", "ve", ".", "AI", "ai"]), max_size=30))
def test_hits_lie_in_order_and_within_one_sentence_part(words: list[str]) -> None:
    """Whatever the order of words, a phrase is only found where its words follow each other."""
    book = PhraseBook("tr")
    book.add("yapay zeka", 0)
    text = " ".join(words)
    field = read_field(Field.TEXT, text, "tr")
    expected = sum(1 for one, other in pairwise(words) if (one, other) == ("yapay", "zeka"))
    hits = book.find(field)
    assert len(hits) == expected
    assert [hit.first for hit in hits] == sorted(hit.first for hit in hits)


def _labelled(title: str, *topics: str) -> Labelled:
    return Labelled(title, "tr", (read_field(Field.TITLE, title, "tr"),), frozenset(topics))


def test_an_evaluation_counts_right_wrong_and_missed_with_their_words() -> None:
    """What was given wrongly shows its words, what was missed shows the score that did not suffice."""
    articles = [
        _labelled("Teknopark şirketleri", "technoparks-incubators"),
        _labelled("Siber saldırı uyarısı"),
        _labelled("Belediye yol yaptı", "drones"),
    ]
    scores = {score.topic: score for score in evaluate(load(), articles)}
    parks, security, drones = (scores[id_] for id_ in ("technoparks-incubators", "cybersecurity", "drones"))
    assert (parks.right, parks.precision, parks.recall, parks.f1) == (1, 1, 1, 1)
    assert (security.right, security.precision, security.wrong[0].words) == (0, 0, ("Siber saldırı",))
    assert (drones.recall, drones.missed[0].score, drones.missed[0].reference) == (0, 0, "Belediye yol yaptı")
    assert scores["hydrogen"] == TopicScore("hydrogen", 0, (), ())
    assert scores["hydrogen"].f1 == scores["hydrogen"].recall == scores["hydrogen"].precision == 1
    assert macro_f1(list(scores.values())) == pytest.approx(1 / 3)
    assert macro_f1([]) == 1


def test_a_line_is_found_as_deep_as_the_keys_lead() -> None:
    """The place of a value that is missing is that of the deepest key there is."""
    source = "a:\n  b:\n    - x\n    - y\n"
    paths: list[list[str | int]] = [[], ["a"], ["a", "b"], ["a", "b", 1], ["a", "z"], ["a", "b", 9]]
    assert [line_of(source, keys) for keys in paths] == [1, 1, 2, 4, 1, 2]


def test_a_digest_depends_on_every_text_and_its_borders() -> None:
    """Moving a letter from one file to the next changes the version."""
    assert digest_of("ab", "c") != digest_of("a", "bc")
    assert digest_of("ab", "c") == digest_of("ab", "c")


def test_an_unreadable_folder_of_topics_is_an_empty_one(tmp_path: Path) -> None:
    """A desk without topics of its own has the bundled ones."""
    assert load(tmp_path).version == load().version
