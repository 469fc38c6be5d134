"""Lines of articles have the documented shape and read back as they were written."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import DataError
from pipelines.records import Article, Document, Event, Field, Moment, Organisation, Party, Precision, Span, Topic
from rasad.jsonl import document_json, dump, read_article, read_moment

SPAN = Span(field=Field.TEXT, start=2, end=9)
DOCUMENT = Document(
    article=Article(
        id="a1",
        url="https://haber.example/1",
        fetched_url="https://haber.example/1?x=1",
        source="haber",
        country="tr",
        language="tr",
        title="Başlık",
        text="Metin",
        lead="Spot",
        authors=("Yazar",),
        published=Moment(
            instant=datetime(2026, 11, 12, 11, 35, tzinfo=UTC),
            zone="Europe/Istanbul",
            precision=Precision.MINUTE,
            origin="json-ld",
        ),
        extractor="test/1",
    ),
    topics=(Topic(id="startups", score=140, evidence=(SPAN,), rule="1"),),
    organisations=(
        Organisation(id="tr/tubitak", name="TÜBİTAK", kind="agency", country="tr", mentions=(SPAN,), rule="1"),
    ),
    events=(
        Event(
            type="agreement",
            stage="signed",
            negated=False,
            interaction=True,
            parties=(Party(organisation=None, country="ir", role="party", name="Negin"),),
            evidence=(SPAN,),
            rule="1",
        ),
    ),
    seq=7,
)


def test_a_line_has_the_documented_keys() -> None:
    """The shape of a line is a contract: keys, nesting, dates with their zone."""
    row = json.loads(dump(document_json(DOCUMENT)))
    assert list(row) == [
        "id", "url", "fetched_url", "source", "country", "language", "title", "lead", "text", "authors", "published",
        "published_precision", "published_from", "modified", "section", "image", "extractor", "complete",
        "duplicate_of", "story", "seq", "topics", "organisations", "events",
    ]  # fmt: skip
    assert row["published"] == "2026-11-12T14:35:00+03:00"
    assert row["story"] == "a1"
    assert row["topics"] == [{"id": "startups", "score": 140, "evidence": [{"field": "text", "start": 2, "end": 9}]}]
    assert row["organisations"][0]["mentions"] == [{"field": "text", "start": 2, "end": 9}]
    assert row["events"][0]["parties"] == [
        {"organisation": None, "country": "ir", "role": "party", "name": "Negin"},
    ]
    assert "Başlık" in dump(row)


def test_a_line_reads_back() -> None:
    """What was exported can be imported: same id, words, authors and instant."""
    row = json.loads(dump(document_json(DOCUMENT)))
    article = read_article(row, country="", zone="UTC", source="external")
    assert (article.url, article.title, article.lead, article.text) == (
        "https://haber.example/1",
        "Başlık",
        "Spot",
        "Metin",
    )
    assert article.published is not None
    assert article.published.isoformat() == row["published"]


@pytest.mark.parametrize(
    "raw",
    ["2026-11-12", "2026-11-12T14:35:00+03:00", "2026-11-12T14:35:09+03:30", "2019-05-30T00:20:37+04:30"],
)
def test_a_given_date_is_kept(raw: str) -> None:
    """Days stay days, and offsets of both countries come out as they came in."""
    moment = read_moment(raw, "UTC", "published")
    assert moment is not None
    assert moment.isoformat() == raw


def test_a_strange_offset_keeps_the_instant() -> None:
    """An offset of neither country is written in UTC, the same instant."""
    moment = read_moment("2026-11-12T14:35:00-05:00", "UTC", "published")
    assert moment is not None
    assert moment.isoformat() == "2026-11-12T19:35:00+00:00"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([], "no JSON object"),
        ({"title": "a", "text": "b"}, "url"),
        ({"url": "x", "title": "a", "text": "b"}, "absolute"),
        ({"url": "https://a/", "title": 3, "text": "b"}, "title"),
        ({"url": "https://a/", "title": " ", "text": ""}, "both empty"),
        ({"url": "https://a/", "title": "a", "text": "b", "published": "gestern"}, "published"),
        ({"url": "https://a/", "title": "a", "text": "b", "authors": "me"}, "authors"),
        ({"url": "https://a/", "title": "a", "text": "b", "lead": 5}, "lead"),
    ],
)
def test_a_wrong_line_names_the_field(row: object, reason: str) -> None:
    """Whatever is wrong with a line is named."""
    with pytest.raises(DataError, match=reason):
        read_article(row, country="", zone="UTC", source="external")


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["url", "title", "text", "published", "authors", "lead", "language"])
                | st.text(max_size=5),
                inner,
                max_size=6,
            )
        ),
        max_leaves=12,
    )
)
def test_no_json_breaks_the_reader(row: object) -> None:
    """Any JSON value is an article or a named error."""
    with suppress(DataError):
        assert read_article(row, country="", zone="UTC", source="external").url
