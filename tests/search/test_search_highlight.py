"""Marks and passages: every form of a word, whole words, right offsets in every script."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.records import Article, Document, Event, Field, Organisation, Span, Topic
from search.highlight import LENGTH, Highlighter
from search.query import Vocabulary, parse

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 24)


def _document(language: str, title: str = "", text: str = "", lead: str = "") -> Document:
    article = Article(
        id="a",
        url="https://a.example/",
        fetched_url="https://a.example/",
        source="a",
        country="tr",
        language=language,
        title=title,
        text=text,
        lead=lead,
        extractor="test",
    )
    return Document(article=article)


def _marked(query: str, language: str, text: str) -> list[str]:
    """Give the marked parts of a title, which is marked like any text."""
    document = _document(language, title=text)
    return [text[start:end] for start, end in Highlighter(parse(query, today=TODAY).query).title(document)]


@pytest.mark.parametrize(
    ("query", "language", "text", "marks"),
    [
        ("girişim", "tr", "Girişimler, girişimin ve GİRİŞİM", ["Girişimler", "girişimin", "GİRİŞİM"]),
        ("girisim", "tr", "Bir girişim", ["girişim"]),
        ("Ankara", "tr", "Ankara'da, Ankara’nın", ["Ankara", "Ankara"]),
        ("istanbul", "tr", "İSTANBUL ve I\u0307stanbul", ["İSTANBUL", "I\u0307stanbul"]),
        ("شرکت", "fa", "شرکت‌های نو، شرکت های کهن و شرکتهای دیگر", ["شرکت‌های", "شرکت های", "شرکتهای"]),
        ("دانش‌بنیان", "fa", "دانش بنیان و دانشبنیان", ["دانش", "بنیان", "دانش", "بنیان"]),
        ("دانش بنیان", "fa", "شرکت دانش‌بنیان", ["دانش", "بنیان"]),
        ("كتاب", "fa", "کتاب‌ها", ["کتاب‌ها"]),
        ("robot", "en", "Robots and a robot", ["Robots", "robot"]),
        ('"yapay zeka"', "tr", "yapay zekâ, zeka yapay", ["yapay", "zekâ"]),
        ('"alpha gamma"~1', "en", "alpha beta gamma alpha x y gamma", ["alpha", "gamma"]),
        ('near:"gamma alpha"~1', "en", "alpha beta gamma x y z alpha", ["alpha", "gamma"]),
        ("inov*", "tr", "İnovasyon ve inovatif fikir", ["İnovasyon", "inovatif"]),
        ("alpha OR (beta -gamma)", "en", "alpha beta gamma", ["alpha", "beta"]),
        ("NOT alpha", "en", "alpha beta", []),
        ("title:alpha", "en", "alpha beta", ["alpha"]),
        ('org:"Sample Chips"', "en", "The Sample Chips company", ["Sample", "Chips"]),
        ("lang:en published:2026 *", "en", "alpha beta", []),
        ("C++", "en", "C and C++", ["C++"]),
        ("۲۵۰", "fa", "250 میلیون", ["250"]),
    ],
)
def test_marks_are_whole_words_in_every_form(query: str, language: str, text: str, marks: list[str]) -> None:
    """What was asked for is marked in each of its forms, and nothing else is."""
    assert _marked(query, language, text) == marks


def test_words_of_the_title_alone_are_not_marked_in_the_text() -> None:
    """A condition on the title leaves no mark in the snippet."""
    document = _document("en", title="alpha", text="alpha beta gamma beta delta beta")
    for query in ("title:alpha", 'title:"alpha"', "title:alph*", 'title:(near:"beta gamma"~3)'):
        assert Highlighter(parse(query, today=TODAY).query).snippet(document).spans == ()


def test_tags_are_marked_where_their_evidence_stands(registers: Vocabulary) -> None:
    """A topic or an organisation that was asked for is marked by its own evidence, in any language."""
    text = "توبیتاک با ما همکاری کرد"
    document = replace(
        _document("fa", text=text),
        topics=(Topic(id="ai", score=1, evidence=(Span(field=Field.TEXT, start=11, end=13),), rule="1"),),
        organisations=(
            Organisation(id="tr/tubitak", name="توبیتاک", kind=None, country="tr", rule="1",
                         mentions=(Span(field=Field.TEXT, start=0, end=7), Span(field=Field.TITLE, start=0, end=0))),
        ),
    )  # fmt: skip
    expected = {"org:TÜBİTAK": (0, 7), "tubitak": (0, 7), "topic:ai": (11, 13), '"tubitak"': (0, 7)}
    for query, span in expected.items():
        found = Highlighter(parse(query, today=TODAY, vocabulary=registers).query).snippet(document)
        assert found.spans == (span,)


@pytest.mark.parametrize(
    ("query", "spans"),
    [("event:visit", ((0, 9),)), ("is:interaction", ((0, 9),)), ("is:need", ()), ("event:award", ((10, 14),)),
     ("event:call", ()), ("lang:en", ())],
)  # fmt: skip
def test_events_are_marked_by_their_evidence(query: str, spans: tuple[tuple[int, int], ...]) -> None:
    """Who asks for a kind of event is shown the sentence that says so, but not of a negated one."""

    def event(kind: str, start: int, end: int, *, interaction: bool = False, negated: bool = False) -> Event:
        evidence = (Span(field=Field.TEXT, start=start, end=end),)
        return Event(type=kind, stage="done", negated=negated, interaction=interaction, parties=(), evidence=evidence,
                     rule="1")  # fmt: skip

    events = (event("visit", 0, 9, interaction=True), event("award", 10, 14), event("call", 0, 4, negated=True))
    document = replace(_document("en", text="Alpha met beta."), events=events)
    assert Highlighter(parse(query, today=TODAY).query).snippet(document).spans == spans


@pytest.mark.parametrize("query", ['near:"alpha beta"~1', '"alpha beta"~1'])
def test_neighbours_across_the_end_of_the_title_are_marked_alone(query: str) -> None:
    """An article that was found by words on both sides of the end of its title shows them."""
    shown = Highlighter(parse(query, today=TODAY).query).show(_document("en", title="An alpha", text="Beta follows."))
    assert (shown.title, shown.snippet.spans) == (((3, 8),), ((0, 4),))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 12), st.sampled_from([". ", " ", "\n"]))
def test_what_was_asked_for_is_always_in_the_passage(before: int, after: int, between: int, joint: str) -> None:
    """Wherever two neighbours stand in a text, the passage shows both."""
    words = [f"w{number}" for number in range(40)]
    pieces = [*(words * 2)[:before], "alpha", *words[:between], "beta", *(words * 2)[:after]]
    snippet = Highlighter(parse("alpha beta", today=TODAY).query).snippet(_document("en", text=joint.join(pieces)))
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["alpha", "beta"]


def test_overlapping_marks_become_one() -> None:
    """A word that is asked for twice is marked once."""
    assert _marked('alpha "alpha beta" alph*', "en", "alpha beta") == ["alpha", "beta"]


def test_the_passage_is_the_one_with_most_of_what_was_asked_for() -> None:
    """Of two places, the one that holds both words is shown, with dots where text is left out."""
    filler = "Nothing of interest is said in this sentence at all. " * 12
    document = _document("en", text=f"One alpha here. {filler}Then alpha met beta in Tabriz. {filler}")
    snippet = Highlighter(parse("alpha beta", today=TODAY).query).snippet(document)
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["alpha", "beta"]
    assert "Then alpha met beta in Tabriz." in snippet.text
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")


def test_the_lead_is_shown_where_only_it_answers() -> None:
    """A word that stands only in the lead gives a passage of the lead."""
    document = _document("en", text="Nothing here.", lead="Alpha stands here.")
    snippet = Highlighter(parse("alpha", today=TODAY).query).snippet(document)
    assert (snippet.text, snippet.spans) == ("Alpha stands here.", ((0, 5),))


@pytest.mark.parametrize(("lead", "shown"), [("", "The text."), ("The lead.", "The lead.")])
def test_without_a_mark_the_beginning_is_shown(lead: str, shown: str) -> None:
    """An article found by its properties shows its lead, or else the beginning of its text."""
    document = _document("en", text="The text.", lead=lead)
    assert Highlighter(parse("lang:en", today=TODAY).query).snippet(document).text == shown
    assert Highlighter(None).snippet(document).text == shown
    assert Highlighter(None).title(document) == ()


def test_line_breaks_become_blanks_and_nothing_is_escaped() -> None:
    """The passage is plain text of one line; who shows it escapes it."""
    document = _document("en", text="First <b>line</b>\n\nalpha & beta\tgamma")
    snippet = Highlighter(parse("alpha", today=TODAY).query).snippet(document)
    assert snippet.text == "First <b>line</b>  alpha & beta gamma"


_TEXTS = st.lists(
    st.sampled_from(
        ["alpha", "beta", "شرکت‌های", "دانشبنیان", "İstanbul'da", "I\u0307", "\n", ". ", "🙂", "\u200f", "x" * 300, " "]
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.sampled_from(["tr", "fa", "en", "xx"]), st.sampled_from(["", " "]))
def test_spans_lie_within_the_passage_in_order(pieces: list[str], language: str, joint: str) -> None:
    """Whatever the text, marks are ordered, do not overlap, are not empty, and hold letters that were asked for."""
    document = _document(language, title="alpha", text=joint.join(pieces))
    query = parse("alpha OR شرکت OR دانش‌بنیان OR istanbul OR xx*", today=TODAY).query
    snippet = Highlighter(query).snippet(document)
    ends = [0]
    for start, end in snippet.spans:
        assert ends[-1] <= start < end <= len(snippet.text)
        ends.append(end)
    assert len(snippet.text) <= LENGTH + 4


@pytest.fixture
def asked() -> Callable[[str], Highlighter]:
    """Make the highlighter of a query."""
    return lambda text: Highlighter(parse(text, today=TODAY).query)


def test_a_long_text_is_marked_in_linear_time(asked: Callable[[str], Highlighter]) -> None:
    """A text of a megabyte full of marks gives its passage within seconds."""
    document = _document("en", text="alpha beta " * 40_000)
    assert len(asked('alpha "beta alpha" near:"alpha beta"~5').snippet(document).spans) > 10
