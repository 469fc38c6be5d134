"""Every quote of a tag stands in the text as it is quoted, and its mark is where the quote leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import Document, Event, Field, Organisation, Span, Topic
from rasad.setup import Setup
from rasad.web.desk import Desk
from rasad.web.evidence import AROUND, QUOTES, Group, marks, tags_of
from rasad.web.reader import Reader
from tests.web.library import article

TEXTS = st.text(alphabet="abcİ \n\u200cش😀", min_size=1, max_size=300)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Give an English reader of an empty home."""
    return Reader(Desk(Setup.load(tmp_path_factory.mktemp("evidence"))), "en")


def tagged(text: str, *spans: tuple[int, int]) -> Document:
    """Make a document with one unknown organisation."""
    mentions = tuple(Span(field=Field.TEXT, start=start, end=end) for start, end in spans)
    one = Organisation(id=None, name="X", kind=None, country=None, mentions=mentions, rule="m1")
    return Document(article=article(1, "Başlık", text), organisations=(one,))


@given(TEXTS, st.data())
def test_quotes_are_passages_of_the_text(reader: Reader, text: str, data: st.DataObject) -> None:
    """Around what is quoted stands what stands in the text, cut at blanks and never over a line."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = tags_of(reader, tagged(text, (start, end)))[0].tags[0].quotes[0]
    assert quote.text == " ".join(text[start:end].split())
    before, after = quote.before.removeprefix("… "), quote.after.removesuffix(" …")
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert "\n" not in before + after
    assert len(before) <= AROUND
    assert len(after) <= AROUND


@given(TEXTS, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=20))
def test_marks_lead_from_quotes_to_places(reader: Reader, text: str, ranges: list[tuple[int, int]]) -> None:
    """Each span of a tag has one mark with its own anchor, and every quote's anchor is one of them."""
    spans = [(min(pair), min(max(pair), len(text))) for pair in ranges]
    groups = tags_of(reader, tagged(text, *spans))
    found = marks(groups, Field.TEXT)
    assert [(mark.start, mark.end) for mark in found] == spans
    assert len({mark.id for mark in found}) == len(spans)
    assert {quote.anchor for quote in groups[0].tags[0].quotes} <= {mark.id for mark in found}
    assert marks(groups, Field.TITLE) == []


def test_a_tag_of_many_places_quotes_some_of_them(reader: Reader) -> None:
    """The panel stays short; the text has all marks."""
    text = "kelime " * 100
    tag = tags_of(reader, tagged(text, *[(place, place + 6) for place in range(0, 700, 7)]))[0].tags[0]
    assert (len(tag.quotes), len(tag.spans)) == (QUOTES, 100)


def kinds(groups: tuple[Group, ...]) -> list[str]:
    """Give the kinds of some groups."""
    return [group.kind for group in groups]


def test_kinds_without_a_tag_are_left_out(reader: Reader) -> None:
    """Topics come first, then organisations, then events; what is not there has no heading."""
    bare = Document(article=article(1, "A", "B"))
    topic = Topic(id="startups", score=100, evidence=(), rule="t1")
    event = Event(type="visit", stage="planned", negated=False, interaction=False, parties=(), evidence=(), rule="e1")
    assert kinds(tags_of(reader, bare)) == []
    assert kinds(tags_of(reader, Document(article=bare.article, topics=(topic,), events=(event,)))) == [
        "topic",
        "event",
    ]


def test_topics_stand_by_their_score(reader: Reader) -> None:
    """The topic with the highest score is the first, whatever the order of the record."""
    topics = tuple(
        Topic(id=id_, score=score, evidence=(), rule="t") for id_, score in (("drones", 50), ("startups", 90))
    )
    found = tags_of(reader, Document(article=article(1, "A", "B"), topics=topics))[0]
    assert [tag.facts[0][1] for tag in found.tags] == ["90", "50"]
    assert [tag.address for tag in found.tags] == ["/en/?topic=startups", "/en/?topic=drones"]


def test_an_organisation_of_a_model_says_how_sure_it_is(reader: Reader) -> None:
    """A name outside the register is marked as such; its score is shown, a certain one has none."""
    sure = Organisation(id="tr/tubitak", name="T", kind="agency", country="tr", mentions=(), rule="g1")
    unsure = Organisation(id=None, name="Örnek", kind=None, country=None, mentions=(), rule="m1", score=0.733)
    document = Document(article=article(1, "A", "B"), organisations=(sure, unsure))
    first, second = tags_of(reader, document)[0].tags
    assert [name for name, _ in first.facts] == ["Kind", "Country"]
    assert (second.badges, second.facts) == (("not in the register",), (("Score", "0.73"),))
    assert second.address == "/en/?q=org%3A%22%C3%96rnek%22"


@pytest.mark.parametrize(
    ("amount", "currency", "language", "text"),
    [
        (2_500_000.0, "USD", "en", "2,500,000 USD"),
        (2_500_000.0, "USD", "tr", "2.500.000 USD"),
        (2_500_000.5, "IRR", "fa", "۲٬۵۰۰٬۰۰۰٫۵ IRR"),
        (1e15, None, "en", "1,000,000,000,000,000"),
        (0.5, "TRY", "tr", "0,5 TRY"),
    ],
)
def test_amounts_are_written_as_the_language_does(
    reader: Reader, amount: float, currency: str | None, language: str, text: str
) -> None:
    """Separators and digits are the language's own, and no amount turns into powers of ten."""
    event = Event(
        type="investment", stage="signed", negated=False, interaction=False, parties=(), evidence=(), rule="e1",
        amount=amount, currency=currency,
    )  # fmt: skip
    shown = tags_of(Reader(reader.desk, language), Document(article=article(1, "A", "B"), events=(event,)))
    assert shown[0].tags[0].facts[0][1] == text
