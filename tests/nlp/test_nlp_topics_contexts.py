"""Contexts of topics: what rivals take away, what a topic must stand beside, and what only the body says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fields import read_field
from nlp.topics import load
from nlp.topics.judging import BODY_DEMAND, BRIEF, CONTEXT, Demand, Demands, rigour, topics_of
from nlp.topics.scoring import LEAD_LENGTH, Matcher
from pipelines.errors import DataError
from pipelines.records import Field

if TYPE_CHECKING:
    from pathlib import Path

    from nlp.topics import TopicSet

FILLER = "Hava bugün güneşli. " * 30


@pytest.fixture(scope="module")
def topics() -> TopicSet:
    """The bundled topics."""
    return load()


def _ids(topics: TopicSet, language: str, title: str, text: str = "") -> set[str]:
    found = ((Field.TITLE, title), (Field.TEXT, text))
    fields = [read_field(field, words, language) for field, words in found if words]
    return {topic.id for topic in topics.match(fields, language)}


def _given(text: str, demand: Demand, rivals: frozenset[str] = frozenset()) -> set[str]:
    """Give the topics of a text with the words: topics t and u, contexts sport and trade, a word each."""
    matcher = Matcher("tr")
    for id_, word in (("t", "teknopark"), ("u", "uydu"), (CONTEXT + "sport", "maç"), (CONTEXT + "trade", "ticaret")):
        matcher.add_phrase(id_, 100, word)
    demands = Demands({"t": demand, "u": Demand("u@1")}, rivals)
    return {topic.id for topic in topics_of(matcher, [read_field(Field.TEXT, text, "tr")], demands)}


SPORT = frozenset({"sport"})


def test_a_stronger_rival_takes_a_topic_away_and_a_weaker_one_does_not() -> None:
    """What is more about sport than about the topic does not carry it."""
    assert _given("teknopark maç", Demand("t@1"), SPORT) == {"t"}
    assert _given("teknopark maç ve maç ve maç ve maç", Demand("t@1"), SPORT) == set()
    assert _given("teknopark ve teknopark ve teknopark maç maç", Demand("t@1"), SPORT) == {"t"}


def test_a_topic_may_be_given_despite_a_rival() -> None:
    """A rival that the topic names does not count against it."""
    text = "teknopark maç ve maç ve maç ve maç"
    assert _given(text, Demand("t@1", despite=SPORT), SPORT) == {"t"}
    assert _given(text, Demand("t@1")) == {"t"}


def test_a_context_is_never_a_topic() -> None:
    """Contexts are found with the topics but not given."""
    assert _given("maç ve ticaret", Demand("t@1"), SPORT) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("teknopark", set()),
        ("teknopark ticaret", {"t"}),
        ("teknopark maç", set()),
        ("teknopark uydu", {"t", "u"}),
    ],
)
def test_a_topic_that_asks_for_company_needs_its_context_or_another_topic(text: str, found: set[str]) -> None:
    """A fair, an award or a law is a topic only beside science, technology or industry."""
    assert _given(text, Demand("t@1", beside=("trade",))) == found


def test_what_only_the_body_says_must_say_more() -> None:
    """News tells the gist first: a word deep in the text needs company that one at the beginning does not need."""
    assert len(FILLER) > LEAD_LENGTH
    assert _given("teknopark " + FILLER, Demand("t@1", 60)) == {"t"}
    assert _given(FILLER + "teknopark", Demand("t@1", 60)) == set()
    assert _given(FILLER + "teknopark ve teknopark ve teknopark", Demand("t@1", 60)) == {"t"}
    assert BODY_DEMAND > 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("teknopark " + FILLER, set()),
        ("teknopark " + FILLER[: BRIEF // 2], {"t"}),
        ("teknopark ve Teknoparkın ve teknoparkta " + FILLER, {"t"}),
        ("teknopark ve uydu ve uydu ve uydu " + FILLER, {"u"}),
        ("teknopark ve teknopark ve teknopark ve uydu ve uydu ve uydu ve uydu " + FILLER, {"t", "u"}),
    ],
)
def test_one_wording_alone_must_be_said_again_but_in_a_brief(text: str, found: set[str]) -> None:
    """A word that an article says once is no topic, the less so beside a stronger one; its forms are one wording."""
    assert _given(text, Demand("t@1")) == found


def test_two_wordings_or_a_headline_need_no_repetition() -> None:
    """What is named in two ways, or in the headline, is meant."""
    matcher = Matcher("tr")
    for word in ("teknopark", "kuluçka merkezi"):
        matcher.add_phrase("t", 60, word)
    for title, text, found in (
        ("", "teknopark " + FILLER, 0),
        ("", "teknopark ve kuluçka merkezi " + FILLER, 1),
        ("Teknopark", FILLER, 1),
    ):
        fields = [
            read_field(field, words, "tr") for field, words in ((Field.TITLE, title), (Field.TEXT, text)) if words
        ]
        assert len(topics_of(matcher, fields, Demands({"t": Demand("t@1")}))) == found


@given(st.lists(st.sampled_from(["teknopark", "kuluçka merkezi"]), min_size=1, max_size=6), st.integers(1, 1200))
def test_more_is_asked_of_one_wording_and_of_what_another_topic_leads(words: list[str], length: int) -> None:
    """The multiple is never below one, and never smaller beside a stronger topic or in a longer article."""
    matcher = Matcher("tr")
    for word in set(words):
        matcher.add_phrase("t", 100, word)
    traces = matcher.find([read_field(Field.TEXT, " ve ".join(words), "tr")])["t"]
    alone, beside = (rigour(matcher, traces, length, led=led) for led in (False, True))
    assert 1 <= alone <= beside
    assert alone <= rigour(matcher, traces, length + BRIEF, led=False)
    assert (beside > 1) == (length >= BRIEF and len(set(words)) == 1)


@pytest.mark.parametrize(
    ("language", "title", "topic"),
    [
        ("tr", "Aselsan Spor yeni voleybolcusunu kadrosuna kattı, milli takım forması giydi", "defence-industry"),
        ("tr", "Uluslararası film festivalinde yönetmene ödül", "awards"),
        ("tr", "Belediye kitap fuarı kapılarını açtı", "events-exhibitions"),
        ("fa", "سرمربی تیم فوتبال فولاد: بازیکنان خوب بازی کردند", "mining-metals"),
        ("fa", "همایش سراسری اصلاح‌طلبان برگزار شد", "events-exhibitions"),
        ("fa", "جشنواره بین‌المللی تئاتر برگزیدگان خود را شناخت", "awards"),
        ("en", "Striker scores twice as the coach praises the defence in cup match", "defence-industry"),
    ],
)
def test_sport_arts_and_party_politics_are_no_technology(
    topics: TopicSet, language: str, title: str, topic: str
) -> None:
    """Words that technology shares with sport, arts and politics do not make a topic there."""
    assert topic not in _ids(topics, language, title)


@pytest.mark.parametrize(
    ("language", "title", "topic"),
    [
        ("tr", "Teknoloji fuarı kapılarını açtı", "events-exhibitions"),
        ("tr", "Genç mühendislere inovasyon ödülü verildi", "awards"),
        ("fa", "کنفرانس ملی مهندسی برق برگزار شد", "events-exhibitions"),
        ("en", "Software engineers receive innovation award", "awards"),
    ],
)
def test_fairs_and_awards_of_science_and_technology_are_topics(
    topics: TopicSet, language: str, title: str, topic: str
) -> None:
    """Beside science, technology or industry the cross-cutting topics are given."""
    assert topic in _ids(topics, language, title)


def _write(home: Path, name: str, content: str) -> Path:
    path = home / "topics" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


TOPIC = """title: {tr: Kilim, fa: گلیم, en: Kilims}
definition: {tr: Kilim., fa: گلیم., en: Kilims.}
beside: [crafts]
patterns:
  tr: {100: [gazoz*]}
"""
CRAFTS = """title: {tr: El sanatı, fa: صنایع دستی, en: Crafts}
patterns:
  tr: {100: [el sanatı]}
"""


def test_a_desk_adds_a_context_of_its_own(tmp_path: Path) -> None:
    """A context is one file under topics/contexts; the topic that asks for it is given only beside it."""
    _write(tmp_path, "kilims.yaml", TOPIC)
    _write(tmp_path, "contexts/crafts.yaml", CRAFTS)
    own = load(tmp_path)
    assert "kilims" not in _ids(own, "tr", "Gazoz mevsimi sürüyor")
    assert "kilims" in _ids(own, "tr", "El sanatı olarak gazoz mevsimi sürüyor")
    assert own.version != load().version


@pytest.mark.parametrize("key", ["beside", "despite"])
def test_an_unknown_context_is_named_with_file_and_line(tmp_path: Path, key: str) -> None:
    """A topic that asks for a context that is not there leads to the line that says so."""
    path = _write(tmp_path, "kilims.yaml", TOPIC.replace("beside", key))
    with pytest.raises(DataError, match=rf"line 3: {key}\.0: there is no context 'crafts'; known are arts, ") as caught:
        load(tmp_path)
    assert str(path) in str(caught.value)


def test_a_mistake_in_a_context_names_its_file(tmp_path: Path) -> None:
    """A context is checked as strictly as a topic."""
    path = _write(tmp_path, "contexts/crafts.yaml", CRAFTS.replace("el sanatı]", "(el sanatı]"))
    with pytest.raises(DataError, match=r"line 3: patterns\.tr\.100\.0: .*brackets") as caught:
        load(tmp_path)
    assert str(path) in str(caught.value)
